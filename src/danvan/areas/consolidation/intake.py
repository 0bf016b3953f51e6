"""Presses on the page of words: take a paragraph from below, keep words and their order."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from danvan.areas.consolidation import acts, export
from danvan.areas.consolidation.calculator import form_of
from danvan.areas.consolidation.forms import WordsForm
from danvan.areas.consolidation.reading import found_by_name, language
from danvan.areas.consolidation.register import Seen
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.tree import names_of
from danvan.law.reports import Question
from danvan.web.errors import sentence
from danvan.web.paging import page_of

UNIT = "version__report__case__unit_id"
"""Where a paragraph's body stands."""
MOST_DIGITS = 18
"""A longer number is no id of ours."""


def pressed(request: HttpRequest, seen: Seen, form: WordsForm, question: str) -> bool:
    """Do what was pressed; return whether it was done."""
    wanted = request.POST.get("take", "")
    try:
        if wanted:
            version = _number(request.POST.get("seen", ""))
            acts.take_paragraph(seen.case, seen.actor, _number(wanted), version=version)
            messages.success(request, _("Đã lấy đoạn này."))
            return True
        if form.is_valid():
            stamp = form.cleaned_data["seen"]
            acts.keep_paragraphs(seen.case, seen.actor, question, form.kept(), version=stamp)
            messages.success(request, _("Đã lưu lời văn và thứ tự."))
            return True
    except Refused as refused:
        if wanted:
            messages.error(request, sentence(refused))
            return True
        form.add_error(None, sentence(refused))
    return False


def words_page(request: HttpRequest, seen: Seen, asked: Question) -> dict[str, Any]:
    """Return what the page shows besides its form: questions, and what may be taken from below."""
    form = form_of(seen.case.report)
    words = request.GET.get("q", "").strip()[:100]
    found = export.offered(seen.actor, seen.version, asked)
    found = found.filter(found_by_name(words, UNIT)) if words else found
    taken = {one.origin_id for one in seen.version.paragraphs.filter(question=asked.key)}
    page = page_of(found, request.GET.get("page"), lambda part: _offers(seen, part, taken))
    return {"questions": form.questions, "question": asked, "page": page, "words": words}


def _offers(seen: Seen, rows: Any, taken: set[int | None]) -> list[dict[str, Any]]:
    kept = list(rows.select_related("version__report__case"))
    units = {one.version.report.case.unit_id for one in kept}
    names = names_of(units, seen.actor.today, language())
    return [
        {
            "paragraph": one,
            "unit": names.get(one.version.report.case.unit_id, ""),
            "slug": one.version.report.case.slug,
            "number": one.version.number,
            "is_taken": one.pk in taken,
        }
        for one in kept
    ]


def _number(text: str) -> int:
    """Return a number typed into the address or a hidden field; -1 where it is none."""
    known = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if known else -1
