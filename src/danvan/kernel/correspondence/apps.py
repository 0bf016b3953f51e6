"""Correspondence as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CorrespondenceApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.correspondence"
    label = "correspondence"
