"""Clean pages of text: one normal form, marks and page noise out, sentences broken by a page
joined, nothing lost.

Reads: pages of text as a reader gives them.
Writes: the cleaned text in rows, each with its lines in the file, and every change, so that the
source can be restored.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from danvan.law.text import joining, noise
from danvan.law.text.lines import PAGE_BREAK, Edit, Line, lines_of
from danvan.law.text.patterns import Mark, mark_of

_BREAK: Final = re.compile(r"\r\n?")


class Row(NamedTuple):
    """One line of cleaned text that is not empty.

    Args:
        start, end: Character offsets into the cleaned text, half-open, line breaks after it
            included.
        line_start, line_end: 1-based lines of the file as given, inclusive; they differ where lines
            were joined.
        text: The characters themselves, without line breaks.
        mark: What the row begins with; ``None`` for plain text.
    """

    start: int
    end: int
    line_start: int
    line_end: int
    text: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class CleanText:
    """Cleaned text with its way back to the file.

    Args:
        text: NFC; lines are stripped and separated by one line break, or two where the file had
            empty lines.
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


def normalised(pages: Sequence[str]) -> str:
    r"""Return pages as one text in NFC with ``\n`` for every line break and a form feed between
    pages.
    """
    source = f"\n{PAGE_BREAK}".join(pages)
    return unicodedata.normalize("NFC", _BREAK.sub("\n", source) if "\r" in source else source)


def clean(pages: Sequence[str]) -> CleanText:
    """Return cleaned text with a map back to the lines of the file.

    Never fails and never loses a character: what is taken out or changed is kept in ``edits``. The
        result is the same
    for composed and decomposed Unicode. Marks of bold and italics, invisible characters, page
    numbers and running
    heads go out; runs of spaces become one; a sentence that goes on after a page break or a wrapped
    line is joined.

    Args:
        pages: Texts of the pages in order; a text without pages is one page. A form feed inside
            also parts pages.
    """
    source = normalised(pages)
    lines = list(lines_of(source))
    unwanted = noise.find(lines)
    removed = tuple((lines[number].line, lines[number].content) for number in sorted(unwanted))
    if unwanted:
        lines = [line for number, line in enumerate(lines) if number not in unwanted]
    marks = [mark_of(line.content) for line in lines]
    joints = joining.joints(lines, marks)
    text, edits, offsets = _written(source, lines, joints)
    return CleanText(
        text,
        tuple(_rows(text, lines, marks, joints, offsets)),
        tuple(zip(offsets, (line.line for line in lines), strict=True)),
        tuple(edits),
        removed,
        _broken(lines, joints),
        source.count(PAGE_BREAK) + 1,
    )


def _written(
    source: str, lines: Sequence[Line], joints: Sequence[str]
) -> tuple[str, list[Edit], list[int]]:
    """Return the cleaned text, the changes between source and text, and where each line begins."""
    texts: list[str] = []
    edits: list[Edit] = []
    offsets: list[int] = []
    length = place = 0
    for line, put in zip(lines, ("", *joints), strict=False):
        taken = source[place : line.start]
        if taken != put:
            edits.append(Edit(length, taken, put))
        length += len(put)
        offsets.append(length)
        if line.edits:
            edits.extend(Edit(length + edit.at, edit.taken, edit.put) for edit in line.edits)
        texts.append(put)
        texts.append(line.content)
        length += len(line.content)
        place = line.end
    if source[place:]:
        edits.append(Edit(length, source[place:], ""))
    return "".join(texts), edits, offsets


def _rows(
    text: str,
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    joints: Sequence[str],
    offsets: Sequence[int],
) -> Iterator[Row]:
    """Yield the rows of a cleaned text; lines that were joined make one."""
    first = 0
    for last, put in enumerate((*joints, "")[: len(lines)]):
        if put == " ":
            continue
        start, content = offsets[first], lines[first].content
        if last > first:
            content = text[start : offsets[last] + len(lines[last].content)]
        mark = marks[first] if last == first else mark_of(content)
        end = start + len(content) + len(put)
        yield Row(start, end, lines[first].line, lines[last].line, content, mark)
        first = last + 1


def _broken(lines: Sequence[Line], joints: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the joins that crossed a page or an empty line; wrapped lines are nothing to tell."""
    if " " not in joints:
        return ()
    return tuple(
        (before.line, after.line)
        for (before, after), put in zip(pairwise(lines), joints, strict=True)
        if put == " " and (after.line - before.line > 1 or after.page != before.page)
    )
