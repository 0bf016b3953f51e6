"""The pages of papers of a petition: those it may need, and what one is made with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.petitions.merge import (
    DOCUMENT,
    Order,
    body_of,
    draft_paper,
    made_of,
    papers_of,
)
from danvan.areas.petitions.plan import OFFICER
from danvan.areas.petitions.queries import proposals
from danvan.areas.petitions.reading import sheet_steps
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.choices import AUTHORITIES, issuing_profiles, profile_choice
from danvan.kernel.correspondence.models import IssuerProfile
from danvan.kernel.organisations.tree import name_of
from danvan.kernel.packs.rules import grounds
from danvan.law.collation import collation_key
from danvan.law.errors import LawError
from danvan.papers.forms import Asked, PaperForm
from danvan.papers.layouts import layout
from danvan.papers.reports import Report, Section, report_pdf
from danvan.web.case_steps import Elsewhere
from danvan.web.errors import sentence
from danvan.web.export import file_response
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403, case_or_404
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.paper_pages import address
from danvan.web.templatetags.web import said

SIGNER = ("title", "authority", "on_behalf", "name")
LONGEST = 20_000


def paper_or_404(case: Case, key: str, actor: Actor) -> PaperForm:
    """Return one paper of a petition, else not found."""
    found = next((one for one in papers_of(case, actor) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def petition_or_404(request: HttpRequest, slug: str) -> tuple[Case, Actor]:
    """Return a petition that the actor handles, else not found."""
    case, actor = case_or_404(request, slug), actor_or_403(request)
    if case.kind not in CONTENT or not actor.has(OFFICER, case.unit_id):
        raise Http404
    return case, actor


def steps_of(case: Case, actor: Actor) -> list[Elsewhere]:
    """Return what the page of a petition offers beside its acts."""
    found = [*proposals(case, actor), *sheet_steps(case, actor)]
    if actor.has(OFFICER, case.unit_id):
        url = reverse("petition-papers", args=[case.slug])
        found.append(Elsewhere(_("Văn bản theo mẫu"), url))
    return found


class PaperOrderForm(HouseForm):
    """Who issues a paper, who signs it, and what it says beside what the case tells."""

    def __init__(
        self, *args: Any, paper: PaperForm, profiles: Sequence[IssuerProfile], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.paper = paper
        self.profiles = {profile_choice(one)[0]: one for one in profiles}
        for asked in paper.asks:
            self._ask(asked)
        if paper.type:
            self._ask_signer()

    def _ask(self, asked: Asked) -> None:
        rows = {"rows": 5}
        widget = forms.Textarea(attrs=rows) if asked.is_long else forms.TextInput()
        field = forms.CharField(label=said(asked.label), max_length=LONGEST, widget=widget)
        field.initial = offered(asked, self.case, self.paper) if self.case else ""
        self.add_field(asked.key, field)

    def _ask_signer(self) -> None:
        profile = forms.ChoiceField(label=_("Cơ quan ban hành"), choices=self._issuers())
        title = forms.CharField(
            label=_("Chức vụ người ký"),
            max_length=200,
            help_text=_("Chức vụ khi ký; sửa được ở dự thảo."),
        )
        authority = forms.ChoiceField(label=_("Thẩm quyền ký"), choices=AUTHORITIES, required=False)
        behalf = forms.CharField(label=_("Thay mặt, ký thay ai"), max_length=200, required=False)
        name = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)
        fields = (profile, title, authority, behalf, name)
        for key, field in zip(("profile", *SIGNER), fields, strict=True):
            self.add_field(key, field)

    def _issuers(self) -> list[tuple[str, str]]:
        return [profile_choice(one) for one in self.profiles.values()]

    @property
    def typed(self) -> dict[str, str]:
        """Return what was typed for the paper."""
        return {one.key: self.cleaned_data[one.key] for one in self.paper.asks}

    @property
    def order(self) -> Order:
        """Return what was asked for."""
        told = self.cleaned_data
        signer = {key: told[key] for key in SIGNER} | {"above": ""}
        return Order(self.profiles[told["profile"]], signer, self.typed)


def offered(asked: Asked, case: Case, paper: PaperForm) -> str:
    """Return what stands in a field before anybody types: what the case says already."""
    if asked.from_answer:
        return str(case.petition.answer)
    if not asked.from_reason:
        return ""
    used = case.petition.grounds.get(asked.ground, "")
    words = [one.label.vi for one in grounds() if one.key == used]
    rows = case.steps.filter(act__in=paper.acts).order_by("-pk")
    words.append(rows.values_list("reason", flat=True).first() or "")
    return "\n".join(filter(None, words))


@require_safe
def show_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the papers that a petition may need, and those that were made."""
    case, actor = petition_or_404(request, slug)
    states = kinds.get(DOCUMENT).states if kinds.known(DOCUMENT) else {}
    documents = made_of(case, actor) if states else []
    context = {
        "case": case,
        "papers": [one for one in papers_of(case, actor) if states or not one.type],
        "documents": [(one, states.get(one.case.state, "")) for one in documents],
        "has_documents": bool(states),
    }
    return render(request, "petitions/papers.html", context)


@require_http_methods(["GET", "POST"])
@once
def write_paper(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask for what a paper needs; open its draft, or print it where it bears no number."""
    case, actor = petition_or_404(request, slug)
    paper = paper_or_404(case, key, actor)
    if paper.type and not kinds.known(DOCUMENT):
        raise Http404
    profiles = profiles_for(case, actor) if paper.type else []
    form = PaperOrderForm(
        request.POST or None, paper=paper, profiles=profiles, actor=actor, case=case
    )
    if request.method == "POST" and form.is_valid():
        try:
            return written(request, case, form, actor)
        except (Refused, LawError) as refused:
            form.add_error(None, sentence(refused))
    context = {
        "case": case,
        "paper": paper,
        "form": form,
        "lacks_issuer": bool(paper.type) and not profiles,
        "issuers": address("documents-issuers"),
    }
    status = 422 if form.errors else 200
    return render(request, "petitions/paper.html", context, status=status)


def profiles_for(case: Case, actor: Actor) -> list[IssuerProfile]:
    """Return who may issue a paper, the handling unit first."""
    rows = issuing_profiles(actor)
    return sorted(rows, key=lambda one: (one.unit_id != case.unit_id, collation_key(one.name)))


def written(request: HttpRequest, case: Case, form: PaperOrderForm, actor: Actor) -> HttpResponse:
    """Return the way to the draft, or the print of a paper without a number.

    Raises:
        Refused: As ``draft_paper``.
    """
    if form.paper.type:
        made = draft_paper(case, form.paper, form.order, actor)
        told = _("Đã lập dự thảo; kiểm tra, trình ký và ban hành ở đây.")
        messages.success(request, told)
        return redirect("case", made.slug)
    issuer = name_of(case.unit_id, actor.today)
    body = body_of(case, form.paper, issuer, form.typed, actor)
    report = Report(
        title=form.paper.name.vi,
        issuer=issuer,
        dated=actor.today,
        note=form.paper.source,
        sections=(Section("", paragraphs=tuple(body.splitlines())),),
    )
    content = report_pdf(report, layout("state", actor.today))
    return file_response(content, f"{form.paper.key}.pdf", "application/pdf")
