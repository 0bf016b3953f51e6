"""What stands on the page of filling in: fields, last period, records, remarks, drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import BoundField

from danvan.areas.reporting.merge import (
    BLANK,
    Combined,
    FillPage,
    cell_field,
    is_typed,
    own_field,
    reason_field,
    taken_field,
    told_of,
    value_field,
)
from danvan.areas.reporting.models import Cell, Paragraph, Remark
from danvan.areas.reporting.vault import FillForm
from danvan.law.report_checks import FigureFinding, check, compare_periods
from danvan.law.reports import Annex, Figure, Question, Section, with_ratios

JUMP = "REP-06"
"""The finding that asks for a reason."""


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
        held = {key: page.value_of(key) for key in page.held.cells}
        self._values = with_ratios(page.form, held)
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

    @property
    def blanks(self) -> int:
        """Return how many figures have no value yet."""
        return sum(one.code == BLANK for one in self._found)

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
                TakenLine(one, self._asked(taken_field(question.key, one.origin_id)))
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
        page = self.page
        apart = compare_periods(page.form, self._values, page.parts) if page.parts else ()
        for one in (*self._found, *apart):
            if one.code != BLANK and (one.severity != "stops" or not self.form.is_bound):
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
        "blanks": layout.blanks,
        "goes_to": page.goes_to,
        "places": [layout.form[name] for name in layout.form.fields if name.startswith("t_")],
    }
