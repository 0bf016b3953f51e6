"""Load the demonstration.

A commune of today and a commune of 2022, each lived through its own writer.
"""

from __future__ import annotations

import secrets
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from danvan.areas.regulations.acts import import_regulation
from danvan.faces.cli import serving
from danvan.faces.cli.demo_play import Player
from danvan.faces.cli.planning import bring_pack
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.audit.models import Entry
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.duties.trees import Tree, write_tree
from danvan.kernel.organisations.days import legal_day
from danvan.law import packs as law_packs
from danvan.law.messages import say
from danvan.law.pack_folders import pack_folder

SAMPLE = settings.PACKS.parent / "docs/samples/quy-che-mau.docx"
"""The sample regulation of the commune of today; an installed package comes without it."""
DATA = Path(__file__).parent / "demo_data"
YEAR = timedelta(days=365)
NOTE = "demo-accounts.txt"
UNFINISHED = "# unfinished\n"
"""What stands in the note while loading; a next loading then clears the folder and begins anew."""


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
    if (code := serving.prepare()) != 0:
        return code
    if Entry.objects.exists():
        print(f"SITE-07: {say('SITE-07', {'folder': settings.VAR}, language)}", file=sys.stderr)
        return 2
    note.write_text(UNFINISHED, encoding="utf-8")
    password = secrets.token_hex(6)
    trees = [_today(password), _past(password)]
    while serving.tick_once():
        pass
    note.write_text(_accounts(trees, password), encoding="utf-8")
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


def _write(name: str, password: str) -> Tree:
    load_pack(law_packs.load(pack_folder("vn-base")), by="danvan demo")
    return write_tree(DATA / name, password=lambda _username: password)


def _today(password: str) -> Tree:
    """Return the commune of today: its last twelve months end today."""
    tree = _write("commune_today.toml", password)
    today = legal_day()
    bring_pack(tree.pack, tree, valid_from=today - YEAR)
    player = Player(tree, _planner(tree), first=today - YEAR, last=today)
    player.play()
    if SAMPLE.is_file():
        import_regulation(SimpleUploadedFile(SAMPLE.name, SAMPLE.read_bytes()), player.planner)
    return tree


def _past(password: str) -> Tree:
    """Return the commune of 2022 in its own time, shown as of the end of April 2023."""
    tree = _write("phu_thuong.toml", password)
    bring_pack(tree.pack, tree)
    player = Player(
        tree, _planner(tree), first=tree.pack_from, last=tree.demo_on or date(2023, 4, 30)
    )
    player.play()
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
