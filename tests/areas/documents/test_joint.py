"""A joint document of two agencies: both see it, each acts for its own side, both must sign."""

from __future__ import annotations

import pytest

from danvan.areas.documents import export
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.issuers import IssuerFacts, set_profile
from danvan.kernel.correspondence.models import Document, Number, NumberState
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.reacting import react
from tests.factories.documents import SECOND, SIGNER, SINCE, act, draft, register_of, scan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed")]


@pytest.fixture
def sides(tree, clerk_at):
    """Return a joint draft with the clerks of its two issuers and a browser of the second."""
    first, _client = clerk_at(tree, "board")
    second, browser = clerk_at(tree, "council")
    tree["council"].issuer_profiles.all().delete()
    facts = IssuerFacts("Ban Dân vận xã", "Đảng ủy xã Mẫu", "BDV", "Mẫu")
    set_profile(tree["council"], "state", facts, valid_from=SINCE, actor=second)
    case = draft(tree["board"], first, beside=tree["council"], signers=[SIGNER, SECOND])
    return case, first, second, browser


def checked(case, first, second):
    act(case, "check_side", first)
    return act(case, "check", second)


def sign(case, name, actor):
    return act(case, name, actor, manner="scan", scan=scan())


def test_a_joint_document_is_issued_once_both_have_checked_and_signed(sides, tree):
    case, first, second, _browser = sides

    checked(case, first, second)
    sign(case, "sign", first)
    with pytest.raises(Refused, match="CASE-03"):
        act(case, "issue", first)
    sign(case, "sign_last", second)
    act(case, "issue", first)

    document = Document.objects.get(pk=case.pk)
    paper = export.paper_now(document, first.today)
    assert document.written == "Số: 01/BC-UBND-BDV"
    assert [one.name for one in paper.issuers] == ["Ủy ban nhân dân xã Mẫu", "Ban Dân vận xã"]
    assert [one.unit_id for one in document.signings.order_by("order")] == [
        tree["board"].pk,
        tree["council"].pk,
    ]
    assert document.versions.exists()


def test_both_sides_see_the_draft_and_nobody_else(sides, tree, strangers, clerk_at):
    case, first, second, browser = sides
    _bystander, other = clerk_at(tree, "police")
    _foreign, stranger = clerk_at(strangers, "council")
    pages = (f"/cases/{case.slug}/", f"/documents/cases/{case.slug}/")

    assert [case in visible_cases(one) for one in (first, second)] == [True, True]
    for page in pages:
        assert [who.get(page).status_code for who in (browser, other, stranger)] == [200, 404, 404]


def test_neither_side_acts_for_the_other(sides):
    case, first, second, _browser = sides

    with pytest.raises(Refused, match="CASE-01"):
        act(case, "check", first)
    checked(case, first, second)
    with pytest.raises(Refused, match="CASE-01"):
        sign(case, "sign", second)
    sign(case, "sign", first)
    with pytest.raises(Refused, match="CASE-01"):
        sign(case, "sign_last", first)


def test_the_second_side_drafts_but_does_not_issue_drop_or_recall(sides):
    case, first, second, browser = sides
    checked(case, first, second)
    sign(case, "sign", first)
    sign(case, "sign_last", second)

    offered = browser.get(f"/cases/{case.slug}/").content.decode()

    for name in ("issue", "drop"):
        assert f"/cases/{case.slug}/{name}/" not in offered
        with pytest.raises(Refused, match="CASE-01"):
            act(case, name, second)
    assert f"/cases/{case.slug}/hand_back/" in offered
    act(case, "hand_back", second, remark_body="Rõ phần phân công")
    assert case.state == "draft"


def test_what_one_side_changes_the_other_checks_anew(sides):
    case, first, second, _browser = sides
    told = {"type_key": "report", "summary": "Đã sửa", "urgency": "", "bases": "", "body": "Một."}
    signer = {f"signer_{at}_{part}": "X" for at in (0, 1) for part in ("title", "name")}
    units = {"to_units": [], "copy_units": [], "others": "Nơi khác"}
    act(case, "check_side", first)

    act(case, "revise", second, **told, **signer, **units)

    assert "checked" not in Document.objects.get(pk=case.pk).content
    with pytest.raises(Refused, match="CASE-01"):
        act(case, "check", second)


def test_each_side_may_number_for_itself(sides, tree):
    case, first, second, _browser = sides
    act(case, "take_number", second, register=register_of(tree["council"]).pk)
    with pytest.raises(Refused, match="DOC-03"):
        act(case, "take_number", first, register=register_of(tree["council"]).pk)
    act(case, "take_number", first, register=register_of(tree["board"]).pk)

    paper = export.paper_now(Document.objects.get(pk=case.pk), first.today)
    checked(case, first, second)
    sign(case, "sign", first)
    sign(case, "sign_last", second)
    act(case, "issue", first)

    document = Document.objects.get(pk=case.pk)
    assert [(one.number, one.symbol) for one in paper.issuers] == [
        ("1", "BC-UBND"),
        ("1", "BC-BDV"),
    ]
    assert (document.written, document.joint_issuers.get().written) == (
        "Số: 01/BC-UBND",
        "Số: 01/BC-BDV",
    )
    assert set(Number.objects.values_list("state", flat=True)) == {NumberState.USED}


def test_one_side_gives_back_its_own_number_only(sides, tree):
    case, first, second, _browser = sides
    act(case, "take_number", second, register=register_of(tree["council"]).pk)
    act(case, "take_number", first, register=register_of(tree["board"]).pk)

    act(case, "give_number_back", second)

    document = Document.objects.get(pk=case.pk)
    assert document.number is not None
    assert document.joint_issuers.get().number is None


def test_a_joint_draft_with_one_signer_is_not_checked(tree, clerk_at):
    first, _client = clerk_at(tree, "board")
    clerk_at(tree, "council")
    case = draft(tree["board"], first, beside=tree["council"])

    with pytest.raises(Refused) as refused:
        act(case, "check_side", first)

    assert refused.value.code == "DOC-04"
    assert "DOC-16" in str(refused.value.fields["first"])


def test_the_second_side_hears_of_the_draft(sides):
    case, _first, second, _browser = sides

    react()

    told = Notice.objects.filter(key="documents.outgoing.open", case=case)
    assert told.filter(post_id=second.post_id).count() == 1


def test_the_form_opens_a_joint_draft_and_asks_for_the_second_signer(tree, clerk_at):
    _first, client = clerk_at(tree, "board")
    clerk_at(tree, "council")
    told = {
        "profile": f"{tree['board'].pk}:state",
        "partner": tree["council"].pk,
        "type_key": "regulation",
        "summary": "Phối hợp",
        "body": "Điều 1. Phạm vi",
        "signer_0_title": "CHỦ TỊCH",
        "signer_0_name": "Người Ký",
    }

    half = client.post("/cases/new/documents.outgoing/", told)
    own = client.post("/cases/new/documents.outgoing/", told | {"partner": tree["board"].pk})
    whole = client.post(
        "/cases/new/documents.outgoing/",
        told | {"signer_1_title": "TRƯỞNG BAN", "signer_1_name": "B"},
    )

    document = Document.objects.get()
    assert (half.status_code, own.status_code, whole.status_code) == (422, 422, 302)
    assert document.world == "joint"
    assert document.joint_issuers.get().unit == tree["council"]
