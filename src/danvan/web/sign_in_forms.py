"""Forms where a code or a passkey is given: at sign-in, asked again, and being set up."""

from __future__ import annotations

import json
from typing import Any

from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal import auth as keys
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from danvan.kernel.accounts.models import User
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.sign_in_factors import first_use, passkeys_are_enough
from danvan.web.sign_in_gate import MAIN
from danvan.web.sign_in_limits import count_try

LONGEST_CREDENTIAL = 20_000


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
        for factor in Authenticator.objects.filter(user=self.user).exclude(type=MAIN[1]):
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
        if not validate_totp_code(self.secret, typed):
            raise _refusal("SIGN-03")
        usage.rollback()
        first_use(self.user, typed)
        return typed


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
        if passkeys_are_enough(self.user):
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
