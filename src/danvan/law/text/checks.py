"""Find what a careful clerk would point at: gaps, repeated numbers, a count that starts again,
noise, broken text.

Reads: cleaned text, tree, references.
Writes: findings in order of lines, each with a code; nothing is changed in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from danvan.law.duties import Words
from danvan.law.findings import Finding, Place
from danvan.law.provisions import Provision, roman_value
from danvan.law.text.amendments import Amending
from danvan.law.text.clean import CleanText
from danvan.law.text.references import Reference
from danvan.law.text.tree import Node, Part, walk

_LEVELS: Final = {
    "division": Words("Phần", "Part"),
    "chapter": Words("Chương", "Chapter"),
    "section": Words("Mục", "Section"),
    "subsection": Words("Tiểu mục", "Subsection"),
    "article": Words("Điều", "Article"),
    "clause": Words("khoản", "clause"),
    "point": Words("điểm", "point"),
}
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_CAPITALS: Final = "ABCDEFGH"
_NUMBER: Final = re.compile(r"([0-9]+)([a-zđ]?)")
_UNREADABLE: Final = re.compile("[\ufffd\x00-\x08\x0e-\x1b\x7f]")
_HOLD_ITEMS: Final = frozenset({"art", "cl", "point"})
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing, with which words can be shown in another order."""
_LISTED: Final = 12
_MOST_OF_A_CODE: Final = 500


class _Value(NamedTuple):
    """A number as it counts: 12 and 12a share the whole number."""

    whole: int
    part: str


def checks(
    cleaned: CleanText,
    parts: Sequence[Part],
    nodes: Sequence[Node],
    references: Sequence[Reference],
    changes: Amending,
) -> tuple[Finding, ...]:
    """Return findings on a text, in order of lines.

    Args:
        cleaned: What ``clean`` gives.
        parts, nodes: What ``structure`` gives.
        references: What ``references`` gives; those that resolve nowhere are reported.
        changes: What ``amendments`` gives; those without a document or a place are reported.
    """
    every = list(walk(nodes))
    found = [
        *_of_text(cleaned),
        *_of_articles(parts, every),
        *_of_siblings(every, nodes),
        *_of_places(every),
        *_of_references(cleaned, references),
        *_of_amendments(changes),
    ]
    kept = _bounded(found)
    return tuple(sorted(kept, key=lambda finding: (finding.place.line_start, finding.code)))


def _bounded(found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, of one code as many as a person could read, and how many more there are."""
    counts = Counter(finding.code for finding in found)
    seen: Counter[str] = Counter()
    for finding in found:
        seen[finding.code] += 1
        if seen[finding.code] <= _MOST_OF_A_CODE:
            yield finding
        elif seen[finding.code] == counts[finding.code]:
            fields = {"code": finding.code, "count": counts[finding.code] - _MOST_OF_A_CODE}
            yield Finding("TXT-13", "warns", finding.place, fields)


def _place(node: Node) -> Place:
    return Place(node.line_start, node.line_end, node.address)


def _where(address: str) -> Words:
    """Return in words where something stands; an empty address is the document itself."""
    if not address:
        return Words("văn bản", "the document")
    provision = Provision.parse(address)
    return Words(
        provision.show("vi", with_attachment=True), provision.show("en", with_attachment=True)
    )


def _of_text(cleaned: CleanText) -> Iterator[Finding]:
    """Yield notes on noise taken out, on sentences joined and on characters that cannot be read."""
    if cleaned.noise:
        lines = [line for line, _ in cleaned.noise]
        yield Finding("TXT-07", "notes", Place(lines[0], lines[-1]), _counted(lines))
    if cleaned.joins:
        lines = [line for line, _ in cleaned.joins]
        yield Finding("TXT-08", "notes", Place(lines[0], cleaned.joins[-1][1]), _counted(lines))
    lost = [edit for edit in cleaned.edits if _UNREADABLE.search(edit.taken + edit.put)]
    lines = [cleaned.line_at(edit.at) for edit in lost]
    lines += [cleaned.line_at(match.start()) for match in _UNREADABLE.finditer(cleaned.text)]
    if lines:
        yield Finding(
            "TXT-11", "warns", Place(min(lines), max(lines)), _counted(sorted(set(lines)))
        )
    turned = [cleaned.line_at(edit.at) for edit in cleaned.edits if _TURNING.search(edit.taken)]
    if turned:
        lines = sorted(set(turned))
        yield Finding("TXT-20", "warns", Place(lines[0], lines[-1]), _counted(lines))


def _counted(lines: Sequence[int]) -> dict[str, object]:
    """Return how many lines and which, the first of them written out."""
    more = ", …" if len(lines) > _LISTED else ""
    return {"count": len(lines), "lines": ", ".join(map(str, lines[:_LISTED])) + more}


def _of_articles(parts: Sequence[Part], every: Sequence[Node]) -> Iterator[Finding]:
    """Yield findings on article numbers, part by part, and where they start again."""
    before: Node | None = None
    by_part: dict[int | None, list[Node]] = {part.index: [] for part in parts}
    for node in every:
        if node.level == "article":
            by_part[node.part_index].append(node)
    for part in parts:
        articles = by_part[part.index]
        if not articles:
            continue
        where = _where(f"att_{part.index}" if part.index else "")
        yield from _sequence(articles, where)
        if before is not None and _value(articles[0]) <= _value(before):
            fields = {"number": articles[0].number, "where": where, "before": before.number}
            other = _place(before)
            yield Finding("TXT-02", "notes", _place(articles[0]), fields, other)
        before = articles[-1]
    if parts and before is None:
        last = max(every, key=lambda node: node.line_end)
        yield Finding("TXT-06", "notes", Place(every[0].line_start, last.line_end))


def _of_siblings(every: Sequence[Node], nodes: Sequence[Node]) -> Iterator[Finding]:
    """Yield findings on the numbers of everything but articles, parent by parent."""
    tops: dict[int | None, list[Node]] = {}
    for node in nodes:
        tops.setdefault(node.part_index, []).append(node)
    families = [(f"att_{index}" if index else "", group) for index, group in tops.items()]
    families += [(node.address, list(node.children)) for node in every if node.children]
    for address, group in families:
        by_level: dict[str, list[Node]] = {}
        for node in group:
            if node.level in _LEVELS and node.level != "article":
                by_level.setdefault(node.level, []).append(node)
        for same in by_level.values():
            yield from _sequence(same, _where(address))


def _sequence(same: Sequence[Node], where: Words) -> Iterator[Finding]:
    """Yield findings on numbers that should follow each other."""
    first = _value(same[0])
    if first.whole > 1:
        yield Finding("TXT-05", "warns", _place(same[0]), _fields(same[0], where))
    seen = {first: same[0]}
    for before, node in pairwise(same):
        value, last = _value(node), _value(before)
        fields = _fields(node, where) | {"before": before.number}
        if value in seen:
            yield Finding(
                "TXT-03", "warns", _place(node), fields, _place(seen[value]), "MEND-repeated"
            )
        elif value < last:
            yield Finding("TXT-04", "warns", _place(node), fields, _place(before), "MEND-order")
        elif value.whole > last.whole + 1:
            missing = _missing(node, last.whole + 1, value.whole - 1)
            fields |= {"missing": missing, "after": node.number}
            yield Finding("TXT-01", "warns", _place(before), fields, _place(node), "MEND-gap")
        seen.setdefault(value, node)


def _fields(node: Node, where: Words) -> dict[str, object]:
    return {"level": _LEVELS[node.level], "number": node.number, "where": where}


def _missing(node: Node, first: int, last: int) -> str:
    """Return missing numbers as they would be printed: "11", "11-13", "c"."""
    printed = [_printed(node, value) for value in dict.fromkeys((first, last))]
    return "-".join(printed)


def _printed(node: Node, value: int) -> str:
    """Return a number in the manner of a node: a letter, a decimal or a plain number."""
    if "." in node.number:
        return f"{node.number.rpartition('.')[0]}.{value}"
    if node.number[:1].isalpha() and node.level == "point" and value <= len(_LETTERS):
        return _LETTERS[value - 1]
    return str(value)


def _value(node: Node) -> _Value:
    """Return how a number counts: Roman as a number, a letter by its place in the alphabet."""
    number = node.number.rpartition(".")[2]
    match = _NUMBER.fullmatch(number)
    if match:
        return _Value(int(match[1]), match[2])
    if node.level == "point" and number[:1] in _LETTERS:
        return _Value(_LETTERS.index(number[0]) + 1, number[1:])
    if node.level == "division" and number in _CAPITALS:
        return _Value(_CAPITALS.index(number) + 1, "")
    if node.level == "division" and number == "Đ":
        return _Value(_CAPITALS.index("D") + 1, "đ")
    if node.level == "division":
        step = Provision.parse(node.address).steps[-1]
        return _Value(int(step.number), "") if step.number.isdecimal() else _roman(step.number)
    return _roman(number)


def _roman(number: str) -> _Value:
    """Return how a Roman number counts; other letters count by their place in the alphabet."""
    plain = number.rstrip("abcdđ")
    value = roman_value(plain)
    if value is not None:
        return _Value(value, number[len(plain) :])
    return _Value(max(_LETTERS.find(number[:1].lower()), 0) + 1, number)


def _of_places(every: Sequence[Node]) -> Iterator[Finding]:
    """Yield findings on clauses and points outside any article, and on articles without a word."""
    in_articles = {node.part_index for node in every if node.level == "article"}
    for node in every:
        parent = node.address.rpartition("__")[0].rpartition("__")[2].partition("_")[0]
        inner = parent == "sec" and "art_" in node.address
        stray = node.level in {"clause", "point"} and parent not in _HOLD_ITEMS and not inner
        if stray and node.part_index in in_articles:
            yield Finding("TXT-09", "warns", _place(node), _fields(node, _where("")))
        if node.level == "article" and not node.children and _is_bare(node):
            yield Finding("TXT-10", "warns", _place(node), _fields(node, _where("")))


def _is_bare(node: Node) -> bool:
    """Say whether an article has a number and nothing else."""
    return not node.heading and len(node.text.split()) <= len(node.number.split()) + 1


def _of_references(cleaned: CleanText, references: Sequence[Reference]) -> Iterator[Finding]:
    """Yield findings on citations that resolve nowhere."""
    for each in references:
        if each.state == "dangling" and each.target:
            line = cleaned.line_at(each.start)
            fields = {"text": each.text, "target": _where(each.target)}
            yield Finding("TXT-12", "warns", Place(line, line, each.address), fields)


def _of_amendments(changes: Amending) -> Iterator[Finding]:
    """Yield findings on instructions that say neither where nor in which document."""
    for node in changes.unclear:
        fields = {"where": _where(node.address)}
        yield Finding("TXT-16", "warns", _place(node), fields)
