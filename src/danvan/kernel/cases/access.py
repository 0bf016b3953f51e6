"""Who sees which cases, and who may do what.

The only start of every list, count, search and export.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.kinds import Act
from danvan.kernel.cases.models import Case, CaseUnit


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor sees.

    A unit in reach takes part, and the classification is within the grant.

    Sealed cases are never among them; they need a grant on that very case.
    """
    levels = sorted({grant.highest for grant in actor.reading}, reverse=True)
    if not levels:
        return Case.objects.none()
    highest, *lower = levels
    taking = _taking(actor, highest)
    for one in lower:
        taking = taking.union(_taking(actor, one).filter(_within(one, "case__")))
    return Case.objects.filter(_within(highest), pk__in=taking)


def _taking(actor: Actor, highest: int) -> QuerySet[CaseUnit, int]:
    """The cases in which a unit takes part that is in reach up to a classification."""
    return CaseUnit.objects.filter(actor.reach(highest)).values_list("case_id", flat=True)


def _within(highest: int, path: str = "") -> Q:
    return Q(**{f"{path}classification__lte": min(highest, Classification.CONFIDENTIAL)})


def may_see(actor: Actor, case: Case) -> bool:
    """Return whether an actor sees one case."""
    return visible_cases(actor).filter(pk=case.pk).exists()


def may(actor: Actor, act: Act, case: Case, *, is_seen: bool = False) -> bool:
    """Return whether an actor may perform an act on a case now.

    Role at the handling unit, state, sight.

    Args:
        is_seen: Whether it was found out already that the actor sees the case.
    """
    if case.state not in act.source or (act.offered and not act.offered(case)):
        return False
    if not (is_seen or may_see(actor, case)):
        return False
    if act.allows:
        return act.allows(case, actor)
    if act.by_taking:
        others = case.units.exclude(unit_id=case.unit_id)
        return others.filter(actor.reach_with(act.by)).exists()
    return actor.has(act.by, case.unit_id)
