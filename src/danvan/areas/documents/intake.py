"""What comes in: documents delivered inside the site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from danvan.areas.documents import queries
from danvan.areas.documents.plan import refuse_secret
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.clocks import ClockBasis
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import Opening, open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import uploads
from danvan.kernel.correspondence.access import arrivals
from danvan.kernel.correspondence.choices import working_units
from danvan.kernel.correspondence.models import Addressee
from danvan.kernel.correspondence.rights import KEEPERS
from danvan.law.duties import Words
from danvan.web.errors import sentence
from danvan.web.forms import DayField, HouseForm
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.paper_pages import sent


class IncomingForm(HouseForm):
    """Opens what came on paper or from outside."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị nhận"), coerce=int)
    sender = forms.CharField(label=gettext_lazy("Nơi gửi"), max_length=200)
    their_number = forms.CharField(label=gettext_lazy("Số, ký hiệu của văn bản"), max_length=60)
    their_day = DayField(label=gettext_lazy("Ngày của văn bản"))
    summary = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=300)
    received_on = DayField(label=gettext_lazy("Ngày đến"))
    answer_by = DayField(label=gettext_lazy("Phải trả lời chậm nhất ngày"), required=False)
    scan = forms.FileField(label=gettext_lazy("Bản chụp hoặc tệp"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None:
            self.offer("unit", working_units(self.actor))
            self.fields["received_on"].initial = self.actor.today

    def clean(self) -> dict[str, Any]:
        """Refuse a secret mark, and days in the wrong order."""
        told = super().clean()
        refuse_secret(self, "summary", str(told.get("summary", "")))
        if told.get("scan"):
            try:
                uploads.refuse_secret_file(told["scan"])
            except Refused as refused:
                self.add_error("scan", sentence(refused))
        came, by = told.get("received_on"), told.get("answer_by")
        if came and by and by < came:
            self.add_error("answer_by", _("Ngày trả lời không thể trước ngày đến. (FORM-02)"))
        return told

    def opening(self) -> Opening:
        """Return what the case is opened with; the file is kept now."""
        told = self.cleaned_data
        facts = {
            name: told[name]
            for name in ("sender", "their_number", "their_day", "summary", "received_on")
        }
        facts |= {"answer_by": told["answer_by"], "file": uploads.kept(told["scan"], self.actor)}
        source = f"{told['their_number']} ({told['sender']})"
        title = f"{told['their_number']}: {told['summary']}"
        return Opening(
            unit_id=told["unit"],
            title=Words(title, title),
            opened_on=told["received_on"],
            facts=facts,
            takings={},
            due_on=told["answer_by"],
            basis=ClockBasis(source=source) if told["answer_by"] else None,
        )


class ReceiveForm(HouseForm):
    """Takes in what was delivered inside the site, with its number at once."""

    register = forms.TypedChoiceField(label=gettext_lazy("Sổ văn bản đến"), coerce=int)
    answer_by = DayField(label=gettext_lazy("Phải trả lời chậm nhất ngày"), required=False)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """Take in one document that another unit sent: registered here, acknowledged there."""
    actor = actor_or_403(request)
    arrival = next((one for one in arrivals(actor) if one.pk == addressee_id), None)
    if arrival is None:
        raise Http404
    form = ReceiveForm(sent(request), actor=actor)
    registers = queries.incoming_registers(arrival.unit_id or 0, actor)
    form.offer("register", registers)
    if not registers:
        return no_register(request, arrival, actor)
    if request.method == "POST" and form.is_valid():
        try:
            case = take_in(arrival, form.cleaned_data, actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã vào sổ; nơi gửi đã được báo."))
            return redirect("case", case.slug)
    context = {
        "form": form,
        "page_title": _("Tiếp nhận văn bản"),
        "lead": f"{arrival.document.written}: {arrival.document.summary}",
        "button": _("Tiếp nhận và vào sổ"),
        "back": reverse("documents-arrivals"),
        "back_text": _("Chờ tiếp nhận"),
    }
    return render(request, "web/papers/form.html", context, status=422 if form.errors else 200)


def no_register(request: HttpRequest, arrival: Addressee, actor: Actor) -> HttpResponse:
    """Say that nothing can be taken in while the unit has no register of what comes."""
    context = {
        "arrival": arrival,
        "told": sentence(Refused("REG-75")),
        "is_keeper": actor.has(KEEPERS, arrival.unit_id or 0),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/no_register.html", context, status=status)


@transaction.atomic
def take_in(arrival: Addressee, told: dict[str, Any], actor: Actor) -> Case:
    """Open the case of what was delivered and register it, both or neither.

    Raises:
        Refused: As ``open_case`` and ``perform``.
    """
    document = arrival.document
    assert arrival.unit_id is not None  # noqa: S101  only units take in
    last = document.versions.order_by("-order").first()
    title = f"{document.written}: {document.summary}"
    facts = {
        "sender_unit_id": document.unit_id,
        "sender": document.issuer.get("name", ""),
        "their_number": document.written[:60],
        "their_day": document.issued_on,
        "type_key": document.type_key,
        "summary": document.summary,
        "urgency": document.urgency,
        "file": last.pdf if last else None,
        "received_on": actor.today,
        "answer_by": told["answer_by"],
        "came_by": arrival,
    }
    basis = ClockBasis(source=document.written) if told["answer_by"] else None
    opening = Opening(
        unit_id=arrival.unit_id,
        title=Words(title, title),
        opened_on=actor.today,
        facts=facts,
        takings={},
        classification=document.case.classification,
        due_on=told["answer_by"],
        basis=basis,
    )
    case = open_case("documents.incoming", actor, opening)
    data = {"register": told["register"]}
    return perform(case, "register", actor, effective_on=actor.today, data=data)
