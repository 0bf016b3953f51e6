"""The two ways our tasks are enqueued: into the queue, and in tests at once."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from danvan.kernel.jobs.manners import task_of
from danvan.kernel.jobs.models import Job, JobState
from danvan.kernel.jobs.queue import put

T = TypeVar("T")
LONGEST_ID = 19
"""Digits beyond which no database counts."""
STATUSES = {
    JobState.WAITING.value: TaskResultStatus.READY,
    JobState.RUNNING.value: TaskResultStatus.RUNNING,
    JobState.DONE.value: TaskResultStatus.SUCCESSFUL,
    JobState.DEAD.value: TaskResultStatus.FAILED,
    JobState.DROPPED.value: TaskResultStatus.FAILED,
}


class QueueBackend(BaseTaskBackend):
    """Writes a row; ``danvan work`` does the rest."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[..., T], args: Any, kwargs: Any) -> TaskResult[T]:
        """Write the job within the transaction that is open."""
        self.validate_task(task)
        return self._result(put(task, args, kwargs, now=timezone.now()))

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """Return how a job stands; a task gives nothing back but that it ended.

        Raises:
            TaskResultDoesNotExist: It never was, or has been cleared away.
        """
        is_id = result_id.isdecimal() and len(result_id) < LONGEST_ID
        job = Job.objects.filter(pk=result_id).first() if is_id else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return self._result(job)

    def _result(self, job: Job) -> TaskResult[Any]:
        task = task_of(job.task)
        errors = [TaskError(exception_class_path=job.error_class, traceback=job.error_detail)]
        return TaskResult(
            task=task.using(priority=job.priority, run_after=job.run_after),
            id=str(job.pk),
            status=STATUSES[job.state],
            enqueued_at=job.enqueued_at,
            started_at=job.started_at,
            last_attempted_at=job.started_at,
            finished_at=job.finished_at,
            args=job.args,
            kwargs=job.kwargs,
            backend=self.alias,
            errors=errors if job.error_class else [],
            worker_ids=[job.worker] * job.attempts,
        )


class AtOnceBackend(QueueBackend):
    """Runs what is not put off where it is enqueued, and lets it raise: for tests."""

    def enqueue(self, task: Task[..., T], args: Any, kwargs: Any) -> TaskResult[T]:
        """Run the task, or write it down where it is for later."""
        result = super().enqueue(task, args, kwargs)
        if task.run_after is None:
            job = Job.objects.get(pk=result.id)
            task.call(*job.args, **job.kwargs)
            job.state, job.finished_at = JobState.DONE, timezone.now()
            job.save(update_fields=["state", "finished_at"])
            result.refresh()
        return result
