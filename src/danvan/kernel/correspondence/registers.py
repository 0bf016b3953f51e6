"""Registers and their series: where numbers come from, and after what time they begin again."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.issuers import term_on
from danvan.kernel.correspondence.models import (
    CommitteeTerm,
    Direction,
    Register,
    Series,
    Span,
    World,
)
from danvan.kernel.correspondence.rights import KEEPERS, require, require_words, tell
from danvan.kernel.organisations.models import Unit
from danvan.law.pack_folders import packs_folder
from danvan.papers.layouts import paper_types

HOLD_DAYS: Final = 3
"""Days a number is held for whoever took it, where a unit sets nothing else; no rule of law."""


@transaction.atomic
def open_register(  # noqa: PLR0913  a register has these parts
    unit: Unit,
    direction: str,
    world: str,
    label: str,
    *,
    actor: Actor,
    hold_days: int = HOLD_DAYS,
    span: str | None = None,
    by_type: bool | None = None,
) -> Register:
    """Open a register.

    Args:
        hold_days: Days after which a number that was taken and not used is given back.
        span, by_type: ``None`` is what the world asks for. What a Party body issues is numbered by
            type over a committee term, everything else in one row over a year.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-10`` the unit has one of that label.

    Source:
        30/2020/NĐ-CP Điều 15 (State); 36-HD/VPTW and 05-HD/VPTW (Party).
    """
    require(actor, KEEPERS, unit.pk)
    is_party = direction == Direction.OUT and world == World.PARTY
    try:
        with transaction.atomic():
            made = Register.objects.create(
                unit=unit,
                direction=direction,
                world=world,
                label=" ".join(label.split()),
                hold_days=hold_days,
                span=span or (Span.TERM if is_party else Span.YEAR),
                by_type=is_party if by_type is None else by_type,
            )
    except IntegrityError:
        raise Refused("REG-10", label=label) from None
    tell("register.open", f"register:{made.pk}", actor, unit.pk, {"label": made.label})
    return made


@transaction.atomic
def close_register(register: Register, actor: Actor, on: date) -> None:
    """Close a register from a day on; what stands in it stays.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-36`` it is closed already.
    """
    require(actor, KEEPERS, register.unit_id)
    if not Register.objects.filter(pk=register.pk, closed_on=None).update(closed_on=on):
        raise Refused("REG-36", label=register.label)
    register.closed_on = on
    told = {"on": on.isoformat()}
    tell("register.close", f"register:{register.pk}", actor, register.unit_id, told)


@transaction.atomic
def reopen_register(register: Register, actor: Actor, reason: str) -> None:
    """Open a register again that was closed; numbers voided meanwhile stay void.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-36`` it is open.
    """
    require(actor, KEEPERS, register.unit_id)
    words = require_words(reason)
    if not Register.objects.filter(pk=register.pk).exclude(closed_on=None).update(closed_on=None):
        raise Refused("REG-36", label=register.label)
    register.closed_on = None
    told = {"reason": words}
    tell("register.reopen", f"register:{register.pk}", actor, register.unit_id, told)


@transaction.atomic
def begin_series(
    register: Register, type_key: str, on: date, first: int, actor: Actor, reason: str
) -> Series:
    """Let the numbers of a year or term begin here after those of a register on paper.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-11`` it has begun already;
            as ``series_on``.
    """
    require(actor, KEEPERS, register.unit_id)
    words = require_words(reason)
    series = series_on(register, type_key, on)
    fresh = Series.objects.filter(pk=series.pk, counter=0, first=1, numbers__isnull=True)
    if first < 1 or not fresh.update(first=first, counter=first - 1):
        raise Refused("REG-11", scope=series.scope)
    told = {"scope": series.scope, "type": series.type_key, "first": first, "reason": words}
    tell("series.begin", f"register:{register.pk}", actor, register.unit_id, told)
    series.refresh_from_db()
    return series


def series_on(register: Register, type_key: str, on: date) -> Series:
    """Return the series that a type of document is numbered in on a day; made where it is new.

    Raises:
        Refused: ``REG-12`` a register of outgoing documents does not know the type, ``REG-13`` the
            committee has no term on that day.
    """
    is_out = register.direction == Direction.OUT
    kind = paper_types(packs_folder()).get(type_key)
    if (is_out or type_key) and (kind is None or (is_out and register.world not in kind.symbols)):
        raise Refused("REG-12", type=kind.name if kind else type_key)
    series, _is_new = Series.objects.get_or_create(
        register=register,
        type_key=type_key if register.by_type else "",
        scope=scope_on(register, on),
    )
    return series


def scope_on(register: Register, on: date) -> str:
    """Return the year or the key of the term in which a register numbers on a day.

    Raises:
        Refused: ``REG-13``, the committee has no term on that day.
    """
    if register.span == Span.YEAR:
        return str(on.year)
    term = term_on(register.unit_id, on)
    if term is None:
        raise Refused("REG-13", day=on)
    return term.key


def is_over(series: Series, today: date) -> bool:
    """Return whether no document of a series' year or term can be numbered any more."""
    if series.register.span == Span.YEAR:
        ends = date(int(series.scope) + 1, 1, 1)
    else:
        term = CommitteeTerm.objects.filter(unit=series.register.unit_id, key=series.scope).first()
        if term is None or term.valid_until is None:
            return False
        ends = term.valid_until
    return (today - ends).days > settings.BACKDATE_DAYS
