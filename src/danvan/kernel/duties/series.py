"""What a duty owes in one tree: which occasions by which rule, or a card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class _Regime:
    """What dates a duty from a due day on: the text, a local date, or nothing."""

    since: date
    occasions: tuple[Occasion, ...] = ()
    origin: str = Origin.TEXT
    basis: ClockBasis = field(default_factory=ClockBasis)
    local: LocalDate | None = None


def series_of(duty: Duty, horizon: Horizon, locals_set: Sequence[LocalDate]) -> list[Series]:
    """Return the series of a duty; empty where nothing dates it and it lives on a card.

    A local date, where one is set, takes the place of the text's rhythm from its first day on and
    until its end; a period that was due before stays due then, and none is owed twice.

    Args:
        locals_set: In order of their first days.
    """
    if duty.timing not in DATED_TIMINGS:
        return []
    regimes = list(_regimes(duty, horizon, locals_set))
    kept: dict[str, tuple[Occasion, _Regime]] = {}
    for regime in regimes:
        new = {occasion.key: occasion for occasion in regime.occasions}
        kept = {
            key: (old, source)
            for key, (old, source) in kept.items()
            if old.due_on < regime.since or (key in new and new[key].due_on < regime.since)
        }
        for key, occasion in new.items():
            if occasion.due_on >= regime.since:
                kept.setdefault(key, (occasion, regime))
    found = [
        Series(
            tuple(occasion for occasion, source in kept.values() if source is regime),
            regime.origin,
            regime.basis,
            regime.local,
        )
        for regime in regimes
    ]
    return [series for series in found if series.occasions]


def _regimes(duty: Duty, horizon: Horizon, locals_set: Sequence[LocalDate]) -> Iterator[_Regime]:
    """Yield what dates a duty, in order; the text again where a local date ended."""
    free: date | None = horizon.use.valid_from
    for local in locals_set:
        if free and free < local.valid_from:
            yield _textual(duty, horizon, free)
        yield _local(duty, horizon, local)
        free = local.valid_until
    if free:
        yield _textual(duty, horizon, free)


def _expand(horizon: Horizon, period: str, rule: DueRule | None) -> tuple[Occasion, ...]:
    """Return the occasions of a rhythm in the whole span in which the pack is used."""
    pack, use = horizon.pack, horizon.use
    until = min(horizon.until, use.valid_until - ONE_DAY) if use.valid_until else horizon.until
    return occasions(
        cast("PeriodName", period),
        rule,
        due_from=use.valid_from,
        due_until=until,
        in_force_from=pack.effective_on or use.valid_from,
        in_force_until=pack.expires_on,
    )


def _textual(duty: Duty, horizon: Horizon, since: date) -> _Regime:
    if duty.timing not in SERIES or not duty.period:
        return _Regime(since)
    kept = duty.snapshot["deadline"]
    rule = DueRule(**kept) if kept else None
    pack = horizon.pack
    basis = ClockBasis(
        rule={"period": duty.period, **(kept or {})},
        provision=duty.provision,
        source=pack.document_number,
        pack=f"{pack.name} {pack.version}",
    )
    return _Regime(since, _expand(horizon, duty.period, rule), Origin.TEXT, basis)


def _local(duty: Duty, horizon: Horizon, local: LocalDate) -> _Regime:
    found = _expand(horizon, local.period, rule_of(local))
    if local.rests == "next_working_day" and horizon.calendar:
        found = tuple(_moved(one, horizon.calendar) for one in found)
    basis = ClockBasis(
        rule={"period": local.period, "rests": local.rests, **local.rule},
        provision=duty.provision,
        source=local.source,
    )
    return _Regime(local.valid_from, found, Origin.LOCAL, basis, local)


def _moved(occasion: Occasion, known: Calendar) -> Occasion:
    """Move a due day off a rest day, beyond the known calendar by the provisional one."""
    day = occasion.due_on
    calendar = known.extended(day.year, day.year + 1)
    if calendar.is_working_day(day):
        return occasion
    return occasion._replace(due_on=calendar.next_working_day(day), written_on=day)
