"""My work: tabs by day, filters, a fixed number of queries, files without formulas."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.web.worklist import Wish, Worklist, horizon_of
from tests.factories.desks import TODAY, follow, owe

MOST_QUERIES = 12


def told(client, query=""):
    return client.get(f"/{query}").content.decode()


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 4, 15), date(2026, 4, 30)),
        (date(2026, 4, 29), date(2026, 5, 4)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_due_now_reaches_to_the_end_of_the_month_or_of_the_reminder(today, last):
    assert horizon_of(today) == last


def test_cases_stand_in_the_tab_of_their_day(desk):
    owe(desk, TODAY - timedelta(days=1))
    owe(desk, TODAY)
    owe(desk, date(2026, 4, 30))
    owe(desk, date(2026, 5, 9))
    owe(desk, None)
    follow(desk, "standing")
    follow(desk, "timely")

    counts = Worklist(desk.actor, Wish()).counts

    assert counts == {"overdue": 1, "due": 2, "coming": 1, "undated": 2, "standing": 1}


def test_first_tab_with_something_is_shown(desk, clerk):
    owe(desk, TODAY + timedelta(days=60), title="Báo cáo xa")

    page = told(clerk)

    assert "Báo cáo xa" in page
    assert 'aria-current="page"><svg class="icon"' in page.replace("\n", "")


def test_standing_duty_shows_the_age_of_its_last_proof(desk):
    case = follow(desk)
    proof = EvidenceInput("report", note="Đã họp tổ", proven_on=TODAY - timedelta(days=40))
    perform(case, "add_proof", desk.actor, effective_on=TODAY, evidence=[proof])

    (row,) = Worklist(desk.actor, Wish(tab="standing")).page(None).object_list

    assert (row.last_proof_on, row.proof_age) == (TODAY - timedelta(days=40), 40)


def test_without_proof_nothing_is_claimed(desk, clerk):
    follow(desk)

    assert "chưa có" in told(clerk, "?tab=standing")


@pytest.mark.parametrize("words", ["giao ban", "GIAO BAN", "quý", "quy", "quy giao"])
def test_search_needs_no_marks(desk, words):
    owe(desk, TODAY, title="Họp giao ban quý")
    owe(desk, TODAY, title="Báo cáo tháng")

    found = Worklist(desk.actor, Wish(tab="due", words=words)).all_rows()

    assert [row.case.title_vi for row in found] == ["Họp giao ban quý"]


def test_somebody_elses_work_is_not_mine(desk, other_desk):
    owe(desk, TODAY)

    assert sum(Worklist(desk.actor, Wish()).counts.values()) == 1
    assert sum(Worklist(other_desk.actor, Wish()).counts.values()) == 0


@pytest.mark.parametrize("size", [0, 3, 120])
def test_queries_do_not_grow_with_the_list(desk, clerk, size, django_assert_max_num_queries):
    for number in range(size):
        owe(desk, TODAY - timedelta(days=number))

    with django_assert_max_num_queries(MOST_QUERIES):
        answer = clerk.get("/")

    assert answer.status_code == 200


def test_english_needs_no_more_queries(desk, clerk, django_assert_max_num_queries):
    owe(desk, TODAY)
    clerk.cookies["danvan_language"] = "en"

    with django_assert_max_num_queries(MOST_QUERIES):
        answer = clerk.get("/")

    assert answer["Content-Language"] == "en"


def test_long_lists_come_in_pages(desk, clerk):
    for number in range(51):
        owe(desk, TODAY + timedelta(days=1), title=f"Việc {number:03}")

    first, second = told(clerk, "?tab=due"), told(clerk, "?tab=due&page=2")

    assert first.count("<tr>") - second.count("<tr>") == 49
    assert "Trang 1/2" in first
    assert "Trang 2/2" in second


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_a_page_that_is_none_gives_one_that_is(desk, clerk, page):
    owe(desk, TODAY, title="Chỉ một việc")

    assert "Chỉ một việc" in told(clerk, f"?tab=due&page={page}")


@pytest.mark.parametrize("query", ["?area=none", "?unit=x", "?sort=none", "?tab=none", "?q=%00"])
def test_odd_filters_do_not_break_the_page(desk, clerk, query):
    owe(desk, TODAY, title="Vẫn thấy việc này")

    assert clerk.get(f"/{query}").status_code == 200


def test_empty_states_say_what_to_do_next(desk, clerk):
    assert "áp dụng kế hoạch" in told(clerk)

    owe(desk, TODAY)

    assert "Chọn nhóm khác" in told(clerk, "?tab=overdue")
    assert "Bỏ lọc" in told(clerk, "?tab=due&q=khongcogi")


def test_rows_come_as_a_file(desk, clerk):
    owe(desk, TODAY, title="=HYPERLINK(1)")

    answer = clerk.get("/?tab=due&format=csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[1].startswith("Đến hạn,15/04/2026,'=HYPERLINK(1),Khối Dân vận,khoản 2 Điều 21,")


def test_titles_are_escaped(desk, clerk):
    owe(desk, TODAY, title="<script>x</script>")

    assert "<script>" not in told(clerk)
