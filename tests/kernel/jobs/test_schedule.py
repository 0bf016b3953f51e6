"""Each due time runs once, a missed one too; a line moved to another hour follows."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from danvan.kernel.jobs import schedule
from danvan.kernel.jobs.manners import task_of
from danvan.kernel.jobs.models import Job, JobState, ScheduleRow
from danvan.kernel.jobs.running import run_next
from danvan.kernel.jobs.schedule import Scheduled, enqueue_due, is_behind

pytestmark = pytest.mark.django_db
PLAIN = "tests.kernel.jobs.work_samples.write_plain"
NOW = datetime(2026, 4, 15, 3, tzinfo=UTC)
"""Ten o'clock where the site is."""
OFTEN = Scheduled("often", "Thường xuyên", PLAIN, every=60)
NIGHTLY = Scheduled("nightly", "Hằng đêm", PLAIN, daily=time(2, 30))
FIRST_NIGHT = datetime(2026, 4, 15, 19, 30, tzinfo=UTC)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def lines(monkeypatch):
    """Let a test say what the schedule holds."""

    def hold(*held):
        monkeypatch.setattr(schedule, "lines", lambda: held)

    hold(OFTEN, NIGHTLY)
    return hold


def done():
    Job.objects.all().delete()


@pytest.mark.parametrize(
    ("line", "now", "due"),
    [
        (OFTEN, NOW, NOW + timedelta(seconds=60)),
        (NIGHTLY, NOW, FIRST_NIGHT),
        (NIGHTLY, FIRST_NIGHT - timedelta(seconds=1), FIRST_NIGHT),
        (NIGHTLY, FIRST_NIGHT, FIRST_NIGHT + ONE_DAY),
    ],
)
def test_next_moment(line, now, due):
    assert line.next_after(now) == due


def test_every_line_runs_when_it_is_due(lines):
    counts = []
    for now in (NOW, NOW, NOW + timedelta(seconds=59), NOW + timedelta(seconds=60), FIRST_NIGHT):
        counts.append(enqueue_due(now=now))
        done()

    assert counts == [1, 0, 0, 1, 2]
    assert ScheduleRow.objects.get(name="nightly").next_at == FIRST_NIGHT + ONE_DAY


def test_missed_times_run_once(lines):
    enqueue_due(now=NOW)
    done()

    assert enqueue_due(now=NOW + 10 * ONE_DAY) == 2
    done()
    assert enqueue_due(now=NOW + 10 * ONE_DAY) == 0


def test_line_whose_last_job_still_runs_gets_no_second(lines):
    enqueue_due(now=NOW)
    Job.objects.update(state=JobState.RUNNING)

    assert enqueue_due(now=NOW + timedelta(hours=1)) == 0
    assert Job.objects.count() == 1


def test_dead_letter_holds_nothing_up(lines):
    enqueue_due(now=NOW)
    Job.objects.update(state=JobState.DEAD)

    assert enqueue_due(now=NOW + timedelta(hours=1)) == 1


def test_line_that_another_process_moved_is_left(lines, monkeypatch):
    enqueue_due(now=NOW)
    done()
    later = NOW + timedelta(minutes=2)
    row = ScheduleRow.objects.get(name="often")
    ScheduleRow.objects.filter(pk=row.pk).update(next_at=later + timedelta(seconds=60))
    stale = [row, ScheduleRow.objects.get(name="nightly")]
    monkeypatch.setattr("django.db.models.query.QuerySet.__iter__", lambda _rows: iter(stale))

    assert enqueue_due(now=later) == 0


def test_line_moved_to_an_earlier_hour_follows(lines):
    enqueue_due(now=NOW)
    lines(Scheduled("nightly", "Hằng đêm", PLAIN, daily=time(12)))

    assert enqueue_due(now=NOW) == 0

    assert ScheduleRow.objects.get(name="nightly").next_at == NOW + timedelta(hours=2)


def test_round_by_hand_runs_what_is_frequent_and_nothing_else(lines):
    enqueue_due(now=NOW)
    done()

    assert enqueue_due(now=NOW, is_forced=True) == 1
    assert Job.objects.get().schedule == "often"


def test_site_without_workers_is_seen(lines):
    enqueue_due(now=NOW)

    assert not is_behind(now=NOW + timedelta(minutes=10))
    assert is_behind(now=NOW + timedelta(minutes=12))


def test_line_that_is_no_more_is_not_behind(lines):
    enqueue_due(now=NOW)
    lines(NIGHTLY)

    assert not is_behind(now=NOW + timedelta(minutes=12))


def test_line_without_a_task_is_a_dead_letter_and_holds_nothing_up(lines):
    lines(Scheduled("gone", "Không còn", "danvan.kernel.gone.send", every=60), OFTEN)

    assert enqueue_due(now=NOW) == 2
    run_next("w1", clock=lambda: NOW)
    run_next("w1", clock=lambda: NOW)

    assert Job.objects.get().error_detail.startswith("JOB-02")


def test_schedule_of_the_site_is_whole():
    held = schedule.lines()
    names = [line.name for line in held]

    assert len(set(names)) == len(names)
    assert [line.name for line in held if bool(line.every) == bool(line.daily)] == []
    assert all(task_of(line.task).module_path == line.task for line in held)
