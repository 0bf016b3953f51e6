"""Figures of a period: what is counted, by whom it is seen, and that each leads to its cases."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from danvan.areas.petitions import calculator
from danvan.areas.petitions.shapes import COMPLAINT, FEEDBACK
from danvan.kernel.cases.models import Clock
from danvan.kernel.cases.perform import perform
from tests.areas.petitions.conftest import take_in
from tests.factories.desks import Desk, make_desk

URL = "/petitions/figures/"
MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 6)


def act(case, desk, key, on, **data):
    return perform(case, key, desk.actor, effective_on=on, data=data, reason="Theo đơn")


def figures(desk: Desk, period: str, cut: str = "kind", row: str = "Tất cả") -> dict[str, int]:
    span = calculator.span_of(period)
    board = calculator.board(calculator.CUTS[cut], calculator.Wish(span, None), desk.actor)
    found = next((one for one in board.rows if str(one.label) == row), None)
    counts = [count for count, _url in found.cells] if found else [0] * len(board.heads)
    return dict(zip(board.cut.measures, counts, strict=True))


def answered(desk: Desk, received: date, on: date, **changed):
    case = take_in(desk, FEEDBACK, received_on=received, **changed).case
    act(case, desk, "classify", received, competence="ours")
    act(case, desk, "accept", received)
    return act(case, desk, "answer", on, answer="Đã sửa")


def test_what_came_before_and_what_came_now_are_told_apart(desk):
    take_in(desk, received_on=MARCH)
    take_in(desk, received_on=APRIL)
    answered(desk, MARCH, APRIL)

    found = figures(desk, "2026-04")

    assert (found["carried"], found["received"]) == (2, 1)
    assert (found["handled"], found["open"]) == (1, 2)


def test_period_that_is_over_is_told_as_it_stood_then(desk):
    answered(desk, MARCH, APRIL)

    march, april = figures(desk, "2026-03"), figures(desk, "2026-04")

    assert (march["received"], march["handled"], march["open"]) == (1, 0, 1)
    assert (april["carried"], april["handled"], april["open"]) == (1, 1, 0)


def test_both_ends_of_a_period_belong_to_it(desk):
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)):
        take_in(desk, received_on=day)

    assert figures(desk, "2026-Q1")["received"] == 2
    assert figures(desk, "2026-H1")["received"] == 3
    assert figures(desk, "2026")["received"] == 3
    assert figures(desk, "2026-01")["received"] == 1


def test_one_limit_missed_is_late_and_none_missed_is_on_time(desk):
    for on in (date(2026, 4, 8), date(2026, 4, 14)):
        case = take_in(desk, received_on=date(2026, 3, 2)).case
        act(case, desk, "classify", date(2026, 3, 2), competence="other")
        act(case, desk, "guide", on, passed_to="Sở Xây dựng")
    in_time = take_in(desk, received_on=APRIL).case
    act(in_time, desk, "classify", APRIL, competence="other")
    act(in_time, desk, "guide", APRIL, passed_to="Sở Xây dựng")

    found = figures(desk, "2026-04")

    assert (found["handled"], found["late"], found["on_time"]) == (3, 2, 1)


def test_without_a_clock_nothing_is_late(desk):
    case = answered(desk, MARCH, APRIL)
    Clock.objects.filter(case=case).delete()

    found = figures(desk, "2026-04")

    assert (found["handled"], found["late"], found["on_time"], found["undated"]) == (1, 0, 0, 1)


def test_withdrawn_is_not_handled(desk, settings):
    settings.CASE_FOLLOWERS = []
    case = take_in(desk, received_on=APRIL).case
    case.state, case.closed_on = "withdrawn", APRIL
    case.save()

    found = figures(desk, "2026-04")

    assert (found["handled"], found["waived"], found["open"]) == (0, 1, 0)


def test_petitions_of_many_are_counted_by_the_law_of_the_day(desk):
    for people in (1, 4, 5, 40):
        take_in(desk, facts={"signatory_count": people})

    assert figures(desk, "2026-04")["many"] == 2


@pytest.mark.parametrize(
    ("cut", "row", "count"),
    [
        ("kind", "Khiếu nại", 2),
        ("kind", "Phản ánh", 1),
        ("channel", "gửi thư", 2),
        ("channel", "gọi điện", 1),
        ("competence", "chưa phân loại", 3),
        ("competence", "của cơ quan đảng", 0),
    ],
)
def test_received_is_parted_by_kind_channel_and_competence(desk, cut, row, count):
    take_in(desk)
    take_in(desk)
    take_in(desk, FEEDBACK, channel="telephone")

    assert figures(desk, "2026-04", cut, row).get("received") == count


def test_outcomes_are_told_for_each_kind(desk):
    answered(desk, MARCH, APRIL)

    assert figures(desk, "2026-04", "outcome", "Phản ánh: đã trả lời")["handled"] == 1


def test_every_figure_leads_to_as_many_cases(desk, client):
    take_in(desk, received_on=MARCH)
    take_in(desk, facts={"signatory_count": 6})
    answered(desk, MARCH, APRIL)
    page = client.get(URL, {"period": "2026-04"}).content.decode()
    ways = re.findall(r'<a href="(/petitions/figures/[^"]+)">(\d+)</a>', page)

    assert len(ways) > 12
    for url, count in ways:
        assert f"{count} dòng" in client.get(url).content.decode(), url


def test_others_are_neither_counted_nor_listed(desk, client):
    other = make_desk()
    take_in(other, title="Việc của xã khác")

    page = client.get(URL, {"period": "2026-04", "unit": ""}).content.decode()
    listed = client.get(f"{URL}2026-04/0/received/kind/{COMPLAINT}/").content.decode()
    theirs = client.get(f"{URL}2026-04/{other.unit.pk}/received/kind/{COMPLAINT}/")

    assert "Không có đơn nào trong kỳ này" in page
    assert figures(desk, "2026-04")["received"] == 0
    assert "Việc của xã khác" not in listed
    assert theirs.status_code == 404


def test_unit_out_of_reach_is_not_offered(desk, client):
    answer = client.get(URL, {"unit": make_desk().unit.pk})

    assert answer.status_code == 422
    assert "FORM-03" in answer.content.decode()


def test_workbook_has_a_sheet_for_each_cut_with_numbers(desk, client):
    take_in(desk)

    answer = client.get(URL, {"period": "2026-04", "format": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))

    assert book.sheet_names == [str(one.label) for one in calculator.CUTS.values()]
    assert book.get_sheet_by_index(0).to_python()[1][:3] == ["Khiếu nại", 0, 1]


@pytest.mark.parametrize(
    "place",
    [
        "2026-13/0/received/kind/all/",
        "0000/0/received/kind/all/",
        "2026/0/nothing/kind/all/",
        "2026/0/received/nothing/all/",
        "2026/0/late/channel/all/",
        "2026/0/handled/outcome/petitions.complaint/",
        "2026/0/received/kind/duties.card/",
    ],
)
def test_figure_that_is_none_is_not_found(desk, client, place):
    assert client.get(f"{URL}{place}").status_code == 404


@pytest.mark.parametrize("period", ["2099", "2026-05", "", "x", "٢٠٢٦"])
def test_period_that_is_not_offered_is_told(desk, client, period):
    assert client.get(URL, {"period": period}).status_code == 422


def test_queries_do_not_grow_with_petitions(desk, client):
    def count(petitions: int) -> int:
        for _ in range(petitions):
            take_in(desk)
        with CaptureQueriesContext(connection) as found:
            client.get(URL, {"period": "2026-04"})
        return len(found)

    count(1)
    assert count(1) == count(5)
