"""Forms of the room: import, search, the duty of a candidate, the pack that a draft becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from danvan.areas.regulations.calculator import (
    MATCH_WORDS,
    MEASURES,
    MONTHS,
    NONE_SAID,
    RELATIONS,
)
from danvan.areas.regulations.shapes import (
    DELIVERIES,
    PLAIN_FIELDS,
    RULE_KEYS,
    WORDED,
    Duty,
    initial_of,
    without_empty,
    words,
)
from danvan.kernel.packs.queries import terms
from danvan.law.duties import Words
from danvan.law.findings import Finding
from danvan.law.messages import say
from danvan.law.pack_duties import LAST_DAY
from danvan.web.bodies import BodiesField
from danvan.web.forms import DayField, HouseForm
from danvan.web.templatetags.web import said


class ImportForm(HouseForm):
    """The file of a regulation."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_(
            "TXT, DOCX, PDF, hoặc ảnh PNG, JPG; tối đa 20 MB. Bản quét chỉ đọc được khi máy chủ đã "
            "cài phần đọc ảnh, mỗi trang mất vài giây."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.pdf,.png,.jpg,.jpeg"}),
        allow_empty_file=True,
    )


class UsePackForm(HouseForm):
    """From which day due days are counted."""

    valid_from = DayField(
        label=_("Tính việc từ ngày"),
        help_text=_("Kỳ có ngày đến hạn trước ngày này không được mở. Dạng ngày/tháng/năm."),
    )


class SearchForm(HouseForm):
    """Words to look for in a text."""

    q = forms.CharField(label=_("Tìm trong văn bản"), required=False, max_length=200)


LINES = {"class": "words", "rows": 3}
FIELD_OF = {"act": "act_vi", "event": "event_vi", "before": "before_vi", "reading": "reading_vi"}
FIELD_OF |= {"deadline": "relation", "fulfilled_by": "kinds"}


def _line(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=300, **options)


def _number(label: Any, largest: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=largest,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


def _several(label: Any, **options: Any) -> forms.MultipleChoiceField:
    boxes = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, required=False, widget=boxes, **options)


class SeenForm(HouseForm):
    """A form about one candidate, as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def seen_again(self, version: int) -> None:
        """Go on from the version that stands now, keeping what was typed."""
        self.set_answer("version", str(version))


class DutyForm(SeenForm):
    """Every field of a duty as a pack holds it."""

    act_vi = forms.CharField(
        label=_("Phải làm gì"),
        max_length=600,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("Bắt đầu bằng động từ, bằng lời của mình, không nhắc lại cơ quan."),
    )
    act_en = forms.CharField(
        label=_("Phải làm gì, tiếng Anh"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("Để trống thì bản tiếng Anh hiện lời tiếng Việt."),
    )
    bearers = BodiesField(
        label=_("Cơ quan phải làm"),
        required=True,
        help_text=_("Gõ vài chữ rồi chọn trong danh sách; mỗi ô một cơ quan."),
    )
    bearing = forms.ChoiceField(
        label=_("Cách chịu trách nhiệm"),
        help_text=_("Nếu một cơ quan chủ trì thì ghi cơ quan ấy ở ô đầu."),
    )
    modality = forms.ChoiceField(label=_("Tính chất"))
    area = forms.ChoiceField(label=_("Nhóm việc"))
    timing = forms.ChoiceField(label=_("Loại thời gian"))
    period = forms.ChoiceField(label=_("Nhịp"), required=False)
    at_least = _number(_("Ít nhất mấy lần một kỳ"), 366)
    relation = forms.ChoiceField(label=_("Cách ghi hạn"), required=False, choices=RELATIONS)
    day = _number(_("Ngày"), LAST_DAY)
    month = forms.ChoiceField(label=_("Tháng"), required=False)
    amount = _number(_("Bao nhiêu"), 999)
    measure = forms.ChoiceField(label=_("Đơn vị đo"), required=False, choices=MEASURES)
    from_event = _line(_("Tính từ việc gì"))
    event_vi = _line(_("Khi nào phát sinh"))
    event_en = _line(_("Khi nào phát sinh, tiếng Anh"))
    before_vi = _line(_("Phải làm trước việc gì"))
    before_en = _line(_("Phải làm trước việc gì, tiếng Anh"))
    counterparts = BodiesField(label=_("Cùng với"))
    receivers = BodiesField(label=_("Nơi nhận"))
    copies = BodiesField(label=_("Nơi nhận bản sao"))
    via = BodiesField(label=_("Gửi qua"))
    evidence = _several(_("Minh chứng"))
    reading_vi = _line(_("Cách đọc đã chọn"), help_text=_("Chỗ câu chữ chưa rõ được hiểu thế nào."))
    reading_en = _line(_("Cách đọc đã chọn, tiếng Anh"))
    also = _several(_("Nhóm việc khác cũng chạm tới"))
    kinds = _several(_("Loại hồ sơ chứng minh được"))
    match = _several(_("Điều phải khớp"))
    partners = BodiesField(label=_("Thành phần phải có mặt"))

    def __init__(
        self,
        *args: Any,
        bodies: Mapping[str, Words],
        kinds: Iterable[tuple[str, Any]] = (),
        duty: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        kept = dict(duty or {})
        options["initial"] = {**initial_of(kept), **options.get("initial", {})}
        super().__init__(*args, **options)
        self.kept, self.bodies = kept, bodies
        for field in self.fields.values():
            if isinstance(field, BodiesField):
                field.bodies = bodies
        for name, listed in CHOICES.items():
            told = [(key, said(label)) for key, label in terms(listed).items()]
            self.offer(name, [NONE_SAID, *told] if name == "period" else told)
        months = [(str(one), _("Tháng %(month)s") % {"month": one}) for one in range(1, 13)]
        self.offer("month", [*MONTHS, *months])
        self.offer("kinds", kinds)
        self.offer("match", MATCH_WORDS.items())

    @property
    def duty(self) -> Duty:
        """Return the duty as it would stand in the pack."""
        told = self.cleaned_data
        receivers = [
            {"role": role, "as": delivery}
            for name, delivery in DELIVERIES.items()
            for role in told[name]
        ]
        rule = {key: told[key] for key in RULE_KEYS if told[key] not in (None, "")}
        proof = {key: told[key] for key in ("kinds", "match", "partners") if told[key]}
        plain = {name: told[name] for name in PLAIN_FIELDS}
        worded = {name: words(told[f"{name}_vi"], told[f"{name}_en"]) for name in WORDED}
        return without_empty(
            {
                "provision": self.kept.get("provision"),
                **plain,
                **worded,
                "receivers": receivers,
                "deadline": rule if told["relation"] else None,
                "fulfilled_by": proof if proof.get("kinds") else None,
                "tags": self.kept.get("tags"),
            }
        )

    @property
    def sections(self) -> dict[str, list[BoundField]]:
        """Return the fields by the section of the page they stand in."""
        named = {name: [self[field] for field in fields] for name, fields in SECTIONS.items()}
        taken = {field for fields in SECTIONS.values() for field in fields}
        return {**named, "rest": [one for one in self.visible_fields() if one.name not in taken]}

    def point_at(self, faults: Iterable[Finding], place: str) -> None:
        """Say each fault of the duty at the field it is about."""
        language = translation.get_language() or "vi"
        for fault in faults:
            key = str(fault.fields["key"]).partition("].")[2].split(".")[0].partition("[")[0]
            name = FIELD_OF.get(key, key)
            field = self.fields.get(name)
            told = {**fault.fields, "file": place, "key": field.label if field else key}
            if "timing" in told:
                told["timing"] = dict(self.fields["timing"].choices).get(told["timing"], "")  # type: ignore[attr-defined]  # a field of choices has them
            sentence = f"{say(fault.code, told, language)} ({fault.code})"
            self.add_error(name if field else None, sentence)


SECTIONS = {
    "main": ("act_vi", "bearers", "bearing", "modality", "area"),
    "when": ("timing", "period", "at_least", *RULE_KEYS, "event_vi", "before_vi"),
    "others": ("counterparts", *DELIVERIES),
    "proof": ("evidence",),
}
CHOICES = {
    "bearing": "bearings",
    "modality": "modalities",
    "area": "areas",
    "timing": "timings",
    "period": "periods",
    "evidence": "evidence",
    "also": "areas",
}


class RejectForm(SeenForm):
    """Why a candidate is no duty."""

    reason = forms.CharField(
        label=_("Lý do từ chối"),
        max_length=300,
        widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"}),
        help_text=_("Chọn một lý do có sẵn hoặc ghi lý do khác."),
    )


class SplitForm(SeenForm):
    """The acts of the two duties that one becomes."""

    first = forms.CharField(label=_("Việc thứ nhất"), max_length=600, widget=forms.Textarea(LINES))
    second = forms.CharField(label=_("Việc thứ hai"), max_length=600, widget=forms.Textarea(LINES))

    def clean(self) -> dict[str, Any]:
        """Ask for two acts that differ."""
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("Hai việc phải khác nhau. (FORM-02)"))
        return cleaned


class MergeForm(SeenForm):
    """Which other candidate of the same provision is the same duty."""

    other = forms.ChoiceField(label=_("Gộp với"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("other", others)


VERSION = re.compile(r"\d{4}\.\d{1,4}")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class SaveForm(HouseForm):
    """What a pack says of itself and of its document."""

    name = forms.CharField(
        label=_("Tên gói"),
        max_length=60,
        help_text=_("Chữ thường không dấu, số và gạch nối, ví dụ phu-thuong-2022."),
    )
    version = forms.CharField(
        label=_("Phiên bản"),
        max_length=12,
        help_text=_("Năm và số thứ tự, ví dụ 2026.1; lần sau tăng số."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    label_vi = forms.CharField(label=_("Tên đầy đủ của gói"), max_length=200)
    label_en = forms.CharField(label=_("Tên đầy đủ, tiếng Anh"), max_length=200, required=False)
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60)
    title_vi = forms.CharField(label=_("Trích yếu văn bản"), max_length=500)
    title_en = forms.CharField(label=_("Trích yếu, tiếng Anh"), max_length=500, required=False)
    issuer = BodiesField(label=_("Cơ quan ban hành"), required=True)
    place = forms.CharField(label=_("Địa danh"), max_length=100)
    issued_on = DayField(label=_("Ngày ban hành"))
    effective_on = DayField(label=_("Có hiệu lực từ"))
    until = DayField(
        label=_("Hết hiệu lực từ"), required=False, help_text=_("Để trống nếu văn bản không ghi.")
    )
    contact = forms.CharField(
        label=_("Nơi nhận góp ý về gói"),
        max_length=200,
        help_text=_("Tên cơ quan hoặc hộp thư chung, không ghi tên người."),
    )
    acknowledged = forms.CharField(widget=forms.HiddenInput)
    is_seen = forms.BooleanField(
        label=_("Đã xem các điều khoản không nêu nhiệm vụ ở trên và thấy đúng là như vậy")
    )

    def __init__(self, *args: Any, bodies: Mapping[str, Words], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["issuer"]
        if isinstance(field, BodiesField):
            field.bodies = bodies

    def clean_name(self) -> str:
        """Return the name if it can name a folder and an address."""
        return self._of_form("name", NAME)

    def clean_version(self) -> str:
        """Return the version if it is a year and a number."""
        return self._of_form("version", VERSION)

    def clean_issuer(self) -> list[str]:
        """Return the one body that issued the document."""
        if len(self.cleaned_data["issuer"]) != 1:
            raise ValidationError(_("Ghi đúng một cơ quan. (FORM-02)"))
        return list(self.cleaned_data["issuer"])

    def _of_form(self, name: str, form: re.Pattern[str]) -> str:
        typed = str(self.cleaned_data[name]).strip()
        if not form.fullmatch(typed):
            raise ValidationError(_("Nội dung chưa đúng dạng. (FORM-02)"))
        return typed
