"""The room of exchange as a Django application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from danvan.kernel.accounts.actors import Actor

CLERKS = frozenset({"officer", "head"})


def keeps_documents(actor: Actor) -> bool:
    """Return whether an actor keeps documents anywhere."""
    return any(grant.desk_role in CLERKS for grant in actor.grants)


class ExchangeApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.exchange"
    label = "exchange"
    navigation = (("exchange", _("Trao đổi văn bản điện tử"), keeps_documents, 56),)
    case_steps = {"documents.outgoing": "danvan.areas.exchange.queries.steps_of"}
    help_pages = {
        "exchange": "exchange",
        "exchange-issued": "exchange",
        "exchange-make": "exchange",
        "exchange-read": "exchange",
        "exchange-envelope": "exchange",
        "exchange-organs": "exchange",
        "exchange-organ-new": "exchange",
        "exchange-organ": "exchange",
    }
