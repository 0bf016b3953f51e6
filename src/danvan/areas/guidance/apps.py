"""The room of guidance as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidanceApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.guidance"
    label = "guidance"
    navigation = (("guidance", _("Hướng dẫn cấp trên"), "planner", 68),)
    help_pages = {
        "guidance": "guidance",
        "guidance-end": "guidance",
        "guidance-new": "guidance",
    }
