"""What runs by itself, and when: one readable list, each line once among all processes."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.kernel.jobs.schedule import Scheduled

EVERYTHING = (
    Scheduled(
        "reactions",
        _("Báo những gì vừa xảy ra"),
        "danvan.kernel.notices.rounds.react_to_events",
        every=5,
    ),
    Scheduled(
        "alarms", _("Nhắc việc đến hạn"), "danvan.kernel.notices.rounds.ring_alarms", every=60
    ),
    Scheduled(
        "superiors",
        _("Báo cấp trên việc quá hạn lâu"),
        "danvan.kernel.notices.rounds.tell_superiors",
        every=3600,
    ),
    Scheduled("mail", _("Gửi thư"), "danvan.kernel.notices.rounds.send_mail", every=5),
    Scheduled(
        "digests",
        _("Soạn thư gộp trong ngày"),
        "danvan.kernel.notices.rounds.write_daily_digests",
        every=300,
    ),
    Scheduled(
        "texts",
        _("Viết tin nhắn để gửi tay"),
        "danvan.kernel.notices.rounds.hand_texts_over",
        every=300,
    ),
    Scheduled(
        "seals", _("Niêm phong nhật ký"), "danvan.kernel.audit.rounds.seal_entries", every=60
    ),
    Scheduled(
        "letters",
        _("Vào sổ đơn từ cổng công khai"),
        "danvan.kernel.letterbox.rounds.take_letters",
        every=5,
    ),
    Scheduled(
        "letterbox",
        _("Dọn hòm thư công khai"),
        "danvan.kernel.letterbox.rounds.tidy_letters",
        every=3600,
    ),
    Scheduled(
        "numbers",
        _("Trả lại số văn bản đã giữ mà không dùng"),
        "danvan.kernel.correspondence.rounds.give_numbers_back",
        every=3600,
    ),
    Scheduled(
        "petitions",
        _("Tìm đơn để quá lâu chưa xử lý"),
        "danvan.areas.petitions.jobs.find_left_lying",
        daily=time(2, 50),
    ),
    Scheduled(
        "figures",
        _("Đếm số liệu đúng hạn để công khai"),
        "danvan.kernel.publication.rounds.count_figures",
        daily=time(4, 10),
    ),
    Scheduled(
        "jobs",
        _("Dọn việc nền đã xong"),
        "danvan.kernel.jobs.keeping.clear_finished",
        daily=time(3, 10),
    ),
    Scheduled(
        "sessions",
        _("Dọn phiên đăng nhập đã hết"),
        "danvan.kernel.accounts.rounds.clear_sessions",
        daily=time(3, 20),
    ),
)

SCHEDULE = tuple(
    one
    for one in EVERYTHING
    if not one.task.startswith("danvan.areas.") or one.task.split(".")[2] in settings.AREAS
)
"""Without the lines of rooms that are switched off."""
