"""Papers of a petition: which there are on a day, what they say, what they prove once issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from danvan.areas.petitions.models import Part, Petition
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds, proofs
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.forgetting import forget_proofs
from danvan.kernel.cases.kinds import Act
from danvan.kernel.cases.models import Case, CaseLink, Evidence, Relation, Step
from danvan.kernel.cases.perform import Opening, open_case
from danvan.kernel.correspondence import uploads
from danvan.kernel.correspondence.models import Document, IssuerProfile
from danvan.kernel.organisations.tree import name_of
from danvan.law.collation import fold
from danvan.law.duties import Words
from danvan.law.pack_folders import packs_folder
from danvan.papers.forms import PaperForm, forms_for, paper_forms
from danvan.web import dates

DOCUMENT: Final = "documents.outgoing"
MARK: Final = "petition_form"
"""Key under which the content of a document says which paper it is."""
STAYS = (MARK, "to_units", "copy_units", "signers", "is_public", "dated", "print", "checked")
"""What of a draft names no petitioner."""
ANSWERS = ("settlement", "second-settlement", "answer")
"""Papers by which a petition is answered."""
TO_PERSON: Final = gettext_noop("ông (bà)")
IN_WORDS: Final = {
    "sender": gettext_noop("Người gửi đơn"),
    "head": gettext_noop("Người đứng đầu"),
}
"""How lists name who gets a paper; printed in Vietnamese whoever reads the page."""
ISSUED, RECALLED = "issue", "recall"
ROLES = frozenset({"decision", "notice", "dispatch", "minutes", "report"})
"""Types of documents that are kinds of evidence of the same name."""


def papers_of(case: Case, actor: Actor) -> list[PaperForm]:
    """Return the papers that a petition may need today, those of what was done last first."""
    petition: Petition = case.petition
    found = forms_for(CONTENT[case.kind], petition.instance, actor.today)
    last = case.steps.order_by("-pk").values_list("act", flat=True).first()
    return sorted(found, key=lambda one: last not in one.acts)


def made_of(case: Case, actor: Actor) -> list[Document]:
    """Return the documents made from a petition that the actor sees, newest first."""
    rows = Document.objects.filter(case__links_out__in=links_to(case))
    rows = rows.filter(case__in=visible_cases(actor).values("pk"))
    return list(rows.select_related("case").order_by("-pk"))


def links_to(case: Case) -> Any:
    """Return the links by which documents belong to a petition."""
    return CaseLink.objects.filter(
        target=case, relation=Relation.CAUSED_BY, source__kind=DOCUMENT
    ).values("pk")


def facts_of(case: Case, issuer: str, actor: Actor) -> dict[str, str]:
    """Return what a paper takes from the case, in Vietnamese as it is printed."""
    petition: Petition = case.petition
    accepted = case.steps.filter(act="accept").order_by("-pk").first()
    with override("vi"):
        kind = str(kinds.get(case.kind).label).lower()
    day, unit = dates.show_day, name_of
    passed = petition.passed_to_unit_id
    forwarder = petition.forwarder_unit_id
    return {
        "unit": issuer,
        "kind": kind,
        "title": one_line(case.title_vi),
        "sender": sender_of(petition),
        "received": day(petition.received_on),
        "accepted": day(accepted.effective_on) if accepted else "",
        "due": day(case.due_on) if case.due_on else "",
        "passed_to": unit(passed, actor.today) if passed else one_line(petition.passed_to),
        "forwarder": unit(forwarder, actor.today) if forwarder else one_line(petition.forwarder),
        "complexity": petition.complexity,
    }


def sender_of(petition: Petition) -> str:
    """Return who sent a petition as a paper speaks to them; whoever wrote for them is left out."""
    people = [one for one in petition.petitioners.order_by("pk") if one.part != Part.WRITER]
    named = [
        ", ".join(part for part in (one_line(one.name), one_line(one.address)) if part)
        for one in people
        if one.name
    ]
    return f"{TO_PERSON} {'; '.join(named)}" if named else ""


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a paper: who issues it, who signs, what was typed."""

    profile: IssuerProfile
    signer: Mapping[str, str]
    typed: Mapping[str, str]


def body_of(
    case: Case, paper: PaperForm, issuer: str, order: Mapping[str, str], actor: Actor
) -> str:
    """Return what a paper of a petition says.

    Raises:
        Refused: ``DOC-01`` it carries a secret mark.
    """
    body = paper.written(facts_of(case, issuer, actor) | dict(order))
    uploads.refuse_secret(body)
    return body


@transaction.atomic
def draft_paper(case: Case, paper: PaperForm, order: Order, actor: Actor) -> Case:
    """Open the draft of a paper; the two cases name each other, no title names a person.

    Raises:
        Refused: ``CASE-01`` no officer there, ``DOC-01`` it carries a secret mark, ``DOC-02`` the
            issuer's world knows no such type, ``REG-09`` the issuer has no names today.
    """
    profile = order.profile
    uploads.refuse_type(paper.type, profile.world)
    summary = f"{paper.name.vi}: {one_line(case.title_vi)}"[:300]
    body = body_of(case, paper, profile.name, order.typed, actor)
    facts = {
        "type_key": paper.type,
        "world": profile.world,
        "unit_id": profile.unit_id,
        "summary": summary,
        "content": content_of(case, paper, body, order, actor),
    }
    title = Words(summary, f"{paper.name.en}: {one_line(case.title_en)}")
    opening = Opening(
        profile.unit_id, title, actor.today, facts, {}, classification=case.classification
    )
    made = open_case(DOCUMENT, actor, opening)
    CaseLink.objects.create(
        source=made,
        target=case,
        relation=Relation.CAUSED_BY,
        made_at=timezone.now(),
        made_by=actor.label,
        by_person=True,
        reason=paper.name.vi,
    )
    return made


def content_of(
    case: Case, paper: PaperForm, body: str, order: Order, actor: Actor
) -> dict[str, Any]:
    """Return what is kept with a draft; the name of a person stands in the paper only."""
    petition: Petition = case.petition
    facts = facts_of(case, order.profile.name, actor)
    unit_id = {"passed_to": petition.passed_to_unit_id, "forwarder": petition.forwarder_unit_id}
    goes_to = unit_id.get(paper.to)
    others = IN_WORDS.get(paper.to, facts.get(paper.to, ""))
    content = {
        "bases": [],
        "body": body,
        "to_units": [goes_to] if goes_to else [],
        "copy_units": [],
        "others": [] if goes_to or not others else [others],
        "signers": [dict(order.signer)],
        MARK: paper.key,
    }
    if paper.to == "sender" and facts["sender"]:
        content["addressed"] = [facts["sender"]]
    return content


def forget_papers(case: Case) -> dict[str, int]:
    """Empty the papers drafted for a petition; those that were issued are records and stay.

    Call it when the petition has the title that stays. Files printed from a draft are sealed.

    Returns:
        How many drafts were emptied, and how many issued papers stay, by name.
    """
    gone = Counter({"papers": 0, "papers_kept": 0})
    documents = Document.objects.filter(case__links_out__in=links_to(case))
    for document in documents.select_related("case").order_by("pk"):
        if document.issued_on:
            gone["papers_kept"] += 1
            continue
        _empty(document, case)
        gone.update(forget_proofs(document.case))
        gone["papers"] += 1
    return dict(gone)


def _empty(document: Document, case: Case) -> None:
    """Leave of a draft which paper it was, who was to sign it, and to which units it went."""
    told, made = document.content, document.case
    names = {one.key: one.name for one in paper_forms(packs_folder())}
    name = names.get(told.get(MARK, ""), Words(gettext_noop("Văn bản"), "Paper"))
    document.content = {
        **{key: told[key] for key in STAYS if key in told},
        "bases": [],
        "body": "",
        "others": [],
    }
    document.summary = f"{name.vi}: {case.title_vi}"[:300]
    document.save(update_fields=["content", "summary"])
    made.title_vi, made.title_en = document.summary, f"{name.en}: {case.title_en}"
    made.search = fold(f"{made.title_vi} {made.title_en}")
    made.save(update_fields=["title_vi", "title_en", "search"])


def issued_number(case: Case) -> str:
    """Return number and symbol of the last decision or answer that was issued for a petition."""
    path = f"source_case__outgoing_document__content__{MARK}__in"
    rows = case.evidence.filter(withdrawn_at=None, **{path: ANSWERS}).order_by("-pk")
    return rows.values_list("document_number", flat=True).first() or ""


def follow(case: Case, act: Act, step: Step, actor: Actor) -> None:
    """After a document was issued it proves the act of the petition it was made for; recalled, not.

    Called by ``perform`` in the same transaction.
    """
    if act.key not in {ISSUED, RECALLED} or not hasattr(case, "outgoing_document"):
        return
    document: Document = case.outgoing_document
    if MARK not in document.content:
        return
    links = CaseLink.objects.filter(source=case, relation=Relation.CAUSED_BY)
    for link in links.select_related("target"):
        if act.key == RECALLED:
            proofs.detach(link.target, case, actor)
        else:
            proofs.attach(proof_of(document, link.target, step), actor)


def proof_of(document: Document, petition: Case, step: Step) -> Evidence:
    """Return an issued paper as a proof, of the act that it is about where that was done."""
    key = document.content[MARK]
    found = forms_for(CONTENT[petition.kind], petition.petition.instance, step.effective_on)
    acts: Sequence[str] = next((one.acts for one in found if one.key == key), ())
    done = petition.steps.filter(act__in=acts).order_by("-pk").first()
    return Evidence(
        case=petition,
        step=done,
        role=document.type_key if document.type_key in ROLES else "other",
        source_case=document.case,
        document_number=document.written[:60],
        proven_on=step.effective_on,
    )
