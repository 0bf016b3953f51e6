"""A document as a paper and as a Word file: as it would be printed now, or as it was issued."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan.areas.documents import merge
from danvan.kernel.correspondence import sides
from danvan.kernel.correspondence.issuers import issuers_of
from danvan.kernel.correspondence.models import Document
from danvan.kernel.files.store import read
from danvan.kernel.organisations.tree import names_of
from danvan.papers import numbers, templates, writing
from danvan.papers.layouts import layout
from danvan.papers.values import Paper


def paper_now(document: Document, on: date, *, dated: date | None = None) -> Paper:
    """Return the paper of a document: as issued, or as a draft would be printed on a day.

    Args:
        dated: Day of a draft, where it is settled.

    Raises:
        Refused: ``REG-09``, who issues has no names on that day.
    """
    day = document.issued_on or dated or on
    return merge.paper_of(
        world=document.world,
        type_key=document.type_key,
        summary=document.summary,
        content=document.content,
        issuers=numbered(document, issuers_of(document, day), day),
        names=names_of(merge.units_of([document.content]), day),
        on=day,
        number=str(document.number.value) if document.number else "",
        dated=document.issued_on or dated,
        urgency=document.urgency,
    )


def numbered(document: Document, issuers: list[dict[str, Any]], on: date) -> list[dict[str, Any]]:
    """Return issuers, each with its own number where a further one has its own."""
    rows = sides.issuing_rows(document)
    if not any(row.number for row in rows[1:]):
        return issuers
    world: Any = document.world
    return [
        told
        | {
            "number": str(row.number.value) if row.number else "",
            "symbol": numbers.symbol(world, document.type_key, told["abbreviation"], on),
        }
        for row, told in zip(rows, issuers, strict=True)
    ]


def docx_of(document: Document, paper: Paper, on: date) -> bytes:
    """Return the Word file of a paper, by the unit's own template where the draft names one.

    Raises:
        PaperError: It cannot be written.
    """
    figures = layout(paper.world, on)
    if document.template is None:
        return writing.docx(paper, figures)
    return templates.fill(read(document.template.file), templates.fields_of(paper, figures))


def name_of(document: Document) -> str:
    """Return the name of the files of a document, without an ending."""
    written = document.written.partition(" ")[2] or document.type_key
    return "".join(sign if sign.isalnum() else "-" for sign in written)
