"""The room of petitions as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.petitions"
    label = "petitions"
    navigation = (("petitions", _("Đơn thư"), None, 55),)
    help_pages = {
        "petitions": "petitions",
        "petition-new": "petitions",
        "petition-clock": "petitions",
        "petition-register": "petition-books",
    }
