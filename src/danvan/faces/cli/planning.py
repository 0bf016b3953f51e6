"""Trees, plans and applying from the command line."""

from __future__ import annotations

import secrets
import sys
import tomllib
from datetime import date
from pathlib import Path

from danvan.faces.cli.plan_lines import plan_lines
from danvan.faces.cli.serving import require_prepared
from danvan.kernel.accounts.actors import Actor, actor_of, system_actor
from danvan.kernel.accounts.models import User
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.applying import apply
from danvan.kernel.duties.loading import load_pack, use_pack
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import Tree, write_tree
from danvan.kernel.organisations.models import Unit
from danvan.law import packs as law_packs
from danvan.law.errors import LawError, PackError
from danvan.law.messages import say
from danvan.law.pack_folders import pack_folder

REFUSED = 2


def _sorry(code: str, fields: dict[str, object], language: str) -> int:
    print(f"{code}: {say(code, fields, language)}", file=sys.stderr)
    return REFUSED


def bring_pack(name: str, tree: Tree, *, valid_from: date | None = None) -> None:
    """Let a tree use a pack that is loaded."""
    row = load_pack(law_packs.load(pack_folder(name)), by="danvan")
    use_pack(row, tree.root, valid_from=valid_from or tree.pack_from, actor=system_actor())


def load_tree(path: Path, language: str) -> int:
    """Write the tree of a file and print its accounts with first passwords."""
    require_prepared()
    load_pack(law_packs.load(pack_folder("vn-base")), by="danvan")
    passwords: dict[str, str] = {}

    def first(username: str) -> str:
        return passwords.setdefault(username, secrets.token_urlsafe(12))

    try:
        _refuse_known_accounts(path)
        tree = write_tree(path, password=first)
        bring_pack(tree.pack, tree)
    except FileNotFoundError:
        return _sorry("SITE-03", {"file": path.name}, language)
    for account in tree.accounts:
        print(f"{account.username}\t{passwords[account.username]}\t{account.post}, {account.unit}")
    return 0


def _refuse_known_accounts(path: Path) -> None:
    """Refuse a file whose accounts stand already: a tree is loaded once.

    Raises:
        PackError: ``TREE-03``.
    """
    posts = tomllib.loads(path.read_text(encoding="utf-8")).get("posts", ())
    names = [post["username"] for post in posts]
    known = User.objects.filter(username__in=names).values_list("username", flat=True)
    if known:
        raise PackError("TREE-03", accounts=", ".join(sorted(known)))


def _actor(account: str) -> Actor | None:
    user = User.objects.filter(username=account).first()
    return actor_of(user) if user else None


def show(account: str, until: date | None, language: str) -> int:
    """Print what a plan would add, remove and move; writes nothing."""
    require_prepared()
    actor = _actor(account)
    if actor is None:
        return _sorry("SITE-04", {"account": account}, language)
    shown = plan(Unit.objects.get(pk=actor.root_id or 0), today=actor.today, until=until)
    for line in plan_lines(shown, actor, language):
        print(line)
    return 0


def apply_shown(account: str, digest: str, until: date | None, language: str) -> int:
    """Apply the plan with this digest."""
    require_prepared()
    actor = _actor(account)
    if actor is None:
        return _sorry("SITE-04", {"account": account}, language)
    try:
        done = apply(Unit.objects.get(pk=actor.root_id or 0), digest, actor, until=until)
    except (Refused, LawError) as refused:
        return _sorry(refused.code, refused.fields, language)
    print(
        say(
            "SITE-06", {"added": done.added, "removed": done.removed, "moved": done.moved}, language
        )
    )
    return 0
