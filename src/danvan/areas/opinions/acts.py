"""What the acts on a gathering change beyond the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from danvan.areas.opinions.models import Gathering
from danvan.areas.opinions.shapes import kept_number
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.refused import Refused


def gather(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep what was said of one matter, in place of what stood there; nobody: take it out."""
    del step, actor
    gathering: Gathering = case.gathering
    standing = gathering.voices.filter(topic=data["topic"]).first()
    if not data["people"]:
        if standing:
            standing.delete()
        return
    voice = standing or gathering.voices.model(gathering=gathering, topic=data["topic"])
    voice.people, voice.summary = kept_number(data["people"]), data["summary"]
    voice.save()


def finish(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Refuse to finish a gathering in which nothing was gathered.

    Raises:
        Refused: ``OPI-01``.
    """
    del step, actor, data
    if not case.gathering.voices.exists():
        raise Refused("OPI-01")


def send(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the recommendation; to a unit of danvan it goes as a case of the room of petitions."""
    gathering: Gathering = case.gathering
    gathering.proposal = data["proposal"]
    gathering.sent_to = data.get("sent_to", "")
    gathering.sent_to_unit_id = data.get("sent_to_unit") or None
    gathering.save(update_fields=["proposal", "sent_to", "sent_to_unit"])
    recommend = offered("recommends")
    if gathering.sent_to_unit_id and recommend:
        recommend(case, gathering.sent_to_unit_id, gathering.proposal, actor, step)


def hear_result(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the answer of the body that can act."""
    del step, actor
    gathering: Gathering = case.gathering
    gathering.answer = data["answer"]
    gathering.answer_number = data.get("answer_number", "")
    gathering.save(update_fields=["answer", "answer_number"])


def tell(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep how members were told; the recommendation that was followed is answered with it."""
    gathering: Gathering = case.gathering
    gathering.told_how = data["told_how"]
    gathering.save(update_fields=["told_how"])
    answered = offered("recommendation_answered")
    if answered:
        answered(case, gathering.answer, gathering.answer_number, actor, step)


def offered(name: str) -> Callable[..., Any] | None:
    """Return a function that the room of petitions offers under a name, where it is on."""
    paths = (getattr(config, name, "") for config in apps.get_app_configs())
    path = next((one for one in paths if one), "")
    return import_string(path) if path else None
