"""The room of comparing as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ComparingApp(AppConfig):
    """Names the application; its pages are reached from the regulations."""

    name = "danvan.areas.comparing"
    label = "comparing"
    help_pages = {
        "regulation-compare": "compare-regulations",
        "regulation-in-force": "compare-regulations",
    }
