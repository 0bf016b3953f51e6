"""What a person asks about her data: clocks by the wish, no papers, free text for handlers only."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.models import StoredFile
from tests.areas.privacy.conftest import TODAY, at, do

TOLD = {
    "wish": "see",
    "received_on": "20/05/2026",
    "proven": "shown",
    "name": "Người yêu cầu thử",
    "contact": "0900000000",
    "text": "Đơn gửi tháng Ba",
}


def ask(house, **changed) -> Case:
    told = TOLD | {"unit": house.first.unit.pk} | changed
    house.first.client.post("/cases/new/privacy.request/", told)
    return Case.objects.filter(kind="privacy.request").latest("pk")


@pytest.mark.parametrize(
    ("wish", "others", "due"),
    [
        ("see", "", date(2026, 5, 30)),
        ("correct", "", date(2026, 5, 30)),
        ("delete", "", date(2026, 6, 9)),
        ("restrict", "", date(2026, 6, 4)),
        ("object", "on", date(2026, 6, 9)),
        ("withdraw", "", date(2026, 6, 4)),
    ],
)
def test_days_come_from_the_pack_by_the_wish(house, wish, others, due):
    case = ask(house, wish=wish, needs_others=others)

    clocks = dict(case.clocks.values_list("key", "due_on"))

    assert clocks.pop("acknowledging") == date(2026, 5, 22)
    assert list(clocks.values()) == [due]


def test_restriction_is_extended_once_by_fifteen_days(house):
    case = ask(house, wish="restrict")
    do(case, "acknowledge", house.first)
    do(case, "extend", house.first)

    assert case.clocks.get(key="restricting").due_on == date(2026, 6, 19)
    with pytest.raises(Refused):
        do(case, "extend", house.first)


def test_access_is_not_extended(house):
    with pytest.raises(Refused) as refused:
        do(ask(house), "extend", house.first)

    assert refused.value.code == "CASE-01"


def test_answer_closes_it_and_stops_its_clocks(house):
    case = ask(house)

    done = do(case, "fulfil", house.first, answer="Đã đưa bản in.")

    assert (done.state, done.closed_on) == ("done", TODAY)
    assert not case.clocks.filter(stopped_on=None).exists()


def test_who_asks_and_what_is_read_by_handlers_only(house):
    case = ask(house)
    reader = at(house.first.unit, "reader")

    handled = house.second.client.get(f"/cases/{case.slug}/").content.decode()
    read = reader.client.get(f"/cases/{case.slug}/").content.decode()

    for words in ("Người yêu cầu thử", "0900000000", "Đơn gửi tháng Ba"):
        assert words in handled
        assert words not in read
        assert words not in f"{case.title_vi}{case.search}{list(Entry.objects.values())}"


def test_foreign_user_finds_nothing(house):
    case = ask(house)

    assert house.other.client.get(f"/cases/{case.slug}/").status_code == 404
    assert case.title_vi not in house.other.client.get("/privacy/requests/").content.decode()


def test_no_paper_of_identity_is_ever_kept(house):
    case = ask(house)
    upload = SimpleUploadedFile("the.png", b"\x89PNG\r\n\x1a\n", content_type="image/png")
    told = {"effective_on": "20/05/2026", "version": 0, "answer": "x", "file": upload}
    house.first.client.post(f"/cases/{case.slug}/fulfil/", told | {"role": "identity"})

    with pytest.raises(Refused) as refused:
        perform(
            ask(house),
            "acknowledge",
            house.first.actor,
            effective_on=TODAY,
            evidence=[EvidenceInput("identity", note="bản chụp")],
        )

    assert refused.value.code == "CASE-17"
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("wish", "sell", "FORM-03"),
        ("contact", "", "FORM-01"),
        ("received_on", "21/05/2026", "CASE-05"),
        ("text", "x" * 5001, "FORM-05"),
        ("proven", "", "FORM-01"),
    ],
)
def test_bad_input_is_told_and_nothing_stands(house, field, value, code):
    told = TOLD | {"unit": house.first.unit.pk, field: value}

    answer = house.first.client.post("/cases/new/privacy.request/", told)

    assert (answer.status_code, code in answer.content.decode()) == (422, True)
    assert not Case.objects.exists()
