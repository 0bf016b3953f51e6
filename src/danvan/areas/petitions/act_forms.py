"""Forms of the acts on petitions: grounds, marks, splitting, representatives, dialogue, receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import queries
from danvan.areas.petitions.acts import ABOUT_SPEAKER
from danvan.areas.petitions.conditions import VALUES, speakers
from danvan.areas.petitions.matters import MOST, Share, names_sender
from danvan.areas.petitions.models import Notable
from danvan.areas.petitions.shapes import CONTENT, INFORMATION
from danvan.kernel.cases import kinds
from danvan.kernel.packs.rules import grounds
from danvan.law.grounds import grounds_for
from danvan.web.forms import DayField, HouseForm

LONGEST = 20_000
"""Characters typed into one field; more comes as a file."""


class GroundForm(HouseForm):
    """A written ground of the law in force; not asked where the law of that time named none."""

    use = ""
    by_receipt = True
    """Whether the day of receipt chooses the law, or today."""

    ground = forms.ChoiceField(label=_("Căn cứ"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is None or self.actor is None:
            return
        day = self.case.petition.received_on if self.by_receipt else self.actor.today
        found = grounds_for(grounds(), self.use, day)
        language = get_language() or "vi"
        self.offer("ground", [(one.key, one.label.said(language)) for one in found])
        if not found:
            del self.fields["ground"]


class RefuseForm(GroundForm):
    """Why it is not accepted."""

    use = "refuse"


class FileForm(GroundForm):
    """Why it is filed without action."""

    use = "file"


class SuspendForm(GroundForm):
    """Why it is suspended."""

    use, by_receipt = "suspend", False


class EndForm(GroundForm):
    """Why it ends without a decision."""

    use, by_receipt = "end", False


class ExtendForm(GroundForm):
    """The written criterion that makes the matter complex."""

    use = "complex"
    complexity = forms.CharField(
        label=_("Tiêu chí phức tạp"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nêu rõ tiêu chí nào của pháp luật; ghi vào hồ sơ và báo người gửi."),
    )


class UrgentForm(GroundForm):
    """The written criterion that makes it urgent."""

    use = "urgent"
    urgency = forms.CharField(
        label=_("Vì sao khẩn"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NotableForm(HouseForm):
    """What makes it a matter that other bodies must hear of."""

    marks = forms.MultipleChoiceField(
        label=_("Đơn này"), choices=Notable.choices, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Theo tiêu chí nào"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nhiệm vụ báo tin tương ứng được mở ngay, nếu văn bản đang áp dụng có giao."),
    )


class SplitForm(HouseForm):
    """The matters of one letter; rows that are left empty do not count."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        able = [kinds.get(key) for key in CONTENT if key != INFORMATION]
        offered = [("", "—"), *((kind.key, kind.label) for kind in able)]
        for number in range(1, MOST + 1):
            told = {"number": number}
            parts = {
                "kind": forms.ChoiceField(label=_("Việc %(number)s: loại") % told, choices=offered),
                "title": forms.CharField(label=_("Việc %(number)s: tên") % told, max_length=200),
                "text": forms.CharField(
                    label=_("Việc %(number)s: nội dung") % told,
                    max_length=LONGEST,
                    widget=forms.Textarea(attrs={"rows": 3}),
                ),
            }
            for name, field in parts.items():
                field.required = False
                self.add_field(f"{name}_{number}", field)

    def clean(self) -> dict[str, Any]:
        """Gather the rows that were filled in; one filled in by half is pointed at."""
        told = super().clean()
        told["shares"] = []
        for number in range(1, MOST + 1):
            row = {name: told.get(f"{name}_{number}") or "" for name in ("kind", "title", "text")}
            if all(row.values()):
                told["shares"].append(Share(**row))
            elif any(row.values()):
                empty = next(name for name, value in row.items() if not value)
                self.add_error(f"{empty}_{number}", _("Ô này cần được điền. (FORM-01)"))
        return told


class RepresentForm(HouseForm):
    """Who speaks for a petition of many; as many rows as the law lets speak."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        who = speakers(self.case.petition) if self.case is not None else None
        self.most = who.most if who else 0
        for number in range(1, self.most + 1):
            told = {"number": number}
            labels = {
                "name": _("Người đại diện %(number)s: họ tên") % told,
                "address": _("Người đại diện %(number)s: địa chỉ") % told,
                "phone": _("Người đại diện %(number)s: điện thoại") % told,
            }
            for name, label in labels.items():
                field = forms.CharField(label=label, max_length=20 if name == "phone" else 120)
                field.required = name == "name" and number == 1
                self.add_field(f"{name}_{number}", field)

    def clean(self) -> dict[str, Any]:
        """Gather those who are named."""
        told = super().clean()
        rows = [
            {name: told.get(f"{name}_{number}") or "" for name in ABOUT_SPEAKER}
            for number in range(1, self.most + 1)
        ]
        told["speakers"] = [row for row in rows if row["name"]]
        return told


class HandOverForm(HouseForm):
    """To which unit, of those where somebody can go on with it."""

    unit = forms.TypedChoiceField(label=_("Đơn vị xử lý tiếp"), coerce=int)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None and self.case is not None:
            own = self.case.unit_id
            units = queries.handling_units(self.actor, get_language() or "vi")
            self.offer("unit", [one for one in units if one[0] != own])


class WithdrawPartForm(HouseForm):
    """Which part."""

    part = forms.CharField(
        label=_("Phần được rút"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DialogueForm(HouseForm):
    """What a dialogue came to."""

    outcome = forms.CharField(
        label=_("Kết quả đối thoại"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ý kiến hai bên, việc thống nhất, việc còn khác nhau."),
    )
    meeting = forms.ChoiceField(label=_("Buổi họp đã ghi"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None and self.case is not None:
            held = queries.meetings(self.case, self.actor, get_language() or "vi")
            self.offer("meeting", [("", "—"), *held])


class ReceiptDayForm(HouseForm):
    """When the complainant got the decision."""

    received = DayField(
        label=_("Ngày người khiếu nại nhận quyết định"),
        help_text=_("Hạn khiếu nại lần hai tính từ ngày này."),
    )


class SendForm(HouseForm):
    """When the complainant got the decision, where it is known already."""

    received = DayField(
        label=_("Ngày người khiếu nại nhận quyết định"),
        required=False,
        help_text=_("Bỏ trống nếu chưa biết; hạn khiếu nại lần hai tính từ ngày này."),
    )


class MatterForm(HouseForm):
    """By which words of titles the same matter is looked for."""

    words = forms.CharField(
        label=_("Từ trong tên việc"),
        max_length=200,
        help_text=_("Chỉ tìm trong tên việc của đơn vị này, không tìm theo người. Có ghi nhật ký."),
    )
    in_place = forms.BooleanField(label=_("Chỉ cùng khu dân cư"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            self.fields["words"].initial = self.case.title_vi
            if self.case.petition.place_id is None:
                del self.fields["in_place"]

    def clean_words(self) -> str:
        """Refuse the name of who sent this petition: titles from the public door may hold names."""
        words: str = self.cleaned_data["words"]
        if self.case is not None and names_sender(self.case, words):
            raise forms.ValidationError(_("Bỏ tên người gửi đơn, chỉ ghi việc gì. (PET-34)"))
        return words


class ValuesForm(HouseForm):
    """Numbers that no law gives, each with the paper it comes from; empty means not set."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, (label, shown) in VALUES.items():
            told = _("Chưa đặt thì trang hiện theo %(shown)s.") % {"shown": shown} if shown else ""
            amount = forms.IntegerField(
                label=label, min_value=1, max_value=3650, required=False, help_text=told
            )
            self.add_field(key, amount)
            source = forms.CharField(label=_("Theo văn bản nào"), max_length=300, required=False)
            self.add_field(f"{key}_source", source)

    def clean(self) -> dict[str, Any]:
        """Ask for the paper behind each number."""
        told = super().clean()
        for key in VALUES:
            if told.get(key) and not told.get(f"{key}_source"):
                self.add_error(f"{key}_source", _("Ghi văn bản đặt mốc này. (PET-33)"))
        return told
