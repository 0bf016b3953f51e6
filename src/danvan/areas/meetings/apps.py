"""The room of meetings as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.meetings"
    label = "meetings"
    navigation = (("meetings", _("Cuộc họp"), None, 60),)
    help_pages = {
        "case-new meetings.record": "meetings",
        "meetings": "meetings",
    }
