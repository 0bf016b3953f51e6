"""Publication as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PublicationApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.publication"
    label = "publication"
