"""The register as a table for spreadsheets: the lines that were shown, nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from danvan.areas.duties.register import Line
from danvan.web.templatetags.web import said


def header() -> list[str]:
    """Return the names of the columns."""
    return [
        _("Văn bản"),
        _("Mã"),
        _("Điều khoản"),
        _("Việc phải làm"),
        _("Cơ quan chịu trách nhiệm"),
        _("Nơi nhận"),
        _("Nhóm việc"),
        _("Loại thời gian"),
        _("Khi nào"),
        _("Ngày của địa phương"),
        _("Nguồn"),
        _("Đúng hạn"),
        _("Xong muộn"),
        _("Quá hạn"),
        _("Đang mở"),
        _("Thẻ chưa có minh chứng"),
    ]


def rows(lines: Iterable[Line]) -> Iterator[list[object]]:
    """Yield the cells of each line."""
    for line in lines:
        yield [
            line.duty.pack.document_number,
            line.duty.code,
            line.place,
            capfirst(said(line.duty, "act")),
            line.names(line.bearers),
            line.names(line.receivers),
            said(line.area),
            said(line.timing),
            line.due,
            line.local,
            line.local_source,
            line.tally.in_time,
            line.tally.late,
            line.tally.overdue,
            line.tally.open,
            line.tally.unproven_cards,
        ]
