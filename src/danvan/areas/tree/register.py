"""The lists of the room, each declared once: units, ended units, spreadsheets, findings."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.tree import queries
from danvan.areas.tree.models import ImportFinding
from danvan.kernel.accounts.actors import Actor
from danvan.law.messages import say
from danvan.web.states import Text
from danvan.web.tables import Column, Table

SEVERITIES: dict[str, Text] = {
    "stops": _("phải sửa"),
    "warns": _("nên xem"),
    "notes": _("để biết"),
}


def units(actor: Actor, *, ended: bool = False) -> Table:
    """Return the list of units that stand, or of those that stand no more."""
    last = Column(
        "until", _("Thôi từ ngày"), lambda row: row.period.valid_until, order=("valid_until",)
    )
    begun = Column("from", _("Từ ngày"), lambda row: row.period.valid_from, order=("valid_from",))
    return Table(
        name="units-ended" if ended else "units",
        caption=_("Đơn vị đã kết thúc") if ended else _("Đơn vị"),
        columns=(
            Column(
                "name",
                _("Tên đơn vị"),
                lambda row: row.period.name,
                order=("sort_key",),
                link=lambda row: reverse("tree-unit", args=[row.period.unit_id]),
                is_wide=True,
            ),
            Column("key", _("Mã"), lambda row: row.period.unit.key, order=("unit__key",)),
            Column("parent", _("Cấp trên"), lambda row: row.parent_name),
            Column("tier", _("Cấp"), lambda row: row.period.get_tier_display(), order=("tier",)),
            last if ended else begun,
        ),
        first_sort="name",
        told=lambda rows: queries.told(rows, actor),
    )


def imports() -> Table:
    """Return the list of spreadsheets that were brought."""
    return Table(
        name="tree-imports",
        caption=_("Bảng tính đã tải lên"),
        columns=(
            Column(
                "file",
                _("Tệp"),
                lambda row: row.file.name,
                link=lambda row: reverse("tree-import", args=[row.pk]),
            ),
            Column("state", _("Tình trạng"), lambda row: row.get_state_display()),
            Column("rows", _("Số hàng"), lambda row: row.rows),
            Column("by", _("Người tải"), lambda row: row.brought_by),
            Column("at", _("Ngày tải"), lambda row: row.brought_at.date()),
        ),
        first_sort="-at",
    )


def findings() -> Table:
    """Return the list of what was found in a spreadsheet."""
    return Table(
        name="tree-findings",
        caption=_("Điều tìm thấy trong bảng tính"),
        columns=(
            Column("row", _("Hàng"), lambda row: row.row, order=("row",)),
            Column("column", _("Cột"), lambda row: row.column, order=("column", "row")),
            Column(
                "what",
                _("Điều tìm thấy và cách sửa"),
                finding_words,
                order=("code", "row"),
                is_wide=True,
            ),
            Column(
                "severity",
                _("Mức"),
                lambda row: SEVERITIES[row.severity],
                order=("severity", "row"),
            ),
        ),
        first_sort="row",
    )


def finding_words(row: ImportFinding) -> str:
    """Return the sentence of a finding with its code."""
    return f"{say(row.code, row.fields, queries.language())} ({row.code})"
