"""Communes report to their province, the province merges and reports to the country, in a browser.

Counts on the board are exact; what somebody sends again below is marked above and taken again.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from danvan.kernel.accounts.models import User
from danvan.kernel.cases.models import Case
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.lines import KEY, Line, act, make_line, typed
from tests.journeys.conftest import press

pytestmark = pytest.mark.journey
PASSWORD = "một-mật-khẩu-để-thử"


@pytest.fixture
def line(site, tmp_path: Path) -> Line:
    """Return a country whose communes owe their provinces a report for May."""
    del site
    return make_line(tmp_path)


@pytest.fixture
def account(line: Line):
    """Return a function that makes an account at a unit and returns its name."""

    def make(key: str) -> str:
        unit = line[key]
        user: User = make_user(make_post(unit, grants_at(unit)))
        user.set_password(PASSWORD)
        user.save()
        return user.username

    return make


def merged_number(page: Page, figure: str) -> str:
    row = page.locator("table.stack tr", has=page.locator("th", has_text=figure)).last
    return row.locator("td").first.inner_text().strip()


def test_reports_go_up_with_their_trace(site, line, account, sign_in, desk, accessibility):
    low = line.submit("c11", received=4, on_time=1, done=("Đã họp dân.",))
    line.submit("c12", received=6, on_time=4, done=("Đã đối thoại.",))
    line.submit("p2", received=5)
    sign_in(desk, account("p1"))

    desk.goto(f"{site.url}/consolidation/")
    press(desk.get_by_role("link", name="tháng 05/2022"))
    facts = desk.locator("dl.facts")
    expect(facts).to_contain_text("Đã nộp\n2", use_inner_text=True)
    assert accessibility(desk) == []
    press(desk.get_by_role("button", name="Nhắc tất cả đơn vị chưa nộp"))
    expect(desk.locator("main")).to_contain_text("Không còn ai để nhắc")

    press(desk.get_by_role("button", name="Mở báo cáo"))
    assert accessibility(desk) == []
    press(desk.get_by_role("button", name="Tổng hợp", exact=True))
    expect(desk.locator("main")).to_contain_text("Chưa có báo cáo của 1 đơn vị: Đơn vị c13.")
    assert merged_number(desk, "received") == "10"
    assert accessibility(desk) == []

    press(desk.locator("a[href$='/figures/received/']"))
    expect(desk.locator("main")).to_contain_text("Đơn vị c11")
    assert accessibility(desk) == []
    desk.go_back()
    press(desk.locator("a[href$='/words/done/']"))
    press(desk.get_by_role("button", name=re.compile("Lấy đoạn này.*Đơn vị c12")))
    press(desk.get_by_role("button", name=re.compile("Lấy đoạn này.*Đơn vị c11")))
    assert accessibility(desk) == []
    desk.get_by_label("Thứ tự của đoạn 2").fill("1")
    desk.get_by_label("Thứ tự của đoạn 1").fill("2")
    press(desk.get_by_role("button", name="Lưu lời văn và thứ tự"))
    expect(desk.get_by_label("Đoạn 1 (không bắt buộc)", exact=True)).to_have_value("Đã họp dân.")

    case = Case.objects.get(unit=line["p1"], kind="reporting.report")
    act(case, "submit", line.actor("p1"))
    act(low, "return", line.actor("p1"), reason="thiếu số")
    desk.goto(f"{site.url}/consolidation/{case.slug}/")
    expect(desk.locator("main")).to_contain_text("Có báo cáo cấp dưới đã thay đổi")
    typed(Case.objects.get(pk=low.pk), line.actor("c11"), {"received": 7})
    act(Case.objects.get(pk=low.pk), "submit", line.actor("c11"))
    act(Case.objects.get(pk=case.pk), "return", line.actor("root"), reason="lấy lại")
    desk.reload()
    expect(desk.locator("section.panel")).to_contain_text("Sẽ thành")
    press(desk.get_by_role("button", name="Lấy lại", exact=True))
    assert merged_number(desk, "received") == "13"
    act(Case.objects.get(pk=case.pk), "submit", line.actor("p1"))

    sign_out(desk, site)
    sign_in(desk, account("root"))
    desk.goto(f"{site.url}/consolidation/units/{line['root'].pk}/{KEY}/")
    press(desk.get_by_role("button", name="Mở báo cáo tổng hợp của kỳ này"))
    press(desk.get_by_role("button", name="Tổng hợp", exact=True))
    assert merged_number(desk, "received") == "18"


def sign_out(page: Page, site) -> None:
    page.context.clear_cookies()
    page.goto(f"{site.url}/accounts/login/")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_are_usable_on_a_phone_and_clean_empty_full_and_in_error(
    site, line, account, sign_in, open_page, accessibility, language
):
    page = open_page(size={"width": 390, "height": 844})
    line.submit("c11", received=4, done=("Đã họp dân.",))
    case = line.open("p1")
    sign_in(page, account("p1"))
    if language == "en":
        press(page.get_by_role("button", name="English").first)
    start = f"{site.url}/consolidation/{case.slug}/"
    unit = line["p1"].pk
    paths = [
        f"{site.url}/consolidation/",
        f"{site.url}/consolidation/units/{unit}/{KEY}/",
        f"{site.url}/consolidation/units/{unit}/2019-01/",
        *(
            f"{start}{part}"
            for part in ("", "inputs/", "figures/received/", "words/done/", "own/", "send/")
        ),
    ]
    found = {}
    for path in paths:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[path] = (accessibility(page), wide <= 390)
    page.goto(f"{start}own/")
    page.locator("input[name=received]").fill("nhiều")
    press(page.locator("main form button.primary"))
    found["error"] = (accessibility(page), page.locator(".errors, .error").count() > 0)

    assert found == dict.fromkeys(found, ([], True))
    assert page.locator("html").get_attribute("lang") == language
