"""Who sees which registers, lines and documents: the start of every list, count and export."""

from __future__ import annotations

from django.db.models import QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.correspondence.models import (
    Addressee,
    Document,
    FileList,
    HandOver,
    Incoming,
    Number,
    Register,
)
from danvan.kernel.correspondence.rights import CLERKS


def visible_registers(actor: Actor) -> QuerySet[Register]:
    """Return the registers of the units an actor reads for; administering alone shows none.

    A line holds words of documents up to internal ones, so a grant must reach that far.
    """
    return Register.objects.filter(actor.reach(Classification.INTERNAL))


def visible_numbers(actor: Actor) -> QuerySet[Number]:
    """Return the lines of the registers an actor sees."""
    registers = visible_registers(actor).values("pk")
    return Number.objects.filter(series__register__in=registers)


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Return the outgoing documents of the cases an actor sees."""
    return Document.objects.filter(case__in=visible_cases(actor).values("pk"))


def visible_incoming(actor: Actor) -> QuerySet[Incoming]:
    """Return the incoming documents of the cases an actor sees."""
    return Incoming.objects.filter(case__in=visible_cases(actor).values("pk"))


def visible_file_lists(actor: Actor) -> QuerySet[FileList]:
    """Return the lists of files of the units an actor reads for."""
    return FileList.objects.filter(actor.reach(Classification.INTERNAL))


def visible_hand_overs(actor: Actor) -> QuerySet[HandOver]:
    """Return what the units an actor reads for handed over to the archive."""
    return HandOver.objects.filter(actor.reach(Classification.INTERNAL))


def arrivals(actor: Actor) -> list[Addressee]:
    """Return what was delivered to units of the actor and nobody has taken in yet."""
    rows = Addressee.objects.filter(
        actor.reach_with(CLERKS, "unit_id"),
        delivered_at__isnull=False,
        incoming_document__isnull=True,
        document__case__state__in=("delivered", "acknowledged"),
        document__case__in=visible_cases(actor).values("pk"),
    )
    return list(rows.select_related("document__case").order_by("delivered_at", "pk"))
