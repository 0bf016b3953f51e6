"""The base of every form: Vietnamese messages with codes, days as dd/mm/yyyy."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.web import dates

MESSAGES = {
    "required": _("Ô này cần được điền. (FORM-01)"),
    "invalid": _("Nội dung chưa đúng dạng. (FORM-02)"),
    "invalid_choice": _("Chọn một mục có trong danh sách. (FORM-03)"),
    "max_length": _("Dài quá %(limit_value)d ký tự. (FORM-05)"),
    "empty": _("Tệp không có nội dung. (FORM-06)"),
    "missing": _("Chưa chọn tệp. (FORM-07)"),
    "min_value": _("Nhỏ nhất là %(limit_value)s. (FORM-08)"),
    "max_value": _("Lớn nhất là %(limit_value)s. (FORM-09)"),
    "null_characters_not_allowed": _(
        "Có ký tự không dùng được; xóa chữ trong ô rồi gõ lại. (FORM-10)"
    ),
    "inconsistent": _("Phần đầu biểu mẫu bị thiếu; tải lại trang. (FORM-11)"),
}


FAR = _("Năm phải từ %(first)s đến %(last)s; kiểm tra lại năm đã viết. (FORM-12)")


TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the order in which a text is shown, so that it reads as another."""
TURNED = _("Có ký tự ẩn làm đảo chiều chữ; xóa chữ trong ô rồi gõ lại. (FORM-10)")


def far() -> ValidationError:
    """Return the refusal of a day or moment outside the years that may be typed."""
    years = {"first": dates.FIRST_YEAR, "last": dates.LAST_YEAR}
    return ValidationError(FAR, code="far", params=years)


def refuse_far(day: date) -> None:
    """Refuse a day or moment outside the years that may be typed.

    Raises:
        ValidationError: It lies outside them.
    """
    if not dates.is_near(day):
        raise far()


class DayField(forms.CharField):
    """A day typed as dd/mm/yyyy; cleans to a ``date`` or ``None``."""

    default_error_messages = {
        "invalid_day": _("Viết ngày theo dạng ngày/tháng/năm, ví dụ 09/04/2026. (FORM-04)"),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Dạng ngày/tháng/năm, ví dụ 09/04/2026."))
        options.setdefault("max_length", 20)
        widget = forms.TextInput(attrs={"class": "short", "autocomplete": "off"})
        super().__init__(widget=options.pop("widget", widget), **options)

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the field: a day as dd/mm/yyyy, or what was typed."""
        return dates.show_day(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        """Return the day typed, or ``None`` where nothing was.

        Raises:
            ValidationError: It is no day, or one far away.
        """
        if isinstance(value, date):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            day = dates.parse_day(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid_day"], code="invalid_day") from None
        refuse_far(day)
        return day

    def run_validators(self, value: Any) -> None:
        """Skip the validators of text once it is a day."""
        if isinstance(value, str):
            super().run_validators(value)


class Ticks(forms.CheckboxSelectMultiple):
    """Many things to tick, in a part of the form that folds.

    Args:
        folded: Whether it stands folded while nothing is ticked and nothing is wrong.
    """

    def __init__(self, *, folded: bool = False) -> None:
        super().__init__()
        self.folded = folded


class HouseForm(forms.Form):
    """Form of the house: shown by ``{% fields form %}``, text comes in as NFC.

    Args:
        actor, case: Who fills it in and for which case, where its choices depend on them.
    """

    use_required_attribute = False
    speaks = False
    """Whether the declared fields of this very class have our sentences."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.actor: Actor | None = options.pop("actor", None)
        self.case: Case | None = options.pop("case", None)
        options.setdefault("label_suffix", "")
        _speak(type(self))
        super().__init__(*args, **options)

    def add_field(self, name: str, field: forms.Field) -> None:
        """Add a field that depends on what the form is about, with our sentences."""
        field.error_messages |= _ours(field)
        self.fields[name] = field

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Set what may be chosen in one field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def set_answer(self, name: str, value: str) -> None:
        """Change what was sent for one field, keeping the rest as typed."""
        changed = QueryDict(mutable=True)
        for key in self.data:
            changed.setlist(key, _sent(self.data, key))
        changed[self.add_prefix(name)] = value
        self.data = changed

    def clean(self) -> dict[str, Any]:
        """Put every text into one Unicode form, and what is one line on the page into one line."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and TURNING.search(value):
                self.add_error(name, ValidationError(TURNED, code="turned"))
            elif isinstance(value, str):
                text = unicodedata.normalize("NFC", value).strip()
                field = self.fields.get(name)
                is_line = field is not None and isinstance(field.widget, forms.TextInput)
                cleaned[name] = " ".join(text.split()) if is_line else text
        return cleaned


def _speak(form: type[HouseForm]) -> None:
    """Give the declared fields of a class our sentences, once: every form of it copies them.

    The fields may have come from a class that is not of the house, so they are copied first.
    """
    if "speaks" in vars(form):
        return
    fields = copy.deepcopy(form.base_fields)
    for field in fields.values():
        field.error_messages |= _ours(field)
    form.base_fields = fields
    form.speaks = True


def _sent(data: Mapping[str, Any], key: str) -> list[Any]:
    return data.getlist(key) if isinstance(data, QueryDict) else [data[key]]


def _ours(field: forms.Field) -> dict[str, Any]:
    """Return our sentences for what the author of a form has not said otherwise."""
    usual: dict[str, Any] = {}
    for part in reversed(type(field).__mro__):
        usual |= getattr(part, "default_error_messages", {})
    by_length = {"max_length"} if isinstance(field, forms.FileField) else set()
    return {
        key: text
        for key, text in MESSAGES.items()
        if key not in by_length and field.error_messages.get(key) is usual.get(key)
    }
