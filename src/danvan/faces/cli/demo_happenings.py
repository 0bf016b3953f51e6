"""Raise what a demo's story tells: a storm told to everybody, a decision asked about first or not.

All through the same acts as a person's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from danvan.faces.cli.demo_desks import Desks
from danvan.faces.cli.demo_story import Happening
from danvan.kernel.cases.models import Case, Taking
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.duties.models import Card

CAUSED_BEFORE = timedelta(days=6)
TOLD_AFTER = timedelta(minutes=25)
DONE_AFTER = timedelta(days=4)
MANY = 3
"""How many bodies acknowledge; the rest are still silent."""


def happen(desks: Desks, told: Happening) -> None:
    """Raise one occasion on its card and bring it to its end.

    Raises:
        LookupError: The tree has no such card.
    """
    card = _card(desks, told)
    day = desks.last - timedelta(days=told.back)
    perform(
        card.case,
        "raise_occasion",
        desks.actor(card.unit_id, day),
        effective_on=day,
        data=_data(told, card.duty.timing, day),
    )
    raised = Case.objects.filter(links_out__target=card.case).order_by("-pk")[0]
    if told.ends == "told":
        _acknowledge(desks, raised, day)
    elif told.ends != "open":
        _complete(desks, raised, told, day)


def _card(desks: Desks, told: Happening) -> Card:
    cards = Card.objects.filter(unit__in=desks.tree.units.values())
    if told.duty:
        cards = cards.filter(duty__code=told.duty, unit=desks.tree.units[told.unit])
    else:
        cards = cards.filter(duty__timing=told.timing)
    found = cards.select_related("case__unit", "duty").order_by("duty__position", "case_id").first()
    if found is None:
        message = f"no card for {told.title!r}"
        raise LookupError(message)
    return found


def _data(told: Happening, timing: str, day: date) -> dict[str, object]:
    evening = datetime.combine(day - timedelta(days=1), time(12, 10), UTC)
    data: dict[str, object] = {"title": told.title, "asked_by": told.asked_by}
    if timing == "timely":
        data["caused_on"] = day - CAUSED_BEFORE
    if timing == "urgent":
        data |= {"event_at": evening, "told_at": evening + TOLD_AFTER}
    return data


def _acknowledge(desks: Desks, raised: Case, day: date) -> None:
    for other in raised.units.exclude(unit_id=raised.unit_id).order_by("pk")[:MANY]:
        raised.refresh_from_db()
        perform(raised, "acknowledge", desks.actor(other.unit_id, day), effective_on=day)


def _complete(desks: Desks, raised: Case, told: Happening, day: date) -> None:
    if told.ends == "met":
        others = raised.units.exclude(unit_id=raised.unit_id).values_list("unit_id", flat=True)
        takings = dict.fromkeys(others, Taking.COUNTERPART.value)
        meeting = desks.session(raised, day, takings, agenda=told.title)
        desk = desks.actor(raised.unit_id, day)
        perform(raised, "link_matter", desk, effective_on=day, data={"slug": meeting.slug})
    last = min(day + DONE_AFTER, desks.last)
    roles = raised.occurrence.duty.snapshot["evidence"] or ["other"]
    perform(
        raised,
        "complete",
        desks.actor(raised.unit_id, last),
        effective_on=last,
        evidence=[EvidenceInput(roles[0], note="Lưu trong hồ sơ vụ việc của đơn vị.")],
        reason=told.reason,
    )
