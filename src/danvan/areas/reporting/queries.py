"""What pages and the rooms above read of reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from danvan.areas.reporting.models import (
    AnnexRow,
    Cell,
    Delivery,
    Paragraph,
    Part,
    Remark,
    Report,
    ReportVersion,
)
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.correspondence.models import Document
from danvan.kernel.duties.models import Duty, Occurrence
from danvan.kernel.packs.models import PackForm
from danvan.law.reports import ReportForm, with_ratios
from danvan.web.case_steps import Elsewhere

KIND = "reporting.report"
AT_DESK = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
WRITTEN = ("draft", "returned", "correcting")
"""States in which the current version is written."""
HANDED_IN = ("submitted", "accepted", "correcting")
"""States of a report that stands handed in."""
VERSION_MARK = gettext_noop("bản %(number)s")
"""Kept with a link, in Vietnamese whoever made it."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one version holds."""

    version: ReportVersion
    cells: Mapping[str, Cell]
    paragraphs: Mapping[str, Sequence[Paragraph]]
    rows: Mapping[str, Sequence[AnnexRow]]

    def values(self, form: ReportForm) -> dict[str, Decimal | None]:
        """Return the figures by key, ratios computed."""
        return with_ratios(form, {key: cell.value for key, cell in self.cells.items()})

    @property
    def reasons(self) -> dict[str, str]:
        """Return the reasons given for jumps, by key."""
        return {key: cell.reason for key, cell in self.cells.items() if cell.reason}


def held(version: ReportVersion) -> Held:
    """Return what a version holds, in three queries."""
    paragraphs: dict[str, list[Paragraph]] = {}
    written = version.paragraphs.select_related("origin__version__report__case")
    for one in written.order_by("position", "pk"):
        paragraphs.setdefault(one.question, []).append(one)
    rows: dict[str, list[AnnexRow]] = {}
    for row in version.annex_rows.order_by("position", "pk"):
        rows.setdefault(row.annex, []).append(row)
    return Held(version, {cell.key: cell for cell in version.cells.all()}, paragraphs, rows)


def asked(report: Report) -> ReportForm:
    """Return the form of a report with only what its kind of period asks."""
    return report.form.form.asked_in(report.period_kind)


def last_submitted(report: Report) -> ReportVersion | None:
    """Return the newest version that was handed in, also where it was returned since."""
    rows = report.versions.filter(submitted_at__isnull=False)
    return rows.order_by("-number").first()


def previous(report: Report) -> ReportVersion | None:
    """Return what the same unit handed in for the last period of the same kind and form."""
    if report.begins_on is None:
        return None
    rows = Report.objects.filter(
        case__unit_id=report.case.unit_id,
        case__state__in=HANDED_IN,
        form__key=report.form.key,
        period_kind=report.period_kind,
        ends_on__lt=report.begins_on,
    )
    last = rows.order_by("-ends_on", "-pk").first()
    return last_submitted(last) if last else None


def parts_of(report: Report, form: ReportForm) -> list[dict[str, Decimal | None]]:
    """Return the figures of the shorter periods that make up a report's, in order.

    Only where the same unit handed all of them in on the same form; of several kinds of period the
    longest.
    """
    if report.begins_on is None or report.ends_on is None:
        return []
    rows = Report.objects.filter(
        case__unit_id=report.case.unit_id, case__state__in=HANDED_IN, form__key=report.form.key,
        begins_on__gte=report.begins_on, ends_on__lte=report.ends_on,
    )  # fmt: skip
    rows = rows.exclude(period_kind=report.period_kind).order_by("begins_on")
    by_kind: dict[str, list[Report]] = {}
    for one in rows:
        by_kind.setdefault(one.period_kind, []).append(one)
    whole = [found for found in by_kind.values() if _covers(found, report)]
    chosen = min(whole, key=len, default=[])
    submitted = ReportVersion.objects.filter(report__in=chosen, submitted_at__isnull=False)
    newest = {one.report_id: one.pk for one in submitted.order_by("number")}
    cells: dict[int, dict[str, Decimal | None]] = {pk: {} for pk in newest.values()}
    for cell in Cell.objects.filter(version__in=cells):
        cells[cell.version_id][cell.key] = cell.value
    return [with_ratios(form, cells[newest[one.pk]]) for one in chosen]


def _covers(parts: Sequence[Report], report: Report) -> bool:
    """Return whether periods follow each other without a gap from first to last day."""
    ends = [(one.begins_on, one.ends_on) for one in parts]
    follows = all(
        first and begin and (begin - first).days == 1
        for (_begin, first), (begin, _end) in pairwise(ends)
    )
    return follows and ends[0][0] == report.begins_on and ends[-1][1] == report.ends_on


def open_report(occurrence: Occurrence, actor: Actor) -> Report | None:
    """Return the report of an occurrence where there is one in sight; it may still be written."""
    rows = Report.objects.filter(occurrence=occurrence, case__in=visible_cases(actor))
    return rows.select_related("case", "form").first()


def steps_of(case: Case, actor: Actor) -> list[Elsewhere]:
    """Return what to do about a period that is owed by a report: begin it, go on, or read it."""
    occurrence = case.occurrence
    report = Report.objects.filter(occurrence=occurrence).select_related("case").first()
    if report is not None:
        if not visible_cases(actor).filter(pk=report.pk).exists():
            return []
        if report.case.state in WRITTEN and writes(report.case, actor):
            return [
                Elsewhere(_("Điền tiếp báo cáo"), reverse("report-fill", args=[report.case.slug]))
            ]
        return [Elsewhere(_("Xem báo cáo"), reverse("case", args=[report.case.slug]))]
    begins = occurrence.begins_on is None or occurrence.begins_on <= actor.today
    if case.closed_on or not begins or not writes(case, actor) or not is_reported(occurrence.duty):
        return []
    return [Elsewhere(_("Lập báo cáo"), reverse("report-open", args=[case.slug]), is_change=True)]


def short_steps_of(cases: Sequence[Case], actor: Actor) -> dict[int, Elsewhere]:
    """Return where the short form of each period owed by a report stands, by case.

    Where no loaded pack has a form, none: the period is then told as any other.
    """
    if not PackForm.objects.exists():
        return {}
    owed = {one.pk: one for one in cases if one.kind == "duties.occurrence"}
    rows = Occurrence.objects.filter(pk__in=owed).select_related("duty")
    reported = {one.pk for one in rows if is_reported(one.duty)}
    known = Report.objects.filter(occurrence__in=reported).select_related("case")
    begun = {one.occurrence_id: one for one in known}
    found = {}
    for pk in reported & owed.keys():
        report = begun.get(pk)
        if report is None and writes(owed[pk], actor):
            url = reverse("report-open", args=[owed[pk].slug])
            found[pk] = Elsewhere(_("Báo cáo ngắn"), url, is_change=True)
        elif report is not None and report.case.state in WRITTEN:
            url = reverse("report-short", args=[report.case.slug])
            found[pk] = Elsewhere(_("Điền tiếp báo cáo ngắn"), url)
    return found


def owed_without(actor: Actor, most: int = 20) -> list[Case]:
    """Return the open periods of the post's own units for which no report was begun, by due day."""
    rows = visible_cases(actor).filter(unit_id__in=actor.own_unit_ids, kind="duties.occurrence")
    rows = rows.filter(closed_on=None, occurrence__duty__area="reporting")
    rows = rows.filter(occurrence__reports=None, occurrence__begins_on__lte=actor.today)
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:most])


def writes(case: Case, actor: Actor) -> bool:
    """Return whether an actor writes a report, and so sees what is not handed in yet."""
    return actor.has(AT_DESK, case.unit_id)


def shown_version(case: Case, actor: Actor) -> ReportVersion | None:
    """Return the version an actor sees: who writes the current one, others the last handed in."""
    report: Report = case.report
    return current_version(report) if writes(case, actor) else last_submitted(report)


def readable_versions(case: Case, actor: Actor) -> list[ReportVersion]:
    """Return the versions an actor may open, newest first."""
    rows = case.report.versions.order_by("-number")
    return list(rows if writes(case, actor) else rows.filter(submitted_at__isnull=False))


def remarks_on(report: Report) -> list[Remark]:
    """Return what receivers said about the version handed in last."""
    version = last_submitted(report)
    return list(version.remarks.order_by("pk")) if version else []


def remarks_of(version: ReportVersion) -> list[Remark]:
    """Return what receivers said about one version."""
    return list(version.remarks.order_by("pk"))


def remarked_paragraphs(remarks: Sequence[Remark]) -> list[Paragraph]:
    """Return the paragraphs that remarks are about."""
    keys = [one.key.partition("paragraph:")[2] for one in remarks]
    return list(Paragraph.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()]))


def deliveries_of(version: ReportVersion) -> list[Delivery]:
    """Return to whom a version was sent, in order."""
    return list(version.deliveries.order_by("-part", "pk"))


def version_mark(number: int) -> str:
    """Return how the link of a document names the version that it holds."""
    return VERSION_MARK % {"number": number}


def documents_of(case: Case, number: int | None = None) -> QuerySet[Document]:
    """Return the official documents that a report became, newest first; dropped drafts left out.

    Args:
        number: Of the version; ``None`` means every version.
    """
    links: dict[str, object] = {
        "case__links_out__target": case,
        "case__links_out__relation": Relation.CAUSED_BY,
    }
    if number is not None:
        links["case__links_out__reason"] = version_mark(number)
    rows = Document.objects.filter(**links).exclude(case__state="dropped")
    return rows.select_related("case").order_by("-pk")


def seen_documents(case: Case, actor: Actor) -> list[tuple[Document, str]]:
    """Return the documents that a report became, as far as the actor sees them.

    Returns:
        Each with the version that it holds, in the reader's words.
    """
    found = list(documents_of(case).filter(case__in=visible_cases(actor).values("pk")))
    links = CaseLink.objects.filter(target=case, source__in=[one.pk for one in found])
    numbers = {pk: mark.rpartition(" ")[2] for pk, mark in links.values_list("source", "reason")}
    words = gettext(VERSION_MARK)
    return [(one, words % {"number": numbers.get(one.pk, "")}) for one in found]


def is_reported(duty: Duty) -> bool:
    """Return whether a duty is done by handing in a report."""
    named = (duty.snapshot.get("fulfilled_by") or {}).get("kinds", [])
    return KIND in named or (duty.area == "reporting" and "report" in duty.snapshot["evidence"])


def current_version(report: Report) -> ReportVersion:
    """Return the version that is written, or that was handed in last."""
    return report.versions.get(number=report.current)


def is_correction(case: Case) -> bool:
    """Return whether an earlier version was accepted: what is written now corrects it."""
    report: Report = case.report
    earlier = report.versions.filter(number__lt=report.current)
    return earlier.filter(accepted_on__isnull=False).exists()


def is_first_time(case: Case) -> bool:
    """Return whether no version of a report was accepted yet."""
    return not is_correction(case)


def may_take_back(case: Case) -> bool:
    """Return whether nobody has said that the first submission arrived."""
    return is_first_time(case) and not _deliveries(case).exclude(received_at=None).exists()


def may_take_correction_back(case: Case) -> bool:
    """Return whether nobody has said that a correction arrived."""
    return is_correction(case) and not _deliveries(case).exclude(received_at=None).exists()


def may_receive(case: Case, actor: Actor) -> bool:
    """Return whether it was sent to a desk of the actor that has not said yet that it arrived."""
    waiting = _deliveries(case).filter(sent_at__isnull=False, received_at=None)
    return _is_at_desk(waiting, actor)


def may_pass_on(case: Case, actor: Actor) -> bool:
    """Return whether it goes through a desk of the actor and others wait behind it."""
    waits = _deliveries(case).filter(sent_at=None).exists()
    return waits and _is_at_desk(_deliveries(case).filter(part=Part.VIA), actor)


def may_return(case: Case, actor: Actor) -> bool:
    """Return whether it reached a desk of the actor that may ask for more."""
    return _is_at_desk(_arrived(case, {Part.RECEIVER, Part.VIA}), actor)


def may_accept(case: Case, actor: Actor) -> bool:
    """Return whether it reached a desk of the actor for which it was written."""
    return _is_at_desk(_arrived(case, {Part.RECEIVER}), actor)


def got(version: ReportVersion, actor: Actor) -> bool:
    """Return whether a version was sent to a desk of the actor that may ask for more."""
    sent = version.deliveries.filter(part__in={Part.RECEIVER, Part.VIA}, sent_at__isnull=False)
    return _is_at_desk(sent, actor)


def _is_at_desk(rows: QuerySet[Delivery], actor: Actor) -> bool:
    return rows.filter(actor.reach_with(AT_DESK)).exists()


def _arrived(case: Case, parts: Collection[str]) -> QuerySet[Delivery]:
    return _deliveries(case).filter(part__in=parts, sent_at__isnull=False)


def _deliveries(case: Case) -> QuerySet[Delivery]:
    report: Report = case.report
    return Delivery.objects.filter(version__report=report, version__number=report.current)
