"""The case spine as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CasesApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.cases"
    label = "cases"
