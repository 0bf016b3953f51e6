"""The room of official documents as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.documents"
    label = "documents"
    navigation = ()
