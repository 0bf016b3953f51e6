"""The tables of a pack other than duties: calendars, bodies, limits, vocabularies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from danvan.law.calendar import FRIDAY, CalendarYear, DayOff, FixedHoliday, MakeUpDay, Mark
from danvan.law.clocks import LastDay, Measure, TimeLimit
from danvan.law.duties import Words
from danvan.law.errors import LawError
from danvan.law.pack_tables import Table
from danvan.law.periods import Period, gaps, in_force_on, overlaps

Level = Literal["central", "province", "city", "district", "commune", "hamlet", "any"]
Side = Literal["party", "state", "front", "mass_org", "armed_forces", "judiciary", "people", "none"]
LookedFor = Literal["here", "above"]
OffKind = Literal["holiday", "compensatory", "swapped"]

SATURDAY = FRIDAY + 1


@dataclass(frozen=True, slots=True)
class DatedRole:
    """A body role that stands in some relation during a period."""

    role: str
    period: Period


@dataclass(frozen=True, slots=True)
class Body:
    """A body role, such as a commune People's Committee, of which every commune has its own unit.

    Args:
        slug: Stable name used by duties.
        names: Name in both languages.
        aliases: Other ways in which documents write it.
        parents: Body of the same level that it belongs to or is led by, with dates.
        superiors: Counterpart one level up that guides it, with dates.
        equivalence: Class of counterparts across levels; empty where it has none.
        looked_for: Where a unit's such body is looked for: ``here``, in its locality, or ``above``.
        period: When such bodies exist.
        predecessors, successors: Slugs of the bodies before and after it.
    """

    slug: str
    names: Words
    aliases: tuple[str, ...]
    level: Level
    side: Side
    parents: tuple[DatedRole, ...]
    superiors: tuple[DatedRole, ...]
    equivalence: str
    looked_for: LookedFor
    period: Period
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    note: Words | None
    source: str
    mark: Mark

    def parent_on(self, day: date) -> str | None:
        """Return the slug of the body it belongs to on a day."""
        found = in_force_on(self.parents, day)
        return found.role if found else None

    def superior_on(self, day: date) -> str | None:
        """Return the slug of the body one level up that guides it on a day."""
        found = in_force_on(self.superiors, day)
        return found.role if found else None

    def mentioned(self) -> tuple[str, ...]:
        """Return every slug that this body names."""
        dated = tuple(each.role for each in self.parents + self.superiors)
        return dated + self.predecessors + self.successors


@dataclass(frozen=True, slots=True)
class LimitValue:
    """A time limit that holds during a period, perhaps only under conditions."""

    key: str
    label: Words
    limit: TimeLimit
    period: Period
    when: tuple[str, ...]
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a closed list, or of the glossary."""

    key: str
    names: Words
    definition: Words | None = None
    not_to_be_confused_with: tuple[str, ...] = ()


def read_calendar_year(table: Table) -> CalendarYear | None:
    """Return the year of a calendar file, or ``None`` for a file without a year."""
    year = table.number("year")
    if year is None:
        table.note("PACK-05", "year")
        return None
    off = [_day_off(row, year) for row in table.tables("days_off", named_by="on")]
    made_up = [_make_up(row, year) for row in table.tables("make_up", named_by="on")]
    days_off = tuple(each for each in off if each)
    make_up = tuple(each for each in made_up if each)
    days = [each.on for each in days_off + make_up]
    for day in sorted({day for day in days if days.count(day) > 1}):
        table.note("PACK-08", "days_off", value=day)
    swapped = {each.on for each in days_off if each.kind == "swapped"}
    for wrong in sorted(swapped ^ {each.swapped_for for each in make_up}):
        table.note("PACK-16", "make_up", value=wrong)
    return CalendarYear(year, days_off, make_up)


def _day_off(row: Table, year: int) -> DayOff | None:
    on = row.day("on")
    kind = row.choice("kind", get_args(OffKind))
    name = row.label("name")
    source, mark = row.source()
    row.close()
    if on is not None and on.year != year:
        row.note("PACK-15", "on", value=on, year=year)
    return DayOff(on, kind, name, source, mark) if on else None


def _make_up(row: Table, year: int) -> MakeUpDay | None:
    on, swapped_for = row.day("on"), row.day("swapped_for")
    source, mark = row.source()
    row.close()
    if on is None or swapped_for is None:
        return None
    if on.year != year:
        row.note("PACK-15", "on", value=on, year=year)
    if on.weekday() != SATURDAY:
        row.note("PACK-17", "on", value=on)
    return MakeUpDay(on, swapped_for, source, mark)


def read_fixed_holiday(row: Table) -> FixedHoliday:
    """Return a holiday that the law fixes to a day of the year or to listed days."""
    row.text("id")
    name = row.label("name")
    month, day = row.number("month"), row.number("day")
    listed = row.take("days", list, default=[])
    days = (
        tuple(each for each in listed if isinstance(each, date)) if isinstance(listed, list) else ()
    )
    period = row.period()
    source, mark = row.source()
    row.close()
    try:
        date(2024, month or 1, day or 1)
    except ValueError:
        row.note("PACK-06", "day", value=f"{day}/{month}")
        month = None
    if not month and not days:
        row.note("PACK-05", "days")
    return FixedHoliday(name, period, source, mark, month or 0, day or 1, days)


def read_body(row: Table) -> Body:
    """Return one body role; what it mentions is checked when all bodies are known."""
    source, mark = row.source()
    body = Body(
        slug=row.text("slug"),
        names=row.label("names"),
        aliases=row.texts("aliases"),
        level=row.choice("level", get_args(Level)),
        side=row.choice("side", get_args(Side)),
        parents=_dated_roles(row, "parent", "parents"),
        superiors=_dated_roles(row, "vertical_superior", "vertical_superiors"),
        equivalence=row.text("equivalence", default=""),
        looked_for=row.choice("looked_for", get_args(LookedFor), default="here"),
        period=row.period(),
        predecessors=row.texts("predecessors"),
        successors=row.texts("successors"),
        note=row.words("note", needed=False),
        source=source,
        mark=mark,
    )
    row.close()
    return body


def _dated_roles(row: Table, one: str, several: str) -> tuple[DatedRole, ...]:
    """Read ``parent = "slug"``, or ``parents`` as a list of tables with role, from and until."""
    single = row.text(one, default="")
    found = []
    for each in row.tables(several, named_by="role"):
        each.line = row.line
        found.append(DatedRole(each.text("role"), each.period()))
        each.close()
    note_breaks(row, several, [each.period for each in found])
    return (DatedRole(single, Period()),) if single else tuple(found)


def note_breaks(row: Table, name: str, periods: Sequence[Period]) -> None:
    """Note where dated values leave a gap or stand on one another."""
    for gap in gaps(periods):
        row.note("PACK-12", name, begins_on=gap.begins_on, until=gap.until)
    for _, later in overlaps(periods):
        row.note("PACK-13", name, begins_on=later.begins_on or "...")


def read_limits(root: Table) -> tuple[LimitValue, ...]:
    """Return the dated values of all limits of a file; gaps and overlaps under equal conditions are
    noted.
    """
    limits = root.table("limits")
    if limits is None:
        return ()
    found: list[LimitValue] = []
    for key in limits.values:
        table = limits.table(key)
        if table is None:
            continue
        label = table.label("label")
        read = [_limit_value(row, key, label) for row in table.tables("values", named_by="from")]
        values = [value for value in read if value]
        table.close()
        for when in {value.when for value in values}:
            note_breaks(table, "values", [each.period for each in values if each.when == when])
        found += values
    return tuple(found)


def _limit_value(row: Table, key: str, label: Words) -> LimitValue | None:
    row.key = f"limits.{key}.{row.key}"
    amount = row.number("amount")
    measure = row.choice("measure", get_args(Measure))
    rests = row.choice("last_day_rests", get_args(LastDay))
    when = tuple(sorted(row.texts("when")))
    row.day("from")
    period = row.period()
    source, mark = row.source()
    row.close()
    try:
        return LimitValue(
            key, label, TimeLimit(amount or 0, measure, rests), period, when, source, mark
        )
    except LawError:
        row.note("PACK-06", "amount", value=amount)
        return None


def read_terms(
    root: Table, name: str, *, meaning: Callable[[Table], Term] | None = None
) -> tuple[Term, ...]:
    """Return a closed list of words, each with key and names."""
    found = tuple((meaning or _term)(row) for row in root.tables(name, named_by="key"))
    keys = [term.key for term in found]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        root.note("PACK-08", name, value=key)
    return found


def _term(row: Table) -> Term:
    term = Term(row.text("key"), row.label("names"))
    row.close()
    return term


def glossary_term(row: Table) -> Term:
    """Return a glossary entry with its definition and what it must not be confused with."""
    term = Term(
        row.text("key"),
        row.label("names"),
        row.words("definition"),
        row.texts("not_to_be_confused_with"),
    )
    row.close()
    return term
