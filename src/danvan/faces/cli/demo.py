"""Load the demonstration.

A commune of today, and the four places of the documents in their own times, each lived through
its own writer.
"""

from __future__ import annotations

import secrets
import shutil
import sys
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from danvan.areas.regulations.acts import import_regulation
from danvan.faces.cli import serving
from danvan.faces.cli.demo_citizens import lay_door
from danvan.faces.cli.demo_papers import lay_out
from danvan.faces.cli.demo_play import Player
from danvan.faces.cli.demo_story import story_of
from danvan.faces.cli.planning import bring_pack
from danvan.faces.cli.serving import NOTE, UNFINISHED
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.duties.trees import Tree, write_tree
from danvan.kernel.jobs.working import work_off
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.organisations.models import Unit
from danvan.law import packs as law_packs
from danvan.law.messages import say
from danvan.law.pack_folders import pack_folder

SAMPLE = settings.PACKS.parent / "docs/samples/quy-che-mau.docx"
"""The sample regulation of the commune of today; an installed package comes without it."""
DATA = Path(__file__).parent / "demo_data"
TODAY = "commune_today"
PAST = ("phu_thuong", "ha_noi", "tay_son", "duc_pho")
"""The places of the four documents, by their files."""
YEAR = timedelta(days=365)


def load(language: str) -> int:
    """Load the demonstration into its own folder; one that was loaded today is left as it is.

    Returns:
        0, or 2 where a real site's data stands there.
    """
    note = Path(settings.VAR) / NOTE
    loaded = note.read_text(encoding="utf-8") if note.is_file() else ""
    if loaded.startswith(f"# {legal_day()}\n"):
        return serving.prepare()
    if note.is_file():
        _clear()
    serving.prepare()
    if Unit.objects.exists() or User.objects.exists():
        print(f"SITE-07: {say('SITE-07', {'folder': settings.VAR}, language)}", file=sys.stderr)
        return 2
    note.write_text(UNFINISHED, encoding="utf-8")
    password = secrets.token_hex(6)
    hashed = make_password(password)
    today, receipt = _today(hashed)
    trees = [today, *(_past(name, hashed) for name in PAST)]
    work_off()
    told = f"Mã tra cứu một thư mẫu / code of a sample letter: {receipt}\n"
    note.write_text(_accounts(trees, password) + told, encoding="utf-8")
    return 0


def _clear() -> None:
    """Remove an earlier day's demonstration: its own database and files only."""
    connection.close()
    if connection.vendor == "sqlite":
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        for ending in ("", "-wal", "-shm"):
            database.with_name(database.name + ending).unlink(missing_ok=True)
    shutil.rmtree(settings.FILE_STORE, ignore_errors=True)
    (Path(settings.VAR) / NOTE).unlink()


def _write(name: str, hashed: str) -> Tree:
    """Write the tree of a file; one slow hash of the one password serves all its accounts."""
    tree = write_tree(DATA / f"{name}.toml", password=lambda _username: None)
    for account in tree.accounts:
        user = User.objects.get(username=account.username)
        user.password = hashed
        user.save(update_fields=["password"])
    return tree


@transaction.atomic
def _today(hashed: str) -> tuple[Tree, str]:
    """Return the commune of today, whose last twelve months end today, and a citizen's receipt.

    Its day is kept as that of a demonstration, which is loaded anew on every other day: so nobody
    is asked for a second factor before a first look.
    """
    load_pack(law_packs.load(pack_folder("vn-base")), by="danvan demo")
    tree = _write(TODAY, hashed)
    today = legal_day()
    tree.root.demo_on = today
    tree.root.save(update_fields=["demo_on"])
    bring_pack(tree.pack, tree, valid_from=today - YEAR)
    story = story_of(DATA / f"{TODAY}.toml")
    player = Player(tree, story, _planner(tree), first=today - YEAR, last=today)
    player.play()
    lay_out(player.desks)
    receipt = lay_door(player.desks)
    if SAMPLE.is_file():
        import_regulation(SimpleUploadedFile(SAMPLE.name, SAMPLE.read_bytes()), player.planner)
    return tree, receipt


@transaction.atomic
def _past(name: str, hashed: str) -> Tree:
    """Return a place in its own time, from the day its pack counts to the day it is shown."""
    tree = _write(name, hashed)
    bring_pack(tree.pack, tree)
    last = tree.demo_on or legal_day()
    story = story_of(DATA / f"{name}.toml")
    Player(tree, story, _planner(tree), first=tree.pack_from, last=last).play()
    return tree


def _planner(tree: Tree) -> str:
    return tree.accounts[0].username


def _accounts(trees: list[Tree], password: str) -> str:
    lines = [f"# {legal_day()}", "", f"Mật khẩu / password: {password}", ""]
    for tree in trees:
        for account in tree.accounts:
            actor = actor_of(User.objects.get(username=account.username))
            day = actor.today if actor else ""
            lines.append(f"  {account.username:<18} {account.post}, {account.unit} ({day})")
        lines.append("")
    return "\n".join(lines)
