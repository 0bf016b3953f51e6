"""Clean pages of text: one normal form, marks and page noise out, sentences broken by a page joined, nothing lost.

Reads: pages of text as a reader gives them.
Writes: the cleaned text in rows, each with its lines in the file, and every change, so that the source can be restored.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from danvan.law.text import joining, noise

_INVISIBLE: Final = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb"
_STAR: Final = r"\*\*+|(?<![\w(*])\*(?=[^\s*)])|(?<=[^\s*(])\*(?![\w)*])"
_JUNK: Final = rf"(?:[\s{_INVISIBLE}]|{_STAR}|^\#{{1,6}}(?=\s))"
_ODD: Final = re.compile(
    rf"[{_INVISIBLE}\t\x0b\x85\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000*ÐƉð\ud800-\udfff]|\s\s|^\#"
)
_RUN: Final = re.compile(rf"{_JUNK}+|[ÐƉð\ud800-\udfff]")
_LETTERS: Final = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
_BREAK: Final = re.compile(r"\r\n?")
PAGE_BREAK: Final = "\f"


class Row(NamedTuple):
    """One line of cleaned text that is not empty.

    Args:
        start, end: Character offsets into the cleaned text, half-open.
        line_start, line_end: 1-based lines of the file as given, inclusive; they differ where lines were joined.
        text: The characters themselves.
    """

    start: int
    end: int
    line_start: int
    line_end: int
    text: str


class Edit(NamedTuple):
    """One change: at an offset of the cleaned text ``put`` stands where the source had ``taken``."""

    at: int
    taken: str
    put: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """Cleaned text with its way back to the file.

    Args:
        text: NFC; lines are stripped and separated by one line break, or two where the file had empty lines.
        rows: Lines that are not empty, in order.
        places: Where each line of the file begins, as (offset into the cleaned text, 1-based line).
        edits: Changes in order of place; putting them back gives the source.
        noise: Page numbers and running heads that were taken out, as (line, text).
        joins: Sentences that a page or an empty line had broken, as (line before, line after).
        pages: How many pages the source had.
    """

    text: str
    rows: tuple[Row, ...]
    places: tuple[tuple[int, int], ...]
    edits: tuple[Edit, ...]
    noise: tuple[tuple[int, str], ...]
    joins: tuple[tuple[int, int], ...]
    pages: int

    def line_at(self, offset: int) -> int:
        """Return the 1-based line of the file where a character of the cleaned text stands."""
        found = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        return self.places[max(found, 0)][1] if self.places else 1

    def restored(self) -> str:
        """Return the source text as ``normalised`` gives it, by taking every change back."""
        pieces: list[str] = []
        place = 0
        for edit in self.edits:
            pieces += (self.text[place : edit.at], edit.taken)
            place = edit.at + len(edit.put)
        pieces.append(self.text[place:])
        return "".join(pieces)


class _Piece(NamedTuple):
    """A line of the source with something on it; edits are relative to ``content``."""

    content: str
    start: int
    end: int
    line: int
    page: int
    edits: tuple[Edit, ...]


def normalised(pages: Sequence[str]) -> str:
    """Return pages as one text in NFC with ``\\n`` for every line break and a form feed between pages."""
    return unicodedata.normalize("NFC", _BREAK.sub("\n", f"\n{PAGE_BREAK}".join(pages)))


def clean(pages: Sequence[str]) -> CleanText:
    """Return cleaned text with a map back to the lines of the file.

    Never fails and never loses a character: what is taken out or changed is kept in ``edits``. The result is the same
    for composed and decomposed Unicode. Marks of bold and italics, invisible characters, page numbers and running
    heads go out; runs of spaces become one; a sentence that goes on after a page break or a wrapped line is joined.

    Args:
        pages: Texts of the pages in order; a text without pages is one page. A form feed inside also parts pages.
    """
    source = normalised(pages)
    pieces = list(_pieces(source))
    unwanted = noise.find([(piece.content, piece.line, piece.page) for piece in pieces])
    kept = [piece for number, piece in enumerate(pieces) if number not in unwanted]
    joints = joining.joints([(piece.content, piece.line, piece.page) for piece in kept])
    removed = tuple((pieces[number].line, pieces[number].content) for number in sorted(unwanted))
    return _assemble(source, kept, joints, removed)


def _pieces(source: str) -> Iterator[_Piece]:
    """Yield the lines that have something on them; a form feed inside a line parts it."""
    start, page = 0, 1
    for number, line in enumerate(source.split("\n"), 1):
        at = start
        for position, part in enumerate(line.split(PAGE_BREAK)):
            page += position > 0
            piece = _piece(part, at, number, page)
            if piece:
                yield piece
            at += len(part) + 1
        start += len(line) + 1


def _piece(part: str, at: int, line: int, page: int) -> _Piece | None:
    """Return what stands on a line, or ``None`` if nothing does."""
    content = part.strip()
    if not content:
        return None
    start = at + len(part) - len(part.lstrip())
    end = start + len(content)
    edits: tuple[Edit, ...] = ()
    if _ODD.search(content) and content.strip("* "):
        content, edits = _scrub(content)
    return _Piece(content, start, end, line, page, edits) if content else None


def _scrub(content: str) -> tuple[str, tuple[Edit, ...]]:
    """Take marks, invisible characters and double spaces out of one line."""
    pieces: list[str] = []
    edits: list[Edit] = []
    place = length = 0
    for match in _RUN.finditer(content):
        taken = match[0]
        if taken == " ":
            continue
        put = _put(taken, inner=0 < match.start() and match.end() < len(content))
        before = content[place : match.start()]
        length += len(before)
        edits.append(Edit(length, taken, put))
        pieces += (before, put)
        length += len(put)
        place = match.end()
    pieces.append(content[place:])
    return "".join(pieces), tuple(edits)


def _put(taken: str, *, inner: bool) -> str:
    """Return what replaces a run that was taken out."""
    if taken in _LETTERS:
        return _LETTERS[taken]
    if "\ud800" <= taken <= "\udfff":
        return "\ufffd"
    return " " if inner and any(letter.isspace() for letter in taken) else ""


def _assemble(
    source: str,
    kept: list[_Piece],
    joints: list[str],
    removed: tuple[tuple[int, str], ...],
) -> CleanText:
    """Write the cleaned text, its rows and the changes between source and text."""
    texts: list[str] = []
    edits: list[Edit] = []
    places: list[tuple[int, int]] = []
    starts: list[int] = []
    length = place = 0
    for piece, put in zip(kept, ["", *joints], strict=False):
        taken = source[place : piece.start]
        if taken != put:
            edits.append(Edit(length, taken, put))
        length += len(put)
        if put != " ":
            starts.append(len(places))
        places.append((length, piece.line))
        edits.extend(Edit(length + edit.at, edit.taken, edit.put) for edit in piece.edits)
        texts += (put, piece.content)
        length += len(piece.content)
        place = piece.end
    if source[place:]:
        edits.append(Edit(length, source[place:], ""))
    text = "".join(texts)
    pages = source.count(PAGE_BREAK) + 1
    joins = _broken(kept, joints)
    rows = tuple(_rows(text, places, starts))
    return CleanText(text, rows, tuple(places), tuple(edits), removed, joins, pages)


def _rows(text: str, places: list[tuple[int, int]], starts: list[int]) -> Iterator[Row]:
    """Yield the rows of a cleaned text; ``starts`` tells which lines of the source open one."""
    for number, first in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else len(places)
        start, line = places[first]
        end = places[following][0] if following < len(places) else len(text)
        content = text[start:end].rstrip("\n")
        yield Row(start, start + len(content), line, places[following - 1][1], content)


def _broken(kept: list[_Piece], joints: list[str]) -> tuple[tuple[int, int], ...]:
    """Return the joins that crossed a page or an empty line; wrapped lines are nothing to tell."""
    return tuple(
        (before.line, after.line)
        for before, after, put in zip(kept, kept[1:], joints, strict=False)
        if put == " " and (after.line - before.line > 1 or after.page != before.page)
    )
