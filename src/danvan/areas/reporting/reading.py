"""What stands on the page of filling in: fields, last period, records, remarks, drafts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.forms import BoundField

from danvan.areas.reporting import queries
from danvan.areas.reporting.calculator import records
from danvan.areas.reporting.merge import (
    Combined,
    cell_field,
    combine,
    digest,
    own_field,
    reason_field,
    taken_field,
    value_field,
)
from danvan.areas.reporting.models import AnnexRow, Cell, Paragraph, Remark, Report
from danvan.areas.reporting.rules import current_version
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.drafts import draft_of
from danvan.kernel.cases.models import Case, Draft
from danvan.law.errors import LawError
from danvan.law.report_checks import FigureFinding, check, told
from danvan.law.reports import Annex, Figure, Question, ReportForm, Section
from danvan.web.errors import sentence

if TYPE_CHECKING:
    from danvan.areas.reporting.forms import FillForm

FORM = "report"
"""Key of the form among drafts."""
JUMP = "REP-06"
"""The finding that asks for a reason."""
SPARE_ROWS = 3
"""Empty lines offered under an annex that is typed by hand."""


class FillPage:
    """One report as somebody fills it in: all that the page needs, in a fixed number of queries."""

    def __init__(self, case: Case, actor: Actor, *, only_short: bool = False) -> None:
        self.case, self.actor = case, actor
        self.report: Report = case.report
        self.only_short = only_short

    @cached_property
    def form(self) -> ReportForm:
        """Return what is asked."""
        whole = queries.asked(self.report)
        return whole.shortened() if self.only_short else whole

    @cached_property
    def held(self) -> queries.Held:
        """Return what the current version holds."""
        return queries.held(current_version(self.report))

    @cached_property
    def before(self) -> dict[str, Decimal | None]:
        """Return the figures of the last period; empty where there is none."""
        return self.before_held.values(self.form) if self.before_held else {}

    @cached_property
    def before_held(self) -> queries.Held | None:
        """Return what was handed in for the last period."""
        last = queries.previous(self.report)
        return queries.held(last) if last else None

    @cached_property
    def records(self) -> dict[str, Decimal]:
        """Return what one's own records give, by figure."""
        return records(self.report, self.form)

    @cached_property
    def draft(self) -> Draft | None:
        """Return what this person typed and has not saved."""
        return draft_of(self.case, FORM, self.actor)

    @cached_property
    def remarks(self) -> list[Remark]:
        """Return what the receivers said about what was handed in last."""
        return queries.remarks_on(self.report)

    @cached_property
    def quoted(self) -> dict[str, str]:
        """Return the words of the paragraphs that were remarked on, by key of the remark."""
        return {f"paragraph:{one.pk}": one.text for one in self._remarked}

    def place_of(self, remark: Remark) -> str:
        """Return where a remark stands on the page: at a figure, a question, or the whole."""
        for one in self._remarked:
            if remark.key == f"paragraph:{one.pk}":
                return f"question:{one.question}"
        return remark.key

    @cached_property
    def _remarked(self) -> list[Paragraph]:
        return queries.remarked_paragraphs(self.remarks)

    @cached_property
    def stored(self) -> dict[str, str]:
        """Return what is saved, by field."""
        return dict(self._stored())

    @property
    def base(self) -> str:
        """Return the marks of what stands in the fields, for the form to carry."""
        filled = {name: digest(text) for name, text in self.stored.items() if text}
        return json.dumps(filled, separators=(",", ":"))

    @cached_property
    def resumed(self) -> Combined | None:
        """Return the draft over what is saved by now; ``None`` where there is no draft."""
        return combine(self.draft.values, self.stored) if self.draft else None

    def rows(self, annex: str) -> list[AnnexRow]:
        """Return the saved lines of an annex."""
        return list(self.held.rows.get(annex, ()))

    def own_words(self, question: str) -> str:
        """Return the words under a question that were taken from nowhere."""
        own = [one for one in self.held.paragraphs.get(question, ()) if not one.origin_id]
        return "\n\n".join(one.text for one in own)

    def _stored(self) -> Iterator[tuple[str, str]]:
        for figure in self.form.figures:
            cell = self.held.cells.get(figure.key)
            value = cell.value if cell else None
            yield value_field(figure.key), "" if value is None else told(value)
            yield reason_field(figure.key), cell.reason if cell else ""
        for question in self.form.questions:
            yield from self._words(question)
        for annex in self.form.annexes:
            for at, row in enumerate(self.rows(annex.key)):
                for column in annex.columns:
                    yield cell_field(annex.key, at, column.key), row.values.get(column.key, "")

    def _words(self, question: Question) -> Iterator[tuple[str, str]]:
        for one in self.held.paragraphs.get(question.key, ()):
            if one.origin_id:
                yield taken_field(one.pk), one.text
        yield own_field(question.key), self.own_words(question.key)


def is_typed(figure: Figure) -> bool:
    """Return whether people type a figure; ratios are computed."""
    return figure.merge != "ratio"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field with what others saved in it meanwhile, if both changed it."""

    bound: BoundField
    theirs: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure on the page of filling in.

    Args:
        asked: Its field; ``None`` for a ratio, which is computed.
        reason: The field for why it jumps; ``None`` where nobody asks.
    """

    figure: Figure
    asked: Asked | None
    reason: Asked | None
    cell: Cell | None
    value: Decimal | None
    before: Decimal | None
    record: Decimal | None
    remarks: Sequence[Remark]
    notes: Sequence[str]

    @property
    def is_changed(self) -> bool:
        """Return whether the records now give another number than what is saved."""
        return self.record is not None and self.value is not None and self.record != self.value


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A paragraph taken from a report below, with its field."""

    paragraph: Paragraph
    asked: Asked


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question on the page of filling in."""

    question: Question
    taken: Sequence[TakenLine]
    own: Asked
    before: Sequence[str]
    remarks: Sequence[tuple[Remark, str]]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section with its lines."""

    section: Section
    figures: Sequence[FigureLine]
    questions: Sequence[QuestionLine]


@dataclass(frozen=True, slots=True)
class AnnexShown:
    """One annex that is typed by hand, line by line."""

    annex: Annex
    rows: Sequence[Sequence[Asked]]


class Layout:
    """The page of filling in, section by section."""

    def __init__(self, page: FillPage, form: FillForm, combined: Combined | None) -> None:
        self.page, self.form, self.combined = page, form, combined
        self._values = page.held.values(page.form)
        self._notes = self._by_key()
        self._remarks = self._by_place()

    @property
    def sections(self) -> list[SectionShown]:
        """Return the sections in order."""
        return [
            SectionShown(
                one,
                [self._figure(figure) for figure in one.figures],
                [self._question(question) for question in one.questions],
            )
            for one in self.page.form.sections
        ]

    @property
    def annexes(self) -> list[AnnexShown]:
        """Return the annexes in order."""
        return [
            AnnexShown(
                one,
                [
                    [self._asked(cell_field(one.key, at, column.key)) for column in one.columns]
                    for at in range(self.form.row_count(one))
                ],
            )
            for one in self.page.form.annexes
        ]

    @property
    def general_remarks(self) -> Sequence[Remark]:
        """Return what was said about the report as a whole."""
        return self._remarks.get("", ())

    def _figure(self, figure: Figure) -> FigureLine:
        key = figure.key
        return FigureLine(
            figure=figure,
            asked=self._asked(value_field(key)) if is_typed(figure) else None,
            reason=self._asked(reason_field(key)) if self._asks_reason(key) else None,
            cell=self.page.held.cells.get(key),
            value=self._values.get(key),
            before=self.page.before.get(key),
            record=self.page.records.get(key),
            remarks=self._remarks.get(f"figure:{key}", ()),
            notes=self._notes.get(key, ()),
        )

    def _asks_reason(self, key: str) -> bool:
        name = reason_field(key)
        if name not in self.form.fields:
            return False
        told = any(one.code == JUMP and one.key == key for one in self._found)
        return told or bool(self.form[name].value())

    def _question(self, question: Question) -> QuestionLine:
        paragraphs = self.page.held.paragraphs.get(question.key, ())
        earlier = self.page.before_held
        return QuestionLine(
            question=question,
            taken=[
                TakenLine(one, self._asked(taken_field(one.pk)))
                for one in paragraphs
                if one.origin_id
            ],
            own=self._asked(own_field(question.key)),
            before=[one.text for one in earlier.paragraphs.get(question.key, ())]
            if earlier
            else [],
            remarks=[
                (one, self.page.quoted.get(one.key, ""))
                for one in self._remarks.get(f"question:{question.key}", ())
            ],
        )

    def _asked(self, name: str) -> Asked:
        combined = self.combined
        theirs = combined.theirs.get(name, "") if combined else ""
        return Asked(self.form[name], theirs, bool(combined and name in combined.taken))

    @property
    def _found(self) -> Sequence[FigureFinding]:
        if self.form.is_bound:
            return self.form.found
        return check(self.page.form, self._values, self.page.before, self.page.held.reasons)

    def _by_key(self) -> Mapping[str, list[str]]:
        """Return what does not stop but should be looked at; on a fresh page all there is."""
        found: dict[str, list[str]] = {}
        for one in self._found:
            if one.severity != "stops" or not self.form.is_bound:
                found.setdefault(one.key, []).append(told_of(one))
        return found

    def _by_place(self) -> Mapping[str, list[Remark]]:
        found: dict[str, list[Remark]] = {}
        for one in self.page.remarks:
            place = self.page.place_of(one)
            found.setdefault(place, []).append(one)
        return found


def context_of(layout: Layout) -> dict[str, Any]:
    """Return what the template of filling in shows."""
    page = layout.page
    return {
        "case": page.case,
        "report": page.report,
        "asked": page.form,
        "sections": layout.sections,
        "annexes": layout.annexes,
        "general": layout.general_remarks,
        "form": layout.form,
        "combined": layout.combined,
        "draft": page.draft,
        "version": page.held.version,
    }


def told_of(finding: FigureFinding) -> str:
    """Return the sentence of a finding with its code."""
    return sentence(LawError(finding.code, **finding.fields))
