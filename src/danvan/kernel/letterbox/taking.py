"""Take letters: the room opens the case, letter and case are joined, the content is emptied.

One transaction a letter. Whatever dies when, a letter is either waiting or joined to one case.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import Classification, DeskRole
from danvan.kernel.cases.models import Case, Event
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox.codes import Slip, fresh_slip
from danvan.kernel.letterbox.models import Enclosure, Letter
from danvan.kernel.letterbox.offering import offers
from danvan.kernel.letterbox.promising import At, promised
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Unit

logger = logging.getLogger(__name__)
DOOR: Final = gettext_noop("Hòm thư công khai")
"""Who takes letters, in every record."""
MOST_TRIES: Final = 20
"""After so many failures in a row a letter waits for the next hour; the site's check says so."""
LONG: Final = timedelta(minutes=15)
"""A letter that waits longer is told by the check of the site."""


def door_actor(unit: Unit) -> Actor:
    """Return who takes letters at a unit's door: an officer there by the decision to open it."""
    grant = GrantValue(DeskRole.OFFICER.value, unit.pk, False, Classification.INTERNAL)
    root_id = unit.root_id or unit.pk
    return Actor(None, None, DOOR, unit.pk, root_id, today_of(unit), (grant,))


@transaction.atomic
def take(letter_id: int, actor: Actor | None = None) -> Case | None:
    """Open the case of one letter; ``None`` where it was taken already.

    Args:
        actor: Who enters it at the counter; else the door itself.

    Raises:
        Refused: What opening the case refuses; nothing is written then.
    """
    now = timezone.now()
    if not Letter.objects.filter(pk=letter_id, taken_at=None).update(taken_at=now):
        return None
    letter = Letter.objects.select_related("unit__root").get(pk=letter_id)
    opened = import_string(offers()[letter.kind].take)
    case: Case = opened(letter, actor or door_actor(letter.unit))
    Enclosure.objects.filter(form=letter.code_digest).update(case=case)
    Letter.objects.filter(pk=letter_id).update(case=case, content={})
    Event.objects.create(name="letterbox.letter.take", case=case, happened_at=now)
    return case


@transaction.atomic
def enter(
    unit: Unit, kind: str, content: Mapping[str, Any], received_on: date, actor: Actor
) -> tuple[Slip, Case]:
    """Type a paper letter in at the counter: a letter and its case at once, by whoever types.

    Raises:
        Refused: ``CASE-01`` the actor may not receive there, ``CASE-05`` the day is to come.
    """
    if received_on > actor.today:
        raise Refused("CASE-05", day=received_on, today=actor.today, last=None)
    promise = promised(kind, At.of(unit), received_on, content.get("channel", ""))
    slip = fresh_slip()
    letter = Letter.objects.create(
        code_digest=slip.code_digest,
        pin_digest=slip.pin_digest,
        unit=unit,
        kind=kind,
        content=dict(content),
        received_on=received_on,
        promised_on=promise.on if promise else None,
        made_at=timezone.now(),
    )
    return slip, cast("Case", take(letter.pk, actor))


def take_waiting(*, most: int = 200) -> int:
    """Take what waits, oldest first; one that fails holds up no other. Returns how many."""
    rows = Letter.objects.filter(taken_at=None, tries__lt=MOST_TRIES).order_by("tries", "pk")
    count = 0
    for letter_id in list(rows.values_list("pk", flat=True)[:most]):
        try:
            count += take(letter_id) is not None
        except Exception:  # the next letter must not wait for this one
            logger.exception("Letter %s could not be taken.", letter_id)
            Letter.objects.filter(pk=letter_id).update(tries=F("tries") + 1)
    return count


def waiting_long(*, now: datetime) -> int:
    """Return how many letters wait longer than they should."""
    return Letter.objects.filter(taken_at=None, made_at__lt=now - LONG).count()
