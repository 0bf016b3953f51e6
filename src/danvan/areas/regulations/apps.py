"""The room of regulations as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegulationsApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.regulations"
    label = "regulations"
    navigation = (("regulations", _("Văn bản"), None, 50),)
