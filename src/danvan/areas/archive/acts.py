"""Hand closed files over to the archive, and show what went there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.archive import queries
from danvan.areas.archive.export import minuted
from danvan.areas.archive.forms import HandOverForm
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import filing
from danvan.kernel.correspondence.filing import HandOverFacts
from danvan.kernel.correspondence.models import HandOver
from danvan.kernel.correspondence.rights import CLERKS
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, role_or_404
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.paper_pages import sent

FACTS = ("archive", "given_by", "taken_by", "handed_on")


@require_http_methods(["GET", "POST"])
@once
def hand_over(request: HttpRequest) -> HttpResponse:
    """Give closed files of one unit to the archive, with minutes."""
    actor = role_or_404(request, *CLERKS)
    units = queries.ready_units(actor)
    asked = request.GET.get("unit", "")
    unit_id = next((pk for pk, _name in units if str(pk) == asked), units[0][0] if units else 0)
    ready = queries.ready_entries(unit_id, actor)
    initial = {
        "entries": [one.pk for one in ready],
        "given_by": actor.label,
        "handed_on": actor.today,
    }
    form = HandOverForm(sent(request), initial=initial, actor=actor)
    form.offer("entries", [(one.pk, f"{one.code}: {one.title}") for one in ready])
    done = queries.handed_already(request.POST.getlist("entries"), actor)
    if request.method == "POST" and done is not None:
        messages.warning(request, sentence(Refused("REG-76")))
        return redirect("archive-hand-over", done.pk)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = [one for one in ready if one.pk in told["entries"]]
        facts = HandOverFacts(**{name: told[name] for name in FACTS})
        try:
            made = filing.hand_over(queries.unit_of(unit_id), chosen, facts, actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã nộp lưu; tải biên bản để hai bên ký."))
            return redirect("archive-hand-over", made.pk)
    context = {
        "form": form,
        "units": [
            {"url": f"?unit={pk}", "label": name, "is_current": pk == unit_id} for pk, name in units
        ],
        "ready": ready,
        "back": reverse("archive-due"),
    }
    status = 422 if form.errors else 200
    return render(request, "archive/hand_over.html", context, status=status)


@require_safe
def show_hand_over(request: HttpRequest, hand_over_id: int) -> HttpResponse:
    """Show what went to the archive, as it was listed on that day."""
    rows = queries.hand_overs(actor_or_403(request))
    made: HandOver = get_object_or_404(rows, pk=hand_over_id)
    files = [
        {**file, "lines": [minuted(one) for one in file["documents"]]}
        for file in made.minutes["files"]
    ]
    return render(request, "archive/minutes.html", {"made": made, "files": files})
