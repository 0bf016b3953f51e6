"""Forms of the room: put a pack to use, stop it, a calendar notice and its withdrawal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.kernel.duties.calendar_notices import Told
from danvan.kernel.packs.models import NoticeKind
from danvan.web.forms import DayField, HouseForm


class UseForm(HouseForm):
    """From which day due days are counted."""

    valid_from = DayField(
        label=_("Tính việc từ ngày"),
        help_text=_(
            "Chỉ kỳ có ngày đến hạn từ ngày này trở đi được mở. Để hôm nay thì không việc nào mở "
            "ra đã quá hạn; muốn theo dõi cả năm thì ghi ngày 01/01."
        ),
    )


class StopForm(HouseForm):
    """From which day a pack is out of use, and by which paper."""

    valid_until = DayField(
        label=_("Thôi dùng từ ngày"), help_text=_("Ngày đầu tiên gói không còn được dùng.")
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Văn bản thay thế, bãi bỏ: loại, số, ngày; hoặc lý do."),
    )


class NoticeForm(HouseForm):
    """What an official paper says about working days."""

    kind = forms.ChoiceField(label=_("Thông báo nói gì"), choices=NoticeKind.choices)
    first_on = DayField(
        label=_("Ngày"),
        help_text=_("Ngày nghỉ hoặc ngày làm bù. Với lịch cả năm: một ngày bất kỳ của năm ấy."),
    )
    last_on = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Chỉ khi nghỉ nhiều ngày liền; để trống nếu một ngày."),
    )
    other_on = DayField(
        label=_("Ngày làm bù, hoặc ngày được bù"),
        required=False,
        help_text=_("Bắt buộc với ngày nghỉ hoán đổi: ngày cuối tuần phải đi làm bù."),
    )
    name_vi = forms.CharField(label=_("Tên gọi"), max_length=200)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)
    paper = forms.CharField(
        label=_("Văn bản thông báo"), max_length=200, help_text=_("Loại, số, nơi ban hành.")
    )
    paper_on = DayField(label=_("Ngày của văn bản"))
    file = forms.FileField(label=_("Bản chụp văn bản"), required=False)

    @property
    def told(self) -> Told:
        """Return the notice as entered; one about a year speaks of the whole of it."""
        kept: dict[str, Any] = {**self.cleaned_data, "file": None}
        first = kept["first_on"]
        kept["last_on"] = kept["last_on"] or first
        if kept["kind"] == NoticeKind.YEAR:
            kept |= {"first_on": date(first.year, 1, 1), "last_on": date(first.year, 12, 31)}
            kept["other_on"] = None
        return Told(**kept)


class WithdrawForm(HouseForm):
    """Why a calendar notice is taken back."""

    reason = forms.CharField(label=_("Vì sao rút"), max_length=300)
