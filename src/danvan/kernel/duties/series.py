"""What a duty owes in one tree: which occasions by which rule, or a card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
class Judged:
    """What the calendar said of one due day.

    Args:
        source: The paper behind the day off it moved from; empty for a weekend and a worked day.
        is_provisional: Whether the calendar of that time is not published yet.
    """

    source: str = ""
    is_provisional: bool = False


REST_DAY = "rest_day"
"""Under which name the rule of a clock keeps the paper behind the day off it moved from."""


@dataclass(frozen=True, slots=True)
class Series:
    """A run of occasions that a duty gives in a tree.

    Args:
        local: The local date it follows; ``None`` where the text gives the rhythm.
        judged: By key, what the calendar said of due days that ask it.
    """

    occasions: tuple[Occasion, ...]
    origin: str
    basis: ClockBasis
    local: LocalDate | None = None
    judged: Mapping[str, Judged] = field(default_factory=dict)

    def occasion(self, key: str) -> Occasion:
        """Return the occasion of a key."""
        return next(one for one in self.occasions if one.key == key)

    def is_provisional(self, key: str) -> bool:
        """Return whether a due day was computed beyond the published calendar."""
        return self.judged.get(key, Judged()).is_provisional

    def basis_of(self, key: str) -> ClockBasis:
        """Return what the clock of one occasion starts with, the day off it moved from named."""
        source = self.judged.get(key, Judged()).source
        return (
            replace(self.basis, rule={**self.basis.rule, REST_DAY: source})
            if source
            else self.basis
        )


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
    judged: Mapping[str, Judged] = field(default_factory=dict)


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
            regime.judged,
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
    judged: dict[str, Judged] = {}
    if local.rests == "next_working_day" and horizon.calendar:
        pairs = [_moved(one, horizon.calendar) for one in found]
        found = tuple(occasion for occasion, _said in pairs)
        judged = {occasion.key: said for occasion, said in pairs}
    basis = ClockBasis(
        rule={"period": local.period, "rests": local.rests, **local.rule},
        provision=duty.provision,
        source=local.source,
    )
    return _Regime(local.valid_from, found, Origin.LOCAL, basis, local, judged)


def _moved(occasion: Occasion, known: Calendar) -> tuple[Occasion, Judged]:
    """Move a due day off a rest day, beyond the known calendar by the provisional one."""
    day = occasion.due_on
    calendar = known.extended(day.year, day.year + 1)
    due = calendar.next_working_day(day)
    is_provisional = calendar.is_provisional(day, due)
    if due == day:
        return occasion, Judged(is_provisional=is_provisional)
    off = calendar.day_off(day)
    moved = occasion._replace(due_on=due, written_on=day)
    return moved, Judged(off.source if off else "", is_provisional)
