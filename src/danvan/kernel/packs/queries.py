"""Read packs in use: their words and the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, cast

from danvan.kernel.packs.models import BodyRole, CalendarNotice, Pack, Term
from danvan.law.calendar import Calendar, CalendarYear, DayOff, FixedHoliday, MakeUpDay
from danvan.law.calendar_notices import CalendarNotice as Notice
from danvan.law.calendar_notices import NoticeKind, amended
from danvan.law.duties import Words
from danvan.law.periods import Period


def terms(kind: str) -> dict[str, Words]:
    """Return a closed list by key, in the order of the pack."""
    rows = Term.objects.filter(kind=kind).order_by("position")
    return {key: Words(vi, en) for key, vi, en in rows.values_list("key", "label_vi", "label_en")}


def calendar(root_id: int | None) -> Calendar | None:
    """Return the calendar of a tree: of the newest loaded pack that has one, under its notices.

    Args:
        root_id: Root of the tree; ``None`` gives what the pack says.

    Returns:
        ``None`` where no pack with a calendar was loaded.
    """
    row = Pack.objects.exclude(calendar={}).order_by("-pk").values_list("pk", "digest").first()
    if row is None:
        return None
    rows = CalendarNotice.objects.filter(root_id=root_id, withdrawn_at=None) if root_id else ()
    return _amended(*row, tuple(notice_of(one) for one in rows))


def notice_of(row: CalendarNotice) -> Notice:
    """Return a kept calendar notice as the law floor reads it."""
    return Notice(
        kind=cast("NoticeKind", row.kind),
        first_on=row.first_on,
        last_on=row.last_on,
        name=Words(row.name_vi, row.name_en or row.name_vi),
        source=source_of(row.paper, row.paper_on),
        other_on=row.other_on,
    )


def source_of(paper: str, paper_on: date) -> str:
    """Return how an official paper is cited."""
    return f"{paper}, {paper_on:%d/%m/%Y}"


@lru_cache(maxsize=64)
def _amended(pack_id: int, digest: str, notices: tuple[Notice, ...]) -> Calendar:
    return amended(_calendar(pack_id, digest), notices)


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
