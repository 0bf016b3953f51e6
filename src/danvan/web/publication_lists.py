"""The list of copies that an office has."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.kernel.publication.models import Publication, Standing
from danvan.web.tables import Column, Filter, Table
from danvan.web.templatetags.web import said


def title_of(row: Publication) -> str:
    """Return the name of a copy; of a withdrawn one, the name its notice speaks of it by."""
    return str(row.content.get("title") or row.told)


def copies_table() -> Table:
    """Return the list of copies: those that wait stand first."""
    return Table(
        name="publications",
        caption=_("Bản công khai"),
        columns=(
            Column(
                "title",
                _("Tên"),
                title_of,
                link=lambda row: reverse("publication", args=[row.slug]),
                is_wide=True,
            ),
            Column("kind", _("Loại"), lambda row: said(row.content["kind"]), order=("kind",)),
            Column("unit", _("Đơn vị"), lambda row: said(row.content["unit"])),
            Column(
                "standing", _("Trạng thái"), lambda row: row.get_standing_display(), ("standing",)
            ),
            Column("from", _("Công khai từ"), lambda row: row.shown_from, order=("shown_from",)),
            Column("until", _("Đến hết"), lambda row: row.shown_until, order=("shown_until",)),
            Column("proposed", _("Soạn lúc"), lambda row: row.proposed_at, order=("pk",)),
        ),
        first_sort="-proposed",
        filters=(
            Filter(
                "standing",
                _("Trạng thái"),
                Standing.choices,
                narrows=lambda value: Q(standing=value),
            ),
        ),
    )
