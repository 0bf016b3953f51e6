"""Cases of a pack: worked examples written by people who know the law, run against the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from danvan.law.calendar import Calendar
from danvan.law.clocks import Clock, LastDay, Measure, TimeLimit, due_day
from danvan.law.errors import LawError, PackError
from danvan.law.findings import Finding
from danvan.law.limits import limit_for
from danvan.law.pack_parts import Sheets
from danvan.law.pack_tables import Table
from danvan.law.packs import Pack
from danvan.law.periods import Period
from danvan.law.report_checks import check, stops
from danvan.law.reports import ReportForm, merge
from danvan.law.series import charges

Answer = Callable[[Table, Pack], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case expected and what was found."""

    name: str
    expected: object
    found: object
    source: str

    @property
    def is_right(self) -> bool:
        """Whether both are equal."""
        return self.expected == self.found


def run_cases(pack: Pack) -> tuple[tuple[Outcome, ...], tuple[Finding, ...]]:
    """Return the outcome of every case of a pack, and findings about cases that could not be
    read.
    """
    sheets = Sheets(pack.folder)
    outcomes = []
    for sheet in sheets.several("cases"):
        for row in sheet.tables("cases", named_by="name"):
            outcome = _run(row, pack)
            if outcome is not None:
                outcomes.append(outcome)
        sheet.close()
    return tuple(outcomes), tuple(sheets.findings)


def _run(row: Table, pack: Pack) -> Outcome | None:
    name, source = row.text("name"), row.text("source")
    kind = row.choice("kind", tuple(KINDS))
    given = row.table("input")
    row.taken.add("expected")
    row.close()
    if given is None or not row.has("expected"):
        row.note("PACK-05", "expected" if given else "input")
        return None
    if kind != row.values.get("kind"):
        return None
    try:
        found = KINDS[kind](given, pack)
        given.close()
    except LawError as error:
        found = error.code
    return Outcome(name, row.values["expected"], found, source)


def _calendar(pack: Pack) -> Calendar:
    found = pack.calendar()
    if found is None:
        raise PackError("PACK-32", pack=pack.name)
    return found


def _day(given: Table, name: str) -> date:
    return given.day(name) or date.min


def _due_days(given: Table, pack: Pack) -> object:
    """Days on which a duty falls due in a year."""
    duty_id, year = given.text("duty"), given.number("year") or 0
    duty = pack.duty_by_id.get(duty_id)
    if duty is None:
        raise PackError("PACK-31", pack=pack.name, duty=duty_id)
    owed = charges(
        duty,
        due_from=date(year, 1, 1),
        due_until=date(year, 12, 31),
        in_force=pack.document.in_force if pack.document else Period(),
    )
    return [charge.due_on for charge in owed]


def _kind_of_day(given: Table, pack: Pack) -> object:
    """What a day is in the calendar."""
    return _calendar(pack).kind_of(_day(given, "on"))


def _limit(given: Table) -> TimeLimit:
    return TimeLimit(
        given.number("amount") or 0,
        given.choice("measure", get_args(Measure)),
        given.choice("last_day_rests", get_args(LastDay), default="stays"),
    )


def _due_day(given: Table, pack: Pack) -> object:
    """Last day in time of a limit."""
    return due_day(_limit(given), _day(given, "from"), _calendar(pack)).on


def _clock(given: Table, pack: Pack) -> object:
    """Last day in time of a clock that was paused, resumed or extended."""
    return _run_clock(Clock(_limit(given), _day(given, "from")), given, pack)


def _run_clock(clock: Clock, given: Table, pack: Pack) -> date | None:
    for pause in given.tables("pauses", named_by="from"):
        clock = clock.pause(_day(pause, "from")).resume(_day(pause, "until"))
        pause.close()
    extended_by = given.number("extended_by")
    if extended_by is not None:
        clock = clock.extend(extended_by)
    due = clock.due_day(_calendar(pack))
    return due.on if due else None


def _limit_clock(given: Table, pack: Pack) -> object:
    """Last day in time of a limit that the pack names, under circumstances, paused or extended."""
    start = _day(given, "from")
    found = limit_for(pack.limits, given.text("limit"), start, given.texts("when"))
    return _run_clock(Clock(found.limit, start), given, pack)


def _form(given: Table, pack: Pack) -> ReportForm:
    key, version = given.text("form"), given.text("version", default="")
    for form in pack.forms:
        if form.key == key and version in {"", form.version}:
            return form
    raise PackError("PACK-37", pack=pack.name, form=key)


def _figures(given: Table, name: str) -> list[dict[str, Decimal | None]]:
    """Figures of reports; a figure left out is missing and not nought."""
    rows = given.take(name, list, default=[])
    found: list[dict[str, Decimal | None]] = []
    for row in rows if isinstance(rows, list) else []:
        values = row if isinstance(row, dict) else {"": None}
        if all(type(value) in {int, float} for value in values.values()):
            found.append({key: Decimal(str(value)) for key, value in values.items()})
        else:
            given.note("PACK-06", name, value=str(row)[:80])
    return found


def _report_merge(given: Table, pack: Pack) -> object:
    """Figures of several reports as those of one, those that are missing left out."""
    form = _form(given, pack)
    over_time = given.truth("over_time", default=False)
    merged = merge(form, _figures(given, "reports"), over_time=over_time)
    return {key: float(value) for key, value in merged.items() if value is not None}


def _report_check(given: Table, pack: Pack) -> object:
    """Codes of what stops a report, each with the figure."""
    form = _form(given, pack)
    report, before = (next(iter(_figures(given, name)), {}) for name in ("reports", "before"))
    return [f"{one.code} {one.key}" for one in stops(check(form, report, before))]


KINDS: dict[str, Answer] = {
    "due_days": _due_days,
    "kind_of_day": _kind_of_day,
    "due_day": _due_day,
    "clock": _clock,
    "report_merge": _report_merge,
    "report_check": _report_check,
    "limit": _limit_clock,
}
"""What a case may ask."""
