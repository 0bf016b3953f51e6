"""The form of filling in a report; what is typed is kept as a draft, saved, or handed in."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from danvan.areas.reporting.forms import EntryForm, cell_box
from danvan.areas.reporting.merge import (
    BASE,
    BLANK,
    FORM,
    MOST_FIELDS,
    PREFIXES,
    VERSION,
    Combined,
    FillPage,
    cell_field,
    combine,
    is_typed,
    own_field,
    place_field,
    reason_field,
    taken_field,
    told_of,
    value_field,
)
from danvan.areas.reporting.models import Part
from danvan.areas.reporting.plan import Gap
from danvan.areas.reporting.shapes import PICTURE_MARKS, Answers, Written, plain_words
from danvan.kernel.cases.drafts import drop_draft, save_draft
from danvan.kernel.cases.models import Case, Draft
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.rates import days_late
from danvan.kernel.cases.refused import Refused
from danvan.law.errors import LawError
from danvan.law.report_checks import FigureFinding, check, check_words, read_number
from danvan.law.reports import Annex, Figure, Question
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.templatetags.web import said

SPARE_ROWS = 3
"""Empty lines offered under an annex that is typed by hand."""
MOST_DIGITS = 9
"""A version of more digits is one that nobody has seen."""
OF_DAY = frozenset({"CASE-05", "CASE-06", "CASE-11"})
"""Refusals that are about the day on a paper form."""
FASTER = "CASE-02"


class WordsField(forms.CharField):
    """A long answer; pictures are refused, everything else is kept as plain lines."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(strip=False, **options)

    def to_python(self, value: Any) -> str:
        """Return the answer as plain lines.

        Raises:
            ValidationError: ``REPORT-07`` it holds a picture.
        """
        text = str(value or "")
        if PICTURE_MARKS.search(text):
            raise forms.ValidationError(sentence(Refused("REPORT-07")))
        return plain_words(text)


class FillForm(HouseForm):
    """All figures, answers and lines of one report, as the form of its period asks them."""

    blank = forms.IntegerField(widget=forms.HiddenInput, required=False)

    version = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: FillPage, **options: Any) -> None:
        super().__init__(*args, **options)
        self.page = page
        self.found: list[FigureFinding] = []
        self.values: dict[str, Decimal | None] = {}
        for figure in page.form.figures:
            if is_typed(figure):
                self._ask_figure(figure)
        for question in page.form.questions:
            self._ask_words(question)
        for annex in page.form.annexes:
            self._ask_rows(annex)
        for gap in page.route.gaps:
            self._ask_place(gap)

    def _ask_figure(self, figure: Figure) -> None:
        keyboard = "numeric" if figure.whole else "decimal"
        attrs = {"class": "short number", "inputmode": keyboard, "autocomplete": "off"}
        self.add_field(
            value_field(figure.key),
            forms.CharField(
                label=said(figure.label),
                required=False,
                help_text=said(figure.definition),
                widget=forms.TextInput(attrs=attrs),
            ),
        )
        self.add_field(
            reason_field(figure.key),
            forms.CharField(
                label=_("Lý do số này chênh nhiều so với kỳ trước"),
                required=False,
                max_length=1000,
            ),
        )

    def _ask_words(self, question: Question) -> None:
        for one in self.page.held.paragraphs.get(question.key, ()):
            if one.origin_id:
                name = taken_field(question.key, one.origin_id)
                self.add_field(name, WordsField(label=said(question.prompt)))
        limit = _("Nhiều nhất %(limit)s ký tự.") % {
            "limit": f"{question.limit:,}".replace(",", ".")
        }
        self.add_field(
            own_field(question.key), WordsField(label=said(question.prompt), help_text=limit)
        )

    def _ask_rows(self, annex: Annex) -> None:
        for at in range(self.row_count(annex)):
            for column in annex.columns:
                name = cell_field(annex.key, at, column.key)
                label = _("%(column)s, dòng %(row)d") % {
                    "column": said(column.label),
                    "row": at + 1,
                }
                self.add_field(name, cell_box(column.key, label))

    def _ask_place(self, gap: Gap) -> None:
        ended = ", ".join(self.page.names.get(unit_id, "") for unit_id in gap.ended)
        body = said(gap.role, "name")
        about = {"body": body, "part": Part(gap.part).label}
        told = _("Trước đây là: %(ended)s, đã kết thúc hoạt động.") % {"ended": ended}
        offered = [(str(unit_id), self.page.names.get(unit_id, "")) for unit_id in gap.offered]
        field = forms.ChoiceField(
            label=_("Ai nhận thay “%(body)s” (%(part)s)") % about,
            choices=[("", _("Chọn đơn vị")), *offered],
            required=False,
            help_text=told if ended else _("Chưa có đơn vị nào được gắn là nơi nhận này."),
        )
        self.add_field(place_field(gap.role.slug), field)

    def row_count(self, annex: Annex) -> int:
        """Return how many lines an annex shows: those saved or sent, and some empty ones."""
        saved = len(self.page.rows(annex.key))
        mark = re.compile(rf"a_{re.escape(annex.key)}_(\d{{1,4}})_")
        sent = [int(hit[1]) + 1 for name in self.data if (hit := mark.match(name))]
        return max([saved + SPARE_ROWS, *sent])

    def clean(self) -> dict[str, Any]:
        """Read the figures; a text in place of a number is told at its field and stays there."""
        told = super().clean()
        for figure in self.page.form.figures:
            if not is_typed(figure):
                continue
            name = value_field(figure.key)
            try:
                self.values[figure.key] = read_number(figure, told.get(name, ""))
            except LawError as error:
                self.add_error(name, sentence(error))
        for question in self.page.form.questions:
            self.found += check_words(question, self.written(question.key))
        for one in self.found:
            self.tell(one)
        return told

    def check(self) -> list[FigureFinding]:
        """Return what is wrong with the figures; what stops is told at its field."""
        reasons = {
            key.removeprefix("r_"): value
            for key, value in self.cleaned_data.items()
            if key.startswith("r_")
        }
        found = check(self.page.form, self.values, self.page.before, reasons)
        for one in found:
            if one.severity == "stops":
                self.tell(one)
        self.found += found
        return self.found

    def refuse_blanks(self) -> None:
        """Ask once whether figures are left blank on purpose; a second press says so."""
        missing = sum(one.code == BLANK for one in self.found)
        if missing and self.cleaned_data.get("blank") != missing:
            self.add_error(None, sentence(Refused("REPORT-08", count=missing)))
            self.set_answer("blank", str(missing))

    def tell(self, finding: FigureFinding) -> None:
        """Put a finding beside the field it is about."""
        names = (value_field(finding.key), own_field(finding.key))
        field = next((name for name in names if name in self.fields), None)
        self.add_error(field, told_of(finding))

    def written(self, question: str) -> str:
        """Return all that is typed under a question."""
        return "\n\n".join(one.text for one in self.paragraphs(question))

    def paragraphs(self, question: str) -> list[Written]:
        """Return the paragraphs of a question in their order, one's own words in one place."""
        own = self.cleaned_data.get(own_field(question), "")
        waiting = [Written(part) for part in re.split(r"\n{2,}", own) if part.strip()]
        kept: list[Written] = []
        for one in self.page.held.paragraphs.get(question, ()):
            if not one.origin_id:
                kept, waiting = kept + waiting, []
            elif text := self.cleaned_data.get(taken_field(question, one.origin_id), ""):
                kept.append(Written(text, one.origin_id, one.is_edited or text != one.text))
        return kept + waiting

    def answers(self) -> Answers:
        """Return everything typed, as it is to be kept."""
        form, told = self.page.form, self.cleaned_data
        typed = [one.key for one in form.figures if is_typed(one)]
        return Answers(
            values={key: self.values.get(key) for key in typed},
            reasons={key: told.get(reason_field(key), "") for key in typed},
            filled={key: self.origin_of(key) for key in typed},
            paragraphs={one.key: self.paragraphs(one.key) for one in form.questions},
            annexes={one.key: self.lines(one) for one in form.annexes},
        )

    def origin_of(self, key: str) -> str:
        """Return where a value comes from: where it is unchanged, from where it came before."""
        cell, value = self.page.held.cells.get(key), self.values.get(key)
        if cell and cell.value == value:
            return cell.filled
        return "records" if value is not None and self.page.records.get(key) == value else "hand"

    def lines(self, annex: Annex) -> list[dict[str, str]]:
        """Return the lines of an annex that hold something."""
        found = []
        for at in range(self.row_count(annex)):
            line = {
                column.key: self.cleaned_data.get(cell_field(annex.key, at, column.key), "")
                for column in annex.columns
            }
            if any(line.values()):
                found.append(line)
        return found

    def typed(self) -> dict[str, str]:
        """Return what stands in each field, as typed, for a draft; fields gone since as well."""
        names = [name for name in self.data if name[:2] in PREFIXES][:MOST_FIELDS]
        fields = (BASE, VERSION, *names)
        return {name: str(self.data.get(name, "")).replace("\0", "") for name in fields}

    @property
    def in_place(self) -> dict[str, int]:
        """Return who was chosen in the place of units that ended, by slug of the body."""
        told = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name[2:]: int(one) for name, one in told.items() if name[:2] == "t_" and one}


def is_right(form: FillForm, act: str) -> bool:
    """Return whether an act may be tried: all can be read, and what is handed in adds up."""
    if form.is_valid() and act == "submit":
        form.check()
        form.refuse_blanks()
    return not form.errors


def kept_or_told(form: FillForm) -> FillForm:
    """Keep what was typed as a draft; what is too long for one is told."""
    try:
        keep_draft(form)
    except Refused as refused:
        form.add_error(None, sentence(refused))
    return form


def fresh_form(page: FillPage) -> FillForm:
    """Return the form with what is saved, or with the draft over it."""
    resumed = page.resumed
    texts = resumed.texts if resumed else page.stored
    initial = {**texts, VERSION: page.case.version, BASE: page.base}
    return FillForm(initial=initial, page=page, actor=page.actor, case=page.case)


def is_behind(form: FillForm, case: Case) -> bool:
    """Return whether others have saved since the form was opened."""
    case.refresh_from_db()
    return form.data.get(VERSION, "") != str(case.version)


def handed_over(form: FillForm, act: str, entry: EntryForm | None = None) -> bool:
    """Perform the act with what was typed; a refusal becomes an error of the form.

    Args:
        entry: The day on which a paper form was handed in, with the reason why it lies back.
    """
    told = entry.cleaned_data if entry else {}
    case, actor = form.page.case, form.page.actor
    try:
        perform(
            case,
            act,
            actor,
            effective_on=told.get("day") or actor.today,
            reason=told.get("day_reason", ""),
            data={"answers": form.answers(), "in_place": form.in_place},
            version=form.cleaned_data["version"],
        )
    except Refused as refused:
        (entry if entry and refused.code in OF_DAY else form).add_error(None, sentence(refused))
        return False
    drop_draft(case, FORM, actor)
    return True


def keep_draft(form: FillForm) -> Draft:
    """Keep what was typed as this person's draft."""
    version = form.data.get(VERSION, "")
    number = int(version) if version.isdecimal() and len(version) <= MOST_DIGITS else 0
    return save_draft(form.page.case, FORM, form.page.actor, form.typed(), version=number)


def words_of(case: Case, act: str) -> str:
    """Return what is said after a save or a submission; lateness is told by days."""
    if act != "submit":
        return _("Đã lưu. Báo cáo chưa nộp.")
    due_on = case.report.occurrence.case.due_on if case.report.occurrence else None
    late = days_late(due_on, case.closed_on, case.opened_on)
    if late:
        return _("Đã nộp báo cáo, sau hạn %(days)d ngày.") % {"days": late}
    return _("Đã nộp báo cáo.")


def over_saved(page: FillPage, sent: FillForm) -> tuple[FillForm, Combined]:
    """Return the form with what was typed over what is saved by now."""
    combined = combine(sent.typed(), page.stored)
    data = {name: sent.data[name] for name in sent.data} | dict(combined.texts)
    data |= {VERSION: str(page.case.version), BASE: page.base}
    form = FillForm(data, page=page, actor=page.actor, case=page.case)
    form.add_error(None, sentence(Refused(FASTER)))
    return form, combined
