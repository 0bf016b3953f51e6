"""The pages of papers: which there are, what is asked, where a press leads."""

from __future__ import annotations

import io

import pypdf
import pytest

from danvan.areas.petitions.shapes import FEEDBACK, INFORMATION
from danvan.kernel.cases.models import Case
from danvan.kernel.packs.rules import grounds
from danvan.law.grounds import grounds_for
from tests.areas.petitions.conftest import signed_in, take_in
from tests.factories.desks import TODAY, Desk, add_clerk, make_desk
from tests.factories.documents import let_issue

TOLD = {"title": "CHỦ TỊCH", "ground": "Quá thời hiệu."}


def order(desk: Desk, **changed: str) -> dict[str, str]:
    return TOLD | {"profile": f"{desk.unit.pk}:state"} | changed


def test_page_of_the_case_leads_to_its_papers(desk, client):
    case = take_in(desk, INFORMATION).case

    assert f"/petitions/{case.slug}/papers/" in client.get(f"/cases/{case.slug}/").content.decode()


def test_papers_are_listed_with_number_source_and_mark(desk, client):
    case = take_in(desk).case

    page = client.get(f"/petitions/{case.slug}/papers/").content.decode()

    assert "Thông báo không thụ lý khiếu nại" in page
    assert "Nghị định 124/2020/NĐ-CP" in page
    assert "chưa được xác nhận" in page
    assert "Công văn trả lời" not in page


def test_draft_is_made_once_and_listed(desk, client):
    let_issue(desk.unit, desk.actor)
    case = take_in(desk).case
    url = f"/petitions/{case.slug}/papers/refusal/"
    told = order(desk) | {"once": "x" * 24}

    first, second = client.post(url, told), client.post(url, told)

    made = Case.objects.get(kind="documents.outgoing")
    assert first["Location"] == second["Location"] == f"/cases/{made.slug}/"
    assert f"/cases/{made.slug}/" in client.get(f"/petitions/{case.slug}/papers/").content.decode()


def test_ground_and_reason_of_the_act_are_offered(desk, client):
    let_issue(desk.unit, desk.actor)
    case = take_in(desk).case
    petition = case.petition
    petition.grounds = {"refuse": grounds_for(grounds(), "refuse", TODAY)[0].key}
    petition.save()

    page = client.get(f"/petitions/{case.slug}/papers/refusal/").content.decode()

    assert grounds_for(grounds(), "refuse", TODAY)[0].label.vi in page


def test_what_is_missing_is_told_beside_its_field(desk, client):
    let_issue(desk.unit, desk.actor)
    case = take_in(desk).case

    answer = client.post(f"/petitions/{case.slug}/papers/refusal/", order(desk, ground=""))

    assert answer.status_code == 422
    assert "FORM-01" in answer.content.decode()
    assert not Case.objects.filter(kind="documents.outgoing").exists()


def test_secret_mark_is_refused_and_the_words_stay(desk, client):
    let_issue(desk.unit, desk.actor)
    case = take_in(desk).case

    answer = client.post(f"/petitions/{case.slug}/papers/refusal/", order(desk, ground="TỐI MẬT"))

    assert answer.status_code == 422
    assert "DOC-01" in answer.content.decode()
    assert "TỐI MẬT" in answer.content.decode()


def test_unit_that_has_not_said_how_it_issues_is_led_there(desk, client):
    case = take_in(desk).case

    page = client.get(f"/petitions/{case.slug}/papers/refusal/").content.decode()

    assert "Chưa khai cơ quan ban hành" in page
    assert "/documents/" in page


def test_paper_without_a_number_is_printed_at_once(desk, client):
    case = take_in(desk, FEEDBACK).case

    answer = client.post(f"/petitions/{case.slug}/papers/receipt/", {"papers": "Một tấm ảnh"})

    words = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert answer["Content-Type"] == "application/pdf"
    assert "Giấy biên nhận" in words
    assert "Một tấm ảnh" in words


@pytest.mark.parametrize("place", ["", "refusal/"])
def test_stranger_and_reader_find_no_papers(desk, place):
    case = take_in(desk).case
    reader = Desk(desk.root, desk.unit, add_clerk(desk.unit, roles=("reader",)))
    url = f"/petitions/{case.slug}/papers/{place}"

    for one in (make_desk(), reader):
        assert signed_in(one).get(url).status_code == 404
        assert signed_in(one).post(f"{url}", order(one)).status_code in {404, 405}


@pytest.mark.parametrize("key", ["answer", "nothing"])
def test_paper_of_another_kind_is_not_found(desk, client, key):
    case = take_in(desk).case

    assert client.get(f"/petitions/{case.slug}/papers/{key}/").status_code == 404
