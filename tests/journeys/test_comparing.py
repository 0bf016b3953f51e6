"""Two texts are imported, compared, filtered, taken along, and read as amended; also on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from danvan.areas.regulations.models import Work
from tests.areas.comparing.conftest import AMENDING, NEW, OLD
from tests.journeys.conftest import press

PHONE = {"width": 390, "height": 844}


def bring(page: Page, site, text: str) -> Work:
    page.goto(f"{site.url}/regulations/import/")
    page.locator("input[type=file]").set_input_files(
        files=[{"name": "a.txt", "mimeType": "text/plain", "buffer": text.encode()}]
    )
    press(page.locator("main form[method=post] button.primary"))
    return Work.objects.order_by("-pk")[0]


@pytest.fixture
def texts(site, commune, open_page, sign_in) -> tuple[Page, Work, Work]:
    page = open_page()
    sign_in(page, "vanphong.pt")
    old = bring(page, site, OLD)
    bring(page, site, AMENDING)
    return page, bring(page, site, NEW), old


def test_from_the_list_to_a_file_of_what_differs(site, texts, accessibility):
    page, new, old = texts
    page.goto(f"{site.url}/regulations/")
    press(page.get_by_role("link", name="Đối chiếu", exact=True))
    page.get_by_label("Văn bản được xét").select_option(str(new.pk))
    page.get_by_label("Văn bản làm chuẩn").select_option(str(old.pk))
    press(page.get_by_role("button", name="Đối chiếu"))

    told = page.locator("main").inner_text()
    assert "Làm thường xuyên hơn: hằng quý; bên kia hằng năm" in told
    assert accessibility(page) == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải DOCX").click()
    assert taken.value.suggested_filename == "doi-chieu.docx"

    press(page.get_by_role("link", name="Thiếu", exact=True))

    told = page.locator("main").inner_text()
    assert "trong thời hạn 20 ngày" in told
    assert "Làm thường xuyên hơn" not in told


def test_text_in_force_tells_who_changed_it_and_when(site, texts, accessibility):
    page, _new, old = texts
    page.goto(f"{site.url}/regulations/{old.pk}/")
    press(page.get_by_role("link", name="Lời văn còn hiệu lực"))
    page.get_by_label("Xem lời văn của ngày").fill("31/01/2025")
    press(page.get_by_role("button", name="Xem"))
    assert "trong thời hạn 20 ngày" in page.locator("main").inner_text()
    press(page.get_by_role("link", name="01/02/2025"))

    told = page.locator("main").inner_text()
    assert "trong thời hạn 10 ngày" in told
    assert "Điều 1, 15-QĐ/ĐU" in told
    assert accessibility(page) == []


def test_both_pages_fit_a_phone(site, texts, open_page, sign_in):
    _page, new, old = texts
    page = open_page(size=PHONE)
    sign_in(page, "vanphong.pt")
    for place in (
        f"compare/?first={new.pk}&second={old.pk}&show=",
        f"{old.pk}/in-force/",
        f"{new.pk}/",
    ):
        page.goto(f"{site.url}/regulations/{place}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], place
