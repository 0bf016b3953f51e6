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
    found = Q()
    for highest in sorted({grant.highest for grant in actor.grants}):
        taking = CaseUnit.objects.filter(actor.reach(highest)).values("case_id")
        below = min(highest, Classification.CONFIDENTIAL)
        found |= Q(classification__lte=below, pk__in=taking)
    return Case.objects.filter(found) if found else Case.objects.none()


def may_see(actor: Actor, case: Case) -> bool:
    """Return whether an actor sees one case."""
    return visible_cases(actor).filter(pk=case.pk).exists()


def may(actor: Actor, act: Act, case: Case) -> bool:
    """Return whether an actor may perform an act on a case now.

    Role at the handling unit, state, sight.
    """
    if case.state not in act.source or (act.offered and not act.offered(case)):
        return False
    if not may_see(actor, case):
        return False
    if act.by_taking:
        others = case.units.exclude(unit_id=case.unit_id)
        return others.filter(actor.reach_with(act.by)).exists()
    return actor.has(act.by, case.unit_id)
