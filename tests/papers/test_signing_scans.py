from __future__ import annotations

import shutil
import struct
import zlib

import pytest
import typst

from danvan.papers import signing_scans
from danvan.papers.signing_scans import check_scan

needs_poppler = pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler absent")


def _picture(dots: int, *, coloured: bool) -> bytes:
    """Return a PNG of a plain square."""
    dot = b"\xf0\xe0\xff" if coloured else b"\xe0"
    rows = b"".join(b"\x00" + dot * dots for _row in range(dots))
    head = struct.pack(">IIBBBBB", dots, dots, 8, 2 if coloured else 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def _scan(tmp_path, *pages: tuple[int, bool]) -> bytes:
    """Return a PDF of square pages of an inch, each one picture of so many dots."""
    lines = ["#set page(width: 1in, height: 1in, margin: 0in)"]
    for place, (dots, coloured) in enumerate(pages):
        (tmp_path / f"{place}.png").write_bytes(_picture(dots, coloured=coloured))
        lines.append(f'#page(image("{place}.png", width: 1in))')
    (tmp_path / "scan.typ").write_text("\n".join(lines))
    return typst.compile(str(tmp_path / "scan.typ"), ignore_system_fonts=True)


def _told(content: bytes) -> list[tuple[str, dict]]:
    return [(each.code, dict(each.fields)) for each in check_scan(content)]


@needs_poppler
def test_a_clear_scan_in_colour_has_no_findings(tmp_path):
    assert _told(_scan(tmp_path, (200, True), (300, True))) == []


@needs_poppler
def test_pages_with_few_dots_or_without_colour_are_named(tmp_path):
    assert _told(_scan(tmp_path, (150, True), (200, False), (100, False))) == [
        ("SEAL-23", {"page": 1, "found": 150, "wanted": 200}),
        ("SEAL-24", {"page": 2}),
        ("SEAL-23", {"page": 3, "found": 100, "wanted": 200}),
        ("SEAL-24", {"page": 3}),
    ]


def test_a_page_of_letters_cannot_be_measured(printed):
    assert _told(printed) == [("SEAL-25", {})]


def test_a_machine_without_the_program_says_so(printed, monkeypatch):
    monkeypatch.setattr(signing_scans, "PROGRAM", "no-such-program")

    assert _told(printed) == [("SEAL-25", {})]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ("SEAL-21", {})),
        (b"\x89PNG", ("SEAL-21", {})),
        (b"%PDF-1.3\n", ("SEAL-22", {"found": "1.3", "wanted": "1.4"})),
        (b"%PDF-1.4\nbroken", ("SEAL-25", {})),
    ],
)
def test_what_is_no_scan_is_told(content, told):
    assert _told(content) == [told]
