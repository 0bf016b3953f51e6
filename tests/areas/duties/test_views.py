from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.duties.models import LocalDate, PlanApply
from tests.areas.duties.conftest import DAY, client_at, page_of
from tests.factories.accounts import grants_at, planner_of
from tests.factories.cases import apply_all, card, complete, occurrence
from tests.factories.packs import TIMED, put_to_work
from tests.factories.plans import local

LOCAL = {
    "period": "semiannual",
    "relation": "before",
    "day": "15",
    "month": "last_of_quarter",
    "rests": "stays",
    "source": "Thông báo 05-TB/KDV ngày 18/05/2022",
    "valid_from": "01/06/2022",
}


@pytest.mark.parametrize("code", [*TIMED, "meaning"])
def test_every_duty_has_a_page(applied, planner, code):
    page = page_of(planner, f"/duties/local/{code}/")

    assert f"Làm việc {code}" in page
    assert "bản nháp" in page


def test_duty_page_names_bearers_receivers_and_reading_place(applied, planner, tree):
    page = page_of(planner, "/duties/local/report/")

    assert f"/units/{tree['board'].pk}/" in page
    assert "Thân bloc" in page
    assert "/regulations/pack/local/#att_1__art_1__cl_1" in page
    assert page.count('href="/cases/') == 7


def test_duty_page_shows_only_cases_in_sight(applied, officer):
    page = page_of(officer, "/duties/local/report/")

    assert 'href="/cases/' not in page
    assert "chưa có việc nào được mở" in page


def test_sent_board_tells_in_time_late_and_missing(applied, planner, tree):
    today = date(2022, 8, 15)
    tree.root.demo_on = today
    tree.root.save()
    for key, day in (("2022-05", date(2022, 6, 9)), ("2022-06", date(2022, 7, 10))):
        complete(occurrence("report", key), planner_of(tree.root, today=day), on=day)

    page = page_of(planner, "/duties/local/report/board/2022/")

    assert re.findall(r'cell cell-(\w+)"', page)[:3] == ["done_in_time", "done_late", "overdue"]
    assert "chậm 1 ngày" in page
    assert "chậm 6 ngày" in page
    assert page.count('<svg class="board"') == 1
    assert 'style="' not in page


def test_year_board_holds_series_by_month_of_the_due_day(applied, planner, tree):
    page = page_of(planner, f"/units/{tree['board'].pk}/year/2022/")

    assert page.count('class="board-label"') == 5
    assert "Tháng 10" in page
    assert "24/10" in page
    assert f"/units/{tree['board'].pk}/year/2023/" in page


def test_year_without_dates_says_so(applied, planner, tree):
    page = page_of(planner, f"/units/{tree['board'].pk}/year/2019/")

    assert "Năm này không có việc nào có ngày" in page


@pytest.mark.parametrize("year", [0, 1999, 2101, 99999])
def test_years_that_no_calendar_shows_are_not_found(applied, planner, tree, year):
    assert planner.get(f"/units/{tree['board'].pk}/year/{year}/").status_code == 404


def test_unit_page_says_what_is_owed_this_month_and_why(applied, planner, tree):
    tree.root.demo_on = date(2022, 6, 2)
    tree.root.save()

    page = page_of(planner, f"/units/{tree['board'].pk}/")

    assert "09/06/2022" in page
    assert "ngày cuối còn đúng hạn là 09/06/2022" in page
    assert "khoản 1 Điều 1" in page
    assert "Thân board" in page
    assert "Làm việc always" in page


def test_units_are_a_tree_and_are_found_without_marks(applied, planner, tree):
    whole = page_of(planner, "/units/")
    found = page_of(planner, "/units/", words="don vi police")

    assert all(f"/units/{unit.pk}/" in whole for unit in tree.units.values())
    assert "depth-2" in whole
    assert f'/units/{tree["board"].pk}/"' not in found
    assert "Không có đơn vị nào" in page_of(planner, "/units/", words="zzz")


def test_officer_sees_the_own_unit_only(applied, officer, tree):
    page = page_of(officer, "/units/")

    assert f"/units/{tree['police'].pk}/" in page
    assert f"/units/{tree['board'].pk}/" not in page
    assert officer.get(f"/units/{tree['board'].pk}/").status_code == 404
    assert officer.get(f"/units/{tree['board'].pk}/year/2022/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/duties/local/report/",
        "/duties/local/report/board/2022/",
        "/units/{board}/",
        "/units/{board}/year/2022/",
        "/local-dates/{half}/",
        "/local-dates/{local}/end/",
        "/local-dates/{local}/file/",
        "/bindings/board/",
        "/bindings/{binding}/end/",
        "/cases/{case}/",
    ],
)
def test_other_trees_find_nothing(applied, planner, stranger, tree, address):
    planner.post(f"/local-dates/{applied.duty('half').pk}/", LOCAL)
    told = address.format(
        board=tree["board"].pk,
        half=applied.duty("half").pk,
        local=LocalDate.objects.get().pk,
        binding=tree["board"].bindings.get().pk,
        case=occurrence("report", "2022-05").slug,
    )

    assert stranger.get(told).status_code == 404
    assert f"/units/{tree['board'].pk}/" not in page_of(stranger, "/units/")


def test_lists_cost_the_same_whatever_they_hold(applied, planner, tree):
    small, big = tree["police"].pk, tree["board"].pk
    for address in ("/units/{}/", "/units/{}/year/2022/"):
        with CaptureQueriesContext(connection) as few:
            page_of(planner, address.format(small))
        with CaptureQueriesContext(connection) as many:
            page_of(planner, address.format(big))
        assert len(many) - len(few) <= 3


def test_sheets_explain_a_case(applied, planner):
    page = page_of(planner, f"/cases/{occurrence('report', '2022-05').slug}/")
    proof = page_of(planner, f"/cases/{card('always').slug}/")

    assert "01/05/2022" in page
    assert "10/06/2022" in page
    assert "theo văn bản" in page
    assert "không bao giờ bị máy tính là quá hạn" in proof


def perform_proof(case, actor):
    proof = [EvidenceInput("report", note="Đã làm.")]
    return perform(case, "add_proof", actor, effective_on=DAY, evidence=proof)


@pytest.mark.parametrize(("code", "said"), [("session", True), ("floor", True), ("report", False)])
def test_page_of_a_rhythm_without_a_day_says_when_it_is_late(applied, planner, code, said):
    page = page_of(planner, f"/duties/local/{code}/")

    assert ("quá hạn từ ngày đầu kỳ sau" in page) is said


def test_local_date_is_set_and_ended_by_a_planner(applied, planner, officer):
    half = applied.duty("half")
    address = f"/local-dates/{half.pk}/"

    assert officer.get(address).status_code == 404
    assert planner.get(address).status_code == 200
    assert planner.post(address, LOCAL).status_code == 302
    local = LocalDate.objects.get()
    page = page_of(planner, "/duties/local/half/")
    assert "mỗi sáu tháng, trước ngày 15 của tháng cuối kỳ" in page
    assert LOCAL["source"] in page
    assert planner.get(f"/local-dates/{local.pk}/end/").status_code == 200
    ended = planner.post(f"/local-dates/{local.pk}/end/", {"last_day": "30/09/2022"})
    assert ended.status_code == 302
    local.refresh_from_db()
    assert local.valid_until == date(2022, 10, 1)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"source": " "}, "FORM-01"),
        ({"day": ""}, "cần một ngày"),
        ({"month": ""}, "cần một tháng"),
        ({"day": "32"}, "FORM-09"),
        ({"month": "every"}, "LOCAL-02"),
        ({"valid_from": "31/02/2022"}, "FORM-04"),
        ({"period": "daily"}, "FORM-03"),
    ],
)
def test_bad_local_dates_come_back_with_their_sentence(applied, planner, changed, expected):
    answer = planner.post(f"/local-dates/{applied.duty('half').pk}/", LOCAL | changed)

    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert LocalDate.objects.count() == 0


def test_plan_is_shown_applied_once_and_undone(worked, planner):
    page = page_of(planner, "/plan/", until="31/12/2022")
    digest = re.search(r'name="digest" value="(\w+)"', page)[1]

    assert "<b>+29</b>" in page
    assert "gói nhiệm vụ được dùng" in page
    told = {"digest": digest, "until": "2022-12-31"}
    assert planner.post("/plan/apply/", told, follow=True).status_code == 200
    plan = PlanApply.objects.get()
    again = planner.post("/plan/apply/", told, follow=True).content.decode()
    assert "PLAN-02" in again
    assert "Không có gì để thêm" in page_of(planner, "/plan/", until="31/12/2022")
    assert "Bỏ lần áp dụng này" in page_of(planner, "/plan/applied/")
    planner.post(f"/plan/applied/{plan.pk}/undo/")
    plan.refresh_from_db()
    assert plan.undone_at is not None


def test_a_plan_that_changed_since_is_shown_again(worked, planner):
    answer = planner.post("/plan/apply/", {"digest": "0" * 64, "until": ""}, follow=True)

    assert "PLAN-01" in answer.content.decode()
    assert PlanApply.objects.count() == 0


def test_undo_stops_where_somebody_has_worked(worked, planner):
    applied = apply_all(worked.tree.root, today=DAY, until=date(2022, 12, 31))
    complete(occurrence("decide", "once"), on=DAY)

    answer = planner.post(f"/plan/applied/{applied.pk}/undo/", follow=True)

    assert "PLAN-03" in answer.content.decode()


def test_day_that_the_text_writes_is_not_set_locally(applied, planner):
    told = LOCAL | {"period": "quarterly", "day": "20"}

    answer = planner.post(f"/local-dates/{applied.duty('quarter').pk}/", told)

    assert answer.status_code == 422
    assert "LOCAL-04" in answer.content.decode()


def test_plan_tells_moves_with_days_and_source(applied, planner, tree):
    local(tree, "quarter", "last_of_quarter", 19, period="quarterly", since=DAY)

    page = page_of(planner, "/plan/", until="31/12/2022")

    assert "ngày do địa phương đặt" in page
    assert "<b>→3</b>" in page
    assert re.search(r"14/06/2022</time> → <time[^>]*>19/06/2022", page)


def test_plan_tells_what_goes_and_what_stays_because_of_work(applied, planner, tree):
    complete(occurrence("report", "2022-05"), on=DAY)
    perform_proof(card("always"), planner_of(tree.root, today=DAY))
    binding = tree["board"].bindings.get()
    told = {"valid_until": "01/06/2022", "basis": "Quyết định 9"}
    assert planner.post(f"/bindings/{binding.pk}/end/", told).status_code == 302

    page = page_of(planner, "/plan/", until="31/12/2022")

    assert "thôi, với cơ quan này" in page
    assert "−" in page
    assert page_of(planner, "/bindings/board/").count("Quyết định 9") == 1


@pytest.mark.parametrize("day", ["hôm nay", "32/13/2022"])
def test_a_day_that_is_none_is_told(worked, planner, day):
    answer = planner.get("/plan/", {"until": day})

    assert answer.status_code == 422
    assert "FORM-04" in answer.content.decode()


@pytest.mark.parametrize("address", ["/plan/", "/plan/applied/", "/bindings/", "/bindings/board/"])
def test_planning_is_for_planners(worked, officer, address):
    assert officer.get(address).status_code == 404
    assert officer.post("/plan/apply/").status_code == 404


def test_planning_a_part_is_not_planning_the_whole(worked, tree):
    client = client_at(tree["bloc"], grants_at(tree["bloc"], roles=("planner",)))

    assert client.get("/plan/").status_code == 404
    assert client.get("/bindings/").status_code == 200


def test_bindings_show_what_lacks_a_unit_first_and_bind_several(tree, tmp_path, planner):
    put_to_work(tree, tmp_path, bodies={"board": ("board",)})
    page = page_of(planner, "/bindings/")

    assert page.index("Thân front") < page.index("Thân board")
    assert page.index("Thân police") < page.index("Thân board")
    form = page_of(planner, "/bindings/front/")
    assert "Đơn vị council" in form
    told = {"units": [tree["council"].pk, tree["police"].pk], "valid_from": "01/06/2022"}
    assert planner.post("/bindings/front/", told).status_code == 302
    assert tree["council"].bindings.filter(role__slug="front").exists()
    again = planner.post("/bindings/front/", told)
    assert again.status_code == 422
    assert "BIND-02" in again.content.decode()


def test_units_of_other_trees_cannot_be_bound(worked, planner, stranger):
    foreign = planner.post(
        "/bindings/front/", {"units": ["1", "999999"], "valid_from": "01/06/2022"}
    )

    assert foreign.status_code == 422
    assert "Chưa có cơ quan nào cần gắn" in page_of(stranger, "/bindings/")


def test_pages_speak_english(applied, planner, tree):
    planner.cookies["danvan_language"] = "en"

    page = page_of(planner, "/duties/local/report/")

    assert "do work report" in page.lower()
    assert "Article 1, clause 1" in page


def test_units_to_bind_are_named_in_english(tree, tmp_path, planner):
    put_to_work(tree, tmp_path, bodies={"board": ("board",)})
    tree["police"].periods.update(name_en="Commune Police")
    planner.cookies["danvan_language"] = "en"

    page = page_of(planner, "/bindings/front/")

    assert "Commune Police" in page
    assert "Đơn vị council" in page


def test_head_of_the_board_fits_its_months(applied, planner, tree):
    page = page_of(planner, f"/units/{tree['board'].pk}/year/2022/")

    assert '<span aria-hidden="true">12</span><span class="unseen">Tháng 12</span>' in page
    assert "Kéo ngang để xem hết các cột." in page
