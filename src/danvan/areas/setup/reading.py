"""The steps that no other room offers, from what stands in the kernel."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danvan.areas.setup.queries import has_use, unit_count
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole, Holding
from danvan.kernel.organisations.tree import holding_on
from danvan.web.dates import show_moment
from danvan.web.setup_steps import Progress, Step, first_address

NOTE = "backups.json"
"""What ``danvan backup`` leaves beside the data: when the last good copy was made."""


def own_steps(actor: Actor) -> list[Step]:
    """Return the steps about units, people, mail, packs and copies."""
    return [_tree(actor), _people(actor), _mail(), _packs(actor), _backup()]


def _progress(*, is_done: bool) -> Progress:
    return "done" if is_done else "todo"


def _tree(actor: Actor) -> Step:
    count = unit_count(actor)
    told = ngettext("Đã có %(count)s đơn vị.", "Đã có %(count)s đơn vị.", count) % {"count": count}
    return Step(
        key="tree",
        order=10,
        title=_("Cây đơn vị"),
        progress=_progress(is_done=count > 0),
        told=told
        if count
        else _("Chưa có đơn vị nào ngoài gốc. Lấy từ mẫu, hoặc từ tệp bảng tính."),
        action=_("Sửa cây đơn vị") if count else _("Dựng cây đơn vị"),
        url=first_address("tree" if count else ("tree-templates", actor.root_id or 0), "units"),
        role=DeskRole.ADMINISTRATOR,
    )


def _people(actor: Actor) -> Step:
    tree = Q(post__unit__root_id=actor.root_id) | Q(post__unit_id=actor.root_id)
    rows = Holding.objects.filter(tree, holding_on(actor.today)).exclude(user_id=actor.user_id or 0)
    count = rows.values("user_id").distinct().count()
    told = ngettext(
        "%(count)s người khác đã có chức danh.", "%(count)s người khác đã có chức danh.", count
    ) % {"count": count}
    return Step(
        key="people",
        order=20,
        title=_("Chức danh và người giữ"),
        progress=_progress(is_done=count > 0),
        told=told if count else _("Mới chỉ có người thiết lập. Thêm chức danh làm việc ở đơn vị."),
        action=_("Xem các chức danh") if count else _("Thêm chức danh"),
        url=first_address("posts", "people"),
        role=DeskRole.ADMINISTRATOR,
    )


def _mail() -> Step:
    host = getattr(settings, "EMAIL_HOST", "")
    is_set = bool(host) and host != "localhost"
    told = _("Thư gửi qua %(host)s.") % {"host": host}
    return Step(
        key="mail",
        order=30,
        title=_("Thư điện tử"),
        progress=_progress(is_done=is_set),
        told=told if is_set else _("Chưa có máy chủ thư; lời nhắc vẫn hiện trong trang Thông báo."),
        action=_("Xem cài đặt thông báo"),
        url=first_address("notice-settings", "notices"),
        is_optional=True,
    )


def _packs(actor: Actor) -> Step:
    is_done = has_use(actor)
    waiting = _("Chưa dùng gói nào. Chọn gói của văn bản mình theo, hoặc nạp quy chế của mình.")
    return Step(
        key="packs",
        order=40,
        title=_("Gói nhiệm vụ đang dùng"),
        progress=_progress(is_done=is_done),
        told=_("Đã dùng gói nhiệm vụ.") if is_done else waiting,
        action=_("Xem các gói") if is_done else _("Chọn gói nhiệm vụ"),
        url=first_address("packs"),
        role=DeskRole.PLANNER,
    )


def _backup() -> Step:
    day = last_backup(Path(settings.VAR) / NOTE)
    told = _("Bản tốt gần nhất: %(day)s.") % {"day": day} if day else ""
    return Step(
        key="backup",
        order=90,
        title=_("Sao lưu"),
        progress=_progress(is_done=bool(day)),
        told=told or _("Chưa có bản sao lưu nào. Người vận hành chạy lệnh danvan backup mỗi ngày."),
        action=_("Xem việc nền"),
        url=first_address("jobs"),
        role=DeskRole.ADMINISTRATOR,
        is_optional=True,
    )


def last_backup(note: Path) -> str:
    """Return the day of the last good backup as the operator's note tells it; else nothing."""
    try:
        told = json.loads(note.read_text(encoding="utf-8"))["last_good"]
        moment = datetime.fromisoformat(told["at"])
        return show_moment(moment)
    except (OSError, ValueError, KeyError, TypeError):
        return ""
