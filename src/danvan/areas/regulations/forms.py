"""Forms of the room: import, first day of a pack, search in a text."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.web.forms import DayField, HouseForm


class ImportForm(HouseForm):
    """The file of a regulation."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_("TXT, DOCX, hoặc PDF có chữ; tối đa 20 MB. Bản quét thành ảnh chưa đọc được."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.pdf"}),
        allow_empty_file=True,
    )


class UsePackForm(HouseForm):
    """From which day due days are counted."""

    valid_from = DayField(
        label=_("Tính việc từ ngày"),
        help_text=_("Kỳ có ngày đến hạn trước ngày này không được mở. Dạng ngày/tháng/năm."),
    )


class SearchForm(HouseForm):
    """Words to look for in a text."""

    q = forms.CharField(label=_("Tìm trong văn bản"), required=False, max_length=200)
