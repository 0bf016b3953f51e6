"""Days counted beyond the published calendar are marked wherever they are shown."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.duties.calendar_notices import Told, give_notice
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.packs.loading import follow_base
from tests.areas.duties.conftest import DAY, client_at, page_of
from tests.factories.accounts import grants_at, planner_of
from tests.factories.cases import apply_all, occurrence
from tests.factories.plans import local

MARK = "tạm tính"


@pytest.fixture
def officer(tree):
    return client_at(tree["board"], grants_at(tree["board"], roles=("officer", "reader")))


def test_mark_stands_in_my_work_on_the_board_and_on_the_case(applied, officer, tree):
    case = occurrence("report", "2022-05")
    pages = ("/?tab=coming", f"/units/{tree['board'].pk}/year/2022/", f"/cases/{case.slug}/")
    before = [MARK in page_of(officer, address).lower() for address in pages]

    Occurrence.objects.filter(case=case).update(is_provisional=True)

    assert before == [False, False, False]
    assert [MARK in page_of(officer, address).lower() for address in pages] == [True, True, True]


def test_case_names_the_paper_behind_the_day_off(worked, officer, tree):
    follow_base(by="tests")
    local(tree, "half", day=14, since=date(2022, 7, 1), rests="next_working_day")
    storm = date(2022, 9, 14)
    told = Told("day_off", storm, storm, "Nghỉ phòng bão", "Thông báo 9/TB-UBND", DAY)
    give_notice(told, tree.root, planner_of(tree.root))
    apply_all(tree.root, today=DAY, until=date(2022, 12, 31))

    page = page_of(officer, f"/cases/{occurrence('half', '2022-08').slug}/")

    assert "ngày ấy nghỉ theo Thông báo 9/TB-UBND, 20/05/2022" in page
    assert "ngày cuối còn đúng hạn là 15/09/2022" in page


def test_plan_tells_that_the_calendar_moves_a_day(worked, planner, tree):
    follow_base(by="tests")
    local(tree, "half", day=14, since=date(2022, 7, 1), rests="next_working_day")
    apply_all(tree.root, today=DAY, until=date(2022, 12, 31))
    storm = date(2022, 9, 14)
    give_notice(Told("day_off", storm, storm, "Bão", "1/TB", DAY), tree.root, planner_of(tree.root))

    page = page_of(planner, "/plan/", until="31/12/2022")

    assert "lịch nghỉ thay đổi theo thông báo" in page
    assert "<b>→1</b>" in page
