"""One letter of several matters, several petitions on one matter, and finding the same matter.

A matter is looked for by its title and its place, among the petitions of one body, for one case.
Texts and petitioners are never searched: a name typed there would list what one person has sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from danvan.areas.petitions import acts
from danvan.areas.petitions.models import Petition, Petitioner
from danvan.areas.petitions.shapes import COMPLAINT, CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.kinds import Act
from danvan.kernel.cases.models import Case, Relation, Step
from danvan.kernel.cases.perform import Opening, last_day, open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.cases.search import matching
from danvan.kernel.duties.fulfilment import by_rule
from danvan.law.collation import fold
from danvan.law.duties import Words

FEWEST, MOST = 2, 6
"""Parts of one letter."""
SPLIT, CONCLUDE, GROUP = "split", "conclude", "group"
SHOWN = 30
SHORTEST = 3
"""Letters of a word by which a matter is looked for."""
SALT = "danvan.petitions.same_matter"
WORD = re.compile(r"\w+")
CARRIED = (
    *("received_on", "channel", "forwarder", "forwarder_unit_id", "is_privileged"),
    *("place_id", "signatory_count", "is_remote", "track", "raised_through"),
)
"""What each part has from its letter."""
OF_COMPLAINT = ("instance", "before")
"""What a part that is a complaint has from it beside: whether it is the second one."""
ABOUT = ("part", "name", "address", "phone", "email")


@dataclass(frozen=True, slots=True)
class Share:
    """One matter of a letter."""

    kind: str
    title: str
    text: str


def split(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Open one petition for each matter of a letter, received when the letter was.

    Its senders stand with each; the letter itself follows its parts. What is a complaint in a
    second complaint stays a second one, of the same first one.

    Raises:
        Refused: ``PET-30`` fewer than two matters or too many.
    """
    del step
    shares: Sequence[Share] = data["shares"]
    if not FEWEST <= len(shares) <= MOST:
        raise Refused("PET-30", fewest=FEWEST, most=MOST)
    letter: Petition = case.petition
    for share in shares:
        is_complaint = share.kind == COMPLAINT
        carried = (*CARRIED, *OF_COMPLAINT) if is_complaint else CARRIED
        facts = {name: getattr(letter, name) for name in carried}
        part = open_case(
            share.kind,
            actor,
            Opening(
                unit_id=case.unit_id,
                title=Words(share.title, share.title),
                opened_on=letter.received_on,
                facts={**facts, "text": share.text},
                takings={},
                classification=case.classification,
            ),
        )
        for one in letter.petitioners.order_by("pk"):
            told = {name: getattr(one, name) for name in ABOUT}
            Petitioner.objects.create(petition=part.petition, **told)
        acts.link(part, case, Relation.PART_OF, actor)
        if is_complaint:
            for followed in case.links_out.filter(relation=Relation.FOLLOWS_UP):
                acts.link(part, followed.target, Relation.FOLLOWS_UP, actor)


def parts_of(case: Case) -> list[Case]:
    """Return the petitions that a letter was split into."""
    links = case.links_in.filter(relation=Relation.PART_OF, source__kind__in=CONTENT)
    return [link.source for link in links.select_related("source").order_by("pk")]


def every_part_of(case: Case) -> Iterator[Case]:
    """Yield the parts of a letter; after one that was split again, its own."""
    for part in parts_of(case):
        yield part
        yield from every_part_of(part)


def conclude(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """End a letter whose parts have all ended.

    Raises:
        Refused: ``PET-31`` one of them has not.
    """
    del step, actor, data
    if any(part.closed_on is None for part in parts_of(case)):
        raise Refused("PET-31")


def follow(case: Case, act: Act, step: Step, actor: Actor) -> None:
    """After an act that ended the last part of a letter, the letter ends too."""
    del act
    if case.kind not in CONTENT or case.closed_on is None:
        return
    if step.from_state in kinds.get(case.kind).closed:
        return
    links = case.links_out.filter(relation=Relation.PART_OF, target__state=SPLIT)
    for found in links.select_related("target__unit__root"):
        letter = found.target
        if all(part.closed_on for part in parts_of(letter)):
            on = max(step.effective_on, last_day(letter) or step.effective_on)
            ruled = by_rule(actor, letter, case)
            perform(letter, CONCLUDE, ruled, effective_on=on, reason=case.title_vi)


def group(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let a petition follow another one on the same matter, whose answer is offered to it.

    Raises:
        Refused: ``PET-32`` that one is out of sight, of another body, follows one itself, or this
            one leads some.
    """
    lead = of_body(case, actor).filter(slug=data["lead"]).first()
    if lead is None or lead_of(lead) or lead_of(case) or followers_of(case):
        raise Refused("PET-32")
    acts.link(case, lead, Relation.MERGED_INTO, actor, reason=step.reason)


def ungroup(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let a petition go its own way again."""
    del step, actor, data
    for link in case.links_out.filter(relation=Relation.MERGED_INTO):
        link.delete()


def lead_of(case: Case) -> Case | None:
    """Return the petition that a petition follows, if it follows one."""
    link = case.links_out.filter(relation=Relation.MERGED_INTO).select_related("target").first()
    return link.target if link else None


def followers_of(case: Case) -> list[Case]:
    """Return the petitions that follow a petition."""
    links = case.links_in.filter(relation=Relation.MERGED_INTO).select_related("source")
    return [link.source for link in links.order_by("pk")]


def follows_one(case: Case) -> bool:
    return case.links_out.filter(relation=Relation.MERGED_INTO).exists()


def of_body(case: Case, actor: Actor) -> QuerySet[Case]:
    """Return the other petitions of the body that handles a petition, as far as they are seen."""
    seen = visible_cases(actor).filter(unit=case.unit_id, kind__in=CONTENT)
    return seen.exclude(pk=case.pk).exclude(state=SPLIT)


@dataclass(frozen=True, slots=True)
class Found:
    """A petition that may be on the same matter, and how many of the words it shares."""

    case: Case
    shared: int
    is_same_place: bool


@transaction.atomic
def same_matter(case: Case, words: str, actor: Actor, *, in_place: bool) -> list[Found]:
    """Return the petitions of the body that share most words of their title; each search is logged.

    Args:
        words: What is looked for in titles; those of the petition itself to begin with.
        in_place: Whether only those about the same residential group are asked.
    """
    asked = sorted({word for word in fold(words).split() if len(word) >= SHORTEST})
    rows = of_body(case, actor).select_related("petition")
    if in_place:
        rows = rows.filter(petition__place=case.petition.place_id)
    any_of: Q = reduce(or_, (matching(word) for word in asked), Q(pk=None))
    found = [_found(one, asked, case) for one in rows.filter(any_of).order_by("-pk")[:500]]
    found.sort(key=lambda one: (-one.shared, not one.is_same_place, -one.case.pk))
    told = {
        "words": len(asked),
        "digest": digest_of(asked),
        "in_place": in_place,
        "found": len(found),
    }
    record(
        "petitions.same_matter",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"case:{case.slug}",
        unit_id=case.unit_id,
        details=told,
    )
    return found[:SHOWN]


def digest_of(asked: Sequence[str]) -> str:
    """Return the keyed digest of the words of a search: who knows them can tell that they were
    asked, and nobody can read them from the audit.
    """
    return salted_hmac(SALT, " ".join(asked), algorithm="sha256").hexdigest()


def names_sender(case: Case, words: str) -> bool:
    """Return whether words name somebody who sent this very petition.

    That is a name whole, or several of its words and nothing else. One word of a name is a word
    like any other, unless nothing else is asked and the name has no more.
    """
    asked = WORD.findall(fold(words))
    for name in case.petition.petitioners.values_list("name", flat=True):
        named = WORD.findall(fold(name))
        is_whole = len(named) > 1 and f" {' '.join(named)} " in f" {' '.join(asked)} "
        is_part = len(asked) > 1 and set(asked) <= set(named)
        if named and (is_whole or is_part or asked == named):
            return True
    return False


def _found(one: Case, asked: list[str], case: Case) -> Found:
    place = case.petition.place_id
    is_same = place is not None and one.petition.place_id == place
    return Found(one, sum(word in one.search for word in asked), is_same)
