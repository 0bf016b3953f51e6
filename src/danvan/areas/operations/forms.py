"""What is asked before a dead letter is decided on."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.web.forms import HouseForm


class ReasonForm(HouseForm):
    """Why; kept in the audit trail."""

    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Ghi ngắn gọn; lý do được giữ trong nhật ký. Không ghi tên người dân."),
        max_length=300,
    )
