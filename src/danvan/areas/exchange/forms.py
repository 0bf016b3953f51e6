"""Forms of the room: codes of bodies, who an envelope goes to, what came and what becomes of it."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danvan.kernel.correspondence.choices import language
from danvan.law.messages import say
from danvan.web.forms import DayField, HouseForm

CODE: Final = re.compile(r"[0-9A-Za-z]{1,4}(?:\.[0-9A-Za-z]{1,4}){2,3}")
LONGEST_CODE: Final = 13
MOST_RECEIVERS: Final = 200


def code_of(text: str) -> str:
    """Return an identity code in capitals, or nothing where it is none."""
    code = text.strip().upper()
    return code if len(code) <= LONGEST_CODE and CODE.fullmatch(code) else ""


class OrganForm(HouseForm):
    """Says which code a body has."""

    unit = forms.TypedChoiceField(
        label=_("Đơn vị của danvan"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Để trống nếu là cơ quan ngoài danvan."),
    )
    organ_id = forms.CharField(
        label=_("Mã định danh"), max_length=LONGEST_CODE, help_text=_("Ví dụ: 000.00.01.H56.")
    )
    name = forms.CharField(label=_("Tên cơ quan"), max_length=200)
    email = forms.EmailField(label=_("Thư điện tử"), max_length=100, required=False)

    def clean_organ_id(self) -> str:
        """Return the code in capitals.

        Raises:
            ValidationError: It is none.
        """
        code = code_of(self.cleaned_data["organ_id"])
        if not code:
            raise ValidationError(
                _("Mã định danh gồm các nhóm chữ và số cách nhau bằng dấu chấm. (FORM-02)")
            )
        return code


class MakeForm(HouseForm):
    """Says who an envelope goes to and what lies in it."""

    receivers = forms.CharField(
        label=_("Nơi nhận"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi dòng một nơi: mã định danh, dấu gạch đứng, tên cơ quan."),
    )
    with_docx = forms.BooleanField(label=_("Kèm tệp DOCX"), required=False)

    def clean_receivers(self) -> list[tuple[str, str]]:
        """Return codes and names.

        Raises:
            ValidationError: A line is not code and name, or a code stands twice.
        """
        found: list[tuple[str, str]] = []
        for at, line in enumerate(self.cleaned_data["receivers"].splitlines(), start=1):
            if not line.strip():
                continue
            code, _bar, name = line.partition("|")
            words = " ".join(name.split())[:200]
            if not code_of(code) or not words or code_of(code) in dict(found):
                raise ValidationError(_refused("EXCH-02", line=at))
            found.append((code_of(code), words))
        if not found or len(found) > MOST_RECEIVERS:
            raise ValidationError(_refused("EXCH-02", line=len(found)))
        return found


def _refused(code: str, **fields: Any) -> str:
    return f"{say(code, fields, language())} ({code})"


class ReadForm(HouseForm):
    """An envelope or a receipt that came."""

    file = forms.FileField(label=_("Gói tin (tệp XML, edXML)"))


class TakeForm(HouseForm):
    """Registers what came."""

    register = forms.TypedChoiceField(label=_("Sổ văn bản đến"), coerce=int)
    answer_by = DayField(label=_("Phải trả lời chậm nhất ngày"), required=False)


class RefuseForm(HouseForm):
    """Refuses what came."""

    why = forms.CharField(label=_("Lý do từ chối"), max_length=500)
