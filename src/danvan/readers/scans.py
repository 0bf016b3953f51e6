"""Read pictures of pages with the optional programs ``tesseract`` (Vietnamese) and ``pdftoppm``.

Both are run apart from us, a page at a time, with a limit of time and without a network. Words the
program is not sure of are kept as doubts, for a person to compare.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from danvan.law.errors import ReadError
from danvan.readers.numerals import Numbers, mended

MOST_PAGES: Final = 40
"""How many pictured pages are read at once; reading one takes seconds."""
MOST_DOTS: Final = 60_000_000
"""Largest picture, in dots: A3 at 500 a inch."""
_PAGE_SECONDS: Final = 120
_DOTS_AN_INCH: Final = 200
_SURE: Final = 60
"""Words below this confidence, of 100, are doubtful."""
_SPECK: Final = 0.2
"""Largest size of dirt, as a share of the height of its line."""
_NUMBER_WORDS: Final = 2
"""How many words of a line hold the number of its heading."""

_LANGUAGE: Final = "vie"
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Marks of a JPEG that tell its size."""


class Doubt(NamedTuple):
    """A word the program was not sure of.

    Args:
        line: Line of the whole text it stands on, from 1.
        confidence: 0 to 100.
    """

    line: int
    word: str
    confidence: int


class Scan(NamedTuple):
    """Pages read from pictures."""

    texts: tuple[str, ...]
    encoding: str
    doubts: tuple[Doubt, ...]


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Return whether pictures can be read here: the program and its Vietnamese data."""
    if shutil.which("tesseract") is None:
        return False
    told = _run(["tesseract", "--list-langs"], b"", 10)
    return _LANGUAGE in told.decode("utf-8", "replace").split()


def read(content: bytes, name: str) -> Scan:
    """Return the text of one picture.

    Raises:
        ReadError: ``READ-13`` where nothing here can read pictures, ``READ-14`` too large a
            picture, ``READ-09`` a damaged one, ``READ-03`` one without words.
    """
    _require(name)
    _check_dots(content, name)
    return read_pictures([content], name, "image")


def read_pdf(content: bytes, name: str, pages: int) -> Scan:
    """Return the text of a PDF whose pages are pictures.

    Args:
        pages: How many it has.

    Raises:
        ReadError: ``READ-10`` where nothing here can read pictures, ``READ-15`` too many pages,
            ``READ-09`` a damaged one, ``READ-03`` one without words.
    """
    if shutil.which("pdftoppm") is None or not is_installed():
        raise ReadError("READ-10", name=name)
    if pages > MOST_PAGES:
        raise ReadError("READ-15", name=name, pages=pages, limit=MOST_PAGES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(content)
        return read_pictures(_drawn(path, pages, name), name, "pdf")


def _require(name: str) -> None:
    if not is_installed():
        raise ReadError("READ-13", name=name)


def _drawn(path: Path, pages: int, name: str) -> Iterator[bytes]:
    """Yield the picture of every page."""
    for number in range(1, pages + 1):
        page = str(number)
        size = ["-r", str(_DOTS_AN_INCH), "-scale-to", "4000", "-gray", "-png"]
        yield _checked(["pdftoppm", *size, "-f", page, "-l", page, str(path)], b"", name)


def read_pictures(pictures: Iterable[bytes], name: str, encoding: str) -> Scan:
    """Return the text of pages in order; numbers of headings go on from page to page.

    Raises:
        ReadError: ``READ-09`` a damaged picture, ``READ-03`` no words on any.
    """
    texts: list[str] = []
    doubts: list[Doubt] = []
    numbers = Numbers()
    before = 0
    for picture in pictures:
        table = _checked(["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "tsv"], picture, name)
        lines = list(_lines(table.decode("utf-8", "replace")))
        told = [" ".join(word for word, _sure in line) for line in lines]
        better = mended(told, numbers)
        doubts += _doubts(lines, before, better)
        texts.append("".join(f"{better.get(at, line)}\n" for at, line in enumerate(told)))
        before += len(lines)
    if not "".join(texts).strip():
        raise ReadError("READ-03", name=name)
    return Scan(tuple(texts), encoding, tuple(doubts))


def _lines(table: str) -> Iterator[list[tuple[str, int]]]:
    """Yield the lines of a page as words with their confidence; specks of dirt are left out."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == "5" and (row["text"] or "").strip())
    for _place, line in groupby(
        words, lambda row: (row["block_num"], row["par_num"], row["line_num"])
    ):
        read = list(line)
        height = median(int(row["height"]) for row in read)
        kept = [row for row in read if not _is_speck(row, height)]
        if kept:
            yield [(row["text"].strip(), int(float(row["conf"]))) for row in kept]


def _is_speck(row: Mapping[str, str], height: float) -> bool:
    """Return whether a word is a sign no larger than a full stop: a hyphen is wider."""
    largest = max(int(row["width"]), int(row["height"]))
    return largest < _SPECK * height and not any(sign.isalnum() for sign in row["text"])


def _doubts(
    lines: Iterable[list[tuple[str, int]]], before: int, mended: Collection[int] = ()
) -> Iterator[Doubt]:
    """Yield the words nobody is sure of; where a number was mended, all that it was read as."""
    for at, line in enumerate(lines):
        for place, (word, sure) in enumerate(line):
            is_number = at in mended and place < _NUMBER_WORDS
            if is_number or (sure < _SURE and any(sign.isalnum() for sign in word)):
                yield Doubt(before + at + 1, word, sure)


def _checked(words: list[str], given: bytes, name: str) -> bytes:
    """Return what a program answers.

    Raises:
        ReadError: ``READ-09``, it failed or took too long.
    """
    try:
        return _run(words, given, _PAGE_SECONDS)
    except (subprocess.SubprocessError, OSError) as error:
        raise ReadError("READ-09", name=name) from error


def _run(words: list[str], given: bytes, seconds: int) -> bytes:
    """Run one of the two programs; none of its words ever comes from the file."""
    return subprocess.run(  # noqa: S603  fixed words
        words,
        input=given,
        capture_output=True,
        timeout=seconds,
        check=True,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "OMP_THREAD_LIMIT": "1",
            "LC_ALL": "C.UTF-8",
        },
    ).stdout


def _check_dots(content: bytes, name: str) -> None:
    """Refuse a picture that would unpack to more than fits; its own head tells its size."""
    width, height = _size(content)
    if not width or not height:
        raise ReadError("READ-09", name=name)
    if width * height > MOST_DOTS:
        raise ReadError("READ-14", name=name, width=width, height=height)


def _size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG or JPEG, in dots; zeros where its head says none."""
    if content.startswith(b"\x89PNG"):
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    place = 2
    while content.startswith(b"\xff\xd8") and content[place : place + 1] == b"\xff":
        mark = content[place + 1 : place + 2]
        if mark and mark[0] in _FRAMES:
            height, width = content[place + 5 : place + 7], content[place + 7 : place + 9]
            return int.from_bytes(width), int.from_bytes(height)
        place += 2 + max(2, int.from_bytes(content[place + 2 : place + 4]))
    return 0, 0
