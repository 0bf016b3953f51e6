"""Forms of registers, numbers, and of who issues."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from danvan.kernel.correspondence import registers
from danvan.kernel.correspondence.models import Direction, Secrecy, World
from danvan.web.forms import DayField, HouseForm

MOST_HELD_DAYS = 60
WORLDS = [(World.PARTY.value, World.PARTY.label), (World.STATE.value, World.STATE.label)]


class RegisterForm(HouseForm):
    """Opens a register."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    direction = forms.ChoiceField(label=gettext_lazy("Sổ của"), choices=Direction.choices)
    world = forms.ChoiceField(label=gettext_lazy("Theo thể thức"), choices=WORLDS)
    label = forms.CharField(label=gettext_lazy("Tên sổ"), max_length=120)
    hold_days = forms.IntegerField(
        label=gettext_lazy("Số ngày giữ số"),
        min_value=1,
        max_value=MOST_HELD_DAYS,
        initial=registers.HOLD_DAYS,
        help_text=gettext_lazy("Số giữ lâu hơn mà không dùng sẽ tự được trả lại."),
    )
    another = forms.BooleanField(
        label=gettext_lazy("Mở thêm sổ văn bản đi thứ hai cùng thể thức"), required=False
    )


class ReserveForm(HouseForm):
    """Takes a number before there is a draft."""

    type_key = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    on = DayField(label=gettext_lazy("Cho văn bản của ngày"))


class StubForm(HouseForm):
    """Keeps the number of a document that carries a secret mark, and nothing else of it."""

    secrecy = forms.ChoiceField(label=gettext_lazy("Dấu độ mật"), choices=Secrecy.choices)
    type_key = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    on = DayField(label=gettext_lazy("Ngày của văn bản"))


class WhyForm(HouseForm):
    """Why a number is given back."""

    why = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)


class ProfileForm(HouseForm):
    """What a unit prints as issuer from a day on."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    world = forms.ChoiceField(label=gettext_lazy("Theo thể thức"), choices=WORLDS)
    name = forms.CharField(
        label=gettext_lazy("Tên cơ quan ban hành"),
        max_length=200,
        help_text=gettext_lazy("Viết thường như trong câu; khi in máy tự viết hoa."),
    )
    superior = forms.CharField(
        label=gettext_lazy("Tên cơ quan cấp trên"), max_length=200, required=False
    )
    abbreviation = forms.CharField(
        label=gettext_lazy("Chữ viết tắt trong ký hiệu"),
        max_length=30,
        help_text=gettext_lazy("Ví dụ: ĐU, UBND, UBND-VP."),
    )
    place = forms.CharField(label=gettext_lazy("Địa danh ghi trước ngày"), max_length=100)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))


class TermForm(HouseForm):
    """A term of a committee, over which its documents are numbered."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Cấp ủy"), coerce=int)
    key = forms.CharField(
        label=gettext_lazy("Nhiệm kỳ"), max_length=20, help_text=gettext_lazy("Ví dụ: 2025-2030.")
    )
    valid_from = DayField(label=gettext_lazy("Từ ngày"))


class TemplateForm(HouseForm):
    """An organisation's own form of one type of document."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Của đơn vị"), coerce=int)
    title = forms.CharField(label=gettext_lazy("Tên mẫu"), max_length=150)
    world = forms.ChoiceField(label=gettext_lazy("Theo thể thức"), choices=WORLDS)
    type_key = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    file = forms.FileField(label=gettext_lazy("Tệp mẫu (DOCX)"))
    valid_from = DayField(label=gettext_lazy("Dùng từ ngày"))


class BeginForm(HouseForm):
    """Lets the numbers of a year or term begin after those of a register on paper."""

    type_key = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    on = DayField(label=gettext_lazy("Một ngày trong năm hoặc nhiệm kỳ ấy"))
    first = forms.IntegerField(
        label=gettext_lazy("Số đầu tiên lấy ở đây"),
        min_value=1,
        max_value=999_999,
        help_text=gettext_lazy("Sổ giấy đến số 41 thì ghi 42."),
    )
    why = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)


class CloseForm(HouseForm):
    """Closes a register from a day on."""

    on = DayField(label=gettext_lazy("Không lấy số nữa từ ngày"))
    voids_rest = forms.BooleanField(
        label=gettext_lazy("Hủy các số đang giữ mà không dự thảo nào cần"),
        required=False,
        help_text=gettext_lazy("Số dự thảo đang giữ thì vẫn ban hành được bằng số ấy."),
    )


class PutBackForm(HouseForm):
    """Uses an older version of a template again, as its next one."""

    valid_from = DayField(label=gettext_lazy("Dùng lại từ ngày"))


class ImportForm(HouseForm):
    """A register on paper, as a spreadsheet of one year."""

    year = forms.IntegerField(label=gettext_lazy("Năm của sổ"), min_value=1990, max_value=2100)
    file = forms.FileField(label=gettext_lazy("Bảng tính (XLSX)"))
