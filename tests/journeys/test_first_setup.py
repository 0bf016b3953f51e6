"""From an empty database to the first due list of a commune, in the browser, page by page."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from danvan.kernel.accounts.begin import begin_code
from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.packs.loading import follow_base
from danvan.kernel.packs.models import PackUse
from tests.factories.guarded import code_of
from tests.journeys.conftest import PHONE, press

SECRET = "mot-mat-khau-dai-de-thu"
OFFICER = "canbo.uyban"
MOST_PAGES = 32
"""What ten minutes bear at twenty seconds a page."""
PAGES = (
    "/setup/",
    "/setup/packs/",
    "/setup/packs/mau-xa-2025/",
    "/setup/packs/phu-thuong-2022/",
    "/setup/packs/phu-thuong-2022/stop/",
    "/setup/calendar/",
    "/setup/calendar/new/",
    "/bindings/",
    "/bindings/proposed/",
    "/local-dates/",
    "/leaders/",
    "/plan/applied/",
    "/regulations/",
)


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def fresh_site(site):
    """Return a running site as ``danvan init`` leaves it: empty but for the base pack."""
    follow_base(by="danvan init")
    return site


class Walk:
    """One person at one browser, who counts the pages seen."""

    def __init__(self, page: Page) -> None:
        self.page, self.pages = page, []
        page.on("domcontentloaded", lambda shown: self.pages.append(shown.url))

    def button(self, name: str) -> None:
        """Press a button of the page."""
        press(self.page.locator("main").get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        """Follow a link of the page."""
        press(self.page.locator("main").get_by_role("link", name=name).first)

    def fill(self, **fields: str) -> None:
        """Fill fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def onward(self) -> str:
        """Go to the steps of set-up and take the next one; return what it is called."""
        press(self.page.get_by_role("link", name="Thiết lập", exact=True).first)
        step = self.page.locator(".actions .primary")
        words = step.inner_text()
        press(step)
        return words


@pytest.fixture
def walk(open_page) -> Callable[[], Walk]:
    """Return a function that seats somebody at a fresh browser."""
    return lambda: Walk(open_page(script=False))


def set_second_factor_up(walk: Walk) -> None:
    walk.link("Đặt ứng dụng tạo mã")
    secret = walk.page.locator("main code").inner_text().replace(" ", "")
    walk.page.get_by_label("Mã 6 số trong ứng dụng").fill(code_of(secret))
    press(walk.page.locator("main form button.primary"))
    walk.link("Đã cất, vào việc")


def begin(walk: Walk, site, code: str) -> None:
    walk.page.goto(f"{site.url}/begin/")
    walk.fill(code=code, name="Xã Thử Nghiệm", username="quantri", password=SECRET, again=SECRET)
    walk.button("Lập và vào")
    set_second_factor_up(walk)


def plant_units(walk: Walk) -> None:
    assert "Dựng cây đơn vị" in walk.onward()
    walk.link("Xã, phường, đặc khu (mô hình hai cấp)")
    walk.fill(hamlets="Thôn Đông\nThôn Đoài")
    press(walk.page.locator("main form button.primary"))
    press(walk.page.locator("main form button.primary"))


def seat_an_officer(walk: Walk) -> str:
    """Give a seat of the template to a new account; return its code for a first password."""
    assert "Thêm chức danh" in walk.onward()
    walk.page.locator("main [name=q]").fill("van phong hdnd")
    walk.button("Tìm")
    walk.link("Công chức Văn phòng HĐND và UBND")
    walk.link("Giao cho một người")
    walk.page.locator("main [name=person]").select_option("new")
    walk.fill(username=OFFICER, full_name="Cán bộ Văn phòng")
    walk.button("Giao")
    return walk.page.locator("dd strong.nowrap").inner_text()


def use_the_pack(walk: Walk) -> None:
    assert "Chọn gói nhiệm vụ" in walk.onward()
    walk.link("Xã Mẫu")
    walk.button("Dùng gói")


def apply_the_plan(walk: Walk) -> None:
    words = walk.onward()
    if "Gắn theo tên" in words:
        walk.button("Gắn các cặp đã đánh dấu")
        words = walk.onward()
    assert "Xem kế hoạch" in words
    press(walk.page.get_by_role("button", name=re.compile("Áp dụng kế hoạch đến")))


def case_links(page: Page) -> int:
    return page.locator("main tbody th a[href^='/cases/']").count()


def see_the_first_list(walk: Walk, site, code: str) -> None:
    walk.page.goto(f"{site.url}/account/new-password/")
    walk.fill(code=code, password=SECRET, again=SECRET)
    walk.button("Đặt mật khẩu")
    walk.fill(login=OFFICER, password=SECRET)
    walk.button("Đăng nhập")


def test_empty_site_comes_to_its_first_due_list(fresh_site, walk, capsys):
    planner, officer = walk(), walk()

    begin(planner, fresh_site, begin_code(again=False))
    plant_units(planner)
    code = seat_an_officer(planner)
    use_the_pack(planner)
    apply_the_plan(planner)
    see_the_first_list(officer, fresh_site, code)

    assert PackUse.objects.get().pack.name == "mau-xa-2025"
    assert not Case.objects.filter(due_on__lt=legal_day()).exists()
    assert case_links(officer.page) > 0
    press(planner.page.get_by_role("link", name="Thiết lập", exact=True).first)
    assert planner.page.get_by_role("link", name="Xem việc của tôi").count() == 1
    assert len(planner.pages) + len(officer.pages) <= MOST_PAGES
    with capsys.disabled():
        sys.stdout.write(f"\nfirst set-up: {len(planner.pages)} + {len(officer.pages)} pages\n")


def test_pages_of_set_up_are_clean_and_fit_a_phone(planned, sign_in, open_page, accessibility):
    desk, phone = open_page(), open_page(size=PHONE)
    for page in (desk, phone):
        sign_in(page, "vanphong.pt")
    site = desk.url.rstrip("/")
    for address in PAGES:
        desk.goto(site + address)
        phone.goto(site + address)
        assert (address, accessibility(desk)) == (address, [])
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert (address, width) == (address, PHONE["width"])
