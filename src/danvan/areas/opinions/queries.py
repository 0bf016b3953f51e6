"""What the pages of opinions read; groups under five are told as such everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from danvan.areas.opinions.acts import offered
from danvan.areas.opinions.models import Gathering, Voice
from danvan.areas.opinions.shapes import KIND, SMALLEST
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, Relation
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import names_of, units_of
from danvan.kernel.packs.queries import terms
from danvan.law.collation import collation_key
from danvan.web.templatetags.web import said


def people_words(people: int | None) -> str:
    """Return a number of people as it is shown: under five is never told closer."""
    if people is None:
        return gettext("dưới %(smallest)s người") % {"smallest": SMALLEST}
    return number_format(people, use_l10n=True, force_grouping=True)


def topics() -> list[tuple[str, str]]:
    """Return the closed list of public matters, in the order of the pack."""
    return [(key, said(words)) for key, words in terms("topics").items()]


def gathering_units(actor: Actor) -> list[tuple[int, str]]:
    """Return the units at which the actor gathers opinions, the own one first."""
    wanted = actor.reach_with({DeskRole.OFFICER, DeskRole.HEAD}, "pk")
    ids = list(Unit.objects.filter(wanted).values_list("pk", flat=True))
    return sorted(_named(ids, actor), key=lambda unit: unit[0] != actor.unit_id)


def receiving_units(actor: Actor, but: int) -> list[tuple[int, str]]:
    """Return the units of the actor's tree to which a recommendation may go."""
    root = Unit.objects.filter(pk=actor.root_id or 0).first()
    ids = [one.unit_id for one in units_of(root, actor.today)] if root else []
    return [one for one in _named(ids, actor) if one[0] != but]


def _named(ids: Iterable[int], actor: Actor) -> list[tuple[int, str]]:
    names = names_of(ids, actor.today, get_language() or "vi")
    return sorted(names.items(), key=lambda pair: collation_key(pair[1]))


def draft(gathering: Gathering) -> str:
    """Return the recommendation to begin with: what larger groups said, matter by matter."""
    words = dict(topics())
    rows = gathering.voices.filter(people__gte=SMALLEST).order_by("-people", "pk")
    return "\n".join(f"- {words.get(one.topic, one.topic)}: {one.summary}" for one in rows)


def gatherings(actor: Actor) -> QuerySet[Case]:
    """Return the gatherings an actor sees."""
    voices = Prefetch("gathering__voices", Voice.objects.order_by("pk"))
    rows = visible_cases(actor).filter(kind=KIND).select_related("gathering", "unit")
    return rows.prefetch_related(voices)


@dataclass(frozen=True, slots=True)
class TopicLine:
    """What was said of one matter in the gatherings of a span."""

    key: str
    label: str
    gatherings: int
    people: int | None
    small: int


def topic_lines(actor: Actor, year: int) -> list[TopicLine]:
    """Return by matter how often and by how many it was raised in a year's gatherings in sight.

    Groups under five are counted as groups and are in no sum.
    """
    seen = visible_cases(actor).filter(kind=KIND).exclude(state="dropped")
    rows = Voice.objects.filter(gathering__case__in=seen, gathering__last_on__year=year)
    found = rows.values("topic").annotate(
        count=Count("pk"), heard=Sum("people"), small=Count("pk", filter=Q(people=None))
    )
    words = dict(topics())
    return [
        TopicLine(
            one["topic"],
            words.get(one["topic"], one["topic"]),
            one["count"],
            one["heard"],
            one["small"],
        )
        for one in found.order_by("topic")
    ]


def years(actor: Actor) -> list[int]:
    """Return the years in which gatherings in sight ended, the newest first."""
    seen = visible_cases(actor).filter(kind=KIND)
    days = Gathering.objects.filter(case__in=seen).dates("last_on", "year", order="DESC")
    return [day.year for day in days]


def addressees(cases: Sequence[Case]) -> dict[int, str]:
    """Return to whom gatherings were sent, in words, by case."""
    rows = list(Gathering.objects.filter(case__in=[case.pk for case in cases]))
    ids = {one.sent_to_unit_id for one in rows if one.sent_to_unit_id}
    latest = max((one.last_on for one in rows), default=None)
    names = names_of(ids, latest, get_language() or "vi") if latest else {}
    return {one.pk: names.get(one.sent_to_unit_id or 0, one.sent_to) for one in rows}


def recommendation_of(case: Case) -> Case | None:
    """Return the recommendation that a gathering became in the room of petitions."""
    link = case.links_in.filter(relation=Relation.CAUSED_BY).select_related("source").first()
    return link.source if link else None


def answer_told(case: Case) -> tuple[str, str]:
    """Return answer and number as the recommendation has them; empty where none came."""
    source, told = recommendation_of(case), offered("recommendation_result")
    return told(source) if source and told else ("", "")


def sheet_facts(case: Case, actor: Actor) -> dict[str, Any]:
    """Return what the sheet of a gathering shows beside the case."""
    gathering: Gathering = case.gathering
    words = dict(topics())
    voices = [
        (words.get(one.topic, one.topic), people_words(one.people), one.summary)
        for one in gathering.voices.order_by("pk")
    ]
    source = recommendation_of(case)
    seen = source and visible_cases(actor).filter(pk=source.pk).exists()
    return {
        "people": people_words(gathering.people),
        "voices": voices,
        "sent_to": addressees([case]).get(case.pk, ""),
        "recommendation": source if seen else None,
    }
