"""Forms of reports: filling in, returning with remarks, asking out of turn."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.reporting.export import Reading
from danvan.areas.reporting.merge import (
    BASE,
    VERSION,
    cell_field,
    own_field,
    reason_field,
    taken_field,
    value_field,
)
from danvan.areas.reporting.reading import SPARE_ROWS, FillPage, is_typed, told_of
from danvan.areas.reporting.shapes import Answers, Said, Written
from danvan.kernel.cases.refused import Refused
from danvan.law.errors import LawError
from danvan.law.report_checks import FigureFinding, check, check_words, read_number
from danvan.law.reports import Annex, Figure, Question
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.templatetags.web import said

MOST_TYPED = 60
"""Most characters in the field of a figure; what is longer is no number."""
CELL = 2000
"""Most characters in one cell of an annex."""
BLANK = "REP-09"
"""The note on a figure that has no value."""
PICTURE_MARKS = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=\s]+|\ufffc")
"""What is left of a picture that was pasted as text."""
OTHER_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff]")


def plain_words(text: str) -> str:
    """Return pasted text as plain lines: one Unicode form, cells of tables parted by bars."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"[\x0b\x0c\u2028\u2029]", "\n", text)
    text = re.sub(r"[\t\x07]+", " | ", OTHER_SIGNS.sub("", text.replace("\x07", "\t")))
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


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
                self.add_field(taken_field(one.pk), WordsField(label=said(question.prompt)))
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
                self.add_field(name, forms.CharField(label=label, required=False, max_length=CELL))

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
            elif text := self.cleaned_data.get(taken_field(one.pk), ""):
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
        """Return what stands in each field, as typed, for a draft."""
        return {name: str(self.data.get(name, "")) for name in (BASE, VERSION, *self.own_names)}

    @property
    def own_names(self) -> list[str]:
        """Return the fields of the report itself."""
        return [name for name in self.fields if name[:2] in {"v_", "r_", "q_", "p_", "a_"}]


class ReturnForm(HouseForm):
    """What to mend: on the whole, on a figure, on a paragraph."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Nhận xét chung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Không cần nếu đã nhận xét từng chỗ bên dưới."),
    )

    def __init__(self, *args: Any, reading: Reading, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reading = reading
        for part in reading.parts:
            for line in part.figures:
                self._ask(f"figure:{line.figure.key}", said(line.figure.label))
            for asked in part.questions:
                for one in asked.paragraphs:
                    self._ask(f"paragraph:{one.pk}", _("đoạn này"))

    def _ask(self, key: str, about: str) -> None:
        label = _("Nhận xét về %(about)s") % {"about": about}
        box = forms.CharField(label=label, required=False, max_length=1000)
        self.add_field(_remark_field(key), box)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Return the sections with a field for a remark at each figure and paragraph."""
        return [
            {
                "section": part.section,
                "figures": [
                    {
                        "figure": one.figure,
                        "value": one.value,
                        "before": one.before,
                        "reason": one.reason,
                        "remark": self[_remark_field(f"figure:{one.figure.key}")],
                    }
                    for one in part.figures
                ],
                "questions": [
                    {
                        "question": asked.question,
                        "paragraphs": [
                            (one.text, self[_remark_field(f"paragraph:{one.pk}")])
                            for one in asked.paragraphs
                        ],
                    }
                    for asked in part.questions
                ],
            }
            for part in self.reading.parts
        ]

    @property
    def said(self) -> list[Said]:
        """Return the remarks that hold something."""
        told = self.cleaned_data
        return [
            Said(name.removeprefix("m_"), text)
            for name, text in told.items()
            if name.startswith("m_") and text
        ]


def _remark_field(key: str) -> str:
    return f"m_{key}"
