"""`danvan examples`: write what people changed while confirming, for `make accuracy`."""

from __future__ import annotations

import argparse
from pathlib import Path

from danvan.faces.cli.site import _on_site as on_site
from danvan.law.errors import LawError
from danvan.law.messages import say


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command; it imports nothing of the application before it runs."""
    told = "ghi ra thư mục những chỗ người dùng đã sửa đề xuất, để đo lại độ chính xác"
    parser = commands.add_parser("examples", help=told, description=told)
    parser.add_argument("folder", metavar="THƯ_MỤC", type=Path)
    parser.set_defaults(run=_export)


@on_site
def _export(arguments: argparse.Namespace) -> int:
    from danvan.areas.regulations import vault  # later: app ready

    try:
        count = vault.export(arguments.folder)
    except OSError as error:
        raise LawError("CLI-25", folder=arguments.folder, reason=error.strerror) from error
    told = {"count": count, "folder": arguments.folder}
    print(say("CLI-26", told, arguments.language))
    return 0
