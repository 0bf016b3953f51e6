"""Answers and decisions that bodies have made public: the list, one of them, its files, a feed."""

from __future__ import annotations

from itertools import islice

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from danvan.faces.portal.frame import show, surroundings
from danvan.faces.portal.gates import public_page
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.organisations.tree import names_of
from danvan.kernel.publication.models import Publication
from danvan.kernel.publication.queries import (
    public_copy,
    public_file,
    shown_choices,
    shown_copies,
    unchanged,
)
from danvan.law.collation import collation_key
from danvan.web.handing import hand_out
from danvan.web.tables import Column, Filter, Table, answer
from danvan.web.templatetags.web import said

GONE = 410
NEWEST = 20


@public_page
def show_results(request: HttpRequest) -> HttpResponse:
    """Show what is public now, newest first."""
    rows = shown_copies()
    context = surroundings(request)
    return answer(request, results_table(), rows, template="portal/results.html", context=context)


def results_table() -> Table:
    """Return the public list with its choices: unit, kind, year."""
    choices = shown_choices()
    names = names_of(choices.units, legal_day(), get_language() or "vi")
    units = sorted(names.items(), key=lambda pair: collation_key(pair[1]))
    return Table(
        name="ket-qua-cong-khai",
        caption=gettext_lazy("Kết quả đã công khai"),
        columns=(
            Column("title", gettext_lazy("Việc"), _title, link=_address, is_wide=True),
            Column("kind", gettext_lazy("Loại"), lambda row: said(row.content["kind"]), ("kind",)),
            Column("unit", gettext_lazy("Nơi trả lời"), lambda row: said(row.content["unit"])),
            Column(
                "from", gettext_lazy("Công khai từ"), lambda row: row.shown_from, ("shown_from",)
            ),
        ),
        first_sort="-from",
        told=lambda rows: list(unchanged(rows)),
        filters=(
            Filter(
                "unit",
                gettext_lazy("Nơi trả lời"),
                [(str(pk), name) for pk, name in units],
                narrows=lambda value: Q(unit_id=int(value)),
            ),
            Filter(
                "kind",
                gettext_lazy("Loại"),
                [(key, said(label)) for key, label in choices.kinds],
                narrows=lambda value: Q(kind=value),
            ),
            Filter(
                "year",
                gettext_lazy("Năm"),
                [(str(year), str(year)) for year in choices.years],
                narrows=lambda value: Q(shown_from__year=int(value)),
            ),
        ),
    )


def _title(row: Publication) -> str:
    return str(row.content["title"])


def _address(row: Publication) -> str:
    return reverse("portal-result", args=[row.slug])


@public_page
def show_result(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one copy, or the notice of one that was withdrawn."""
    copy = public_copy(slug)
    if copy is None:
        raise Http404
    status = GONE if copy.withdrawn_on else 200
    return show(request, "portal/result.html", {"copy": copy}, status=status)


@public_page
def give_result_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give a redacted file of a copy that is shown."""
    found = public_file(slug, number)
    if found is None:
        raise Http404
    stored, label = found
    return hand_out(request, stored, label)


@public_page
def show_feed(request: HttpRequest) -> HttpResponse:
    """Give the newest ones as an Atom feed."""
    rows: QuerySet[Publication] = shown_copies().order_by("-shown_from", "-pk")
    feed = Atom1Feed(
        title=_("Kết quả đã công khai"),
        link=request.build_absolute_uri(reverse("portal-results")),
        description="",
        language=get_language(),
    )
    for row in islice(unchanged(rows.iterator()), NEWEST):
        feed.add_item(
            title=_title(row),
            link=request.build_absolute_uri(_address(row)),
            description="\n\n".join(row.content["paragraphs"]),
            updateddate=row.decided_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
