"""What the acts on documents change beyond the state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from danvan.areas.documents import export, merge, notices, queries, vault
from danvan.areas.documents.models import Assignment
from danvan.kernel.accounts.actors import Actor, label_of_post
from danvan.kernel.accounts.models import Post
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import delivery, documents, incoming, numbers, signings
from danvan.kernel.correspondence.access import visible_documents
from danvan.kernel.correspondence.models import (
    Addressee,
    AddresseeTaking,
    Document,
    Incoming,
    Manner,
    Register,
    Template,
)
from danvan.kernel.correspondence.rights import CLERKS
from danvan.kernel.files.store import FileRefused
from danvan.law.errors import LawError


def revise(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Change what a draft says."""
    del step
    changes = {name: data[name] for name in ("type_key", "summary", "urgency")}
    document: Document = case.outgoing_document
    content = {**document.content, **merge.content_of(data)}
    template = Template.objects.filter(pk=data.get("template") or 0).first()
    documents.change_draft(document, changes | {"content": content, "template": template}, actor)


def take_number(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Hold a number of a register for a draft.

    Raises:
        Refused: ``DOC-03`` no register was chosen; as ``numbers.reserve``.
    """
    document: Document = case.outgoing_document
    number = numbers.reserve(chosen(case, actor, data), document.type_key, actor, step.effective_on)
    documents.hold_number(document, number, actor)


def chosen(case: Case, actor: Actor, data: Mapping[str, Any]) -> Register:
    """Return the register that was chosen among those offered; the only one need not be.

    Raises:
        Refused: ``DOC-03``.
    """
    register = queries.register_of(case, actor, data.get("register"))
    if register is None:
        raise Refused("DOC-03")
    return register


def give_number_back(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Give the number of a draft back to its register."""
    del data
    document: Document = case.outgoing_document
    if document.number:
        numbers.release(document.number, actor, step.reason)


def check(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let a draft without fault go on to its signers, and write down who signs and gets it.

    Raises:
        Refused: ``DOC-04``, something stands that stops it.
    """
    del data
    document: Document = case.outgoing_document
    stops = [one for one in notices.findings_of(document, step.effective_on) if one.stops]
    if stops:
        raise Refused("DOC-04", count=len(stops), first=stops[0].text)
    signings.set_signers(document, signers_of(document), actor)
    delivery.set_addressees(document, receivers_of(document), actor)


def signers_of(document: Document) -> list[signings.Signer]:
    """Return who signs, as the draft says."""
    return [
        signings.Signer(
            document.unit_id, one.title, one.name, one.authority, one.on_behalf, one.above
        )
        for one in merge.signings_of(document.content)
    ]


def receivers_of(document: Document) -> list[delivery.Receiver]:
    """Return who gets it, as the draft says."""
    content, copy = document.content, AddresseeTaking.COPY
    main = [delivery.Receiver(unit) for unit in content.get("to_units", ())]
    words = [delivery.Receiver(words=line) for line in content.get("others", ())]
    copies = [delivery.Receiver(unit, taking=copy) for unit in content.get("copy_units", ())]
    return [*main, *words, *copies]


def hand_back(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Give a draft back with remarks; signatures on it count no more."""
    del data
    document: Document = case.outgoing_document
    signings.clear_signings(document, actor, step.reason)
    content = {key: value for key, value in document.content.items() if key != "dated"}
    documents.change_draft(document, {"content": content}, actor)


def sign(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Note the signature of the next one in order, or sign with a key that is given now.

    Raises:
        Refused: ``DOC-05``, the file is missing; what is wrong with it; as ``vault``.
    """
    document: Document = case.outgoing_document
    signing = document.signings.filter(signed_at=None).order_by("order").first()
    if signing is None:
        raise Refused("CASE-03", state=case.state)
    try:
        if data.get("manner") == Manner.DIGITAL:
            vault.sign_digitally(signing, step.effective_on, actor, data)
        else:
            file = notices.kept_scan(data.get("scan"), actor)
            signed = signings.Signed(Manner.SCAN, step.effective_on, file)
            signings.note_signing(signing, signed, actor)
    except (LawError, FileRefused) as refused:
        raise Refused(refused.code, **refused.fields) from refused


def issue(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Issue: the number is used, names stay, and the files are written.

    Raises:
        Refused: ``DOC-03`` no number and no register, ``DOC-10`` it was signed digitally with
            another day; the code of what could not be written; as
            ``correspondence.documents.issue``.
    """
    document: Document = case.outgoing_document
    dated = document.content.get("dated")
    if dated and dated != step.effective_on.isoformat():
        raise Refused("DOC-10", day=date.fromisoformat(dated))
    register = None if document.number else chosen(case, actor, data)
    documents.issue(document, step.effective_on, actor, register=register)
    try:
        keep_issued(document, step, actor)
    except (LawError, FileRefused) as refused:
        raise Refused(refused.code, **refused.fields) from refused


def keep_issued(document: Document, step: Step, actor: Actor) -> None:
    """Keep the files as issued: what was signed digitally as it is, all else printed now."""
    why = _("Bản ban hành")
    last = document.signings.filter(manner=Manner.DIGITAL).order_by("-order").first()
    if last is None or last.version is None:
        export.keep_version(document, step.effective_on, why, actor)
        return
    docx = last.version.docx
    documents.add_version(document, why=why, actor=actor, docx=docx, pdf=last.file)


def deliver(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Hand the document to everybody it goes to; units of the site see it from now on."""
    del step
    for addressee in case.outgoing_document.addressees.filter(delivered_at=None):
        delivery.deliver(addressee, str(data.get("how", "")), actor)


def acknowledge(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Say that the document came to the unit of the actor.

    Raises:
        Refused: ``CASE-01``, none of the actor's units waits for it.
    """
    rows = Addressee.objects.filter(
        actor.reach_with(CLERKS, "unit_id"), document=case.pk, acknowledged_at=None
    )
    if data.get("addressee"):
        rows = rows.filter(pk=data["addressee"])
    addressee = rows.order_by("order").first()
    if addressee is None:
        raise Refused("CASE-01")
    delivery.acknowledge(addressee, actor, step.effective_on)


def recall(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Take the document back; its number is voided once issued, given back before."""
    del data
    documents.recall(case.outgoing_document, actor, step.reason)


def drop(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let a draft go; its number is given back, or voided where it stands in a signed print."""
    document: Document = case.outgoing_document
    if document.number and "dated" in document.content:
        numbers.void(document.number, actor, step.reason)
        document.refresh_from_db()
    recall(case, step, actor, data)


def register(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Give what came its number; whoever sent it through the site hears that it came."""
    taken: Incoming = case.incoming_document
    if taken.came_by and taken.came_by.acknowledged_at is None:
        tell_sender(taken, step, actor)
        taken.came_by.refresh_from_db()
    incoming.register_incoming(taken, chosen(case, actor, data), actor, step.effective_on)


def tell_sender(taken: Incoming, step: Step, actor: Actor) -> None:
    """Acknowledge in the case of the sender, as the last one or as one of several."""
    assert taken.came_by is not None  # noqa: S101  asked by the only caller
    sent = taken.came_by.document.case
    act = "acknowledge_last" if queries.open_arrivals(sent) == 1 else "acknowledge"
    data = {"addressee": taken.came_by_id}
    perform(sent, act, actor, effective_on=step.effective_on, data=data)


def assign(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Give an incoming document to a post of the unit; the only one need not be chosen.

    Raises:
        Refused: ``DOC-06``, the post is not one of the unit.
    """
    offered = [pk for pk, _label in queries.post_choices(case.unit_id, actor.today)]
    wanted = data.get("post", offered[0] if len(offered) == 1 else None)
    post = Post.objects.filter(pk=wanted).first() if wanted in offered else None
    if post is None:
        raise Refused("DOC-06")
    Assignment.objects.create(
        incoming=case.incoming_document,
        post=post,
        label=label_of_post(post, actor.today),
        task=str(data.get("task", "")),
        assigned_on=step.effective_on,
        assigned_by=actor.label,
    )


def answer(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Say which issued document is the answer.

    Raises:
        Refused: ``DOC-07``, there is no such document in sight.
    """
    del step
    found = visible_documents(actor).filter(case__slug=data.get("document", "")).first()
    if found is None:
        raise Refused("DOC-07")
    incoming.answer(case.incoming_document, found, actor)
