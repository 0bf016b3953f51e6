"""People who have confirmed where they want their mail, and mail that waits for them."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from danvan.kernel.accounts.models import User
from danvan.kernel.notices.addressing import write_deliveries
from danvan.kernel.notices.dispatch import tell
from danvan.kernel.notices.models import Delivery, Preference
from danvan.kernel.organisations.days import LEGAL_ZONE
from tests.factories.desks import TODAY, Desk, owe

NOW = datetime(2026, 4, 15, 9, 0, tzinfo=LEGAL_ZONE)
"""A morning on the day of the desks."""
numbers = count(1)


def confirm(user: User, address: str = "", **chosen: object) -> Preference:
    """Let a person have confirmed an address, and chosen something."""
    user.email = address or f"hop-thu-{next(numbers)}@mau.example"
    user.save(update_fields=["email"])
    facts = {"confirmed_address": user.email, "confirmed_at": NOW, **chosen}
    preference, _made = Preference.objects.update_or_create(user=user, defaults=facts)
    return preference


def post_of(desk: Desk) -> int:
    """Return the post of a desk."""
    assert desk.actor.post_id is not None
    return desk.actor.post_id


def waiting(desk: Desk, key: str = "duties.due_soon", **owed: object) -> Delivery:
    """Let a desk be told of something it owes, and the mail of that wait."""
    case = owe(desk, TODAY, **owed)
    tell(key, [post_of(desk)], case, TODAY, {"due_on": TODAY.isoformat()})
    write_deliveries(NOW)
    return Delivery.objects.order_by("pk").last()
