"""What the calculator asks; everything stands in the address, so a result can be passed on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danvan.faces.portal.reckoning import Asked, Event
from danvan.web.forms import DayField, HouseForm

WAYS = (
    ("complaint", _("Khiếu nại")),
    ("recommendation", _("Kiến nghị, phản ánh")),
    ("voters", _("Kiến nghị cử tri")),
    ("information", _("Thông tin về sai phạm")),
    ("party", _("Đơn gửi người đứng đầu cấp ủy")),
)
EVENTS: tuple[Event, ...] = ("received", "accepted", "decided", "told", "answered")
PAUSES = 3


def _day(label: Any, **options: Any) -> DayField:
    return DayField(label=label, required=False, help_text="", **options)


class CalculatorForm(HouseForm):
    """Kind, days and circumstances of one matter; nobody is named."""

    way = forms.ChoiceField(label=_("Loại việc"), choices=WAYS)
    received = DayField(label=_("Ngày nhận được"))
    instance = forms.TypedChoiceField(
        label=_("Khiếu nại lần"),
        choices=((1, _("Lần đầu")), (2, _("Lần hai"))),
        coerce=int,
        required=False,
    )
    through = forms.ChoiceField(
        label=_("Cử tri nêu qua"),
        choices=(
            ("council", _("Đại biểu Hội đồng nhân dân")),
            ("assembly", _("Đại biểu Quốc hội")),
        ),
        required=False,
    )
    is_remote = forms.BooleanField(label=_("Vùng sâu, vùng xa đi lại khó khăn"), required=False)
    is_complex = forms.BooleanField(
        label=_("Vụ việc phức tạp, đã gia hạn bằng văn bản"), required=False
    )
    accepted = _day(_("Ngày thụ lý"))
    decided = _day(_("Ngày ban hành quyết định"))
    told = _day(_("Ngày nhận được quyết định hoặc kết quả"))
    answered = _day(_("Ngày giải quyết xong, trả lời"))
    pause_1, resume_1 = _day(_("Dừng lần 1: từ ngày")), _day(_("đến ngày tiếp tục"))
    pause_2, resume_2 = _day(_("Dừng lần 2: từ ngày")), _day(_("đến ngày tiếp tục"))
    pause_3, resume_3 = _day(_("Dừng lần 3: từ ngày")), _day(_("đến ngày tiếp tục"))

    def clean(self) -> dict[str, Any]:
        """Refuse days in an impossible order."""
        cleaned = super().clean()
        self._check_events(cleaned)
        self._check_pauses(cleaned)
        return cleaned

    def _check_events(self, cleaned: dict[str, Any]) -> None:
        first = cleaned.get("received")
        for name in EVENTS[1:]:
            day = cleaned.get(name)
            if first and day and day < first:
                wrong = _("Ngày này đứng trước ngày nhận được. (CALC-01)")
                self.add_error(name, ValidationError(wrong, code="order"))

    def _check_pauses(self, cleaned: dict[str, Any]) -> None:
        last = cleaned.get("received")
        is_open = False
        for number in range(1, PAUSES + 1):
            begin, end = cleaned.get(f"pause_{number}"), cleaned.get(f"resume_{number}")
            if begin is None and end is None:
                continue
            if wrong := _wrong_pause(begin, end, last, is_open=is_open):
                self.add_error(f"pause_{number}", ValidationError(wrong, code="pause"))
                return
            last, is_open = end, end is None

    def asked(self) -> Asked:
        """Return what was asked, once the form is valid."""
        told = self.cleaned_data
        pauses = [(told[f"pause_{n}"], told[f"resume_{n}"]) for n in range(1, PAUSES + 1)]
        flags = {"remote": told["is_remote"], "complex": told["is_complex"]}
        return Asked(
            way=told["way"],
            days={name: told[name] for name in EVENTS if told[name]},
            instance=told["instance"] or 1,
            circumstances=frozenset(name for name, holds in flags.items() if holds),
            pauses=tuple((begin, end) for begin, end in pauses if begin),
            through=told["through"] or "council",
        )


def _wrong_pause(
    begin: date | None, end: date | None, last: date | None, *, is_open: bool
) -> Any | None:
    """Return what is wrong with one pause; ``None`` where nothing is."""
    if begin is None:
        return _("Khoảng dừng này có ngày tiếp tục mà chưa có ngày dừng. (CALC-02)")
    if end and end < begin:
        return _("Ngày tiếp tục đứng trước ngày dừng. (CALC-03)")
    if is_open:
        return _("Khoảng dừng trước chưa có ngày tiếp tục, nên chưa thể dừng lần nữa. (CALC-04)")
    if last and begin < last:
        return _("Ngày dừng đứng trước ngày nhận, hoặc trước khi khoảng dừng trước hết. (CALC-05)")
    return None
