"""The room of archive as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ArchiveApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.archive"
    label = "archive"
