"""Our own texts as pictures of pages, as a scanner makes them, and what is read from them."""

from __future__ import annotations

import io
from collections import Counter

from marked import read_marked
from paper import counted

from danvan.law.text import read_document, walk
from danvan.readers import read_file
from danvan.readers import scans as reader

WIDTH, HEIGHT, MARGIN, LINE, SIZE, LETTERS = 1654, 2339, 170, 46, 33, 88
"""A4 at 200 dots an inch, lines of 88 letters at most."""
LEVELS = frozenset({"article", "clause"})
FONTS = ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf")


def scans(paper, folder):
    """Show how many articles and clauses are read from pictures; return the least share."""
    try:
        from PIL import Image, ImageDraw, ImageFont  # later: optional
    except ImportError:
        paper.say("Not run: no program to draw pictures with (Pillow).")
        return {}
    if not reader.is_installed():
        paper.say("Not run: tesseract with Vietnamese is not installed.")
        return {}
    font = font_of(ImageFont)
    if font is None:
        paper.say("Not run: no font with Vietnamese letters.")
        return {}
    rows, whole = [], Counter()
    for path in sorted([*folder.glob("corpus/*.marked"), *folder.glob("held/*.marked")]):
        marked = read_marked(path.read_text(encoding="utf-8"))
        found = read_pictures(marked.pages, Image, ImageDraw, font)
        told = compare(read_document(marked.pages), found)
        whole.update(told)
        rows.append([path.stem, *cells(told)])
    paper.table(["text", "precision", "recall"], [*rows, ["**together**", *cells(whole)]])
    least = min(whole["right"] / (whole["found"] or 1), whole["right"] / (whole["expected"] or 1))
    return {"drawn pages": least}


def cells(told):
    return [counted(told["right"], told["found"]), counted(told["right"], told["expected"])]


def font_of(fonts):
    for name in FONTS:
        try:
            return fonts.truetype(name, SIZE)
        except OSError:
            continue
    return None


def compare(clean, scanned):
    """Return right, found and expected articles and clauses; an address counts once."""
    wanted, found = addresses(clean), addresses(scanned)
    return Counter(right=len(wanted & found), found=len(found), expected=len(wanted))


def addresses(document):
    return {node.address for node in walk(document.nodes) if node.level in LEVELS}


def read_pictures(pages, image, draw, font):
    """Return the document read from pictures of pages."""
    texts = []
    for lines in sheets(pages):
        sheet = image.new("L", (WIDTH, HEIGHT), 250)
        pen = draw.Draw(sheet)
        for number, line in enumerate(lines):
            pen.text((MARGIN, MARGIN + number * LINE), line, font=font, fill=25)
        kept = io.BytesIO()
        sheet.save(kept, "PNG")
        texts += read_file(kept.getvalue(), "sheet.png").texts
    return read_document(texts)


def sheets(pages):
    """Yield the lines of each sheet: pages end where they end, and where a sheet is full."""
    most = (HEIGHT - 2 * MARGIN) // LINE
    for page in pages:
        lines = [part for line in page.split("\n") for part in wrapped(line)]
        for start in range(0, len(lines), most):
            yield lines[start : start + most]


def wrapped(line):
    """Return a line in parts that fit on the sheet, cut between words."""
    parts, rest = [], line
    while len(rest) > LETTERS:
        cut = rest.rfind(" ", 0, LETTERS) + 1 or LETTERS
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:]
    return [*parts, rest]
