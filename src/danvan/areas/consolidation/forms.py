"""Forms of the room: leave a report out, own figures, words in order, further receivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.consolidation.export import Told
from danvan.areas.consolidation.plan import Plan, reasons_of, wrong_own
from danvan.areas.reporting.merge import reason_field, told_of
from danvan.areas.reporting.models import Part
from danvan.kernel.cases.refused import Refused
from danvan.law.errors import LawError
from danvan.law.report_checks import read_number, told
from danvan.law.reports import Figure, Question, ReportForm, Section
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.templatetags.web import said

LONGEST_NOTE = 300


class LeaveForm(HouseForm):
    """Why a report that came is left out of the merge."""

    note = forms.CharField(
        label=gettext_lazy("Vì sao để ngoài"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("Ai đọc báo cáo tổng hợp cũng thấy, ví dụ: trùng với báo cáo khác."),
    )


class OwnForm(HouseForm):
    """The merging body's own figures, added as an input of its own."""

    def __init__(
        self, *args: Any, plan: Plan, before: Mapping[str, Decimal], **options: Any
    ) -> None:
        self.plan, self.report_form, self.before = plan, plan.form, before
        super().__init__(*args, **options)
        given = reasons_of(plan.version)
        for figure in plain_figures(plan.form):
            value = plan.own.get(figure.key)
            field = forms.CharField(
                label=said(figure.label),
                help_text=f"{said(figure.definition)} ({said(figure.unit)})",
                required=False,
                max_length=40,
                initial=told(value) if value is not None else "",
                widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
            )
            self.add_field(figure.key, field)
            if figure.jump is not None and figure.key in before:
                self._ask_reason(figure, given.get(figure.key, ""))

    def _ask_reason(self, figure: Figure, given: str) -> None:
        was = {"before": told(self.before[figure.key])}
        field = forms.CharField(
            label=_("Lý do số này chênh nhiều so với kỳ trước"),
            help_text=_("Kỳ trước: %(before)s. Chỉ ghi khi số chênh nhiều.") % was,
            required=False,
            max_length=1000,
            initial=given,
        )
        self.add_field(reason_field(figure.key), field)

    def sections(self) -> Iterator[tuple[Section, list[BoundField]]]:
        """Yield the fields by section."""
        for section in self.report_form.sections:
            keys = [one.key for one in section.figures if one.merge != "ratio"]
            if keys:
                names = [name for key in keys for name in (key, reason_field(key))]
                yield section, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Read each number; what is none is said at its field."""
        cleaned = super().clean()
        for figure in plain_figures(self.report_form):
            try:
                cleaned[figure.key] = read_number(figure, cleaned.get(figure.key) or "")
            except LawError as refused:
                self.add_error(figure.key, sentence(refused))
        if not self.errors:
            for one in wrong_own(self.plan.version, self._own(cleaned), self._reasons(cleaned)):
                self.add_error(one.key if one.key in self.fields else None, told_of(one))
        return cleaned

    def own(self) -> dict[str, Decimal]:
        """Return the figures given."""
        return self._own(self.cleaned_data)

    def reasons(self) -> dict[str, str]:
        """Return the reasons asked for, by key; blank where none was given."""
        return self._reasons(self.cleaned_data)

    def _own(self, cleaned: Mapping[str, Any]) -> dict[str, Decimal]:
        keys = [figure.key for figure in plain_figures(self.report_form)]
        return {key: cleaned[key] for key in keys if cleaned.get(key) is not None}

    def _reasons(self, cleaned: Mapping[str, Any]) -> dict[str, str]:
        keys = [one.key for one in self.report_form.figures if reason_field(one.key) in self.fields]
        return {key: cleaned.get(reason_field(key), "") for key in keys}


def plain_figures(form: ReportForm) -> list[Figure]:
    """Return the figures that a body gives itself; ratios are computed."""
    return [figure for figure in form.figures if figure.merge != "ratio"]


class WordsForm(HouseForm):
    """The paragraphs under one question: words, order, and whether each stays."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, question: Question, rows: Sequence[Told], **options: Any
    ) -> None:
        self.question, self.rows = question, list(rows)
        super().__init__(*args, **options)
        for place, one in enumerate(self.rows, start=1):
            self._ask(one.pk, one.text, place)
        self._ask(0, "", len(self.rows) + 1)

    def _ask(self, pk: int, text: str, place: int) -> None:
        names = {"number": place}
        words = _("Đoạn %(number)s") % names if pk else _("Đoạn mới, tự viết")
        area = forms.Textarea(attrs={"rows": 5 if pk else 3})
        self.add_field(
            f"text_{pk}",
            forms.CharField(
                label=words,
                required=False,
                initial=text,
                widget=area,
                max_length=self.question.limit,
            ),
        )
        order = forms.NumberInput(attrs={"class": "short", "min": 1})
        self.add_field(
            f"place_{pk}",
            forms.IntegerField(
                label=_("Thứ tự của đoạn %(number)s") % names if pk else _("Thứ tự của đoạn mới"),
                initial=place,
                required=False,
                min_value=1,
                max_value=10_000,
                widget=order,
            ),
        )
        if pk:
            self.add_field(
                f"drop_{pk}",
                forms.BooleanField(label=_("Bỏ đoạn %(number)s") % names, required=False),
            )

    def lines(self) -> Iterator[tuple[Told | None, list[BoundField]]]:
        """Yield each paragraph with its fields; the last one is new."""
        for one in self.rows:
            yield one, [self[f"{name}_{one.pk}"] for name in ("text", "place", "drop")]
        yield None, [self[f"{name}_0"] for name in ("text", "place")]

    def kept(self) -> list[tuple[int, str, bool]]:
        """Return id, words and whether it stays, in the order wanted."""
        found = []
        for at, pk in enumerate([*(one.pk for one in self.rows), 0]):
            place = self.cleaned_data.get(f"place_{pk}") or at + 1
            stays = not self.cleaned_data.get(f"drop_{pk}")
            found.append((place, at, pk, self.cleaned_data.get(f"text_{pk}") or "", stays))
        return [(pk, text, stays) for _place, _at, pk, text, stays in sorted(found)]


class SendForm(HouseForm):
    """Further units that get a report, and how."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Nơi nhận"), coerce=int)
    part = forms.ChoiceField(
        label=gettext_lazy("Gửi thế nào"),
        choices=[(one.value, one.label) for one in (Part.RECEIVER, Part.COPY)],
    )

    def __init__(
        self,
        *args: Any,
        able: Sequence[tuple[int, str]],
        given: Sequence[int],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["unit"]
        if self.data.get("unit") in {str(one) for one in given}:
            chosen.error_messages["invalid_choice"] = sentence(Refused("MERGE-14"))
        chosen.choices = [("", _("Chọn đơn vị")), *able]  # type: ignore[attr-defined]  # a choice
