"""The lists of the room, as pages and as files; and the register for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.duties.merge import RoleLine
from danvan.areas.duties.plan import Leading, LocalLine
from danvan.areas.duties.register import Line
from danvan.kernel.duties.models import Duty
from danvan.web.dates import show_day
from danvan.web.due_words import local_words
from danvan.web.reasons import place
from danvan.web.states import Text
from danvan.web.tables import Column, Filter, Table
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
        _("Đã xong"),
        _("Đúng hạn"),
        _("Xong muộn"),
        _("Xong, không có hạn"),
        _("Được miễn"),
        _("Đang mở"),
        _("Quá hạn"),
        _("Đã gia hạn"),
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
            line.tally.rates.handled,
            line.tally.rates.on_time,
            line.tally.rates.late,
            line.tally.rates.undated,
            line.tally.rates.waived,
            line.tally.open,
            line.tally.rates.overdue,
            line.tally.rates.extended,
            line.tally.unproven_cards,
        ]


def act_words(duty: Duty) -> str:
    """Return what a duty asks, as the first words of a row."""
    return str(capfirst(said(duty, "act")))


def place_words(duty: Duty) -> str:
    """Return where a duty stands: provision and document."""
    return f"{place(duty.provision)} {duty.pack.document_number}"


def duty_address(duty: Duty) -> str:
    """Return the page of a duty."""
    return reverse("duty", args=[duty.pack.name, duty.code])


def units_words(line: RoleLine) -> str:
    """Return the units bound to a body, those that were unbound with their last day."""
    told = (
        _("%(name)s (trước %(day)s)") % {"name": name, "day": show_day(one.valid_until)}
        if one.valid_until
        else name
        for one, name in line.bindings
    )
    return ", ".join(told)


UNBOUND, BOUND = gettext_lazy("chưa gắn đơn vị"), gettext_lazy("đã gắn")


def _bind(line: RoleLine) -> Sequence[tuple[Text, str]]:
    return ((gettext_lazy("Gắn"), reverse("binding", args=[line.role.slug])),)


BINDINGS = Table(
    "bindings",
    gettext_lazy("Cơ quan theo văn bản và đơn vị đã gắn"),
    (
        Column("body", gettext_lazy("Cơ quan theo văn bản"), lambda line: said(line.words)),
        Column("duties", gettext_lazy("Nhiệm vụ"), lambda line: line.bears),
        Column("units", gettext_lazy("Đơn vị đã gắn"), units_words, is_wide=True),
        Column(
            "state",
            gettext_lazy("Tình trạng"),
            lambda line: BOUND if line.is_bound else UNBOUND,
            sorts=lambda line: line.is_bound * 1e6 + (not line.bears) * 1e5 + line.role.position,
        ),
    ),
    "state",
    actions=_bind,
    filters=(
        Filter(
            "state",
            gettext_lazy("Tình trạng"),
            (("unbound", UNBOUND), ("bound", BOUND)),
            holds=lambda line, value: line.is_bound == (value == "bound"),
        ),
    ),
)

LOCAL_STATES: dict[str, Text] = {
    "waiting": gettext_lazy("chờ ngày"),
    "guided": gettext_lazy("theo hướng dẫn đã nhập"),
    "set": gettext_lazy("đã đặt"),
    "ended": gettext_lazy("đã kết thúc"),
}


def _local(line: LocalLine) -> Sequence[tuple[Text, str]]:
    found: list[tuple[Text, str]] = [(_("Đặt ngày"), reverse("local-date", args=[line.duty.pk]))]
    if line.local and line.local.file_id:
        found.append((_("Văn bản"), reverse("local-date-file", args=[line.local.pk])))
    return found


LOCAL_DATES = Table(
    "local-dates",
    gettext_lazy("Ngày của địa phương"),
    (
        Column(
            "act",
            gettext_lazy("Việc phải làm"),
            lambda line: act_words(line.duty),
            link=lambda line: duty_address(line.duty),
            is_wide=True,
        ),
        Column(
            "place",
            gettext_lazy("Điều khoản"),
            lambda line: place_words(line.duty),
            sorts=lambda line: line.duty.pack_id * 1e5 + line.duty.position,
        ),
        Column(
            "state",
            gettext_lazy("Tình trạng"),
            lambda line: LOCAL_STATES[line.state],
            sorts=lambda line: list(LOCAL_STATES).index(line.state),
        ),
        Column(
            "day", gettext_lazy("Ngày"), lambda line: local_words(line.local) if line.local else ""
        ),
        Column(
            "source", gettext_lazy("Nguồn"), lambda line: line.local.source if line.local else ""
        ),
        Column("from", gettext_lazy("Từ ngày"), lambda line: line.local and line.local.valid_from),
        Column(
            "by", gettext_lazy("Người đặt"), lambda line: line.local.set_by if line.local else ""
        ),
    ),
    "place",
    actions=_local,
    filters=(
        Filter(
            "state",
            gettext_lazy("Tình trạng"),
            tuple(LOCAL_STATES.items()),
            holds=lambda line, value: line.state == value,
        ),
    ),
)

LeadingLine = tuple[Duty, Leading]


def _lead(line: LeadingLine) -> Sequence[tuple[Text, str]]:
    duty = line[0]
    return ((_("Phân công"), reverse("duty-leader", args=[duty.pack.name, duty.code])),)


LEADERS = Table(
    "leaders",
    gettext_lazy("Cơ quan chủ trì"),
    (
        Column(
            "act",
            gettext_lazy("Việc phải làm"),
            lambda line: act_words(line[0]),
            link=lambda line: duty_address(line[0]),
            is_wide=True,
        ),
        Column(
            "place",
            gettext_lazy("Điều khoản"),
            lambda line: place_words(line[0]),
            sorts=lambda line: line[0].pack_id * 1e5 + line[0].position,
        ),
        Column(
            "state",
            gettext_lazy("Tình trạng"),
            lambda line: _("chờ phân công") if line[1].is_missing else _("không chờ ai"),
        ),
        Column("leader", gettext_lazy("Chủ trì"), lambda line: ", ".join(line[1].names)),
        Column(
            "source",
            gettext_lazy("Nguồn"),
            lambda line: next((one.leader.source for one in line[1].history if one.is_current), ""),
        ),
    ),
    "place",
    actions=_lead,
)

APPLIED = Table(
    "plans-applied",
    gettext_lazy("Các lần đã áp dụng"),
    (
        Column("at", gettext_lazy("Lúc"), lambda row: row.applied_at),
        Column("by", gettext_lazy("Ai"), lambda row: row.applied_by),
        Column("added", gettext_lazy("Thêm"), lambda row: row.added),
        Column("removed", gettext_lazy("Bỏ"), lambda row: row.removed),
        Column("moved", gettext_lazy("Dời"), lambda row: row.moved),
        Column("undone_at", gettext_lazy("Bỏ lần này lúc"), lambda row: row.undone_at),
        Column("undone_by", gettext_lazy("Ai bỏ"), lambda row: row.undone_by),
    ),
    "-at",
)
