from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus, task_backends
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist

from danvan.kernel.jobs.models import Job, JobState
from danvan.kernel.jobs.running import run_next
from tests.kernel.jobs import work_samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(settings, monkeypatch):
    """Let tasks go through the queue, as a site does."""
    settings.TASKS = {"default": {"BACKEND": "danvan.kernel.jobs.backend.QueueBackend"}}
    monkeypatch.setattr(task_backends, "_settings", None, raising=False)
    task_backends.__dict__.pop("settings", None)
    monkeypatch.delattr(task_backends._connections, "default", raising=False)
    yield
    task_backends.__dict__.pop("settings", None)
    del task_backends._connections.default


def test_task_waits_in_the_queue_until_it_is_run(queued, written):
    result = work_samples.write.enqueue("a")

    assert (result.status, written()) == (TaskResultStatus.READY, [])
    run_next("w1")
    result.refresh()
    assert (result.status, result.attempts, written()) == (TaskResultStatus.SUCCESSFUL, 1, ["a"])


def test_failure_is_told_by_its_class_alone(queued):
    result = work_samples.fail.enqueue()
    run_next("w1")

    result.refresh()

    assert result.status == TaskResultStatus.FAILED
    assert [error.exception_class for error in result.errors] == [ValueError]
    assert work_samples.SECRET not in result.errors[0].traceback


@pytest.mark.parametrize("result_id", ["0", "12345", "9" * 40, "x", "", "-1", "²"])
def test_result_that_never_was_is_told(queued, result_id):
    with pytest.raises(TaskResultDoesNotExist):
        work_samples.write.get_result(result_id)


def test_other_queues_are_refused(queued):
    with pytest.raises(InvalidTaskError):
        work_samples.write.using(queue_name="other")


def test_tests_run_tasks_at_once_and_see_them_raise(written):
    result = work_samples.write.enqueue("a")

    assert (result.status, written()) == (TaskResultStatus.SUCCESSFUL, ["a"])
    with pytest.raises(ValueError, match="An"):
        work_samples.fail.enqueue()


def test_tests_write_down_what_is_put_off(written):
    later = timezone.now() + timedelta(hours=1)

    result = work_samples.write.using(run_after=later).enqueue("a")

    assert (result.status, written()) == (TaskResultStatus.READY, [])
    assert Job.objects.get().state == JobState.WAITING
