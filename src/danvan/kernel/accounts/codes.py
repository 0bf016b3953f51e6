"""One-time codes: told once, kept as keyed digests, spent by one conditional statement."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from danvan.kernel.accounts.models import OneTimeCode, Purpose, User
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import unit_of_person
from danvan.kernel.audit.record import record

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Small letters and digits that nobody confuses on paper."""
CODE_SIGNS = 20
GROUP = 5
LIFE = timedelta(hours=24)


def digest_of(salt: str, secret: str) -> str:
    """Return the keyed digest of a secret; the key is the site's, outside the database."""
    return salted_hmac(f"danvan.{salt}", secret, algorithm="sha256").hexdigest()


def fresh(signs: int = CODE_SIGNS) -> str:
    """Return a new random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(signs))


def spaced(code: str) -> str:
    """Return a code in groups for reading aloud."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """Return a code as it was made, however it was typed: spaces, dashes, capitals."""
    return "".join(sign for sign in text.casefold() if sign in ALPHABET)


def make_code(
    purpose: Purpose, *, by: str, user: User | None = None, unit_id: int | None = None
) -> str:
    """Make a code that lives for a day; earlier ones of the same purpose and person end.

    Args:
        unit_id: Under which it is listed, for somebody who holds no post yet.

    Returns:
        The code in groups; it is kept nowhere.
    """
    code, now = fresh(), timezone.now()
    standing = OneTimeCode.objects.filter(purpose=purpose, user=user, used_at=None)
    standing.filter(expires_at__gt=now).update(expires_at=now)
    OneTimeCode.objects.create(
        purpose=purpose,
        user=user,
        digest=digest_of(purpose, code),
        made_at=now,
        made_by=by,
        expires_at=now + LIFE,
    )
    subject = f"user:{user.pk}" if user else "site"
    place = unit_id or (unit_of_person(user) if user else None)
    record(f"accounts.code.{purpose}", actor=by, subject=subject, unit_id=place)
    return spaced(code)


def spend(purpose: Purpose, text: str) -> OneTimeCode:
    """Use a code up, once: of two people at the same moment one gets it.

    Call it inside the transaction of what the code allows.

    Raises:
        AccountRefused: ``PEOPLE-01`` no such code, or one that was used or has run out.
    """
    now, digest = timezone.now(), digest_of(purpose, typed(text))
    rows = OneTimeCode.objects.filter(purpose=purpose, digest=digest, used_at=None)
    if not rows.filter(expires_at__gt=now).update(used_at=now):
        raise AccountRefused("PEOPLE-01")
    return OneTimeCode.objects.select_related("user").get(digest=digest)


def is_right(purpose: Purpose, text: str) -> bool:
    """Return whether a code can be used now; it is not used up."""
    digest = digest_of(purpose, typed(text))
    rows = OneTimeCode.objects.filter(purpose=purpose, digest=digest, used_at=None)
    return rows.filter(expires_at__gt=timezone.now()).exists()
