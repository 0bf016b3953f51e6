"""A report as an official paper: its figures, words, gaps and sources as parts and annexes.

What is printed is Vietnamese, whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from danvan.areas.consolidation.export import Merged, Told, merged, run_of
from danvan.areas.consolidation.models import InputState
from danvan.areas.reporting.export import Reading
from danvan.areas.reporting.models import AnnexRow, Cell, Report, ReportVersion
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.duties.wording import period_words
from danvan.law.reports import ONCE, AnnexColumn, Figure, Section
from danvan.papers.layouts import paper_type
from danvan.papers.values import Annex, Part
from danvan.papers.writing import roman
from danvan.web.templatetags.web import NOTHING, number

MOST_PERIODS: Final = 6
"""Periods beside each other in a table on paper."""
TYPE: Final = "report"
CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What stands on paper besides figures and words.

    Args:
        notes: A number after each paragraph that came from below, and an annex of the sources.
        trend: An annex with the figures of the last periods.
    """

    notes: bool = False
    trend: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A report as it stands on paper, without letterhead, number and signature."""

    summary: str
    body: tuple[Part, ...]
    annexes: tuple[Annex, ...]


def spoken(actor: Actor, version: ReportVersion, wanted: Wanted = Wanted()) -> Spoken:
    """Return what a version says on paper.

    Args:
        version: With its report and case loaded.
    """
    with translation.override("vi"):
        told, reading = merged(version, actor), Reading(version.report.case, version)
        body = (*_opening(told), *_sections(told, reading, with_notes=wanted.notes))
        annexes = [_table(one.title.vi, _rows(one.columns, rows)) for one, rows in reading.annexes]
        if wanted.trend:
            annexes += _trend(actor, version, told)
        if wanted.notes and told.footnotes:
            lines = (f"[{at}] {words}" for at, words in told.footnotes)
            sources = tuple(Part("paragraph", text=one) for one in lines)
            annexes.append(Annex(_("Nguồn của các đoạn"), sources))
        kept = tuple(one for one in annexes if one is not None)
        return Spoken(summary_of(version.report), body or (_nothing(),), kept)


def summary_of(report: Report) -> str:
    """Return what stands below the name of the type: the matter and the period.

    A report out of turn is called as it was asked for.
    """
    if report.period_kind == ONCE:
        words = report.case.title_vi
    else:
        words = f"{report.form.form.title.vi} {period_words(report.period_key).vi}"
    name = f"{paper_type(TYPE).name.vi} ".casefold()
    plain = words[len(name) :] if words.casefold().startswith(name) else words
    return plain[:1].upper() + plain[1:300]


def _nothing() -> Part:
    return Part("paragraph", text=_("Trong kỳ không có nội dung phát sinh."))


def _opening(told: Merged) -> Iterator[Part]:
    """Say what the report is put together from, who is missing and what was left out."""
    taken = told.version.inputs.filter(state=InputState.TAKEN, lower__isnull=False).count()
    if taken:
        text = _("Báo cáo này tổng hợp từ %(count)s báo cáo gửi đến.") % {"count": taken}
        yield Part("paragraph", text=text)
    if told.missing:
        yield Part("paragraph", text=told.missing_words)
    if told.left:
        left = "; ".join(f"{name} ({why})" for name, why in told.left)
        yield Part("paragraph", text=_("Không đưa vào: %(units)s.") % {"units": left})


def _sections(told: Merged, reading: Reading, *, with_notes: bool) -> Iterator[Part]:
    """Go through the sections that say something, numbered in Roman numerals."""
    at = count(1)
    for one in reading.parts:
        section, before = one.section, {x.figure.key: x.before for x in one.figures}
        figures = tuple(_figures(section, told, before))
        words = tuple(_words(section, told, with_notes=with_notes))
        if figures or words:
            yield Part("heading", f"{roman(next(at))}.", section.title.vi)
            yield from (*figures, *words)


def _figures(section: Section, told: Merged, before: dict[str, Decimal | None]) -> Iterator[Part]:
    if not any(told.values.get(one.key) is not None for one in section.figures):
        return
    with_last = any(value is not None for value in before.values())
    head = [_("TT"), _("Chỉ tiêu"), _("Đơn vị tính"), _("Kỳ này")]
    found = [(*head, _("Kỳ trước")) if with_last else tuple(head)]
    for place, one in enumerate(section.figures, start=1):
        row = (
            str(place),
            cell(one.label.vi),
            cell(one.unit.vi),
            shown(one, told.values.get(one.key)),
        )
        found.append((*row, shown(one, before.get(one.key))) if with_last else row)
    yield Part("table", rows=tuple(found))


def _words(section: Section, told: Merged, *, with_notes: bool) -> Iterator[Part]:
    at = count(1)
    for question in section.questions:
        rows = told.paragraphs.get(question.key, ())
        if rows:
            yield Part("clause", f"{next(at)}.", question.prompt.vi)
        for one in rows:
            yield from _paragraphs(one, with_notes=with_notes)


def _paragraphs(one: Told, *, with_notes: bool) -> Iterator[Part]:
    lines = [" ".join(line.split()) for line in one.text.splitlines() if line.strip()]
    if with_notes and one.note and lines:
        lines[-1] += f" [{one.note}]"
    for line in lines:
        yield Part("paragraph", text=line)


def _rows(columns: Sequence[AnnexColumn], rows: Sequence[AnnexRow]) -> list[tuple[str, ...]]:
    keys = [column.key for column in columns]
    head = (_("TT"), *(cell(column.label.vi) for column in columns))
    body = [
        (str(at), *(cell(str(row.values.get(key, ""))) for key in keys))
        for at, row in enumerate(rows, start=1)
    ]
    return [head, *body] if body else []


def _table(title: str, rows: Sequence[tuple[str, ...]]) -> Annex | None:
    return Annex(title, (Part("table", rows=tuple(rows)),)) if rows else None


def _trend(actor: Actor, version: ReportVersion, told: Merged) -> list[Annex | None]:
    """Return the figures of the last periods beside each other; nothing for the first period."""
    versions = run_of(actor, version, MOST_PERIODS)
    if len(versions) == 1:
        return []
    cells = Cell.objects.filter(version__in=versions)
    values = {(one, key): value for one, key, value in cells.values_list("version", "key", "value")}
    head = (_("Chỉ tiêu"), *(period_words(one.report.period_key).vi for one in versions))
    figures: list[Figure] = list(told.form.figures)
    body = [
        (cell(one.label.vi), *(shown(one, values.get((each.pk, one.key))) for each in versions))
        for one in figures
    ]
    return [_table(_("Số liệu qua các kỳ"), [head, *body])]


def cell(text: str) -> str:
    """Return text for one cell: on one line, without the bars that part cells."""
    return " ".join(text.replace("|", "/").split())


def shown(figure: Figure, value: Decimal | None) -> str:
    """Return a figure as printed; a dash where it is missing, which is not nought.

    Ratios are rounded to two places.
    """
    if value is None:
        return NOTHING
    is_ratio = figure.merge == "ratio"
    return number(value.quantize(CENT, ROUND_HALF_UP) if is_ratio else value)


def marked(parts: Sequence[Part]) -> str:
    r"""Return parts as the text with simple marks that a draft is edited in.

    Example:
        >>> marked((Part("heading", "I.", "Tình hình"), Part("table", rows=(("a", "b"),))))
        'I. Tình hình\n| a | b |'
    """
    return "\n".join(line for one in parts for line in _lines(one))


def _lines(part: Part) -> Iterator[str]:
    if part.kind == "table":
        yield from (f"| {' | '.join(row)} |" for row in part.rows)
    else:
        yield f"{part.number} {part.text}".strip()
