"""Who gets a document, when it was handed over, and who said that it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import CaseUnit, Taking
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.documents import require_draft
from danvan.kernel.correspondence.models import Addressee, AddresseeTaking, Document
from danvan.kernel.correspondence.rights import CLERKS, require, tell
from danvan.kernel.organisations.days import legal_day

TAKINGS = {AddresseeTaking.MAIN: Taking.RECEIVER, AddresseeTaking.COPY: Taking.COPY}


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is to get a document: a unit of the site, or words."""

    unit_id: int | None = None
    words: str = ""
    taking: str = AddresseeTaking.MAIN


@transaction.atomic
def set_addressees(document: Document, rows: Sequence[Receiver], actor: Actor) -> None:
    """Say who gets a document, in the order printed.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-17`` it is issued, ``REG-25`` one is nobody, or a
            unit stands twice.
    """
    require_draft(document, actor)
    units = [row.unit_id for row in rows if row.unit_id is not None]
    nobody = [row for row in rows if row.unit_id is None and not row.words.strip()]
    if nobody or len(set(units)) != len(units):
        raise Refused("REG-25")
    document.addressees.all().delete()
    for order, row in enumerate(rows, start=1):
        Addressee.objects.create(
            document=document,
            order=order,
            unit_id=row.unit_id,
            words=" ".join(row.words.split())[:200],
            taking=row.taking,
        )
    _tell("addressees.set", document, actor, count=len(rows))


@transaction.atomic
def deliver(addressee: Addressee, how: str, actor: Actor) -> None:
    """Note that a document was handed over; a unit of the site sees its case from now on.

    Args:
        how: By which way, in words.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-26`` it is not issued, or delivered already.
    """
    document = addressee.document
    require(actor, CLERKS, document.case.unit_id, document.unit_id)
    rows = Addressee.objects.filter(
        pk=addressee.pk, delivered_at=None, document__issued_on__isnull=False
    )
    if not rows.update(
        delivered_at=timezone.now(), delivered_by=actor.label, delivered_how=how.strip()[:200]
    ):
        raise Refused("REG-26")
    if addressee.unit_id is not None:
        taking = TAKINGS[AddresseeTaking(addressee.taking)]
        CaseUnit.objects.get_or_create(
            case=document.case, unit_id=addressee.unit_id, defaults={"taking": taking}
        )
    addressee.refresh_from_db()
    _tell("deliver", document, actor, order=addressee.order)


@transaction.atomic
def acknowledge(addressee: Addressee, actor: Actor, on: date, *, how: str = "") -> None:
    """Note that a document came: who got it says so, or the sender for somebody without access.

    Args:
        how: By which way the sender knows, in words.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-04`` a day to come, ``REG-27`` it was not delivered
            by then, or has been acknowledged.
    """
    document = addressee.document
    if addressee.unit_id is None:
        require(actor, CLERKS, document.case.unit_id, document.unit_id)
    else:
        require(actor, CLERKS, addressee.unit_id)
    if on > actor.today:
        raise Refused("REG-04", day=on)
    issued = document.issued_on or legal_day()
    rows = Addressee.objects.filter(pk=addressee.pk, acknowledged_at=None)
    if on < issued or not rows.exclude(delivered_at=None).update(
        acknowledged_on=on,
        acknowledged_at=timezone.now(),
        acknowledged_by=": ".join(filter(None, (actor.label, how.strip())))[:200],
    ):
        raise Refused("REG-27")
    addressee.refresh_from_db()
    _tell("acknowledge", document, actor, order=addressee.order, on=on.isoformat())


def _tell(action: str, document: Document, actor: Actor, **details: object) -> None:
    unit_id = document.case.unit_id
    tell(f"document.{action}", f"case:{document.case.slug}", actor, unit_id, details)
