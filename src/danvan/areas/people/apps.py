"""The room of people as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.people"
    label = "people"
    navigation = (
        ("posts", _("Chức danh và quyền"), "administrator", 72),
        ("slips", _("Phiếu cho tổ"), "administrator", 73),
        ("audit-log", _("Ai đã làm gì"), "administrator", 74),
        ("handovers", _("Bàn giao"), None, 76),
    )
