"""Who must have a second factor, and who has one; small, because every request asks."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import User

MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""The factors that count; recovery codes only stand in for them."""


def needs_second_factor(actor: Actor | None) -> bool:
    """Return whether a post grants, puts packs to work or opens sealed records.

    Demonstrations are left out: their passwords are known to everybody.
    """
    return actor is not None and actor.needs_second_factor and not actor.is_demo


def lacks_second_factor(actor: Actor, user: User) -> bool:
    """Return whether a post must not act yet: it needs a second factor and its holder has none.

    Whoever has one has passed it at sign-in. One query, and none where no factor is needed.
    """
    return needs_second_factor(actor) and not has_second_factor(user)


def has_second_factor(user: User) -> bool:
    """Return whether somebody has an authenticator app or a passkey; one query."""
    return bool(Authenticator.objects.filter(user=user, type__in=MAIN).exists())
