"""Forms of the room: which two texts, which results, which day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.areas.comparing.calculator import VERDICT_WORDS
from danvan.web.forms import DayField, HouseForm

EVERYTHING = ("", _("Tất cả"))
DIFFERENT = "different"


class CompareForm(HouseForm):
    """Two texts and what to show of them.

    Args:
        works: Texts to choose from, as choices.
    """

    first = forms.ChoiceField(
        label=_("Văn bản được xét"), help_text=_("Thường là văn bản cấp dưới, hoặc bản mới.")
    )
    second = forms.ChoiceField(
        label=_("Văn bản làm chuẩn"), help_text=_("Thường là văn bản cấp trên, hoặc bản cũ.")
    )
    show = forms.ChoiceField(
        label=_("Kết quả"),
        required=False,
        choices=[
            (DIFFERENT, _("Những chỗ không giống")),
            EVERYTHING,
            *VERDICT_WORDS.items(),
        ],
    )
    duties = forms.BooleanField(label=_("Chỉ chỗ có nhiệm vụ khác nhau"), required=False)

    def __init__(self, *args: Any, works: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("first", "second"):
            self.offer(name, [("", _("Chọn văn bản")), *works])

    def clean(self) -> dict[str, Any]:
        """Refuse one text twice."""
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("Hãy chọn một văn bản khác với văn bản được xét."))
        return cleaned


class DayForm(HouseForm):
    """A day."""

    on = DayField(label=_("Xem lời văn của ngày"), required=False)
