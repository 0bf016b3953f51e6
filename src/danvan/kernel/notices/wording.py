"""Sentences of notices, in the language that is active."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases import kinds
from danvan.kernel.notices.models import Notice
from danvan.law.messages import say, sentences
from danvan.law.pack_folders import packs_folder

USUAL: Mapping[str, Promise] = {
    "accounts.factor.add": _(
        "Tài khoản %(account)s vừa thêm một bước xác thực; không phải bạn thì báo người quản trị"
    ),
    "accounts.factor.remove": _(
        "Tài khoản %(account)s vừa gỡ một bước xác thực; không phải bạn thì báo người quản trị"
    ),
    "accounts.session.end": _(
        "Một phiên của tài khoản %(account)s bị dùng từ trình duyệt khác; hãy đổi mật khẩu"
    ),
    "consolidation.remind": _("%(receiver)s nhắc: báo cáo này chưa nộp"),
    "duties.due_soon": _("Sắp đến hạn"),
    "duties.overdue": _("Đã quá hạn mà chưa ghi là xong"),
    "duties.escalated": _("Đơn vị cấp dưới quá hạn %(days)s ngày mà chưa ghi là xong"),
    "duties.urgent": _("Có việc khẩn vừa phát sinh"),
    "duties.opened": _("Kế hoạch vừa mở %(count)s việc cho đơn vị"),
    "letterbox.letter.take": _("Có đơn mới từ cổng công khai"),
    "letterbox.message.receive": _("Người gửi đơn vừa nhắn thêm; xem phần trao đổi"),
    "documents.outgoing.open": _("Có dự thảo văn bản liên tịch mà đơn vị cùng ban hành"),
    "duties.occurrence.open": _("Có việc mới mà đơn vị cùng tham gia hoặc nhận kết quả"),
}
OF_ACTS: Mapping[str, Promise] = {"remind": _("Nơi chuyển đơn nhắc: chưa có kết quả")}
"""Acts whose label speaks to who performs them, in the words of who hears of it."""


def words_of(notice: Notice) -> str:
    """Return the sentence of a notice: from the messages of the packs, else the usual one."""
    code = f"NOTICE.{notice.key}"
    if code in sentences(packs_folder()):
        return say(code, _readable(notice.fields), translation.get_language() or "vi")
    if notice.key in USUAL:
        return str(USUAL[notice.key]) % dict(notice.fields)
    return _act_words(notice.key)


def _act_words(name: str) -> str:
    """Return the words for an act that another unit performed: ``duties.occurrence.complete``."""
    kind, _dot, key = name.rpartition(".")
    act = kinds.get(kind).act(key) if kinds.known(kind) else None
    return str(OF_ACTS.get(key, act.label)) if act else name


def _readable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields with days as days again; JSON holds them as text."""
    return {name: _day(value) if name.endswith("_on") else value for name, value in fields.items()}


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return value
