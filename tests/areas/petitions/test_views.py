"""Pages of petitions: list, intake with receipt, why a day is what it is."""

from __future__ import annotations

from danvan.areas.petitions.models import Petition
from danvan.areas.petitions.shapes import FEEDBACK, INFORMATION
from danvan.kernel.cases.perform import perform
from tests.areas.petitions.conftest import RECEIVED, signed_in, take_in
from tests.factories.desks import make_desk

TOLD = {
    "title": "Đường ngập",
    "text": "Cống tắc.",
    "received_on": "06/04/2026",
    "channel": "letter",
    "signatory_count": "1",
    "part": "petitioner",
    "name": "Người gửi thử",
}


def test_list_shows_what_is_in_reach_and_nothing_else(desk, client):
    seen = take_in(desk).case
    hidden = take_in(make_desk()).case

    page = client.get("/petitions/").content.decode()

    assert f"/cases/{seen.slug}/" in page
    assert f"/cases/{hidden.slug}/" not in page


def test_list_is_narrowed_by_kind_and_by_what_is_overdue(desk, client):
    complaint, feedback = take_in(desk).case, take_in(desk, FEEDBACK).case

    of_kind = client.get("/petitions/?kind=petitions.feedback").content.decode()
    overdue = client.get("/petitions/?how=overdue").content.decode()

    assert (feedback.slug in of_kind, complaint.slug in of_kind) == (True, False)
    assert (feedback.slug in overdue, complaint.slug in overdue) == (True, False)


def test_receipt_is_shown_once_with_code_number_and_day(desk, client):
    page = client.post("/petitions/new/complaint/", {**TOLD, "unit": desk.unit.pk})

    told = page.content.decode()
    assert page.status_code == 200
    assert "16/04/2026" in told
    assert Petition.objects.count() == 1
    assert "Người gửi thử" not in told


def test_missing_matter_is_said_and_nothing_kept(desk, client):
    page = client.post("/petitions/new/complaint/", {"unit": desk.unit.pk})

    assert page.status_code == 422
    assert "FORM-01" in page.content.decode()
    assert not Petition.objects.exists()


def test_unit_out_of_reach_is_refused(desk, client):
    other = make_desk()

    page = client.post("/petitions/new/complaint/", {**TOLD, "unit": other.unit.pk})

    assert page.status_code == 422
    assert not Petition.objects.exists()


def test_kind_that_is_none_and_reader_are_not_found(desk, client):
    reader = signed_in(make_desk(roles=("reader",)))

    assert client.get("/petitions/new/denunciation/").status_code == 404
    assert reader.get("/petitions/new/complaint/").status_code == 404


def test_clock_says_day_by_day_why(desk, client):
    case = take_in(desk).case

    page = client.get(f"/petitions/{case.slug}/clock/acceptance/").content.decode()

    assert "16/04/2026" in page
    assert page.count("<tr>") == 12
    assert "Luật Khiếu nại 02/2011/QH13" in page


def test_clock_of_another_place_and_unknown_clock_are_not_found(desk, client):
    hidden = take_in(make_desk()).case
    case = take_in(desk, INFORMATION).case

    assert client.get(f"/petitions/{hidden.slug}/clock/acceptance/").status_code == 404
    assert client.get(f"/petitions/{case.slug}/clock/acceptance/").status_code == 404


def test_sheet_proposes_what_the_tree_says_once_classified(desk, client):
    case = take_in(desk).case
    before = client.get(f"/cases/{case.slug}/").content.decode()
    perform(
        case,
        "classify",
        desk.actor,
        effective_on=RECEIVED,
        data={"competence": "other"},
        reason="x",
    )

    after = client.get(f"/cases/{case.slug}/").content.decode()

    assert "hướng dẫn một lần" not in before
    assert "hướng dẫn một lần" in after
