"""Write the sample regulation as a DOCX in the layout of Party documents, from its text file.

Run it after every change of ``docs/samples/quy-che-mau.txt``. The same text always gives the same
parts, so a test can tell when somebody forgot.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

SAMPLES = Path(__file__).resolve().parent.parent / "docs" / "samples"
WRITTEN_AT = datetime(2025, 8, 15, tzinfo=UTC)
ZIP_STAMP = (2025, 8, 15, 0, 0, 0)
FONT = "Times New Roman"
ARTICLE = re.compile(r"(Điều \d+\.)(.*)", re.DOTALL)
CENTRED = re.compile(
    r"(Chương [IVX]+|Mục \d+|QUYẾT ĐỊNH|QUY CHẾ|Ban hành Quy chế|Về công tác|\(Kèm theo)"
)
RIGHT = re.compile(r"(T/M |BÍ THƯ$)")


def blocks(text: str) -> list[list[str]]:
    """Return the lines of a text, grouped by the empty lines between them."""
    return [block.splitlines() for block in text.strip().split("\n\n")]


def sample() -> DocumentObject:
    """Return an empty page with the margins and letters of an official document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    return document


def lay(paragraph: Paragraph, line: str, *, bold: bool = False, italic: bool = False) -> None:
    """Write one centred line."""
    run = paragraph.add_run(line)
    run.bold, run.italic = bold, italic
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def fill(cell: _Cell, lines: Iterable[str], *, plain: str) -> None:
    """Write lines into a cell of the letterhead; those that begin with ``plain`` are not bold."""
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        lay(paragraph, line, bold=not line.startswith(plain))


def letterhead(document: DocumentObject, left: list[str], right: list[str]) -> None:
    """Write issuer and number on the left, the Party's name, place and day on the right."""
    table = document.add_table(rows=1, cols=2)
    fill(table.cell(0, 0), left, plain="Số ")
    fill(table.cell(0, 1), right, plain="Xã ")


def body(document: DocumentObject, line: str) -> None:
    """Write one line of the text after the letterhead."""
    paragraph = document.add_paragraph()
    article = ARTICLE.match(line)
    if article:
        paragraph.add_run(article[1]).bold = True
        paragraph.add_run(article[2])
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    elif CENTRED.match(line) or (line.isupper() and not RIGHT.match(line)):
        lay(paragraph, line, bold=not line.startswith("("), italic=line.startswith("("))
    elif RIGHT.match(line):
        paragraph.add_run(line).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        paragraph.add_run(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1)


def build(text: str) -> bytes:
    """Return the DOCX of a text whose first blocks are remark, issuer, Party and day."""
    document = sample()
    (remark, issuer, party, day), rest = blocks(text)[:4], blocks(text)[4:]
    lay(document.add_paragraph(), remark[0], italic=True)
    letterhead(document, issuer, party + day)
    for line in (line for block in rest for line in block):
        body(document, line)
    facts = document.core_properties
    facts.author, facts.title, facts.language = "danvan", "Quy chế mẫu (xã Mẫu)", "vi-VN"
    facts.created = facts.modified = WRITTEN_AT
    made = io.BytesIO()
    document.save(made)
    return without_clock(made.getvalue())


def without_clock(archive: bytes) -> bytes:
    """Return a ZIP with the same files, each stamped with the same moment."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()


def parts(archive: bytes) -> dict[str, bytes]:
    """Return the files inside a DOCX; how tightly they are packed does not matter."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def main() -> int:
    """Write the DOCX beside the text; with ``--check`` only say whether it is up to date."""
    made = build((SAMPLES / "quy-che-mau.txt").read_text(encoding="utf-8"))
    target = SAMPLES / "quy-che-mau.docx"
    if "--check" in sys.argv[1:]:
        return 0 if target.is_file() and parts(target.read_bytes()) == parts(made) else 1
    target.write_bytes(made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
