"""`danvan law compare A B`: one regulation measured by another; no database."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from danvan.faces.cli.law_import import contract_in
from danvan.law.comparing import Comparison, Row, compare
from danvan.law.comparing_contract import as_contract, places_of, sentence, timing_of
from danvan.law.messages import say
from danvan.law.proposing import whole_contract
from danvan.law.text import read_document
from danvan.readers import read_file


def add_to(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command to its group."""
    told = "đối chiếu hai văn bản: từng điều khoản, từng nhiệm vụ, kèm lý do"
    parser = commands.add_parser("compare", help=told, description=told)
    parser.add_argument("first", metavar="TỆP", type=Path, help="văn bản được xét (cấp dưới, mới)")
    parser.add_argument("second", metavar="CHUẨN", type=Path, help="văn bản làm chuẩn")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON, lược đồ số 1")
    parser.add_argument("--all", action="store_true", help="in cả những chỗ giống nhau")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print how the first differs from the second; 0 also where it does.

    Raises:
        ReadError: A file cannot be read.
    """
    language = arguments.language or "vi"
    found = compare(*(_contract(each, language) for each in (arguments.first, arguments.second)))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if arguments.json:
        print(json.dumps(as_contract(found, language), ensure_ascii=False, indent=1))
        return 0
    for line in _sheet(found, language, is_whole=arguments.all):
        print(line)
    return 0


def _contract(path: Path, language: str) -> dict[str, object]:
    """Return a text as read, or as our own XML has it."""
    if path.suffix.lower() == ".xml":
        return contract_in(path)
    pages = read_file(path)
    return whole_contract(read_document(pages.texts, pages.findings), pages.source, language)


def _sheet(found: Comparison, language: str, *, is_whole: bool) -> Iterator[str]:
    """Yield the lines that a person reads."""
    for code, said in (("CMP-first", found.first), ("CMP-second", found.second)):
        yield say(code, {"number": said["number"] or "—", "title": said["title"] or "—"}, language)
    for code, counts in (("CMP-rows", found.counts), ("CMP-duties", found.duty_counts)):
        told = ", ".join(
            f"{count} {say(f'CMP-{verdict}', {}, language)}" for verdict, count in counts.items()
        )
        yield say(code, {"counts": told}, language)
    for row in found.rows:
        if is_whole or row.verdict != "same":
            yield ""
            yield from _row(found, row, language)


def _row(found: Comparison, row: Row, language: str) -> Iterator[str]:
    places = " ↔ ".join(place or "—" for place in places_of(found, row, language))
    yield f"[{say(f'CMP-{row.verdict}', {}, language)}] {places}"
    for reason in row.reasons:
        yield f"    {sentence(reason, language)}"
    for duty in row.duties:
        if duty.verdict == "same":
            continue
        shown = duty.first or duty.second or {}
        said = say(f"CMP-{duty.verdict}", {}, language)
        yield f"    • [{said}] ({timing_of(duty, language)}) {shown['act']}"
        for reason in duty.reasons:
            yield f"        {sentence(reason, language)}"
