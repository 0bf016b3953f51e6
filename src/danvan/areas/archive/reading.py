"""The lists of the room: files, what is due for the archive, what went there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from danvan.areas.archive import queries
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.clocks import alarm_before
from danvan.kernel.correspondence.choices import language
from danvan.kernel.correspondence.models import FileEntry
from danvan.kernel.correspondence.rights import CLERKS
from danvan.kernel.organisations.tree import names_of
from danvan.web.gates import actor_or_403
from danvan.web.tables import Column, Filter, Table, answer

OPEN, CLOSED, HANDED = "open", "closed", "handed"
STATES = (
    (OPEN, gettext_lazy("đang mở")),
    (CLOSED, gettext_lazy("đã kết thúc")),
    (HANDED, gettext_lazy("đã nộp lưu")),
)


def state_of(entry: FileEntry) -> str:
    """Return whether a file is open, closed, or went to the archive."""
    if entry.hand_over_id is not None:
        return HANDED
    return OPEN if entry.closed_on is None else CLOSED


def files_table(names: dict[int, str]) -> Table:
    """Return the list of files."""
    return Table(
        name="archive-files",
        caption=gettext_lazy("Hồ sơ"),
        columns=(
            Column(
                "code",
                gettext_lazy("Số, ký hiệu"),
                lambda row: row.code,
                order=("code",),
                link=lambda row: reverse("archive-file", args=[row.pk]),
            ),
            Column("title", gettext_lazy("Tiêu đề"), lambda row: row.title, ("title",), None, True),
            Column(
                "unit", gettext_lazy("Đơn vị"), lambda row: names.get(row.file_list.unit_id, "")
            ),
            Column(
                "year",
                gettext_lazy("Năm"),
                lambda row: str(row.file_list.year),
                ("file_list__year",),
            ),
            Column("keeping", gettext_lazy("Thời hạn lưu"), lambda row: row.keeping),
            Column("count", gettext_lazy("Số tài liệu"), lambda row: row.count, ("count",)),
            Column("closed", gettext_lazy("Kết thúc"), lambda row: row.closed_on, ("closed_on",)),
            Column("state", gettext_lazy("Trạng thái"), lambda row: dict(STATES)[state_of(row)]),
        ),
        first_sort="code",
        filters=(
            Filter(
                "state",
                gettext_lazy("Trạng thái"),
                STATES,
                holds=lambda row, value: state_of(row) == value,
            ),
        ),
    )


def due_table(names: dict[int, str], actor: Actor) -> Table:
    """Return the list of files that wait for the archive."""
    return Table(
        name="archive-due",
        caption=gettext_lazy("Chờ nộp lưu"),
        columns=(
            Column(
                "code",
                gettext_lazy("Số, ký hiệu"),
                lambda row: row.code,
                link=lambda row: reverse("archive-file", args=[row.pk]),
            ),
            Column("title", gettext_lazy("Tiêu đề"), lambda row: row.title, is_wide=True),
            Column(
                "unit", gettext_lazy("Đơn vị"), lambda row: names.get(row.file_list.unit_id, "")
            ),
            Column("closed", gettext_lazy("Kết thúc"), lambda row: row.closed_on),
            Column("due", gettext_lazy("Nộp lưu chậm nhất"), queries.last_day),
            Column("late", gettext_lazy("Tình trạng"), lambda row: lateness(row, actor)),
        ),
        first_sort="due",
    )


def hand_overs_table(names: dict[int, str]) -> Table:
    """Return the list of hand-overs."""
    return Table(
        name="archive-hand-overs",
        caption=gettext_lazy("Đã nộp lưu"),
        columns=(
            Column(
                "on",
                gettext_lazy("Ngày giao nhận"),
                lambda row: row.handed_on,
                link=lambda row: reverse("archive-hand-over", args=[row.pk]),
            ),
            Column("unit", gettext_lazy("Đơn vị"), lambda row: names.get(row.unit_id, "")),
            Column("archive", gettext_lazy("Lưu trữ nhận"), lambda row: row.archive, is_wide=True),
            Column("files", gettext_lazy("Số hồ sơ"), lambda row: row.files),
            Column("by", gettext_lazy("Ai ghi"), lambda row: row.recorded_by),
        ),
        first_sort="-on",
    )


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """Return the lists of the room with their counts, the one shown marked."""
    found = (
        ("archive", _("Hồ sơ"), queries.visible_entries(actor).count()),
        ("archive-due", _("Chờ nộp lưu"), len(queries.due_entries(actor))),
        ("archive-hand-overs", _("Đã nộp lưu"), queries.hand_overs(actor).count()),
    )
    return [
        {"url": reverse(name), "label": label, "count": count, "is_current": name == current}
        for name, label, count in found
    ]


def is_clerk(actor: Actor) -> bool:
    """Return whether an actor keeps documents anywhere."""
    return any(grant.desk_role in CLERKS for grant in actor.grants)


@require_safe
def show_files(request: HttpRequest) -> HttpResponse:
    """List the files in sight."""
    actor = actor_or_403(request)
    rows = list(queries.visible_entries(actor))
    names = names_of({row.file_list.unit_id for row in rows}, actor.today, language())
    context = {
        "tabs": tabs(actor, "archive"),
        "page_title": _("Hồ sơ lưu"),
        "empty_title": _("Chưa có hồ sơ nào"),
        "empty_text": _("Mở hồ sơ theo danh mục của năm, rồi đưa văn bản vào."),
    }
    if is_clerk(actor):
        context |= {"new_url": reverse("archive-file-new"), "new_text": _("Mở hồ sơ")}
    return answer(
        request, files_table(names), rows, template="web/papers/list.html", context=context
    )


@require_safe
def show_due(request: HttpRequest) -> HttpResponse:
    """List the closed files that wait for the archive."""
    actor = actor_or_403(request)
    rows = queries.due_entries(actor)
    names = names_of({row.file_list.unit_id for row in rows}, actor.today, language())
    context = {
        "tabs": tabs(actor, "archive-due"),
        "page_title": _("Chờ nộp lưu"),
        "page_note": _(
            "Hạn nộp lưu theo Nghị định 30/2020/NĐ-CP là của cơ quan nhà nước; nơi khác theo quy"
            " định của mình."
        ),
        "empty_title": _("Không có hồ sơ nào chờ nộp lưu"),
        "empty_text": _("Hồ sơ đã kết thúc mà chưa nộp sẽ ở đây."),
    }
    if queries.ready_units(actor):
        context |= {"new_url": reverse("archive-hand-over-new"), "new_text": _("Nộp lưu hồ sơ")}
    return answer(
        request, due_table(names, actor), rows, template="web/papers/list.html", context=context
    )


def lateness(entry: FileEntry, actor: Actor) -> str:
    """Return in words whether a file is late for the archive, or will be soon."""
    day = queries.last_day(entry)
    if day is None:
        return _("không rõ hạn")
    if day < actor.today:
        return _("quá hạn")
    return _("sắp đến hạn") if alarm_before(day) <= actor.today else _("còn hạn")


@require_safe
def show_hand_overs(request: HttpRequest) -> HttpResponse:
    """List what went to the archive."""
    actor = actor_or_403(request)
    rows = list(queries.hand_overs(actor))
    names = names_of({row.unit_id for row in rows}, actor.today, language())
    context = {
        "tabs": tabs(actor, "archive-hand-overs"),
        "page_title": _("Đã nộp lưu"),
        "empty_title": _("Chưa nộp lưu lần nào"),
        "empty_text": _("Kết thúc hồ sơ rồi nộp lưu; biên bản giao nhận sẽ ở đây."),
    }
    table = hand_overs_table(names)
    return answer(request, table, rows, template="web/papers/list.html", context=context)
