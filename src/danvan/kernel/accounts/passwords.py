"""Reset accounts, end their sessions, shut and open them; each is recorded."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.codes import make_code, spend
from danvan.kernel.accounts.models import OneTimeCode, Purpose, User
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import (
    keeping_an_administrator,
    require_power_over_person,
    unit_of_person,
)
from danvan.kernel.audit.record import record
from danvan.kernel.organisations.models import Unit


@transaction.atomic
def reset(user: User, *, actor: Actor, second_factor: bool = False) -> str:
    """Shut an account until its person sets a new password by a code told once.

    Until then no passkey and no other house lets them in either. All its sessions end. The code
    lives for a day and is kept nowhere.

    Args:
        second_factor: Whether the second step of signing in is dropped too, as after a lost phone;
            then the link to another house goes as well.

    Raises:
        AccountRefused: ``PEOPLE-02`` or ``PEOPLE-04`` the account may do more than the actor could
            give, ``PEOPLE-03`` one's own, ``PEOPLE-05`` a post outside the reach.
    """
    require_power_over_person(actor, user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    if second_factor:
        Authenticator.objects.filter(user=user).delete()
        SocialAccount.objects.filter(user=user).delete()
    _end_sessions(user)
    details: dict[str, object] = {"second_factor": second_factor}
    _record("accounts.password.reset", user, actor, details)
    return make_code(Purpose.RESET, by=actor.label, user=user)


def awaits_new_password(user: User) -> bool:
    """Return whether an account was reset and its person has set no new password since."""
    codes = OneTimeCode.objects.filter(purpose=Purpose.RESET, user=user)
    return not user.has_usable_password() and codes.exists()


@transaction.atomic
def set_password(code: str, password: str) -> User:
    """Set a new password by a code; the code is used up.

    Raises:
        AccountRefused: ``PEOPLE-01`` no such code, used, run out, or of an account that is shut.
    """
    spent = spend(Purpose.RESET, code)
    user = spent.user
    if user is None or not user.is_active:
        raise AccountRefused("PEOPLE-01")
    user.set_password(password)
    user.save(update_fields=["password"])
    record(
        "accounts.password.set",
        actor=spent.made_by,
        actor_user_id=user.pk,
        subject=f"user:{user.pk}",
        unit_id=unit_of_person(user),
    )
    return user


@transaction.atomic
def end_sessions(user: User, *, actor: Actor) -> None:
    """Sign somebody out everywhere.

    Raises:
        AccountRefused: As ``require_power_over_person``.
    """
    require_power_over_person(actor, user)
    _end_sessions(user)
    _record("accounts.sessions.end", user, actor, {})


@transaction.atomic
def shut_account(user: User, *, actor: Actor) -> None:
    """Let nobody sign in with an account any more; what it did stays.

    Raises:
        AccountRefused: As ``require_power_over_person``, and ``PEOPLE-06`` the last administrator.
    """
    require_power_over_person(actor, user)
    root = Unit.objects.get(pk=actor.root_id or 0)
    with keeping_an_administrator(root, actor.today):
        user.is_active = False
        user.save(update_fields=["is_active"])
    _end_sessions(user)
    _record("accounts.account.shut", user, actor, {})


@transaction.atomic
def open_account(user: User, *, actor: Actor) -> None:
    """Let an account that was shut sign in again.

    Raises:
        AccountRefused: As ``require_power_over_person``.
    """
    require_power_over_person(actor, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record("accounts.account.open", user, actor, {})


def end_sessions_of_leaver(user: User) -> None:
    """Sign somebody out everywhere, as a part of a handover; the handover is the record."""
    _end_sessions(user)


def _end_sessions(user: User) -> None:
    """Void every session at once: what it is bound to changes, then its rows go."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    store: type[SessionBase] = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    rows = UserSession.objects.filter(user=user)
    for key in rows.values_list("session_key", flat=True):
        store().delete(key)
    rows.delete()


def _record(action: str, user: User, actor: Actor, details: dict[str, object]) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"user:{user.pk}",
        unit_id=unit_of_person(user) or actor.unit_id,
        details=details,
    )
