"""All candidates of a text: the list with its filters, and accepting many at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.areas.regulations import intake
from danvan.areas.regulations.models import Candidate, Draft
from danvan.kernel.audit.models import Entry
from tests.areas.regulations.conftest import send
from tests.factories.drafts import (
    TEXT,
    accept_all,
    address_of,
    begin,
    decide,
    load_base,
    monthly,
    proposal,
    save,
    usual_proposals,
)

NOBODY = "nơi nào đó xem lại"


def proposals(text: str) -> list[dict]:
    """Return three sure ones, one of them without a body that is known, and a doubtful one."""
    first, second, third = usual_proposals(text)
    unknown = [{"text": "nơi nào đó", "role": None}]
    return [
        first | {"confidence": 0.95},
        second | {"confidence": 0.55},
        third | {"confidence": 0.81},
        proposal(text, "art_1", NOBODY, bearers=unknown, confidence=0.92),
    ]


@pytest.fixture
def draft(planner) -> Draft:
    load_base()
    send(planner, TEXT.encode())
    return begin(planner, proposals(TEXT))


def acts(answer) -> list[str]:
    return [line.cells[0].value for line in answer.context["list"].lines]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 4),
        ({"time": "timed"}, 2),
        ({"time": "untimed"}, 2),
        ({"sure": "90"}, 2),
        ({"sure": "low"}, 1),
        ({"group": "art_2"}, 2),
        ({"group": "art_2", "time": "untimed"}, 0),
        ({"q": "tiep cong dan"}, 1),
        ({"standing": "accepted"}, 0),
        ({"sure": "nonsense"}, 4),
    ],
)
def test_list_is_narrowed(planner, draft, asked, count):
    answer = planner.get(address_of(draft, "all/"), asked)

    assert answer.status_code == 200
    assert answer.context["list"].count == count


def test_list_stands_in_document_order_and_leads_to_the_candidate(planner, draft):
    answer = planner.get(address_of(draft, "all/"))

    assert acts(answer)[0] == NOBODY
    link = answer.context["list"].lines[1].cells[0].url
    assert planner.get(link.partition("#")[0]).status_code == 200


def test_list_counts_what_is_left_by_sureness(planner, draft):
    counts = planner.get(address_of(draft, "all/")).context["counts"]

    assert [(one.percent, one.timed, one.untimed) for one in counts] == [
        (90, 1, 1),
        (80, 1, 2),
        (60, 1, 2),
        (0, 2, 2),
    ]


@pytest.mark.parametrize("rest", ["all/", "many/"])
def test_strangers_and_readers_find_nothing(stranger, reader, draft, rest):
    assert stranger.get(address_of(draft, rest)).status_code == 404
    assert reader.get(address_of(draft, rest)).status_code == 404
    assert reader.post(address_of(draft, "many/"), {"sure": 80}).status_code == 404
    assert draft.decisions.count() == 0


def preview(planner, draft, **asked):
    many = planner.get(address_of(draft, "many/"), {"sure": 80} | asked).context["many"]
    told = {"sure": many.percent, "time": many.time, "seen": many.digest}
    return many, told


def test_preview_tells_who_is_left_out_and_changes_nothing(planner, draft):
    many, _told = preview(planner, draft)

    assert [row.candidate.address for row in many.ready] == ["art_2__cl_1", "art_3__cl_1"]
    assert [row.candidate.address for row in many.left] == ["art_1"]
    assert draft.decisions.count() == 0


def test_many_are_accepted_in_one_decision_and_taken_back_as_one(planner, draft):
    answer = planner.post(address_of(draft, "many/"), preview(planner, draft)[1], follow=True)
    accepted = draft.candidates.filter(standing="accepted").count()
    decision = draft.decisions.get()
    planner.post(address_of(draft, f"undo/{decision.pk}/"))

    assert "Đã chấp nhận 2 đề xuất" in answer.content.decode()
    assert (accepted, decision.act) == (2, "many")
    assert draft.candidates.filter(standing="undecided").count() == 4
    assert Entry.objects.filter(action="regulations.candidate.many").count() == 1


def test_one_of_many_is_set_back_by_itself_never_all_by_its_button(planner, draft):
    planner.post(address_of(draft, "many/"), preview(planner, draft)[1])
    one = draft.candidates.get(address="art_2__cl_1")
    page = planner.get(address_of(draft, "at/art_2/"), {"c": one.pk}).content.decode()
    decide(planner, one, "set-back")

    assert "/undo/" not in page
    assert f"{one.pk}/set-back/" in page
    assert list(draft.candidates.filter(standing="accepted").values_list("address", flat=True)) == [
        "art_3__cl_1"
    ]


def test_timed_ones_alone_can_be_accepted(planner, draft):
    planner.post(address_of(draft, "many/"), preview(planner, draft, time="timed")[1])

    accepted = draft.candidates.filter(standing="accepted")
    assert list(accepted.values_list("address", flat=True)) == ["art_2__cl_1"]


def test_a_list_that_changed_meanwhile_is_shown_anew(planner, draft):
    _many, told = preview(planner, draft)
    decide(planner, draft.candidates.get(address="art_3__cl_1"), "reject", reason="không giao ai")

    answer = planner.post(address_of(draft, "many/"), told)

    assert answer.status_code == 422
    assert "CONFIRM-16" in answer.content.decode()
    assert draft.decisions.count() == 1
    assert len(answer.context["many"].ready) == 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"sure": "99", "time": "", "seen": ""}, "CONFIRM-17"),
        ({"sure": "80", "time": "", "seen": "made up"}, "CONFIRM-16"),
        ({"sure": "0"}, "FORM-"),
        ({"sure": "many"}, "FORM-"),
        ({"sure": "80", "time": "never"}, "FORM-"),
    ],
)
def test_wrong_asks_are_told_and_write_nothing(planner, draft, told, code):
    answer = planner.post(address_of(draft, "many/"), told)

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert draft.decisions.count() == 0


def test_nothing_is_accepted_after_confirming(planner, draft):
    one = draft.candidates.get(address="art_1")
    decide(planner, one, "reject", reason="không giao ai")
    _many, told = preview(planner, draft)
    accept_all(planner, draft)
    save(planner, draft)

    answer = planner.post(address_of(draft, "many/"), told)

    assert answer.status_code == 422
    assert draft.decisions.filter(act="many").count() == 0


def test_hundreds_are_listed_and_accepted_with_few_queries(planner, db):
    del db
    load_base()
    send(planner, TEXT.encode())
    draft = begin(planner, [monthly(TEXT) | {"id": f"x{n}"} for n in range(400)])
    with CaptureQueriesContext(
        connection,
    ) as listed:
        answer = planner.get(address_of(draft, "all/"))
    told = preview(planner, draft)[1]
    with CaptureQueriesContext(connection) as accepted:
        planner.post(address_of(draft, "many/"), told)

    assert answer.context["list"].count == 400
    assert len(listed) < 30
    assert len(accepted) < 60
    assert Candidate.objects.filter(standing="accepted").count() == 400


def test_one_press_takes_the_first_of_very_many(planner, monkeypatch, draft):
    monkeypatch.setattr(intake, "MOST", 1)

    many, told = preview(planner, draft)
    page = planner.get(address_of(draft, "many/"), {"sure": 80}).content.decode()
    planner.post(address_of(draft, "many/"), told | {"sure": 80})

    addresses = list(draft.candidates.filter(standing="accepted").values_list("address", flat=True))
    following = preview(planner, draft)[0]
    assert (len(many.ready), len(many.left), many.more) == (1, 1, 1)
    assert "Còn 1 đề xuất nữa" in page
    assert addresses == ["art_2__cl_1"]
    assert [row.candidate.address for row in following.ready] == ["art_3__cl_1"]
