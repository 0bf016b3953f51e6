"""Story 1: thirteen bodies of a commune report by month; the bloc merges, sends up, issues."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from danvan.areas.consolidation.acts import open_upper
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.issuers import IssuerFacts, set_profile, set_term
from danvan.kernel.correspondence.registers import open_register
from danvan.kernel.duties.local_dates import set_local_date
from danvan.kernel.duties.models import Duty, Occurrence
from danvan.kernel.duties.trees import Tree
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of
from danvan.law.duties import DueRule
from tests.factories.accounts import actor_at, planner_of
from tests.factories.stories import begin_year, do, file_report, owed, plan_as_of, show_as_of
from tests.journeys.conftest import PASSWORD, press

pytestmark = pytest.mark.journey
MONTHLY = "000-d21-k2-a"
FIGURE = "complicated_cases"
WIDTH = "document.documentElement.scrollWidth"
LABEL = "Vụ việc phức tạp mới phát sinh"
NOTICE = "Thông báo số 05-TB/KDV ngày 20/05/2026 của Khối Dân vận"


@pytest.fixture
def commune_2026(site) -> Tree:
    """Return the commune of document 000 with its pack in use since the second of January."""
    del site
    return begin_year("phu_thuong", on=date(2026, 1, 2), password=PASSWORD)


def facts(page: Page) -> dict[str, str]:
    """Return the counts on top of a board."""
    names, values = page.locator("dl.facts dt"), page.locator("dl.facts dd")
    return dict(zip(names.all_inner_texts(), values.all_inner_texts(), strict=True))


def value_of(page: Page, label: str) -> str:
    row = page.locator("table.stack tr", has=page.locator("th", has_text=label)).first
    return row.locator("td").first.inner_text().strip()


def month_filed(key: str, due_on: date) -> tuple[list[Occurrence], Case]:
    """Let eleven bodies report in time, one a day late and one never; returns all and one."""
    rows = owed(MONTHLY, key)
    for number, one in enumerate(rows[:11], start=1):
        on = due_on - timedelta(days=number % 3)
        case = file_report(one, {FIGURE: number}, on=on, words=(f"Đoạn của nơi thứ {number}.",))
    file_report(rows[11], {FIGURE: 100}, on=due_on + timedelta(days=1))
    return rows, case


def let_bloc_issue(tree: Tree, on: date) -> None:
    bloc, actor = tree.units["bloc"], actor_at(tree.units["bloc"], today=on)
    names = IssuerFacts("Khối Dân vận", "Đảng ủy xã Phú Thượng", "KDV", "Phú Thượng")
    set_profile(bloc, "party", names, valid_from=date(2026, 1, 2), actor=actor)
    set_term(bloc, "2025-2030", valid_from=date(2026, 1, 2), actor=actor)
    open_register(bloc, "out", "party", "Sổ văn bản đi", actor=actor)


@pytest.mark.parametrize(
    ("key", "due_on"),
    [("2026-06", date(2026, 7, 9)), ("2026-10", date(2026, 11, 9))],
    ids=["june", "october"],
)
def test_thirteen_report_the_bloc_merges_and_sends_up(
    site, commune_2026, sign_in, desk, key, due_on
):
    tree, bloc = commune_2026, commune_2026.units["bloc"]
    today = due_on + timedelta(days=11)
    plan_as_of(tree, today)
    rows, last = month_filed(key, due_on)
    let_bloc_issue(tree, today)
    missing = name_of(rows[12].unit_id, today)

    sign_in(desk, "khoi.pt")
    board = f"{site.url}/consolidation/units/{bloc.pk}/{key}/"
    desk.goto(board)
    told = facts(desk)
    assert len(rows) == 13
    assert {one.case.due_on for one in rows} == {due_on}
    assert [told[one] for one in ("Đã nộp", "Đúng hạn", "Nộp chậm", "Trong đó quá hạn")] == [
        "12", "11", "1", "1",
    ]  # fmt: skip
    press(desk.locator("dl.facts").get_by_role("link").nth(3))
    expect(desk.locator("main tbody tr")).to_have_count(1)
    expect(desk.locator("main tbody")).to_contain_text(missing)

    desk.goto(board)
    press(desk.get_by_role("button", name="Mở báo cáo tổng hợp của kỳ này"))
    press(desk.get_by_role("button", name="Tổng hợp", exact=True))
    expect(desk.locator("main")).to_contain_text(f"Chưa có báo cáo của 1 đơn vị: {missing}.")
    assert value_of(desk, LABEL) == str(sum(range(1, 12)) + 100)

    case = Case.objects.get(unit=bloc, kind="reporting.report")
    do(case, "submit", bloc, on=today)
    send_to(desk, site, case, tree.units["standing_committee"], on=today)
    make_document(desk, site, case, missing)
    again_below(desk, site, case, last, bloc, on=today)
    desk.goto(board)
    assert facts(desk)["Đã nộp"] == "12"


def send_to(desk: Page, site, case: Case, standing: Unit, *, on: date) -> None:
    """Send the merged report further; its receiver notes that it came."""
    desk.goto(f"{site.url}/consolidation/{case.slug}/send/")
    desk.locator("select[name=unit]").select_option(str(standing.pk))
    desk.locator("select[name=part]").select_option("receiver")
    press(desk.get_by_role("button", name="Thêm nơi nhận này"))
    expect(desk.locator("main tbody tr")).to_have_count(1)
    expect(desk.locator("main tbody")).to_contain_text("chưa")
    do(case, "receive", standing, on=on)
    desk.reload()
    expect(desk.locator("main tbody")).not_to_contain_text("chưa")


def make_document(desk: Page, site, case: Case, missing: str) -> None:
    """Make a document of the merged report; each leads to the other."""
    press(desk.get_by_role("link", name="Văn bản và tệp in"))
    desk.locator("[name=title]").last.fill("TRƯỞNG KHỐI")
    desk.locator("[name=name]").last.fill("Người Ký")
    press(desk.get_by_role("button", name="Lập dự thảo văn bản"))
    draft = Case.objects.get(kind="documents.outgoing")
    expect(desk.locator("h1")).to_contain_text("Báo cáo: Công tác dân vận")
    press(desk.get_by_role("link", name=f"{case.title_vi}").first)
    assert desk.url == f"{site.url}/cases/{case.slug}/"
    press(desk.get_by_role("link", name="chưa có số"))
    assert desk.url == f"{site.url}/cases/{draft.slug}/"
    body = draft.outgoing_document.content["body"]
    assert f"| {LABEL} | vụ việc | 166 |" in body
    assert missing in body


def again_below(desk: Page, site, case: Case, last: Case, bloc: Unit, *, on: date) -> None:
    """Return a report below: what stands above says so, also once it came again."""
    address = f"{site.url}/consolidation/{case.slug}/"
    stale = "Có báo cáo cấp dưới đã thay đổi"
    desk.goto(address)
    expect(desk.locator("main")).not_to_contain_text(stale)
    do(last, "return", bloc, on=on, reason="Cộng lại giúp")
    desk.reload()
    expect(desk.locator("main")).to_contain_text(stale)
    do(last, "submit", last.unit, on=on)
    desk.reload()
    expect(desk.locator("main")).to_contain_text(stale)


def test_page_of_documents_is_usable_on_a_phone(site, commune_2026, sign_in, phone, accessibility):
    tree, today = commune_2026, date(2026, 7, 20)
    plan_as_of(tree, today)
    case = file_report(owed(MONTHLY, "2026-06")[0], {FIGURE: 3}, on=today, words=("Một đoạn.",))
    actor = actor_at(tree.units["bloc"], today=today)
    sign_in(phone, "khoi.pt")
    address = f"{site.url}/consolidation/{case.slug}/document/"
    found = {}
    phone.goto(address)
    found["read"] = (accessibility(phone), phone.evaluate(WIDTH) <= 390)
    upper = open_upper(tree.units["bloc"], "2026-06", actor)
    phone.goto(f"{site.url}/consolidation/{upper.slug}/document/")
    found["nobody issues"] = (accessibility(phone), phone.evaluate(WIDTH) <= 390)
    let_bloc_issue(tree, today)
    phone.reload()
    press(phone.get_by_role("button", name="Lập dự thảo văn bản"))
    found["error"] = (accessibility(phone), phone.evaluate(WIDTH) <= 390)
    phone.locator("[name=title]").last.fill("TRƯỞNG KHỐI")
    press(phone.get_by_role("button", name="Lập dự thảo văn bản"))
    phone.goto(f"{site.url}/consolidation/{upper.slug}/document/")
    found["listed"] = (accessibility(phone), phone.evaluate(WIDTH) <= 390)

    assert found == dict.fromkeys(found, ([], True))


def test_half_year_has_no_date_until_a_notice_gives_one(site, commune_2026, sign_in, desk):
    tree, told_on = commune_2026, date(2026, 5, 20)
    duty = Duty.objects.get(code="000-d21-k2-c")
    plan_as_of(tree, date(2026, 1, 2))
    before = owed(duty.code, "2026-H1")
    set_local_date(
        duty,
        tree.root,
        period="semiannual",
        rule=DueRule("by", 14, "6"),
        source=NOTICE,
        valid_from=told_on,
        actor=planner_of(tree.root, today=told_on),
    )
    plan_as_of(tree, told_on)
    rows = owed(duty.code, "2026-H1")
    show_as_of(tree, date(2026, 6, 10))

    sign_in(desk, "khoi.pt")
    desk.goto(f"{site.url}/consolidation/units/{tree.units['bloc'].pk}/2026-H1/")
    told = facts(desk)
    press(desk.locator("main tbody a").first)

    assert (len(before), len(rows)) == (0, 13)
    assert {(one.origin, one.case.due_on) for one in rows} == {("local", date(2026, 6, 14))}
    assert [told["Đã nộp"], told["Chưa nộp"], told["Trong đó quá hạn"]] == ["0", "13", "0"]
    expect(desk.locator("main")).to_contain_text("05-TB/KDV ngày 20/05/2026")
