"""The three lists of the room."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.operations.queries import JobLine
from danvan.web.states import Text
from danvan.web.tables import Column, Table


def _choices(line: JobLine) -> list[tuple[Text, str]]:
    return [
        (_("Chạy lại"), reverse("job-retry", args=[line.job_id])),
        (_("Bỏ việc này"), reverse("job-drop", args=[line.job_id])),
    ]


NAME = Column("label", _("Việc"), lambda line: line.label)
ATTEMPTS = Column("attempts", _("Số lần thử"), lambda line: line.attempts)
ERROR = Column("error", _("Lỗi lần cuối"), lambda line: line.error)

DEAD = Table(
    "failed-jobs",
    _("Việc nền đã hỏng"),
    (NAME, ERROR, ATTEMPTS, Column("ended", _("Hỏng lúc"), lambda line: line.ended_at)),
    "-ended",
    actions=_choices,
)
OPEN = Table(
    "jobs",
    _("Việc nền đang chờ và đang chạy"),
    (
        NAME,
        Column("state", _("Trạng thái"), lambda line: line.state),
        Column("enqueued", _("Ghi vào lúc"), lambda line: line.enqueued_at),
        Column("next", _("Chạy từ"), lambda line: line.run_after),
        ATTEMPTS,
        ERROR,
    ),
    "next",
)
SCHEDULE = Table(
    "job-schedule",
    _("Lịch việc nền"),
    (
        NAME,
        Column("rhythm", _("Nhịp"), lambda line: line.rhythm),
        Column("last", _("Lần gần nhất"), lambda line: line.last_at),
        Column("done", _("Lần gần nhất chạy tốt"), lambda line: line.done_at),
        Column("next", _("Lần tới"), lambda line: line.next_at),
    ),
    "label",
)
