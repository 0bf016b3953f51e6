"""The room of people as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleApp(AppConfig):
    """Names the application, its places in the menu and the guide pages that help."""

    name = "danvan.areas.people"
    label = "people"
    navigation = (
        ("posts", _("Chức danh và quyền"), "administrator", 72),
        ("slips", _("Phiếu cho tổ"), "administrator", 73),
        ("audit-log", _("Ai đã làm gì"), "administrator", 74),
        ("handovers", _("Bàn giao"), None, 76),
    )
    help_pages = {
        "account": "reset-a-password",
        "account-open": "reset-a-password",
        "account-reset": "reset-a-password",
        "account-sessions-end": "reset-a-password",
        "account-shut": "reset-a-password",
        "audit-log": "who-did-what",
        "grant-end": "posts-and-rights",
        "grants": "posts-and-rights",
        "handover": "hand-over",
        "handover-new": "hand-over",
        "handovers": "hand-over",
        "holder-new": "posts-and-rights",
        "holding-end": "posts-and-rights",
        "people": "posts-and-rights",
        "post": "posts-and-rights",
        "post-close": "posts-and-rights",
        "post-edit": "posts-and-rights",
        "post-grant": "posts-and-rights",
        "post-new": "posts-and-rights",
        "posts": "posts-and-rights",
        "slip-new": "slips",
        "slip-revoke": "slips",
        "slips": "slips",
        "substitute-new": "hand-over",
    }
