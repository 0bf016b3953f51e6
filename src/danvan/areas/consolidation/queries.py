"""Read who owes a report to a unit, what came, and what stands in what; always by sight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.consolidation.models import Input, InputState
from danvan.areas.consolidation.shapes import circle_through
from danvan.areas.reporting.models import Delivery, Part, Report, ReportVersion
from danvan.areas.reporting.queries import HANDED_IN, shown_version
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, CaseUnit, Taking
from danvan.kernel.organisations.models import Succession, Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on
from danvan.web.case_steps import Elsewhere

RECEIVING = (Taking.RECEIVER.value, Taking.VIA.value)
"""How a unit takes part in a report that it gathers: it receives it, or it passes through it."""
AREA = "reporting"
"""Process area of the duties to report."""


def received(actor: Actor, unit_id: int) -> QuerySet[Case]:
    """Return the occurrences of duties to report that a unit receives and the actor sees.

    Who receives is read from the access rows, which come from the bindings of the duty's receivers:
    the line of reports is not always the tree.
    """
    taking = CaseUnit.objects.filter(unit_id=unit_id, taking__in=RECEIVING)
    rows = visible_cases(actor).filter(pk__in=taking.values("case_id"), occurrence__isnull=False)
    reported = Report.objects.filter(occurrence_id=OuterRef("pk"))
    rows = rows.filter(Q(occurrence__duty__area=AREA) | Exists(reported))
    return rows.exclude(unit_id=unit_id)


def expected(actor: Actor, unit_id: int, key: str) -> QuerySet[Case]:
    """Return what is owed to a unit for one period."""
    return received(actor, unit_id).filter(occurrence__key=key)


def receivers(actor: Actor) -> list[int]:
    """Return the units in the actor's hands that receive reports, the post's own first."""
    own = actor.own_unit_ids
    rows = CaseUnit.objects.filter(unit_id__in=own, taking__in=RECEIVING)
    rows = rows.filter(case__occurrence__duty__area=AREA)
    found = set(rows.order_by("unit_id").values_list("unit_id", flat=True).distinct())
    return sorted(found, key=lambda pk: (pk != actor.unit_id, pk))


def ceased_before(unit_id: int, today: date) -> list[int]:
    """Return the units that ended and whose work came, through any number of others, to this one.

    One that still stands, such as the rest of a split, keeps what it receives.
    """
    found: dict[int, None] = {}
    waiting = {unit_id}
    while waiting:
        rows = Succession.objects.filter(new_id__in=waiting, happened_on__lte=today)
        older = set(rows.values_list("old_id", flat=True)) - set(found) - {unit_id}
        stands = UnitPeriod.objects.filter(holding_on(today), unit_id__in=older)
        waiting = older - set(stands.values_list("unit_id", flat=True))
        found |= dict.fromkeys(sorted(waiting))
    return list(found)


def left_behind(unit_id: int, today: date) -> QuerySet[CaseUnit]:
    """Return the access rows of reports that still name a ceased predecessor and not this unit.

    Only what was still open on the day it ended, and what came later: finished business of the old
    body stays with it.
    """
    older = ceased_before(unit_id, today)
    if not older:
        return CaseUnit.objects.none()
    known = CaseUnit.objects.filter(unit_id=unit_id, case_id=OuterRef("case_id"))
    rows = CaseUnit.objects.filter(unit_id__in=older, taking__in=RECEIVING)
    rows = rows.filter(Q(case__occurrence__duty__area=AREA) | Q(case__report__isnull=False))
    ended = Succession.objects.filter(
        old_id=OuterRef("unit_id"),
        happened_on__lte=today,
    )
    late = Q(case__closed_on__isnull=True)
    later = Exists(ended.filter(happened_on__lte=OuterRef("case__closed_on")))
    return rows.filter(late | later).exclude(Exists(known))


def circle_of(unit_id: int, key: str) -> tuple[int, ...]:
    """Return the units through which a unit's report of a period would come back to it.

    Walks up from the unit, one query for each step of the line.
    """
    upward: dict[int, set[int]] = defaultdict(set)
    waiting, seen = {unit_id}, {unit_id}
    while waiting:
        rows = CaseUnit.objects.filter(
            case__occurrence__key=key, case__unit_id__in=waiting, taking__in=RECEIVING
        )
        rows = rows.filter(case__occurrence__duty__area=AREA)
        pairs = set(rows.values_list("case__unit_id", "unit_id").distinct())
        for below, above in pairs:
            if above != below:
                upward[below].add(above)
        waiting = {above for _below, above in pairs} - seen
        seen |= waiting
    return circle_through(unit_id, upward)


SUBMITTED = "submitted"


def stands(path: str = "") -> Q:
    """Return the condition on versions of a report handed in: waiting for an answer, or accepted.

    Args:
        path: From the rows asked to the version.
    """
    waits = Q(**{f"{path}report__case__state": SUBMITTED})
    return waits | Q(**{f"{path}accepted_on__isnull": False})


def standing_versions(reports: Q) -> dict[int, ReportVersion]:
    """Return by report the version that stands: the last one handed in, or the last accepted one.

    A report that was returned, taken back or withdrawn has none. While an accepted one is
    corrected, and after a correction was sent back, what was accepted stands.

    Args:
        reports: Which, as a filter on versions.
    """
    rows = ReportVersion.objects.filter(
        reports, stands(), report__case__state__in=HANDED_IN, submitted_on__isnull=False
    )
    rows = rows.select_related("report__form", "report__case").order_by("number")
    rows = rows.defer("report__form__content")
    return {version.report_id: version for version in rows}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One body of which a report could go into another.

    Args:
        version: What it handed in and stands; ``None`` where nothing has come.
    """

    unit_id: int
    occurrence_id: int | None
    version: ReportVersion | None


def candidates(actor: Actor, report: Report) -> list[Candidate]:
    """Return one line for each body whose report of the same period could go into a report.

    Who owes it by a duty, in order of the tree's units, and who sent one without owing it. Of a
    body that owes two, the one on the same form counts, then one that has come.
    """
    unit_id = report.case.unit_id
    owed = expected(actor, unit_id, report.period_key).order_by("unit_id", "pk")
    pairs = list(owed.values_list("unit_id", "pk"))
    sent = Delivery.objects.filter(
        unit_id=unit_id, part__in=(Part.RECEIVER, Part.VIA), version__report__occurrence=None
    )
    ours = Q(report__occurrence_id__in=owed.order_by().values("pk"))
    theirs = Q(pk__in=sent.values("version_id"), report__period_key=report.period_key)
    theirs &= Q(report__case__in=visible_cases(actor).values("pk"))
    came = standing_versions(ours | theirs)
    by_owed = {one.report.occurrence_id: one for one in came.values() if one.report.occurrence_id}
    found = [Candidate(unit, owed_id, by_owed.get(owed_id)) for unit, owed_id in pairs]
    found += [
        Candidate(one.report.case.unit_id, None, one)
        for one in came.values()
        if not one.report.occurrence_id and one.report.case.unit_id != unit_id
    ]
    return _one_each(found, report)


def _one_each(found: Iterable[Candidate], report: Report) -> list[Candidate]:
    best: dict[int, tuple[tuple[bool, bool], Candidate]] = {}
    key = report.form.key
    for one in found:
        version = one.version
        rank = (version is not None and version.report.form.key == key, version is not None)
        if one.unit_id not in best or rank > best[one.unit_id][0]:
            best[one.unit_id] = (rank, one)
    return [one for _rank, one in best.values()]


def parts_below(version_ids: Collection[int]) -> tuple[dict[int, set[int]], dict[int, int]]:
    """Return by report the reports taken into it, downward from some versions, and their versions.

    One query for each level of the line.

    Returns:
        Parts by report, and by version id the report it belongs to.
    """
    parts: dict[int, set[int]] = defaultdict(set)
    report_of: dict[int, int] = {}
    waiting: set[int] = set(version_ids)
    while waiting:
        rows = Input.objects.filter(
            version_id__in=waiting, state=InputState.TAKEN, lower__isnull=False
        )
        columns = ("version_id", "version__report_id", "lower_id", "lower__report_id")
        below = set()
        for upper, upper_report, lower, lower_report in rows.values_list(*columns):
            parts[upper_report].add(lower_report)
            report_of |= {upper: upper_report, lower: lower_report}
            below.add(lower)
        waiting = below - set(version_ids)
        version_ids = {*version_ids, *below}
    return parts, report_of


def renewed() -> Exists:
    """Return the condition on inputs: below stands another version than the one taken, or none."""
    newer = ReportVersion.objects.filter(
        stands(),
        report_id=OuterRef("lower__report_id"),
        submitted_on__isnull=False,
        number__gt=OuterRef("lower__number"),
    )
    return Exists(newer)


def stale_inputs(
    version_ids: Collection[int], unit_ids: Collection[int] | None = None
) -> dict[int, list[Input]]:
    """Return by version the inputs whose report below is no longer the one that was taken.

    A newer one stands, or it was returned, taken back or withdrawn.

    Args:
        unit_ids: Only those of some bodies, such as the rows of one page.
    """
    gone = ~Q(lower__report__case__state__in=HANDED_IN) | ~stands("lower__")
    rows = Input.objects.filter(
        renewed() | gone, version_id__in=version_ids, state=InputState.TAKEN, lower__isnull=False
    )
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    found: dict[int, list[Input]] = defaultdict(list)
    for row in rows.select_related("lower__report__case").order_by("pk"):
        found[row.version_id].append(row)
    return found


def stale_versions(version_ids: Collection[int]) -> dict[int, str]:
    """Return which versions are stale: ``here``, an own input changed, or ``below``, deeper down.

    All the way down, so that what changed in a commune marks the province and the country; one
    query for each level, and two more.
    """
    wanted = set(version_ids)
    lowers: dict[int, set[int]] = defaultdict(set)
    waiting, seen = set(wanted), set(wanted)
    while waiting:
        rows = Input.objects.filter(
            version_id__in=waiting, state=InputState.TAKEN, lower__isnull=False
        )
        below = set()
        for upper, lower in rows.values_list("version_id", "lower_id"):
            lowers[upper].add(lower)
            below.add(lower)
        waiting = below - seen
        seen |= below
    here = set(stale_inputs(list(lowers)))
    return {one: how for one in wanted if (how := _how(one, lowers, here))}


def _how(version: int, lowers: Mapping[int, Collection[int]], here: Collection[int]) -> str:
    if version in here:
        return "here"
    waiting, seen = list(lowers.get(version, ())), set()
    while waiting:
        one = waiting.pop()
        if one in here:
            return "below"
        if one not in seen:
            seen.add(one)
            waiting += lowers.get(one, ())
    return ""


def unit_in_hand(actor: Actor, unit_id: int) -> Unit | None:
    """Return a unit whose board the actor may see: one within reach of a grant to read cases."""
    reading = {grant.desk_role for grant in actor.reading}
    return Unit.objects.filter(actor.reach_with(reading, "pk"), pk=unit_id).first()


def steps_of(case: Case, actor: Actor) -> list[Elsewhere]:
    """Return what to do about a report that the actor reads: make papers of it."""
    if shown_version(case, actor) is None:
        return []
    return [Elsewhere(_("Văn bản và tệp in"), reverse("consolidation-document", args=[case.slug]))]
