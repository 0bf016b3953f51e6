"""Pages of the room: gate, query, page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.tree import acts, export, intake, jobs, plan, queries, register
from danvan.areas.tree.forms import (
    AddForm,
    BeginForm,
    EndForm,
    FactsForm,
    ImportForm,
    MoveForm,
    TemplateForm,
    hidden,
)
from danvan.areas.tree.models import TreeImport
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import FileRefused
from danvan.kernel.organisations.models import Tier, Unit
from danvan.law.errors import LawError
from danvan.law.messages import say
from danvan.law.pack_trees import TreeTemplate
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403, administered_or_404, administrator_or_404
from danvan.web.pages import render
from danvan.web.tables import answer

AGAIN_SECONDS = "3"
"""After how long a page of work under way is loaded anew."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page of a form says around it."""

    title: str
    button: str
    lead: str = ""


def administered(request: HttpRequest, unit_id: int) -> tuple[Actor, Unit]:
    """Return the actor and a unit that the actor administers, else not found."""
    return actor_or_403(request), administered_or_404(request, unit_id)


def sent(request: HttpRequest) -> Any:
    """Return what was sent, or nothing where the form is only shown."""
    return request.POST if request.method == "POST" else None


def shown(request: HttpRequest, form: HouseForm, asking: Asking, unit: Unit) -> HttpResponse:
    """Return the page of a form about a unit."""
    actor = actor_or_403(request)
    context = {"form": form, "asking": asking, "unit": queries.unit_shown(unit, actor)}
    return render(request, "tree/form.html", context, status=422 if form.errors else 200)


def done(request: HttpRequest, text: str, unit_id: int) -> HttpResponse:
    """Say what was done and lead to the unit, or to the list where it is not within reach today."""
    messages.success(request, text)
    actor = administrator_or_404(request)
    if not queries.is_administered(unit_id, actor):
        return redirect("tree")
    return redirect("tree-unit", unit_id)


@require_safe
def show_units(request: HttpRequest) -> HttpResponse:
    """List the units that stand today."""
    actor = administrator_or_404(request)
    table, rows = register.units(actor), queries.periods(actor)
    return answer(request, table, rows, template="tree/units.html", context={"is_ended": False})


@require_safe
def show_ended(request: HttpRequest) -> HttpResponse:
    """List the units that stand no more."""
    actor = administrator_or_404(request)
    table, rows = register.units(actor, ended=True), queries.ended_periods(actor)
    return answer(request, table, rows, template="tree/units.html", context={"is_ended": True})


@require_safe
def show_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show one unit through time, and what hangs on it."""
    actor, unit = administered(request, unit_id)
    return render(request, "tree/unit.html", {"unit": queries.unit_shown(unit, actor)})


@require_http_methods(["GET", "POST"])
def add_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Add a unit below another."""
    actor, unit = administered(request, unit_id)
    above = queries.unit_shown(unit, actor).last
    usual = {"tier": above.tier, "side": above.side, "valid_from": actor.today}
    form = AddForm(sent(request), actor=actor, initial=usual)
    made: list[Unit] = []
    if acts.tried(form, lambda: made.append(acts.add(form, unit, actor))):
        return done(request, _("Đã thêm đơn vị."), made[0].pk)
    asking = Asking(_("Thêm đơn vị cấp dưới"), _("Thêm đơn vị"))
    return shown(request, form, asking, unit)


@require_http_methods(["GET", "POST"])
def rename_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Give a unit another name from a day on."""
    actor, unit = administered(request, unit_id)
    now = queries.unit_shown(unit, actor).last
    names = ("name", "name_en", "short_name", "tier", "side")
    usual = {name: getattr(now, name) for name in names} | {"valid_from": actor.today}
    form = FactsForm(sent(request), actor=actor, initial=usual)
    if acts.tried(form, lambda: acts.call_otherwise(form, unit, actor)):
        return done(request, _("Đã ghi tên mới; tên cũ vẫn giữ cho những ngày trước."), unit.pk)
    lead = _("Tên cũ vẫn giữ cho những ngày trước ngày đổi.")
    return shown(request, form, Asking(_("Đổi tên"), _("Ghi tên mới"), lead), unit)


@require_http_methods(["GET", "POST"])
def move_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Put a unit under another from a day on."""
    actor, unit = administered(request, unit_id)
    if unit.root_id is None:
        raise Http404
    form = MoveForm(sent(request), actor=actor, initial={"valid_from": actor.today})
    if acts.tried(form, lambda: acts.move_below(form, unit, actor)):
        return done(request, _("Đã chuyển; trước ngày ấy vẫn ở chỗ cũ."), unit.pk)
    lead = _("Các đơn vị bên dưới đi theo. Trước ngày chuyển, đơn vị vẫn ở chỗ cũ.")
    return shown(request, form, Asking(_("Chuyển cấp trên"), _("Chuyển"), lead), unit)


@require_http_methods(["GET", "POST"])
def end_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """End a unit on a day, with what follows it."""
    actor, unit = administered(request, unit_id)
    if unit.root_id is None:
        raise Http404
    form = EndForm(sent(request), actor=actor, unit=unit, initial={"happened_on": actor.today})
    if acts.tried(form, lambda: acts.end(form, unit, actor)):
        return done(
            request, _("Đã ghi ngày kết thúc. Xem và áp dụng kế hoạch để dời việc."), unit.pk
        )
    left = queries.hanging(unit, actor.today)
    asking = Asking(_("Kết thúc, kế thừa"), _("Ghi kết thúc"))
    context = {"form": form, "asking": asking, "unit": queries.unit_shown(unit, actor)}
    context |= {"left": left}
    return render(request, "tree/end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def begin_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Correct the first day of a unit to an earlier one."""
    actor, unit = administered(request, unit_id)
    form = BeginForm(sent(request), actor=actor)
    if acts.tried(form, lambda: acts.let_begin_earlier(form, unit, actor)):
        return done(request, _("Đã ghi ngày bắt đầu sớm hơn."), unit.pk)
    lead = _("Dùng khi đơn vị đã có từ trước ngày được ghi lúc lập cây.")
    return shown(request, form, Asking(_("Ghi ngày bắt đầu sớm hơn"), _("Ghi"), lead), unit)


@require_safe
def show_templates(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the templates that a unit may be filled with."""
    actor, unit = administered(request, unit_id)
    shown = queries.unit_shown(unit, actor)
    fitting = [one for one in plan.templates() if one.tier == shown.last.tier]
    context = {"unit": shown, "templates": fitting}
    return render(request, "tree/templates.html", context)


def template_or_404(key: str) -> TreeTemplate:
    """Return a template of the base pack."""
    found = next((one for one in plan.templates() if one.key == key), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def use_template(request: HttpRequest, unit_id: int, key: str) -> HttpResponse:
    """Fill a template for a place: asked, shown whole, and only then written."""
    actor, unit = administered(request, unit_id)
    template = template_or_404(key)
    place = queries.unit_shown(unit, actor)
    form = TemplateForm(
        sent(request), actor=actor, template=template, initial=_usual(template, place)
    )
    found: list[acts.Planned] = []
    is_ready = acts.tried(form, lambda: found.append(acts.planned(form, template, unit, actor)))
    if is_ready and "confirmed" in request.POST:
        if acts.tried(form, lambda: acts.plant_template(found[0], unit, actor)):
            text = _("Đã lập %(count)s đơn vị. Tiếp theo: thêm người giữ chức danh.")
            return done(request, text % {"count": len(found[0].lines)}, unit.pk)
        is_ready = False
    context: dict[str, Any] = {"form": form, "template": template, "unit": place}
    if is_ready:
        context |= {"planned": found[0], "hidden": list(hidden(form)), "tiers": dict(Tier.choices)}
        return render(request, "tree/template_preview.html", context)
    return render(request, "tree/template.html", context, status=422 if form.errors else 200)


def _usual(template: TreeTemplate, place: queries.UnitShown) -> dict[str, object]:
    """Return what the form begins with: the unit's own name parted from its kind."""
    name, since = place.last.name, template.begins_on
    if place.unit.root_id is not None:
        since = max(since, place.last.valid_from)
    usual: dict[str, object] = {"valid_from": since, "name": name}
    for kind in template.kinds:
        if name.lower().startswith(f"{kind.vi} "):
            usual |= {"kind": kind.vi, "name": name[len(kind.vi) + 1 :]}
    return usual


@require_http_methods(["GET", "POST"])
def show_imports(request: HttpRequest) -> HttpResponse:
    """List the spreadsheets that were brought, and take another."""
    actor = administrator_or_404(request)
    files = request.FILES if request.method == "POST" else None
    form = ImportForm(sent(request), files, actor=actor)
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["unit"] or administered_or_404(request, _top(actor))
        try:
            queries.require_all_below(actor, unit)
            with transaction.atomic():
                file = form.cleaned_data["file"]
                brought = intake.bring(file, file.name, unit, actor)
                jobs.check_import.enqueue(brought.pk, root_id=unit.root_id or unit.pk)
        except FileRefused as refused:
            form.add_error("file", sentence(refused))
        except LawError as refused:
            form.add_error("unit", sentence(refused))
        else:
            return redirect("tree-import", brought.pk)
    rows = list(queries.imports(actor)[:500])
    response = answer(
        request, register.imports(), rows, template="tree/imports.html", context={"form": form}
    )
    response.status_code = 422 if form.errors else response.status_code
    return response


def _top(actor: Actor) -> int:
    """Return the unit at which the actor administers, the root where that is one of them."""
    rights = [one for one in actor.grants if one.desk_role in queries.ADMINISTRATOR]
    held = [one.unit_id for one in sorted(rights, key=lambda one: not one.downward)]
    return actor.root_id if actor.root_id in held else held[0]


def import_or_404(request: HttpRequest, import_id: int) -> tuple[Actor, TreeImport]:
    """Return a spreadsheet brought for a unit that the actor administers, else not found."""
    actor = administrator_or_404(request)
    return actor, get_object_or_404(queries.imports(actor), pk=import_id)


@require_safe
def show_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show how far a spreadsheet has come, what was found, and what it would do."""
    actor, brought = import_or_404(request, import_id)
    is_working = brought.state in intake.WORKING
    names = queries.names_by_id([brought.unit_id], actor)
    context = {
        "brought": brought,
        "unit_name": names.get(brought.unit_id, ""),
        "is_working": is_working,
        "reason": _reason(brought),
        "branches": [plan.Branch(*branch) for branch in brought.preview],
        "more": brought.added + brought.changed - len(brought.preview),
        "tiers": dict(Tier.choices),
    }
    rows = queries.findings(brought)
    response = answer(
        request, register.findings(), rows, template="tree/import.html", context=context
    )
    if is_working:
        response["Refresh"] = AGAIN_SECONDS
    return response


def _reason(brought: TreeImport) -> str:
    told = say(brought.code, brought.fields, queries.language()) if brought.code else ""
    return f"{told} ({brought.code})" if told else ""


@require_POST
def apply_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """Write a previewed spreadsheet."""
    actor, brought = import_or_404(request, import_id)
    root_id = brought.unit.root_id or brought.unit_id
    return _asked(
        request,
        brought,
        lambda: intake.ask_to_apply(brought, actor),
        lambda: jobs.apply_import.enqueue(brought.pk, root_id=root_id),
    )


@require_POST
def cancel_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """Put a spreadsheet aside."""
    actor, brought = import_or_404(request, import_id)
    return _asked(request, brought, lambda: intake.cancel(brought, actor))


def _asked(request: HttpRequest, brought: TreeImport, *steps: Any) -> HttpResponse:
    try:
        with transaction.atomic():
            for step in steps:
                step()
    except (Refused, LawError) as refused:
        messages.error(request, sentence(refused))
    return redirect("tree-import", brought.pk)


@require_safe
def form_file(request: HttpRequest) -> HttpResponse:
    """Hand out the form of a spreadsheet, filled with the tree where that is asked."""
    actor = administrator_or_404(request)
    return export.form_file(actor, filled="filled" in request.GET)
