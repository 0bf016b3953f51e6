"""Cases that stand in every way a rate tells apart, written as rows."""

from __future__ import annotations

from datetime import date
from itertools import count

from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.models import Case, CaseUnit, Clock, ClockSnapshot, Step, Taking
from danvan.kernel.organisations.days import moment_on
from danvan.kernel.organisations.models import Unit

numbers = count(1)
OPENED = date(2026, 5, 4)


def stand(
    unit: Unit,
    due_on: date | None = None,
    closed_on: date | None = None,
    *,
    state: str = "",
    kind: str = "duties.occurrence",
    opened_on: date = OPENED,
    classification: int = Classification.INTERNAL,
) -> Case:
    """Return a case as it stands on some day."""
    number = next(numbers)
    case = Case.objects.create(
        slug=f"standing{number:06}",
        kind=kind,
        title_vi=f"Việc {number}",
        title_en=f"Work {number}",
        unit=unit,
        state=state or ("done" if closed_on else "open"),
        classification=classification,
        opened_on=opened_on,
        closed_on=closed_on,
        due_on=due_on,
    )
    CaseUnit.objects.create(case=case, unit=unit, taking=Taking.HANDLING)
    return case


def extend(case: Case, on: date) -> None:
    """Extend the clock of a case on a day."""
    digest = f"{case.pk:064}"
    snapshot = ClockSnapshot.objects.create(digest=digest, rule={}, provision="x", source="x")
    Clock.objects.create(
        case=case,
        key="settling",
        snapshot=snapshot,
        started_on=case.opened_on,
        due_on=case.due_on,
        extended_by=5,
    )
    Step.objects.create(
        case=case,
        act="extend",
        from_state=case.state,
        to_state=case.state,
        effective_on=on,
        recorded_at=moment_on(on),
        actor="tests",
    )
