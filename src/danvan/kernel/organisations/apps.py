"""Units as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.organisations"
    label = "organisations"
