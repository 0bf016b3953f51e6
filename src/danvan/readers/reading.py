"""Read one file as pages of text: size first, then what it really is, then its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from danvan.law.errors import ReadError
from danvan.law.findings import Finding, Place
from danvan.readers import exchanged, pdf, plain, scans, sniffing, word
from danvan.readers.legacy import NAMES, READINGS, in_unicode
from danvan.readers.scans import Doubt, Scan
from danvan.readers.word import Word

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 20 * MEGABYTE
"""Technical limit of a file, in bytes; a regulation of a thousand pages of text has about three
megabytes.
"""

_PLAIN: Final = frozenset({"", "txt", "text", "md"})
_READERS: Final[dict[str, Callable[[bytes, str], tuple[tuple[str, ...], str] | Scan | Word]]] = {
    "text": plain.read,
    "docx": word.read,
    "pdf": pdf.read,
    "image": scans.read,
    "xml": exchanged.read,
}
_FORMATS: Final = {
    "docx": "docx",
    "pdf": "pdf",
    "png": "image",
    "jpg": "image",
    "jpeg": "image",
    "xml": "xml",
}
_MOST_DOUBTFUL_LINES: Final = 100
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FEWEST_SIGNS: Final = 60
_LEAST_WORDS: Final = 0.4


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of a file.

    Args:
        name: Name of the file without its folders.
        texts: Text of each page in order; a file without pages is one page.
        encoding: ``utf-8``, ``utf-8-sig``, ``utf-16-le``, ``utf-16-be``, ``tcvn3`` or ``vni`` of a
            text file, else ``docx``, ``pdf``, ``image`` or ``akoma-ntoso``.
        sha256: Digest of the file's bytes, in hexadecimal.
        legacy: ``tcvn3`` or ``vni`` where the letters were turned into Unicode, else nothing.
        doubts: Words read from a picture without being sure.
        notes: What the reader of its kind noticed.
    """

    name: str
    texts: tuple[str, ...]
    encoding: str
    sha256: str
    legacy: str = ""
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what to know of the file before trusting its letters."""
        fields = {"encoding": NAMES.get(self.legacy, "")}
        turned = [Finding("TXT-14", "warns", Place(1, 1), fields)] if self.legacy else []
        noise = _noisy_pages(self.texts)
        return (*turned, *self.notes, *noise, *_doubtful_lines(self.doubts))

    @property
    def source(self) -> dict[str, object]:
        """Return what ``as_contract`` says of the file; a form feed also parts pages."""
        count = len(self.texts) + sum(text.count("\f") for text in self.texts)
        return {
            "name": self.name,
            "sha256": self.sha256,
            "encoding": self.encoding,
            "pages": count,
        }


def read_file(source: Path | str | bytes, name: str | None = None) -> Pages:
    """Return the pages of text in a file; nothing is written anywhere.

    Args:
        source: Path of the file, or its bytes.
        name: Name with its ending; from the path where it is not given.

    Raises:
        ReadError: The file is missing, a folder, empty, too large, binary, damaged, or not what its
            name says;
            codes ``READ-01`` to ``READ-19`` with field ``name``.
    """
    if isinstance(source, bytes):
        content, called = source, name or "bytes.txt"
    else:
        path = Path(source)
        called = name or path.name or str(source)
        content = _bytes_of(path, called)
    _check_size(len(content), called)
    if not content:
        raise ReadError("READ-03", name=called)
    texts, encoding, *more = _READERS[_format(content, called)](content, called)
    texts, legacy = _in_unicode(texts)
    if encoding in NAMES:
        legacy = encoding
    digest = hashlib.sha256(content).hexdigest()
    return Pages(called, texts, encoding, digest, legacy, *more)


def _doubtful_lines(doubts: tuple[Doubt, ...]) -> Iterator[Finding]:
    """Yield a finding for every line with doubtful words, and how many lines are not listed."""
    lines = [(line, list(words)) for line, words in groupby(doubts, lambda one: one.line)]
    for line, words in lines[:_MOST_DOUBTFUL_LINES]:
        told = ", ".join(one.word for one in words)
        yield Finding("TXT-15", "notes", Place(line, line), {"words": told})
    if lines[_MOST_DOUBTFUL_LINES:]:
        fields = {"code": "TXT-15", "count": len(lines) - _MOST_DOUBTFUL_LINES}
        yield Finding("TXT-13", "warns", Place(lines[-1][0], lines[-1][0]), fields)


def _noisy_pages(texts: tuple[str, ...]) -> Iterator[Finding]:
    """Yield a finding for every page that has signs but hardly a word."""
    line = number = 1
    for text in texts:
        for page in text.split("\f"):
            last = line + page.count("\n")
            signs = sum(not sign.isspace() for sign in page)
            words = sum(len(word) for word in _WORD.findall(page))
            if signs >= _FEWEST_SIGNS and words < _LEAST_WORDS * signs:
                yield Finding("TXT-19", "warns", Place(line, last), {"page": number})
            line, number = last, number + 1
        line += 1


def _in_unicode(texts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return pages with their letters in Unicode; all pages are judged together."""
    _whole, legacy = in_unicode("\n".join(texts))
    if not legacy:
        return texts, ""
    return tuple(READINGS[legacy](text) for text in texts), legacy


def _bytes_of(path: Path, name: str) -> bytes:
    """Return a file's bytes, never more than the limit and one."""
    try:
        if path.is_dir():
            raise ReadError("READ-02", name=name)
        if not path.exists():
            raise ReadError("READ-01", name=name)
        if not path.is_file():
            raise ReadError("READ-05", name=name)
        _check_size(path.stat().st_size, name)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except PermissionError as error:
        raise ReadError("READ-12", name=name) from error
    except (OSError, ValueError) as error:
        raise ReadError("READ-01", name=name) from error


def _check_size(size: int, name: str) -> None:
    """Refuse what is over the limit."""
    if size > LARGEST:
        shown = f"{size / MEGABYTE:.1f}"
        raise ReadError("READ-04", name=name, size=shown, limit=LARGEST // MEGABYTE)


def _format(content: bytes, name: str) -> str:
    """Return what a file is; its name must not say otherwise."""
    suffix = Path(name).suffix.lower().lstrip(".")
    found = sniffing.found(content)
    if suffix and suffix not in _PLAIN and suffix not in _FORMATS:
        raise ReadError("READ-11", name=name, suffix=suffix)
    expected = _FORMATS.get(suffix, "text")
    if (expected, found) == ("xml", "text"):
        return expected
    if suffix == "" and found in _READERS:
        return found
    if found != expected:
        if found == "locked":
            raise ReadError("READ-09", name=name)
        if found == "binary":
            raise ReadError("READ-05", name=name)
        label = sniffing.LABELS[found]
        raise ReadError("READ-07", name=name, suffix=suffix, found=label)
    return found
