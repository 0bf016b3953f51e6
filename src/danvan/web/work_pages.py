"""The page "my work": tabs, filters, pages of rows, the same rows as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from danvan.kernel.packs.queries import terms
from danvan.law.collation import collation_key
from danvan.web import states
from danvan.web.export import csv_response
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.templatetags.web import said
from danvan.web.tour import is_offered
from danvan.web.worklist import SORTS, TABS, Row, Wish, Worklist


class WorkFilter(HouseForm):
    """What to narrow the list by; a choice that is none is left out."""

    q = forms.CharField(label=gettext_lazy("Tìm trong tên việc"), required=False, max_length=100)
    area = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Đơn vị"), required=False, coerce=int, empty_value=None
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Sắp xếp"), required=False, choices=list(SORTS.items())
    )

    def __init__(self, query: QueryDict, unit_names: Mapping[int, str]) -> None:
        super().__init__(query or None, initial={"sort": "day"}, auto_id="filter_%s")
        everything = ("", _("Tất cả"))
        areas = [(key, said(words)) for key, words in terms("area").items()]
        units = sorted(unit_names.items(), key=lambda pair: collation_key(pair[1]))
        self.fields["q"].widget.input_type = "search"
        self.offer("area", [everything, *areas])
        self.offer("unit", [everything, *units])
        if len(units) < 2:  # noqa: PLR2004  nothing to choose from
            del self.fields["unit"]

    def wish(self, tab: str) -> Wish:
        """Return what was asked for."""
        self.is_valid()
        told = getattr(self, "cleaned_data", {})
        return Wish(
            tab=tab,
            words=told.get("q", ""),
            area=told.get("area", ""),
            unit_id=told.get("unit"),
            sort=told.get("sort") or "day",
        )


@require_safe
def show_work(request: HttpRequest) -> HttpResponse:
    """Show what the post's own units owe."""
    found = Worklist(actor_or_403(request))
    asked = WorkFilter(request.GET, found.unit_names)
    found.wish = asked.wish(request.GET.get("tab", ""))
    if request.GET.get("format") == "csv":
        return as_file(found)
    context = {
        "filters": asked,
        "tab": found.tab,
        "tabs": tabs_of(found, request.GET),
        "page": found.page(request.GET.get("page")),
        "is_narrowed": bool(found.wish.words or found.wish.area or found.wish.unit_id),
        "total": sum(found.counts.values()),
        "is_tour_offered": is_offered(request),
    }
    return render(request, "web/work/work.html", context)


def tabs_of(found: Worklist, query: QueryDict) -> list[dict[str, Any]]:
    """Return the tabs with their counts, each keeping the filters."""
    kept = query.copy()
    for name in ("page", "format"):
        kept.pop(name, None)
    tabs = []
    for key, label in TABS.items():
        kept["tab"] = key
        tabs.append(
            {
                "url": f"?{kept.urlencode()}",
                "label": label,
                "count": found.counts[key],
                "is_current": key == found.tab,
                "icon": states.look_of(key).icon,
            }
        )
    return tabs


def as_file(found: Worklist) -> HttpResponse:
    """Return the rows of a tab as a CSV file."""
    header = [
        _("Trạng thái"), _("Hạn cuối"), _("Việc"), _("Đơn vị"), _("Căn cứ"), _("Văn bản"),
        _("Minh chứng gần nhất"),
    ]  # fmt: skip
    return csv_response(f"danvan-{found.tab}", header, (cells(row) for row in found.all_rows()))


def cells(row: Row) -> list[object]:
    """Return one row as cells."""
    return [
        states.look_of(row.status).words, row.case.due_on, said(row.case, "title"), row.unit_name,
        row.place, row.document, row.last_proof_on,
    ]  # fmt: skip
