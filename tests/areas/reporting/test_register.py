"""The list of reports: in sight only, filtered, exported, at a fixed cost; what stands behind."""

from __future__ import annotations

import io
from calendar import monthrange
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.factories.desks import Desk, make_desk
from tests.factories.openings import plan_meeting
from tests.factories.reports import COUNTED, begin, make_house, owe_report, submitted

pytestmark = pytest.mark.django_db
TITLE = "Báo cáo thử"


def signed_in(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.user)
    return client


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def months(house, numbers) -> None:
    """Hand in one report for each month of last year."""
    for month in numbers:
        span = (date(2025, month, 1), date(2025, month, monthrange(2025, month)[1]))
        owed = owe_report(house, key=f"2025-{month:02}", span=span, due_on=None)
        submitted(house, owed)


def test_stranger_and_those_it_was_not_sent_to_see_no_report():
    house = make_house()
    draft = begin(house)

    own = signed_in(house.sender).get("/reports/").content.decode()
    receiver = signed_in(house.bloc).get("/reports/").content.decode()
    stranger = signed_in(make_desk()).get("/reports/").content.decode()

    assert draft.title_vi in own
    assert draft.title_vi not in receiver
    assert draft.title_vi not in stranger
    assert "Chưa có báo cáo nào" in stranger


def test_file_holds_what_the_list_shows_and_no_more():
    house = make_house()
    submitted(house)

    mine = signed_in(house.bloc).get("/reports/?format=xlsx")
    other = signed_in(make_desk()).get("/reports/?format=xlsx")

    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(mine.content)).get_sheet_by_index(0).to_python()
    )
    none = (
        CalamineWorkbook.from_filelike(io.BytesIO(other.content)).get_sheet_by_index(0).to_python()
    )
    assert [row[0] for row in rows[1:]] == ["Báo cáo thử – tháng 03/2026"]
    assert rows[1][rows[0].index("Chậm (ngày)")] == 5
    assert len(none) == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [("?state=submitted", 1), ("?state=draft", 0), ("?q=bao+cao+thu", 1), ("?q=khac", 0)],
)
def test_list_is_narrowed(asked, found):
    house = make_house()
    submitted(house)

    html = signed_in(house.bloc).get(f"/reports/{asked}").content.decode()

    assert html.count(f">{TITLE} – ") == found


def test_list_costs_the_same_for_ten_as_for_two():
    house = make_house()
    client = signed_in(house.bloc)
    months(house, (1, 2))
    two = queries_of(client, "/reports/")
    months(house, range(3, 11))

    assert queries_of(client, "/reports/") == two
    assert two <= 25


def test_page_of_filling_in_costs_the_same_after_ten_reports_and_for_forty_cells():
    house = make_house()
    client = signed_in(house.sender)
    months(house, (1,))
    case = begin(house)
    address = f"/reports/{case.slug}/fill/"
    one = queries_of(client, address)
    months(house, range(2, 11))

    assert queries_of(client, address) == one
    assert one <= 45


def test_figure_is_filled_from_own_records_and_leads_to_them():
    house = make_house(form=COUNTED)
    session = plan_meeting(house.sender)
    session.opened_on = date(2026, 3, 5)
    session.save()
    plan_meeting(house.bloc)
    case = begin(house)
    address = f"/reports/{case.slug}/records/sessions/"

    cell = case.report.versions.get().cells.get(key="sessions")
    mine = signed_in(house.sender).get(address).content.decode()

    assert (cell.value, cell.filled) == (1, "records")
    assert session.title_vi in mine
    assert signed_in(make_desk()).get(address).status_code == 404
    assert signed_in(house.sender).get(f"/reports/{case.slug}/records/received/").status_code == 404


def test_version_leaves_as_a_workbook():
    house = make_house()
    case = submitted(house)

    answer = signed_in(house.bloc).get(f"/reports/{case.slug}/versions/1/?format=xlsx")

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    rows = {row[1]: row[3] for row in sheet.to_python()[1:]}
    assert rows["Đơn đã nhận"] == 5
    assert rows["Đã làm gì?"] == "Đã đi xóm."


def test_quarter_that_differs_from_its_months_is_pointed_at_and_may_be_handed_in():
    house = make_house()
    months(house, (1, 2, 3))
    span = (date(2025, 1, 1), date(2025, 3, 31))
    owed = owe_report(house, key="2025-Q1", span=span, due_on=None)
    case = begin(house, owed)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"
    same = {"v_received": "15", "v_complaints": "6", "v_petitions": "9"}

    client.post(address, same | {"version": case.version, "save": "1"})
    agrees = client.get(address).content.decode()
    case.refresh_from_db()
    other = same | {"v_received": "16", "v_petitions": "10", "version": case.version}
    client.post(address, other | {"save": "1"})
    differs = client.get(address).content.decode()

    assert case.report.period_kind == "quarterly"
    assert "REP-13" not in agrees
    assert "REP-13" in differs
