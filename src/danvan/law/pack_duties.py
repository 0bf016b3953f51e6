"""Duties and prerequisites of a pack: every key checked against its class of timing."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

from danvan.law.clocks import Measure
from danvan.law.duties import (
    BEARINGS,
    MODALITIES,
    PERIODS,
    SERIES,
    TIMINGS,
    Delivery,
    DueRule,
    Duty,
    FulfilledBy,
    PeriodName,
    Prerequisite,
    Receiver,
    Relation,
    Timing,
)
from danvan.law.errors import AddressError
from danvan.law.pack_tables import Table
from danvan.law.provisions import Provision
from danvan.law.schedules import fits

KIND = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
MATCHES = ("bearer", "convener", "partners", "period", "document")
WITH_RHYTHM: frozenset[Timing] = SERIES | {"period_not_stated", "by_reference"}
LONGEST_ACT = 25
LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed lists that duties draw on: slugs of bodies, process areas, evidence keys, kinds.

    Where no list of kinds of case is known, only their form is looked at.
    """

    roles: Collection[str]
    areas: Collection[str]
    evidence: Collection[str]
    kinds: Collection[str] = ()


def read_duty(row: Table, known: Vocabulary) -> Duty:
    """Return one duty; whatever is wrong with it is noted with its id."""
    duty = Duty(
        id=row.text("id"),
        provision=row.text("provision"),
        bearers=row.texts("bearers", needed=True),
        bearing=row.choice("bearing", BEARINGS),
        modality=row.choice("modality", MODALITIES),
        act=row.label("act"),
        timing=row.choice("timing", TIMINGS),
        area=row.text("area"),
        counterparts=row.texts("counterparts"),
        receivers=tuple(_receiver(each) for each in row.tables("receivers", named_by="role")),
        period=_period(row),
        at_least=row.number("at_least"),
        event=row.words("event", needed=False),
        before=row.words("before", needed=False),
        deadline=_due_rule(row.table("deadline")),
        evidence=row.texts("evidence"),
        fulfilled_by=_fulfilled_by(row.table("fulfilled_by"), known.kinds),
        reading=row.words("reading", needed=False),
        also=row.texts("also"),
        tags=row.texts("tags"),
    )
    row.close()
    _note_forms(row, duty)
    _note_unknown(row, duty, known)
    _note_timing(row, duty)
    return duty


def _period(row: Table) -> PeriodName | None:
    if not row.has("period"):
        return None
    found = row.choice("period", PERIODS)
    return found if found == row.values["period"] else None


def _receiver(row: Table) -> Receiver:
    receiver = Receiver(row.text("role"), row.choice("as", get_args(Delivery)))
    row.close()
    return receiver


def _due_rule(table: Table | None) -> DueRule | None:
    if table is None:
        return None
    month = table.take("month", (str, int), default=None)
    has_measure = table.has("measure")
    rule = DueRule(
        relation=table.choice("relation", get_args(Relation)),
        day=table.number("day"),
        month=None if month is None else str(month),
        amount=table.number("amount"),
        measure=table.choice("measure", get_args(Measure)) if has_measure else None,
        from_event=table.text("from_event", default="") or None,
    )
    table.close()
    by_day, by_amount = rule.day is not None, rule.amount is not None
    is_within = rule.relation == "within"
    if by_day is is_within or by_amount is not is_within or has_measure is not is_within:
        table.note("PACK-20", "relation", value=rule.relation)
    if rule.day is not None and not 1 <= rule.day <= LAST_DAY:
        table.note("PACK-06", "day", value=rule.day)
    return rule


def _fulfilled_by(table: Table | None, kinds: Collection[str]) -> FulfilledBy | None:
    if table is None:
        return None
    found = FulfilledBy(
        kinds=table.texts("kinds", needed=True),
        match=table.texts("match"),
        partners=table.texts("partners"),
    )
    table.close()
    for kind in found.kinds:
        _note_kind(table, "kinds", kind, kinds)
    for name in found.match:
        if name not in MATCHES:
            table.note("PACK-07", "match", value=name, allowed=MATCHES)
    if found.partners and "partners" not in found.match:
        table.note("PACK-21", "partners")
    return found


def _note_kind(table: Table, name: str, kind: str, known: Collection[str]) -> None:
    if not KIND.fullmatch(kind):
        table.note("PACK-06", name, value=kind)
    elif known and kind not in known:
        table.note("PACK-33", name, value=kind)


def _note_forms(row: Table, duty: Duty) -> None:
    try:
        Provision.parse(duty.provision or "art_1")
    except AddressError:
        row.note("PACK-06", "provision", value=duty.provision)
    if duty.bearing == "lead_with" and len(duty.bearers) == 1 and not duty.counterparts:
        row.note("PACK-22", "bearing", value=duty.bearing)
    if len(duty.act.en.split()) > LONGEST_ACT:
        row.note("PACK-23", "act", severity="warns", most=LONGEST_ACT)


def _note_unknown(row: Table, duty: Duty, known: Vocabulary) -> None:
    partners = duty.fulfilled_by.partners if duty.fulfilled_by else ()
    asked = (
        ("PACK-09", "bearers", duty.bearers, known.roles),
        ("PACK-09", "counterparts", duty.counterparts, known.roles),
        ("PACK-09", "receivers", tuple(each.role for each in duty.receivers), known.roles),
        ("PACK-09", "fulfilled_by.partners", partners, known.roles),
        ("PACK-10", "area", (duty.area,), known.areas),
        ("PACK-10", "also", duty.also, known.areas),
        ("PACK-11", "evidence", duty.evidence, known.evidence),
    )
    for code, name, values, allowed in asked:
        for value in values:
            if value and value not in allowed:
                row.note(code, name, value=value)


def _note_timing(row: Table, duty: Duty) -> None:
    timing = duty.timing
    wanted = {
        "period": timing in SERIES,
        "deadline": timing == "dated",
        "at_least": timing == "at_least",
        "before": timing == "before",
    }
    allowed = {
        "period": timing in WITH_RHYTHM,
        "deadline": timing not in {*WITH_RHYTHM, "standing"} or timing == "dated",
        "at_least": timing == "at_least",
        "before": timing == "before",
        "event": timing not in SERIES,
    }
    for name, is_allowed in allowed.items():
        if wanted.get(name) and not row.has(name):
            row.note("PACK-18", name, timing=timing)
        if row.has(name) and not is_allowed:
            row.note("PACK-19", name, timing=timing)
    if duty.at_least is not None and duty.at_least < 1:
        row.note("PACK-06", "at_least", value=duty.at_least)
    if timing == "dated" and duty.period and duty.deadline:
        _note_misfit(row, duty.period, duty.deadline)


def _note_misfit(row: Table, period: PeriodName, rule: DueRule) -> None:
    if not fits(period, rule):
        row.note("PACK-24", "deadline", period=period, month=rule.month)


def read_prerequisite(
    row: Table, duties: Collection[str], kinds: Collection[str] = ()
) -> Prerequisite:
    """Return one prerequisite; it must name a duty of the pack and known kinds of case."""
    found = Prerequisite(
        id=row.text("id"),
        duty=row.text("duty"),
        kind=row.text("kind"),
        act=row.text("act"),
        needs=row.texts("needs", needed=True),
        compulsory=row.truth("compulsory", default=True),
    )
    row.close()
    if found.duty and found.duty not in duties:
        row.note("PACK-25", "duty", value=found.duty)
    for name, kind in (("kind", found.kind), *(("needs", kind) for kind in found.needs)):
        _note_kind(row, name, kind, kinds)
    return found
