"""How a task runs: what people call it, how often it is tried, whether it is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django_tasks.base import Task

from danvan.law.errors import LawError

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Manner:
    """How one task runs.

    Args:
        label: What people read; Vietnamese, marked for translation.
        most: How often it is tried in all where it raises.
        first_wait: Seconds before the second attempt; each later wait is twice as long.
        longest_wait: Seconds, the most between two attempts.
        longest_run: Seconds after which it is believed to hang; its worker ends then, so that no
            server that never answers stops everything else.
        is_whole: Whether its effects in the database and its end are one transaction. Then they
            happen exactly once, whatever dies when; only for what is short, as it may hold the
            write lock of SQLite all the while.
    """

    label: str | Promise = ""
    most: int = 1
    first_wait: int = 30
    longest_wait: int = 3600
    longest_run: int = 3600
    is_whole: bool = False

    def wait_after(self, attempt: int, chance: float) -> timedelta:
        """Return how long to wait after an attempt that raised.

        Args:
            attempt: Which one it was, from 1.
            chance: 0 to 1; up to a quarter is added, so that what failed together does not come
                back together.
        """
        doubled = self.first_wait * 2 ** min(attempt - 1, 30)
        return timedelta(seconds=min(doubled, self.longest_wait) * (1 + chance / 4))


PLAIN = Manner()
_manners: dict[str, Manner] = {}


def manner(given: Manner) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare how a task runs; stands under ``@task``.

    Example:
        >>> from django_tasks import task
        >>> @manner(Manner("Gửi một thư", most=5))
        ... def send(mail_id: int) -> None: ...
    """

    def declared(function: Callable[P, T]) -> Callable[P, T]:
        _manners[f"{function.__module__}.{function.__qualname__}"] = given
        return function

    return declared


def manner_of(name: str) -> Manner:
    """Return how a task runs; tried once where nothing is declared or no such task is left.

    Args:
        name: Dotted name of the task.
    """
    try:
        return _manners.get(task_of(name).module_path, PLAIN)
    except LawError:
        return PLAIN


def task_of(name: str) -> Task[..., object]:
    """Return the task of a dotted name.

    A row can name nothing but a declared task in the packages of ``settings.JOB_PLACES``.

    Raises:
        LawError: ``JOB-02``, the name leads to no task of danvan.
    """
    try:
        found = import_string(name) if name.startswith(settings.JOB_PLACES) else None
    except Exception as error:  # importing a module may raise anything
        raise LawError("JOB-02", task=name) from error
    if not isinstance(found, Task) or found.module_path != name:
        raise LawError("JOB-02", task=name)
    return found
