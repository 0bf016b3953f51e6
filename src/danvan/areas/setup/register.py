"""The lists of the room: packs, calendar notices."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.setup.queries import PackLine
from danvan.kernel.packs.models import CalendarNotice
from danvan.law.duties import Words
from danvan.web.dates import show_day
from danvan.web.states import Text
from danvan.web.tables import Column, Filter, Table
from danvan.web.templatetags.web import said


def use_words(line: PackLine) -> str:
    """Return whether a pack is in use, and from when until when."""
    if line.current is not None:
        return _in_use(line)
    if line.uses and (until := line.uses[0].valid_until):
        return _("đã thôi dùng từ %(day)s") % {"day": show_day(until)}
    return _("chưa dùng") if line.fits else _("chưa dùng; văn bản của cấp khác")


def _in_use(line: PackLine) -> str:
    use = line.current
    if use is None:
        return ""
    words = _("dùng từ %(day)s") % {"day": show_day(use.valid_from)}
    if use.valid_until:
        words = _("%(words)s đến trước %(day)s") % {
            "words": words,
            "day": show_day(use.valid_until),
        }
    if line.new_version:
        words = _("%(words)s; có bản mới %(version)s") % {
            "words": words,
            "version": line.new_version,
        }
    return words


def version_of(line: PackLine) -> str:
    """Return the version in use, else the one in the folder."""
    if line.current is not None:
        return line.current.pack.version
    return line.head.version if line.head else line.uses[0].pack.version


PACKS = Table(
    "packs",
    gettext_lazy("Gói nhiệm vụ"),
    (
        Column(
            "label",
            gettext_lazy("Gói"),
            lambda line: said(line.label),
            link=lambda line: reverse("pack", args=[line.name]),
        ),
        Column("number", gettext_lazy("Văn bản"), lambda line: line.number),
        Column("version", gettext_lazy("Bản"), version_of),
        Column(
            "use",
            gettext_lazy("Việc dùng"),
            use_words,
            sorts=lambda line: (line.current is None) * 2 + (not line.fits),
        ),
        Column("state", gettext_lazy("Mức xác nhận"), lambda line: line.state),
    ),
    "use",
)


def days_of(notice: CalendarNotice) -> str:
    """Return the days a notice speaks of, in words."""
    if notice.kind == "year":
        return _("cả năm %(year)s") % {"year": notice.first_on.year}
    if notice.last_on != notice.first_on:
        days = {"first": show_day(notice.first_on), "last": show_day(notice.last_on)}
        return _("%(first)s đến %(last)s") % days
    return show_day(notice.first_on)


def name_of(notice: CalendarNotice) -> Words:
    """Return what a notice is called; in Vietnamese where no English name was given."""
    return Words(notice.name_vi, notice.name_en or notice.name_vi)


def _state(notice: CalendarNotice) -> str:
    if notice.withdrawn_at is None:
        return _("đang tính")
    return _("đã rút: %(reason)s") % {"reason": notice.withdrawn_reason}


def _actions(notice: CalendarNotice) -> Sequence[tuple[Text, str]]:
    found: list[tuple[Text, str]] = []
    if notice.file_id:
        found.append((_("Văn bản"), reverse("calendar-notice-file", args=[notice.pk])))
    if notice.withdrawn_at is None:
        found.append((_("Rút"), reverse("calendar-notice-withdraw", args=[notice.pk])))
    return found


NOTICES = Table(
    "calendar-notices",
    gettext_lazy("Thông báo lịch"),
    (
        Column("days", gettext_lazy("Ngày"), days_of, sorts=lambda row: row.first_on),
        Column("kind", gettext_lazy("Nói gì"), lambda row: row.get_kind_display()),
        Column("name", gettext_lazy("Tên gọi"), lambda row: said(name_of(row))),
        Column("other", gettext_lazy("Làm bù / bù cho"), lambda row: row.other_on),
        Column("paper", gettext_lazy("Văn bản"), lambda row: row.paper),
        Column("paper_on", gettext_lazy("Ngày văn bản"), lambda row: row.paper_on),
        Column("by", gettext_lazy("Người ghi"), lambda row: row.entered_by),
        Column("state", gettext_lazy("Tình trạng"), _state),
    ),
    "-days",
    actions=_actions,
    filters=(
        Filter(
            "state",
            gettext_lazy("Tình trạng"),
            (("standing", gettext_lazy("đang tính")), ("withdrawn", gettext_lazy("đã rút"))),
            holds=lambda row, value: (row.withdrawn_at is None) == (value == "standing"),
        ),
    ),
)
