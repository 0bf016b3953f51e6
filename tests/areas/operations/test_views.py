"""Who sees which jobs, and what may be decided on them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from danvan.kernel.audit.models import Entry
from danvan.kernel.jobs.models import Job, JobState, ScheduleRow
from danvan.kernel.jobs.queue import LOST
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 15, 3, tzinfo=UTC)
LISTS = ("/jobs/", "/jobs/open/", "/jobs/schedule/")
WHY = {"reason": "Máy chủ thư đã lên"}


@pytest.fixture
def first():
    return make_tree()


@pytest.fixture
def second(first):
    return make_tree()


def client_at(unit, *, role="administrator", downward=True):
    client = Client()
    client.force_login(
        make_user(make_post(unit, grants_at(unit, roles=(role,), downward=downward)))
    )
    return client


@pytest.fixture
def keeper(first):
    """Return the administrator of the site's first tree."""
    return client_at(first.root)


@pytest.fixture
def other(second):
    """Return the administrator of another tree of the site."""
    return client_at(second.root)


def make_job(state=JobState.DEAD, *, name="send", **columns):
    usual = {"run_after": NOW, "enqueued_at": NOW, "finished_at": NOW, "attempts": 5}
    return Job.objects.create(task=f"danvan.{name}", state=state, **usual | columns)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_dead_letters_are_shown_with_what_went_wrong(keeper):
    make_job(error_class="smtplib.SMTPServerDisconnected", error_detail="delivery.py:80")
    make_job(name="lost", error_class=LOST, error_detail="server:1:abc")

    shown = page(keeper, "/jobs/")

    assert "smtplib.SMTPServerDisconnected · delivery.py:80" in shown
    assert "Tiến trình làm việc này đã dừng giữa chừng" in shown
    assert "server:1:abc" not in shown
    assert "10:00 15/04/2026" in shown


def test_open_jobs_are_shown_with_their_state(keeper):
    make_job(JobState.WAITING, name="waits")
    make_job(JobState.RUNNING, name="runs")
    make_job(JobState.DONE, name="ended")

    shown = page(keeper, "/jobs/open/")

    assert all(words in shown for words in ("waits", "runs", "đang chờ", "đang chạy"))
    assert "ended" not in shown


def test_schedule_tells_last_and_next(keeper):
    ScheduleRow.objects.create(
        name="alarms", next_at=NOW + timedelta(minutes=1), last_at=NOW, done_at=NOW
    )

    shown = page(keeper, "/jobs/schedule/")

    assert "Nhắc việc đến hạn" in shown
    assert "mỗi 1 phút" in shown
    assert "hằng ngày lúc 03:10" in shown
    assert "10:01 15/04/2026" in shown


@pytest.mark.parametrize("address", LISTS)
def test_lists_leave_as_workbooks(keeper, address):
    make_job()

    answer = keeper.get(address, {"format": "xlsx"})

    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_each_administrator_sees_the_jobs_of_the_own_tree(keeper, other, first, second):
    make_job(name="site")
    make_job(name="of_first", root_id=first.root.pk)
    make_job(name="of_second", root_id=second.root.pk)

    theirs, others = page(keeper, "/jobs/"), page(other, "/jobs/")

    assert [name in theirs for name in ("site", "of_first", "of_second")] == [True, True, False]
    assert [name in others for name in ("site", "of_first", "of_second")] == [False, False, True]
    assert other.get("/jobs/schedule/").status_code == 404


@pytest.mark.parametrize(
    ("place", "role", "downward"),
    [
        ("root", "planner", True),
        ("root", "head", True),
        ("board", "administrator", True),
        ("board", "administrator", False),
    ],
)
def test_others_find_neither_page_nor_entry(first, place, role, downward):
    job = make_job(root_id=first.root.pk)
    client = client_at(first[place], role=role, downward=downward)

    for address in (*LISTS, f"/jobs/{job.pk}/retry/", f"/jobs/{job.pk}/drop/"):
        assert client.get(address).status_code == 404
        assert client.post(address, WHY).status_code in {404, 405}
    assert 'href="/jobs/"' not in page(client, "/")
    assert Job.objects.get().state == JobState.DEAD


def test_keeper_finds_the_entry(keeper):
    assert 'href="/jobs/"' in page(keeper, "/")


@pytest.mark.parametrize(
    ("act", "state"), [("retry", JobState.WAITING), ("drop", JobState.DROPPED)]
)
def test_decision_needs_a_reason_and_is_recorded(keeper, act, state):
    job = make_job()
    address = f"/jobs/{job.pk}/{act}/"

    assert keeper.post(address, {"reason": " "}).status_code == 422
    done = keeper.post(address, WHY)

    assert (done.status_code, done.url) == (302, "/jobs/")
    job.refresh_from_db()
    assert job.state == state
    entry = Entry.objects.get(action=f"jobs.job.{act}")
    assert entry.details["reason"] == WHY["reason"]
    assert entry.actor_user_id is not None


@pytest.mark.parametrize("act", ["retry", "drop"])
def test_second_decision_is_told(keeper, act):
    job = make_job(JobState.DROPPED)

    answer = keeper.post(f"/jobs/{job.pk}/{act}/", WHY)

    assert answer.status_code == 422
    assert "JOB-01" in answer.content.decode()


@pytest.mark.parametrize("act", ["retry", "drop"])
def test_foreign_jobs_are_not_found(keeper, other, second, act):
    site, theirs = make_job(), make_job(root_id=second.root.pk)

    for client, job in ((other, site), (keeper, theirs)):
        assert client.get(f"/jobs/{job.pk}/{act}/").status_code == 404
        assert client.post(f"/jobs/{job.pk}/{act}/", WHY).status_code == 404
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DEAD}


def test_workers_that_are_not_there_are_told(keeper):
    row = ScheduleRow.objects.create(name="alarms", next_at=timezone.now())

    assert "danvan work" not in page(keeper, "/jobs/")
    ScheduleRow.objects.filter(pk=row.pk).update(next_at=row.next_at - timedelta(hours=1))
    assert "danvan work" in page(keeper, "/jobs/")
