"""Help and tour in the browser: axe is clean, nothing is wider than a phone, keys suffice."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import press

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
OPEN = ["/help/", "/help/?q=hop", "/help/?q=khong-co-gi", "/help/signs/", "/help/all/"]


@pytest.mark.parametrize(("size", "language"), [(DESK, "vi"), (PHONE, "vi"), (PHONE, "en")])
def test_help_and_tour_are_clean(site, commune, open_page, sign_in, accessibility, size, language):
    page = open_page(size=size)
    sign_in(page, "vanphong.pt")
    if language == "en":
        press(page.get_by_role("button", name="English").first)
    guide = ["/help/year-board/", "/help/confirm-duties/", "/help/questions/"]
    tours = ["/", "/tour/", *(f"/tour/planner/{number}/" for number in range(1, 6))]
    found = {}
    for path in [*OPEN, *guide, *tours]:
        page.goto(site.url + path)
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        problems = accessibility(page) + (["wider than the screen"] if wide else [])
        if problems:
            found[path] = problems

    assert found == {}


def test_help_is_one_press_away_and_about_the_page(site, commune, phone, sign_in):
    sign_in(phone, "vanphong.pt")
    phone.goto(f"{site.url}/duties/")
    press(phone.get_by_role("link", name="Trợ giúp về trang này"))

    assert phone.url == f"{site.url}/help/duty-register/"
    assert phone.locator("h1").inner_text() == "Sổ nhiệm vụ"


def test_a_stranger_is_helped_to_sign_in(site, transactional_db, desk):
    desk.goto(f"{site.url}/accounts/login/")
    press(desk.get_by_role("link", name="Trợ giúp về trang này"))

    assert desk.locator("h1").inner_text() == "Đăng nhập"


def test_the_tour_is_taken_by_keyboard_and_not_offered_again(site, commune, desk, sign_in):
    sign_in(desk, "vanphong.pt")
    desk.get_by_role("link", name="Xem năm bước").focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    press(desk.get_by_role("link", name="Bắt đầu").first)
    for _step in range(4):
        desk.get_by_role("link", name="Bước tiếp").focus()
        with desk.expect_navigation():
            desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Xong, vào việc").focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert desk.url == f"{site.url}/"
    assert desk.get_by_text("Lần đầu vào danvan?").count() == 0
    press(desk.get_by_role("link", name="Trợ giúp", exact=True).first)
    assert desk.get_by_role("link", name="Năm bước đầu tiên").count() == 1
