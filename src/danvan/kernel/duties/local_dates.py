"""Set a day or rhythm in one tree for a duty that its document does not date.

With the paper it comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import planner
from danvan.kernel.duties.models import Duty, LocalDate
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit
from danvan.law.duties import DueRule, PeriodName
from danvan.law.schedules import fits

RESTS = ("stays", "next_working_day")


@transaction.atomic
def set_local_date(  # noqa: PLR0913  a local date has these parts
    duty: Duty,
    root: Unit,
    *,
    period: PeriodName,
    rule: DueRule | None,
    source: str,
    valid_from: date,
    actor: Actor,
    file: StoredFile | None = None,
    rests: str = "stays",
) -> LocalDate:
    """Set it; an earlier one ends on the day before.

    Args:
        rule: Due day; ``None`` means once inside the period.
        source: The paper it comes from; compulsory, because nothing is invented.
        valid_from: First due day that follows it.

    Raises:
        Refused: ``CASE-01`` no planner, ``LOCAL-01`` no source, ``LOCAL-02`` rule and rhythm do
            not fit, ``LOCAL-03`` a later local date stands already, ``LOCAL-04`` the text writes
            the day: only what a rest day does to it may be set, ``LOCAL-05`` it would reach back.
    """
    planner(actor, root.pk)
    if not source.strip():
        raise Refused("LOCAL-01")
    _refuse_days(duty, period, rule, rests=rests, valid_from=valid_from, today=actor.today)
    rows = LocalDate.objects.filter(duty=duty, root=root)
    if rows.filter(valid_from__gte=valid_from).exists():
        raise Refused("LOCAL-03", day=valid_from)
    rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)).update(
        valid_until=valid_from
    )
    made = LocalDate.objects.create(
        duty=duty,
        root=root,
        period=period,
        rule=asdict(rule) if rule else {},
        rests=rests,
        source=source.strip(),
        file=file,
        valid_from=valid_from,
        set_by=actor.label,
        set_at=timezone.now(),
    )
    _record("duties.local_date.set", made, actor)
    return made


def _refuse_days(
    duty: Duty,
    period: PeriodName,
    rule: DueRule | None,
    *,
    rests: str,
    valid_from: date,
    today: date,
) -> None:
    """Refuse days that do not fit, that the text itself writes otherwise, or that reach back."""
    if rests not in RESTS or (rule is not None and not fits(period, rule)):
        raise Refused("LOCAL-02")
    if duty.timing == "dated" and not _is_as_written(duty, period, rule):
        raise Refused("LOCAL-04")
    if valid_from < today:
        raise Refused("LOCAL-05", day=today)


def _is_as_written(duty: Duty, period: str, rule: DueRule | None) -> bool:
    kept = duty.snapshot["deadline"]
    return period == duty.period and rule == (DueRule(**kept) if kept else None)


@transaction.atomic
def end_local_date(local: LocalDate, *, last_day: date, actor: Actor) -> None:
    """End a local date after a last day on which it still counts; its span never grows.

    One that never counted is taken back.

    Raises:
        Refused: ``CASE-01`` no planner.
    """
    planner(actor, local.root_id)
    _record("duties.local_date.end", local, actor)
    until = last_day + timedelta(days=1)
    if until <= local.valid_from:
        local.delete()
    else:
        open_then = Q(valid_until__isnull=True) | Q(valid_until__gt=until)
        LocalDate.objects.filter(open_then, pk=local.pk).update(valid_until=until)


@dataclass(frozen=True, slots=True)
class GuidedSeries:
    """The day that a superior's guidance gives to one series; ``None`` means once in the period."""

    duty: Duty
    period: PeriodName
    rule: DueRule | None


@transaction.atomic
def date_by_guidance(
    series: Sequence[GuidedSeries],
    root: Unit,
    *,
    source: str,
    valid_from: date,
    actor: Actor,
    file: StoredFile | None = None,
) -> list[LocalDate]:
    """Let one paper of a superior date many series at once, for all localities below the root.

    Raises:
        Refused: As :func:`set_local_date` for any of the series; then none is dated.
    """
    return [
        set_local_date(
            one.duty,
            root,
            period=one.period,
            rule=one.rule,
            source=source,
            valid_from=valid_from,
            actor=actor,
            file=file,
        )
        for one in series
    ]


def rule_of(local: LocalDate) -> DueRule | None:
    """Return the due rule that was set; ``None`` means once inside the period."""
    return DueRule(**local.rule) if local.rule else None


def _record(action: str, local: LocalDate, actor: Actor) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"local_date:{local.pk}",
        unit_id=local.root_id,
        details={"duty": local.duty.code, "source": local.source, "rule": local.rule},
    )
