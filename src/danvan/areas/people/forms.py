"""Forms of the room: one for each thing that is written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danvan.kernel.accounts.actors import GrantValue
from danvan.kernel.accounts.models import Classification, DeskRole
from danvan.web.forms import DayField, HouseForm, Ticks

NOBODY = ("", _("Để trống chức danh"))
CHOOSE = ("", _("Chọn"))
NEW = "new"


def day_after(last_day: date) -> date:
    """Return the first day on which a span no longer holds, from its last one."""
    return last_day + timedelta(days=1)


class PostForm(HouseForm):
    """A post of a unit; which one is asked only where it is new."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    title = forms.CharField(
        label=_("Tên chức danh"), max_length=200, help_text=_("Ví dụ: Trưởng Khối Dân vận.")
    )
    title_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)

    def __init__(self, *args: Any, units: list[tuple[int, str]] | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if units is None:
            del self.fields["unit"]
        else:
            self.offer("unit", [CHOOSE, *units])


class LastDayForm(HouseForm):
    """The last day of something."""

    last_day = DayField(label=_("Ngày cuối còn hiệu lực"))

    @property
    def until(self) -> date:
        """Return the first day on which it no longer holds."""
        return day_after(self.cleaned_data["last_day"])


class PersonPart(HouseForm):
    """Somebody known, or a new account."""

    person = forms.ChoiceField(
        label=_("Người"),
        help_text=_("Người đã có tài khoản trong phạm vi, hoặc tạo tài khoản mới."),
    )
    full_name = forms.CharField(
        label=_("Họ và tên (tài khoản mới)"), max_length=120, required=False
    )
    username = forms.CharField(
        label=_("Tên đăng nhập (tài khoản mới)"),
        max_length=150,
        required=False,
        validators=[
            UnicodeUsernameValidator(message=_("Chỉ dùng chữ, số và các dấu . @ + - _ (FORM-02)"))
        ],
    )

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], may_be_empty: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        known = [(str(pk), words) for pk, words in people]
        empty = [NOBODY] if may_be_empty else [CHOOSE]
        self.offer("person", [*empty, (NEW, _("Tài khoản mới")), *known])
        self.fields["person"].required = not may_be_empty

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a new account."""
        told = super().clean()
        if told.get("person") == NEW and not told.get("username"):
            self.add_error(
                "username", ValidationError(self.fields["person"].error_messages["required"])
            )
        return told


class HolderForm(PersonPart):
    """Who holds a post from a day on."""

    valid_from = DayField(label=_("Từ ngày"))


class SubstituteForm(PersonPart):
    """Who acts for the holder of a post, from a day to a day."""

    valid_from = DayField(label=_("Từ ngày"))
    last_day = DayField(label=_("Đến hết ngày"))

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        told = super().clean()
        first, last = told.get("valid_from"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Ngày cuối đứng trước ngày đầu. (FORM-02)"))
        return told


class HandoverForm(PersonPart):
    """Who leaves, who follows, and from which day on."""

    holding = forms.TypedChoiceField(label=_("Người giao"), coerce=int)
    happened_on = DayField(
        label=_("Người nhận giữ từ ngày"),
        help_text=_("Người giao thôi giữ từ chính ngày này. Không thể là ngày chưa đến."),
    )
    field_order = ("holding", "person", "full_name", "username", "happened_on")

    def __init__(self, *args: Any, leavers: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, may_be_empty=True, **options)
        self.fields["person"].label = _("Người nhận")
        self.offer("holding", leavers)


class GrantForm(HouseForm):
    """What a post may do, where, how far, until when."""

    desk_role = forms.ChoiceField(label=_("Vai"), choices=[CHOOSE, *DeskRole.choices])
    unit = forms.TypedChoiceField(label=_("Ở đơn vị"), coerce=int)
    downward = forms.BooleanField(label=_("Cả các đơn vị cấp dưới"), required=False)
    highest = forms.TypedChoiceField(
        label=_("Xem đến mức"),
        coerce=int,
        choices=Classification.choices,
        initial=Classification.INTERNAL,
        help_text=_(
            "Không giao được mức cao hơn mức quản trị của chính mình. "
            "Vai quản trị không cho xem hồ sơ nào."
        ),
    )
    valid_from = DayField(label=_("Từ ngày"))
    last_day = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Bỏ trống nếu chưa định ngày thôi. Đơn vị có ngày kết thúc thì phải ghi."),
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("unit", [CHOOSE, *units])

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        told = super().clean()
        first, last = told.get("valid_from"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Ngày cuối đứng trước ngày đầu. (FORM-02)"))
        return told

    @property
    def value(self) -> GrantValue:
        """Return the grant asked for."""
        told = self.cleaned_data
        return GrantValue(told["desk_role"], told["unit"], told["downward"], told["highest"])

    @property
    def until(self) -> date | None:
        """Return the first day on which it no longer holds."""
        last = self.cleaned_data["last_day"]
        return day_after(last) if last else None


class ResetForm(HouseForm):
    """What is reset besides the password."""

    second_factor = forms.BooleanField(
        label=_("Bỏ cả bước xác thực thứ hai (khi mất điện thoại, mất khoá)"), required=False
    )


class SlipForm(HouseForm):
    """For which posts slips are printed, and until when they hold."""

    posts = forms.TypedMultipleChoiceField(label=_("Chức danh"), coerce=int, widget=Ticks())
    last_day = DayField(label=_("Dùng đến hết ngày"))

    def __init__(self, *args: Any, posts: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("posts", posts)


class AskForm(HouseForm):
    """Asks only for a press."""
