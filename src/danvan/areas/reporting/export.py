"""One version laid out for reading: beside the last period, beside another version, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danvan.areas.reporting import queries
from danvan.areas.reporting.models import AnnexRow, Paragraph, Part, Remark, Report, ReportVersion
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.tree import names_of
from danvan.law.reports import Annex, Figure, Question, ReportForm, Section
from danvan.web.export import Sheet
from danvan.web.templatetags.web import said

Figures = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class FigureRead:
    """One figure of a version, with that of another version and of the last period."""

    figure: Figure
    value: Decimal | None
    other: Decimal | None
    before: Decimal | None
    reason: str
    differs: bool


@dataclass(frozen=True, slots=True)
class QuestionRead:
    """The answer to one question, with that of another version where it differs."""

    question: Question
    paragraphs: Sequence[Paragraph]
    others: Sequence[str]
    differs: bool

    @property
    def texts(self) -> list[str]:
        """Return the paragraphs as text."""
        return [one.text for one in self.paragraphs]


@dataclass(frozen=True, slots=True)
class SectionRead:
    """One section of a version."""

    section: Section
    figures: Sequence[FigureRead]
    questions: Sequence[QuestionRead]


class Reading:
    """One version for reading, in a fixed number of queries.

    Args:
        against: Another version to compare with.
    """

    def __init__(
        self, case: Case, version: ReportVersion, against: ReportVersion | None = None
    ) -> None:
        self.report: Report = case.report
        self.version, self.against = version, against

    @cached_property
    def form(self) -> ReportForm:
        """Return what was asked."""
        return queries.asked(self.report)

    @cached_property
    def held(self) -> queries.Held:
        """Return what the version holds."""
        return queries.held(self.version)

    @cached_property
    def other(self) -> queries.Held | None:
        """Return what the version to compare with holds."""
        return queries.held(self.against) if self.against else None

    @cached_property
    def parts(self) -> list[SectionRead]:
        """Return the sections in order."""
        values, others = self.held.values(self.form), self._others
        before = self._before
        return [
            SectionRead(
                one,
                [self._figure(figure, values, others, before) for figure in one.figures],
                [self._question(question) for question in one.questions],
            )
            for one in self.form.sections
        ]

    @property
    def differences(self) -> int:
        """Return in how many places the two versions differ."""
        figures = sum(one.differs for part in self.parts for one in part.figures)
        return figures + sum(one.differs for part in self.parts for one in part.questions)

    @property
    def annexes(self) -> list[tuple[Annex, Sequence[AnnexRow]]]:
        """Return the annexes with their lines."""
        return [(one, self.held.rows.get(one.key, ())) for one in self.form.annexes]

    def remarks(self, said_about: Sequence[Remark]) -> list[tuple[str, Remark]]:
        """Return remarks with the words of what each is about."""
        figures = {f"figure:{one.key}": said(one.label) for one in self.form.figures}
        prompts = {one.key: said(one.prompt) for one in self.form.questions}
        about = {
            f"paragraph:{one.pk}": f"{prompts.get(one.question, '')} “{one.text[:80]}”"
            for one in queries.remarked_paragraphs(said_about)
        }
        return [((figures | about).get(one.key, ""), one) for one in said_about]

    def lines(self) -> Iterator[Sequence[object]]:
        """Go through the version as lines of a table: part, what, unit, value, last period."""
        for part in self.parts:
            title = said(part.section.title)
            for one in part.figures:
                unit, label = said(one.figure.unit), said(one.figure.label)
                yield title, label, unit, _number(one.value), _number(one.before), one.reason
            for asked in part.questions:
                for text in asked.texts:
                    yield title, said(asked.question.prompt), "", text, "", ""

    def sheets(self) -> Iterator[Sheet]:
        """Go through the version as sheets of a workbook: figures and words, then each annex."""
        yield Sheet(_("Báo cáo"), header(), self.lines())
        for annex, rows in self.annexes:
            keys = [column.key for column in annex.columns]
            heads = [said(column.label) for column in annex.columns]
            lines = [[row.values.get(key, "") for key in keys] for row in rows]
            yield Sheet(said(annex.title), heads, lines)

    def _figure(
        self, figure: Figure, values: Figures, others: Figures, before: Figures
    ) -> FigureRead:
        value, other = values.get(figure.key), others.get(figure.key)
        return FigureRead(
            figure=figure,
            value=value,
            other=other,
            before=before.get(figure.key),
            reason=self.held.reasons.get(figure.key, ""),
            differs=self.other is not None and value != other,
        )

    def _question(self, question: Question) -> QuestionRead:
        own = self.held.paragraphs.get(question.key, ())
        theirs = self.other.paragraphs.get(question.key, ()) if self.other else ()
        differs = self.other is not None and [a.text for a in own] != [b.text for b in theirs]
        return QuestionRead(question, own, [one.text for one in theirs], differs)

    @property
    def _others(self) -> Figures:
        return self.other.values(self.form) if self.other else {}

    @property
    def _before(self) -> Figures:
        last = queries.previous(self.report)
        return queries.held(last).values(self.form) if last else {}


def header() -> list[str]:
    """Return the headings of a version as a table."""
    return [
        _("Phần"),
        _("Nội dung"),
        _("Đơn vị tính"),
        _("Kỳ này"),
        _("Kỳ trước"),
        _("Lý do chênh"),
    ]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery as it is told."""

    name: str
    part: Any
    sent_at: datetime | None
    received_at: datetime | None
    received_by: str


def told_deliveries(version: ReportVersion, actor: Actor) -> list[Sent]:
    """Return to whom a version was sent, with the names of the units in one query."""
    rows = queries.deliveries_of(version)
    names = names_of({one.unit_id for one in rows}, actor.today, get_language() or "vi")
    return [
        Sent(
            names.get(one.unit_id, ""),
            Part(one.part).label,
            one.sent_at,
            one.received_at,
            one.received_by,
        )
        for one in rows
    ]


def sheet_facts(case: Case, actor: Actor) -> dict[str, Any]:
    """Return what the case page shows of a report."""
    report: Report = case.report
    version, sent = queries.shown_version(case, actor), queries.last_submitted(report)
    owed = visible_cases(actor).filter(occurrence__reports=report).first()
    return {
        "report": report,
        "owed": owed,
        "version": version,
        "versions": queries.readable_versions(case, actor),
        "documents": queries.seen_documents(case, actor),
        "deliveries": told_deliveries(sent, actor) if sent else [],
        "remarks": Reading(case, sent).remarks(queries.remarks_of(sent)) if sent else [],
    }
