"""The room of duties as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesRoomApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.duties"
    label = "duties_room"
    navigation = (
        ("duty-register", _("Sổ nhiệm vụ"), None, 20),
        ("unit-year", _("Lịch năm"), None, 30),
        ("units", _("Đơn vị"), None, 40),
        ("bindings", _("Gắn đơn vị"), "planner", 65),
        ("plan", _("Kế hoạch"), "planner", 70),
    )
    setup_steps = ("danvan.areas.duties.merge.setup_steps",)
    act_forms = {
        "duties.link_matter": "danvan.areas.duties.forms.LinkMatterForm",
        "duties.raise_occasion": "danvan.areas.duties.forms.RaiseOccasionForm",
    }
    help_pages = {
        "binding": "bind-units",
        "binding-end": "bind-units",
        "bindings": "bind-units",
        "bindings-proposed": "bind-units",
        "duty": "duty-register",
        "duty-board": "year-board",
        "duty-leader": "leaders",
        "duty-register": "duty-register",
        "leaders": "leaders",
        "local-date": "local-dates",
        "local-date-end": "local-dates",
        "local-dates": "local-dates",
        "plan": "plan-and-apply",
        "plan-apply": "plan-and-apply",
        "plan-undo": "plan-and-apply",
        "plans-applied": "plan-and-apply",
        "unit": "year-board",
        "unit-year": "year-board",
        "units": "year-board",
    }
