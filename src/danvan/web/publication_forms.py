"""Forms of publishing: the words of a copy, the file beside it, the choice in an act, reasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danvan.kernel.publication.models import Audience, Publication, Standing
from danvan.kernel.publication.publishing import choice_of
from danvan.kernel.publication.queries import of_case
from danvan.web.dates import show_day
from danvan.web.forms import DayField, HouseForm

LONGEST = 20_000


class CopyForm(HouseForm):
    """The words of a copy, before anything is masked."""

    title = forms.CharField(label=_("Tên bản công khai"), max_length=300)
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Mỗi đoạn cách nhau một dòng trống. Chỉ là chữ, không có định dạng."),
    )
    basis = forms.CharField(
        label=_("Căn cứ công khai"),
        max_length=300,
        help_text=_("Ví dụ: Quyết định 12/QĐ-UBND ngày 09/04/2026."),
    )
    shown_from = DayField(label=_("Công khai từ ngày"))
    shown_until = DayField(label=_("Đến hết ngày"), required=False)
    audience = forms.ChoiceField(
        label=_("Ai tìm thấy"), choices=Audience.choices, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days that are the wrong way round."""
        cleaned = super().clean()
        first, last = cleaned.get("shown_from"), cleaned.get("shown_until")
        if first and last and last < first:
            wrong = _("Ngày thôi công khai đứng trước ngày bắt đầu. (PUB-02)")
            self.add_error("shown_until", ValidationError(wrong, code="order"))
        return cleaned


class FileForm(HouseForm):
    """A redacted copy of a file."""

    file = forms.FileField(label=_("Tệp đã che dữ liệu cá nhân"))
    is_redacted = forms.BooleanField(
        label=_("Tôi đã mở tệp này và xem từng trang: không còn dữ liệu cá nhân"),
    )


class ReasonForm(HouseForm):
    """Why a copy goes back."""

    reason = forms.CharField(
        label=_("Cần sửa gì"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WithdrawForm(HouseForm):
    """Why a copy is withdrawn, and by which name its notice speaks of it."""

    told = forms.CharField(
        label=_("Tên còn hiện ở thông báo rút"),
        max_length=300,
        help_text=_("Bỏ dữ liệu cá nhân khỏi tên này, nếu có."),
    )
    reason = forms.CharField(
        label=_("Lý do rút, người dân đọc được"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WaitingCopyField(forms.ChoiceField):
    """A copy as it was offered; where it changed since, the act refuses it with its own words."""

    def valid_value(self, value: Any) -> bool:
        """Return whether this copy is offered, in this state or another."""
        offered: Any = self.choices
        slugs = {str(key).partition(".")[0] for key, _words in offered}
        return str(value).partition(".")[0] in slugs


def _offered(row: Publication) -> str:
    """A copy by its title, day and files."""
    files = [one.label for one in row.files.order_by("number")]
    return f"{row.content['title']} ({'; '.join([show_day(row.shown_from), *files])})"


class PublishForm(HouseForm):
    """What an act that publishes asks: which prepared copy is approved with it."""

    publication = WaitingCopyField(
        label=_("Bản công khai trên cổng"),
        required=False,
        help_text=_("Duyệt một bản đã soạn, hoặc chỉ ghi là đã công khai ở nơi khác."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        elsewhere = [("", _("không có bản trên cổng; đã công khai nơi khác"))]
        self.offer("publication", [*self._waiting(), *elsewhere])

    def _waiting(self) -> list[tuple[str, str]]:
        if self.case is None or self.actor is None:
            return []
        return [
            (choice_of(row), _offered(row))
            for row in of_case(self.actor, self.case.slug)
            if row.standing == Standing.PROPOSED
        ]
