"""Second factors: codes of an app, passkeys, recovery codes; proving and keeping them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import qrcode  # type: ignore[import-untyped]  # carries no types
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as codes
from allauth.mfa.webauthn.internal import auth as keys
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from danvan.kernel.accounts.models import User
from danvan.law.errors import LawError
from danvan.web.sign_in_gate import MAIN, needs_second_factor
from danvan.web.sign_in_sessions import note, renew, warn

MOST_PASSKEYS = 10
USED_FOR = 150
"""Seconds a code that was used is remembered: longer than it is valid."""

QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One factor as its owner reads it."""

    pk: int
    name: str
    since: datetime
    used: datetime | None


def has_app(user: User) -> bool:
    """Return whether somebody has an authenticator app."""
    return bool(Authenticator.objects.filter(user=user, type=MAIN[0]).exists())


def has_code(user: User) -> bool:
    """Return whether somebody can give a code: of an app, or a recovery code."""
    return bool(Authenticator.objects.filter(user=user).exclude(type=MAIN[1]).exists())


def has_passkey(user: User) -> bool:
    """Return whether somebody has a passkey."""
    return bool(Authenticator.objects.filter(user=user, type=MAIN[1]).exists())


def factors_of(user: User) -> list[FactorLine]:
    """Return the apps and passkeys of somebody, oldest first."""
    rows = Authenticator.objects.filter(user=user, type__in=MAIN).order_by("created_at", "pk")
    return [FactorLine(row.pk, name_of(row), row.created_at, row.last_used_at) for row in rows]


def name_of(factor: Authenticator) -> str:
    """Return what a factor is called."""
    if factor.type == Authenticator.Type.TOTP:
        return _("Ứng dụng tạo mã")
    return _("Khoá truy cập: %(name)s") % {"name": factor.data.get("name") or "?"}


def factor_of(user: User, pk: int) -> Authenticator | None:
    """Return one app or passkey of somebody."""
    return Authenticator.objects.filter(user=user, type__in=MAIN, pk=pk).first()


def codes_left(user: User) -> int | None:
    """Return how many recovery codes are unused; ``None`` where none were ever made."""
    kept = _kept_codes(user)
    return None if kept is None else len(kept.get_unused_codes())


def _kept_codes(user: User) -> RecoveryCodes | None:
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return None if row is None else RecoveryCodes(row)


def codes_to_show(user: User) -> list[str] | None:
    """Return the recovery codes the first time they are asked for, and never again."""
    kept = _kept_codes(user)
    if kept is None or kept.did_view:
        return None
    kept.mark_as_viewed()
    return list(kept.get_unused_codes())


@transaction.atomic
def renew_codes(request: HttpRequest, user: User) -> None:
    """Make new recovery codes; the old ones no longer hold."""
    for row in Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES):
        row.delete()
    RecoveryCodes.activate(user)
    note(request, user, "accounts.codes.renew")


def secret_to_show() -> str:
    """Return the secret that is being set up, the same while the set-up lasts."""
    return str(codes.get_totp_secret(regenerate=False))


def qr_path(user: User, secret: str) -> tuple[str, int]:
    """Return the square code of a secret as the path of an SVG, and how wide its square is."""
    drawn = qrcode.QRCode(border=QUIET_ZONE)
    drawn.add_data(get_adapter().build_totp_url(user, secret))
    drawn.make()
    rows = drawn.get_matrix()
    dark = [
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    ]
    return "".join(dark), len(rows)


@transaction.atomic
def add_app(request: HttpRequest, user: User, secret: str) -> None:
    """Keep an authenticator app whose code was right; the first factor brings recovery codes."""
    codes.TOTP.activate(user, secret)
    codes.clear_totp_secret(request)
    _added(request, user, Authenticator.Type.TOTP)


@transaction.atomic
def add_passkey(request: HttpRequest, user: User, name: str, credential: dict[str, Any]) -> None:
    """Keep a passkey that was made just now."""
    keys.WebAuthn.add(user, name, credential)
    _added(request, user, Authenticator.Type.WEBAUTHN)


def _added(request: HttpRequest, user: User, kind: str) -> None:
    RecoveryCodes.activate(user)
    note(request, user, "accounts.factor.add", {"kind": str(kind)})
    warn(user, "accounts.factor.add")
    renew(request, user)


@transaction.atomic
def remove_factor(request: HttpRequest, user: User, factor: Authenticator) -> None:
    """Remove a factor of one's own.

    Raises:
        LawError: It is the last one and the post needs one.
    """
    User.objects.select_for_update().get(pk=user.pk)
    is_needed = needs_second_factor(getattr(request, "actor", None))
    others = Authenticator.objects.filter(user=user, type__in=MAIN).exclude(pk=factor.pk)
    if is_needed and not others.exists():
        raise LawError("SIGN-05")
    factor.delete()
    delete_dangling_recovery_codes(user)
    note(request, user, "accounts.factor.remove", {"kind": str(factor.type)})
    warn(user, "accounts.factor.remove")
    renew(request, user)


def options_for(user: User | None) -> str:
    """Return what a browser needs to ask a passkey for its proof, as JSON."""
    return json.dumps(keys.begin_authentication(user), default=dict)


def options_to_add(user: User) -> str:
    """Return what a browser needs to make a passkey, as JSON."""
    return json.dumps(keys.begin_registration(user, passwordless=True), default=dict)


def passkeys_are_enough(user: User) -> bool:
    """Return whether somebody has as many passkeys as one may."""
    return bool(Authenticator.objects.filter(user=user, type=MAIN[1]).count() >= MOST_PASSKEYS)


def first_use(user: User, code: str) -> bool:
    """Return whether a code is used for the first time while it is valid, in any process."""
    return bool(cache.add(f"danvan:code:{user.pk}:{code}", 1, USED_FOR))
