"""What the acts on documents change beyond the state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from danvan.areas.documents import jobs, merge, notices, queries, vault
from danvan.areas.documents.models import Assignment
from danvan.kernel.accounts.actors import Actor, label_of_post
from danvan.kernel.accounts.models import Post
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import delivery, documents, incoming, numbers, sides, signings
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
from danvan.law.collation import fold
from danvan.law.errors import LawError

WORK = frozenset({"dated", "print", "checked"})
"""Parts of a content that the way of a draft leaves in it, and that end when it goes back."""


def opened(case: Case, actor: Actor) -> None:
    """Name the further issuers of a new draft, and take the names of all as of today."""
    document: Document = case.outgoing_document
    partners = document.content.get("with_units", [])
    if partners:
        documents.set_joint_issuers(document, partners, actor)
    documents.take_names(document, actor.today, actor)


def revise(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Change what a draft says; the case is called by it, and every side checks it anew."""
    changes = {name: data[name] for name in ("type_key", "summary", "urgency")}
    document: Document = case.outgoing_document
    kept = {key: value for key, value in document.content.items() if key not in WORK}
    changes |= {"content": {**kept, **merge.content_of(data)}}
    changes |= {"template": Template.objects.filter(pk=data.get("template") or 0).first()}
    documents.change_draft(document, changes, actor)
    if data.get("new_names"):
        documents.take_names(document, step.effective_on, actor)
    retitle(case)


def retitle(case: Case) -> None:
    """Call a case by what its document says."""
    document: Document = case.outgoing_document
    titles = [
        merge.title_of(document.type_key, document.summary, one)[:400] for one in ("vi", "en")
    ]
    case.title_vi, case.title_en = titles
    case.search = fold(" ".join(titles))
    case.save(update_fields=["title_vi", "title_en", "search"])


def take_number(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Hold a number of a register for a draft, or for one's own side of a joint one.

    Raises:
        Refused: ``DOC-03`` no register was chosen; as ``numbers.reserve``.
    """
    register = chosen(case, actor, data)
    document: Document = case.outgoing_document
    row = next(one for one in sides.own_rows(document, actor) if one.unit_id == register.unit_id)
    number = numbers.reserve(register, document.type_key, actor, step.effective_on)
    documents.hold_number(row, number, actor)


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
    """Give the numbers of one's own sides back to their registers."""
    del data
    for row in sides.own_rows(case.outgoing_document, actor):
        if row.number:
            numbers.release(row.number, actor, step.reason)


def check(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let one's own side pass a draft without fault; the last side sends it to its signers.

    Raises:
        Refused: ``DOC-04``, something stands that stops it.
    """
    del data
    document: Document = case.outgoing_document
    found = notices.findings_of(document, step.effective_on)
    stops = [one for one in found if one.stops]
    if stops:
        raise Refused("DOC-04", count=len(stops), first=stops[0].text)
    day = step.effective_on.isoformat()
    mine = [
        {"unit": unit, "by": actor.label, "on": day}
        for unit in sides.own_sides(document, actor)
        if unit in sides.unchecked(document, document.content)
    ]
    content = {**document.content, "checked": [*document.content.get("checked", ()), *mine]}
    if not sides.unchecked(document, content):
        content["remarks"] = [one | {"done": True} for one in content.get("remarks", ())]
        signings.set_signers(document, signers_of(document), actor)
        delivery.set_addressees(document, receivers_of(document), actor)
    documents.change_draft(document, {"content": content}, actor)


def signers_of(document: Document) -> list[signings.Signer]:
    """Return who signs, as the draft says; each issuer of a joint one has a signer of its own."""
    units = documents.issuing_units(document)
    return [
        signings.Signer(
            units[min(place, len(units) - 1)],
            one.title,
            one.name,
            one.authority,
            one.on_behalf,
            one.above,
        )
        for place, one in enumerate(merge.signings_of(document.content))
    ]


def receivers_of(document: Document) -> list[delivery.Receiver]:
    """Return who gets it, as the draft says."""
    content, copy = document.content, AddresseeTaking.COPY
    main = [delivery.Receiver(unit) for unit in content.get("to_units", ())]
    words = [delivery.Receiver(words=line) for line in content.get("others", ())]
    copies = [delivery.Receiver(unit, taking=copy) for unit in content.get("copy_units", ())]
    return [*main, *words, *copies]


def hand_back(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Give a draft back with remarks at their places; signatures on it count no more."""
    document: Document = case.outgoing_document
    signings.clear_signings(document, actor, step.reason)
    content = {key: value for key, value in document.content.items() if key not in WORK}
    said = {"by": actor.label, "on": step.effective_on.isoformat(), "done": False}
    content["remarks"] = [
        *content.get("remarks", ()),
        *({"place": place, "text": text} | said for place, text in merge.remarks_of(data)),
    ]
    documents.change_draft(document, {"content": content}, actor)


def order_print(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Have number and day printed, so that the print can be signed digitally.

    Raises:
        Refused: ``DOC-09`` another day than today; the code of what cannot be written.
    """
    del data
    if step.effective_on != actor.today:
        raise Refused("DOC-09")
    ordered(case.outgoing_document, step, _("Bản để ký số"), actor)


def ordered(document: Document, step: Step, why: str, actor: Actor) -> None:
    """Have a document printed in the background.

    Raises:
        Refused: The code of what cannot be written or kept.
    """
    try:
        jobs.order_print(document, step.effective_on, why, actor)
    except (LawError, FileRefused) as refused:
        raise Refused(refused.code, **refused.fields) from refused


def sign(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Note the signature of the next one in order, or sign with a key that is given now.

    Raises:
        Refused: ``DOC-05``, the file is missing; what is wrong with it; as ``vault``.
    """
    signing = sides.next_signing(case.outgoing_document)
    if signing is None:
        raise Refused("CASE-03", state=case.state)
    try:
        if data.get("manner") in {Manner.DIGITAL, vault.DEVICE}:
            vault.sign_digitally(signing, step, actor, data)
        else:
            file, report = notices.kept_scan(data.get("scan"), actor)
            signed = signings.Signed(Manner.SCAN, step.effective_on, file, report=report)
            signings.note_signing(signing, signed, actor)
    except (LawError, FileRefused) as refused:
        raise Refused(refused.code, **refused.fields) from refused


def issue(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Issue: the number is used, names stay, and the files are kept or printed in the background.

    Raises:
        Refused: ``DOC-03`` no number and no register, ``DOC-10`` it was printed with another day;
            the code of what could not be written; as ``correspondence.documents.issue``.
    """
    document: Document = case.outgoing_document
    dated = document.content.get("dated")
    if dated and dated != step.effective_on.isoformat():
        raise Refused("DOC-10", day=date.fromisoformat(dated))
    register = None if document.number else chosen(case, actor, data)
    documents.issue(document, step.effective_on, actor, register=register)
    why = _("Bản ban hành")
    last = document.signings.filter(manner=Manner.DIGITAL).order_by("-order").first()
    if last is None or last.version is None:
        ordered(document, step, why, actor)
    else:
        docx = last.version.docx
        documents.add_version(document, why=why, actor=actor, docx=docx, pdf=last.file)


def deliver(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Hand the document to everybody it goes to; units of the site see it from now on.

    Raises:
        Refused: ``DOC-19``, it is not printed yet.
    """
    del step
    document: Document = case.outgoing_document
    if not document.versions.exists():
        raise Refused("DOC-19")
    for addressee in document.addressees.filter(delivered_at=None):
        delivery.deliver(addressee, str(data.get("how", "")), actor)


def acknowledge(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Say that the document came to the unit of the actor.

    Raises:
        Refused: ``CASE-01``, none of the actor's units waits for it.
    """
    rows = [one for one in sides.waiting(case) if one.unit_id]
    mine = [one for one in rows if actor.has(CLERKS, one.unit_id or 0)]
    wanted = data.get("addressee")
    addressee = next((one for one in mine if wanted in (None, one.pk)), None)
    if addressee is None:
        raise Refused("CASE-01")
    delivery.acknowledge(addressee, actor, step.effective_on)


def hear(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Note that somebody without danvan has got the document, and how that is known.

    Raises:
        Refused: ``DOC-21``, nobody of that name is waited for.
    """
    rows: list[Addressee] = [one for one in sides.waiting(case) if one.unit_id is None]
    addressee = next((one for one in rows if one.pk == data.get("addressee")), None)
    if addressee is None:
        raise Refused("DOC-21")
    delivery.acknowledge(addressee, actor, step.effective_on, how=str(data.get("how", "")))


def recall(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Take the document back; its number is voided once issued, given back before."""
    del data
    documents.recall(case.outgoing_document, actor, step.reason)


def drop(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let a draft go; numbers are given back, or voided where they stand in a print to sign."""
    document: Document = case.outgoing_document
    if sides.is_printed(document):
        for row in sides.issuing_rows(document):
            if row.number:
                numbers.strike_out(row.number, actor, step.reason)
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
