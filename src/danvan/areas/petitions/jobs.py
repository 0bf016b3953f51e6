"""What makes a petition notable: marks, the duties of notice they raise, and the nightly round.

A duty of a pack names the mark that raises it by a tag; its card then gets an occasion by itself.
Which numbers make a petition one of many, or one left lying, the packs say.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from danvan.areas.petitions.conditions import stated_limit
from danvan.areas.petitions.models import Mark, Notable, Petition
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.actors import Actor, system_actor
from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.cases.perform import last_day, perform
from danvan.kernel.cases.running import calendar_of
from danvan.kernel.duties.acts import RAISED
from danvan.kernel.duties.fulfilment import by_rule
from danvan.kernel.duties.models import Card, Occurrence
from danvan.kernel.jobs.manners import Manner, manner
from danvan.kernel.organisations.days import today_of
from danvan.law.clocks import due_day

COMPLICATED_TAG = "petition_complicated"
TAG_OF = {
    Notable.PROLONGED: "petition_prolonged",
    Notable.MASS: COMPLICATED_TAG,
    Notable.OVER_HEAD: COMPLICATED_TAG,
    Notable.COMPLICATED: COMPLICATED_TAG,
}
"""Tag of a duty by the mark that raises it."""

LEFT_LYING = "petition.unprocessed"
BATCH = 500


def put_mark(case: Case, key: str, words: str, on: date, actor: Actor, *, by_person: bool) -> bool:
    """Mark a petition once, and raise the duties of notice that the mark calls for.

    Returns:
        Whether it was not marked so before.
    """
    mark, is_new = Mark.objects.get_or_create(
        petition=case.petition,
        key=key,
        defaults={"words": words, "marked_on": on, "by_person": by_person},
    )
    if is_new:
        for card in _cards(case, TAG_OF[Notable(key)]):
            _raise(card, case, mark, actor)
    return is_new


def _cards(case: Case, tag: str) -> list[Card]:
    """Return the open cards in the place of the handling unit whose duty such a mark raises."""
    rows = Card.objects.filter(
        unit__locality=case.unit.locality_id, case__closed_on=None, duty__timing__in=RAISED
    )
    found = rows.select_related("case__unit__root", "duty__pack").order_by("pk")
    return [card for card in found if tag in card.duty.snapshot.get("tags", ())]


def _raise(card: Card, case: Case, mark: Mark, actor: Actor) -> None:
    """Open an occasion of a duty for a petition, once; nothing of the person goes with it."""
    raised = case.links_in.filter(relation=Relation.CAUSED_BY)
    if raised.filter(source__occurrence__duty=card.duty_id).exists():
        return
    title = f"{mark.get_key_display().capitalize()}: {case.title_vi}"
    ruled = by_rule(actor, card.case, case)
    day = max(mark.marked_on, last_day(card.case) or mark.marked_on)
    told = {"title": title, "asked_by": ruled.label, "caused_on": mark.marked_on}
    perform(card.case, "raise_occasion", ruled, effective_on=day, data=told, reason=title)
    raised_now = Occurrence.objects.filter(duty=card.duty_id, unit=card.unit_id)
    CaseLink.objects.create(
        source=raised_now.select_related("case").order_by("-pk")[0].case,
        target=case,
        relation=Relation.CAUSED_BY,
        made_at=timezone.now(),
        made_by=actor.label,
    )


@task
@manner(Manner(_("Tìm đơn để quá lâu chưa xử lý"), most=3))
def find_left_lying() -> None:
    """Mark petitions that nobody decided on within the days of the packs."""
    mark_left_lying()


def mark_left_lying() -> int:
    """Mark what lies undecided longer than the packs say as prolonged; return how many.

    A petition that waits for its sender, or that somebody decided on, lies with nobody.
    """
    lying = Petition.objects.filter(case__kind__in=CONTENT, case__state="received")
    lying = lying.exclude(marks__key=Notable.PROLONGED).order_by("pk")
    return sum(
        _mark_if_lying(petition)
        for petition in lying.select_related("case__unit__root").iterator(BATCH)
    )


def _mark_if_lying(petition: Petition) -> bool:
    case = petition.case
    today = today_of(case.unit)
    value = stated_limit(LEFT_LYING, petition.received_on)
    if value is None:
        return False
    due = due_day(value.limit, petition.received_on, calendar_of(case))
    if today <= due.on:
        return False
    actor = by_rule(replace(system_actor(), today=today), case, case)
    words = f"{value.label.vi}: {value.source} ({value.mark})"
    told = {"marks": [Notable.PROLONGED.value], "words": words, "by_rule": True}
    perform(case, "mark_notable", actor, effective_on=today, data=told, reason=words)
    return True
