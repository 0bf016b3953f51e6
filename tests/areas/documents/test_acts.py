"""The way of a document from draft to acknowledgement, and what it meets."""

from __future__ import annotations

import pytest

from danvan.areas.documents import queries
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import sides
from danvan.kernel.correspondence.access import arrivals
from danvan.kernel.correspondence.models import Direction, Incoming, Number, NumberState
from danvan.kernel.files.store import read
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.reacting import react
from danvan.papers.values import PaperError
from tests.factories.documents import SECOND, SIGNER, act, bring, draft, register_of, scan, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed")]


def test_a_document_goes_its_whole_way(tree, clerk_at):
    sender, _client = clerk_at(tree, "board")
    receiver, _browser = clerk_at(tree, "council")
    case = draft(tree["board"], sender, to=[tree["council"]])

    signed(case, sender)
    act(case, "issue", sender)
    act(case, "deliver", sender, how="trên danvan")
    act(case, "acknowledge_last", receiver)

    document = case.outgoing_document
    document.refresh_from_db()
    assert case.state == "acknowledged"
    assert document.written == "Số: 01/BC-UBND"
    assert document.number.state == NumberState.USED
    assert document.versions.get().docx.name == "01-BC-UBND.docx"
    assert read(document.versions.get().pdf).startswith(b"%PDF")
    assert document.addressees.get(unit=tree["council"]).acknowledged_by == receiver.label


def test_the_receiver_sees_it_from_the_delivery_on(tree, clerk_at):
    sender, _client = clerk_at(tree, "board")
    receiver, _browser = clerk_at(tree, "council")
    case = signed(draft(tree["board"], sender, to=[tree["council"]]), sender)
    act(case, "issue", sender)
    before = list(visible_cases(receiver))

    act(case, "deliver", sender, how="trên danvan")

    assert before == []
    assert list(visible_cases(receiver)) == [case]
    assert [one.document_id for one in arrivals(receiver)] == [case.pk]


def test_two_sign_in_order(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, signers=[SIGNER, SECOND])
    act(case, "check", actor)

    with pytest.raises(Refused) as refused:
        act(case, "sign_last", actor, manner="scan", scan=scan())
    act(case, "sign", actor, manner="scan", scan=scan())
    act(case, "sign_last", actor, manner="scan", scan=scan())

    assert refused.value.code == "CASE-01"
    assert case.state == "signed"
    titles = case.outgoing_document.signings.order_by("signed_at").values_list("title", flat=True)
    assert list(titles) == ["CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_a_signature_needs_its_scan(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    act(case, "check", actor)

    with pytest.raises(Refused) as refused:
        act(case, "sign_last", actor, manner="scan")

    assert refused.value.code == "DOC-05"
    assert case.state == "checked"


def test_what_is_handed_back_is_signed_anew(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = signed(draft(tree["board"], actor), actor)

    act(case, "hand_back", actor, reason="Sửa trích yếu")
    act(case, "check", actor)

    assert case.state == "checked"
    assert sides.unsigned(case.outgoing_document) == 1


def test_a_held_number_is_the_one_that_is_used(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    first, second = draft(tree["board"], actor), draft(tree["board"], actor)
    act(first, "take_number", actor)

    act(signed(second, actor), "issue", actor)
    act(signed(first, actor), "issue", actor)

    assert first.outgoing_document.number.value == 1
    assert second.outgoing_document.number.value == 2


def test_a_number_given_back_goes_to_the_next(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    first, second = draft(tree["board"], actor), draft(tree["board"], actor)
    act(first, "take_number", actor)
    act(first, "give_number_back", actor, reason="Chưa ban hành")

    act(signed(second, actor), "issue", actor)

    assert second.outgoing_document.number.value == 1


def test_a_dropped_draft_gives_its_number_back(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    act(case, "take_number", actor)

    act(case, "drop", actor, reason="Không ban hành nữa")

    assert Number.objects.get().state == NumberState.RELEASED


def test_a_recalled_document_keeps_its_line_void(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = signed(draft(tree["board"], actor), actor)
    act(case, "issue", actor)

    act(case, "recall", actor, reason="Sai thẩm quyền")

    number = Number.objects.get()
    assert case.state == "recalled"
    assert (number.state, number.reason) == (NumberState.VOID, "Sai thẩm quyền")


def test_an_issue_that_cannot_be_printed_leaves_the_register_whole(tree, clerk_at, monkeypatch):
    actor, client = clerk_at(tree, "board")
    case = signed(draft(tree["board"], actor, to=[tree["council"]]), actor)

    def broken(_docx, **_options):
        raise PaperError("PAPER-60", program="soffice")

    with monkeypatch.context() as patch:
        patch.setattr("danvan.papers.printing.pdf", broken)
        act(case, "issue", actor)
    page = client.get(f"/cases/{case.slug}/").content.decode()
    with pytest.raises(Refused) as early:
        act(case, "deliver", actor, how="trên danvan")
    again = client.post(f"/documents/cases/{case.slug}/print/again/")
    act(case, "deliver", actor, how="trên danvan")

    assert (case.state, Number.objects.get().state) == ("delivered", NumberState.USED)
    assert "PAPER-60" in page
    assert early.value.code == "DOC-19"
    assert again.status_code == 302
    assert case.outgoing_document.versions.count() == 1


def test_taking_in_registers_here_and_acknowledges_there(tree, clerk_at):
    sender, _client = clerk_at(tree, "board")
    receiver, browser = clerk_at(tree, "council")
    case = signed(draft(tree["board"], sender, to=[tree["council"]]), sender)
    act(case, "issue", sender)
    act(case, "deliver", sender, how="trên danvan")
    arrival = arrivals(receiver)[0]
    register = register_of(tree["council"], Direction.IN)

    answer = browser.post(f"/documents/arrivals/{arrival.pk}/", {"register": register.pk})

    incoming = Incoming.objects.get()
    case.refresh_from_db()
    assert answer.status_code == 302
    assert (incoming.case.state, incoming.number.value) == ("registered", 1)
    assert case.state == "acknowledged"
    assert arrivals(receiver) == []


def test_an_incoming_document_is_assigned_and_answered(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    came = bring(tree["board"], actor)
    reply = signed(draft(tree["board"], actor), actor)
    act(reply, "issue", actor)
    act(came, "register", actor)

    act(came, "assign", actor, post=actor.post_id, task="Tham mưu trả lời")
    act(came, "answer", actor, document=reply.slug)

    incoming = came.incoming_document
    assert came.state == "answered"
    assert incoming.assignments.get().label == actor.label
    assert incoming.answered_by_id == reply.pk


def test_nobody_of_another_unit_is_given_an_incoming_document(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    other, _browser = clerk_at(tree, "council")
    came = act(bring(tree["board"], actor), "register", actor)

    with pytest.raises(Refused) as refused:
        act(came, "assign", actor, post=other.post_id)

    assert refused.value.code == "DOC-06"


def test_an_answer_out_of_sight_is_none(tree, strangers, clerk_at):
    actor, _client = clerk_at(tree, "board")
    foreign, _browser = clerk_at(strangers, "board")
    theirs = act(signed(draft(strangers["board"], foreign), foreign), "issue", foreign)
    came = act(bring(tree["board"], actor), "register", actor)

    with pytest.raises(Refused) as refused:
        act(came, "answer", actor, document=theirs.slug)

    assert refused.value.code == "DOC-07"


def test_a_register_of_others_is_not_offered(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    clerk_at(tree, "council")
    case = signed(draft(tree["board"], actor), actor)

    with pytest.raises(Refused) as refused:
        act(case, "issue", actor, register=register_of(tree["council"]).pk)

    assert refused.value.code == "DOC-03"


def test_a_unit_that_nobody_named_does_not_acknowledge(tree, clerk_at):
    sender, _client = clerk_at(tree, "board")
    bystander, _browser = clerk_at(tree, "police")
    case = signed(draft(tree["board"], sender, to=[tree["council"]]), sender)
    act(case, "issue", sender)
    act(case, "deliver", sender, how="trên danvan")

    with pytest.raises(Refused) as refused:
        act(case, "acknowledge_last", bystander)

    assert refused.value.code == "CASE-01"


def test_of_two_units_the_first_leaves_the_document_waiting(tree, clerk_at):
    sender, _client = clerk_at(tree, "board")
    first, _browser = clerk_at(tree, "council")
    case = draft(tree["board"], sender, to=[tree["council"], tree["police"]])
    act(signed(case, sender), "issue", sender)
    act(case, "deliver", sender, how="trên danvan")

    act(case, "acknowledge", first)

    assert case.state == "delivered"
    assert queries.open_arrivals(case) == 1


def test_the_receiver_is_told_of_the_delivery(tree, clerk_at):
    sender, _client = clerk_at(tree, "board")
    receiver, _browser = clerk_at(tree, "council")
    bystander, _other = clerk_at(tree, "police")
    case = signed(draft(tree["board"], sender, to=[tree["council"]]), sender)
    act(case, "issue", sender)
    act(case, "deliver", sender, how="trên danvan")

    react()

    told = Notice.objects.filter(key="documents.outgoing.deliver")
    assert told.filter(post_id=receiver.post_id).count() == 1
    assert not told.filter(post_id=bystander.post_id).exists()
