"""Find names that do not agree: one body under several names, another place than the letterhead's,
and a term that has ended or is near its end.

Reads: a document.
Writes: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from danvan.law.bodies import Mention
from danvan.law.bodies_levels import level_of, without_suffix
from danvan.law.bodies_read import NamedBodies
from danvan.law.findings import Finding, Place
from danvan.law.syllables import keys_of
from danvan.law.text.document import Document
from danvan.law.text.tree import PLAIN, Node, walk

Keys = tuple[str, ...]

_LISTED: Final = 12
_NAMES: Final = 2
_UNIT: Final = r"xã|phường|thị trấn|đặc khu|huyện|quận|thị xã"
_OWN: Final = re.compile(
    r"(?:trên\s+địa\s+bàn|Ban\s+[Cc]hỉ\s+đạo|Ủy\s+ban\s+nhân\s+dân|UBND|HĐND|Đảng\s+ủy|Công\s+an"
    r"|Hội\s+đồng\s+nhân\s+dân|hệ\s+thống\s+chính\s+trị|Mặt\s+trận\s+Tổ\s+quốc(?:\s+Việt\s+Nam)?)"
    rf"\s+(?P<unit>{_UNIT})(?!\w|\s+hội|\s+ủy|\s*,|\s+và)"
)
_NAME: Final = re.compile(r"(?: [^\W\d_]+){1,3}")
_HEAD: Final = re.compile(
    rf"(?P<unit>{_UNIT})(?:\s+(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){{0,2}}))?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_LEVELS: Final = {
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
}
_YEAR: Final = re.compile(r"[0-9]{4}")


def name_findings(document: Document, bodies: NamedBodies) -> Iterator[Finding]:
    """Yield bodies that the provisions call by several names."""
    index = bodies.index
    head = next((node.text for node in walk(document.nodes) if node.level == "letterhead"), "")
    level = level_of(document.header, head, document.text)
    names: dict[str, dict[Keys, tuple[str, int]]] = {}
    for mention in _each_once(document, bodies):
        role = index.role(mention, (level,))
        if role is None or role not in mention.candidates.values() or index.is_people(role):
            continue
        written = " ".join(mention.text.split())
        if written.isupper():
            continue
        line = document.cleaned.line_at(mention.start)
        forms = names.setdefault(role, {})
        forms.setdefault(_stem(written), (written[:1].upper() + written[1:], line))
    for forms in names.values():
        if len(forms) >= _NAMES:
            lines = sorted(line for _, line in forms.values())
            listed = [f"“{name}”" for name, _ in forms.values()][:_LISTED]
            fields = {"count": len(forms), "names": listed, "lines": lines[:_LISTED]}
            yield Finding(
                "CLK-08", "notes", Place(lines[0], lines[-1]), fields, None, "MEND-several_names"
            )


def _each_once(document: Document, bodies: NamedBodies) -> Iterator[Mention]:
    """Yield the first mention of each name in the provisions."""
    seen: set[str] = set()
    for node in walk(document.nodes):
        if node.level in PLAIN:
            continue
        for mention in bodies.find(node.start, node.end):
            if mention.text not in seen:
                seen.add(mention.text)
                yield mention


def _stem(written: str) -> Keys:
    """Return a name without its level and its place, capitals left aside."""
    keys = keys_of(written)
    shorter = without_suffix(keys)
    while shorter != keys:
        keys, shorter = shorter, without_suffix(shorter)
    return keys


def place_findings(document: Document) -> Iterator[Finding]:
    """Yield bodies and grounds of another place than the letterhead's, of the same level."""
    home = _home(document)
    if home is None:
        return
    unit, name = home
    seen: set[str] = set()
    for node in walk(document.nodes):
        if node.level in PLAIN:
            continue
        for match in _OWN.finditer(node.text):
            there, called = match["unit"].casefold(), _called(node.text, match.end())
            if _LEVELS[there] != _LEVELS[unit]:
                continue
            named = bool(called and name) and called.casefold() != name.casefold()
            words = f"{match[0]} {called}".strip()
            if (there != unit or named) and words not in seen:
                seen.add(words)
                yield _elsewhere(document, node, match.start(), f"{unit} {name}".strip(), words)


def _called(text: str, at: int) -> str:
    """Return the name of a place that stands at an offset, its first words in capitals."""
    match = _NAME.match(text, at)
    words: list[str] = []
    for word in match[0].split() if match else ():
        if not word[0].isupper():
            break
        words.append(word)
    return " ".join(words)


def _elsewhere(document: Document, node: Node, at: int, here: str, there: str) -> Finding:
    line = document.cleaned.line_at(node.start + at)
    fields = {"here": here, "there": " ".join(there.split())}
    return Finding(
        "CLK-09", "warns", Place(line, line, node.address), fields, None, "MEND-other_place"
    )


def _home(document: Document) -> tuple[str, str] | None:
    """Return the kind of unit and the name of the place that issues the document."""
    said = [*document.header.issuers, *([document.header.title] if document.header.title else [])]
    for words in said:
        match = _HEAD.search(words)
        if match and match["unit"].casefold() in _LEVELS:
            return match["unit"].casefold(), (match["name"] or "").strip()
    counts: dict[str, int] = {}
    for match in _OWN.finditer(document.text):
        counts[match["unit"].casefold()] = counts.get(match["unit"].casefold(), 0) + 1
    for line in document.header.addressees:
        match = _HEAD.search(line)
        if match:
            unit = match["unit"].casefold()
            counts[unit] = counts.get(unit, 0) + _LISTED
    return (max(counts, key=lambda unit: counts[unit]), "") if counts else None


def term_findings(document: Document, today: date, near_days: int) -> Iterator[Finding]:
    """Yield that the term has ended, or that it is near its end.

    Args:
        today: Legal day on which the term is judged.
        near_days: From how many days before its last day a term counts as near its end.
    """
    written = document.header.term_until or document.header.term_from
    match = _YEAR.search(written or "")
    if match is None or int(match[0]) < 1:
        return
    until = date(int(match[0]), 12, 31)
    left = (until - today).days
    fields = {"term": document.header.term_text or match[0], "until": until, "days": left}
    place = Place(1, 1)
    if left < 0:
        yield Finding("CLK-10", "warns", place, fields, None, "MEND-term_over")
    elif left <= near_days:
        yield Finding("CLK-11", "notes", place, fields, None, "MEND-term_near")
