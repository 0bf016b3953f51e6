"""The public door as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalApp(AppConfig):
    """Names the application, its pages in the order of the menu, and what helps on them."""

    name = "danvan.faces.portal"
    label = "portal"
    portal_pages: tuple[tuple[str, object, object], ...] = (
        ("portal", _("Trang đầu"), ""),
        ("letter-units", _("Gửi đơn"), _("Phản ánh, kiến nghị, khiếu nại. Có giấy hẹn ngay.")),
        ("letter-track", _("Tra cứu"), _("Xem việc đến đâu, nhắn tin, bằng mã và số PIN.")),
    )
    """Address, label, and the sentence under which the first page leads there."""
    help_pages = {
        "portal": "portal",
        "letter-units": "portal",
        "letter-send": "portal",
        "letter-poster": "portal",
        "letter-why": "portal",
        "letter-paper": "portal",
        "letter-track": "portal",
        "letter-file": "portal",
    }
