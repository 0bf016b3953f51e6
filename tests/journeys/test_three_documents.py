"""The three other documents in a browser: 004 from its file to tasks, 002 with the lists of both
sides, 001 with the guidance that dates all below.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.cases.models import Case
from danvan.kernel.duties.applying import apply
from danvan.kernel.duties.leaders import name_leader
from danvan.kernel.duties.loading import load_pack, use_pack
from danvan.kernel.duties.local_dates import GuidedSeries, date_by_guidance
from danvan.kernel.duties.models import Card, Duty, Occurrence
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import Tree, write_tree
from danvan.kernel.organisations.models import Unit
from danvan.law import packs as law_packs
from danvan.law.duties import DueRule
from danvan.law.pack_folders import pack_folder
from tests.journeys.conftest import DESK, PHONE, TREES, press

PATIENT = 120_000
"""Milliseconds to wait for a plan of a whole city."""
TASKS_OF_THE_FRONT = 24
"""Of the 60 duties of the letter, those that the Front owes by itself."""
GUIDANCE = "Hướng dẫn 12-HD/BDVTU ngày 15/12/2022 của Ban Dân vận Thành ủy"
DAYS = {
    "monthly": ("before", "10", "next"),
    "quarterly": ("by", "20", "last_of_quarter"),
    "semiannual": ("by", "15", "last_of_quarter"),
    "nine_months": ("on", "25", "9"),
    "annual": ("before", "5", "12"),
}


@pytest.fixture
def place(site, password) -> Callable[[str], Tree]:
    """Return a function that writes the tree of a demonstration, without any pack in use."""

    def written(name: str) -> Tree:
        load_pack(law_packs.load(pack_folder("vn-base")), by="test")
        return write_tree(TREES / f"{name}.toml", password=lambda username: password)

    return written


def put_to_work(tree: Tree, planner: str) -> None:
    """Use the pack of a tree and apply its plan, as its planner would."""
    pack = load_pack(law_packs.load(pack_folder(tree.pack)), by="test")
    actor = actor_of(User.objects.get(username=planner))
    use_pack(pack, tree.root, valid_from=tree.pack_from, actor=actor)
    shown = plan(tree.root, today=actor.today)
    apply(tree.root, shown.digest, actor)


def apply_the_plan(page: Page, address: str) -> str:
    """Look at the plan and apply it; return what was shown."""
    page.goto(f"{address}/plan/", timeout=PATIENT)
    told = page.locator("main").inner_text()
    with page.expect_navigation(timeout=PATIENT):
        press(page.locator("main form[method=post] button.primary"))
    return told


def text_of(page: Page) -> str:
    return page.locator("main").inner_text()


def test_a_letter_goes_from_its_file_to_the_tasks_of_an_addressee(
    site, place, desk, sign_in, documents
):
    place("duc_pho")
    sign_in(desk, "khoi.dp")
    desk.goto(f"{site.url}/regulations/import/")
    desk.locator("input[type=file]").set_input_files(str(next(documents.glob("004_*.txt"))))
    press(desk.locator("main form[method=post] button.primary"))
    desk.locator("[name$=valid_from]").fill("14/02/2023")
    press(desk.get_by_role("button", name="Dùng gói này"))
    shown = apply_the_plan(desk, site.url)
    tasks = Case.objects.filter(unit__key="front")

    assert "121-CV/ĐU" in shown
    assert tasks.count() == TASKS_OF_THE_FRONT

    desk.context.clear_cookies()
    sign_in(desk, "mattran.dp")
    desk.goto(f"{site.url}/?tab=standing")
    standing = text_of(desk)
    results = tasks.get(occurrence__duty__code="004-kt-b")
    desk.goto(f"{site.url}/cases/{results.slug}/")
    sheet = text_of(desk)

    assert "Cụ thể hóa nhiệm vụ của Công văn" in standing
    assert "Ban Thường vụ Đảng ủy phường" in sheet
    assert route_of(desk) == "Khối Dân vận Đảng ủy phường"
    assert results.due_on is None
    assert "Quá hạn" not in sheet


def route_of(page: Page) -> str:
    """Return through whom a result goes, as the sheet of a case says."""
    return page.locator("dt:text-is('Qua') + dd").inner_text()


def test_both_sides_of_an_agreement_see_what_they_owe_share_and_wait_for(
    site, place, desk, sign_in
):
    put_to_work(place("tay_son"), "vp.ts")
    committee, commission = (Unit.objects.get(key=k) for k in ("peoples_committee", "commission"))
    sign_in(desk, "vp.ts")
    desk.goto(f"{site.url}/plan/")
    waiting = desk.locator("[aria-labelledby=leaderless-title] li")
    before = waiting.count()
    desk.goto(f"{site.url}/duties/tay-son-2021/002-d7-a/")
    unnamed = text_of(desk)
    desk.locator("select[name=unit]").select_option(str(committee.pk))
    desk.locator("[name=source]").fill("Biên bản hai bên thống nhất 02/BB ngày 10/01/2022")
    desk.locator("[name=valid_from]").fill("10/01/2022")
    press(desk.get_by_role("button", name="Phân công"))
    named = text_of(desk)
    apply_the_plan(desk, site.url)
    card = Card.objects.get(duty__code="002-d7-a")

    assert before == 9
    assert "Chưa phân công cơ quan chủ trì" in unnamed
    assert "Chưa phân công cơ quan chủ trì" not in named
    assert "02/BB" in named
    assert card.unit == committee

    desk.context.clear_cookies()
    sign_in(desk, "dv.ts")
    desk.goto(f"{site.url}/units/{commission.pk}/")
    other_side = text_of(desk)
    shared = desk.locator(f"#joint ~ table a[href='/cases/{card.case.slug}/']").count()
    desk.goto(f"{site.url}/duties/?body=unit:{commission.pk}&bearing=jointly&state=leaderless")
    waits = desk.locator("table.register tbody tr:not(.article-row)").count()
    desk.goto(f"{site.url}/cases/{card.case.slug}/")
    sheet = text_of(desk)

    assert shared == 1
    assert "Cùng chịu trách nhiệm" in other_side
    assert "Ủy ban nhân dân huyện Tây Sơn" in other_side
    assert "Chờ phân công cơ quan chủ trì" in other_side
    assert waits == 8
    assert "Ban Dân vận Huyện ủy Tây Sơn" in sheet

    desk.context.clear_cookies()
    sign_in(desk, "ubnd.ts")
    desk.goto(f"{site.url}/?tab=standing")

    assert desk.locator(f"main a[href='/cases/{card.case.slug}/']").count() == 1


def test_a_superiors_guidance_dates_all_below(site, place, desk, sign_in):
    put_to_work(place("ha_noi"), "dv.tp")
    union = Unit.objects.get(key="womens_union_1a")
    series = Duty.objects.filter(code__startswith="001-d24-k2-").order_by("position")
    undated = Occurrence.objects.filter(duty__in=series).count()
    sign_in(desk, "dv.tp")
    desk.goto(f"{site.url}/duties/ha-noi-2022/001-d24-k3/")
    press(desk.get_by_role("link", name="Nhập hướng dẫn của cấp trên"))
    rows = desk.locator("main form tbody tr").count()
    desk.locator("[name=source]").fill(GUIDANCE)
    desk.locator("[name=valid_from]").fill("01/01/2023")
    for duty in series:
        relation, day, month = DAYS[duty.period]
        desk.locator(f"[name=relation_{duty.pk}]").select_option(relation)
        desk.locator(f"[name=day_{duty.pk}]").fill(day)
        desk.locator(f"[name=month_{duty.pk}]").select_option(month)
    press(desk.get_by_role("button", name="Đặt ngày theo hướng dẫn"))
    papers = text_of(desk)
    shown = apply_the_plan(desk, site.url)
    mine = Occurrence.objects.filter(unit=union, duty__in=series).order_by("case__due_on")

    assert (undated, rows, len(series)) == (0, 10, 10)
    assert GUIDANCE in papers
    assert GUIDANCE in shown
    due = {duty.code[-1]: [] for duty in series}
    for one in mine.select_related("case", "duty"):
        due[one.duty.code[-1]].append(f"{one.case.due_on:%d/%m}")
    assert due["a"][:3] == ["09/01", "09/02", "09/03"]
    assert due["b"] == ["20/03", "20/06", "20/09", "20/12"]
    assert due["c"] == ["15/06", "15/12"]
    assert due["d"] == ["25/09"]
    assert due["e"] == ["04/12"]
    assert due["f"] == due["j"] == []

    desk.context.clear_cookies()
    sign_in(desk, "phunu.xa1")
    desk.goto(f"{site.url}/?tab=coming")
    listed = text_of(desk)
    case = mine.first().case
    desk.goto(f"{site.url}/cases/{case.slug}/")
    sheet = text_of(desk)

    assert "theo hướng dẫn 12-HD/BDVTU" in listed
    assert "theo hướng dẫn 12-HD/BDVTU" in sheet
    assert "09/01/2023" in sheet


@pytest.mark.parametrize(("size", "language"), [(DESK, "vi"), (PHONE, "vi"), (DESK, "en")])
def test_pages_of_leaders_and_guidance_are_clean(
    site, place, open_page, sign_in, accessibility, size, language
):
    tree = place("tay_son")
    put_to_work(tree, "vp.ts")
    led, open_one = (Duty.objects.get(code=code) for code in ("002-d7-a", "002-d5"))
    actor = actor_of(User.objects.get(username="vp.ts"))
    first, second = (tree.units[key] for key in ("peoples_committee", "commission"))
    for unit, day in ((first, date(2022, 1, 10)), (second, date(2022, 6, 1))):
        name_leader(led, tree.root, unit, source="Biên bản 02/BB", valid_from=day, actor=actor)
    date_in_year = DueRule("by", day=20, month="12")
    series = [GuidedSeries(Duty.objects.get(code="002-d14-c"), "annual", date_in_year)]
    paper = date_by_guidance(
        series, tree.root, source=GUIDANCE, valid_from=date(2023, 1, 1), actor=actor
    )
    apply(tree.root, plan(tree.root, today=actor.today).digest, actor)
    page = open_page(size=size)
    sign_in(page, "vp.ts")
    if language == "en":
        press(page.get_by_role("button", name="English").first)
    found = {}
    for path in (
        "/plan/",
        "/duties/?bearing=jointly",
        f"/duties/tay-son-2021/{led.code}/",
        f"/duties/tay-son-2021/{open_one.code}/",
        f"/duties/tay-son-2021/{open_one.code}/leader/",
        f"/units/{first.pk}/",
        "/guidance/",
        "/guidance/new/",
        f"/guidance/{paper[0].pk}/end/",
    ):
        page.goto(site.url + path)
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        if problems := accessibility(page) + (["wider than the screen"] if wide else []):
            found[path] = problems
    page.goto(f"{site.url}/duties/tay-son-2021/{open_one.code}/leader/")
    press(page.locator("main form[method=post] button.primary"))
    if problems := accessibility(page):
        found["leader in error"] = problems

    assert page.locator("[aria-invalid=true]").count() > 0
    assert found == {}
