"""How a person wants to be told outside the site, and the address that they have confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import User
from danvan.kernel.audit.record import record
from danvan.kernel.notices.families import FAMILIES, family_of
from danvan.kernel.notices.models import Channel, Delivery, Preference
from danvan.law.errors import LawError

CONFIRM = "confirm"
"""Key of the mail that asks whether an address is right."""
SALT = "danvan.notices.address"
LINK_HOLDS = timedelta(days=3)
MOST_ASKS = 5
"""How often a person may have such a mail sent within a day."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chooses on their page.

    Args:
        channels: Ways for each family of notices.
        quiet_from, quiet_until: Own quiet hours; both ``None``: those of the tree; equal: none.
    """

    language: str = "vi"
    phone: str = ""
    channels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    digest_on: bool = False
    digest_hour: int = 7
    quiet_from: int | None = None
    quiet_until: int | None = None


def preference_of(user: User) -> Preference:
    """Return how a person wants to be told; one who has said nothing gets the inbox only."""
    return Preference.objects.filter(pk=user.pk).first() or Preference(user=user)


def ways_of(preference: Preference, key: str) -> list[str]:
    """Return the ways on which a person wants a kind of notice; by mail unless said otherwise."""
    chosen: list[str] = preference.channels.get(family_of(key), [Channel.MAIL.value])
    return [way for way in chosen if way == Channel.MAIL or preference.phone]


def takes_mail(preference: Preference, user: User) -> bool:
    """Return whether mail may go to a person: confirmed, still theirs, and not come back."""
    address = preference.confirmed_address
    return bool(address) and address == user.email and preference.refused_at is None


@transaction.atomic
def choose(user: User, choices: Choices, actor: Actor) -> None:
    """Keep what a person has chosen."""
    facts = asdict(choices) | {
        "channels": {key: list(choices.channels.get(key, ())) for key in FAMILIES}
    }
    Preference.objects.update_or_create(user=user, defaults=facts)
    told = {name: value for name, value in facts.items() if name != "phone"}
    _record("notices.preference.set", actor, told)


@transaction.atomic
def ask_address(user: User, address: str, actor: Actor, now: datetime) -> Preference:
    """Keep an address that a person names until they follow the link that is mailed there.

    Raises:
        LawError: ``NOTIFY-01``, too many were asked for within a day.
    """
    sent = Delivery.objects.filter(user=user, key=CONFIRM, made_at__gt=now - ONE_DAY)
    if sent.count() >= MOST_ASKS:
        raise LawError("NOTIFY-01", most=MOST_ASKS)
    facts = {"asked_address": address, "asked_at": now}
    preference, _made = Preference.objects.update_or_create(user=user, defaults=facts)
    _record("notices.address.ask", actor, {})
    return preference


def link_token(preference: Preference) -> str:
    """Return what the link to confirm the address asked for carries."""
    asked_at = preference.asked_at.timestamp() if preference.asked_at else 0
    said = [preference.user_id, preference.asked_address, asked_at]
    return signing.dumps(said, salt=SALT)


def address_of(user: User, token: str) -> str:
    """Return the address that a link confirms for the person who follows it.

    Raises:
        LawError: ``NOTIFY-02``, it is old, foreign, used up or no link of ours.
    """
    preference = preference_of(user)
    try:
        said = signing.loads(token, salt=SALT, max_age=LINK_HOLDS)
    except signing.BadSignature:
        raise LawError("NOTIFY-02") from None
    asked_at = preference.asked_at.timestamp() if preference.asked_at else 0
    if said != [user.pk, preference.asked_address, asked_at] or not preference.asked_address:
        raise LawError("NOTIFY-02")
    return preference.asked_address


@transaction.atomic
def confirm_address(user: User, token: str, actor: Actor, now: datetime) -> str:
    """Let mail go to the address of a link from now on; returns it.

    Raises:
        LawError: ``NOTIFY-02``, the link does not hold.
    """
    address = address_of(user, token)
    Preference.objects.filter(pk=user.pk).update(
        confirmed_address=address,
        confirmed_at=now,
        asked_address="",
        asked_at=None,
        refused_at=None,
        refused_why="",
    )
    User.objects.filter(pk=user.pk).update(email=address)
    _record("notices.address.confirm", actor, {})
    return address


def refuse_address(user_id: int, address: str, why: str, now: datetime) -> None:
    """Note that mail to a confirmed address came back: no more goes there until confirmed anew."""
    rows = Preference.objects.filter(pk=user_id, confirmed_address=address, refused_at=None)
    rows.update(refused_at=now, refused_why=why[:300])


def _record(action: str, actor: Actor, details: Mapping[str, object]) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"user:{actor.user_id}",
        unit_id=actor.unit_id,
        details=details,
    )
