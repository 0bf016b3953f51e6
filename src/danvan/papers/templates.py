"""Templates of an organisation's own: checked before use, filled without running anything.

Nobody's code runs: no macro, no call, no attribute that is not a field. Every fault is a finding
with a code and a mend.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from typing import Any, Final

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree  # type: ignore[import-untyped]

from danvan.law.findings import Finding
from danvan.papers import templates_archive, templates_words
from danvan.papers.layouts import Layout
from danvan.papers.numbers import number_line
from danvan.papers.templates_archive import stop
from danvan.papers.values import Paper, PaperError
from danvan.papers.writing_body import numbered
from danvan.papers.writing_foot import signing_lines
from danvan.papers.writing_head import place_line, title_of, written_day
from danvan.papers.writing_pieces import clean

MOST_WRITTEN: Final = 20_000_000
"""Letters of one filled part, marks of XML included."""

MOST_VALUES: Final = 20_000
"""Texts that may be filled in altogether."""

_good: set[bytes] = set()
"""Marks of templates that this process has found good; the checks themselves never change here."""

_MOST_GOOD: Final = 1_000
_PARAGRAPH: Final = re.compile(r"<w:p([ >])")
_TAGS: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENERS: Final = ("{{", "{%", "{#")
_LEFT_OVER: Final = re.compile(r"\{\{|\{%|\{#|#\}")
_SPECIAL: Final = re.compile(r"\{%-?\s*(?:colspan|cellbg|hm|vm)\b|\{\{(?:r|p|tr|tc)\s")
_BREAKS: Final = re.compile("[\f\v\a]")
_TEXT: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_PARAGRAPH_TAG: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"

_TORN: Final = (
    OpcError, etree.XMLSyntaxError, KeyError, ValueError, AttributeError, TypeError, IndexError,
    ArithmeticError, RecursionError,
)  # fmt: skip
"""What the libraries below raise over a file whose parts do not fit each other."""


class _Filled(DocxTemplate):  # type: ignore[misc]  # docxtpl carries no types
    """A template whose parts are written piece by piece, so that none grows without end."""

    def render_xml_part(
        self, src_xml: str, part: Any, context: Mapping[str, object], jinja_env: Any = None
    ) -> str:
        """Return one part filled, refusing one beyond the limit."""
        self.current_rendering_part = part
        pieces: list[str] = []
        length = 0
        for piece in jinja_env.from_string(src_xml).generate(context):
            length += len(piece)
            if length > MOST_WRITTEN:
                raise PaperError("PAPER-83", limit=MOST_WRITTEN // 1_000_000)
            pieces.append(piece)
        filled = str(self.resolve_listing("".join(pieces)))
        etree.fromstring(filled)  # docxtpl would mend silently what a crossing loop has torn
        return filled

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave the properties of the file as they are."""


class _Read(_Filled):
    """A template whose parts are collected as they would be filled."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self.sources: list[tuple[str, str]] = []

    def render_xml_part(
        self, src_xml: str, part: Any, _context: Mapping[str, object], _jinja_env: Any = None
    ) -> str:
        """Keep a part with one paragraph a line and give it back empty of fields."""
        self.sources.append((str(part.partname), _PARAGRAPH.sub(r"\n<w:p\1", src_xml)))
        return src_xml


def check_template(content: bytes) -> tuple[Finding, ...]:
    """Return all that is wrong with a template; one that only warns may be used.

    Nothing in the file is run, followed or opened while it is checked.
    """
    found = templates_archive.findings_of(content)
    if found:
        return tuple(found)
    try:
        plain = _plain_faults(content)
        if plain:
            return tuple(plain)
        template = _Read(content)
        template.render({}, templates_words.environment())
    except _TORN:
        return (stop("PAPER-70", "MEND-template_word"),)
    for part, source in template.sources:
        found += templates_words.findings_of(source, part)
    if not found and not any("{{" in source for _part, source in template.sources):
        found.append(stop("PAPER-82", "MEND-template_empty", severity="warns"))
    if not any(finding.severity == "stops" for finding in found):
        found += _torn(content)
    return tuple(found)


def fill(content: bytes, fields: Mapping[str, object]) -> bytes:
    """Return a template filled with fields, checked once more.

    Args:
        fields: As ``fields_of`` gives them; what is missing stays empty.

    Raises:
        PaperError: The code of the first finding that stops; ``PAPER-83``, the result grows beyond
            its limit; ``PAPER-84``, too many values; ``PAPER-85``, loops that end elsewhere.
    """
    _check_once(content)
    values = _cleaned({**_empty(), **fields})
    try:
        return _rendered(content, values)
    except _TORN as error:
        raise PaperError("PAPER-85") from error


def _check_once(content: bytes) -> None:
    """Refuse a template that stops; one that was found good is not looked at again."""
    mark = hashlib.sha256(content).digest()
    if mark in _good:
        return
    for finding in check_template(content):
        if finding.severity == "stops":
            raise PaperError(finding.code, **finding.fields)
    if len(_good) >= _MOST_GOOD:
        _good.clear()
    _good.add(mark)


def fields_of(paper: Paper, layout: Layout) -> dict[str, object]:
    """Return a document as the fields of a template, printed as the layout prints them."""
    day, month, year = written_day(layout, paper.dated)
    first = paper.issuers[0] if paper.issuers else None
    table = next((part.rows for part in paper.body if part.kind == "table"), ())
    return {
        "number": paper.number.zfill(layout.number.pad) if paper.number else "",
        "symbol": paper.symbol,
        "number_line": number_line(layout, paper.number, paper.symbol),
        "place": paper.place,
        "place_line": place_line(layout, paper.place, paper.dated),
        "day": day,
        "month": month,
        "year": year,
        "issuer": first.name if first else "",
        "superior": first.superior if first else "",
        "title": title_of(paper),
        "summary": paper.summary,
        "urgency": layout.urgency.get(paper.urgency, paper.urgency),
        "bases": paper.bases,
        "addressed": paper.addressed,
        "recipients": paper.recipients,
        "body": [
            {"kind": part.kind, "number": part.number, "text": part.text}
            for part in numbered(paper.body)
        ],
        "rows": [{"cells": row} for row in table],
        "signers": [
            {"lines": signing_lines(each, layout), "title": each.title, "name": each.name}
            for each in paper.signers
        ],
        "annexes": [{"title": annex.title} for annex in paper.annexes],
    }


def _rendered(content: bytes, values: Mapping[str, object]) -> bytes:
    template = _Filled(io.BytesIO(content))
    template.render(values, templates_words.environment())
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def _torn(content: bytes) -> list[Finding]:
    """Return whether a template falls apart when every list has two lines, or none."""
    for lines in (2, 0):
        try:
            _rendered(content, _sample(lines))
        except _TORN:
            return [stop("PAPER-85", "MEND-template_loops")]
    return []


def _sample(lines: int) -> dict[str, object]:
    def value(kind: str, columns: Mapping[str, str]) -> object:
        if kind == "text":
            return "x"
        row = {name: value(inner, {}) for name, inner in columns.items()}
        return [row or "x"] * lines

    known = templates_words.known_fields().values()
    return {each.key: value(each.kind, each.columns) for each in known}


def _empty() -> dict[str, object]:
    known = templates_words.known_fields().values()
    return {each.key: "" if each.kind == "text" else () for each in known}


def _cleaned(fields: Mapping[str, object]) -> dict[str, object]:
    """Return values as plain texts, lists and rows of them; anything else becomes text."""
    left = [MOST_VALUES]

    def plain(value: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise PaperError("PAPER-84", limit=MOST_VALUES)
        if isinstance(value, Mapping):
            return {str(name): plain(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [plain(each) for each in value]
        return _BREAKS.sub(" ", clean("" if value is None else str(value)))

    known = templates_words.known_fields()
    return {name: plain(value) for name, value in fields.items() if name in known}


def _plain_faults(content: bytes) -> list[Finding]:
    """Return braces without a partner and tags that write marks, seen in the plain words.

    They are refused before anything rewrites the file, so that no pattern runs over broken braces.
    """
    found: list[Finding] = []
    for part in DocxTemplate(io.BytesIO(content)).get_docx().part.package.parts:
        name = str(part.partname)
        if not name.startswith("/word/") or not name.endswith(".xml"):
            continue
        root = etree.fromstring(part.blob)
        words = "\n".join(
            "".join(text.text or "" for text in each.iter(_TEXT))
            for each in root.iter(_PARAGRAPH_TAG)
        )
        if sum(map(words.count, _OPENERS)) > templates_words.MOST_TAGS:
            limit = f"> {templates_words.MOST_TAGS}"
            found.append(stop("PAPER-81", "MEND-template_loops", part=name, name=limit))
            continue
        special = _SPECIAL.search(words)
        if special:
            found.append(stop("PAPER-79", "MEND-template_plain", part=name, name=special[0]))
        elif _LEFT_OVER.search(_TAGS.sub("", words)) or "{#" in words:
            told = "{{ }} {% %}"
            found.append(stop("PAPER-78", "MEND-template_syntax", part=name, told=told))
    return found
