"""The room of opinions as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpinionsApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.opinions"
    label = "opinions"
    navigation = (("opinions", _("Ý kiến hội viên"), None, 57),)
    passed_on = {"opinions.gathering": (("send",), ("sent",))}
    addressees = {"opinions.gathering": "danvan.areas.opinions.queries.addressees"}
    help_pages = {
        "case-new opinions.gathering": "opinions",
        "opinions": "opinions",
        "opinions-topics": "opinions",
    }
