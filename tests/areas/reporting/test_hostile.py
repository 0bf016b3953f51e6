"""Sent by hand past the page: versions and marks out of every measure, and by who may not write."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from danvan.areas.reporting.merge import combine
from danvan.kernel.cases.drafts import save_draft
from danvan.kernel.cases.models import Case, Draft
from danvan.law.report_checks import check_words
from danvan.law.reports import Annex, AnnexColumn
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.desks import Desk
from tests.factories.report_forms import words
from tests.factories.reports import (
    FORM,
    ReportHouse,
    act,
    begin,
    make_house,
    owe_report,
    submitted,
)

pytestmark = pytest.mark.django_db

HUGE = "9" * 24
ODD = (HUGE, "9" * 5000, "-1", "3000000000", "mười")


def signed_in(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.user)
    return client


def reader_of(house: ReportHouse) -> Client:
    """Sign in who only reads at the unit that reports."""
    unit, client = house.sender.unit, Client()
    client.force_login(make_user(make_post(unit, grants_at(unit, roles=("reader",)))))
    return client


def begun() -> tuple[ReportHouse, Case]:
    house = make_house()
    return house, begin(house)


@pytest.mark.parametrize("version", ODD, ids=["huge", "endless", "minus", "wide", "words"])
@pytest.mark.parametrize("page", ["fill", "entry", "short"])
def test_version_nobody_has_seen_is_a_stale_one_and_what_was_typed_stays(page, version):
    house, case = begun()

    answer = signed_in(house.sender).post(
        f"/reports/{case.slug}/{page}/",
        {"version": version, "base": "{}", "q_done": "Đã họp", "save": "1"},
    )

    html = answer.content.decode()
    assert (answer.status_code, "CASE-02" in html, "Đã họp" in html) == (422, True, True)


@pytest.mark.parametrize("version", ODD, ids=["huge", "endless", "minus", "wide", "words"])
def test_draft_of_a_version_nobody_has_seen_is_kept_as_behind(version):
    house, case = begun()

    answer = signed_in(house.sender).post(
        f"/reports/{case.slug}/draft/", {"version": version, "base": "{}", "q_done": "Đã họp"}
    )

    assert (answer.status_code, answer.json()["state"]) == (200, "behind")
    assert Draft.objects.get().values["q_done"] == "Đã họp"


@pytest.mark.parametrize("version", [10**24, 2**31, -1])
def test_draft_keeps_no_version_that_no_case_can_have(version):
    house, case = begun()

    kept = save_draft(case, "report", house.sender.actor, {"q_done": "x"}, version=version)

    assert Draft.objects.get(pk=kept.pk).version == 0


def test_signs_that_no_base_keeps_are_left_out_of_a_draft():
    house, case = begun()

    signed_in(house.sender).post(f"/reports/{case.slug}/draft/", {"q_done": "Đã\x00 họp"})

    assert Draft.objects.get().values["q_done"] == "Đã họp"


@pytest.mark.parametrize("base", ["[" * 3000, '{"v_a":' * 3000, "1" * 5000, "[" * 200_000])
def test_marks_nested_beyond_measure_lose_nothing(base):
    found = combine({"v_a": "7", "base": base}, {"v_a": "6"})

    assert (found.texts["v_a"], found.theirs) == ("7", {"v_a": "6"})


def test_page_with_marks_nested_beyond_measure_is_shown_again():
    house, case = begun()

    answer = signed_in(house.sender).post(
        f"/reports/{case.slug}/fill/",
        {"version": "99", "base": "[" * 3000, "q_done": "Đã họp", "save": "1"},
    )

    assert (answer.status_code, "Đã họp" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("page", ["fill", "entry", "short", "draft"])
@pytest.mark.parametrize("is_locked", [False, True])
def test_reader_of_the_unit_keeps_no_draft(page, is_locked):
    house = make_house()
    case = submitted(house) if is_locked else begin(house)

    answer = reader_of(house).post(f"/reports/{case.slug}/{page}/", {"q_done": "x", "save": "1"})

    assert answer.status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize("page", ["fill", "entry", "short", "draft"])
@pytest.mark.parametrize("is_locked", [False, True])
def test_officer_of_another_unit_keeps_no_draft(page, is_locked):
    house = make_house()
    case = submitted(house) if is_locked else begin(house)

    answer = signed_in(house.bloc).post(
        f"/reports/{case.slug}/{page}/", {"q_done": "x", "save": "1"}
    )

    assert answer.status_code in {403, 404}
    assert not Draft.objects.exists()


def test_reader_is_told_on_looking_that_the_post_does_not_fill_in():
    _house, case = begun()

    answer = reader_of(_house).get(f"/reports/{case.slug}/fill/", follow=True)

    assert "chức danh này không điền được" in answer.content.decode()


def return_of(case: Case, **told: str) -> dict[str, str]:
    return {"version": str(case.version), "reason": "Thiếu kế hoạch"} | told


def test_remarks_of_a_second_tab_stay_in_their_boxes():
    house = make_house()
    case = submitted(house)
    client, address = signed_in(house.bloc), f"/reports/{case.slug}/return/"
    client.post(address, return_of(case))

    second = client.post(address, return_of(case, **{"m_figure:received": "Cộng lại giúp"}))

    html = second.content.decode()
    assert (second.status_code, "REPORT-10" in html) == (422, True)
    assert 'value="Cộng lại giúp"' in html
    assert "Thiếu kế hoạch" in html
    assert client.get(address).status_code == 302


def test_remarks_on_a_version_that_was_mended_meanwhile_are_kept_in_the_whole():
    house = make_house()
    case = submitted(house)
    first = case.report.versions.get().paragraphs.first()
    client, address = signed_in(house.bloc), f"/reports/{case.slug}/return/"
    sent = return_of(case, **{f"m_paragraph:{first.pk}": "Họp ngày nào?"})
    act(case, "return", house.bloc, reason="Thiếu")
    act(case, "submit", house.sender)

    stale = client.post(address, sent)

    html = stale.content.decode()
    assert (stale.status_code, "CASE-02" in html) == (422, True)
    assert "Họp ngày nào?" in html


@pytest.mark.parametrize("version", [HUGE, "-1", "x", ""])
def test_return_with_a_version_nobody_has_seen_keeps_the_remarks(version):
    house = make_house()
    case = submitted(house)

    answer = signed_in(house.bloc).post(
        f"/reports/{case.slug}/return/", return_of(case) | {"version": version}
    )

    assert (answer.status_code, "Thiếu kế hoạch" in answer.content.decode()) == (422, True)


def test_who_sent_the_report_returns_nothing():
    house = make_house()
    case = submitted(house)

    answer = signed_in(house.sender).post(f"/reports/{case.slug}/return/", return_of(case))

    case.refresh_from_db()
    assert (answer.status_code, case.state) == (302, "submitted")


DATED = replace(
    FORM,
    annexes=(
        Annex(
            "list",
            words("Danh sách"),
            tuple(AnnexColumn(key, words(key)) for key in ("name", "began_on")),
        ),
    ),
)


def test_day_of_an_annex_that_no_calendar_has_is_told_at_its_cell():
    house = make_house(form=DATED)
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"
    sent = {"version": str(case.version), "a_list_0_name": "Vụ A", "save": "1"}

    wrong = client.post(address, sent | {"a_list_0_began_on": "32/13/2026"})
    right = client.post(address, sent | {"a_list_0_began_on": "9/4/2026"})

    html = wrong.content.decode()
    assert (wrong.status_code, "FORM-04" in html, "32/13/2026" in html) == (422, True, True)
    assert right.status_code == 302
    row = case.report.versions.get().annex_rows.get()
    assert row.values == {"name": "Vụ A", "began_on": "09/04/2026"}
    book = client.get(f"/reports/{case.slug}/versions/1/?format=xlsx").content
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book))
    assert sheets.sheet_names == ["Báo cáo", "Danh sách"]
    assert sheets.get_sheet_by_index(1).to_python() == [
        ["name", "began_on"],
        ["Vụ A", "09/04/2026"],
    ]


def test_open_period_names_its_unit_where_a_post_works_for_several():
    house = make_house()
    owe_report(house)
    units, client = (house.sender.unit, house.bloc.unit), Client()
    client.force_login(make_user(make_post(units[0], grants_at(*units))))

    both = client.get("/reports/").content.decode()
    one = signed_in(house.sender).get("/reports/").content.decode()

    assert "</a>, Mặt trận Tổ quốc" in both
    assert "Kỳ đang mở" in one
    assert "</a>, Mặt trận Tổ quốc" not in one


def test_length_of_an_answer_is_told_with_points_between_thousands():
    (found,) = check_words(FORM.questions[0], "x" * 923_999)

    assert (found.fields["length"], found.fields["limit"]) == ("923.999", "4.000")
