"""What happens on the way of a document: remarks, names, others at once, recall, word of mouth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.issuers import IssuerFacts, set_profile
from danvan.kernel.correspondence.models import Document
from tests.factories.cases import apply_all, occurrence
from tests.factories.documents import act, draft, register_of, scan, signed
from tests.factories.packs import duty, put_to_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed")]
TOLD = {
    "type_key": "report",
    "summary": "Việc đã sửa",
    "urgency": "",
    "bases": "",
    "body": "Một.",
    "to_units": [],
    "copy_units": [],
    "others": "Cổng thông tin",
    "signer_0_title": "CHỦ TỊCH",
    "signer_0_name": "Người Ký",
}
BY_DOCUMENT = (
    'period = "monthly"\nfulfilled_by = { kinds = ["documents.outgoing"], match = ["convener"] }\n'
)


def test_the_case_is_called_by_what_the_draft_says(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, summary="Tên cũ")

    act(case, "revise", actor, **TOLD)

    kept = Case.objects.get(pk=case.pk)
    assert (kept.title_vi, kept.title_en) == ("Báo cáo: Việc đã sửa", "Report: Việc đã sửa")
    assert kept.slug in client.get("/documents/?q=viec+da+sua").content.decode()
    assert kept.slug not in client.get("/documents/?q=ten+cu").content.decode()


def test_remarks_stand_at_their_places_until_the_next_check(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = act(draft(tree["board"], actor), "check", actor)
    said = {"remark_body": "Thiếu số liệu", "remark_signers": "Sai thẩm quyền"}
    act(case, "hand_back", actor, reason="Sửa lại", **said)

    pages = [
        f"/cases/{case.slug}/",
        f"/documents/cases/{case.slug}/",
        f"/cases/{case.slug}/revise/",
    ]
    shown = [client.get(page).content.decode() for page in pages]
    act(case, "check", actor)

    assert all("Thiếu số liệu" in page and "Sai thẩm quyền" in page for page in shown)
    assert "Thiếu số liệu" not in client.get(f"/cases/{case.slug}/").content.decode()
    assert "Sửa lại" in client.get(f"/cases/{case.slug}/").content.decode()


def rename(unit, actor):
    facts = IssuerFacts("Ủy ban nhân dân phường Mới", "", "UBNDP", "Mới")
    set_profile(unit, "state", facts, valid_from=actor.today, actor=actor)


def test_a_unit_renamed_between_draft_and_issue_keeps_the_name_of_the_draft(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    rename(tree["board"], actor)

    page = client.get(f"/documents/cases/{case.slug}/").content.decode()
    act(signed(case, actor), "issue", actor)

    document = Document.objects.get(pk=case.pk)
    assert "DOC-22" in page
    assert (document.issuer["name"], document.written) == (
        "Ủy ban nhân dân xã Mẫu",
        "Số: 01/BC-UBND",
    )


def test_the_new_name_is_taken_where_somebody_asks_for_it(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    rename(tree["board"], actor)

    act(case, "revise", actor, **TOLD, new_names=True)
    act(signed(case, actor), "issue", actor)

    assert Document.objects.get(pk=case.pk).written == "Số: 01/BC-UBNDP"


@pytest.mark.parametrize(
    ("name", "told"),
    [("take_number", {}), ("sign_last", {"manner": "scan"})],
)
def test_of_two_at_once_the_later_is_told_that_somebody_was_faster(tree, clerk_at, name, told):
    actor, client = clerk_at(tree, "board")
    other, _browser = clerk_at(tree, "board")
    case = act(draft(tree["board"], actor), "check", actor)
    second = Case.objects.get(pk=case.pk)
    files = {"scan": scan()} if told else {}
    form = {"version": case.version, "effective_on": f"{actor.today:%d/%m/%Y}", **told}

    act(case, name, actor, **told, **files)
    with pytest.raises(Refused) as refused:
        act(second, name, other, **told, **({"scan": scan()} if told else {}))
    sent = form | {"register": register_of(tree["board"]).pk} | ({"scan": scan()} if told else {})
    answer = client.post(f"/cases/{case.slug}/{name}/", sent)

    assert refused.value.code == "CASE-02"
    assert answer.status_code == 422
    assert "CASE-02" in answer.content.decode()


def test_a_form_that_is_not_overtaken_and_not_allowed_is_still_forbidden(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = act(draft(tree["board"], actor), "take_number", actor)
    form = {"version": case.version, "effective_on": f"{actor.today:%d/%m/%Y}"}

    assert client.post(f"/cases/{case.slug}/take_number/", form).status_code == 403


def test_those_outside_danvan_are_heard_of_with_day_and_way(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, others=["Sở Nội vụ", "Báo tỉnh"])
    act(signed(case, actor), "issue", actor)
    act(case, "deliver", actor, how="bưu điện")
    first, last = case.outgoing_document.addressees.order_by("order")

    act(case, "hear", actor, addressee=first.pk, how="điện thoại")
    between = case.state
    with pytest.raises(Refused, match="DOC-21"):
        act(case, "hear_last", actor, addressee=first.pk, how="thư")
    act(case, "hear_last", actor, addressee=last.pk, how="giấy ký nhận")

    last.refresh_from_db()
    page = client.get(f"/cases/{case.slug}/").content.decode()
    assert (between, case.state) == ("delivered", "acknowledged")
    assert (last.acknowledged_on, last.acknowledged_by) == (
        actor.today,
        f"{actor.label}: giấy ký nhận",
    )
    assert "điện thoại" in page


def test_nobody_says_for_a_unit_of_the_site_that_it_came(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, to=[tree["council"]], others=["Sở Nội vụ"])
    act(signed(case, actor), "issue", actor)
    act(case, "deliver", actor, how="trên danvan")
    theirs = case.outgoing_document.addressees.get(unit=tree["council"])

    with pytest.raises(Refused, match="DOC-21"):
        act(case, "hear", actor, addressee=theirs.pk, how="đoán")


@pytest.fixture
def proving(tree, clerk_at, tmp_path):
    """Return an issued report that alone proves a monthly duty of the board."""
    put_to_work(tree, tmp_path, duty("told", "period", BY_DOCUMENT))
    apply_all(tree.root)
    actor, client = clerk_at(tree, "board")
    case = act(signed(draft(tree["board"], actor), actor), "issue", actor)
    return case, actor, client


def test_a_recall_reopens_the_duty_that_the_document_proved(proving):
    case, actor, client = proving
    target = occurrence("told", f"{actor.today:%Y-%m}")
    before = target.state

    act(case, "recall", actor, reason="Sai nội dung")

    target.refresh_from_db()
    page = client.get(f"/cases/{case.slug}/").content.decode()
    assert (before, target.state) == ("done", "open")
    assert target.slug in page
    assert "đã mở lại" in page


def test_a_recall_says_why_a_duty_stays_done(proving):
    case, actor, client = proving
    again = act(signed(draft(case.unit, actor), actor), "issue", actor)
    target = occurrence("told", f"{actor.today:%Y-%m}")
    perform(
        again,
        "recall",
        actor,
        effective_on=actor.today,
        reason="Sai nội dung",
    )
    target.refresh_from_db()

    assert target.state == "done"
    assert (
        "Nhiệm vụ văn bản này từng chứng minh"
        not in client.get(f"/cases/{again.slug}/").content.decode()
    )


def test_the_receiver_reads_that_the_sender_has_recalled_it(tree, clerk_at):
    sender, _client = clerk_at(tree, "board")
    _receiver, browser = clerk_at(tree, "council")
    case = act(signed(draft(tree["board"], sender, to=[tree["council"]]), sender), "issue", sender)
    act(case, "deliver", sender, how="trên danvan")
    arrival = case.outgoing_document.addressees.get(unit=tree["council"])
    taken = browser.post(
        f"/documents/arrivals/{arrival.pk}/", {"register": register_of(tree["council"], "in").pk}
    )

    case.refresh_from_db()
    act(case, "recall", sender, reason="Sai nội dung")

    assert "đã thu hồi" in browser.get(taken["Location"]).content.decode()


def test_a_basis_that_was_recalled_is_pointed_at(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = act(signed(draft(tree["board"], actor), actor), "issue", actor)
    act(case, "recall", actor, reason="Sai nội dung")
    later = draft(tree["board"], actor, bases=["Căn cứ Báo cáo số 01/BC-UBND"])

    page = client.get(f"/documents/cases/{later.slug}/").content.decode()

    assert "PAPER-28" in page
    assert date.strftime(actor.today - timedelta(days=1), "%d/%m/%Y") in page
