"""The room of set-up as a Django application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from danvan.kernel.accounts.actors import Actor


def sets_up(actor: Actor) -> bool:
    """Return whether somebody plans or administers for a whole tree."""
    return any(
        grant.unit_id == actor.root_id and grant.desk_role in {"planner", "administrator"}
        for grant in actor.grants
    )


class SetupApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.setup"
    label = "setup"
    navigation = (("setup", _("Thiết lập"), sets_up, 62),)
    setup_steps = ("danvan.areas.setup.reading.own_steps",)
    help_pages = {
        "setup": "first-set-up",
        "packs": "packs-in-use",
        "pack": "packs-in-use",
        "pack-stop": "packs-in-use",
        "calendar-notices": "calendar-notices",
        "calendar-notice-new": "calendar-notices",
        "calendar-notice-withdraw": "calendar-notices",
    }
