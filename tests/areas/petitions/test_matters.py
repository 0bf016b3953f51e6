"""One letter of several matters, several petitions on one matter, and the logged search."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.petitions.matters import Share, lead_of, parts_of, same_matter
from danvan.areas.petitions.shapes import COMPLAINT, FEEDBACK, RECOMMENDATION, Sender
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.models import Case
from tests.areas.petitions.conftest import RECEIVED, take_in
from tests.areas.petitions.test_acts import act, refusal
from tests.factories.desks import TODAY, make_desk

SHARES = [
    Share(COMPLAINT, "Quyết định thu hồi", "Không đồng ý."),
    Share(FEEDBACK, "Đèn đường hỏng", "Tối."),
]


@pytest.fixture
def letter(desk):
    return take_in(desk, RECOMMENDATION).case


def test_each_matter_is_a_petition_received_when_the_letter_was(desk, letter):
    act(letter, desk, "split", TODAY, shares=SHARES)

    parts = parts_of(letter)
    assert [(part.kind, part.opened_on) for part in parts] == [
        (COMPLAINT, RECEIVED),
        (FEEDBACK, RECEIVED),
    ]
    assert parts[0].due_on == date(2026, 4, 16)
    assert [part.petition.petitioners.get().name for part in parts] == ["Người gửi thử"] * 2
    assert (letter.state, letter.due_on) == ("split", None)


@pytest.mark.parametrize("count", [0, 1, 7])
def test_one_matter_or_too_many_are_no_split(desk, letter, count):
    assert refusal(letter, desk, "split", shares=[SHARES[0]] * count) == "PET-30"
    assert Case.objects.filter(kind=COMPLAINT).count() == 0
    letter.refresh_from_db()
    assert letter.state == "received"


def test_letter_ends_with_its_last_part(desk, letter):
    act(letter, desk, "split", shares=SHARES)
    first, second = parts_of(letter)

    act(first, desk, "classify", competence="other")
    act(first, desk, "guide", passed_to="Sở Xây dựng")
    letter.refresh_from_db()
    assert letter.state == "split"
    assert refusal(letter, desk, "conclude") == "PET-31"

    act(second, desk, "withdraw", TODAY)
    letter.refresh_from_db()
    assert (letter.state, letter.closed_on) == ("concluded", TODAY)


def test_petition_follows_a_lead_and_goes_its_way_again(desk):
    lead, other = take_in(desk).case, take_in(desk).case

    act(other, desk, "group", lead=lead.slug)

    assert lead_of(other) == lead
    third = take_in(desk).case
    assert refusal(third, desk, "group", lead=other.slug) == "PET-32"
    assert refusal(lead, desk, "group", lead=third.slug) == "PET-32"
    act(other, desk, "ungroup")
    assert lead_of(other) is None


def test_petition_of_another_body_cannot_lead(desk):
    foreign = take_in(make_desk()).case

    assert refusal(take_in(desk).case, desk, "group", lead=foreign.slug) == "PET-32"


def test_same_matter_is_found_by_title_without_marks_best_first(desk):
    case = take_in(desk, title="Đường ngập ở ngõ chợ").case
    near = take_in(desk, title="Ngập đường ngõ chợ lớn").case
    far = take_in(desk, title="Chợ đêm ồn").case
    take_in(make_desk(), title="Đường ngập ở ngõ chợ")

    found = same_matter(case, "duong ngap ngo cho", desk.actor, in_place=False)

    assert [one.case for one in found] == [near, far]
    assert found[0].shared == 4


def test_nobody_is_found_by_name_and_each_search_is_logged(desk):
    case = take_in(desk).case
    sent = (Sender("Người gửi thử"),)
    take_in(desk, title="Rác", text="Người gửi thử đã nói nhiều lần", senders=sent)

    found = same_matter(case, "Người gửi thử", desk.actor, in_place=False)

    assert found == []
    entry = Entry.objects.get(action="petitions.same_matter")
    assert entry.details.pop("digest")
    assert entry.details == {"words": 3, "in_place": False, "found": 0}


def test_answer_of_the_lead_is_offered_to_its_followers(desk, client):
    lead, other = take_in(desk, FEEDBACK).case, take_in(desk, FEEDBACK).case
    act(other, desk, "group", lead=lead.slug)
    for one in (lead, other):
        act(one, desk, "classify", competence="ours")
        act(one, desk, "accept")
    act(lead, desk, "answer", answer="Đã thông cống ngày 10.")

    page = client.get(f"/cases/{other.slug}/answer/").content.decode()

    assert "Đã thông cống ngày 10." in page


def test_pages_find_and_follow(desk, client):
    case, lead = take_in(desk).case, take_in(desk).case
    url = f"/petitions/{case.slug}/matter/"

    assert client.get(url).status_code == 200
    page = client.post(url, {"words": "đường ngập"}).content.decode()
    assert f"{url}{lead.slug}/" in page
    client.post(f"{url}{lead.slug}/")
    assert lead_of(case) == lead
    assert client.post(url, {"words": ""}).status_code == 404


def test_empty_words_are_said(desk, client):
    case = take_in(desk).case

    page = client.post(f"/petitions/{case.slug}/matter/", {"words": ""})

    assert page.status_code == 422
    assert "FORM-01" in page.content.decode()


def test_foreign_user_finds_no_page(desk, client):
    case = take_in(make_desk()).case

    assert client.get(f"/petitions/{case.slug}/matter/").status_code == 404
    assert client.post(f"/petitions/{case.slug}/matter/abc/").status_code == 404


def test_split_form_gathers_filled_rows_and_points_at_half_ones(desk, client, letter):
    url = f"/cases/{letter.slug}/split/"
    told = {"effective_on": "06/04/2026", "version": 0, "reason": ""}
    half = {"kind_1": COMPLAINT, "title_1": "Việc", "text_1": "Nội dung", "kind_2": FEEDBACK}

    wrong = client.post(url, told | half)
    assert wrong.status_code == 422
    assert not parts_of(letter)
    right = client.post(url, told | half | {"title_2": "Đèn", "text_2": "Tối"})

    assert right.status_code == 302
    assert [part.title_vi for part in parts_of(letter)] == ["Việc", "Đèn"]


@pytest.mark.parametrize(
    "words", ["Người gửi thử", "nguoi gui  thu", "Đường ngập, người gửi thử", "gửi thử"]
)
def test_name_of_who_sent_it_is_refused_as_words(desk, client, words):
    case = take_in(desk).case
    take_in(desk, title="Đường ngập của người gửi thử")

    page = client.post(f"/petitions/{case.slug}/matter/", {"words": words})

    assert page.status_code == 422
    assert "PET-34" in page.content.decode()
    assert not Entry.objects.filter(action="petitions.same_matter").exists()


def test_one_word_that_is_in_a_name_too_is_searched_by(desk, client):
    case = take_in(desk, senders=(Sender("Trần Thị Đường"),)).case
    near = take_in(desk, title="Đường ngập").case

    page = client.post(f"/petitions/{case.slug}/matter/", {"words": "đường ngập"})

    assert f"/petitions/{case.slug}/matter/{near.slug}/" in page.content.decode()


def test_audit_tells_the_same_words_from_others_and_says_none(desk):
    case = take_in(desk).case
    for words in ("Đường ngập", "ngap duong", "Rác thải"):
        same_matter(case, words, desk.actor, in_place=False)

    rows = Entry.objects.filter(action="petitions.same_matter").order_by("pk")
    told = [row.details for row in rows]

    assert told[0]["digest"] == told[1]["digest"] != told[2]["digest"]
    assert len(told[0]["digest"]) == 64
    assert "ngap" not in str(told)
