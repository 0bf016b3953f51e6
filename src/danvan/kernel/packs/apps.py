"""Packs in use as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PacksApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.packs"
    label = "packs"
