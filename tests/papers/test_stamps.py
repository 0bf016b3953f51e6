from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from danvan.papers.signing import Appearance, key_from_file, sign
from danvan.papers.stamps import Stamp, draw
from danvan.papers.values import PaperError
from tests.papers.certificates import AT, PASSPHRASE, key_file

LINES = ("Nguyễn Thị Ngọt Ưỡng", "Đảng ủy phường Hữu Nghị ẴẫộợỵĐ")
STAMP = Stamp("signer", LINES, datetime(2026, 6, 5, 3, 0, 1, tzinfo=UTC))
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)<')

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler absent")


def _run(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def _text(pdf: bytes, tmp_path) -> list[str]:
    path = tmp_path / "text.pdf"
    path.write_bytes(pdf)
    return _run("pdftotext", "-layout", str(path), "-").replace("\f", "").split("\n")


def _words(pdf: bytes, tmp_path, page: int = 1) -> list[tuple[str, float]]:
    """Return the words of a page with their widths, points."""
    path = tmp_path / "words.pdf"
    path.write_bytes(pdf)
    told = _run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(path), "-")
    return [(word, float(right) - float(left)) for left, right, word in WORD.findall(told)]


def _colours(pdf: bytes, tmp_path) -> set[str]:
    path = tmp_path / "colour.pdf"
    path.write_bytes(pdf)
    _run("pdftoppm", "-r", "40", "-singlefile", str(path), str(tmp_path / "colour"))
    head, size, _most, dots = (tmp_path / "colour.ppm").read_bytes().split(b"\n", 3)
    assert (head, len(dots)) == (b"P6", 3 * _product(size))
    seen = zip(dots[0::3], dots[1::3], dots[2::3], strict=True)
    return {"blue" if b > r else "red" for r, _g, b in seen if max(r, b) - min(r, b) > 60}


def _product(size: bytes) -> int:
    width, height = size.split()
    return int(width) * int(height)


@needs_poppler
def test_vietnamese_words_are_drawn_exactly(tmp_path):
    assert [line.strip() for line in _text(draw(STAMP), tmp_path) if line.strip()] == [
        "Người ký",
        *LINES,
        "Thời gian ký: 10:00:01 05/06/2026",
    ]


@needs_poppler
def test_letters_on_the_signed_page_stand_as_they_were_drawn(printed, tmp_path):
    drawn = draw(STAMP)
    key = key_from_file(key_file(), PASSPHRASE, at=AT)

    signed = sign(printed, key, Appearance(drawn), order=1, at=AT)

    stamped = _words(signed, tmp_path, page=2)[2:]
    alone = _words(drawn, tmp_path)
    assert [word for word, _width in stamped] == [word for word, _width in alone]
    scales = [ours / theirs for (_a, ours), (_b, theirs) in zip(stamped, alone, strict=True)]
    assert max(scales) - min(scales) < 0.01
    assert abs(scales[0] - 1) < 0.02


@needs_poppler
def test_letters_are_evenly_spaced(tmp_path):
    words = ["nnnn", "nnnnnnnn", "nnnnnnnnnnnn"]
    drawn = draw(replace(STAMP, lines=(" ".join(words),)))

    widths = {word: width for word, width in _words(drawn, tmp_path) if word in words}

    four, eight, twelve = (widths[word] for word in words)
    assert eight == pytest.approx(2 * four, rel=0.01)
    assert twelve == pytest.approx(3 * four, rel=0.01)


@needs_poppler
@pytest.mark.parametrize(("side", "colour"), [("signer", "blue"), ("body", "red")])
def test_each_side_has_its_colour(side, colour, tmp_path):
    assert _colours(draw(replace(STAMP, side=side)), tmp_path) == {colour}


def test_equal_stamps_give_equal_drawings():
    assert draw(STAMP) == draw(STAMP)


@needs_poppler
def test_nothing_in_a_name_is_obeyed(tmp_path):
    hostile = '#read("/etc/passwd") $x$ "\\n" <a> @b *c* _d_'

    assert hostile in " ".join(_text(draw(replace(STAMP, lines=(hostile,))), tmp_path))


@pytest.mark.parametrize("lines", [(), ("",), ("\n\t",), ("a" * 201,)])
def test_a_stamp_says_something_that_fits(lines):
    with pytest.raises(PaperError, match="SEAL-20"):
        draw(replace(STAMP, lines=lines))
