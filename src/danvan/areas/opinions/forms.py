"""Forms of a gathering: opening it, what was said of a matter, sending, answer, telling."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.areas.opinions import queries
from danvan.areas.opinions.models import Way
from danvan.areas.opinions.shapes import SMALLEST, TRACE, kept_number
from danvan.kernel.cases.perform import Opening
from danvan.law.duties import Words
from danvan.web.forms import DayField, HouseForm

MOST_SIGNS = 5_000
MOST_PEOPLE = 10_000_000
NAMES_NOBODY = _("Không ghi tên ai, không ghi ai đồng ý hay không đồng ý.")


class GatheringForm(HouseForm):
    """Opens a gathering."""

    unit = forms.TypedChoiceField(label=_("Đơn vị tập hợp"), coerce=int)
    title = forms.CharField(label=_("Đợt tập hợp ý kiến"), max_length=200)
    subject = forms.CharField(
        label=_("Hỏi về việc gì"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NAMES_NOBODY,
    )
    way = forms.ChoiceField(label=_("Cách tập hợp"), choices=Way.choices)
    first_on = DayField(label=_("Từ ngày"))
    last_on = DayField(label=_("Đến ngày"))
    people = forms.IntegerField(
        label=_("Số người tham gia"),
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text=_("Dưới năm người chỉ lưu là “dưới 5 người”, không lưu con số."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None:
            self.offer("unit", queries.gathering_units(self.actor))
            self.fields["first_on"].initial = self.fields["last_on"].initial = self.actor.today

    def clean(self) -> dict[str, Any]:
        """Keep days in order and traces of people out."""
        told = super().clean()
        first, last = told.get("first_on"), told.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("Ngày cuối phải từ ngày đầu trở đi. (OPI-03)"))
        refuse_traces(self, "title", "subject")
        return told

    def opening(self) -> Opening:
        """Return what the case is opened with."""
        told = self.cleaned_data
        names = ("subject", "way", "first_on", "last_on")
        today = self.actor.today if self.actor else told["first_on"]
        return Opening(
            unit_id=told["unit"],
            title=Words(told["title"], told["title"]),
            opened_on=min(today, told["first_on"]),
            facts={name: told[name] for name in names} | {"people": kept_number(told["people"])},
            takings={},
        )


def refuse_traces(form: HouseForm, *names: str) -> None:
    """Refuse what leads to one person: telephone and identity numbers, mail addresses."""
    for name in names:
        if TRACE.search(str(form.cleaned_data.get(name) or "")):
            form.add_error(
                name,
                _("Có số điện thoại, số giấy tờ hoặc địa chỉ thư: bỏ đi rồi gửi lại. (OPI-02)"),
            )


class GatherForm(HouseForm):
    """What was said of one matter."""

    topic = forms.ChoiceField(label=_("Lĩnh vực"))
    people = forms.IntegerField(
        label=_("Số người nêu"),
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=_("Ghi 0 để bỏ lĩnh vực này. Dưới năm người chỉ lưu là “dưới 5 người”."),
    )
    summary = forms.CharField(
        label=_("Tóm tắt ý kiến"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NAMES_NOBODY,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("topic", [("", "—"), *queries.topics()])

    def clean(self) -> dict[str, Any]:
        """Keep traces of people out, and no more people than took part."""
        told = super().clean()
        refuse_traces(self, "summary")
        if self.case is not None and told.get("people"):
            present = self.case.gathering.people or SMALLEST - 1
            if told["people"] > present:
                self.add_error("people", _("Nhiều hơn số người tham gia đợt này. (OPI-04)"))
        return told


class SendForm(HouseForm):
    """The recommendation, and to whom."""

    proposal = forms.CharField(
        label=_("Nội dung kiến nghị"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Soạn sẵn từ các lĩnh vực có từ năm người nêu; sửa lại cho đúng."),
    )
    sent_to_unit = forms.TypedChoiceField(
        label=_("Gửi đơn vị trong hệ thống"), coerce=int, empty_value=None, required=False
    )
    sent_to = forms.CharField(label=_("Hoặc nơi khác"), max_length=200, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is None or self.actor is None:
            return
        self.fields["proposal"].initial = queries.draft(self.case.gathering)
        units = queries.receiving_units(self.actor, self.case.unit_id)
        self.offer("sent_to_unit", [("", "—"), *units])

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and keep traces of people out."""
        told = super().clean()
        if not (told.get("sent_to_unit") or told.get("sent_to")):
            self.add_error("sent_to", _("Ghi nơi nhận kiến nghị. (OPI-05)"))
        refuse_traces(self, "proposal")
        return told


class HearForm(HouseForm):
    """The answer of the body that can act."""

    answer = forms.CharField(
        label=_("Nội dung trả lời"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    answer_number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            told = queries.answer_told(self.case)
            self.fields["answer"].initial, self.fields["answer_number"].initial = told


class TellForm(HouseForm):
    """How members were told."""

    told_how = forms.CharField(
        label=_("Đã báo cho đoàn viên, hội viên thế nào"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Buổi sinh hoạt nào, bảng tin nào, ngày nào; kèm minh chứng."),
    )
