"""Find a secret mark: the word of the stamp, alone in capitals near the head of a page.

Words in running text, such as "bí mật" or "bảo mật", are no marks. A paper with a mark must not be
kept here; who calls this refuses it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from danvan.law.pack_folders import packs_folder
from danvan.papers.marks import marks

_CELLS: Final = re.compile(r"\t+|\s{2,}|\s*[|│┃]\s*")
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES: Final = re.compile(r"\s+")
_LETTERS_APART: Final = re.compile(r"^(?:[^\W\d_] )+[^\W\d_]$")


@dataclass(frozen=True, slots=True)
class SecretMark:
    """A secret mark and where it was seen.

    Args:
        level: ``secret``, ``top_secret`` or ``most_secret``.
        written: As it stands there.
        page: From 1; pages are parted by form feeds.
        line: Of the whole text, from 1.
    """

    level: str
    written: str
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class _Known:
    levels: Mapping[str, str]
    first_halves: Mapping[str, str]
    compounds: tuple[str, ...]
    label: re.Pattern[str]
    first_page: int
    later_pages: int


def secret_mark(text: str) -> SecretMark | None:
    r"""Return the secret mark of a text, the highest where there are several, or nothing.

    Args:
        text: With its line breaks; a form feed begins a page.

    Example:
        >>> secret_mark("ĐẢNG ỦY XÃ MẪU\nMẬT\nSố 05-BC/ĐU").level
        'secret'
        >>> secret_mark("Bầu bằng bỏ phiếu kín, giữ bí mật.") is None
        True
    """
    known = _known(packs_folder())
    ranks = list(known.levels.values())
    found = list(_marks(unicodedata.normalize("NFC", text), known))
    return max(found, key=lambda mark: (ranks.index(mark.level), -mark.line), default=None)


def _marks(text: str, known: _Known) -> Iterator[SecretMark]:
    line = 1
    for page, content in enumerate(text.split("\f"), start=1):
        lines = content.split("\n")
        kept = known.first_page if page == 1 else known.later_pages
        for place, level, written in _on_page(_head(lines, kept), known):
            yield SecretMark(level, written, page, line + place)
        line += content.count("\n")


def _head(lines: Sequence[str], most: int) -> list[tuple[int, str]]:
    """Return the first lines with words, each with its place from 0."""
    worded = [(place, text) for place, text in enumerate(lines) if any(map(str.isalpha, text))]
    return worded[:most]


def _on_page(lines: Sequence[tuple[int, str]], known: _Known) -> Iterator[tuple[int, str, str]]:
    before = ""
    for place, text in lines:
        whole, parts = _plain(text), _CELLS.split(text.strip())
        cells = [_plain(part) for part in parts] if len(parts) > 1 else ()
        for cell in dict.fromkeys([whole, *cells]):
            level = _level(cell, before, known)
            if level:
                yield place, level, cell
                break
        before = whole


def _level(cell: str, before: str, known: _Known) -> str:
    """Return the level that a cell of a line shows, or nothing.

    Args:
        before: The line above, for a mark or a title that was broken in two.
    """
    named = known.label.match(cell)
    if named:
        return known.levels.get(_closed_up(cell[named.end() :]), "")
    if not cell.isupper():
        return ""
    words = _closed_up(cell)
    last = before.casefold() if before.isupper() else ""
    if words == _shortest(known) and last:
        if last in known.first_halves:
            return known.first_halves[last]
        if last.endswith(known.compounds):
            return ""
    return known.levels.get(words, "")


def _shortest(known: _Known) -> str:
    return next(iter(known.levels))


def _closed_up(words: str) -> str:
    return "".join(words.casefold().split())


def _plain(cell: str) -> str:
    """Return a cell without frame and brackets; letters set apart are joined."""
    bare = _SPACES.sub(" ", _AROUND.sub("", cell))
    return bare.replace(" ", "") if _LETTERS_APART.match(bare) else bare


@lru_cache(maxsize=4)
def _known(folder: Path) -> _Known:
    told = marks(folder)["secrecy"]
    levels = {_closed_up(row["written"]): row["key"] for row in told["levels"]}
    shortest = next(iter(levels))
    halves = {name.removesuffix(shortest): key for name, key in levels.items() if name != shortest}
    return _Known(
        levels,
        halves,
        tuple(f" {word}" for word in told["compounds"]["words"]),
        re.compile(rf"^{told['label']}\s*[:\-–]\s*", re.IGNORECASE),
        told["first_page"]["lines"],
        told["later_pages"]["lines"],
    )
