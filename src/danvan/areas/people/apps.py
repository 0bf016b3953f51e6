"""The room of people as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.people"
    label = "people"
    navigation = ()
