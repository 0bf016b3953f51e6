"""The foot of a document: who signs in whose stead, and who receives it."""

from __future__ import annotations

from docx.document import Document as WordFile
from docx.shared import Mm

from danvan.papers.layouts import Layout
from danvan.papers.values import Paper, Signing
from danvan.papers.writing_pieces import Box, bare_table

_GAP = 18
_KEPT = "Lưu"


def write_foot(file: WordFile, paper: Paper, layout: Layout) -> None:
    """Write the signing blocks with Nơi nhận beside one, or below two of them.

    Who leads, and so is first, signs on the right.
    """
    inner = layout.sheet.inner
    file.add_paragraph().paragraph_format.keep_with_next = True
    if len(paper.signers) < 2:  # noqa: PLR2004  one signer or none leaves room beside
        table = bare_table(file, (inner - layout.signing, layout.signing), 1)
        left = Box(table.cell(0, 0), layout.font, inner - layout.signing)
        write_recipients(left, paper.recipients, layout)
        for signing in paper.signers:
            right = Box(table.cell(0, 1), layout.font, layout.signing)
            _lines(right, signing, layout)
            _name(right, signing, layout)
        return
    _pairs(file, paper.signers, layout)
    page = Box(file, layout.font, inner)
    page.paragraph()
    write_recipients(page, paper.recipients, layout)


def _pairs(file: WordFile, signers: tuple[Signing, ...], layout: Layout) -> None:
    """Write blocks two by two, their names on one height."""
    width = layout.sheet.inner / 2
    table = bare_table(file, (width, width), (len(signers) + 1) // 2 * 2)
    for place, signing in enumerate(signers):
        row, column = place // 2 * 2, 1 - place % 2
        _lines(Box(table.cell(row, column), layout.font, width), signing, layout)
        _name(Box(table.cell(row + 1, column), layout.font, width), signing, layout)


def write_recipients(box: Box, recipients: tuple[str, ...], layout: Layout) -> None:
    """Write Nơi nhận: a dash before each line, and last what is kept."""
    lines = [line.strip(" -;.") for line in recipients]
    if not any(line.startswith(_KEPT) for line in lines):
        lines.append(layout.kept.strip("."))
    box.line("Nơi nhận:", layout.styles["recipients_head"])
    for place, line in enumerate(lines, 1):
        end = "." if place == len(lines) else ";"
        box.line(f"- {line}{end}", layout.styles["recipients"], hanging=2)


def signing_lines(signing: Signing, layout: Layout) -> tuple[str, ...]:
    """Return the lines over a signature: collective, authority, post.

    An authority that the world does not know is printed as its letters, for the checks to point at.
    """
    lines = []
    if signing.above:
        lines.append(f"{layout.authority['TM']} {signing.above}")
    if signing.authority:
        mark = layout.authority.get(signing.authority, f"{signing.authority}.")
        lines.append(f"{mark} {signing.on_behalf}".strip())
    if signing.title:
        lines.append(signing.title)
    return tuple(lines)


def _lines(box: Box, signing: Signing, layout: Layout) -> None:
    for line in signing_lines(signing, layout):
        box.line(line, layout.styles["authority"], "centre", keep=True)


def _name(box: Box, signing: Signing, layout: Layout) -> None:
    name = box.line(signing.name, layout.styles["signer"], "centre")
    name.paragraph_format.space_before = Mm(layout.to_sign_in)
