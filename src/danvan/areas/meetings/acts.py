"""What the acts on a meeting record change beyond the state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan.areas.meetings.models import MeetingRecord
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties import fulfilment


def hold(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Record that the session was held, with its conclusions; mending it keeps its own day.

    Raises:
        Refused: ``MEET-01`` the session lies after the day on which it is recorded.
    """
    del actor
    record: MeetingRecord = case.meeting
    record.held_on = data.get("held_on") or record.held_on
    if record.held_on > step.effective_on:
        raise Refused("MEET-01", day=record.held_on)
    record.conclusions = data.get("conclusions", "")
    record.people_present = data.get("people_present")
    record.save(update_fields=["held_on", "conclusions", "people_present"])


def serve(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let the session count for one more series because a person says so.

    Raises:
        Refused: ``FULFIL-01`` it cannot count for that one; ``CASE-07`` a reason is needed.
    """
    target = visible_cases(actor).filter(slug=data.get("slug", "")).first()
    if target is None:
        raise Refused("FULFIL-01")
    fulfilment.serve(case, target, actor, step.reason)
