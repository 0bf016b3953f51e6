"""Reports made known on paper: the page that opens a document of a report, and its plain files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.consolidation import rules
from danvan.areas.consolidation.register import Seen
from danvan.areas.consolidation.vault import Wanted
from danvan.areas.consolidation.views import merged_or_404
from danvan.areas.reporting.queries import seen_documents
from danvan.kernel.cases import kinds
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.choices import AUTHORITIES, profile_choice
from danvan.kernel.correspondence.models import IssuerProfile
from danvan.kernel.files.store import MEDIA_TYPES
from danvan.law.errors import LawError
from danvan.papers import printing
from danvan.papers.values import Signing
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.pages import render

FORMS = frozenset({"docx", "pdf"})


class DocumentForm(HouseForm):
    """Who issues the document of a report, who signs it, and what stands in it besides."""

    profile = forms.ChoiceField(label=gettext_lazy("Cơ quan ban hành"))
    title = forms.CharField(
        label=gettext_lazy("Chức vụ người ký"),
        max_length=200,
        help_text=gettext_lazy("Chức vụ khi ký; sửa được ở dự thảo."),
    )
    authority = forms.ChoiceField(
        label=gettext_lazy("Thẩm quyền ký"), choices=AUTHORITIES, required=False
    )
    on_behalf = forms.CharField(
        label=gettext_lazy("Thay mặt, ký thay ai"), max_length=200, required=False
    )
    name = forms.CharField(label=gettext_lazy("Họ tên người ký"), max_length=120, required=False)
    notes = forms.BooleanField(
        label=gettext_lazy("Ghi nguồn từng đoạn"),
        required=False,
        help_text=gettext_lazy("Đoạn lấy từ dưới mang số; phụ lục ghi số ấy là báo cáo của ai."),
    )
    trend = forms.BooleanField(label=gettext_lazy("Kèm phụ lục số liệu qua các kỳ"), required=False)

    def __init__(self, *args: Any, profiles: list[IssuerProfile], **options: Any) -> None:
        super().__init__(*args, **options)
        self.profiles = {profile_choice(one)[0]: one for one in profiles}
        self.offer("profile", [profile_choice(one) for one in profiles])

    @property
    def order(self) -> rules.Order:
        """Return what was asked for."""
        told = self.cleaned_data
        signer = {key: told[key] for key in ("authority", "on_behalf", "title", "name")}
        wanted = Wanted(notes=told["notes"], trend=told["trend"])
        return rules.Order(self.profiles[told["profile"]], signer | {"above": ""}, wanted)


@require_http_methods(["GET", "POST"])
def show_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the papers of a report, and open the document that one of its versions becomes."""
    seen = merged_or_404(request, slug)
    may_issue = rules.may_issue(seen.case, seen.actor)
    if request.method == "POST" and not may_issue:
        raise Http404
    profiles = rules.profiles_for(seen.case, seen.actor) if may_issue else []
    form = DocumentForm(request.POST or None, profiles=profiles)
    if request.method == "POST" and form.is_valid():
        try:
            made = rules.make_document(seen.case, seen.version, form.order, seen.actor)
        except (Refused, LawError) as refused:
            form.add_error(None, sentence(refused))
        else:
            told = _("Đã lập dự thảo văn bản; kiểm tra, trình ký và ban hành ở đây.")
            messages.success(request, told)
            return redirect("case", made.slug)
    context = _page(seen) | {"form": form, "may_issue": may_issue, "profiles": profiles}
    status = 422 if form.errors else 200
    return render(request, "consolidation/document.html", context, status=status)


def _page(seen: Seen) -> dict[str, Any]:
    states = kinds.get(rules.DOCUMENT).states
    documents = seen_documents(seen.case, seen.actor)
    return seen.context | {
        "documents": [(one, mark, states[one.case.state]) for one, mark in documents],
        "is_merged": seen.version.inputs.exists(),
        "made": rules.standing_document(seen.case, seen.version),
    }


@require_safe
def plain_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give a report as a plain file in the layout of its body; nothing is kept."""
    seen = merged_or_404(request, slug)
    if form not in FORMS:
        raise Http404
    wanted = Wanted(notes="notes" in request.GET, trend="trend" in request.GET)
    try:
        signer = _signer(request)
        content = rules.plain_file(seen.case, seen.version, wanted, seen.actor, signer)
        if form == "pdf":
            content = printing.pdf(content)
    except (Refused, LawError) as refused:
        context = {"told": sentence(refused)}
        return render(request, "web/errors/refused.html", context, status=422)
    response = HttpResponse(content, content_type=MEDIA_TYPES[f".{form}"])
    name = f"bao-cao-{seen.case.report.period_key.lower()}-{seen.version.number}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _signer(request: HttpRequest) -> Signing | None:
    """Return who will sign on paper, as typed beside the download; nobody where it is left out."""
    title, name = (request.GET.get(key, "").strip()[:120] for key in ("title", "name"))
    return Signing(title=title, name=name) if title or name else None
