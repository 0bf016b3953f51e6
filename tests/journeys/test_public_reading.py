"""What is read at the public door: the calculator by keyboard, a decision made public, figures."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from danvan.kernel.duties.loading import load_pack
from danvan.kernel.publication.models import Publication, Standing
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load
from tests.factories.desks import PASSWORD, make_desk, owe
from tests.factories.publications import shown
from tests.journeys.conftest import PHONE, press
from tests.journeys.test_by_keyboard import tab_to

PAGES = ("", "results/", "figures/", "calculator/?way=complaint&received=24/08/2026&is_complex=on")


@pytest.fixture
def base(site):
    load_pack(load(pack_folder("vn-base")), by="test")
    return site


def test_the_calculator_is_used_by_keyboard(base, desk):
    desk.goto(f"{base.url}/portal/")
    tab_to(desk, "main a[href='/portal/calculator/']")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/calculator/")
    tab_to(desk, "[name=received]")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("32/08/2026")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**received=32*")
    expect(desk.locator("#error-summary")).to_contain_text("FORM-04")

    tab_to(desk, "[name=received]")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("24/08/2026")
    tab_to(desk, "[name=is_complex]")
    desk.keyboard.press("Space")
    tab_to(desk, "form.calculator summary")
    tab_to(desk, "form.calculator summary")
    desk.keyboard.press("Enter")
    tab_to(desk, "form.calculator button.primary")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**received=24*")

    first = desk.locator("article.limit").first
    expect(first).to_contain_text("Cách đọc an toàn")
    tab_to(desk, "article.limit summary")
    desk.keyboard.press("Enter")
    expect(first.locator("tbody")).to_contain_text("cuối tuần")
    assert desk.context.cookies() == []


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("page_path", PAGES, ids=["home", "results", "figures", "calculator"])
def test_public_pages_are_accessible(base, open_page, accessibility, page_path, size):
    shown(make_desk())
    page = open_page(script=True, **({"size": size} if size else {}))
    page.goto(f"{base.url}/portal/{page_path}")

    assert accessibility(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.context.cookies() == []


def test_large_print_is_kept_and_fits_a_phone(base, phone):
    phone.goto(f"{base.url}/portal/calculator/")
    before = phone.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    press(phone.get_by_role("button", name="Chữ to"))
    after = phone.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")

    assert after == pytest.approx(before * 1.5)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(phone.get_by_role("button", name="Chữ thường"))
    assert phone.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == before


def test_a_decision_is_masked_approved_read_and_withdrawn(base, desk, phone):
    house = make_desk()
    case = owe(house, house.actor.today)
    desk.goto(f"{base.url}/accounts/login/")
    desk.locator("input[name=login]").fill(house.user.username)
    desk.locator("input[name=password]").fill(PASSWORD)
    press(desk.locator("main button").first)
    desk.goto(f"{base.url}/publications/new/{case.slug}/")
    desk.get_by_label("Tên bản công khai").fill("Trả lời về cống")
    desk.get_by_label("Nội dung").fill("Bà Nguyễn Thị Ánh, 0912345678, nêu cống tắc.\n\nĐã sửa.")
    desk.get_by_label("Căn cứ công khai").fill("Văn bản 12/UBND")
    press(desk.get_by_role("button", name="Tìm chữ cần che"))
    expect(desk.locator("mark")).to_have_count(2)
    press(desk.get_by_role("button", name="Xem bản sẽ công khai"))
    expect(desk.locator("article.copy")).to_contain_text("Bà [họ tên], [số điện thoại]")
    press(desk.get_by_role("button", name="gửi người đứng đầu duyệt"))
    press(desk.get_by_role("button", name="Duyệt, công khai"))

    row = Publication.objects.get()
    assert row.standing == Standing.PUBLISHED
    phone.goto(f"{base.url}/portal/results/?q=cong")
    press(phone.get_by_role("link", name="Trả lời về cống"))
    expect(phone.locator("main")).to_contain_text("Bà [họ tên]")

    press(desk.get_by_role("link", name="Rút"))
    desk.get_by_label("Lý do rút").fill("Nhầm số văn bản")
    press(desk.get_by_role("button", name="Rút"))
    phone.reload()
    expect(phone.locator("main")).to_contain_text("Nhầm số văn bản")
