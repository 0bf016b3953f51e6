"""Which jobs a post sees, and as which lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.jobs import schedule
from danvan.kernel.jobs.manners import manner_of
from danvan.kernel.jobs.models import Job, JobState, ScheduleRow
from danvan.kernel.jobs.queue import LOST
from danvan.kernel.organisations.models import Unit

OPEN = (JobState.RUNNING, JobState.WAITING)
MOST = 5000
"""How many jobs one list takes, the newest first."""
ONE_MINUTE = 60


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job as shown."""

    job_id: int
    label: str
    state: str
    attempts: int
    error: str
    enqueued_at: datetime
    run_after: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One line of the schedule as shown; a line that never ran has no last moment."""

    label: str
    rhythm: str
    last_at: datetime | None
    done_at: datetime | None
    next_at: datetime | None


def is_of_site(actor: Actor) -> bool:
    """Return whether jobs without a tree are the actor's: its tree is the site's first real one.

    On a site of demonstrations alone it is the first of them.
    """
    roots = Unit.objects.filter(root=None).order_by("pk")
    first = roots.filter(demo_on=None).first() or roots.first()
    return first is not None and first.pk == actor.root_id


def visible_jobs(actor: Actor) -> QuerySet[Job]:
    """Return the jobs of the actor's tree, and those of the site where they are the actor's."""
    wanted = Q(root_id=actor.root_id)
    if is_of_site(actor):
        wanted |= Q(root_id=None)
    return Job.objects.filter(wanted)


def dead_jobs(actor: Actor) -> QuerySet[Job]:
    """Return the dead letters an actor sees."""
    return visible_jobs(actor).filter(state=JobState.DEAD)


def open_jobs(actor: Actor) -> QuerySet[Job]:
    """Return the jobs an actor sees that wait or run."""
    return visible_jobs(actor).filter(state__in=OPEN)


def lines_of(jobs: QuerySet[Job]) -> list[JobLine]:
    """Return jobs as lines, the newest first."""
    named = {line.name: line.label for line in schedule.lines()}
    return [
        JobLine(
            job_id=job.pk,
            label=str(named.get(job.schedule) or label_of(job)),
            state=str(JobState(job.state).label),
            attempts=job.attempts,
            error=error_of(job),
            enqueued_at=job.enqueued_at,
            run_after=job.run_after,
            ended_at=job.finished_at,
        )
        for job in jobs.order_by("-pk")[:MOST]
    ]


def label_of(job: Job) -> str:
    """Return what people call a job; its own name where nobody gave it one."""
    return str(manner_of(job.task).label) or job.task.removeprefix("danvan.")


def error_of(job: Job) -> str:
    """Return what went wrong at the last attempt, without anything that an error quotes."""
    if job.error_class == LOST:
        return _("Tiến trình làm việc này đã dừng giữa chừng")
    name = job.error_class.removeprefix("builtins.").removeprefix("danvan.")
    return " · ".join(filter(None, (name, job.error_detail)))


def schedule_lines(actor: Actor) -> list[ScheduleLine]:
    """Return the schedule of the site, where it is the actor's; else nothing."""
    return list(_schedule_lines()) if is_of_site(actor) else []


def _schedule_lines() -> Iterator[ScheduleLine]:
    rows = {row.name: row for row in ScheduleRow.objects.all()}
    for line in schedule.lines():
        row = rows.get(line.name, ScheduleRow())
        yield ScheduleLine(str(line.label), _rhythm(line), row.last_at, row.done_at, row.next_at)


def _rhythm(line: schedule.Scheduled) -> str:
    if line.daily:
        return _("hằng ngày lúc %(hour)s") % {"hour": f"{line.daily:%H:%M}"}
    if line.every % ONE_MINUTE:
        text = ngettext("mỗi %(number)s giây", "mỗi %(number)s giây", line.every)
        return text % {"number": line.every}
    minutes = line.every // ONE_MINUTE
    return ngettext("mỗi %(number)s phút", "mỗi %(number)s phút", minutes) % {"number": minutes}
