"""Documents that came: their line in the register and the document that answers them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.access import visible_documents
from danvan.kernel.correspondence.delivery import acknowledge
from danvan.kernel.correspondence.models import (
    Direction,
    Document,
    Incoming,
    Number,
    Register,
)
from danvan.kernel.correspondence.numbers import Line, reserve, use
from danvan.kernel.correspondence.rights import CLERKS, require, tell
from danvan.kernel.organisations.tree import name_of


@transaction.atomic
def register_incoming(incoming: Incoming, register: Register, actor: Actor, on: date) -> Number:
    """Give what came its number; if it was delivered inside the site, that is acknowledged too.

    Args:
        on: Legal day of the registration.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-19`` the register is another unit's or is of what
            leaves, ``REG-28`` it has its number already; as ``numbers.reserve``.
    """
    unit_id = incoming.case.unit_id
    if register.direction != Direction.IN or register.unit_id != unit_id:
        raise Refused("REG-19", value=register.label)
    number = reserve(register, incoming.type_key, actor, on)
    if not Incoming.objects.filter(pk=incoming.pk, number=None).update(number=number):
        raise Refused("REG-28")
    incoming.number = number
    use(number, _line(incoming, number, on), actor)
    came_by = incoming.came_by
    if came_by and came_by.acknowledged_at is None and came_by.unit_id == unit_id:
        acknowledge(came_by, actor, on)
    return number


def _line(incoming: Incoming, number: Number, on: date) -> Line:
    """Return the line of the register; of what is restricted it holds no words."""
    if incoming.case.classification > Classification.INTERNAL:
        return Line(str(number.value), on)
    return Line(str(number.value), on, summary=incoming.summary, addressee=sender_of(incoming, on))


def sender_of(incoming: Incoming, on: date) -> str:
    """Return who sent a document, as of a day."""
    if incoming.sender_unit_id is not None:
        return name_of(incoming.sender_unit_id, on)
    return incoming.sender


@transaction.atomic
def answer(incoming: Incoming, document: Document, actor: Actor) -> None:
    """Say which issued document answers what came.

    Raises:
        Refused: ``REG-01`` no role there or the document is not seen, ``REG-29`` it is not issued,
            or another one has answered.
    """
    require(actor, CLERKS, incoming.case.unit_id)
    if not visible_documents(actor).filter(pk=document.pk).exists():
        raise Refused("REG-01")
    rows = Incoming.objects.filter(pk=incoming.pk, answered_by=None)
    if document.issued_on is None or not rows.update(answered_by=document):
        raise Refused("REG-29")
    incoming.answered_by = document
    told = {"answer": document.case.slug, "written": document.written}
    case = incoming.case
    tell("incoming.answer", f"case:{case.slug}", actor, case.unit_id, told)
