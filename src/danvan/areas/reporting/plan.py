"""Open reports: for an occurrence of a duty, or out of turn; and to whom they go."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from danvan.areas.reporting import intake
from danvan.areas.reporting.models import Part, Report
from danvan.areas.reporting.rules import KIND, is_reported
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case, Taking
from danvan.kernel.cases.perform import Opening, open_case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import Bodies
from danvan.kernel.duties.models import Binding, Occurrence
from danvan.kernel.duties.wording import period_kind, period_words
from danvan.kernel.packs.report_forms import form_for
from danvan.law.duties import Words

__all__ = ["KIND", "deliveries", "is_reported", "open_report"]
TITLE = 300
"""Most characters of a form's title in that of a report, before the period."""


def bodies_of(unit_id: int, day: date) -> list[str]:
    """Return the bodies of regulations that a unit is on a day."""
    rows = Binding.objects.filter(unit_id=unit_id, valid_from__lte=day)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=day))
    return list(rows.values_list("role__slug", flat=True))


@transaction.atomic
def open_report(occurrence: Occurrence, actor: Actor) -> Case:
    """Return the report of an occurrence, opened if there was none.

    Raises:
        Refused: ``CASE-01`` no officer there, ``REPORT-01`` no form serves the period,
            ``CASE-03`` the occurrence is done already without a report, or need not be done.
    """
    known = Report.objects.filter(occurrence=occurrence).select_related("case__unit").first()
    if known is not None:
        return known.case
    owed, duty = occurrence.case, occurrence.duty
    if owed.state != "open":
        raise Refused("CASE-03", state=owed.state)
    last = occurrence.ends_on or actor.today
    kind = period_kind(occurrence.key)
    form = form_for(
        owed.unit.root_id or owed.unit_id,
        duty,
        last,
        period=kind,
        bodies=bodies_of(owed.unit_id, last),
    )
    if form is None:
        raise Refused("REPORT-01", period=period_words(occurrence.key).vi)
    bearers = owed.units.filter(taking=Taking.BEARER).values_list("unit_id", flat=True)
    period, title = period_words(occurrence.key), form.form.title
    case = open_case(
        KIND,
        actor,
        Opening(
            unit_id=owed.unit_id,
            title=Words(f"{title.vi[:TITLE]} – {period.vi}", f"{title.en[:TITLE]} – {period.en}"),
            opened_on=actor.today,
            takings=dict.fromkeys(bearers, Taking.BEARER.value),
            classification=owed.classification,
            facts={
                "form": form,
                "period_kind": kind,
                "period_key": occurrence.key,
                "begins_on": occurrence.begins_on,
                "ends_on": occurrence.ends_on,
                "occurrence": occurrence,
                "asked": occurrence.asked_by,
            },
        ),
    )
    intake.open_version(case.report, 1, actor)
    return case


def deliveries(case: Case, day: date) -> dict[int, str]:
    """Return to whom a report goes on a day, and how: by the bindings of its duty, not by the tree.

    Raises:
        Refused: ``REPORT-03`` the duty names a receiver and no unit stands for it on that day.
    """
    report: Report = case.report
    if report.occurrence is None:
        rows = report.versions.get(number=1).deliveries
        return dict(rows.values_list("unit_id", "part"))
    bodies = Bodies(case.unit.root or case.unit)
    named = report.occurrence.duty.roles.filter(naming__in=Part.values).select_related("role")
    found: dict[int, str] = {}
    for part in (Part.COPY, Part.VIA, Part.RECEIVER):
        slugs = [one.role.slug for one in named if one.naming == part]
        for slug in slugs:
            bound = bodies.near(
                slug, case.unit.locality_id, on=day, besides={case.unit_id}, below=True
            )
            found |= {one.unit_id: part.value for one in bound}
        if part == Part.RECEIVER and slugs and Part.RECEIVER not in found.values():
            raise Refused("REPORT-03", day=day)
    return found
