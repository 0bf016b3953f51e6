"""What a plan shows, in the few words a test compares; and the small packs it is shown for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.utils import timezone

from danvan.kernel.duties.changes import Change, Plan
from danvan.kernel.duties.local_dates import set_local_date
from danvan.kernel.duties.models import Duty, LocalDate
from danvan.kernel.duties.planning import plan
from danvan.kernel.organisations.models import Unit
from danvan.law.duties import DueRule
from tests.factories.accounts import planner_of
from tests.factories.packs import duty
from tests.factories.trees import TODAY, Tree

UNTIL = date(2022, 12, 31)
MONTHS = [f"2022-{month:02}" for month in range(5, 12)]
"""Months whose report, due before the 10th of the next one, is due in what is left of 2022."""
REPORT = duty(
    "report",
    "dated",
    'period = "monthly"\ndeadline = { relation = "before", day = 10, month = "next" }',
)


def shown(tree: Tree, today: date = TODAY, until: date = UNTIL) -> Plan:
    """Return the plan of a tree."""
    return plan(tree.root, today=today, until=until)


def added(found: Plan) -> set[tuple[str, str, str]]:
    """Return what is added: duty, unit and key, or "card"."""
    units = dict(Unit.objects.values_list("pk", "key"))
    return {
        (one.duty.code, units[bearer.unit_id], key)
        for one in found.additions
        for bearer in one.bearers
        for key in ([occasion.key for occasion in one.occasions] or [one.origin or "card"])
    }


def changed(changes: Iterable[Change]) -> set[tuple[str, str, str]]:
    """Return what goes, moves or stays: duty, unit and key."""
    units = dict(Unit.objects.values_list("pk", "key"))
    return {(one.duty.code, units[one.unit_id], one.key) for one in changes}


def later(unit: str, *keys: str) -> set[tuple[str, str, str]]:
    """Return the reports of a unit for some periods."""
    return {("report", unit, key) for key in keys}


def local(
    tree: Tree,
    code: str,
    month: str = "next",
    day: int = 14,
    *,
    since: date = date(2022, 7, 1),
    **given: object,
) -> LocalDate:
    """Set a local date: by the 14th of the next month, unless told.

    On a duty that the text dates, the row is written as it was before that was refused: a plan must
    cope with what stands.
    """
    usual = {
        "period": "monthly",
        "rule": DueRule("by", day=day, month=month),
        "source": "Thông báo 1",
        "actor": planner_of(tree.root),
    }
    chosen = Duty.objects.get(code=code)
    if chosen.timing != "dated":
        return set_local_date(chosen, tree.root, valid_from=since, **{**usual, **given})
    parts = {**usual, **given}
    return LocalDate.objects.create(
        duty=chosen,
        root=tree.root,
        period=parts["period"],
        rule=asdict(parts["rule"]),
        source=parts["source"],
        valid_from=since,
        set_by=parts["actor"].label,
        set_at=timezone.now(),
    )
