"""Files of a document: what is printed of a draft now, and what was printed when it was issued."""

from __future__ import annotations

import io
from datetime import date

from danvan.areas.documents import merge
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.correspondence import documents
from danvan.kernel.correspondence.issuers import issuers_of
from danvan.kernel.correspondence.models import Document, DocumentVersion
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import keep, read
from danvan.kernel.organisations.tree import names_of
from danvan.papers import printing, templates, writing
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
        issuers=issuers_of(document, day),
        names=names_of(merge.units_of([document.content]), day),
        on=day,
        number=str(document.number.value) if document.number else "",
        dated=document.issued_on or dated,
        urgency=document.urgency,
    )


def docx_of(document: Document, paper: Paper, on: date) -> bytes:
    """Return the Word file of a paper, by the unit's own template where the draft names one.

    Raises:
        PaperError: It cannot be written.
    """
    figures = layout(paper.world, on)
    if document.template is None:
        return writing.docx(paper, figures)
    return templates.fill(read(document.template.file), templates.fields_of(paper, figures))


def keep_version(document: Document, on: date, why: str, actor: Actor) -> DocumentVersion:
    """Write a document as Word and PDF files and keep both as its next version.

    Raises:
        PaperError: It cannot be written or printed.
        FileRefused: A file cannot be kept.
    """
    content = docx_of(document, paper_now(document, on, dated=on), on)
    pdf = printing.pdf(content, archival=True)
    return documents.add_version(
        document,
        why=why,
        actor=actor,
        docx=_kept(content, f"{_name(document)}.docx", actor),
        pdf=_kept(pdf, f"{_name(document)}.pdf", actor),
    )


def _kept(content: bytes, name: str, actor: Actor) -> StoredFile:
    return keep(io.BytesIO(content), name, by=actor.label)


def _name(document: Document) -> str:
    written = document.written.partition(" ")[2] or document.type_key
    return "".join(sign if sign.isalnum() else "-" for sign in written)
