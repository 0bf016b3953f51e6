"""The writer of versions: what is typed becomes figures, paragraphs and lines of annexes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from django.utils import timezone

from danvan.areas.reporting.models import (
    AnnexRow,
    Cell,
    Delivery,
    Filled,
    Paragraph,
    Report,
    ReportVersion,
)
from danvan.areas.reporting.queries import current_version
from danvan.areas.reporting.shapes import Answers, Written
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.law.reports import ReportForm

Part = TypeVar("Part", Cell, Paragraph, AnnexRow)


def open_version(report: Report, number: int, actor: Actor, reason: str = "") -> ReportVersion:
    """Add an empty version."""
    return ReportVersion.objects.create(
        report=report,
        number=number,
        reason=reason,
        opened_at=timezone.now(),
        opened_by=actor.label,
    )


def next_version(report: Report, actor: Actor, reason: str) -> ReportVersion:
    """Go on writing in a copy: the version handed in stays as it was."""
    old = current_version(report)
    new = open_version(report, old.number + 1, actor, reason)
    Cell.objects.bulk_create(_moved(old.cells.order_by("pk"), new))
    Paragraph.objects.bulk_create(_moved(old.paragraphs.order_by("pk"), new))
    AnnexRow.objects.bulk_create(_moved(old.annex_rows.order_by("pk"), new))
    Report.objects.filter(pk=report.pk).update(current=new.number)
    report.current = new.number
    return new


def _moved(rows: Iterable[Part], version: ReportVersion) -> list[Part]:
    """Return rows as new ones of another version."""
    copies = list(rows)
    for one in copies:
        one.pk, one.version = None, version
    return copies


def drop_version(report: Report) -> ReportVersion:
    """Take an unfinished version away; the one before it counts again.

    Raises:
        Refused: ``REPORT-02`` it was handed in, or there is none before it.
    """
    version = current_version(report)
    if version.submitted_at is not None or version.number == 1:
        raise Refused("REPORT-02")
    version.delete()
    Report.objects.filter(pk=report.pk).update(current=version.number - 1)
    report.current = version.number - 1
    return current_version(report)


def write(report: Report, answers: Answers) -> ReportVersion:
    """Put answers into the current version.

    Raises:
        Refused: ``REPORT-02`` the version was handed in and is locked.
    """
    version = current_version(report)
    if version.submitted_at is not None:
        raise Refused("REPORT-02")
    form = report.form.form
    _write_cells(version, form, answers)
    _write_paragraphs(version, form, answers.paragraphs)
    _write_annexes(version, form, answers.annexes)
    return version


def _write_cells(version: ReportVersion, form: ReportForm, answers: Answers) -> None:
    keys = {figure.key for figure in form.figures} & (
        answers.values.keys() | answers.reasons.keys()
    )
    held = {cell.key: cell for cell in version.cells.filter(key__in=keys)}
    for key in keys:
        cell = held.setdefault(key, Cell(version=version, key=key))
        cell.reason = answers.reasons.get(key, cell.reason)
        if key in answers.values:
            cell.value = answers.values[key]
            cell.filled = answers.filled.get(key, Filled.HAND)
    Cell.objects.bulk_create(
        held.values(),
        update_conflicts=True,
        unique_fields=["version", "key"],
        update_fields=["value", "reason", "filled"],
    )


def _write_paragraphs(
    version: ReportVersion, form: ReportForm, paragraphs: Mapping[str, Sequence[Written]]
) -> None:
    sections = {one.key: part.key for part in form.sections for one in part.questions}
    for question in sections.keys() & paragraphs.keys():
        version.paragraphs.filter(question=question).delete()
        Paragraph.objects.bulk_create(
            Paragraph(
                version=version,
                section=sections[question],
                question=question,
                position=position,
                text=one.text,
                origin_id=one.origin_id,
                is_edited=one.is_edited,
            )
            for position, one in enumerate(paragraphs[question], start=1)
        )


def _write_annexes(
    version: ReportVersion,
    form: ReportForm,
    annexes: Mapping[str, Sequence[Mapping[str, str]]],
) -> None:
    for annex in (one for one in form.annexes if one.key in annexes):
        columns = [column.key for column in annex.columns]
        version.annex_rows.filter(annex=annex.key).delete()
        AnnexRow.objects.bulk_create(
            AnnexRow(
                version=version,
                annex=annex.key,
                position=position,
                values={key: row.get(key, "") for key in columns},
            )
            for position, row in enumerate(annexes[annex.key], start=1)
        )


def send(version: ReportVersion, parts: Mapping[int, str], *, later: bool = False) -> None:
    """Write down to whom a version goes; behind a unit it goes through, the others wait.

    Args:
        parts: How each unit gets it, by unit.
        later: Nothing is sent yet: it is only said where it will go.
    """
    now = timezone.now()
    waits = "via" in parts.values()
    version.deliveries.all().delete()
    Delivery.objects.bulk_create(
        Delivery(
            version=version,
            unit_id=unit_id,
            part=part,
            sent_at=None if later or (waits and part == "receiver") else now,
        )
        for unit_id, part in parts.items()
    )


def note_receipt(version: ReportVersion, unit_ids: Sequence[int], actor: Actor) -> int:
    """Write down that a version arrived at some units; returns how many had not said so yet."""
    return note_receipts([version.pk], unit_ids, actor)


def note_receipts(version_ids: Collection[int], unit_ids: Collection[int], actor: Actor) -> int:
    """Write down that several versions arrived at some units; returns how many were news."""
    rows = Delivery.objects.filter(version_id__in=version_ids, unit_id__in=unit_ids)
    rows = rows.filter(sent_at__isnull=False, received_at=None)
    return rows.update(received_at=timezone.now(), received_by=actor.label)


def pass_on(version: ReportVersion) -> int:
    """Send a version on to those that waited behind the unit it goes through; returns how many."""
    return version.deliveries.filter(sent_at=None).update(sent_at=timezone.now())
