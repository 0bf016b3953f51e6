"""The next instance, the safe reading, and numbers that only the place sets."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.petitions.conditions import (
    keep_values,
    local_value,
    next_instance,
    safe_reading,
    values_of,
)
from danvan.areas.petitions.models import LocalValue
from danvan.areas.petitions.shapes import FEEDBACK
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Clock
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.models import Unit
from tests.areas.petitions.conftest import RECEIVED, signed_in, take_in
from tests.areas.petitions.test_acts import act, classified
from tests.factories.desks import TODAY, Desk, add_clerk


def decided(desk, **told):
    case = act(classified(desk, **told), desk, "accept")
    return act(case, desk, "decide", date(2026, 4, 8), answer="Giữ nguyên")


def on_day(desk, day):
    """Let the demonstration day of a desk's tree be another one."""
    Unit.objects.filter(pk=desk.root.pk).update(demo_on=day)


@pytest.mark.parametrize(
    ("told", "received", "last"),
    [
        ({}, None, date(2026, 5, 8)),
        ({}, TODAY, date(2026, 5, 15)),
        ({"is_remote": True}, TODAY, date(2026, 6, 1)),
    ],
)
def test_second_complaint_counts_from_the_day_the_decision_came(desk, told, received, last):
    case = decided(desk, **told)
    if received:
        act(case, desk, "note_receipt", TODAY, received=received)

    found = next_instance(case, TODAY)

    assert (found.last_on, found.is_assumed) == (last, received is None)
    assert "Điều 33" in found.source


def test_silence_opens_the_way_too(desk):
    case = act(classified(desk), desk, "accept")

    assert next_instance(case, date(2026, 5, 6)) is None
    found = next_instance(case, date(2026, 5, 7))

    assert (found.is_silence, found.counted_from) == (True, date(2026, 5, 6))
    assert found.last_on == date(2026, 6, 5)


def test_second_complaint_is_taken_in_after_silence_too(desk, client):
    case = act(classified(desk), desk, "accept")
    with pytest.raises(Refused) as refused:
        take_in(desk, first_slug=case.slug)
    assert refused.value.code == "PET-02"
    on_day(desk, date(2026, 5, 7))

    assert case.slug in client.get("/petitions/new/complaint/").content.decode()
    second = take_in(desk, first_slug=case.slug, received_on=date(2026, 5, 7)).case

    assert second.petition.instance == 2


def test_suspended_complaint_is_not_silent(desk):
    case = act(act(classified(desk), desk, "accept"), desk, "suspend")

    assert next_instance(case, date(2026, 8, 1)) is None


def test_after_the_second_instance_only_the_court_is_left(desk):
    first = decided(desk)
    second = take_in(desk, first_slug=first.slug, received_on=date(2026, 4, 9)).case
    act(second, desk, "classify", date(2026, 4, 9), competence="ours")
    act(second, desk, "accept", date(2026, 4, 9))
    assert next_instance(second, TODAY) is None

    act(second, desk, "decide", date(2026, 4, 10), answer="Giữ nguyên")

    assert next_instance(second, TODAY).last_on is None


def test_feedback_and_party_track_have_no_second_complaint(desk):
    feedback = act(classified(desk, FEEDBACK), desk, "accept")
    party = take_in(desk, facts={"track": "party"}).case

    assert next_instance(act(feedback, desk, "answer", answer="Xong"), TODAY) is None
    assert next_instance(party, TODAY) is None


def test_sheet_of_both_instances_shows_both_clocks_and_the_court(desk, client):
    first = decided(desk)
    second = take_in(desk, first_slug=first.slug, received_on=date(2026, 4, 9)).case

    of_first = client.get(f"/cases/{first.slug}/").content.decode()
    of_second = client.get(f"/cases/{second.slug}/").content.decode()

    assert "Khiếu nại lần hai chậm nhất 08/05/2026" in " ".join(of_first.split()).replace(
        '<time datetime="2026-05-08">', ""
    )
    assert "Tòa án" in of_first
    assert f"/petitions/{second.slug}/clock/acceptance/" in of_first
    assert f"/petitions/{first.slug}/clock/settlement/" in of_second


@pytest.mark.parametrize(
    ("received", "due", "safe"),
    [
        (date(2026, 7, 6), date(2026, 7, 15), date(2026, 7, 15)),
        (date(2026, 8, 26), date(2026, 9, 9), date(2026, 9, 5)),
        (date(2026, 6, 30), date(2026, 7, 10), None),
    ],
)
def test_safe_reading_is_the_earlier_one_since_the_new_decree(desk, received, due, safe):
    on_day(desk, date(2026, 10, 1))
    case = take_in(desk, received_on=received).case
    row = Clock.objects.get(case=case, key="acceptance")
    rule = next(one for one in kinds.get(case.kind).clocks if one.key == "acceptance")

    found = safe_reading(row, rule)

    assert row.due_on == due
    assert (found and found.on) == safe


def test_safe_reading_is_told_with_its_reason_on_sheet_and_clock(desk, client):
    on_day(desk, date(2026, 8, 27))
    case = take_in(desk, received_on=date(2026, 8, 26)).case

    for url in (f"/cases/{case.slug}/", f"/petitions/{case.slug}/clock/acceptance/"):
        page = client.get(url).content.decode()
        assert "Cách đọc an toàn" in page
        assert "05/09/2026" in page


def test_local_number_has_its_paper_and_is_logged(desk):
    assert local_value(desk.root.pk, "very_late_days").amount == 30
    assert local_value(desk.root.pk, "reopen_days").amount is None

    keep_values({"reopen_days": 15, "reopen_days_source": "QĐ 01"}, desk.actor)

    found = local_value(desk.root.pk, "reopen_days")
    assert (found.amount, found.source) == (15, "QĐ 01")
    assert Entry.objects.filter(action="petitions.local_value").count() == 1
    keep_values(values_of(desk.actor), desk.actor)
    assert Entry.objects.filter(action="petitions.local_value").count() == 1
    keep_values({}, desk.actor)
    assert not LocalValue.objects.exists()


def test_page_of_local_numbers_asks_for_the_paper(desk):
    client = signed_in(Desk(desk.root, desk.unit, add_clerk(desk.root, roles=("planner",))))
    assert client.get("/petitions/values/").status_code == 200

    wrong = client.post("/petitions/values/", {"reopen_days": "10"})
    right = client.post("/petitions/values/", {"reopen_days": "10", "reopen_days_source": "QĐ 02"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "PET-33" in wrong.content.decode()
    assert LocalValue.objects.get().root == desk.root


def test_only_who_plans_for_the_whole_tree_sets_its_numbers(desk, client):
    assert client.get("/petitions/values/").status_code == 404
    assert client.post("/petitions/values/", {}).status_code == 404


def test_late_and_very_late_are_told_by_clocks(desk, client):
    case = take_in(desk, received_on=date(2026, 2, 2)).case
    keep_values({"very_late_days": 60, "very_late_days_source": "QĐ 01"}, desk.actor)

    page = client.get(f"/cases/{case.slug}/").content.decode()
    assert "quá hạn 62 ngày" in page
    assert "Quá hạn lâu" in page

    act(case, desk, "classify", RECEIVED, competence="ours")
    act(case, desk, "accept", RECEIVED)
    page = client.get(f"/cases/{case.slug}/").content.decode()
    assert "làm chậm 53 ngày" in page
