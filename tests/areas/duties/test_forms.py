"""The own questions of acts on cards and occurrences: what they ask for, refuse and show."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.duties.models import Acknowledgement
from tests.areas.duties.conftest import page_of
from tests.factories.cases import card, occurrence


def raise_on(client, code, **told):
    slug = card(code).slug
    version = card(code).version
    usual = {
        "version": version,
        "effective_on": "20/05/2022",
        "reason": "",
        "title": "Việc phát sinh",
    }
    return client.post(f"/cases/{slug}/raise_occasion/", usual | told)


def test_a_timely_occasion_asks_for_its_cause_and_counts_days(applied, planner):
    refused = raise_on(planner, "prompt")
    made = raise_on(planner, "prompt", caused_on="18/05/2022")

    assert refused.status_code == 422
    assert made.status_code == 302
    opened = applied.duty("prompt").occurrences.get()
    page = page_of(planner, f"/cases/{opened.case.slug}/")
    assert "18/05/2022" in page
    assert "đã qua 2 ngày" in " ".join(page.split())


def test_an_urgent_occasion_shows_each_moment(applied, planner, officer, tree):
    wrong = raise_on(planner, "storm", event_at="sáng nay")
    made = raise_on(planner, "storm", event_at="02:10 19/05/2022", told_at="02:40 19/05/2022")
    opened = applied.duty("storm").occurrences.get()
    known = officer.post(
        f"/cases/{opened.case.slug}/acknowledge/",
        {"version": 0, "effective_on": "20/05/2022", "reason": ""},
    )

    page = page_of(planner, f"/cases/{opened.case.slug}/")
    assert (wrong.status_code, made.status_code, known.status_code) == (422, 302, 302)
    assert Acknowledgement.objects.get().unit_id == tree["police"].pk
    assert "02:10 19/05/2022" in page
    assert "sau 30 phút" in " ".join(page.split())


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_days_and_moments_far_away_come_back(applied, planner, day):
    cause = raise_on(planner, "prompt", caused_on=day)
    event = raise_on(planner, "storm", event_at=f"00:00 {day}")

    assert (cause.status_code, event.status_code) == (422, 422)
    assert "FORM-12" in cause.content.decode()
    assert "FORM-12" in event.content.decode()


def test_sheet_is_shown_whatever_day_stands_in_it(applied, planner):
    raise_on(planner, "prompt", caused_on="18/05/2022")
    opened = applied.duty("prompt").occurrences.get()
    opened.caused_on = date(1, 1, 1)
    opened.save()

    page = page_of(planner, f"/cases/{opened.case.slug}/")

    assert "01/01/0001" in page
    assert "đã qua 738.294 ngày" in " ".join(page.split())


@pytest.mark.parametrize("code", ["asked", "issue"])
def test_a_limit_starts_on_the_day_of_the_event(applied, planner, code):
    duty = applied.duty(code)
    duty.snapshot["deadline"] = {"relation": "within", "amount": 3, "measure": "day"}
    duty.save()

    refused = raise_on(planner, code, asked_by="Đảng ủy")
    made = raise_on(planner, code, asked_by="Đảng ủy", caused_on="18/05/2022")

    opened = applied.duty(code).occurrences.get()
    page = page_of(planner, f"/cases/{opened.case.slug}/")
    assert (refused.status_code, made.status_code) == (422, 302)
    assert 'id="id_caused_on_error"' in refused.content.decode()
    assert opened.case.due_on == date(2022, 5, 21)
    assert "không kết luận chậm" not in page


def test_without_a_limit_the_day_of_the_event_is_not_asked(applied, planner):
    page = page_of(planner, f"/cases/{card('asked').slug}/raise_occasion/")

    assert 'name="caused_on"' not in page


def test_a_matter_is_linked_by_address(applied, planner):
    raise_on(planner, "issue", asked_by="Thường trực Đảng ủy")
    opened = applied.duty("issue").occurrences.get().case
    other = occurrence("report", "2022-05")
    told = {"version": 0, "effective_on": "20/05/2022", "reason": ""}

    refused = planner.post(f"/cases/{opened.slug}/link_matter/", told | {"slug": "đây"})
    made = planner.post(
        f"/cases/{opened.slug}/link_matter/", told | {"slug": f"/cases/{other.slug}/"}
    )

    assert (refused.status_code, made.status_code) == (422, 302)
    assert opened.links_in.get().source == other
