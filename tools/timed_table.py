"""The table of timed duties: what each of the four documents dates in its year, from the packs.

timed_table.py write    write docs/reference/timed-duties.md
timed_table.py check    say whether it is current; exit 1 where it is not
timed_table.py show     print it
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from danvan.law.duties import Duty
from danvan.law.packs import Pack, load
from danvan.law.provisions import Provision
from danvan.law.series import charges

REPOSITORY = Path(__file__).resolve().parent.parent
PACKS = REPOSITORY / "packs"
PAGE = REPOSITORY / "docs" / "reference" / "timed-duties.md"
YEARS = {
    "phu-thuong-2022": (2022, 2023),
    "ha-noi-2022": (2022,),
    "tay-son-2021": (2022,),
    "duc-pho-2023": (2023,),
}
"""The year of each document: that in which it took effect, and the first whole one beside it where
it took effect in the middle and writes days. The agreement of two agencies was signed on the last
day of 2021, so its first year is 2022."""

CONTINUOUS = "continuous"
"""Stands in the English reading of a duty whose text says "thường xuyên", without a due day."""

WAITING = frozenset({"period_not_stated", "by_reference"})
"""Classes that wait for a day set locally, with the paper it comes from."""

HEAD = """\
# Timed duties

Written by `make reference` from the packs; a change belongs into a pack.

Every duty of the four documents whose text says something about time, with the last day in time of
each of its periods, computed for the document's year; where the text dates nothing, the class of
its timing stands in place of days. "Before the 10th" makes the 9th the last day in time; a rhythm
without a day is due once inside each period and late from the first day of the next. No day is
moved off a rest day, because none of the documents says so. Days are written day/month. The reading
taken where the wording is doubtful stands with each duty in its pack.
"""


def has_time(duty: Duty) -> bool:
    """Return whether a duty says something about time beyond standing."""
    if duty.timing != "standing":
        return True
    return duty.reading is not None and CONTINUOUS in duty.reading.en.lower()


def days_of(duty: Duty, pack: Pack, year: int) -> tuple[date, ...]:
    """Return the last days in time of a duty that fall in a year, in order."""
    if pack.document is None or not duty.owes:
        return ()
    owed = charges(
        duty,
        due_from=date(year, 1, 1),
        due_until=date(year, 12, 31),
        in_force=pack.document.in_force,
    )
    return tuple(charge.due_on for charge in owed)


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(section(load(PACKS / name), years) for name, years in YEARS.items())


def section(pack: Pack, years: tuple[int, ...]) -> str:
    """Return one document's table with its figures."""
    rows = [(duty, {year: days_of(duty, pack, year) for year in years}) for duty in pack.duties]
    timed = [(duty, days) for duty, days in rows if has_time(duty)]
    dated = sum(any(days.values()) for _duty, days in timed)
    number = pack.document.number if pack.document else ""
    text = f"\n## {number} ({pack.name})\n\n"
    text += f"{len(timed)} of {len(pack.duties)} duties say something about time; {dated} give days"
    text += f" in {' or '.join(map(str, years))}.\n\n"
    columns = ("duty", "provision", "what", "who", "class", *(f"days in {year}" for year in years))
    text += f"| {' | '.join(columns)} |\n| {' | '.join('---' for _column in columns)} |\n"
    return text + "".join(line(duty, days, pack) for duty, days in timed)


def line(duty: Duty, days: dict[int, tuple[date, ...]], pack: Pack) -> str:
    """Return one row of a table."""
    timing = pack.all_terms["timings"][duty.timing].names
    period = pack.all_terms["periods"][duty.period].names.en if duty.period else ""
    told = f"{timing.vi} / {timing.en}" + (f" ({period})" if period else "")
    cells = (
        f"`{duty.id}`",
        Provision.parse(duty.provision).show("vi"),
        f"{duty.act.vi} / {duty.act.en}",
        "; ".join(pack.all_bodies[slug].names.vi for slug in duty.bearers),
        told,
        *(" ".join(said(each, duty)) for each in days.values()),
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def said(days: tuple[date, ...], duty: Duty) -> Iterator[str]:
    """Yield the days as day and month, their number first where there are several."""
    if len(days) > 1:
        yield f"{len(days)}:"
    yield from (f"{day.day}/{day.month}" for day in days)
    if not days:
        yield "no day until a local date" if duty.timing in WAITING else "no day"


def main() -> int:
    """Obey the command line."""
    asked = sys.argv[1:]
    text = page()
    if asked == ["check"]:
        is_current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print("current" if is_current else f"{PAGE.name} is not current: make reference")
        return 0 if is_current else 1
    if asked == ["write"]:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
