"""Take, use, give back and void numbers: no gap and no double, whoever takes how many at once.

Every change is one conditional update: who sees the row changed has it, who does not tries again.
A counter moves in the transaction of its number, so that both stand or neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import (
    Document,
    JointIssuer,
    Number,
    NumberState,
    Register,
    Secrecy,
    Series,
)
from danvan.kernel.correspondence.registers import scope_on, series_on
from danvan.kernel.correspondence.rights import CLERKS, require, require_words, tell
from danvan.law.collation import fold

TRIES: Final = 50
"""How often somebody who was overtaken reaches again for a number that was given back."""
NO_DRAFT: Final = (
    Q(outgoing_document__isnull=True) | Q(outgoing_document__case__closed_on__isnull=False)
) & (Q(joint_issuer__isnull=True) | Q(joint_issuer__document__case__closed_on__isnull=False))
"""Of a number that is held: no draft under way needs it."""
LIMITS: Final = {"written": 80, "summary": 500, "addressee": 1000, "signer": 200}
"""Characters of a line of a register."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a used number stands for, as the register shows it.

    Args:
        written: Number and symbol as printed.
        dated_on: Day of the document, or the day on which it came.
        addressee: Who gets it, or who sent it.
    """

    written: str
    dated_on: date
    summary: str = ""
    addressee: str = ""
    signer: str = ""

    def values(self) -> dict[str, Any]:
        """Return the columns of a number, within their lengths."""
        told = {key: str(getattr(self, key))[:most] for key, most in LIMITS.items()}
        return {**told, "dated_on": self.dated_on, "search": fold(" ".join(told.values()))}


def reserve(register: Register, type_key: str, actor: Actor, on: date) -> Number:
    """Take the smallest number that was given back, else the next one.

    Args:
        type_key: Type of the document; may be empty for what comes.
        on: Legal day for which it is taken.

    Raises:
        Refused: ``REG-01`` no role at the unit of the register, ``REG-02`` too many take numbers
            at once, ``REG-03`` the register takes nothing on that day, ``REG-04`` a day to come,
            ``REG-69`` one too long ago; as ``registers.series_on``.
    """
    require(actor, CLERKS, register.unit_id)
    if register.closed_on and on >= register.closed_on:
        raise Refused("REG-03", label=register.label, day=register.closed_on)
    if on > actor.today:
        raise Refused("REG-04", day=on)
    if (actor.today - on).days > settings.BACKDATE_DAYS:
        raise Refused("REG-69", day=on, days=settings.BACKDATE_DAYS)
    with transaction.atomic():
        series = series_on(register, type_key, on)
        given = {"type_key": type_key, "reserved_on": on, **_state(NumberState.RESERVED, actor)}
        number = _again(series, given) or _next(series, given)
        number.series = series
        number.series.register = register
        _tell("reserve", number, actor)
    return number


def _again(series: Series, given: dict[str, Any]) -> Number | None:
    """Take the smallest number that was given back; ``None`` where there is none."""
    free = Number.objects.filter(series=series, state=NumberState.RELEASED)
    for _ in range(TRIES):
        smallest = free.order_by("value").values_list("pk", flat=True).first()
        if smallest is None:
            return None
        if free.filter(pk=smallest).update(**given):
            return Number.objects.get(pk=smallest)
    raise Refused("REG-02")


def _next(series: Series, given: dict[str, Any]) -> Number:
    """Take the number after the highest; others wait for this transaction to end."""
    Series.objects.filter(pk=series.pk).update(counter=F("counter") + 1)
    value = Series.objects.values_list("counter", flat=True).get(pk=series.pk)
    return Number.objects.create(series=series, value=value, **given)


@transaction.atomic
def use(number: Number, line: Line, actor: Actor) -> None:
    """Write a line of the register: the number stands for a document from now on.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-14`` the number is not held, ``REG-15`` the
            document is of another year or term than the number.
    """
    require(actor, CLERKS, number.series.register.unit_id)
    write_line(number, line, actor)


def write_line(number: Number, line: Line, actor: Actor) -> None:
    """Write a line of the register without asking for a role.

    Raises:
        Refused: ``REG-14``, ``REG-15``.
    """
    if scope_on(number.series.register, line.dated_on) != number.series.scope:
        raise Refused("REG-15", value=number.value, scope=number.series.scope)
    _turn(number, {NumberState.RESERVED}, NumberState.USED, actor, **line.values())
    _tell("use", number, actor, written=number.written)


def held(register: Register) -> QuerySet[Number]:
    """Return the numbers of a register that somebody holds, the longest held first."""
    rows = Number.objects.filter(series__register=register, state=NumberState.RESERVED)
    return rows.select_related("series__register").order_by("state_at", "pk")


def unclaimed(register: Register) -> QuerySet[Number]:
    """Return the numbers that are held and no draft under way needs."""
    return held(register).filter(NO_DRAFT)


def claim(number: Number, actor: Actor) -> None:
    """Hold a number on, so that the job that gives back what is abandoned leaves it alone.

    Raises:
        Refused: ``REG-14``, it is not held any more.
    """
    _turn(number, {NumberState.RESERVED}, NumberState.RESERVED, actor)


@transaction.atomic
def keep_stub(number: Number, secrecy: str, dated_on: date, actor: Actor) -> None:
    """Use a number for a document that carries a mark of State secrets.

    Only number, day and mark are kept; the document itself never comes into the site.

    Raises:
        Refused: ``REG-16`` no such mark; as ``use``.
    """
    if secrecy not in Secrecy.values:
        raise Refused("REG-16")
    use(number, Line(str(number.value), dated_on), actor)
    number.secrecy, number.type_key = secrecy, number.series.type_key
    number.save(update_fields=["secrecy", "type_key"])


@transaction.atomic
def release(number: Number, actor: Actor, reason: str) -> None:
    """Give a number back that was taken and not used; whoever comes next gets it.

    A draft that held it has none afterwards.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-14`` it is not held any more,
            ``DOC-11`` it stands in a print that was signed digitally.
    """
    require(actor, CLERKS, number.series.register.unit_id)
    refuse_signed(number)
    give_back(number, actor, require_words(reason))


def refuse_signed(number: Number) -> None:
    """Refuse to give back a number that stands in a print signed digitally.

    Raises:
        Refused: ``DOC-11``.
    """
    document = Document.objects.filter(number=number).first()
    if document is not None and "dated" in document.content:
        raise Refused("DOC-11", value=number.value)


def give_back(number: Number, actor: Actor, reason: str) -> None:
    """Give a number back without asking for a role; for the job and for what is taken back.

    Raises:
        Refused: ``REG-14``, it is not held any more.
    """
    _turn(number, {NumberState.RESERVED}, NumberState.RELEASED, actor, reason=reason)
    Document.objects.filter(number=number).update(number=None)
    JointIssuer.objects.filter(number=number).update(number=None)
    _tell("release", number, actor, reason=reason)


@transaction.atomic
def void(number: Number, actor: Actor, reason: str) -> None:
    """Void a number for good; its line stays with the reason.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-14`` it is void already,
            ``DOC-11`` it stands in a print that was signed digitally.
    """
    require(actor, CLERKS, number.series.register.unit_id)
    refuse_signed(number)
    strike_out(number, actor, require_words(reason))


def is_voidable(number: Number) -> bool:
    """Return whether a number may be voided by itself: no document of the site stands on it."""
    is_stub = number.state == NumberState.USED and number.secrecy != ""
    return is_stub or number.state in {NumberState.RESERVED, NumberState.RELEASED}


@transaction.atomic
def void_unused(number: Number, actor: Actor, reason: str) -> None:
    """Void a number that is held or was given back, or one noted for a secret document.

    What a document of the site uses is recalled, not voided so.

    Raises:
        Refused: ``REG-14`` it is used or void; as ``void``.
    """
    if not is_voidable(number):
        raise Refused("REG-14", value=number.value)
    void(number, actor, reason)


def strike_out(number: Number, actor: Actor, reason: str) -> None:
    """Void a number without asking for a role.

    Raises:
        Refused: ``REG-14``, it is void already.
    """
    standing = {NumberState.RESERVED, NumberState.RELEASED, NumberState.USED}
    _turn(number, standing, NumberState.VOID, actor, reason=reason)
    Document.objects.filter(number=number, issued_on=None).update(number=None)
    JointIssuer.objects.filter(number=number, document__issued_on=None).update(number=None)
    _tell("void", number, actor, reason=reason)


def _state(state: NumberState, actor: Actor, reason: str = "") -> dict[str, Any]:
    return {
        "state": state,
        "state_at": timezone.now(),
        "state_by": actor.label[:200],
        "state_user_id": actor.user_id,
        "reason": reason,
    }


def _turn(
    number: Number,
    source: set[NumberState],
    target: NumberState,
    actor: Actor,
    *,
    reason: str = "",
    **columns: object,
) -> None:
    """Change a number's state if it is still what it was when it was read."""
    as_read = Number.objects.filter(pk=number.pk, state=number.state, state_at=number.state_at)
    if number.state not in source or not as_read.update(**_state(target, actor, reason), **columns):
        raise Refused("REG-14", value=number.value)
    number.refresh_from_db()


def _tell(action: str, number: Number, actor: Actor, **details: object) -> None:
    told = {"number": number.pk, "value": number.value, "scope": number.series.scope, **details}
    register = number.series.register
    tell(f"number.{action}", f"register:{register.pk}", actor, register.unit_id, told)
