"""Look at a scan of a signed paper that is attached instead of a digital signature."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from danvan.law.findings import Finding, Place, Severity
from danvan.papers.marks import marks

PROGRAM: Final = "pdfimages"
_SECONDS: Final = 30
_VERSION: Final = re.compile(rb"^%PDF-(\d)\.(\d)")
_LINE: Final = re.compile(
    r"^\s*(?P<page>\d+)\s+\d+\s+(?P<kind>\w+)\s+(?P<width>\d+)\s+(?P<height>\d+)"
    r"\s+(?P<colour>\S+)\s+(?P<parts>\d+)\s+\d+\s+\S+\s+\S+\s+(?:\[inline\]|\d+\s+\d+)"
    r"\s+(?P<x>\d+)\s+(?P<y>\d+)\s"
)
_IN_TABLE: Final = frozenset({"index", "sep"})
"""Colours that are kept apart from the dots, so that one part may still be coloured."""


class _Picture(NamedTuple):
    """A picture of a page: how large it is, and how many dots an inch it has there."""

    page: int
    dots: int
    resolution: int
    is_grey: bool


def check_scan(content: bytes) -> tuple[Finding, ...]:
    """Return what a scan of a signed paper lacks, in order of pages.

    ``SEAL-21`` and ``SEAL-22`` stop: no PDF, or an older one than the rules take. ``SEAL-23`` and
    ``SEAL-24`` warn: too few dots, no colour. ``SEAL-25`` notes that nothing could be measured.

    Args:
        content: Whole file.
    """
    told = marks()["scans"]
    version = _VERSION.match(content)
    if version is None:
        return (_finding("SEAL-21", "stops", 0),)
    wanted = tuple(map(int, told["pdf"].split(".")))
    if (int(version[1]), int(version[2])) < wanted:
        written = f"{int(version[1])}.{int(version[2])}"
        return (_finding("SEAL-22", "stops", 0, found=written, wanted=told["pdf"]),)
    pictures = _largest(_listed(content))
    if not pictures:
        return (_finding("SEAL-25", "notes", 0),)
    return tuple(_faults(pictures, told["dots"]))


def _faults(pictures: list[_Picture], wanted: int) -> Iterator[Finding]:
    for each in pictures:
        if each.resolution < wanted:
            found = each.resolution
            yield _finding("SEAL-23", "warns", each.page, found=found, wanted=wanted)
        if each.is_grey:
            yield _finding("SEAL-24", "warns", each.page)


def _finding(code: str, severity: Severity, page: int, **fields: object) -> Finding:
    if page:
        fields["page"] = page
    place = Place(0, 0, f"page.{page}" if page else None)
    return Finding(code, severity, place, fields)


def _largest(pictures: list[_Picture]) -> list[_Picture]:
    """Return the largest picture of each page: the page itself, not a seal on it."""
    found: dict[int, _Picture] = {}
    for each in pictures:
        if each.page not in found or each.dots > found[each.page].dots:
            found[each.page] = each
    return [found[page] for page in sorted(found)]


def _listed(content: bytes) -> list[_Picture]:
    """Return the pictures that the program finds; none where it is absent or fails."""
    program = shutil.which(PROGRAM)
    if program is None:
        return []
    with tempfile.TemporaryDirectory(prefix="danvan-scan-") as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(content)
        try:
            told = subprocess.run(  # noqa: S603  fixed words, our own file name
                [program, "-list", str(path)],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
                check=True,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            ).stdout
        except (subprocess.SubprocessError, OSError):
            return []
    return [_picture(line) for line in map(_LINE.match, told.splitlines()) if line]


def _picture(line: re.Match[str]) -> _Picture:
    return _Picture(
        int(line["page"]),
        int(line["width"]) * int(line["height"]),
        min(int(line["x"]), int(line["y"])),
        int(line["parts"]) == 1 and line["colour"] not in _IN_TABLE,
    )
