"""The page toolkit as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebApp(AppConfig):
    """Names the application and its entries in the menu."""

    name = "danvan.web"
    label = "web"
    navigation = (
        ("work", _("Việc của tôi"), None, 10),
        ("notices", _("Thông báo"), None, 80),
        ("help", _("Trợ giúp"), None, 90),
    )
