"""The lists of the room: what is kept, and what is past its time."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.privacy.queries import DueLine, Kept
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.web.states import Text
from danvan.web.tables import Column, Table


def kept_table(actor: Actor) -> Table:
    """Return the list of what is kept; who plans for the tree may set local times."""
    plans = bool(actor.root_id) and actor.has(DeskRole.PLANNER, actor.root_id or 0)

    def steps(one: Kept) -> list[tuple[Text, str]]:
        url = reverse("privacy-local", args=[one.keeping.key])
        return [(_("Đặt thời hạn của địa phương"), url)] if one.takes_local else []

    return Table(
        name="personal-data",
        caption=_("Đang lưu gì về người dân, cán bộ"),
        columns=(
            Column("label", _("Về ai"), lambda one: one.keeping.label, is_wide=True),
            Column("what", _("Lưu gì"), lambda one: one.keeping.what, is_wide=True),
            Column("why", _("Để làm gì"), lambda one: one.keeping.why, is_wide=True),
            Column("who", _("Ai đọc được"), lambda one: one.keeping.who, is_wide=True),
            Column("time", _("Giữ bao lâu"), lambda one: one.words),
            Column("source", _("Theo văn bản nào"), _source, is_wide=True),
        ),
        first_sort="label",
        actions=steps if plans else None,
    )


def _source(one: Kept) -> str:
    told = {"source": one.source}
    return str(_("%(source)s (thời hạn của địa phương)") % told) if one.local else one.source


def due_table() -> Table:
    """Return the list of what is past its time."""
    return Table(
        name="past-its-time",
        caption=_("Hồ sơ quá thời hạn giữ"),
        columns=(
            Column(
                "title",
                _("Hồ sơ"),
                lambda line: line.case.title_vi,
                link=_link,
                is_wide=True,
            ),
            Column("label", _("Dữ liệu nào"), lambda line: line.kept.keeping.label),
            Column("unit", _("Đơn vị"), lambda line: line.unit_name),
            Column("closed", _("Kết thúc ngày"), lambda line: line.case.closed_on),
            Column("time", _("Giữ bao lâu"), lambda line: line.kept.words),
        ),
        first_sort="closed",
    )


def _link(line: DueLine) -> str:
    return reverse("case", args=[line.case.slug])
