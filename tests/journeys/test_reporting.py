"""A report from the open period to its correction, with a lost line, by keyboard and by phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from danvan.kernel.cases.models import Case, Draft
from tests.journeys.conftest import choose, press
from tests.journeys.test_by_keyboard import tab_to

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def period(unit: str, key: str = "2023-03") -> Case:
    return Case.objects.get(
        unit__key=unit, occurrence__duty__code="000-d21-k2-a", occurrence__key=key
    )


def begun(site, page: Page, unit: str) -> Case:
    """Open the report of a period from its page."""
    page.goto(f"{site.url}/cases/{period(unit).slug}/")
    press(page.get_by_role("button", name="Lập báo cáo"))
    return Case.objects.get(kind="reporting.report", unit__key=unit)


def hand_in(page: Page) -> None:
    """Hand in, and say that blank figures are meant."""
    press(page.get_by_role("button", name="Nộp báo cáo"))
    assert "REPORT-08" in page.locator("main").inner_text()
    press(page.get_by_role("button", name="Nộp báo cáo"))


def act(page: Page, label: str, **fields: str) -> None:
    """Press what a case offers and fill in what it asks."""
    choose(page, label)
    for name, text in fields.items():
        page.locator(f"[name={name}]").fill(text)
    press(page.locator("main form[method=post] button.primary"))


def test_report_is_written_returned_mended_accepted_and_corrected(
    site, planned, open_page, sign_in, accessibility
):
    front, bloc = open_page(), open_page()
    sign_in(front, "mattran.pt")
    sign_in(bloc, "khoi.pt")
    owed = period("front")

    case = begun(site, front, "front")
    assert accessibility(front) == []
    figure = front.locator("input[name^=v_]").first
    key = figure.get_attribute("name").removeprefix("v_")
    front.locator("textarea[name^=q_]").first.fill("Đã họp ba xóm.\n\nĐã tiếp hai lượt dân.")
    figure.fill("mười")
    press(front.get_by_role("button", name="Nộp báo cáo"))
    assert "REP-01" in front.locator("main").inner_text()
    assert accessibility(front) == []
    front.locator(f"[name=v_{key}]").fill("10")
    hand_in(front)
    owed.refresh_from_db()
    assert (owed.state, str(owed.closed_on)) == ("done", "2023-04-30")

    bloc.goto(f"{site.url}/cases/{case.slug}/")
    assert accessibility(bloc) == []
    choose(bloc, "Trả lại kèm nhận xét")
    assert accessibility(bloc) == []
    bloc.locator(f"[name='m_figure:{key}']").fill("Cộng lại giúp")
    press(bloc.locator("main form[method=post] button.primary"))
    owed.refresh_from_db()
    assert owed.state == "open"

    front.goto(f"{site.url}/reports/{case.slug}/fill/")
    assert "Cộng lại giúp" in front.locator("main").inner_text()
    front.locator(f"[name=v_{key}]").fill("11")
    hand_in(front)
    bloc.goto(f"{site.url}/cases/{case.slug}/")
    act(bloc, "Chấp nhận và khóa")
    front.goto(f"{site.url}/cases/{case.slug}/")
    act(front, "Đính chính", reason="Đếm sót một buổi")
    front.goto(f"{site.url}/reports/{case.slug}/fill/")
    front.locator(f"[name=v_{key}]").fill("12")
    hand_in(front)
    bloc.goto(f"{site.url}/reports/{case.slug}/versions/3/?against=2")

    owed.refresh_from_db()
    assert owed.state == "done"
    assert "Khác bản 2 ở 1 chỗ" in bloc.locator("main").inner_text()
    assert accessibility(bloc) == []
    bloc.goto(f"{site.url}/reports/")
    assert "Báo cáo công tác dân vận" in bloc.locator("table").inner_text()
    assert accessibility(bloc) == []


def test_nothing_is_lost_when_the_line_is_down(site, planned, desk, sign_in):
    sign_in(desk, "mattran.pt")
    case = begun(site, desk, "front")
    words = desk.locator("textarea[name^=q_]").first
    words.fill("Câu thứ nhất.")
    desk.locator("[data-says=saved]").wait_for(state="visible")
    desk.context.set_offline(True)
    words.fill("Câu thứ nhất. Câu thứ hai.")
    desk.locator("[data-says=offline]").wait_for(state="visible")
    kept = Draft.objects.get(case=case).values[words.get_attribute("name")]
    desk.route("**/draft/", lambda route: route.abort())
    desk.context.set_offline(False)

    desk.reload()
    shown = desk.locator("textarea[name^=q_]").first.input_value()
    desk.get_by_role("button", name="Lấy lại").click()

    assert (kept, shown) == ("Câu thứ nhất.", "Câu thứ nhất.")
    assert desk.locator("textarea[name^=q_]").first.input_value() == "Câu thứ nhất. Câu thứ hai."


def test_draft_is_saved_without_script(site, planned, open_page, sign_in):
    page = open_page(script=False)
    sign_in(page, "mattran.pt")
    case = begun(site, page, "front")

    page.locator("textarea[name^=q_]").first.fill("Đang viết")
    press(page.get_by_role("button", name="Lưu nháp"))

    assert page.locator("textarea[name^=q_]").first.input_value() == "Đang viết"
    assert case.report.versions.get().paragraphs.get().text == "Đang viết"


def test_paper_form_is_typed_by_keyboard_alone(site, planned, desk, sign_in, accessibility):
    sign_in(desk, "mattran.pt")
    case = begun(site, desk, "front")
    desk.goto(f"{site.url}/reports/{case.slug}/paper/")
    assert accessibility(desk) == []
    rows = desk.locator(".paper-figures th[scope=row]").all_inner_texts()
    on_paper = [text.splitlines()[0] for text in rows]

    desk.goto(f"{site.url}/reports/{case.slug}/entry/")
    assert accessibility(desk) == []
    tab_to(desk, "[name=day]")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("08/04/2023")
    names = desk.locator("input[name^=v_]").evaluate_all("all => all.map(one => one.name)")
    tab_to(desk, f"[name={names[0]}]")
    typed = []
    for _name in names:
        typed.append(desk.evaluate("document.activeElement.name"))
        desk.keyboard.type("3")
        desk.keyboard.press("Tab")
    labels = desk.locator(".entry-figures > li > :first-child").all_inner_texts()

    assert typed == names
    assert [text.split(" (")[0].splitlines()[0] for text in labels] == on_paper


@pytest.mark.parametrize("width", [390])
def test_hamlet_reports_by_phone(site, planned, open_page, sign_in, accessibility, width):
    phone = open_page(size={"width": width, "height": 844})
    sign_in(phone, "xom1.pt")
    phone.goto(f"{site.url}/short/")
    assert accessibility(phone) == []
    press(phone.get_by_role("button", name=re.compile("Báo cáo ngắn.*tháng 03.2023")).first)
    assert phone.url.endswith("/short/")
    assert phone.evaluate(WIDER) <= 0
    assert accessibility(phone) == []

    fields = phone.locator("main input[name^=v_], main textarea[name^=q_]").count()
    phone.locator("input[name^=v_]").first.fill("2")
    phone.locator("textarea[name^=q_]").first.fill("Xóm yên ổn.")
    hand_in(phone)

    case = Case.objects.get(kind="reporting.report")
    assert fields <= 8
    assert case.state == "submitted"
    assert phone.url == f"{site.url}/short/"
    assert not phone.get_by_role("button", name=re.compile("Báo cáo ngắn.*03.2023")).count()
