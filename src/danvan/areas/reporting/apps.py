"""The room of reporting as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.reporting"
    label = "reporting"
    navigation = (("reports", _("Báo cáo"), None, 62),)
    case_steps = {"duties.occurrence": "danvan.areas.reporting.queries.steps_of"}
    short_steps = "danvan.areas.reporting.queries.short_steps_of"
    help_pages = {
        "report-entry": "reports",
        "report-fill": "reports",
        "report-new": "reports",
        "report-paper": "reports",
        "report-records": "reports",
        "report-return": "reports",
        "report-short": "reports",
        "report-version": "reports",
        "reports": "reports",
    }
