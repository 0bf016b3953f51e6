"""The room of consolidation as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ConsolidationApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.consolidation"
    label = "consolidation"
