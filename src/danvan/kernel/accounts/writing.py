"""Write posts, holders and grants; each is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from danvan.kernel.accounts.actors import GrantValue
from danvan.kernel.accounts.models import Grant, Holding, Post, User
from danvan.kernel.audit.record import record
from danvan.kernel.organisations.models import Unit


@transaction.atomic
def add_post(
    unit: Unit,
    title: str,
    *,
    title_en: str,
    grants: Sequence[GrantValue],
    valid_from: date,
    by: str,
) -> Post:
    """Add a post with its grants from a day on."""
    post = Post.objects.create(unit=unit, title=title, title_en=title_en)
    for grant in grants:
        Grant.objects.create(
            post=post,
            desk_role=grant.desk_role,
            unit_id=grant.unit_id,
            downward=grant.downward,
            highest=grant.highest,
            valid_from=valid_from,
        )
    record("accounts.post.add", actor=by, subject=f"post:{post.pk}", unit_id=unit.pk)
    return post


@transaction.atomic
def add_holder(
    post: Post, *, username: str, password: str | None, valid_from: date, by: str
) -> User:
    """Make an account and let it hold a post from a day on."""
    user = User.objects.create_user(username=username, password=password)
    Holding.objects.create(post=post, user=user, valid_from=valid_from)
    record(
        "accounts.holder.add",
        actor=by,
        subject=f"post:{post.pk}",
        unit_id=post.unit_id,
        details={"username": username},
    )
    return user
