"""The foot of a document: who signs in whose stead, and who receives it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from docx.document import Document as WordFile
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from danvan.papers.layouts import Layout
from danvan.papers.values import Paper, Signing
from danvan.papers.writing_body import hold
from danvan.papers.writing_pieces import Box, bare_table, may_part
from danvan.papers.writing_shapes import shape
from danvan.papers.writing_widths import MM_PER_POINT, width_of

_KEPT: Final = "Lưu"
_HEADING: Final = "Nơi nhận:"
_HANGING: Final = 2
_GAP: Final = 18
_LINE: Final = 1.15
"""Height of a single line, in sizes of its letters."""


def write_foot(file: WordFile, paper: Paper, layout: Layout) -> None:
    """Write the signing blocks with Nơi nhận beside one, or below two of them.

    Who leads, and so is first, signs on the right.
    """
    hold([file.add_paragraph()])
    if len(paper.signers) < 2:  # noqa: PLR2004  one signer or none leaves room beside
        _beside(file, paper, layout)
        return
    _pairs(file, paper.signers, layout)
    page = Box(file, layout.font, layout.sheet.inner)
    page.paragraph()
    write_recipients(page, paper.recipients, layout)


def _beside(file: WordFile, paper: Paper, layout: Layout) -> None:
    """Write one signing block with Nơi nhận on its left.

    What is longer than the block goes on in a row of its own, which pages may part.
    """
    inner = layout.sheet.inner
    width = inner - layout.signing
    lines = _recipients(paper.recipients, layout)
    fitting = _fitting(lines, paper.signers, layout)
    table = bare_table(file, (width, layout.signing), 2 if lines[fitting:] else 1)
    left = Box(table.cell(0, 0), layout.font, width)
    left.line(_HEADING, layout.styles["recipients_head"])
    _list(left, lines[:fitting], layout)
    for signing in paper.signers:
        right = Box(table.cell(0, 1), layout.font, layout.signing)
        _lines(right, signing, layout)
        _name(right, signing, layout)
    if lines[fitting:]:
        _list(Box(table.cell(1, 0), layout.font, width), lines[fitting:], layout)
        may_part(table.rows[1])


def _fitting(lines: Sequence[str], signers: Sequence[Signing], layout: Layout) -> int:
    """Return how many lines of Nơi nhận are no higher than the signing block beside them."""
    styles, width = layout.styles, layout.sheet.inner - layout.signing - _HANGING
    posts = sum(len(signing_lines(each, layout)) for each in signers)
    pitch = _LINE * MM_PER_POINT
    room = layout.to_sign_in + (posts * styles["authority"].size + styles["signer"].size) * pitch
    room -= styles["recipients_head"].size * pitch
    size = styles["recipients"].size
    for place, line in enumerate(lines):
        room -= ceil(width_of(line, size) / width) * size * pitch
        if room < 0:
            return place
    return len(lines)


def _pairs(file: WordFile, signers: tuple[Signing, ...], layout: Layout) -> None:
    """Write blocks two by two on one page, names on one height; one alone stands in the middle."""
    inner = layout.sheet.inner
    table = bare_table(file, (inner / 2, inner / 2), (len(signers) + 1) // 2 * 2)
    for place, signing in enumerate(signers):
        row, column = place // 2 * 2, 1 - place % 2
        upper, lower = table.cell(row, column), table.cell(row + 1, column)
        if column and place == len(signers) - 1:
            upper, lower = (table.cell(at, 0).merge(table.cell(at, 1)) for at in (row, row + 1))
        posts = _lines(Box(upper, layout.font, inner / 2), signing, layout)
        if posts and row:
            shape(posts[0], before=_GAP)
        _name(Box(lower, layout.font, inner / 2), signing, layout)
    for above in table.rows[:-1]:
        hold(paragraph for cell in above.cells for paragraph in cell.paragraphs)


def write_recipients(box: Box, recipients: tuple[str, ...], layout: Layout) -> None:
    """Write Nơi nhận: a dash before each line, and last what is kept."""
    box.line(_HEADING, layout.styles["recipients_head"])
    _list(box, _recipients(recipients, layout), layout)


def _recipients(recipients: tuple[str, ...], layout: Layout) -> list[str]:
    lines = [line.strip(" -;.") for line in recipients]
    if not any(line.startswith(_KEPT) for line in lines):
        lines.append(layout.kept.strip("."))
    return [f"- {line};" for line in lines[:-1]] + [f"- {lines[-1]}."]


def _list(box: Box, lines: Sequence[str], layout: Layout) -> None:
    for line in lines:
        box.line(line, layout.styles["recipients"], hanging=_HANGING)


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


def _lines(box: Box, signing: Signing, layout: Layout) -> list[Paragraph]:
    return [box.line(line, layout.styles["authority"]) for line in signing_lines(signing, layout)]


def _name(box: Box, signing: Signing, layout: Layout) -> None:
    name = box.line(signing.name, layout.styles["signer"])
    name.paragraph_format.space_before = Mm(layout.to_sign_in)
