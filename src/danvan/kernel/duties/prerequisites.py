"""Before some acts a closed case of some kind on the same matter must exist.

One function says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases import kinds
from danvan.kernel.cases.kinds import Act
from danvan.kernel.cases.models import Case, Relation
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.models import Occurrence, PrerequisiteRule
from danvan.kernel.organisations.tree import holding_on
from danvan.kernel.packs.models import PackUse

OCCURRENCE = "duties.occurrence"


@dataclass(frozen=True, slots=True)
class Missing:
    """A prerequisite that no closed case on the same matter meets."""

    rule: PrerequisiteRule

    @property
    def compulsory(self) -> bool:
        """Return whether it stops the act."""
        return self.rule.compulsory


def _rules(case: Case, act_key: str) -> QuerySet[PrerequisiteRule]:
    rules = PrerequisiteRule.objects.filter(kind=case.kind, act=act_key).select_related(
        "duty__pack"
    )
    if case.kind == OCCURRENCE:
        own = Occurrence.objects.filter(case=case).values("duty_id")
        return rules.filter(duty_id__in=own)
    root_id = case.unit.root_id or case.unit_id
    uses = PackUse.objects.filter(holding_on(case.opened_on), root_id=root_id)
    return rules.filter(duty__pack_id__in=uses.values("pack_id"))


def waiting_acts(kind: str) -> frozenset[str]:
    """Return the acts on a kind of case before which some rule asks for another case."""
    rules = PrerequisiteRule.objects.filter(kind=kind)
    return frozenset(rules.values_list("act", flat=True).distinct())


def missing(case: Case, act_key: str) -> Iterator[Missing]:
    """Yield what must exist before an act on a case and does not."""
    for rule in _rules(case, act_key):
        joined = Q(links_out__target=case, links_out__relation=Relation.ON_MATTER)
        joined |= Q(links_in__source=case, links_in__relation=Relation.ON_MATTER)
        closed = Case.objects.filter(joined, kind__in=rule.needs, closed_on__isnull=False)
        if not any(_has_happened(one) for one in closed.distinct()):
            yield Missing(rule)


def _has_happened(case: Case) -> bool:
    """Return whether a closed case took place: one that was called off proves nothing."""
    if not kinds.known(case.kind):
        return False
    proves = kinds.get(case.kind).fulfilment
    return proves is None or proves(case) is not None


def guard(case: Case, act: Act, actor: Actor, reason: str) -> bool:
    """Stop an act whose compulsory prerequisite is missing; called by ``perform``.

    Returns:
        Whether it was passed with a reason by somebody who may: shown for ever as "issued without".

    Raises:
        Refused: ``CASE-08`` it is missing, ``CASE-10`` a reason is given but the post may not
        pass it.
    """
    stops = [one for one in missing(case, act.key) if one.compulsory]
    if not stops:
        return False
    if not reason.strip():
        raise Refused("CASE-08", provision=stops[0].rule.duty.provision)
    if not actor.has(DeskRole.HEAD, case.unit_id):
        raise Refused("CASE-10", provision=stops[0].rule.duty.provision)
    return True
