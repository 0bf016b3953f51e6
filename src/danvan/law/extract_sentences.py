"""Part the words of a provision into sentences, and each into the segments between semicolons.

Reads: one node of the tree.
Writes: offsets into the cleaned text; number and heading are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from danvan.law.text.tree import Node

_NUMBER: Final = {
    "article": re.compile(r"\s*\S+\s+[0-9]+[a-zđ]?\s*[.:–-]?\s*"),
    "clause": re.compile(r"\s*[0-9]+(?:\.[0-9]+)*[a-zđ]?\s*[.)/–-]*\s*"),
    "point": re.compile(r"\s*(?:[a-zđ]{1,2}|[0-9]+(?:\.[0-9]+)*)\s*[.)/]*\s*"),
    "section": re.compile(r"\s*(?:[^\W\d_]+\s+)?(?:[0-9]+|[IVXLC]+|[A-Z])(?!\w)\s*[.):–-]*\s*"),
    "dash": re.compile(r"\s*[-–—•●▪◦+*]+\s*"),
}
_END: Final = re.compile(
    r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[\"”’)]*[^\S\n]+(?=(?P<next>\S))|(?<=\.)/\.)"
)
_PART: Final = re.compile(r";\s*")
_LONGEST_HEADING: Final = 2_000
_LONGEST: Final = 5_000
_MOST_WORDS: Final = 80


class Span(NamedTuple):
    """Two character offsets into the cleaned text, half-open."""

    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence and its segments between semicolons, in order."""

    start: int
    end: int
    segments: tuple[Span, ...]


def words_start(node: Node) -> int:
    """Return where the words of a provision begin, behind its number and heading."""
    at = node.start
    pattern = _NUMBER.get(node.level)
    match = pattern.match(node.text) if pattern else None
    if match:
        at += match.end()
    head = heading_span(node)
    return max(at, head.end) if head else at


def heading_span(node: Node) -> Span | None:
    """Return where the words of a heading stand, also where it runs over several lines."""
    head = node.heading
    if not head:
        return None
    place = node.text.find(head, 0, _LONGEST_HEADING)
    if place >= 0:
        return Span(node.start + place, node.start + place + len(head))
    words = r"\s+".join(map(re.escape, head.split()[:_MOST_WORDS]))
    match = re.search(words, node.text[:_LONGEST_HEADING])
    return Span(node.start + match.start(), node.start + match.end()) if match else None


def sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Yield the sentences between two offsets of a text, empty ones left out."""
    begin = start
    for match in _END.finditer(text, start, end):
        if match["next"] and match["next"].islower():
            continue
        sentence = _sentence(text, begin, match.end())
        if sentence is not None:
            yield sentence
        begin = match.end()
    sentence = _sentence(text, begin, end)
    if sentence is not None:
        yield sentence


def _sentence(text: str, start: int, end: int) -> Sentence | None:
    whole = _trimmed(text, start, end)
    if whole.start >= whole.end:
        return None
    segments: list[Span] = []
    begin = whole.start
    for match in _PART.finditer(text, whole.start, whole.end):
        segments.append(_bounded(text, begin, match.start()))
        begin = match.end()
    segments.append(_bounded(text, begin, whole.end))
    return Sentence(
        whole.start, whole.end, tuple(each for each in segments if each.end > each.start)
    )


def _bounded(text: str, start: int, end: int) -> Span:
    """Return a trimmed span, cut where no segment of a real sentence is so long."""
    return _trimmed(text, start, min(end, start + _LONGEST))


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without spaces and dashes at its ends."""
    while start < end and text[start] in " \n\t-–•+*":
        start += 1
    while end > start and text[end - 1] in " \n\t":
        end -= 1
    return Span(start, end)
