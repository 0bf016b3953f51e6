"""Forms of the room: filters, local dates, bindings, and the own questions of acts on occurrences
and cards.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danvan.areas.duties.merge import Proposals
from danvan.areas.duties.register import BEARINGS, SORTS, STATES, Register
from danvan.kernel.duties.models import Duty
from danvan.kernel.organisations.days import LEGAL_ZONE
from danvan.law.duties import DueRule
from danvan.web.forms import DayField, HouseForm, far, refuse_far
from danvan.web.templatetags.web import said

EVERY = ("", _("Tất cả"))
SLUG = re.compile(r"(?:.*/cases/)?([0-9a-f]{16})/?")
LATEST_DAY = 31


class RegisterFilter(HouseForm):
    """What to see of the register."""

    words = forms.CharField(label=_("Tìm trong sổ"), required=False, max_length=200)
    body = forms.ChoiceField(label=_("Cơ quan, đơn vị"), required=False)
    area = forms.ChoiceField(label=_("Nhóm việc"), required=False)
    article = forms.ChoiceField(label=_("Điều"), required=False)
    timing = forms.ChoiceField(label=_("Loại thời gian"), required=False)
    bearing = forms.ChoiceField(
        label=_("Ai chịu trách nhiệm"), required=False, choices=[EVERY, *BEARINGS.items()]
    )
    state = forms.ChoiceField(label=_("Tình trạng"), required=False)
    sort = forms.ChoiceField(label=_("Thứ tự"), required=False, choices=list(SORTS.items()))

    def __init__(self, *args: Any, register: Register, **options: Any) -> None:
        super().__init__(*args, **options)
        used = {line.duty.timing for line in register.lines}
        areas = {line.duty.area for line in register.lines}
        _choose(self, "body", [EVERY, *register.bodies()])
        _choose(self, "area", [EVERY, *_named(register.areas, areas)])
        _choose(self, "article", [EVERY, *register.articles().items()])
        _choose(self, "timing", [EVERY, *_named(register.timings, used)])
        _choose(self, "state", [EVERY, *STATES.items()])
        self.fields["words"].widget.input_type = "search"

    @property
    def is_narrowed(self) -> bool:
        """Return whether something was asked for."""
        told = getattr(self, "cleaned_data", {})
        return any(value for name, value in told.items() if name != "sort")


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices has them


def _named(words: dict[str, Any], keys: set[str]) -> list[tuple[str, str]]:
    known = [key for key in words if key in keys]
    return [(key, said(words.get(key, key))) for key in (*known, *sorted(keys - set(known)))]


class UnitFilter(HouseForm):
    """Which units to see."""

    words = forms.CharField(label=_("Tìm đơn vị"), required=False, max_length=200)


class PlanDayForm(HouseForm):
    """How far a plan looks."""

    until = DayField(label=_("Đến ngày"), required=False)


class LocalDateForm(HouseForm):
    """A day or rhythm that the text leaves open, with the paper it comes from."""

    period = forms.ChoiceField(
        label=_("Kỳ"),
        choices=[
            ("monthly", _("Hằng tháng")),
            ("quarterly", _("Hằng quý")),
            ("semiannual", _("Sáu tháng một lần")),
            ("nine_months", _("Chín tháng, mỗi năm một kỳ")),
            ("annual", _("Hằng năm")),
            ("weekly", _("Hằng tuần")),
        ],
    )
    relation = forms.ChoiceField(
        label=_("Cách ghi ngày"),
        required=False,
        choices=[
            ("", _("Không ghi ngày: xong trong kỳ là được")),
            ("by", _("Chậm nhất ngày (ngày ấy còn đúng hạn)")),
            ("before", _("Trước ngày (ngày ấy đã chậm)")),
            ("on", _("Vào ngày")),
        ],
    )
    day = forms.IntegerField(
        label=_("Ngày"),
        required=False,
        min_value=1,
        max_value=LATEST_DAY,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("Từ 1 đến 31; tháng ngắn hơn thì lấy ngày cuối tháng."),
    )
    month = forms.ChoiceField(
        label=_("Tháng"),
        required=False,
        choices=[
            ("", _("Chọn tháng")),
            ("every", _("Chính tháng báo cáo (chỉ cho kỳ tháng)")),
            ("next", _("Tháng sau khi kỳ kết thúc")),
            ("last_of_quarter", _("Tháng cuối của kỳ")),
            *((str(number), _("Tháng %(month)s") % {"month": number}) for number in range(1, 13)),
        ],
        help_text=_(
            "Kỳ sáu tháng có hai kỳ một năm: chọn tháng cuối của kỳ để cả hai đều có ngày."
        ),
    )
    rests = forms.ChoiceField(
        label=_("Khi ngày đến hạn là ngày nghỉ"),
        choices=[
            ("stays", _("Giữ nguyên")),
            ("next_working_day", _("Dời sang ngày làm việc kế tiếp")),
        ],
    )
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=300,
        help_text=_("Văn bản đặt ra ngày này: loại, số, ngày, nơi ban hành."),
    )
    file = forms.FileField(label=_("Bản chụp văn bản nguồn"), required=False)
    valid_from = DayField(
        label=_("Áp dụng từ ngày"),
        help_text=_("Ngày đến hạn từ ngày này trở đi theo cách đặt mới; dạng ngày/tháng/năm."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for day and month where a day is written, and for neither where none is."""
        cleaned = super().clean()
        if cleaned.get("relation") and "day" in cleaned and not cleaned["day"]:
            self.add_error("day", _("Cách ghi này cần một ngày. (FORM-01)"))
        if cleaned.get("relation") and not cleaned.get("month"):
            self.add_error("month", _("Cách ghi này cần một tháng. (FORM-01)"))
        return cleaned

    @property
    def rule(self) -> DueRule | None:
        """Return the due rule that was written, or nothing."""
        told = self.cleaned_data
        if not told["relation"]:
            return None
        return DueRule(told["relation"], day=told["day"], month=told["month"])


class LeaderForm(HouseForm):
    """Which of the units that bear a duty together leads, and the paper that says so."""

    unit = forms.TypedChoiceField(label=_("Cơ quan chủ trì"), coerce=int)
    source = forms.CharField(
        label=_("Văn bản hoặc thoả thuận phân công"),
        max_length=300,
        help_text=_("Loại, số, ngày, nơi ban hành; hoặc biên bản hai bên thống nhất."),
    )
    valid_from = DayField(label=_("Chủ trì từ ngày"))

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "unit", [("", _("Chọn cơ quan")), *choices])


class EndForm(HouseForm):
    """From which day something no longer holds."""

    last_day = DayField(label=_("Ngày cuối còn áp dụng"))


class BindForm(HouseForm):
    """Which units are a body, and from when."""

    units = forms.MultipleChoiceField(
        label=_("Đơn vị"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    valid_from = DayField(label=_("Từ ngày"))
    basis = forms.CharField(
        label=_("Căn cứ"),
        required=False,
        max_length=300,
        help_text=_("Văn bản lập, kiện toàn hoặc giao nhiệm vụ."),
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "units", choices)


class ProposedForm(HouseForm):
    """Which proposals to bind, and from when."""

    pairs = forms.MultipleChoiceField(
        label=_("Cơ quan và đơn vị"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    valid_from = DayField(label=_("Từ ngày"))
    basis = forms.CharField(label=_("Căn cứ"), required=False, max_length=300)

    def __init__(self, *args: Any, offered: Proposals, **options: Any) -> None:
        super().__init__(*args, **options)
        pairs = [(one.value, f"{said(one.line.words)} – {one.name}") for one in offered.found]
        _choose(self, "pairs", pairs)
        self.initial["pairs"] = [value for value, _words in pairs]


class UnbindForm(HouseForm):
    """From which day a unit is no longer the body, and why."""

    valid_until = DayField(
        label=_("Thôi từ ngày"), help_text=_("Ngày đầu tiên đơn vị không còn là cơ quan này.")
    )
    basis = forms.CharField(label=_("Căn cứ"), max_length=300)


class MomentField(forms.DateTimeField):
    """A moment typed in the legal zone."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"])
        options.setdefault("help_text", _("Dạng giờ:phút ngày/tháng/năm, ví dụ 02:10 15/08/2026."))
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        options.setdefault(
            "error_messages",
            {"invalid": _("Viết mốc giờ theo dạng 02:10 15/08/2026. (FORM-04)")},
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """Return the moment typed.

        Raises:
            ValidationError: It is no moment, or one far away.
        """
        try:
            moment = super().to_python(value)
        except OverflowError:
            raise far() from None
        if moment:
            refuse_far(moment)
        return moment

    def prepare_value(self, value: Any) -> Any:
        """Return what was typed, or the moment in the legal zone."""
        return (
            value.astimezone(LEGAL_ZONE).strftime("%H:%M %d/%m/%Y")
            if hasattr(value, "astimezone")
            else value
        )


class LinkMatterForm(HouseForm):
    """Another case about the same matter."""

    slug = forms.CharField(
        label=_("Hồ sơ cùng một việc"),
        max_length=300,
        help_text=_("Dán địa chỉ của hồ sơ, hoặc mã 16 ký tự cuối địa chỉ."),
    )

    def clean_slug(self) -> str:
        """Return the opaque id, from an address or as typed."""
        found = SLUG.fullmatch(self.cleaned_data["slug"].strip())
        if found is None:
            raise ValidationError(_("Đây không phải địa chỉ hồ sơ. (FORM-02)"))
        return found[1]


class RaiseOccasionForm(HouseForm):
    """What happened or was asked for; a class of timing asks only what it needs."""

    title = forms.CharField(label=_("Việc gì"), max_length=200)
    asked_by = forms.CharField(
        label=_("Ai yêu cầu, vì sao"),
        required=False,
        max_length=200,
        help_text=_("Cơ quan hoặc chức danh, và lý do ngắn gọn; không ghi tên người dân."),
    )
    caused_on = DayField(label=_("Ngày phát sinh"), required=False)
    event_at = MomentField(label=_("Lúc xảy ra"), required=False)
    told_at = MomentField(label=_("Lúc báo tin"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        needed, left_out = asked_of(self.case.card.duty) if self.case else OTHERS
        for name in needed:
            self.fields[name].required = True
        for name in left_out:
            del self.fields[name]


Asked = tuple[tuple[str, ...], tuple[str, ...]]
OTHERS: Asked = (("asked_by",), ("caused_on", "event_at", "told_at"))
ASKED: dict[str, Asked] = {
    "timely": (("caused_on",), ("event_at", "told_at")),
    "urgent": (("event_at",), ("caused_on",)),
}
"""By class of timing: what must be told, and what is not asked."""
LIMITED: Asked = (("asked_by", "caused_on"), ("event_at", "told_at"))
"""What is asked where a limit starts on the day of the event."""


def asked_of(duty: Duty) -> Asked:
    """Return what an occasion of a duty must tell, and what it is not asked."""
    limit = (duty.snapshot.get("deadline") or {}).get("relation")
    return ASKED.get(duty.timing, LIMITED if limit == "within" else OTHERS)
