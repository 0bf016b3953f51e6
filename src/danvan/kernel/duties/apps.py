"""The join of provision, body and day as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class DutiesApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.duties"
    label = "duties"
