"""Reports made known on paper: the document that a report becomes, its page, plain files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.consolidation.register import Seen
from danvan.areas.consolidation.vault import TYPE, Spoken, Wanted, marked, spoken
from danvan.areas.consolidation.views import merged_or_404
from danvan.areas.reporting.models import Part, ReportVersion
from danvan.areas.reporting.plan import route
from danvan.areas.reporting.queries import AT_DESK, documents_of, seen_documents, version_mark
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.cases.perform import Opening, open_case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import uploads
from danvan.kernel.correspondence.choices import AUTHORITIES, issuing_profiles, profile_choice
from danvan.kernel.correspondence.issuers import snapshot
from danvan.kernel.correspondence.models import IssuerProfile, World
from danvan.kernel.files.store import MEDIA_TYPES
from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.tree import holding_on, name_of, names_of
from danvan.law.collation import collation_key
from danvan.law.duties import Words
from danvan.law.errors import LawError
from danvan.papers import numbers, printing, writing
from danvan.papers.layouts import layout, paper_type
from danvan.papers.values import Issuer, Paper, Signing
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.pages import render

FORMS = frozenset({"docx", "pdf"})
DOCUMENT: Final = "documents.outgoing"
PARTY: Final = "party"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a document made from a report.

    Args:
        profile: Who issues, in whose layout.
        signer: Authority, on whose behalf, title, name.
    """

    profile: IssuerProfile
    signer: Mapping[str, str]
    wanted: Wanted


def may_issue(case: Case, actor: Actor) -> bool:
    """Return whether an actor makes papers of a report: whoever writes it."""
    return actor.has(AT_DESK, case.unit_id)


def profiles_for(case: Case, actor: Actor) -> list[IssuerProfile]:
    """Return who may issue a report, the reporting unit in its own layout first."""
    own = world_of(case.unit_id, actor)
    rows = issuing_profiles(actor)
    return sorted(
        rows,
        key=lambda one: (one.unit_id != case.unit_id, one.world != own, collation_key(one.name)),
    )


def world_of(unit_id: int, actor: Actor) -> str:
    """Return whose layout a unit uses by itself: the Party's for Party bodies, else the State's."""
    rows = UnitPeriod.objects.filter(holding_on(actor.today), unit_id=unit_id)
    return World.PARTY if rows.filter(side=PARTY).exists() else World.STATE


def goes_to(version: ReportVersion, actor: Actor) -> dict[int, str]:
    """Return by unit how it gets a version: as it was sent, or as it would be sent today."""
    sent = dict(version.deliveries.order_by("pk").values_list("unit_id", "part"))
    if sent or version.submitted_at:
        return sent
    return dict(route(version.report.case, actor.today).parts)


def standing_document(case: Case, version: ReportVersion) -> bool:
    """Return whether a version has a document that was neither dropped nor recalled."""
    return documents_of(case, version.number).exclude(case__state="recalled").exists()


@transaction.atomic
def make_document(case: Case, version: ReportVersion, order: Order, actor: Actor) -> Case:
    """Open the draft of the document that a version becomes; both cases name each other.

    Raises:
        Refused: ``CASE-01`` no officer there, ``DOC-01`` it carries a secret mark, ``MERGE-12`` one
            stands that is not recalled, ``REG-09`` the issuer has no names today.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    if not may_issue(case, actor):
        raise Refused("CASE-01")
    if standing_document(case, version):
        raise Refused("MERGE-12", number=version.number)
    said = spoken(actor, version, order.wanted)
    uploads.refuse_secret(marked(said.body))
    name = paper_type(TYPE).name
    title = Words(f"{name.vi}: {said.summary}", f"{name.en}: {said.summary}")
    facts = {
        "type_key": TYPE,
        "world": order.profile.world,
        "unit_id": order.profile.unit_id,
        "summary": said.summary,
        "content": _content(said, order, goes_to(version, actor)),
    }
    opening = Opening(
        order.profile.unit_id, title, actor.today, facts, {}, classification=case.classification
    )
    made = open_case(DOCUMENT, actor, opening)
    CaseLink.objects.create(
        source=made,
        target=case,
        relation=Relation.CAUSED_BY,
        made_at=timezone.now(),
        made_by=actor.label,
        by_person=True,
        reason=version_mark(version.number),
    )
    return made


def _content(said: Spoken, order: Order, parts: Mapping[int, str]) -> dict[str, Any]:
    return {
        "bases": [],
        "body": marked(said.body),
        "to_units": [unit for unit, part in parts.items() if part != Part.COPY],
        "copy_units": [unit for unit, part in parts.items() if part == Part.COPY],
        "others": [],
        "signers": [dict(order.signer)],
        "annexes": [{"title": one.title, "body": marked(one.body)} for one in said.annexes],
    }


def written_file(
    case: Case, version: ReportVersion, wanted: Wanted, actor: Actor, signer: Signing | None = None
) -> bytes:
    """Return a report as a Word file in the layout of its body, for who signs on paper.

    Number and day are left open, and the signature where nobody is named. A body that has not said
    how it issues stands under its own name.

    Raises:
        PaperError: It cannot be written.
    """
    said, issuer = spoken(actor, version, wanted), _issuer(case, actor)
    world: Any = issuer["world"]
    short = issuer["abbreviation"]
    day = actor.today
    names = names_of(goes_to(version, actor), day)
    paper = Paper(
        world=world,
        type=TYPE,
        issuers=(Issuer(issuer["name"], issuer["superior"], short),),
        symbol=numbers.symbol(world, TYPE, short, day) if short else "",
        place=issuer["place"],
        summary=said.summary,
        body=said.body,
        signers=(signer,) if signer else (),
        recipients=tuple(names.values()),
        annexes=said.annexes,
    )
    return writing.docx(paper, layout(world, day))


def _issuer(case: Case, actor: Actor) -> dict[str, Any]:
    found = [one for one in profiles_for(case, actor) if one.unit_id == case.unit_id]
    if found:
        return snapshot(found[0])
    name = name_of(case.unit_id, actor.today)
    world = world_of(case.unit_id, actor)
    return {"name": name, "superior": "", "abbreviation": "", "place": "", "world": world}


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
    def order(self) -> Order:
        """Return what was asked for."""
        told = self.cleaned_data
        signer = {key: told[key] for key in ("authority", "on_behalf", "title", "name")}
        wanted = Wanted(notes=told["notes"], trend=told["trend"])
        return Order(self.profiles[told["profile"]], signer | {"above": ""}, wanted)


@require_http_methods(["GET", "POST"])
def show_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the papers of a report, and open the document that one of its versions becomes."""
    seen = merged_or_404(request, slug)
    is_issuer = may_issue(seen.case, seen.actor)
    if request.method == "POST" and not is_issuer:
        raise Http404
    profiles = profiles_for(seen.case, seen.actor) if is_issuer else []
    form = DocumentForm(request.POST or None, profiles=profiles)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_document(seen.case, seen.version, form.order, seen.actor)
        except (Refused, LawError) as refused:
            form.add_error(None, sentence(refused))
        else:
            told = _("Đã lập dự thảo văn bản; kiểm tra, trình ký và ban hành ở đây.")
            messages.success(request, told)
            return redirect("case", made.slug)
    context = _page(seen) | {"form": form, "may_issue": is_issuer, "profiles": profiles}
    status = 422 if form.errors else 200
    return render(request, "consolidation/document.html", context, status=status)


def _page(seen: Seen) -> dict[str, Any]:
    states = kinds.get(DOCUMENT).states
    documents = seen_documents(seen.case, seen.actor)
    return seen.context | {
        "documents": [(one, mark, states[one.case.state]) for one, mark in documents],
        "is_merged": seen.version.inputs.exists(),
        "made": standing_document(seen.case, seen.version),
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
        content = written_file(seen.case, seen.version, wanted, seen.actor, signer)
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
