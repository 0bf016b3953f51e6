"""The letterbox as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class LetterboxApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.letterbox"
    label = "letterbox"
