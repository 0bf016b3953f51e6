"""Fulfilment: when a case that proves duties closes, link it and do what it proves.

Areas only declare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import Classification, DeskRole
from danvan.kernel.cases import kinds
from danvan.kernel.cases.kinds import Act, FulfilmentFacts
from danvan.kernel.cases.models import Case, CaseLink, Relation, Step, Taking
from danvan.kernel.cases.perform import EvidenceInput, last_day, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import Bodies
from danvan.kernel.duties.models import Card, Occurrence, Origin
from danvan.kernel.duties.values import duty_of
from danvan.law.duties import FulfilledBy

OCCURRENCE = "duties.occurrence"


@dataclass(frozen=True, slots=True)
class Match:
    """An occurrence or a card that a closed case would prove.

    Args:
        case: The occurrence's or card's case.
        is_card: Whether it is a card, to which proof is added.
        lacking: Body roles that the duty names as partners and that did not take part.
    """

    case: Case
    is_card: bool
    lacking: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Return whether everything that must match does."""
        return not self.lacking


def _lacking(
    rule: FulfilledBy, facts: FulfilmentFacts, case: Case, bodies: Bodies
) -> tuple[str, ...]:
    if "partners" not in rule.match:
        return ()
    present = facts.partner_ids | facts.convener_ids
    return tuple(
        slug
        for slug in rule.partners
        if not any(
            bound.unit_id in present
            for bound in bodies.near(slug, case.unit.locality_id, on=facts.day, below=True)
        )
    )


def _joined(case: Case, facts: FulfilmentFacts) -> bool:
    """Return whether every unit that bears it jointly convened."""
    bearers = case.units.filter(taking__in=[Taking.HANDLING, Taking.BEARER])
    return set(bearers.values_list("unit_id", flat=True)) <= facts.convener_ids


def matches(case: Case) -> list[Match]:
    """Return what a case proves or nearly proves.

    Open occurrences first, then cards of standing duties.

    An occurrence of an "at least" series matches even when it is done: more sessions are not a
    fault. A case that names the occurrence it was written for proves that one alone.
    """
    kind = kinds.get(case.kind)
    facts = kind.fulfilment(case) if kind.fulfilment else None
    if facts is None:
        return []
    served = set(
        case.links_out.filter(relation=Relation.FULFILS).values_list("target_id", flat=True)
    )
    if facts.target_id is not None:
        return [] if facts.target_id in served else _written_for(facts)
    bodies = Bodies(case.unit.root or case.unit)
    found = []
    for target, snapshot, is_card in _candidates(facts):
        rule = duty_of(snapshot).fulfilled_by
        if rule is None or case.kind not in rule.kinds or target.pk in served:
            continue
        if _joined(target, facts):
            found.append(Match(target, is_card, _lacking(rule, facts, target, bodies)))
    return found


def _written_for(facts: FulfilmentFacts) -> list[Match]:
    """Return the one occurrence that a case was written for, unless nobody need do it any more."""
    rows = Occurrence.objects.filter(pk=facts.target_id, unit_id__in=facts.convener_ids)
    row = rows.exclude(case__state="waived").select_related("case__unit", "duty").first()
    return [Match(row.case, is_card=False)] if row else []


def _candidates(facts: FulfilmentFacts) -> Iterator[tuple[Case, dict[str, object], bool]]:
    covers = Q(key=facts.key) if facts.key else Q(begins_on__lte=facts.day, ends_on__gte=facts.day)
    rows = Occurrence.objects.filter(covers, unit_id__in=facts.convener_ids)
    rows = rows.exclude(origin=Origin.EVENT)
    rows = rows.filter(Q(case__closed_on=None) | Q(duty__timing="at_least"))
    for row in rows.select_related("case__unit", "duty").order_by("case_id"):
        yield row.case, row.duty.snapshot, False
    cards = Card.objects.filter(unit_id__in=facts.convener_ids, case__closed_on=None)
    cards = cards.filter(duty__timing="standing").select_related("case__unit", "duty")
    for card in cards.order_by("case_id"):
        yield card.case, card.duty.snapshot, True


def follow(case: Case, act: Act, step: Step, actor: Actor) -> None:
    """After an act: a case that closed proves what it alone matches.

    One that was reopened, or taken back for good, proves nothing more.

    Where several series match, none is chosen: a person says which, and one case serves two only
    by a person's word.
    """
    del act
    kind = kinds.get(case.kind)
    if kind.fulfilment is None:
        return
    was_closed, is_closed = step.from_state in kind.closed, step.to_state in kind.closed
    if is_closed and not was_closed:
        full = [match for match in matches(case) if match.is_full]
        series = [match for match in full if not match.is_card]
        chosen = series or full
        if len(chosen) == 1:
            _link(case, chosen[0].case, actor, reason="", by_person=False)
    if was_closed and not (is_closed and kind.fulfilment(case)):
        for link in case.links_out.filter(relation=Relation.FULFILS).select_related("target"):
            _unlink(link, case, actor)


def serve(case: Case, target: Case, actor: Actor, reason: str) -> None:
    """Let a closed case count for one more occurrence or card because a person says so.

    Raises:
        Refused: ``FULFIL-01`` it cannot count for that one, ``CASE-07`` no reason although it
            counts elsewhere already or does not match in full.
    """
    found = next((match for match in matches(case) if match.case.pk == target.pk), None)
    if found is None:
        raise Refused("FULFIL-01")
    serves = case.links_out.filter(relation=Relation.FULFILS).exists()
    if (serves or not found.is_full) and not reason.strip():
        raise Refused("CASE-07")
    _link(case, target, actor, reason=reason, by_person=True)


def by_rule(actor: Actor, case: Case, source: Case) -> Actor:
    """Return the actor with the right to record in another case what a case of its own proves."""
    grant = GrantValue(
        DeskRole.OFFICER, case.unit_id, downward=False, highest=Classification.SEALED
    )
    return replace(actor, label=f"{actor.label} ({source.title_vi})"[:200], grants=(grant,))


def _link(source: Case, target: Case, actor: Actor, *, reason: str, by_person: bool) -> None:
    CaseLink.objects.create(
        source=source,
        target=target,
        relation=Relation.FULFILS,
        made_at=timezone.now(),
        made_by=actor.label,
        by_person=by_person,
        reason=reason.strip(),
    )
    kind = kinds.get(source.kind)
    facts = kind.fulfilment(source) if kind.fulfilment else None
    day = facts.day if facts else actor.today
    last = last_day(target)
    proof = EvidenceInput("minutes", source_case_id=source.pk, proven_on=day)
    completes = target.closed_on is None and _is_reached(target)
    perform(
        target,
        "complete" if completes else "add_proof",
        by_rule(actor, target, source),
        effective_on=max(day, last) if last else day,
        evidence=[proof],
        reason=reason or source.title_vi,
    )


def _unlink(link: CaseLink, source: Case, actor: Actor) -> None:
    target = link.target
    target.evidence.filter(source_case=source).update(withdrawn_at=timezone.now())
    link.delete()
    if target.closed_on and _was_reached_by_rule(target) and not _is_reached(target):
        perform(
            target,
            "reopen",
            by_rule(actor, target, source),
            effective_on=actor.today,
            reason=source.title_vi,
        )


def _is_reached(target: Case) -> bool:
    """Return whether as many cases prove an occurrence as its duty asks for; a card never ends."""
    if target.kind != OCCURRENCE:
        return False
    proving = target.links_in.filter(relation=Relation.FULFILS).count()
    return proving >= (target.occurrence.duty.snapshot.get("at_least") or 1)


def _was_reached_by_rule(target: Case) -> bool:
    """Return whether another case closed it; what a person completed stays done."""
    closing = target.steps.filter(act="complete").order_by("-pk").first()
    return closing is not None and closing.evidence.filter(source_case__isnull=False).exists()
