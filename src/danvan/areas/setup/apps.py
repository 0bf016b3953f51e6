"""The room of set-up as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class SetupApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.setup"
    label = "setup"
    navigation = ()
