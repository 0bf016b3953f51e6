"""Our own texts as pictures of pages, as a scanner makes them, and what is read from them."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

import typst
from marked import read_marked
from paper import counted

from danvan.law.text import read_document, walk
from danvan.readers import scans as reader

DOTS = 200
"""Dots an inch, as offices scan."""

LEVELS = frozenset({"article", "clause"})
SHEET = """
#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm))
#set text(font: "Libertinus Serif", size: 14pt, lang: "vi")
#set par(leading: 0.8em, spacing: 0.8em, justify: true)
#for (number, page) in json(bytes(sys.inputs.pages)).enumerate() {
  if number > 0 { pagebreak() }
  for line in page.split("\\n") {
    if line.trim() == "" { v(0.6em) }
    else {
      let indent = line.len() - line.trim(at: start).len()
      par("\\u{a0}" * indent + line.slice(indent))
    }
  }
}
"""
"""Every line of the text as a paragraph, its indent kept."""
ROUGH = """
#set page(width: 21cm, height: 29.7cm, margin: 0pt, fill: rgb("#efece4"))
#place(rotate(0.5deg, image("sheet.png", width: 100%)))
#for n in range(600) {
  place(
    dx: calc.rem(n * 7919 + 104729, 9973) / 9973 * 21cm,
    dy: calc.rem(n * 6131 + 7907, 9967) / 9967 * 29.7cm,
    circle(radius: 0.25pt + calc.rem(n, 5) * 0.09pt, fill: luma(90)),
  )
}
"""
"""A page laid askew on grey glass, with six hundred specks of dirt."""


def scans(paper, folder):
    """Show how many articles and clauses are read from pictures; return their share."""
    if not reader.is_installed():
        paper.say("Not run: tesseract with Vietnamese is not installed.")
        return {}
    rows, whole = [], {"drawn pages": Counter(), "askew and dirty pages": Counter()}
    for path in sorted([*folder.glob("corpus/*.marked"), *folder.glob("held/*.marked")]):
        pages = read_marked(path.read_text(encoding="utf-8")).pages
        wanted, told = addresses(read_document(pages)), []
        if not wanted:
            continue
        sheets = drawn(pages)
        for name, pictures in zip(whole, (sheets, map(roughened, sheets)), strict=True):
            found = addresses(read_document(read_pictures(pictures)))
            each = Counter(right=len(wanted & found), found=len(found), expected=len(wanted))
            whole[name].update(each)
            told += cells(each)
        rows.append([path.stem, *told])
    told = [cell for each in whole.values() for cell in cells(each)]
    names = [f"{name}, {kind}" for name in whole for kind in ("precision", "recall")]
    paper.table(["text", *names], [*rows, ["**together**", *told]])
    return {
        name: min(each["right"] / (each["found"] or 1), each["right"] / (each["expected"] or 1))
        for name, each in whole.items()
    }


def cells(told):
    return [counted(told["right"], told["found"]), counted(told["right"], told["expected"])]


def addresses(document):
    return {node.address for node in walk(document.nodes) if node.level in LEVELS}


def drawn(pages):
    """Return the picture of every sheet of some pages."""
    sheets = typst.compile(
        SHEET.encode(), format="png", ppi=float(DOTS), sys_inputs={"pages": json.dumps(pages)}
    )
    return sheets if isinstance(sheets, list) else [sheets]


def roughened(sheet):
    """Return a picture as a poor scanner gives it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sheet.png").write_bytes(sheet)
        page = Path(folder, "page.typ")
        page.write_text(ROUGH, encoding="utf-8")
        return typst.compile(str(page), format="png", ppi=float(DOTS))


def read_pictures(sheets):
    """Return the texts read from pictures."""
    return reader.read_pictures(sheets, "sheets.pdf", "pdf").texts  # as of a PDF of pictures
