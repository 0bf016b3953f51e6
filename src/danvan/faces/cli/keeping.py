"""`danvan backup`, `danvan restore`, `danvan upgrade`: keep a site's data, and bring it on.

Thin over functions.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import datetime
from pathlib import Path

from danvan.faces.cli.site import _on_site as on_site
from danvan.law.errors import LawError
from danvan.law.messages import say

KEPT = 14
"""Backups that stay in a folder where nobody says otherwise."""
PATIENCE = 60
"""Seconds an upgrade waits for jobs that run."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands; none of them imports the application before it runs."""
    backup = commands.add_parser("backup", help="sao lưu cơ sở dữ liệu và tệp, có mã hoá")
    _add_folder(backup)
    backup.set_defaults(run=_backup)
    inner = backup.add_subparsers(metavar="LỆNH")
    key = inner.add_parser("key", help="tạo khoá sao lưu; khoá riêng chỉ in ra một lần")
    key.add_argument("--renew", action="store_true", help="thay khoá; bản cũ vẫn cần khoá cũ")
    key.set_defaults(run=_key)
    verify = inner.add_parser("verify", help="đọc hết một bản sao lưu, không phục hồi")
    _add_archive(verify)
    verify.set_defaults(run=_verify)
    restore = commands.add_parser("restore", help="phục hồi bản sao lưu vào nơi còn trống")
    _add_archive(restore)
    restore.add_argument("--verify", action="store_true", help="đối chiếu lại sau khi phục hồi")
    restore.set_defaults(run=_restore)
    upgrade = commands.add_parser(
        "upgrade", help="sao lưu, nâng cấp, kiểm tra; hỏng thì tự lùi lại"
    )
    _add_folder(upgrade)
    upgrade.add_argument("--wait", type=int, default=PATIENCE, metavar="GIÂY", help="chờ việc nền")
    upgrade.add_argument("--back", action="store_true", help="trở lại trước lần nâng cấp cuối")
    upgrade.add_argument(
        "--even-if-written", action="store_true", help="lùi lại dù mất những gì ghi từ đó"
    )
    upgrade.set_defaults(run=_upgrade)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="THƯ_MỤC", help="nơi để bản sao lưu")
    parser.add_argument("--keep", type=_count, default=KEPT, metavar="SỐ", help="giữ mấy bản mới")


def _add_archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="TỆP", type=Path)
    parser.add_argument(
        "--identity", type=Path, metavar="TỆP", help="tệp có khoá riêng; không có thì hỏi"
    )


def _count(written: str) -> int:
    number = int(written)
    if number < 0:
        raise ValueError(written)
    return number


def _folder(arguments: argparse.Namespace) -> Path:
    from django.conf import settings  # later: slow import

    return arguments.to or Path(settings.BACKUPS)


def _identity(path: Path | None) -> str:
    """Return the private key from a file, the standard input, or the person at the keyboard."""
    if path is None and sys.stdin.isatty():
        return getpass.getpass("AGE-SECRET-KEY: ")
    if path is None or str(path) == "-":
        return sys.stdin.read(4096)
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        raise LawError("BACKUP-03") from None


@on_site
def _backup(arguments: argparse.Namespace) -> int:
    from django.utils import timezone  # later: slow import

    from danvan.faces.cli import backup, serving  # later: slow import

    serving.require_prepared()
    made = backup.make(_folder(arguments), keep=arguments.keep, now=timezone.now())
    return _tell_backup(made, arguments.language)


def _tell_backup(made: object, language: str) -> int:
    told = {name: getattr(made, name) for name in ("path", "rows", "files")}
    told["size"] = -(-made.bytes // 2**20)  # type: ignore[attr-defined]  # read where it is made
    print(say("BACKUP-30", told, language))
    faults = 0
    for code, digests in (("BACKUP-08", made.missing), ("BACKUP-09", made.damaged)):  # type: ignore[attr-defined]
        for digest in digests:
            faults = 1
            print(f"{code}: {say(code, {'file': digest}, language)}", file=sys.stderr)
    return faults


@on_site
def _key(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import backup  # later: slow import

    identity = backup.new_key(renew=arguments.renew)
    print(say("BACKUP-31", {}, arguments.language), file=sys.stderr)
    print(identity)
    return 0


def _moment(written: object) -> str:
    """Return a moment as people read it, by the clock of the law; one that is none as it stands."""
    from danvan.faces.cli.archive import ZONE  # later: optional

    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        return str(written)
    return f"{moment.astimezone(ZONE):%d/%m/%Y %H:%M}"


def _verify(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import archive  # later: optional

    key = archive.identity_of(_identity(arguments.identity))
    found = archive.read(arguments.file, key)
    told = {
        "file": arguments.file.name,
        "version": found.about["version"],
        "made_at": _moment(found.about["made_at"]),
        "rows": sum(found.about["tables"].values()),
        "files": found.files,
    }
    print(say("BACKUP-32", told, arguments.language))
    return 0


@on_site
def _restore(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import restoring  # later: slow import

    language = arguments.language
    restored = restoring.restore(arguments.file, _identity(arguments.identity))
    told = {"rows": restored.rows, "files": restored.contents.files}
    print(say("BACKUP-33", told, language))
    if restored.pending:
        print(say("BACKUP-34", {"version": restored.contents.about["version"]}, language))
    if not arguments.verify:
        return 0
    found = restoring.compare(restored)
    for line in found.differences:
        print(f"BACKUP-18: {say('BACKUP-18', {'detail': line}, language)}", file=sys.stderr)
    told = {name: getattr(found, name) for name in ("tables", "rows", "files", "seals")}
    if not found.differences:
        print(say("BACKUP-35", told, language))
    return 1 if found.differences else 0


@on_site
def _upgrade(arguments: argparse.Namespace) -> int:
    from django.utils import timezone  # later: slow import

    from danvan.faces.cli import upgrading  # later: slow import

    language = arguments.language
    if arguments.back:
        upgrading.back(even_if_written=arguments.even_if_written)
        print(say("UPGRADE-10", {}, language))
        return 0
    done = upgrading.upgrade(
        folder=_folder(arguments),
        keep=arguments.keep,
        patience=arguments.wait,
        now=timezone.now(),
    )
    code = _tell_backup(done.backup, language) if done.backup else 0
    if done.backup is None:
        print(say("UPGRADE-12", {}, language))
    print(say("UPGRADE-11", {"applied": done.applied, "all": done.before + done.applied}, language))
    if done.broken_seals:
        print(say("UPGRADE-13", {"count": done.broken_seals}, language), file=sys.stderr)
        code = 1
    return code
