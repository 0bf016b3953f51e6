"""Notices as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.notices"
    label = "notices"
