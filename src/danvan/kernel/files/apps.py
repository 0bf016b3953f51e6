"""Stored files as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class FilesApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.files"
    label = "files"
