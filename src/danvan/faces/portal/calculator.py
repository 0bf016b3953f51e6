"""The public calculator: until when, and day by day why; no account, nothing kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from danvan.faces.portal.calculator_forms import WAYS, CalculatorForm
from danvan.faces.portal.frame import show
from danvan.faces.portal.gates import public_page
from danvan.faces.portal.reckoning import Reckoned, Run, reckon
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.packs.queries import calendar
from danvan.kernel.packs.rules import limits, rules_pack
from danvan.law.errors import LawError
from danvan.law.messages import say
from danvan.web.due_words import MEASURES
from danvan.web.errors import sentence
from danvan.web.templatetags.web import said

ALL_DAYS = "days"
"""Present in the address where every day is shown at once, for print."""


@dataclass(frozen=True, slots=True)
class Line:
    """One limit as shown: what runs, its trace in words, or why it does not run."""

    run: Reckoned
    label: str
    amount: str
    days: list[tuple[Run, str]]
    refused: str = ""


@public_page
def show_calculator(request: HttpRequest) -> HttpResponse:
    """Ask for the days of one matter and show its limits."""
    is_asked = "received" in request.GET
    usual = {"way": "complaint", "received": legal_day(), "instance": 1}
    form = CalculatorForm(request.GET if is_asked else None, initial=usual)
    lines: list[Line] = []
    if is_asked and form.is_valid():
        lines = reckoned_lines(form)
    context = {
        "form": form,
        "lines": lines,
        "asked": form.cleaned_data if lines else {},
        "way": dict(WAYS)[form.cleaned_data["way"]] if lines else "",
        "pack": rules_pack() if lines else "",
        "shows_all": ALL_DAYS in request.GET,
    }
    return show(request, "portal/calculator.html", context, status=422 if form.errors else 200)


def reckoned_lines(form: CalculatorForm) -> list[Line]:
    """Return the limits of a valid form as shown; what cannot be reckoned becomes its error."""
    found = calendar(None)
    if found is None:
        form.add_error(None, sentence(Refused("CASE-16")))
        return []
    try:
        runs = reckon(form.asked(), limits(), found)
    except LawError as refused:
        form.add_error(None, sentence(refused))
        return []
    return [line_of(run) for run in runs]


def line_of(run: Reckoned) -> Line:
    """Return one limit in the reader's language."""
    if run.value is None or run.refused:
        refused = run.refused or LawError("LIM-01", key=run.leg.limit)
        return Line(run, said(refused.fields.get("label")), "", [], sentence(refused))
    limit, language = run.value.limit, get_language() or "vi"
    return Line(
        run,
        said(run.value.label),
        f"{limit.amount} {MEASURES[limit.measure]}",
        [(day, say(day.code, day.fields, language)) for day in run.trace],
    )
