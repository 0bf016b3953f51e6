"""Second factors: codes of an app, passkeys, recovery codes; proving and keeping them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import qrcode  # type: ignore[import-untyped]  # carries no types
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as codes
from allauth.mfa.webauthn.internal import auth as keys
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.kernel.accounts.models import User
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.sign_in_gate import MAIN, needs_second_factor
from danvan.web.sign_in_limits import count_try
from danvan.web.sign_in_sessions import note, renew

MOST_PASSKEYS = 10
LONGEST_CREDENTIAL = 20_000
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
    renew(request, user)


def options_for(user: User | None) -> str:
    """Return what a browser needs to ask a passkey for its proof, as JSON."""
    return json.dumps(keys.begin_authentication(user), default=dict)


def options_to_add(user: User) -> str:
    """Return what a browser needs to make a passkey, as JSON."""
    return json.dumps(keys.begin_registration(user, passwordless=True), default=dict)


def _refusal(code: str) -> ValidationError:
    return ValidationError(sentence(LawError(code)), code=code)


class CodeForm(HouseForm):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("Mã xác thực"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}
        ),
    )
    reauthenticated = False

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.proven: Authenticator | None = None

    def clean_code(self) -> str:
        """Find the factor whose code it is, counting every wrong try."""
        typed = "".join(self.cleaned_data["code"].split())
        usage = count_try(context.request, f"codes:{self.user.pk}")
        for factor in Authenticator.objects.filter(user=self.user).exclude(
            type=Authenticator.Type.WEBAUTHN
        ):
            if factor.wrap().validate_code(typed) and first_use(self.user, typed):
                usage.rollback()
                factor.user = self.user
                self.proven = factor
                return typed
        raise _refusal("SIGN-03")

    def save(self) -> None:
        """Note in the session that the code was right."""
        post_authentication(context.request, self.proven, reauthenticated=self.reauthenticated)


class CodeAgainForm(CodeForm):
    """A code to confirm who sits there."""

    reauthenticated = True


class NewAppForm(HouseForm):
    """The first code of an app that is being set up."""

    code = forms.CharField(
        label=gettext_lazy("Mã 6 số trong ứng dụng"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}
        ),
    )

    def __init__(self, *args: Any, user: User, secret: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.secret = user, secret

    def clean_code(self) -> str:
        """Compare with the secret that was shown."""
        typed = "".join(self.cleaned_data["code"].split())
        usage = count_try(context.request, f"codes:{self.user.pk}")
        if not codes.validate_totp_code(self.secret, typed):
            raise _refusal("SIGN-03")
        usage.rollback()
        first_use(self.user, typed)
        return typed


def first_use(user: User, code: str) -> bool:
    """Return whether a code is used for the first time while it is valid, in any process."""
    return bool(cache.add(f"danvan:code:{user.pk}:{code}", 1, USED_FOR))


class CredentialForm(HouseForm):
    """What a browser sends of a passkey; the script of the page fills it in."""

    credential = forms.CharField(
        widget=forms.HiddenInput, max_length=LONGEST_CREDENTIAL, required=False
    )

    def given(self) -> dict[str, Any]:
        """Return what was sent as a mapping.

        Raises:
            ValidationError: It is none.
        """
        try:
            sent = json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):
            sent = None
        if not isinstance(sent, dict):
            raise _refusal("SIGN-04")
        return sent


class PasskeyForm(CredentialForm):
    """A passkey that proves who sits there."""

    reauthenticated = False
    passwordless = False

    def __init__(self, *args: Any, user: User | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.proven: Authenticator | None = None

    def clean_credential(self) -> str:
        """Find the passkey; a wrong one counts as a try where it is known whose it should be."""
        usage = self.user and count_try(context.request, f"codes:{self.user.pk}")
        sent = self.given()
        try:
            keys.parse_authentication_response(sent)
            owner = self.user or keys.extract_user_from_response(sent)
            self.proven = keys.complete_authentication(owner, sent)
        except (TypeError, ValueError, KeyError, AttributeError, ValidationError) as wrong:
            raise _refusal("SIGN-04") from wrong
        if usage:
            usage.rollback()
        self.proven.user = owner
        return "proven"

    def save(self) -> None:
        """Note in the session that the passkey was right."""
        post_authentication(
            context.request,
            self.proven,
            reauthenticated=self.reauthenticated,
            passwordless=self.passwordless,
        )


class PasskeyAgainForm(PasskeyForm):
    """A passkey to confirm who sits there."""

    reauthenticated = True


class NewPasskeyForm(CredentialForm):
    """A passkey that is being made, with a name to know it by."""

    name = forms.CharField(
        label=gettext_lazy("Tên để nhận ra khoá này"),
        help_text=gettext_lazy("Ví dụ: máy tính phòng họp, điện thoại cơ quan."),
        max_length=60,
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.made: dict[str, Any] = {}

    def clean_credential(self) -> str:
        """Check what the browser made against what it was asked for."""
        sent = self.given()
        rows = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN)
        if rows.count() >= MOST_PASSKEYS:
            raise _refusal("SIGN-14")
        try:
            keys.parse_registration_response(sent)
            keys.complete_registration(sent)
        except (TypeError, ValueError, KeyError, AttributeError, ValidationError) as wrong:
            raise _refusal("SIGN-04") from wrong
        made = {part: sent["response"][part] for part in ("clientDataJSON", "attestationObject")}
        self.made = {key: sent[key] for key in ("id", "rawId", "type")} | {
            "response": made,
            "clientExtensionResults": {},
        }
        return "made"
