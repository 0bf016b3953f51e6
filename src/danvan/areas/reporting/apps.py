"""The room of reporting as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ReportingApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.reporting"
    label = "reporting"
