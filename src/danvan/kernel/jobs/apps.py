"""Jobs as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class JobsApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.jobs"
    label = "jobs"
