"""What a merged report that was handed in counts: received by who merged it, and given up no more.

The follower stands beside that of ``merge``: one looks down from a report, one carries its inputs.
"""

from __future__ import annotations

from django.db.models import Q

from danvan.areas.consolidation.models import Input, InputState
from danvan.areas.consolidation.queries import standing_versions
from danvan.areas.reporting.intake import note_receipts
from danvan.areas.reporting.models import Report
from danvan.areas.reporting.queries import KIND
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.kinds import Act
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.refused import Refused

GIVES_UP = frozenset({"take_back", "take_correction_back", "withdraw"})
"""Acts by which a unit gives up what it handed in."""


def follow(case: Case, act: Act, step: Step, actor: Actor) -> None:
    """After an act on a report: who hands a merge in has looked at what is in it.

    Called by ``perform`` in the same transaction.

    Raises:
        Refused: ``REPORT-11`` it is given up, and stands in a merged report that was handed in.
    """
    del step
    if case.kind != KIND:
        return
    if act.key in GIVES_UP and is_counted_on(case.report):
        raise Refused("REPORT-11")
    if act.key == "submit":
        _note_receipts(case, actor)


def is_counted_on(report: Report) -> bool:
    """Return whether a version of a report stands in a merged report that was handed in."""
    taken = Input.objects.filter(lower__report=report, state=InputState.TAKEN)
    uppers = Q(report__in=taken.values("version__report"))
    standing = [one.pk for one in standing_versions(uppers).values()]
    return taken.filter(version__in=standing).exists()


def _note_receipts(case: Case, actor: Actor) -> None:
    taken = Input.objects.filter(version__report=case.report, state=InputState.TAKEN)
    taken = taken.filter(version__number=case.report.current, lower__isnull=False)
    lowers = list(taken.values_list("lower_id", flat=True))
    if lowers:
        note_receipts(lowers, [case.unit_id], actor)
