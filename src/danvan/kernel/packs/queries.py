"""Read packs in use: their words and the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from danvan.kernel.packs.models import BodyRole, Pack, Term
from danvan.law.calendar import Calendar, CalendarYear, DayOff, FixedHoliday, MakeUpDay
from danvan.law.duties import Words
from danvan.law.periods import Period


def terms(kind: str) -> dict[str, Words]:
    """Return a closed list by key, in the order of the pack."""
    rows = Term.objects.filter(kind=kind).order_by("position")
    return {key: Words(vi, en) for key, vi, en in rows.values_list("key", "label_vi", "label_en")}


def calendar() -> Calendar | None:
    """Return the calendar of the newest loaded pack that has one.

    ``None`` where none was loaded.
    """
    row = Pack.objects.exclude(calendar={}).order_by("-pk").values_list("pk", "digest").first()
    return _calendar(*row) if row else None


@lru_cache(maxsize=4)
def _calendar(pack_id: int, digest: str) -> Calendar:
    """The digest tells packs apart where a database was replaced under the running process."""
    del digest
    kept = Pack.objects.get(pk=pack_id).calendar
    return Calendar(
        tuple(_year(year) for year in kept["years"]),
        tuple(_fixed(holiday) for holiday in kept["fixed"]),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _year(kept: dict[str, Any]) -> CalendarYear:
    off = [
        DayOff(**one | {"on": _day(one["on"]), "name": Words(**one["name"])})
        for one in kept["days_off"]
    ]
    made_up = [
        MakeUpDay(**one | {"on": _day(one["on"]), "swapped_for": _day(one["swapped_for"])})
        for one in kept["make_up"]
    ]
    return CalendarYear(kept["year"], tuple(off), tuple(made_up), kept["is_provisional"])


def _fixed(kept: dict[str, Any]) -> FixedHoliday:
    span = {name: _day(value) if value else None for name, value in kept["period"].items()}
    return FixedHoliday(
        **kept
        | {
            "name": Words(**kept["name"]),
            "period": Period(**span),
            "days": tuple(_day(one) for one in kept["days"]),
        }
    )


def body_names(slugs: Iterable[str]) -> dict[str, Words]:
    """Return bodies by slug with their names."""
    rows = BodyRole.objects.filter(slug__in=list(slugs))
    columns = rows.values_list("slug", "name_vi", "name_en")
    return {slug: Words(vi, en) for slug, vi, en in columns}
