"""The room of operations as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OperationsApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.operations"
    label = "operations"
    navigation = ()
