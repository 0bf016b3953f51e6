"""Read printed pages back: lines with place, size and face; rules; millimetres from the corner."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass

import pypdf
from lxml import etree
from pypdf.generic import ContentStream

MM = 25.4 / 72
_HTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Line:
    """A piece of text: page from one, left edge and baseline in millimetres, size in points."""

    page: int
    left: float
    base: float
    text: str
    size: float
    face: str


@dataclass(frozen=True)
class Drawn:
    """A drawn rule or side of a frame: left, top, width, height in millimetres."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Row:
    """A line of text as poppler sees it: edges and baseline in millimetres from the corner."""

    page: int
    sheet: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """Return the middle between both ends."""
        return (self.left + self.right) / 2

    @property
    def base(self) -> float:
        """Return where its letters stand, about."""
        return self.bottom


def rows(content: bytes) -> list[Row]:
    """Return the lines of a PDF from page to page; words of two columns are two lines."""
    command = ["pdftotext", "-bbox-layout", "-", "-"]
    told = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    found: list[Row] = []
    for number, page in enumerate(etree.fromstring(told).iter(f"{_HTML}page"), 1):
        sheet = float(page.get("width")) * MM, float(page.get("height")) * MM
        for each in page.iter(f"{_HTML}line"):
            edges = (float(each.get(name)) * MM for name in ("xMin", "xMax", "yMin", "yMax"))
            words = " ".join(word.text or "" for word in each.iter(f"{_HTML}word"))
            found.append(Row(number, sheet, *edges, words.replace("\u00a0", " ")))
    return found


def fonts(content: bytes) -> set[str]:
    """Return the names of all fonts of a PDF as poppler lists them, without the mark of a part."""
    command = ["pdffonts", "-"]
    told = subprocess.run(command, input=content, capture_output=True, check=True, text=False)
    names = (row.split()[0] for row in told.stdout.decode().splitlines()[2:])
    return {name.partition("+")[2] or name for name in names}


def lines(content: bytes) -> list[Line]:
    """Return the pieces of text of a PDF in the order in which they are drawn."""
    found: list[Line] = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages, 1):
        height = float(page.mediabox.height)

        def keep(text, _matrix, place, font, size, number=number, height=height):
            if text.strip():
                face = str((font or {}).get("/BaseFont", "")).partition("+")[2]
                left, base = place[4] * MM, (height - place[5]) * MM
                found.append(Line(number, left, base, text.strip(), round(size, 1), face))

        page.extract_text(visitor_text=keep)
    return found


def pages(content: bytes) -> list[str]:
    """Return the words of each page as poppler reads them, spaces and breaks made one space."""
    command = ["pdftotext", "-layout", "-", "-"]
    told = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()) for page in told.split("\f")[:-1]]


def line(content: bytes, text: str) -> Line:
    """Return the first piece of text that begins so."""
    return next(each for each in lines(content) if each.text.startswith(text))


def drawn(content: bytes, page: int = 1) -> list[Drawn]:
    """Return thin level strokes of a page, longest first."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    sheet = reader.pages[page - 1]
    height = float(sheet.mediabox.height)
    found, at = [], (0.0, 0.0)
    path: list[tuple[float, float]] = []
    scale, shift = (1.0, 1.0), (0.0, 0.0)
    for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
        numbers = [float(each) for each in operands if isinstance(each, (int, float))]
        if operator == b"cm":
            scale = (scale[0] * numbers[0], scale[1] * numbers[3])
            shift = (shift[0] + numbers[4], shift[1] + numbers[5])
        elif operator == b"Q":
            scale, shift = (1.0, 1.0), (0.0, 0.0)
        elif operator in {b"m", b"l"}:
            at = (numbers[0] * scale[0] + shift[0], numbers[1] * scale[1] + shift[1])
            path = [at] if operator == b"m" else [*path, at]
        elif operator in {b"S", b"f", b"f*", b"h"} and len(path) > 1:
            across, down = [x for x, _y in path], [y for _x, y in path]
            width, tall = max(across) - min(across), max(down) - min(down)
            if tall < 2 < width:
                found.append(
                    Drawn(page, min(across) * MM, (height - max(down)) * MM, width * MM, tall * MM)
                )
            path = []
    return sorted(set(found), key=lambda each: -each.width)


def outline(content: bytes) -> str:
    """Return pages as text that a person can compare.

    Each line has its page, left edge (to 5 mm), size and face.
    """
    told = []
    for each in lines(content):
        face = each.face.removeprefix("LiberationSerif").strip("-") or "Regular"
        shown = each.text if len(each.text) <= 60 else f"{each.text[:60]}…"
        told.append(
            f"{each.page} {5 * round(each.left / 5):3d} {each.size:4.1f} {face:10s} {shown}"
        )
    return "\n".join(told) + "\n"
