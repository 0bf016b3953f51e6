"""What a gathering unit does around a merge: open, take over, remind, choose words, send on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from danvan.areas.consolidation import queries
from danvan.areas.consolidation.merge import note
from danvan.areas.reporting.models import Delivery, Paragraph, Part, Report, ReportVersion
from danvan.areas.reporting.plan import begin, open_report
from danvan.areas.reporting.queries import AT_DESK, KIND, current_version, is_reported
from danvan.areas.reporting.shapes import Answers, Written
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.joining import join, join_many
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import Opening, open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.duties.wording import period_kind, period_words
from danvan.kernel.notices.dispatch import tell_units
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on
from danvan.kernel.packs.report_forms import form_for
from danvan.law.duties import Words

REMINDER = "consolidation.remind"
TITLE = 300
"""Most characters of a form's title in that of a report, before the period."""


def require(actor: Actor, unit_id: int) -> None:
    """Refuse unless the actor works at a unit.

    Raises:
        Refused: ``CASE-01``.
    """
    if not actor.has(AT_DESK, unit_id):
        raise Refused("CASE-01")


def owed_upward(actor: Actor, unit_id: int, key: str) -> list[Occurrence]:
    """Return the unit's own occurrences of a period that are done by a report and not begun."""
    seen = visible_cases(actor).filter(unit_id=unit_id, state="open")
    rows = Occurrence.objects.filter(case__in=seen.values("pk"), key=key, reports=None)
    rows = rows.select_related("case__unit__root", "duty__pack").order_by("duty__position", "pk")
    return [one for one in rows if is_reported(one.duty)]


@transaction.atomic
def open_upper(unit: Unit, key: str, actor: Actor, occurrence: Occurrence | None = None) -> Case:
    """Return the unit's own report of a period, opened where there is none.

    Args:
        occurrence: The duty for which it is written; ``None`` goes on with what stands, begins
            what is owed, or opens one that nobody owes, to be sent to whom the unit chooses.

    Raises:
        Refused: ``CASE-01`` no officer there, ``MERGE-02`` nobody owes the unit anything for it,
            ``REPORT-01`` no form serves the period.
    """
    require(actor, unit.pk)
    if occurrence is not None:
        return open_report(occurrence, actor)
    Unit.objects.select_for_update().get(pk=unit.pk)
    mine = Report.objects.filter(case__unit=unit, period_key=key).order_by("pk")
    known = mine.exclude(case__state="withdrawn").select_related("case").first()
    if known is not None:
        return known.case
    owed = owed_upward(actor, unit.pk, key)
    if owed:
        return open_report(owed[0], actor)
    sample = queries.expected(actor, unit.pk, key).order_by("pk").first()
    if sample is None:
        raise Refused("MERGE-02")
    return _open_free(unit, sample.occurrence, actor)


def _open_free(unit: Unit, sample: Occurrence, actor: Actor) -> Case:
    kind = period_kind(sample.key)
    last = sample.ends_on or actor.today
    form = form_for(unit.root_id or unit.pk, None, last, period=kind)
    form = form or form_for(unit.root_id or unit.pk, sample.duty, last, period=kind)
    period = period_words(sample.key)
    if form is None:
        raise Refused("REPORT-01", period=period.vi)
    title = form.form.title
    case = open_case(
        KIND,
        actor,
        Opening(
            unit_id=unit.pk,
            title=Words(f"{title.vi[:TITLE]} – {period.vi}", f"{title.en[:TITLE]} – {period.en}"),
            opened_on=actor.today,
            takings={},
            facts={
                "form": form,
                "period_kind": kind,
                "period_key": sample.key,
                "begins_on": sample.begins_on,
                "ends_on": sample.ends_on,
            },
        ),
    )
    begin(case.report, actor)
    return case


@transaction.atomic
def take_over(unit_id: int, actor: Actor) -> int:
    """Let a unit receive the reports that still name a predecessor that ceased; returns how many.

    Raises:
        Refused: ``CASE-01`` no officer there.
    """
    require(actor, unit_id)
    rows = queries.left_behind(unit_id, actor.today)
    takings = dict(rows.order_by("pk").values_list("case_id", "taking"))
    join_many(unit_id, takings)
    if takings:
        _record("take_over", unit_id, actor, cases=len(takings))
    return len(takings)


def missing(actor: Actor, unit_id: int, key: str) -> list[Case]:
    """Return what is owed to a unit for a period and has not come, the due day past or not."""
    rows = queries.expected(actor, unit_id, key).filter(closed_on=None)
    return list(rows.order_by("pk"))


@transaction.atomic
def remind(unit_id: int, key: str, actor: Actor) -> int:
    """Remind in one press every body that has not reported; once a day each. Returns how many.

    Raises:
        Refused: ``CASE-01`` no officer there.
    """
    require(actor, unit_id)
    cases = missing(actor, unit_id, key)
    told = tell_units(REMINDER, cases, actor.today, {"receiver": actor.label})
    if told:
        _record("remind", unit_id, actor, key=key, cases=len(cases))
    return len(cases) if told else 0


def _record(action: str, unit_id: int, actor: Actor, **details: object) -> None:
    record(
        f"consolidation.board.{action}",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"unit:{unit_id}",
        unit_id=unit_id,
        details=details,
    )


def paragraphs_of(version: ReportVersion, question: str) -> list[Paragraph]:
    """Return the paragraphs that stand under a question, in order, with their source."""
    rows = version.paragraphs.filter(question=question).order_by("position", "pk")
    return list(rows.select_related("origin__version__report__case"))


def written(paragraph: Paragraph) -> Written:
    """Return a paragraph as it is kept."""
    return Written(paragraph.text, paragraph.origin_id, paragraph.is_edited)


def take_paragraph(case: Case, actor: Actor, origin_id: int, *, version: int) -> str:
    """Put a paragraph of a report that was taken under the same question; returns the question.

    Args:
        version: The version of the case that the actor saw.

    Raises:
        Refused: ``REPORT-02`` it was handed in, ``MERGE-08`` the paragraph is of no
            report that was taken, or stands there already; those of ``perform``.
    """
    upper = _written_version(case)
    lowers = upper.inputs.filter(state="taken").values("lower_id")
    seen = visible_cases(actor).values("pk")
    rows = Paragraph.objects.filter(
        pk=origin_id, version_id__in=lowers, version__report__case__in=seen
    )
    found = rows.first()
    if found is None or upper.paragraphs.filter(origin=found).exists():
        raise Refused("MERGE-08")
    rows_now = [written(one) for one in paragraphs_of(upper, found.question)]
    _write(case, actor, found.question, [*rows_now, Written(found.text, found.pk)], version)
    return found.question


def keep_paragraphs(
    case: Case, actor: Actor, question: str, rows: Sequence[tuple[int, str, bool]], *, version: int
) -> None:
    """Keep words and order of the paragraphs under a question; source and trace stay.

    Args:
        rows: Id, words and whether it stays, in the order wanted; a new one has the id 0.
        version: The version of the case that the actor saw.

    Raises:
        Refused: ``REPORT-02`` it was handed in, ``CASE-02`` a paragraph is not there any more;
            those of ``perform``.
    """
    upper = _written_version(case)
    known = {one.pk: one for one in paragraphs_of(upper, question)}
    if {pk for pk, _text, _stays in rows if pk} - set(known):
        raise Refused("CASE-02")
    kept = [_edited(known.get(pk), text) for pk, text, stays in rows if stays and text.strip()]
    _write(case, actor, question, kept, version)


def _written_version(case: Case) -> ReportVersion:
    """Return the version that is written; who comes too late hears that, not who was faster."""
    version = current_version(case.report)
    if version.submitted_at is not None:
        raise Refused("REPORT-02")
    return version


def _edited(before: Paragraph | None, text: str) -> Written:
    now = text.replace("\r\n", "\n").strip()
    if before is None:
        return Written(now)
    changed = now != before.text
    return replace(
        written(before),
        text=now,
        is_edited=bool(before.origin_id and (before.is_edited or changed)),
    )


def _write(case: Case, actor: Actor, question: str, rows: Sequence[Written], version: int) -> None:
    answers = Answers(paragraphs={question: rows})
    perform(
        case,
        "fill",
        actor,
        effective_on=actor.today,
        data={"answers": answers},
        version=version,
    )


def able_receivers(case: Case, actor: Actor) -> list[tuple[int, str]]:
    """Return the units a report may be sent to: those of the own locality and of each one above."""
    places = _upward(case.unit)
    rows = UnitPeriod.objects.filter(
        holding_on(actor.today), Q(unit__locality_id__in=places) | Q(unit_id__in=places)
    )
    given = set(current_version(case.report).deliveries.values_list("unit_id", flat=True))
    known = rows.exclude(unit_id__in={case.unit_id, *given}).order_by("sort_key", "unit_id")
    return list(known.values_list("unit_id", "name"))


def _upward(unit: Unit) -> list[int]:
    """Return the localities from a unit's own upward to the root of its tree."""
    rows = UnitPeriod.objects.filter(unit__root_id=unit.root_id or unit.pk)
    above = dict(
        rows.filter(unit__locality_id=F("unit_id"))
        .order_by("valid_from")
        .values_list("unit_id", "parent__locality_id")
    )
    found: list[int] = []
    place: int | None = unit.locality_id or unit.pk
    while place is not None and place not in found:
        found.append(place)
        place = above.get(place)
    return found


@transaction.atomic
def send_also(case: Case, parts: Mapping[int, str], actor: Actor) -> int:
    """Send a report to further units, as receivers or with a copy; returns how many are new.

    While it is written they are noted, and get it when it is handed in; afterwards at once.

    Raises:
        Refused: ``CASE-01`` no officer there, ``MERGE-06`` one of them cannot be chosen,
            ``MERGE-14`` one gets it already, ``MERGE-07`` while it is written its duty says who
            receives it.
    """
    require(actor, case.unit_id)
    version = current_version(case.report)
    if version.deliveries.filter(unit_id__in=parts).exists():
        raise Refused("MERGE-14")
    able = {pk for pk, _name in able_receivers(case, actor)}
    if not parts or set(parts) - able or set(parts.values()) - set(Part.values):
        raise Refused("MERGE-06")
    is_sent = version.submitted_at is not None
    if not is_sent and (case.report.occurrence_id is not None or version.number > 1):
        raise Refused("MERGE-07")
    now = timezone.now() if is_sent else None
    made = Delivery.objects.bulk_create(
        Delivery(version=version, unit_id=unit_id, part=part, sent_at=now)
        for unit_id, part in parts.items()
    )
    if is_sent:
        join(case, parts)
    note("send", case, actor, units=sorted(parts), now=is_sent)
    return len(made)
