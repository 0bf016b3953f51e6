"""Write a document as the JSON object that ``danvan law read --json`` prints, schema 1.

``duties`` are proposals: candidates with the words that speak for them, a pattern's name and a
confidence, which a person confirms. ``findings`` are those of the reader and of the clerk. The
whole object with both is made by ``danvan.law.proposing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from danvan.law.duties import Words
from danvan.law.findings import Finding, Place
from danvan.law.messages import say
from danvan.law.text.amendments import Amendment
from danvan.law.text.document import Document
from danvan.law.text.header import Basis, Header
from danvan.law.text.references import Reference
from danvan.law.text.tree import Node

SCHEMA: Final = 1


def as_contract(
    document: Document,
    source: Mapping[str, object],
    language: str = "vi",
    duties: Iterable[Mapping[str, object]] = (),
    of_clerk: Sequence[Finding] = (),
) -> dict[str, object]:
    """Return a document as plain values that JSON can hold.

    Args:
        document: What ``read_document`` gives.
        source: ``name``, ``sha256``, ``encoding`` and ``pages`` of the file.
        language: Of messages and suggestions.
        duties: Proposed duties as the contract writes them; ``danvan.law.proposing`` gives them.
        of_clerk: The clerk's findings, shown among those of the reader.
    """
    return {
        "schema": SCHEMA,
        "text": document.text,
        "source": dict(source),
        "document": _header(document.header),
        "provisions": _tree(document.nodes),
        "references": [_reference(each) for each in document.references],
        "amendments": [_amendment(each) for each in document.amendments],
        "duties": [dict(each) for each in duties],
        "findings": [
            finding_as_contract(each, language) for each in in_order(document.findings, of_clerk)
        ],
    }


def in_order(*several: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings of several hands together, in order of lines."""
    every = [finding for findings in several for finding in findings]
    return tuple(sorted(every, key=lambda finding: (finding.place.line_start, finding.code)))


def finding_as_contract(finding: Finding, language: str = "vi") -> dict[str, object]:
    """Return a finding with its sentence; ``suggestion`` becomes the sentence of its code."""
    suggestion = finding.suggestion
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": say(finding.code, finding.fields, language),
        "fields": {name: _plain(value, language) for name, value in finding.fields.items()},
        **_place(finding.place),
        "other": _place(finding.other) if finding.other else None,
        "suggestion": say(suggestion, finding.fields, language) if suggestion else None,
    }


def _plain(value: object, language: str) -> object:
    if isinstance(value, Words):
        return value.said(language)
    if isinstance(value, list | tuple):
        return [_plain(each, language) for each in value]
    return value if isinstance(value, str | int) else str(value)


def _place(place: Place) -> dict[str, object]:
    return {
        "line_start": place.line_start,
        "line_end": place.line_end,
        "address": place.address,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _header(header: Header) -> dict[str, object]:
    return {
        "kind": header.kind,
        "number": header.number,
        "number_as_written": header.number_as_written,
        "symbol": header.symbol,
        "title": header.title,
        "issuers": list(header.issuers),
        "addressees": list(header.addressees),
        "place": header.place,
        "date": _day(header.on),
        "effective": {"date": _day(header.in_force_on), "rule": header.in_force_rule},
        "term": {
            "from": header.term_from,
            "until": header.term_until,
            "text": header.term_text,
        },
        "legal_basis": [_basis(each) for each in header.legal_basis],
        "replaces": [
            {"text": each.text, "number": each.number, "date": _day(each.on)}
            for each in header.replaces
        ],
        "recipients": [{"text": each.text, "purpose": each.purpose} for each in header.recipients],
        "signatories": [
            {"name": each.name, "post": each.post, "on_behalf_of": each.on_behalf_of}
            for each in header.signatories
        ],
    }


def _basis(basis: Basis) -> dict[str, object]:
    return {
        "text": basis.text,
        "kind": basis.kind,
        "number": basis.number,
        "date": _day(basis.on),
        "issuer": basis.issuer,
    }


def _tree(nodes: Sequence[Node]) -> list[dict[str, object]]:
    """Return nodes with their children; the depth of a tree is bounded by its levels."""
    return [
        {
            "address": node.address,
            "part": node.part,
            "part_index": node.part_index,
            "level": node.level,
            "number": node.number,
            "heading": node.heading,
            "text": node.text,
            "start": node.start,
            "end": node.end,
            "line_start": node.line_start,
            "line_end": node.line_end,
            "children": _tree(node.children),
        }
        for node in nodes
    ]


def _reference(reference: Reference) -> dict[str, object]:
    return {
        "address": reference.address,
        "start": reference.start,
        "end": reference.end,
        "text": reference.text,
        "target": {"document": reference.document, "address": reference.target},
        "state": reference.state,
    }


def _amendment(amendment: Amendment) -> dict[str, object]:
    """Return a change; the words it is about stand in the text between ``start`` and ``end``."""
    return {
        "address": amendment.address,
        "instruction": amendment.instruction,
        "target": {"document": amendment.document, "address": amendment.target},
        "start": amendment.start,
        "end": amendment.end,
    }
