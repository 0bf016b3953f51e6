"""Forms of the room: a superior's paper with the day of each series, and when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.guidance.queries import SeriesLine
from danvan.kernel.duties.local_dates import GuidedSeries
from danvan.law.duties import DueRule, PeriodName
from danvan.law.schedules import fits
from danvan.web.forms import DayField, HouseForm
from danvan.web.states import Text
from danvan.web.templatetags.web import said

LATEST_DAY = 31
INSIDE = "inside"
"""The answer that the paper sets no day: done inside the period is in time."""
RELATIONS: list[tuple[str, Text]] = [
    ("", gettext_lazy("Không nói đến")),
    ("by", gettext_lazy("Chậm nhất ngày")),
    ("before", gettext_lazy("Trước ngày")),
    ("on", gettext_lazy("Vào ngày")),
    (INSIDE, gettext_lazy("Trong kỳ, không ghi ngày")),
]
MONTHS: list[tuple[str, Text]] = [
    ("every", gettext_lazy("Chính tháng báo cáo")),
    ("next", gettext_lazy("Tháng sau khi kỳ kết thúc")),
    ("last_of_quarter", gettext_lazy("Tháng cuối của kỳ")),
]
NUMBERED = {"semiannual", "nine_months", "annual"}
"""Rhythms for which a paper may name a month by its number."""


def months_for(period: str) -> list[tuple[str, str]]:
    """Return the months that a due day of a rhythm may stand in."""
    numbers = [(str(number), _("Tháng %(month)s") % {"month": number}) for number in range(1, 13)]
    known = [*MONTHS, *(numbers if period in NUMBERED else [])]
    rhythm = cast("PeriodName", period)
    return [(key, str(words)) for key, words in known if fits(rhythm, DueRule("by", 1, key))]


class SeriesRow(NamedTuple):
    """The fields of one series in the table of the form."""

    line: SeriesLine
    relation: BoundField
    day: BoundField
    month: BoundField


class GuidanceForm(HouseForm):
    """A superior's paper, and the day it sets for each series; a row left alone stays as it is."""

    source = forms.CharField(
        label=gettext_lazy("Văn bản hướng dẫn"),
        max_length=300,
        help_text=gettext_lazy(
            "Loại, số, ngày, nơi ban hành; ví dụ: Hướng dẫn 12-HD/BDVTU ngày 15/02/2022 của Ban "
            "Dân vận Thành ủy."
        ),
    )
    file = forms.FileField(label=gettext_lazy("Bản chụp văn bản"), required=False)
    valid_from = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        help_text=gettext_lazy(
            "Ngày đến hạn từ ngày này trở đi theo hướng dẫn; dạng ngày/tháng/năm."
        ),
    )

    def __init__(self, *args: Any, lines: Iterable[SeriesLine], **options: Any) -> None:
        self.lines = list(lines)
        super().__init__(*args, **options)
        for line in self.lines:
            self._add_row(line)

    def _add_row(self, line: SeriesLine) -> None:
        told = {"act": said(line.duty, "act")}
        months = [("", _("Chọn tháng")), *months_for(line.duty.period)]
        number = forms.NumberInput(attrs={"class": "short"})
        row: dict[str, forms.Field] = {
            "relation": forms.ChoiceField(
                label=_("Cách ghi ngày: %(act)s") % told, choices=RELATIONS
            ),
            "day": forms.IntegerField(
                label=_("Ngày: %(act)s") % told, min_value=1, max_value=LATEST_DAY, widget=number
            ),
            "month": forms.ChoiceField(label=_("Tháng: %(act)s") % told, choices=months),
        }
        for name, field in row.items():
            field.required = False
            self.add_field(f"{name}_{line.duty.pk}", field)

    def rows(self) -> Iterator[SeriesRow]:
        """Yield the fields of each series, in the order of the text."""
        for line in self.lines:
            names = (f"{name}_{line.duty.pk}" for name in ("relation", "day", "month"))
            yield SeriesRow(line, *(self[name] for name in names))

    def paper_fields(self) -> Iterator[BoundField]:
        """Yield the fields about the paper itself."""
        return (self[name] for name in ("source", "file", "valid_from"))

    def clean(self) -> dict[str, Any]:
        """Ask for day and month where a day is written, and for at least one series."""
        cleaned = super().clean()
        for line in self.lines:
            self._check(line.duty.pk, cleaned)
        if not self.errors and not self.guided(cleaned):
            self.add_error(None, _("Chưa đặt ngày cho việc nào: điền ít nhất một dòng. (FORM-01)"))
        return cleaned

    def _check(self, key: int, cleaned: dict[str, Any]) -> None:
        relation, day, month = (
            cleaned.get(f"{name}_{key}") for name in ("relation", "day", "month")
        )
        wrong = set(self.errors)
        if relation in {"", None} and (day or month) and f"relation_{key}" not in wrong:
            self.add_error(f"relation_{key}", _("Có ngày mà chưa chọn cách ghi. (FORM-01)"))
        if not relation or relation == INSIDE:
            return
        if not day and f"day_{key}" not in wrong:
            self.add_error(f"day_{key}", _("Cách ghi này cần một ngày. (FORM-01)"))
        if not month and f"month_{key}" not in wrong:
            self.add_error(f"month_{key}", _("Cách ghi này cần một tháng. (FORM-01)"))

    def guided(self, told: dict[str, Any]) -> list[GuidedSeries]:
        """Return the series that the paper speaks of, each with its day."""
        found = []
        for line in self.lines:
            key, period = line.duty.pk, cast("PeriodName", line.duty.period)
            relation = told.get(f"relation_{key}")
            if relation == INSIDE:
                found.append(GuidedSeries(line.duty, period, None))
            elif relation:
                rule = DueRule(relation, day=told[f"day_{key}"], month=told[f"month_{key}"])
                found.append(GuidedSeries(line.duty, period, rule))
        return found


class EndForm(HouseForm):
    """Until when a paper holds."""

    last_day = DayField(label=gettext_lazy("Ngày cuối còn áp dụng"))
