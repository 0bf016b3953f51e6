"""`danvan law in-force FILE --with FILE ...`: a text as it stands on a day; no database."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from danvan.law.messages import say
from danvan.law.provisions import Provision
from danvan.law.text import Document, read_document
from danvan.law.text.contract import finding_as_contract
from danvan.law.text.header import Header
from danvan.law.text.in_force import Change, InForce, Standing, called, changes, in_force
from danvan.readers import read_file

_LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def add_to(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command to its group."""
    told = "lời văn còn hiệu lực trong một ngày, sau các văn bản sửa đổi"
    parser = commands.add_parser("in-force", help=told, description=told)
    parser.add_argument("file", metavar="TỆP", type=Path)
    parser.add_argument(
        "--with", dest="amending", metavar="TỆP-SỬA-ĐỔI", type=Path, action="append", default=[]
    )
    parser.add_argument("--on", metavar="NGÀY", type=date.fromisoformat, help="mặc định hôm nay")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON, lược đồ số 1")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the text; 0 also where a change could not be applied, which is told.

    Raises:
        ReadError: A file cannot be read.
    """
    language = arguments.language or "vi"
    document = _read(arguments.file)
    made = [
        change for path in arguments.amending for change in _changes(_read(path), document.header)
    ]
    found = in_force(document, made, arguments.on or datetime.now(_LEGAL_ZONE).date())
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if arguments.json:
        print(json.dumps(_as_json(found, language), ensure_ascii=False, indent=1))
        return 0
    for line in _sheet(found, language):
        print(line)
    return 0


def _changes(amending: Document, header: Header) -> tuple[Change, ...]:
    """Return what a text changes in another; orders that name no document are meant for it."""
    names = [each.document for each in amending.amendments]
    return changes(amending, of=called(names, header.number, header.title) or header.number)


def _read(path: Path) -> Document:
    pages = read_file(path)
    return read_document(pages.texts, pages.findings)


def _sheet(found: InForce, language: str) -> Iterator[str]:
    """Yield the text with its history, then what could not be applied."""
    for each in found.walk():
        yield each.text.rstrip("\n")
        for event in each.history:
            done = say(f"OUT-{event.instruction}", {}, language)
            where = Provision.parse(event.address).show(language)
            fields = {"done": done, "on": event.on, "where": where, "by": event.by}
            yield f"    {say('OUT-changed', fields, language)}"
    for finding in found.findings:
        yield f"{finding.code}: {finding_as_contract(finding, language)['message']}"


def _as_json(found: InForce, language: str) -> dict[str, object]:
    return {
        "schema": 1,
        "on": found.on.isoformat(),
        "text": found.text,
        "provisions": [_standing(each) for each in found.nodes],
        "findings": [finding_as_contract(each, language) for each in found.findings],
    }


def _standing(each: Standing) -> dict[str, object]:
    """Return a provision with its history; the depth of a tree is bounded by its levels."""
    return {
        "address": each.address,
        "level": each.level,
        "number": each.number,
        "heading": each.heading,
        "text": each.text,
        "repealed": each.is_repealed,
        "history": [
            {
                "on": event.on.isoformat(),
                "by": event.by,
                "address": event.address,
                "instruction": event.instruction,
            }
            for event in each.history
        ],
        "children": [_standing(child) for child in each.children],
    }
