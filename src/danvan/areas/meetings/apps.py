"""The room of meetings as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsApp(AppConfig):
    """Names the application."""

    name = "danvan.areas.meetings"
    label = "meetings"
