"""The room of consolidation as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsolidationApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.consolidation"
    label = "consolidation"
    navigation = (("consolidation", _("Tổng hợp báo cáo"), None, 63),)
    case_steps = {"reporting.report": "danvan.areas.consolidation.queries.steps_of"}
    help_pages = {
        "consolidation": "consolidation",
        "consolidation-board": "consolidation",
        "consolidation-document": "report-as-a-document",
        "consolidation-figure": "consolidation",
        "consolidation-input": "consolidation",
        "consolidation-inputs": "consolidation",
        "consolidation-merge": "consolidation",
        "consolidation-own": "consolidation",
        "consolidation-send": "consolidation",
        "consolidation-words": "consolidation",
    }
