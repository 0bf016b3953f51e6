"""Who sees which envelopes and documents to send, and which code a body has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.exchange.models import Direction, Envelope, Organ
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.access import visible_documents, visible_registers
from danvan.kernel.correspondence.documents import addressee_names
from danvan.kernel.correspondence.models import Direction as Book
from danvan.kernel.correspondence.models import Document, Register
from danvan.kernel.correspondence.rights import CLERKS
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit
from danvan.law.collation import fold
from danvan.web.case_steps import Elsewhere

SENT = ("issued", "delivered", "acknowledged")


def visible_envelopes(actor: Actor) -> QuerySet[Envelope]:
    """Return the envelopes of the units an actor reads for; one with a case needs its sight."""
    seen = Q(case=None) | Q(case__in=visible_cases(actor).values("pk"))
    return Envelope.objects.filter(actor.reach(Classification.INTERNAL), seen)


def organs(actor: Actor) -> QuerySet[Organ]:
    """Return the codes that the actor's tree knows."""
    return Organ.objects.filter(root_id=actor.root_id or 0)


def sendable(actor: Actor) -> QuerySet[Document]:
    """Return the issued documents that the actor may put into an envelope."""
    rows = visible_documents(actor).filter(
        actor.reach_with(CLERKS, "unit_id"), case__state__in=SENT, versions__pdf__isnull=False
    )
    return rows.select_related("case").distinct()


def steps_of(case: Case, actor: Actor) -> list[Elsewhere]:
    """Return what to do about an issued document: put it into an envelope."""
    if not sendable(actor).filter(case=case).exists():
        return []
    return [Elsewhere(_("Đóng gói để trao đổi"), reverse("exchange-make", args=[case.slug]))]


def own_codes(actor: Actor) -> dict[int, Organ]:
    """Return the codes of the units at which the actor keeps documents."""
    rows = organs(actor).filter(actor.reach_with(CLERKS, "unit_id"), unit__isnull=False)
    return {one.unit_id or 0: one for one in rows}


def codes_of(actor: Actor) -> set[str]:
    """Return the codes of the units at which the actor keeps documents."""
    return {one.organ_id for one in own_codes(actor).values()}


def receivers_of(document: Document, actor: Actor) -> list[tuple[str, str]]:
    """Return who a document goes to as code and name; the code is empty where nobody told it."""
    known = list(organs(actor))
    by_unit = {one.unit_id: one for one in known if one.unit_id}
    by_name = {fold(one.name): one for one in known}
    assert document.issued_on is not None  # noqa: S101  only issued documents are sent
    names = addressee_names(document, document.issued_on)
    found = []
    for addressee, name in zip(document.addressees.order_by("order"), names, strict=True):
        organ = by_unit.get(addressee.unit_id or 0) or by_name.get(fold(name))
        found.append((organ.organ_id, organ.name) if organ else ("", name))
    return found


def incoming_registers(unit_ids: Iterable[int], actor: Actor) -> list[tuple[int, str]]:
    """Return the open registers in which some units register what comes."""
    rows = visible_registers(actor).filter(
        actor.reach_with(CLERKS, "unit_id"),
        unit_id__in=list(unit_ids),
        direction=Book.IN,
        closed_on__isnull=True,
    )
    return [(one.pk, one.label) for one in rows.order_by("unit_id", "pk")]


def arrived(unit_id: int, document_id: str) -> Envelope | None:
    """Return the envelope of a document that a unit has had already."""
    rows = Envelope.objects.filter(unit_id=unit_id, direction=Direction.IN)
    return rows.filter(document_id=document_id).select_related("case").first()


def made_counts(documents: Iterable[Document]) -> dict[int, int]:
    """Return how many envelopes were made of each of some documents."""
    rows = Envelope.objects.filter(
        direction=Direction.OUT, case__in=[one.pk for one in documents]
    ).values_list("case_id", flat=True)
    return dict(Counter(one for one in rows if one is not None))


def changeable_organs(actor: Actor) -> QuerySet[Organ]:
    """Return the codes that an actor may mend: of own units, and of bodies outside the site."""
    own = actor.reach_with(CLERKS, "unit_id")
    return organs(actor).filter(Q(unit=None) | own)


def clerk_units(actor: Actor) -> list[int]:
    """Return the units at which the actor keeps documents."""
    wanted = actor.reach_with(CLERKS, "pk")
    return list(Unit.objects.filter(wanted).order_by("pk").values_list("pk", flat=True))


def files_of(keys: Iterable[int]) -> dict[int, StoredFile]:
    """Return kept files by their keys, as a signed ticket names them."""
    return StoredFile.objects.in_bulk(list(keys))


def register_of(register_id: int) -> Register:
    """Return a register that was chosen from what is offered."""
    return Register.objects.get(pk=register_id)
