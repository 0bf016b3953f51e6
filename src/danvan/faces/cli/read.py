"""`danvan law read FILE`: what a document is, its tree and what a careful clerk would point at. No
database.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from danvan.law.akoma import as_akoma
from danvan.law.anchors import as_html
from danvan.law.clerk import clerk
from danvan.law.extract import propose
from danvan.law.messages import say
from danvan.law.proposals import Proposal
from danvan.law.proposing import whole_contract
from danvan.law.provisions import Provision
from danvan.law.text import Document, read_document, walk
from danvan.law.text.contract import finding_as_contract, in_order
from danvan.law.text.tree import PLAIN, Node, Part
from danvan.readers import read_file

_LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_LONGEST_ACT = 90
_INDENT = {"division": 0, "chapter": 0, "section": 1, "subsection": 2, "article": 2, "clause": 2}
_SHOWN = ("kind", "number", "title", "issuers", "place", "on", "in_force_on", "term_text")
_LISTS = ("addressees", "legal_basis", "replaces", "recipients", "signatories")


_WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "json": lambda contract: json.dumps(contract, ensure_ascii=False, indent=1),
    "akn": as_akoma,
    "html": as_html,
}


def add_to(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command to its group."""
    parser = commands.add_parser(
        "read",
        help="đọc một văn bản: phần đầu, cây điều khoản, những điểm cần xem lại",
        description="Đọc một tệp TXT, DOCX hoặc PDF có chữ; không ghi gì, không cần cơ sở dữ liệu.",
    )
    parser.add_argument("file", metavar="TỆP", type=Path)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="in một đối tượng JSON, lược đồ số 1")
    forms.add_argument("--akn", action="store_true", help="in XML theo chuẩn Akoma Ntoso 3.0")
    forms.add_argument("--html", action="store_true", help="in một trang HTML có neo ổn định")
    parser.add_argument(
        "--today",
        metavar="NGÀY",
        type=date.fromisoformat,
        help="ngày xét thời hạn của văn bản, dạng 2026-01-31; mặc định là hôm nay",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a document; 0 also where there are findings.

    Raises:
        ReadError: The file cannot be read; the entry point tells it as a sentence.
    """
    language = args.language or "vi"
    pages = read_file(args.file)
    document = read_document(pages.texts, pages.findings)
    today = args.today or datetime.now(_LEGAL_ZONE).date()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    write = _WRITERS.get(next((name for name in _WRITERS if getattr(args, name)), ""))
    if write:
        print(write(whole_contract(document, pages.source, language, today)))
        return 0
    for line in _sheet(document, pages.source, language, today):
        print(line)
    return 0


def _sheet(
    document: Document, source: dict[str, object], language: str, today: date
) -> Iterator[str]:
    """Yield the lines that a person reads."""
    proposals = propose(document)
    yield say("OUT-file", source, language)
    yield from _header(document, language)
    for part in document.parts:
        yield ""
        yield _part(document, part, language)
        yield from _outline(document, part, language)
    yield ""
    timed = sum(each.timed for each in proposals)
    yield say("OUT-proposals", {"count": len(proposals), "timed": timed}, language)
    yield from (_proposal(each, language) for each in proposals)
    yield from _amendments(document, language)
    findings = in_order(document.findings, clerk(document, proposals, today))
    yield ""
    yield say("OUT-findings", {"count": len(findings)}, language)
    for finding in findings:
        said = finding_as_contract(finding, language)
        yield say(
            "OUT-finding",
            {**said, "severity": say(f"OUT-{finding.severity}", {}, language)},
            language,
        )
        if said["suggestion"]:
            yield f"    {said['suggestion']}"


def _amendments(document: Document, language: str) -> Iterator[str]:
    """Yield a line for each change that the document makes in another."""
    if not document.amendments:
        return
    yield ""
    yield say("OUT-amendments", {"count": len(document.amendments)}, language)
    for each in document.amendments:
        target = Provision.parse(each.target).show(language) if each.target else ""
        if each.scope == "words":
            target = f"{target} “{each.old}” → “{each.new}”".strip()
        fields = {
            "where": Provision.parse(each.address).show(language),
            "what": say(f"OUT-{each.instruction}", {}, language),
            "target": target or say("OUT-whole", {}, language),
            "document": each.document or say("OUT-unnamed", {}, language),
        }
        yield say("OUT-amendment", fields, language)


def _proposal(proposal: Proposal, language: str) -> str:
    """Return one line for a proposed duty: where, how sure, who, in which words."""
    bearers = ", ".join(bearer.text for bearer in proposal.bearers)
    fields = {
        "where": Provision.parse(proposal.address).show(language),
        "sure": round(proposal.confidence * 100),
        "bearers": bearers or say("OUT-nobody", {}, language),
        "matched": " + ".join(proposal.matched),
        "act": shorten(proposal.act, _LONGEST_ACT, placeholder="…"),
    }
    return say("OUT-proposal", fields, language)


def _header(document: Document, language: str) -> Iterator[str]:
    """Yield one line for each thing that the document says of itself."""
    header = document.header
    for name in _SHOWN:
        value: object = getattr(header, name)
        if name == "kind" and value:
            value = say(f"OUT-kind-{str(value).replace(' ', '-')}", {}, language)
        if value:
            shown = say("OUT-value", {"value": value}, language)
            yield f"{say(f'OUT-{name}', {}, language)}: {shown}"
    for name in _LISTS:
        listed = getattr(header, name)
        if listed:
            yield f"{say(f'OUT-{name}', {}, language)}:"
            yield from (f"  - {_listed(each)}" for each in listed)


def _listed(each: object) -> str:
    """Return one line of a list: a recipient with its purpose, a signer with the post."""
    if isinstance(each, str):
        return each
    names = ("text", "purpose") if hasattr(each, "text") else ("name", "post", "on_behalf_of")
    values = [getattr(each, name, None) for name in names]
    return " · ".join(str(value) for value in values if value)


def _counted(counts: dict[str, int], language: str) -> str:
    """Return counts of levels in words."""
    return ", ".join(
        f"{count} {say(f'OUT-level-{level}', {}, language)}" for level, count in counts.items()
    )


def _part(document: Document, part: Part, language: str) -> str:
    """Return the line that names a part and counts its provisions."""
    label = say(f"OUT-part-{part.kind}", {"index": part.index or ""}, language)
    counted = _counted(document.counts(part), language)
    return f"{label}: {counted}" if counted else label


def _outline(document: Document, part: Part, language: str) -> Iterator[str]:
    """Yield the headings of a part, each article with what stands in it."""
    for node in walk(document.nodes):
        outlined = node.level in _INDENT and not (node.level == "clause" and "art_" in node.address)
        if node.part_index != part.index or not outlined:
            continue
        words = say(f"OUT-{node.level}", {"number": node.number}, language)
        heading = f". {node.heading}" if node.heading else ""
        counts = _inside(node) if node.level in {"article", "clause"} else {}
        inside = f" ({_counted(counts, language)})" if counts else ""
        yield f"{'  ' * (_INDENT[node.level] + 1)}{words}{heading}{inside}"


def _inside(node: Node) -> dict[str, int]:
    """Return how many provisions of each level stand in a node."""
    counts: dict[str, int] = {}
    for each in walk(node.children):
        if each.level not in PLAIN:
            counts[each.level] = counts.get(each.level, 0) + 1
    return counts
