"""Part a source into lines, each without marks, invisible characters and needless spaces.

Reads: one text in normal form.
Writes: the lines that have something on them, with what was changed in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

PAGE_BREAK: Final = "\f"

_INVISIBLE: Final = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb"
)
_SPACES: Final = "\t\x0b\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_STAR: Final = r"\*\*+|(?<![\w(*])\*(?=[^\s*)])|(?<=[^\s*(])\*(?![\w)*])"
_ESCAPE: Final = r"\\(?=[.()\-*_#+])"
_ODD: Final = re.compile(rf"[{_INVISIBLE}{_SPACES}*\\ÐƉð\ud800-\udfff]")
_LONE: Final = rf"(?! [^\s{_INVISIBLE}*\\#])"
_RUN: Final = re.compile(
    rf"{_LONE}(?:[\s{_INVISIBLE}]|{_STAR}|{_ESCAPE}|^\#{{1,6}}(?=\s))+|[ÐƉð\ud800-\udfff]"
)
_LETTERS: Final = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}


class Edit(NamedTuple):
    """One change: at an offset of the cleaned text ``put`` stands for ``taken`` of the source."""

    at: int
    taken: str
    put: str


class Line(NamedTuple):
    """A line of the source with something on it.

    Args:
        content: What is left of it.
        start, end: Where it stands in the source without the spaces around it, half-open.
        line: 1-based line of the file.
        page: 1-based page.
        indent: How many spaces stand before it.
        edits: Changes inside the line, with offsets into ``content``.
    """

    content: str
    start: int
    end: int
    line: int
    page: int
    indent: int
    edits: tuple[Edit, ...]


def lines_of(source: str) -> Iterator[Line]:
    r"""Yield the lines that have something on them; a form feed inside a line parts it.

    Args:
        source: Text with ``\n`` for every line break and a form feed between pages.
    """
    odd = _is_odd(source) or "\n#" in source
    start, page = 0, 1
    for number, whole in enumerate(source.split("\n"), 1):
        at = start
        start += len(whole) + 1
        for part in whole.split(PAGE_BREAK) if PAGE_BREAK in whole else (whole,):
            content = part.strip()
            first = at if len(content) == len(part) else at + len(part) - len(part.lstrip())
            last = first + len(content)
            edits: tuple[Edit, ...] = ()
            if odd and content and _is_odd(content) and content.strip("* "):
                content, edits = _scrub(content)
            if content:
                yield Line(content, first, last, number, page, first - at, edits)
            at += len(part) + 1
            page += at < start


def _is_odd(text: str) -> bool:
    """Say whether a text may hold something that must go out."""
    return "  " in text or text[:1] == "#" or _ODD.search(text) is not None


def _scrub(content: str) -> tuple[str, tuple[Edit, ...]]:
    """Take marks, invisible characters and double spaces out of one line."""
    pieces: list[str] = []
    edits: list[Edit] = []
    place = length = 0
    for match in _RUN.finditer(content):
        taken = match[0]
        if taken == " ":
            continue
        put = _put(taken, inner=bool(match.start()) and match.end() < len(content))
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
