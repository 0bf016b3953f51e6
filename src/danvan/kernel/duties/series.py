"""What a duty owes in one tree: which occasions by which rule, or a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from danvan.kernel.cases.clocks import ClockBasis
from danvan.kernel.duties.local_dates import rule_of
from danvan.kernel.duties.models import Duty, LocalDate, Origin
from danvan.kernel.packs.models import Pack, PackUse
from danvan.law.calendar import Calendar
from danvan.law.duties import SERIES, DueRule, PeriodName
from danvan.law.schedules import Occasion, occasions

ONE_DAY = timedelta(days=1)
DATED_TIMINGS = SERIES | {"period_not_stated", "by_reference"}


@dataclass(frozen=True, slots=True)
class Series:
    """A run of occasions that a duty gives in a tree.

    Args:
        local: The local date it follows; ``None`` where the text gives the rhythm.
    """

    occasions: tuple[Occasion, ...]
    origin: str
    basis: ClockBasis
    local: LocalDate | None = None


@dataclass(frozen=True, slots=True)
class Horizon:
    """What a plan looks at: due days in a span, for a pack used from a day on."""

    use: PackUse
    until: date
    calendar: Calendar | None

    @property
    def pack(self) -> Pack:
        """Return the pack in use."""
        return self.use.pack


def series_of(duty: Duty, horizon: Horizon, locals_set: Sequence[LocalDate]) -> list[Series]:
    """Return the series of a duty; empty where nothing dates it and it lives on a card.

    A local date, where one is set, takes the place of the text's rhythm from its first day on.
    """
    if duty.timing not in DATED_TIMINGS:
        return []
    found: list[Series] = []
    first_local = min((local.valid_from for local in locals_set), default=None)
    if duty.timing in SERIES and duty.period:
        until = first_local - ONE_DAY if first_local else horizon.until
        found.append(_textual(duty, horizon, min(until, horizon.until)))
    found += [_local(duty, horizon, local) for local in locals_set]
    return [series for series in found if series.occasions]


def _expand(
    horizon: Horizon, period: str, rule: DueRule | None, due_from: date, due_until: date
) -> tuple[Occasion, ...]:
    pack = horizon.pack
    return occasions(
        cast("PeriodName", period),
        rule,
        due_from=max(due_from, horizon.use.valid_from),
        due_until=due_until,
        in_force_from=pack.effective_on or horizon.use.valid_from,
        in_force_until=min(
            (day for day in (pack.expires_on, horizon.use.valid_until) if day), default=None
        ),
    )


def _textual(duty: Duty, horizon: Horizon, until: date) -> Series:
    kept = duty.snapshot["deadline"]
    rule = DueRule(**kept) if kept else None
    pack = horizon.pack
    basis = ClockBasis(
        rule={"period": duty.period, **(kept or {})},
        provision=duty.provision,
        source=pack.document_number,
        pack=f"{pack.name} {pack.version}",
    )
    found = _expand(horizon, duty.period, rule, horizon.use.valid_from, until)
    return Series(found, Origin.TEXT, basis)


def _local(duty: Duty, horizon: Horizon, local: LocalDate) -> Series:
    until = horizon.until
    if local.valid_until:
        until = min(until, local.valid_until - ONE_DAY)
    found = _expand(horizon, local.period, rule_of(local), local.valid_from, until)
    if local.rests == "next_working_day" and horizon.calendar:
        found = tuple(_moved(one, horizon.calendar) for one in found)
    basis = ClockBasis(
        rule={"period": local.period, "rests": local.rests, **local.rule},
        provision=duty.provision,
        source=local.source,
    )
    return Series(found, Origin.LOCAL, basis, local)


def _moved(occasion: Occasion, known: Calendar) -> Occasion:
    """Move a due day off a rest day, beyond the known calendar by the provisional one."""
    day = occasion.due_on
    calendar = known.extended(day.year, day.year + 1)
    if calendar.is_working_day(day):
        return occasion
    return occasion._replace(due_on=calendar.next_working_day(day), written_on=day)
