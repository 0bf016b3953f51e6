"""Give and end what a post may do: role, unit, reach, span, classification; each is recorded."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import Grant, Post
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import (
    keeping_an_administrator,
    not_over,
    require_administered,
    require_another,
    require_power,
)
from danvan.kernel.audit.record import record
from danvan.kernel.organisations.models import UnitPeriod


def span_of(unit_id: int) -> tuple[date | None, date | None]:
    """Return the first day of a unit and the first on which it no longer stands; ``None``: open."""
    rows = UnitPeriod.objects.filter(unit_id=unit_id).order_by("valid_from")
    spans = list(rows.values_list("valid_from", "valid_until"))
    if not spans:
        return None, None
    ends = [until for _start, until in spans if until]
    is_open = len(ends) < len(spans)
    return spans[0][0], None if is_open else max(ends)


@transaction.atomic
def give(
    post: Post,
    value: GrantValue,
    *,
    valid_from: date,
    valid_until: date | None,
    actor: Actor,
) -> Grant:
    """Grant a post a role at a unit for a span.

    Args:
        valid_until: First day on which it no longer holds; ``None`` where no end is set. Where the
            unit has an end, the grant ends with it at the latest.

    Raises:
        AccountRefused: ``PEOPLE-02`` post or unit outside the reach, ``PEOPLE-03`` one's own post,
            ``PEOPLE-04`` a higher classification than the actor administers, ``PEOPLE-12`` the post
            is closed,
            ``PEOPLE-14`` the unit does not stand for all of the span, ``PEOPLE-15`` it has this
            already.
    """
    require_administered(actor, post.unit_id)
    require_power(actor, value)
    require_another(actor, post)
    if Post.objects.select_for_update().get(pk=post.pk).valid_until is not None:
        raise AccountRefused("PEOPLE-12")
    _refuse_outliving(value.unit_id, valid_from, valid_until)
    same = Grant.objects.filter(
        not_over(valid_from),
        post=post,
        desk_role=value.desk_role,
        unit_id=value.unit_id,
        downward=value.downward,
        highest=value.highest,
    )
    if same.exists():
        raise AccountRefused("PEOPLE-15")
    made = Grant.objects.create(
        post=post,
        desk_role=value.desk_role,
        unit_id=value.unit_id,
        downward=value.downward,
        highest=value.highest,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    _record("accounts.grant.add", made, actor)
    return made


def _refuse_outliving(unit_id: int, valid_from: date, valid_until: date | None) -> None:
    first, end = span_of(unit_id)
    if first is None or valid_from < first:
        raise AccountRefused("PEOPLE-14", first=first, last=end)
    if end is not None and (valid_until is None or valid_until > end):
        raise AccountRefused("PEOPLE-14", first=first, last=end)


@transaction.atomic
def end_grant(grant: Grant, *, until: date, actor: Actor) -> None:
    """End a grant; one that has not begun by then goes.

    Args:
        until: First day on which it no longer holds.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach, ``PEOPLE-03`` one's own, ``PEOPLE-04`` a
            higher classification than the actor administers, ``PEOPLE-06`` the last administrator,
            ``PEOPLE-10`` it has ended by then.
    """
    require_administered(actor, grant.post.unit_id)
    require_administered(actor, grant.unit_id)
    require_another(actor, grant.post)
    if UnitPeriod.objects.filter(not_over(actor.today), unit_id=grant.unit_id).exists():
        require_power(
            actor, GrantValue(grant.desk_role, grant.unit_id, grant.downward, grant.highest)
        )
    if grant.valid_until is not None and grant.valid_until <= until:
        raise AccountRefused("PEOPLE-10", day=until)
    with keeping_an_administrator(grant.unit, actor.today):
        _record("accounts.grant.end", grant, actor, until=until)
        if grant.valid_from >= until:
            grant.delete()
        else:
            grant.valid_until = until
            grant.save(update_fields=["valid_until"])


def _record(action: str, grant: Grant, actor: Actor, until: date | None = None) -> None:
    told = until or grant.valid_until
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"post:{grant.post_id}",
        unit_id=grant.unit_id,
        details={
            "grant": grant.pk,
            "role": grant.desk_role,
            "downward": grant.downward,
            "highest": grant.highest,
            "from": grant.valid_from.isoformat(),
            "until": told.isoformat() if told else None,
        },
    )
