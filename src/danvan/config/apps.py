"""The wiring as a Django application: system checks and reactions live here."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Registers the site's own system checks."""

    name = "danvan.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks."""
        from danvan.config import checks  # noqa: F401  # later: app ready
