"""When what runs by itself is due; each due time once, however many processes look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from danvan.kernel.jobs.models import Job, JobState, ScheduleRow
from danvan.kernel.jobs.queue import put_round

ONE_DAY = timedelta(days=1)
BEHIND = timedelta(minutes=10)
"""So long after its moment a line that was not put to work means that no worker is there."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One line of the schedule.

    Args:
        name: Stable name of the line.
        label: What people read; Vietnamese, marked for translation.
        task: Dotted name of a task without arguments.
        every: Seconds from one run to the next; or
        daily: the hour of the day in the site's own time zone.
    """

    name: str
    label: str | Promise
    task: str
    every: int = 0
    daily: time | None = None

    def next_after(self, now: datetime) -> datetime:
        """Return the first due moment after a moment."""
        if self.daily is None:
            return now + timedelta(seconds=self.every)
        zone = timezone.get_default_timezone()
        day = now.astimezone(zone).date()
        today = datetime.combine(day, self.daily, zone)
        return today if today > now else datetime.combine(day + ONE_DAY, self.daily, zone)


def lines() -> tuple[Scheduled, ...]:
    """Return the schedule of the site, named by ``settings.SCHEDULE``."""
    found: tuple[Scheduled, ...] = import_string(settings.SCHEDULE)
    return found


def enqueue_due(*, now: datetime, is_forced: bool = False) -> int:
    """Enqueue what the schedule says is due; returns how many jobs are new.

    A time that passed while nothing ran counts once, not as often as it was missed. A line whose
    last job still waits or runs gets no second one.

    Args:
        is_forced: Whether what runs every so many seconds counts as due in any case.
    """
    rows = {row.name: row for row in ScheduleRow.objects.all()}
    count = 0
    for line in lines():
        row = rows.get(line.name) or _first_row(line, now)
        if row.next_at > now and row.next_at > line.next_after(now):
            # the line was moved to an earlier hour since
            _move(row, next_at=line.next_after(now))
        elif row.next_at <= now or (is_forced and line.every):
            count += _enqueue(line, row, now)
    return count


def is_behind(*, now: datetime) -> bool:
    """Return whether something has been due for so long that no worker can be running."""
    names = [line.name for line in lines()]
    return ScheduleRow.objects.filter(name__in=names, next_at__lt=now - BEHIND).exists()


def _first_row(line: Scheduled, now: datetime) -> ScheduleRow:
    first = now if line.every else line.next_after(now)
    return ScheduleRow.objects.get_or_create(name=line.name, defaults={"next_at": first})[0]


@transaction.atomic
def _enqueue(line: Scheduled, row: ScheduleRow, now: datetime) -> int:
    if not _move(row, next_at=line.next_after(now), last_at=now):
        return 0
    open_states = (JobState.WAITING, JobState.RUNNING)
    if Job.objects.filter(schedule=line.name, state__in=open_states).exists():
        return 0
    put_round(line.task, schedule=line.name, now=now)
    return 1


def _move(row: ScheduleRow, **changed: datetime) -> bool:
    """Move a line on if nobody has since it was read."""
    return bool(ScheduleRow.objects.filter(pk=row.pk, next_at=row.next_at).update(**changed))
