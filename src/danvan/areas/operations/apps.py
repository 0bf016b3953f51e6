"""The room of operations as a Django application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from danvan.kernel.accounts.actors import Actor


def sees_jobs(actor: Actor) -> bool:
    """Return whether a post administers the root of its tree."""
    held = {grant.unit_id for grant in actor.grants if grant.desk_role == "administrator"}
    return actor.root_id in held


class OperationsApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.operations"
    label = "operations"
    navigation = (("jobs", _("Việc nền"), sees_jobs, 88),)
    help_pages = {
        "jobs": "background-work",
        "jobs-open": "background-work",
        "jobs-schedule": "background-work",
        "job-retry": "background-work",
        "job-drop": "background-work",
    }
