"""The room of archive as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.archive"
    label = "archive"
    navigation = (("archive", _("Hồ sơ lưu"), None, 57),)
    help_pages = {
        "archive": "archive",
        "archive-due": "archive",
        "archive-hand-overs": "archive",
        "archive-hand-over-new": "archive",
        "archive-hand-over": "archive",
        "archive-file-new": "archive",
        "archive-file": "archive",
        "archive-file-change": "archive",
        "archive-file-close": "archive",
        "archive-file-reopen": "archive",
        "archive-add": "archive",
        "archive-add-paper": "archive",
        "archive-add-stub": "archive",
    }
