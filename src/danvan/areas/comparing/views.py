"""Pages of the room: gate, query, page."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from danvan.areas.comparing import queries
from danvan.areas.comparing.calculator import VERDICT_WORDS, Line, lines_of
from danvan.areas.comparing.export import STANDARDS, WORD
from danvan.areas.comparing.forms import DIFFERENT, CompareForm, DayForm
from danvan.areas.regulations.models import Version
from danvan.areas.regulations.queries import language
from danvan.areas.regulations.views import attachment, version_or_404, work_or_404
from danvan.law.collation import fold
from danvan.law.comparing import Comparison
from danvan.law.text.contract import finding_as_contract
from danvan.papers.comparison import comparison_docx
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.paging import page_of

SIDES = ("first", "second")
_TOO_LONG = gettext_lazy(
    "Hai văn bản dài quá mức đối chiếu được ngay trên trang. Dùng lệnh: danvan law compare."
)


@require_safe
def show_comparison(request: HttpRequest) -> HttpResponse:
    """Show one text measured by another."""
    actor = actor_or_403(request)
    works = queries.choices_of(actor)
    asked = "first" in request.GET
    usual = {"show": DIFFERENT, "second": request.GET.get("second", "")}
    form = CompareForm(request.GET if asked else None, works=works, initial=usual)
    context: dict[str, Any] = {"form": form, "works": works}
    if asked and form.is_valid():
        said = form.cleaned_data
        sides = [version_or_404(work_or_404(request, int(said[name]))[1]) for name in SIDES]
        if queries.are_too_long(sides):
            form.add_error(None, _TOO_LONG)
        else:
            found = queries.compared(*sides)
            lines = lines_of(found, said["show"], language(), is_about_duties=said["duties"])
            if request.GET.get("format") == "docx":
                return _word(found, lines)
            context |= _shown(request, sides, found, lines)
    return render(request, "comparing/compare.html", context, status=422 if form.errors else 200)


def _shown(
    request: HttpRequest, sides: list[Version], found: Comparison, lines: list[Line]
) -> dict[str, Any]:
    """Return what the page shows of a comparison."""
    counts = [
        (key, words, found.counts[key], found.duty_counts[key])
        for key, words in VERDICT_WORDS.items()
    ]
    return {
        "sides": [side.work for side in sides],
        "found": found,
        "page": page_of(lines, request.GET.get("page"), list),
        "counts": counts,
    }


def _word(found: Comparison, lines: list[Line]) -> HttpResponse:
    rows = [
        (
            str(line.label),
            *(
                f"{place}\n{words}".strip()
                for place, words in zip(line.places, line.words, strict=True)
            ),
            "\n".join([*line.reasons, *(_said(each) for each in line.duties)]),
        )
        for line in lines
    ]
    heads = [f"{said['number'] or ''} {said['title'] or ''}".strip() for said in _heads(found)]
    counts = [(str(words), found.counts[key]) for key, words in VERDICT_WORDS.items()]
    labels = (_("Kết quả"), _("Văn bản được xét"), _("Văn bản làm chuẩn"), _("Lý do"))
    content = comparison_docx(_("Bảng đối chiếu hai văn bản"), labels, heads, counts, rows)
    return attachment(content, WORD, f"{_('doi-chieu')}.docx")


def _heads(found: Comparison) -> list[Any]:
    return [found.first, found.second]


def _said(duty: Any) -> str:
    """Return a duty with its reasons as lines."""
    return "\n".join([f"• {duty.label} ({duty.timing}): {duty.act}", *duty.reasons])


@require_safe
def show_in_force(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show a text as it stands on a day, with the history of each provision."""
    actor, work = work_or_404(request, work_id)
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": actor.today})
    is_bad = form.is_bound and not form.is_valid()
    on = (form.cleaned_data.get("on") if form.is_bound and not is_bad else None) or actor.today
    page = queries.InForcePage(actor, work, version_or_404(work), on)
    context = {"work": work, "form": form, "shown": page}
    context["findings"] = [finding_as_contract(each, language()) for each in page.found.findings]
    return render(request, "comparing/in_force.html", context, status=422 if is_bad else 200)


@require_safe
def download(request: HttpRequest, work_id: int, standard: str) -> HttpResponse:
    """Give a text in a form that others read."""
    _actor, work = work_or_404(request, work_id)
    if standard not in STANDARDS:
        raise Http404
    ending, media_type, write = STANDARDS[standard]
    name = slugify(re.sub(r"\W+", "-", fold(work.number))) or "van-ban"
    content = write(version_or_404(work).tree).encode("utf-8", "replace")
    return attachment(content, media_type, f"{name}.{ending}")
