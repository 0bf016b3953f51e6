"""Forms of files and of their hand-over."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.web.forms import DayField, HouseForm, Ticks


class FileForm(HouseForm):
    """What a file is."""

    code = forms.CharField(
        label=_("Số, ký hiệu hồ sơ"), max_length=20, help_text=_("Ví dụ: 01-DV.")
    )
    title = forms.CharField(label=_("Tiêu đề"), max_length=300)
    keeping = forms.CharField(
        label=_("Thời hạn lưu"), max_length=60, help_text=_("Ví dụ: 10 năm, vĩnh viễn.")
    )
    keeper = forms.CharField(label=_("Người lập hồ sơ (chức danh)"), max_length=200, required=False)
    opened_on = DayField(label=_("Mở từ ngày"))


class NewFileForm(FileForm):
    """Opens a file in the list of a year."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    year = forms.IntegerField(label=_("Danh mục hồ sơ năm"), min_value=1945, max_value=2100)
    field_order = ("unit", "year", "code", "title", "keeping", "keeper", "opened_on")


class DayForm(HouseForm):
    """Closes a file."""

    on = DayField(label=_("Công việc kết thúc ngày"))


class ReasonForm(HouseForm):
    """Opens a file again."""

    why = forms.CharField(label=_("Lý do"), max_length=300)


class PaperForm(HouseForm):
    """A paper that lies in the file and not in danvan."""

    summary = forms.CharField(label=_("Tên tài liệu hoặc trích yếu"), max_length=500)
    written = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    dated_on = DayField(label=_("Ngày của tài liệu"), required=False)


class StubForm(HouseForm):
    """The number of a secret document; nothing else of it is shown anywhere."""

    number = forms.TypedChoiceField(label=_("Số của văn bản mật"), coerce=int)


class HandOverForm(HouseForm):
    """Gives closed files to the archive."""

    entries = forms.TypedMultipleChoiceField(label=_("Hồ sơ nộp"), coerce=int, widget=Ticks())
    archive = forms.CharField(label=_("Lưu trữ nhận hồ sơ"), max_length=200)
    given_by = forms.CharField(label=_("Người giao (chức danh, họ tên)"), max_length=200)
    taken_by = forms.CharField(label=_("Người nhận (chức danh, họ tên)"), max_length=200)
    handed_on = DayField(label=_("Ngày giao nhận"))
