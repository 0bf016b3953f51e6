"""The officers' side of the door: open it, make posters, type in paper, answer petitioners."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.faces.portal.desk_forms import DoorForm, PosterForm
from danvan.faces.portal.naming import groups, unit_name
from danvan.faces.portal.qr import qr_code
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox.doors import (
    KEEPERS,
    close_poster,
    make_poster,
    set_door,
    units_with_doors,
)
from danvan.kernel.letterbox.models import Door, Poster
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.tables import Column, Filter, Table, answer


def keeps_doors(actor: Actor) -> bool:
    """Return whether a post may open the door of some unit."""
    return any(grant.desk_role in KEEPERS for grant in actor.grants)


def _kept_unit(request: HttpRequest, unit_id: int) -> tuple[Actor, Unit]:
    actor = actor_or_403(request)
    wanted = Unit.objects.filter(actor.reach_with(KEEPERS, "pk")).select_related("root")
    return actor, get_object_or_404(wanted, pk=unit_id)


@require_safe
def show_doors(request: HttpRequest) -> HttpResponse:
    """List the units whose door the actor may open."""
    actor = actor_or_403(request)
    if not keeps_doors(actor):
        raise Http404
    rows: QuerySet[UnitPeriod] = units_with_doors(actor)
    return answer(request, _doors_table(), rows, template="portal/desk_doors.html", context={})


def _is_open(row: UnitPeriod) -> bool:
    door: Door | None = getattr(row.unit, "door", None)
    return bool(door and door.is_open)


def _doors_table() -> Table:
    english = (get_language() or "vi").startswith("en")
    return Table(
        name="doors",
        caption=gettext_lazy("Cổng công khai của các đơn vị"),
        columns=(
            Column(
                "name",
                gettext_lazy("Đơn vị"),
                lambda row: (row.name_en or row.name) if english else row.name,
                order=("sort_key", "pk"),
                link=lambda row: reverse("door", args=[row.unit_id]),
                is_wide=True,
            ),
            Column(
                "open",
                gettext_lazy("Cổng"),
                lambda row: _("đang mở") if _is_open(row) else _("đóng"),
                order=("unit__door__is_open", "pk"),
            ),
        ),
        first_sort="name",
        filters=(
            Filter(
                "open",
                gettext_lazy("Cổng"),
                [("yes", gettext_lazy("đang mở"))],
                narrows=lambda _key: Q(unit__door__is_open=True),
            ),
        ),
    )


@require_http_methods(["GET", "POST"])
def keep_door(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show one door with its posters; open, close, change what the public reads."""
    actor, unit = _kept_unit(request, unit_id)
    form = DoorForm(request.POST) if request.method == "POST" else DoorForm.of(_door(unit))
    if request.method == "POST" and form.is_valid():
        set_door(unit, form.facts(), actor)
        is_open = form.cleaned_data["is_open"]
        messages.success(request, _("Cổng đang mở.") if is_open else _("Cổng đã đóng."))
        return redirect("door", unit_id)
    return _door_page(request, unit, form, status=422 if form.errors else 200)


def _door(unit: Unit) -> Door | None:
    return Door.objects.filter(unit=unit).first()


def _door_page(
    request: HttpRequest,
    unit: Unit,
    form: DoorForm,
    poster: PosterForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    language, today = get_language() or "vi", today_of(unit)
    posters = [
        (one, unit_name(one.place_id, today, language) if one.place_id else "")
        for one in unit.posters.order_by(F("closed_at").asc(nulls_first=True), "pk")
    ]
    context = {
        "form": form,
        "poster": poster or PosterForm(places=groups(unit.root or unit, today, language)),
        "unit": unit,
        "door": _door(unit),
        "name": unit_name(unit.pk, today, language),
        "posters": posters,
        "public": request.build_absolute_uri(reverse("letter-send", args=[unit.pk])),
    }
    return render(request, "portal/desk_door.html", context, status=status)


@require_POST
@once
def add_poster(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Make a poster and show it for printing."""
    actor, unit = _kept_unit(request, unit_id)
    places = groups(unit.root or unit, today_of(unit), get_language() or "vi")
    form = PosterForm(request.POST, places=places)
    if form.is_valid():
        place = Unit.objects.filter(pk=form.cleaned_data["place"] or 0).first()
        try:
            return redirect("door-poster", make_poster(unit, place, actor).pk)
        except Refused as refused:
            form.add_error("place", sentence(refused))
    return _door_page(request, unit, DoorForm.of(_door(unit)), form, status=422)


def _kept_poster(request: HttpRequest, poster_id: int) -> tuple[Actor, Poster]:
    actor = actor_or_403(request)
    rows = Poster.objects.filter(actor.reach_with(KEEPERS)).select_related("unit__root")
    return actor, get_object_or_404(rows, pk=poster_id)


@require_safe
def show_poster(request: HttpRequest, poster_id: int) -> HttpResponse:
    """Show a poster for printing: what can be done, the QR code, the address in letters."""
    _actor, poster = _kept_poster(request, poster_id)
    language, today = get_language() or "vi", today_of(poster.unit)
    address = request.build_absolute_uri(reverse("letter-poster", args=[poster.token]))
    context = {
        "poster": poster,
        "door": _door(poster.unit),
        "unit": unit_name(poster.unit_id, today, language),
        "place": unit_name(poster.place_id, today, language) if poster.place_id else "",
        "address": address,
        "qr": qr_code(address),
    }
    return render(request, "portal/desk_poster.html", context)


@require_POST
def end_poster(request: HttpRequest, poster_id: int) -> HttpResponse:
    """Let a poster lead nowhere any more."""
    actor, poster = _kept_poster(request, poster_id)
    close_poster(poster, actor)
    messages.success(request, _("Áp phích đã đóng; mã QR này không dẫn đến đâu nữa."))
    return redirect("door", poster.unit_id)
