"""Papers of a petition: what a draft says, who reads it, what it proves once it is issued."""

from __future__ import annotations

import pytest

from danvan.areas.petitions import merge
from danvan.areas.petitions.forms import AnswerForm
from danvan.areas.petitions.shapes import CONTENT, FEEDBACK, Sender
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case, CaseUnit
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.choices import issuing_profiles
from danvan.law.pack_folders import packs_folder
from danvan.papers.forms import BLANK, paper_forms
from tests.areas.petitions.conftest import take_in
from tests.factories import documents
from tests.factories.desks import TODAY, Desk, make_desk

SENDER = (Sender("Người gửi thử", "Thôn Hai"),)
SIGNER = {"title": "CHỦ TỊCH", "name": "Người Ký", "authority": "", "on_behalf": ""}

pytestmark = pytest.mark.usefixtures("unprinted")


@pytest.fixture
def unprinted(monkeypatch):
    """Leave the print in the background out: it has tests of its own."""
    monkeypatch.setattr("danvan.areas.documents.acts.ordered", lambda *_told: None)


def act(case, desk, key, *, evidence=(), **data):
    return perform(
        case,
        key,
        desk.actor,
        effective_on=TODAY,
        data=data,
        evidence=evidence,
        reason="Thiếu chữ ký",
    )


def draft(case: Case, desk: Desk, key: str, **typed: str) -> Case:
    documents.let_issue(desk.unit, desk.actor)
    profile = issuing_profiles(desk.actor).get()
    paper = next(one for one in merge.papers_of(case, desk.actor) if one.key == key)
    return merge.draft_paper(
        case, paper, merge.Order(profile, {**SIGNER, "above": ""}, typed), desk.actor
    )


def issued(document: Case, desk: Desk) -> Case:
    return documents.act(documents.signed(document, desk.actor), "issue", desk.actor)


def accepted(desk: Desk) -> Case:
    case = take_in(desk, senders=SENDER).case
    act(case, desk, "classify", competence="ours")
    return act(case, desk, "accept")


def test_notice_of_acceptance_says_who_what_when(desk):
    made = draft(accepted(desk), desk, "acceptance")

    body = made.outgoing_document.content["body"]
    assert body.startswith("Kính gửi: ông (bà) Người gửi thử, Thôn Hai")
    assert "Đường ngập" in body
    assert "thụ lý ngày 15/04/2026" in body
    assert "giải quyết là 15/05/2026" in body
    assert BLANK not in body


def test_name_of_a_person_stands_in_the_paper_and_nowhere_else(desk):
    case = take_in(desk, FEEDBACK, senders=SENDER).case
    made = draft(case, desk, "answer", answer="Đã sửa.")

    document = made.outgoing_document
    assert document.content["addressed"] == ["ông (bà) Người gửi thử, Thôn Hai"]
    seen = f"{made.title_vi} {made.search} {document.summary} {document.content['others']}"
    assert "Người gửi thử" not in f"{seen} {list(Entry.objects.values())}"


def test_whoever_only_wrote_it_down_is_not_spoken_to(desk):
    wrote = (Sender("Người viết", part="writer"), Sender("Người gửi thử"))
    case = take_in(desk, senders=wrote).case

    assert merge.sender_of(case.petition) == "ông (bà) Người gửi thử"


def test_typed_words_stand_in_the_refusal(desk):
    made = draft(take_in(desk).case, desk, "refusal", ground="Quá thời hiệu.")

    assert "\nQuá thời hiệu.\n" in made.outgoing_document.content["body"]


def test_slip_goes_to_the_unit_it_was_passed_to(desk):
    case = take_in(desk, FEEDBACK).case
    act(case, desk, "classify", competence="other")
    act(case, desk, "transfer", passed_to_unit=desk.root.pk)

    content = draft(case, desk, "transfer").outgoing_document.content

    assert (content["to_units"], content["others"]) == ([desk.root.pk], [])


def test_slip_to_a_body_outside_names_it(desk):
    case = take_in(desk, FEEDBACK).case
    act(case, desk, "classify", competence="other")
    act(case, desk, "transfer", passed_to="Sở Xây dựng")

    content = draft(case, desk, "transfer").outgoing_document.content

    assert (content["to_units"], content["others"]) == ([], ["Sở Xây dựng"])
    assert content["body"].startswith("Kính gửi: Sở Xây dựng\n")


def test_issued_paper_proves_the_act_it_tells_about(desk):
    case = accepted(desk)
    made = issued(draft(case, desk, "acceptance"), desk)

    proof = case.evidence.get()
    made.outgoing_document.refresh_from_db()
    assert proof.source_case == made
    assert proof.document_number == made.outgoing_document.written
    assert (proof.role, proof.step.act) == ("notice", "accept")
    assert Entry.objects.filter(action="cases.proof.attach").count() == 1


def test_decision_issued_before_lets_the_act_be_done(desk):
    case = accepted(desk)
    issued(draft(case, desk, "settlement", findings="Đúng", verdict="Sửa cống"), desk)

    assert AnswerForm(actor=desk.actor, case=case).fields["answer_number"].initial == (
        case.evidence.get().document_number
    )
    assert act(case, desk, "decide", answer="Sửa cống").state == "decided"


def test_recalled_paper_proves_nothing_more(desk):
    case = accepted(desk)
    made = issued(draft(case, desk, "acceptance"), desk)
    documents.act(made, "recall", desk.actor)

    assert case.evidence.get().withdrawn_at is not None


def test_other_documents_prove_nothing_here(desk):
    case = accepted(desk)
    issued(documents.draft(desk.unit, desk.actor), desk)

    assert not case.evidence.exists()


def test_secret_mark_leaves_no_draft_behind(desk):
    case = take_in(desk).case
    before = Case.objects.count()

    with pytest.raises(Refused) as refused:
        draft(case, desk, "refusal", ground="TUYỆT MẬT")

    assert refused.value.code == "DOC-01"
    assert Case.objects.count() == before


@pytest.mark.parametrize("form", paper_forms(packs_folder()), ids=lambda one: one.key)
def test_acts_that_papers_prove_are_acts_of_petitions(form):
    declared = {act.key for key in CONTENT for act in kinds.get(key).acts}

    assert set(form.acts) <= declared
    assert set(form.of) <= set(CONTENT.values())


def test_draft_is_seen_by_the_issuing_unit_alone(desk):
    made = draft(take_in(desk).case, desk, "acceptance")

    assert list(CaseUnit.objects.filter(case=made).values_list("unit_id", flat=True)) == [
        desk.unit.pk
    ]
    assert merge.made_of(made.links_out.get().target, make_desk().actor) == []
