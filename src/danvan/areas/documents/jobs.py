"""Jobs of the room: print a document. LibreOffice never runs while a row is held."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from danvan.areas.documents import export
from danvan.areas.documents.models import Print
from danvan.kernel.accounts.actors import Actor, system_actor
from danvan.kernel.correspondence import documents
from danvan.kernel.correspondence.models import Document
from danvan.kernel.files.store import FileRefused, keep, read
from danvan.kernel.jobs.manners import Manner, manner
from danvan.law.errors import LawError
from danvan.papers import printing
from danvan.papers.checks_files import check_file
from danvan.papers.layouts import layout
from danvan.papers.values import PaperError

LOST: Final = "PAPER-31"


def order_print(document: Document, on: date, why: str, actor: Actor) -> Print:
    """Write a document as a Word file now; a worker prints it once this is committed.

    A draft has number and day in its print from now on, until it is handed back.

    Raises:
        PaperError: It cannot be written.
        FileRefused: The file cannot be kept.
    """
    content = export.docx_of(document, export.paper_now(document, on, dated=on), on)
    order = Print.objects.create(
        document=document,
        docx=keep(io.BytesIO(content), f"{export.name_of(document)}.docx", by=actor.label),
        why=why,
        asked_at=timezone.now(),
        asked_by=actor.label[:200],
        asked_user_id=actor.user_id,
    )
    if document.issued_on is None:
        told = {**document.content, "dated": on.isoformat(), "print": order.pk}
        documents.change_draft(document, {"content": told}, actor)
    enqueue(order)
    return order


def enqueue(order: Print) -> None:
    """Put a print into the queue."""
    unit = order.document.unit
    print_document.enqueue(order.pk, unit.root_id or unit.pk)


def print_again(order: Print) -> None:
    """Try a print again that failed."""
    if order.failed:
        order.failed, order.told = "", {}
        order.save(update_fields=["failed", "told"])
        enqueue(order)


@task
@manner(Manner(_("In văn bản"), most=3, longest_run=300))
def print_document(order_id: int, root_id: int) -> None:
    """Print one document; what went wrong is kept with the order and shown on its page."""
    del root_id
    order = Print.objects.select_related("document__case", "docx").get(pk=order_id)
    if not is_wanted(order):
        return
    try:
        pdf = printed(order)
    except (LawError, FileRefused) as refused:
        order.failed, order.told = refused.code, {k: str(v) for k, v in refused.fields.items()}
        order.save(update_fields=["failed", "told"])
        return
    keep_print(order, pdf)


def is_wanted(order: Print) -> bool:
    """Return whether nobody has printed it yet and the document stands as it was to be printed."""
    document = Document.objects.get(pk=order.document_id)
    stands = document.issued_on is not None or document.content.get("print") == order.pk
    return stands and order.is_waiting


def printed(order: Print) -> bytes:
    """Return the print of an order.

    Raises:
        PaperError: As ``printing.pdf``; ``PAPER-31``, letters are lost in it.
        FileRefused: The Word file cannot be read.
    """
    document = order.document
    pdf = printing.pdf(read(order.docx), archival=True)
    day = document.issued_on or date.fromisoformat(document.content["dated"])
    paper = export.paper_now(document, day, dated=day)
    for one in check_file(paper, pdf, layout(paper.world, day)):
        if one.code == LOST:
            raise PaperError(one.code, **one.fields)
    return pdf


@transaction.atomic
def keep_print(order: Print, pdf: bytes) -> None:
    """Keep a print as the next version of its document, in the name of who asked for it."""
    if not is_wanted(Print.objects.select_for_update().get(pk=order.pk)):
        return
    actor = replace(system_actor(order.asked_by), user_id=order.asked_user_id)
    file = keep(io.BytesIO(pdf), f"{order.docx.name.removesuffix('.docx')}.pdf", by=actor.label)
    order.version = documents.keep_version(
        order.document, why=order.why, actor=actor, docx=order.docx, pdf=file
    )
    order.save(update_fields=["version"])
