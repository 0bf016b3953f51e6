"""Story 2: guidance dates ten series of a city; a year of 1, 3, 6, 9 and 12 months goes up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from danvan.areas.consolidation import merge as merging
from danvan.areas.consolidation.calculator import values_of
from danvan.areas.reporting.models import Delivery
from danvan.areas.reporting.plan import open_report
from danvan.areas.reporting.queries import current_version
from danvan.kernel.cases.models import Case
from danvan.kernel.duties.local_dates import GuidedSeries, date_by_guidance
from danvan.kernel.duties.models import Duty, Occurrence
from danvan.kernel.duties.trees import Tree
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of
from danvan.law.duties import DueRule
from tests.factories.accounts import actor_at, grants_at, make_post, make_user, planner_of
from tests.factories.stories import begin_year, do, file_report, owed, plan_as_of
from tests.journeys.conftest import PASSWORD, press

pytestmark = pytest.mark.journey
PAPER = "Hướng dẫn 12-HD/BDVTU ngày 15/01/2026 của Ban Dân vận Thành ủy"
NUMBER = "12-HD/BDVTU ngày 15/01/2026"
GIVEN, TODAY = date(2026, 1, 15), date(2027, 1, 20)
DAYS = {"monthly": 5, "quarterly": 5, "semiannual": 10, "nine_months": 10, "annual": 10}
PERIODS = {
    "2026-01": ("a", "f", date(2026, 2, 5)),
    "2026-Q1": ("b", "g", date(2026, 4, 5)),
    "2026-H1": ("c", "h", date(2026, 7, 10)),
    "2026-9M": ("d", "i", date(2026, 10, 10)),
    "2026": ("e", "j", date(2027, 1, 10)),
}
"""By period: the series of bodies, that of lower committees, the day that the paper gives."""
FIGURE = "complicated_cases"


@pytest.fixture
def city(site) -> Tree:
    """Return the city of document 001 in 2026, its ten series dated by the commission's paper."""
    del site
    tree = begin_year("ha_noi", on=date(2026, 1, 2), password=PASSWORD)
    series = Duty.objects.filter(pack__name=tree.pack, code__startswith="001-d24-k2")
    date_by_guidance(
        [GuidedSeries(one, one.period, DueRule("by", DAYS[one.period], "next")) for one in series],
        tree.root,
        source=PAPER,
        valid_from=GIVEN,
        actor=planner_of(tree.root, today=GIVEN),
    )
    plan_as_of(tree, TODAY)
    return tree


@pytest.fixture
def account() -> Callable[[Unit], str]:
    """Return a function that makes an account at a unit and returns its name."""

    def make(unit: Unit) -> str:
        user = make_user(make_post(unit, grants_at(unit)))
        user.set_password(PASSWORD)
        user.save()
        return user.username

    return make


def owed_to(tree: Tree, committee: str, key: str) -> list[Occurrence]:
    """Return what is owed to a committee for a period: its bodies, then committees below."""
    receiver = tree.units[committee].pk
    codes = [f"001-d24-k2-{one}" for one in PERIODS[key][:2]]
    rows = [one for code in codes for one in owed(code, key)]
    return [
        one for one in rows if one.case.units.filter(unit_id=receiver, taking="receiver").exists()
    ]


def file_all(rows: Sequence[Occurrence], *, on: date, first: int = 1) -> list[Case]:
    return [
        file_report(one, {FIGURE: number}, on=on) for number, one in enumerate(rows, start=first)
    ]


def facts(page: Page) -> list[str]:
    """Return how many on a board are handed in, in time, late, open and overdue."""
    told = page.locator("dl.facts dd").all_inner_texts()
    return told[:3] + told[4:5]


def test_ten_series_have_days_by_the_paper_and_each_period_is_counted(
    site, city, account, sign_in, desk
):
    rows = {key: owed_to(city, "city_committee", key) for key in PERIODS}
    for key, (_bodies, _below, due_on) in PERIODS.items():
        file_all(rows[key][:11], on=due_on)
        file_report(rows[key][11], {FIGURE: 100}, on=due_on + timedelta(days=1))
    committee = city.units["city_committee"]
    sign_in(desk, account(committee))

    found = {}
    for key in PERIODS:
        desk.goto(f"{site.url}/consolidation/units/{committee.pk}/{key}/")
        found[key] = facts(desk)
    nine = Occurrence.objects.filter(unit=city.units["front"], key__endswith="-9M")

    assert {key: len(one) for key, one in rows.items()} == dict.fromkeys(PERIODS, 13)
    assert {key: {one.case.due_on for one in each} for key, each in rows.items()} == {
        key: {due_on} for key, (_bodies, _below, due_on) in PERIODS.items()
    }
    assert {one.origin for each in rows.values() for one in each} == {"local"}
    assert found == {key: ["12", "11", "1", "1"] for key in PERIODS}
    assert nine.filter(key__startswith="2026").count() == 1
    for one in rows["2026-9M"]:
        desk.goto(f"{site.url}/cases/{one.case.slug}/")
        expect(desk.locator("main")).to_contain_text(NUMBER)


def test_nine_months_go_from_districts_to_the_city_and_what_changes_below_is_said(
    site, city, account, sign_in, desk
):
    key, due_on = "2026-9M", PERIODS["2026-9M"][2]
    committee, district = city.units["city_committee"], city.units["committee_1"]
    below = file_all(owed_to(city, "committee_1", key), on=due_on - timedelta(days=5))
    rows = owed_to(city, "city_committee", key)
    late = next(one for one in rows if one.unit_id == district.pk)
    missing = next(one for one in rows if one.unit_id == city.units["committee_2"].pk)
    file_all([one for one in rows if one not in (late, missing)], on=due_on, first=10)
    after = due_on + timedelta(days=1)
    middle = open_report(late, actor_at(district, today=after))
    merging.merge(middle, actor_at(district, today=after))
    middle = do(middle, "submit", district, on=after)
    sent = Delivery.objects.filter(version__report=middle.pk)

    sign_in(desk, account(committee))
    board = f"{site.url}/consolidation/units/{committee.pk}/{key}/"
    desk.goto(board)
    assert len(below) == 12
    assert dict(sent.values_list("unit__key", "part")) == {
        "city_committee": "receiver",
        "commission": "copy",
    }
    assert facts(desk) == ["12", "11", "1", "1"]
    press(desk.get_by_role("button", name="Mở báo cáo tổng hợp của kỳ này"))
    press(desk.get_by_role("button", name="Tổng hợp", exact=True))
    name = name_of(missing.unit_id, TODAY)
    expect(desk.locator("main")).to_contain_text(f"Chưa có báo cáo của 1 đơn vị: {name}.")
    press(desk.locator(f"a[href$='/figures/{FIGURE}/']"))
    whole = sum(range(1, 13)) + sum(range(10, 21))
    expect(desk.locator(".big-number")).to_contain_text(str(whole))
    expect(desk.locator("main table").first.locator("tbody tr")).to_have_count(13)
    expect(desk.locator("main table").first).to_contain_text("số của chính đơn vị")

    case = Case.objects.get(unit=committee, kind="reporting.report")
    assert values_of(current_version(case.report))[FIGURE] == whole
    do(case, "submit", committee, on=TODAY)
    send_to_both(desk, site, case, city)
    change_below(desk, site, case, below[0], middle, city)


def send_to_both(desk: Page, site, case: Case, city: Tree) -> None:
    """Send the city's report to two, one as a copy; one notes that it came."""
    desk.goto(f"{site.url}/consolidation/{case.slug}/send/")
    for key, part in (("permanent_board", "receiver"), ("commission", "copy")):
        desk.locator("select[name=unit]").select_option(str(city.units[key].pk))
        desk.locator("select[name=part]").select_option(part)
        press(desk.get_by_role("button", name="Thêm nơi nhận này"))
    do(case, "receive", city.units["permanent_board"], on=TODAY)
    desk.reload()
    board = desk.locator("main tbody tr", has_text=name_of(city.units["permanent_board"].pk, TODAY))

    assert desk.locator("main tbody tr").count() == 2
    assert Delivery.objects.filter(version__report=case.pk, received_at=None).count() == 1
    expect(board).not_to_contain_text("chưa")


def change_below(desk: Page, site, case: Case, lowest: Case, middle: Case, city: Tree) -> None:
    """Return and send again a report of the district: both above say that it changed."""
    district, on = city.units["committee_1"], TODAY
    do(lowest, "return", district, on=on, reason="Cộng lại giúp")
    do(lowest, "submit", lowest.unit, on=on)
    desk.goto(f"{site.url}/consolidation/{case.slug}/")
    expect(desk.locator("main")).to_contain_text("Một báo cáo ở cấp dưới nữa đã thay đổi")
    desk.goto(f"{site.url}/consolidation/{middle.slug}/")
    expect(desk.locator("main")).to_contain_text("Có báo cáo cấp dưới đã thay đổi")
