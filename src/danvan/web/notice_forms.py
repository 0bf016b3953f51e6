"""Forms about being told: one's own ways, the policy of a tree, who was reached by text."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danvan.kernel.notices.families import FAMILIES
from danvan.kernel.notices.models import Channel, Preference, TextResult
from danvan.kernel.notices.policy import Quiet, Reminding, quiet
from danvan.kernel.notices.preferences import Choices
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm

TREE, OWN, NONE = "tree", "own", "none"
HOURS = [(str(hour), f"{hour:02}:00") for hour in range(24)]
PHONE = re.compile(r"(?:0|\+84)\d{9,10}")
SPACES = re.compile(r"[\s.\-()]+")
NUMBERS = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")
FARTHEST = 60
"""How many days before or after a due day may be asked for; a bound of the machine."""
MOST_DAYS = 5
LATEST = 365


class ChoicesForm(HouseForm):
    """How a person wants to be told."""

    language = forms.ChoiceField(label=_("Tiếng của thư và lịch"), choices=settings.LANGUAGES)
    phone = forms.CharField(
        label=_("Số điện thoại nhận tin nhắn"),
        required=False,
        max_length=20,
        help_text=_("Để trống nếu không nhận tin nhắn. Tin nhắn do người của đơn vị gửi tay."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "class": "short"}),
    )
    digest_on = forms.BooleanField(
        label=_("Gộp thành một thư mỗi ngày"),
        required=False,
        help_text=_("Việc khẩn vẫn gửi ngay."),
    )
    digest_hour = forms.TypedChoiceField(label=_("Giờ gửi thư gộp"), choices=HOURS, coerce=int)
    quiet = forms.ChoiceField(
        label=_("Giờ nghỉ, không gửi thư và tin"),
        choices=[
            (TREE, _("Theo đơn vị")), (OWN, _("Giờ riêng của tôi")), (NONE, _("Không có")),
        ],
    )  # fmt: skip
    quiet_from = forms.TypedChoiceField(label=_("Nghỉ từ"), choices=HOURS, coerce=int)
    quiet_until = forms.TypedChoiceField(label=_("Nghỉ đến"), choices=HOURS, coerce=int)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, label in FAMILIES.items():
            self.add_field(
                key,
                forms.MultipleChoiceField(
                    label=str(label),
                    required=False,
                    choices=Channel.choices,
                    widget=forms.CheckboxSelectMultiple,
                ),
            )
        self.order_fields([*FAMILIES, "phone", "language"])

    def clean_phone(self) -> str:
        """Return the number without signs that only part it."""
        phone = SPACES.sub("", self.cleaned_data["phone"])
        if phone and not PHONE.fullmatch(phone):
            raise ValidationError(_("Viết số như 0912 345 678. (FORM-02)"), code="invalid")
        return phone

    def choices(self) -> Choices:
        """Return what was chosen."""
        told = self.cleaned_data
        hours = {
            TREE: (None, None),
            NONE: (0, 0),
            OWN: (told["quiet_from"], told["quiet_until"]),
        }[told["quiet"]]
        return Choices(
            language=told["language"],
            phone=told["phone"],
            channels={key: told[key] for key in FAMILIES},
            digest_on=told["digest_on"],
            digest_hour=told["digest_hour"],
            quiet_from=hours[0],
            quiet_until=hours[1],
        )


def chosen(preference: Preference, usual: Quiet | None) -> dict[str, Any]:
    """Return what stands in the form of a person at first."""
    begins, ends = preference.quiet_from, preference.quiet_until
    own = quiet(begins, ends)
    shown = own or usual or Quiet(*settings.QUIET_HOURS)
    return {
        "language": preference.language,
        "phone": preference.phone,
        "digest_on": preference.digest_on,
        "digest_hour": preference.digest_hour,
        "quiet": TREE if begins is None else (OWN if own else NONE),
        "quiet_from": shown.begins,
        "quiet_until": shown.ends,
    } | {key: preference.channels.get(key, [Channel.MAIL]) for key in FAMILIES}


class AddressForm(HouseForm):
    """Where mail is to go."""

    address = forms.EmailField(
        label=_("Địa chỉ thư điện tử"),
        max_length=254,
        help_text=_("Một thư có đường dẫn xác nhận được gửi tới địa chỉ này."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_address(self) -> str:
        """Return the address where a mail server of any kind takes it."""
        address: str = self.cleaned_data["address"]
        if not address.isascii():
            raise ValidationError(self.fields["address"].error_messages["invalid"], code="invalid")
        return address


class DaysField(forms.CharField):
    """Numbers of days with commas between; cleans to a tuple, largest first."""

    def to_python(self, value: Any) -> Any:
        """Return the numbers."""
        text = super().to_python(value) or ""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        days = {int(part) for part in parts if part.isdecimal() and len(part) <= len("999")}
        if len(days) != len(set(parts)) or len(days) > MOST_DAYS or max(days, default=0) > FARTHEST:
            raise ValidationError(sentence(LawError("NOTIFY-05", first=0, last=FARTHEST)))
        return tuple(sorted(days, reverse=True))

    def run_validators(self, value: Any) -> None:
        """Skip the validators of text once it is numbers."""


class PolicyForm(HouseForm):
    """When the posts of a tree are reminded."""

    before = DaysField(
        label=_("Nhắc trước ngày cuối, số ngày"),
        required=False,
        max_length=40,
        help_text=_("Cách nhau bằng dấu phẩy, ví dụ 10, 3, 1. Để trống là không nhắc trước."),
    )
    after = DaysField(
        label=_("Nhắc sau ngày cuối, số ngày"),
        required=False,
        max_length=40,
        help_text=_("Ví dụ 1, 7. Để trống là không nhắc sau."),
    )
    escalate_after = forms.IntegerField(
        label=_("Báo đơn vị cấp trên khi quá hạn, số ngày"),
        required=False,
        min_value=1,
        max_value=LATEST,
        help_text=_("Để trống là không báo. Mỗi việc báo một lần cho người đứng đầu cấp trên."),
    )
    quiet_from = forms.TypedChoiceField(
        label=_("Giờ nghỉ từ"), required=False, coerce=int, empty_value=None
    )
    quiet_until = forms.TypedChoiceField(
        label=_("Giờ nghỉ đến"), required=False, coerce=int, empty_value=None,
        help_text=_("Trong giờ nghỉ không gửi thư và tin, trừ việc khẩn."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("quiet_from", "quiet_until"):
            self.offer(name, [("", _("Không có")), *HOURS])

    def wanted(self) -> Reminding:
        """Return the policy asked for."""
        told = self.cleaned_data
        return Reminding(
            told["before"],
            told["after"],
            told["escalate_after"],
            quiet(told["quiet_from"], told["quiet_until"]),
        )


def standing(policy: Reminding) -> dict[str, Any]:
    """Return what stands in the form of a policy at first."""
    hours = policy.quiet
    return {
        "before": ", ".join(str(day) for day in policy.before),
        "after": ", ".join(str(day) for day in policy.after),
        "escalate_after": policy.escalate_after,
        "quiet_from": hours.begins if hours else "",
        "quiet_until": hours.ends if hours else "",
    }


class NumbersForm(HouseForm):
    """Which texts of a list reached their people, or did not."""

    numbers = forms.CharField(
        label=_("Số thứ tự của tin"),
        max_length=500,
        help_text=_("Ví dụ 1-5, 8."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    result = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[(one.value, one.label) for one in TextResult if one is not TextResult.TO_SEND],
        widget=forms.RadioSelect,
    )

    def clean_numbers(self) -> set[int]:
        """Return the numbers named, spans written out."""
        found: set[int] = set()
        for part in self.cleaned_data["numbers"].split(","):
            match = NUMBERS.fullmatch(part.strip())
            if match is None:
                told = sentence(LawError("NOTIFY-04", numbers=part.strip()))
                raise ValidationError(told, code="numbers")
            first, last = int(match[1]), int(match[2] or match[1])
            found |= set(range(first, last + 1))
        return found
