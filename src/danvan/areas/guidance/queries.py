"""Read the series that wait for a day, and the papers that date them; all of the actor's tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.duties.models import Duty, LocalDate
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import PackUse
from danvan.law.duties import ASKING, OWING
from danvan.web.due_words import RHYTHMS, local_words
from danvan.web.reasons import place

NO_DAYS = ("", "multi_year")
"""Rhythms in which no day can be computed."""


def may_plan(actor: Actor) -> bool:
    """Return whether the post plans for its whole tree."""
    return bool(actor.root_id) and actor.has(DeskRole.PLANNER, actor.root_id or 0)


def root_of(actor: Actor) -> Unit:
    """Return the root of the actor's tree."""
    return Unit.objects.get(pk=actor.root_id or 0)


def lasting(day: date) -> Q:
    """Return the filter for what holds on a day or will from a later one on."""
    return Q(valid_until__isnull=True) | Q(valid_until__gt=day)


def waiting_duties(actor: Actor) -> QuerySet[Duty]:
    """Return the duties of the packs in use whose text leaves the day open, in its order."""
    uses = PackUse.objects.filter(lasting(actor.today), root_id=actor.root_id)
    rows = Duty.objects.filter(pack_id__in=uses.values("pack_id"))
    rows = rows.filter(timing__in=ASKING, modality__in=OWING).select_related("pack")
    return rows.order_by("pack_id", "position")


def duty_asked_for(actor: Actor, told: str) -> Duty | None:
    """Return the duty from whose page somebody came, if it is one that waits for a day."""
    known = told.isascii() and told.isdecimal() and len(told) < len(str(2**63))
    return waiting_duties(actor).filter(pk=int(told)).first() if known else None


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series that has a rhythm and no day in its text.

    Args:
        local: What dates it today or from a later day on; ``None`` where nothing does.
        dated: The same in words.
    """

    duty: Duty
    place: str
    rhythm: str
    local: LocalDate | None
    dated: str


def series_lines(actor: Actor) -> list[SeriesLine]:
    """Return the series a superior's paper may date, in the order of the text; three queries."""
    duties = list(waiting_duties(actor).exclude(period__in=NO_DAYS))
    current = {row.duty_id: row for row in _dates(actor).order_by("valid_from")}
    return [_line(duty, current.get(duty.pk)) for duty in duties]


def _line(duty: Duty, local: LocalDate | None) -> SeriesLine:
    dated = local_words(local) if local else ""
    rhythm = str(RHYTHMS.get(duty.period, duty.period))
    return SeriesLine(duty, place(duty.provision), rhythm, local, dated)


def without_rhythm(actor: Actor) -> list[tuple[Duty, str]]:
    """Return the duties that wait for a rhythm as well; each is dated on its own page.

    Not those that only say that a superior's guidance is followed: the paper itself does that.
    """
    dated = _dates(actor).values("duty_id")
    rows = waiting_duties(actor).filter(period__in=NO_DAYS, timing="period_not_stated")
    rows = rows.exclude(pk__in=dated)
    return [(duty, place(duty.provision)) for duty in rows]


@dataclass(frozen=True, slots=True)
class Dated:
    """One series that a paper dates."""

    local: LocalDate
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in use: the local dates of one source."""

    source: str
    dates: tuple[Dated, ...]

    @property
    def newest(self) -> LocalDate:
        """Return the local date that was set last; its id stands for the paper in addresses."""
        return max((one.local for one in self.dates), key=lambda local: local.pk)

    @property
    def file(self) -> StoredFile | None:
        """Return the copy that was kept."""
        return next((one.local.file for one in self.dates if one.local.file), None)

    @property
    def file_of(self) -> int | None:
        """Return the local date with which the copy was kept."""
        return next((one.local.pk for one in self.dates if one.local.file), None)

    @property
    def valid_from(self) -> date:
        """Return the first due day that follows it."""
        return min(one.local.valid_from for one in self.dates)


def papers(actor: Actor) -> list[Paper]:
    """Return the papers in use, the one entered last first; one query."""
    found = _grouped(_dates(actor))
    return sorted(found, key=lambda paper: paper.newest.pk, reverse=True)


def paper_by_id(actor: Actor, local_id: int) -> Paper | None:
    """Return the paper in use to which a local date belongs."""
    local = _dates(actor).filter(pk=local_id).first()
    rows = _dates(actor).filter(source=local.source) if local else ()
    return next(iter(_grouped(rows)), None)


def _dates(actor: Actor) -> QuerySet[LocalDate]:
    rows = LocalDate.objects.filter(lasting(actor.today), root_id=actor.root_id)
    return rows.select_related("duty__pack", "file").order_by("pk")


def _grouped(rows: Iterable[LocalDate]) -> list[Paper]:
    ordered = sorted(rows, key=lambda row: (row.source, row.duty.pack_id, row.duty.position))
    return [
        Paper(
            source,
            tuple(Dated(row, place(row.duty.provision), local_words(row)) for row in group),
        )
        for source, group in groupby(ordered, key=lambda row: row.source)
    ]
