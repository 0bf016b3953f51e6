"""`danvan law import FILE.xml`: the JSON contract back out of our own Akoma Ntoso; no database."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

from danvan.law.akoma_reading import LARGEST, contract_of
from danvan.law.errors import ReadError


def add_to(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command to its group."""
    told = "lấy lại đối tượng JSON từ tệp Akoma Ntoso do danvan xuất"
    parser = commands.add_parser("import", help=told, description=told)
    parser.add_argument("file", metavar="TỆP.xml", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what `danvan law read --json` printed of the same text.

    Raises:
        ReadError: The file is missing, no XML, not ours, or changed since.
    """
    contract = contract_in(arguments.file)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(json.dumps(contract, ensure_ascii=False, indent=1))
    return 0


def contract_in(path: Path) -> dict[str, Any]:
    """Return the contract in an XML file.

    Raises:
        ReadError: As ``run``.
    """
    if not path.is_file():
        raise ReadError("READ-01", name=path.name)
    with path.open("rb") as file:
        return contract_of(file.read(LARGEST + 1), path.name)
