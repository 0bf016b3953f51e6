"""What officers fill in about doors, posters, paper letters and the exchange with petitioners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.faces.portal.forms import MOST_MESSAGE, LetterForm
from danvan.kernel.letterbox.doors import DoorFacts
from danvan.kernel.letterbox.models import Door
from danvan.web.forms import DayField, HouseForm

WAYS = (
    ("walk_in", _("đến trực tiếp")),
    ("letter", _("gửi thư")),
    ("telephone", _("gọi điện")),
)
"""How a paper came; the words are those of the register."""


class DoorForm(HouseForm):
    """Whether a unit's door is open, and what the public reads of its reception."""

    is_open = forms.BooleanField(
        label=_("Mở cổng: người dân gửi đơn không cần tài khoản"), required=False
    )
    address = forms.CharField(label=_("Nơi tiếp công dân"), max_length=300, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=60, required=False)
    hours = forms.CharField(
        label=_("Giờ tiếp"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def facts(self) -> DoorFacts:
        """Return what was told."""
        return DoorFacts(**self.cleaned_data)

    @staticmethod
    def of(door: Door | None) -> DoorForm:
        """Return the form as a door stands now."""
        names = ("is_open", "address", "phone", "hours")
        return DoorForm(initial={name: getattr(door, name) for name in names} if door else {})


class PosterForm(HouseForm):
    """For which residential group a poster is made."""

    place = forms.TypedChoiceField(
        label=_("Khu dân cư"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, places: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("place", [("", _("cả địa bàn")), *places])


class EntryForm(LetterForm):
    """A paper letter typed in at the counter, in the order of the paper."""

    received_on = DayField(label=_("Ngày nhận"))
    channel = forms.ChoiceField(label=_("Cách gửi đến"), choices=WAYS)

    field_order = ("received_on", "channel")


class AnswerForm(HouseForm):
    """What a handler writes to the petitioner."""

    text = forms.CharField(
        label=_("Trả lời người gửi"),
        max_length=MOST_MESSAGE,
        help_text=_("Người gửi đọc ở trang Tra cứu; tên cán bộ không hiện."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReplaceForm(HouseForm):
    """Why a receipt is replaced."""

    reason = forms.CharField(
        label=_("Lý do cấp lại"),
        max_length=300,
        help_text=_("Ghi đã kiểm tra người đến là người gửi bằng cách nào; không ghi số giấy tờ."),
    )
