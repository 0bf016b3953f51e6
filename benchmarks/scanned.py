"""Our own texts as pictures of pages, as a scanner makes them, and what is read from them."""

from __future__ import annotations

import json
from collections import Counter

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


def scans(paper, folder):
    """Show how many articles and clauses are read from pictures; return their share."""
    if not reader.is_installed():
        paper.say("Not run: tesseract with Vietnamese is not installed.")
        return {}
    rows, whole = [], Counter()
    for path in sorted([*folder.glob("corpus/*.marked"), *folder.glob("held/*.marked")]):
        pages = read_marked(path.read_text(encoding="utf-8")).pages
        told = compare(read_document(pages), read_document(read_pictures(pages)))
        if told["expected"] or told["found"]:
            whole.update(told)
            rows.append([path.stem, *cells(told)])
    paper.table(["text", "precision", "recall"], [*rows, ["**together**", *cells(whole)]])
    least = min(whole["right"] / (whole["found"] or 1), whole["right"] / (whole["expected"] or 1))
    return {"drawn pages": least}


def cells(told):
    return [counted(told["right"], told["found"]), counted(told["right"], told["expected"])]


def compare(clean, scanned):
    """Return right, found and expected articles and clauses; an address counts once."""
    wanted, found = addresses(clean), addresses(scanned)
    return Counter(right=len(wanted & found), found=len(found), expected=len(wanted))


def addresses(document):
    return {node.address for node in walk(document.nodes) if node.level in LEVELS}


def read_pictures(pages):
    """Return the texts read from pictures of pages."""
    drawn = typst.compile(
        SHEET.encode(), format="png", ppi=float(DOTS), sys_inputs={"pages": json.dumps(pages)}
    )
    sheets = drawn if isinstance(drawn, list) else [drawn]
    return reader.read_pictures(sheets, "sheets.pdf", "pdf").texts  # as of a PDF of pictures
