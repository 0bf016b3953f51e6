"""Last year's register is brought in and counted, a notice drafted; pages are for everybody."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
import xlsxwriter
from django.test import Client
from playwright.sync_api import Page, expect

from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.shapes import COMPLAINT, Intake, Sender
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.duties.loading import load_pack
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder
from danvan.law.petition_rows import HEADINGS
from tests.factories.desks import TODAY, Desk, make_desk
from tests.factories.documents import let_issue
from tests.journeys.conftest import DESK, PHONE, press

ROWS = (
    {
        "number": "12",
        "received": "10/03/2025",
        "kind": "Khiếu nại",
        "matter": "Bà Lê Thị Thử khiếu nại về mức bồi thường đất ở khu Đồng Dưới",
        "name": "Lê Thị Thử",
        "address": "Thôn Hai, xã Mẫu",
        "outcome": "đã giải quyết xong",
        "accepted": "15/03/2025",
        "closed": "20/04/2025",
        "answer": "05/QĐ-UBND",
    },
    {"number": "13", "received": "22/12/2025", "kind": "Phản ánh", "matter": "Mất nước ở ngõ 4"},
    {
        "number": "14",
        "received": "12/06/2025",
        "kind": "Khiếu nại",
        "matter": "Quyết định xử phạt xây dựng",
        "outcome": "đã hướng dẫn",
        "closed": "20/06/2025",
        "passed_to": "Sở Xây dựng",
    },
)


def workbook(folder: Path, *rows: dict[str, str]) -> Path:
    """Write a register as a spreadsheet, as an office keeps it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS.values())
        for at, row in enumerate(rows, start=1):
            page.write_row(at, 0, [row.get(key, "") for key in HEADINGS])
    path = folder / "so-2025.xlsx"
    path.write_bytes(content.getvalue())
    return path


@pytest.fixture
def place(site) -> Desk:
    del site
    load_pack(law_packs.load(pack_folder("vn-base")), by="test")
    return make_desk("Ủy ban nhân dân xã", side="state")


@pytest.fixture
def seated(site, place, open_page):
    """Return a function that opens a page for the one who works there."""

    def opened(size=DESK) -> Page:
        client = Client()
        client.force_login(place.user)
        page = open_page(size=size)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        return page

    return opened


def accepted(place: Desk) -> Case:
    """Let a complaint have been taken in, classified and accepted."""
    let_issue(place.unit, place.actor)
    sender = Sender("Lê Thị Thử", "Thôn Hai, xã Mẫu")
    told = Intake(
        COMPLAINT, place.unit.pk, "Mức bồi thường đất", "Thấp", TODAY, "letter", (sender,)
    )
    case = receive(told, place.actor).case
    ours = {"competence": "ours"}
    perform(case, "classify", place.actor, effective_on=TODAY, data=ours)
    return perform(case, "accept", place.actor, effective_on=TODAY)


def bring_in(page: Page, site, file: Path) -> None:
    """Upload a register, have it checked, bring it in."""
    page.goto(f"{site.url}/petitions/import/")
    page.locator("[name=year]").fill("2025")
    page.locator("[name=file]").set_input_files(file)
    press(page.get_by_role("button", name="Tải lên và kiểm tra"))
    press(page.get_by_role("button", name="Nhập cả sổ"))


def test_old_register_is_brought_in_counted_and_taken_back(site, place, seated, tmp_path):
    page = seated()
    bring_in(page, site, workbook(tmp_path, *ROWS))
    expect(page.locator("main, .messages").first).to_be_visible()
    assert Case.objects.count() == 3

    page.goto(f"{site.url}/petitions/figures/")
    page.locator("[name=period]").select_option("2025")
    press(page.get_by_role("button", name="Xem số liệu"))
    complaints = page.get_by_role("row", name="Khiếu nại").first
    press(complaints.get_by_role("link").first)
    expect(page.get_by_role("link", name="Quyết định xử phạt xây dựng")).to_be_visible()
    expect(page.get_by_role("link", name="Mất nước ở ngõ 4")).to_have_count(0)

    page.goto(f"{site.url}/petitions/register/?since=01/01/2025&until=31/12/2025")
    expect(page.get_by_role("cell", name="Lê Thị Thử, Thôn Hai, xã Mẫu")).to_be_visible()
    expect(page.get_by_role("cell", name="Sở Xây dựng")).to_be_visible()

    page.goto(f"{site.url}/petitions/import/")
    press(page.get_by_role("button", name="Hoàn tác"))
    assert not Case.objects.exists()


def test_notice_is_drafted_by_the_form_of_the_day(site, place, seated):
    case, page = accepted(place), seated()
    page.goto(f"{site.url}/cases/{case.slug}/")
    press(page.get_by_role("link", name="Văn bản theo mẫu"))
    press(page.get_by_role("link", name="Thông báo thụ lý khiếu nại"))
    page.locator("[name=title]").fill("CHỦ TỊCH")
    press(page.get_by_role("button", name="Lập dự thảo văn bản"))

    made = Case.objects.get(kind="documents.outgoing")
    assert "/cases/" + made.slug in page.url
    page.goto(f"{site.url}/documents/cases/{made.slug}/")
    expect(page.get_by_text("Kính gửi: ông (bà) Lê Thị Thử")).to_be_visible()
    expect(page.get_by_text("thụ lý ngày 15/04/2026")).to_be_visible()


def flaws(page: Page, url: str, accessibility) -> list[str]:
    """Return what axe finds on a page, and whether it is wider than the screen."""
    page.goto(url)
    keep(page)
    found = [f"{url}: {line}" for line in accessibility(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, f"{url} is too wide"] if wide else found


def keep(page: Page) -> None:
    """Keep a picture of a page where somebody asks for one."""
    folder = os.environ.get("DANVAN_PICTURES")
    if folder and page.viewport_size:
        name = page.url.split("/", 3)[3].replace("/", "-")[:60]
        page.screenshot(path=f"{folder}/{name}{page.viewport_size['width']}.png", full_page=True)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_are_for_everybody(site, place, seated, accessibility, tmp_path, size):
    case, page = accepted(place), seated(size)
    empty = ("register/?since=01/01/2024&until=31/12/2024", "figures/?period=2024", "import/")
    found = [
        one for path in empty for one in flaws(page, f"{site.url}/petitions/{path}", accessibility)
    ]
    bring_in(page, site, workbook(tmp_path, *ROWS))
    full = (
        "register/?since=01/01/2025&until=31/12/2026",
        "register/?since=x",
        "figures/?period=2025",
        "figures/2025/0/received/kind/all/",
        "import/",
        f"{case.slug}/papers/",
        f"{case.slug}/papers/refusal/",
        f"{case.slug}/papers/receipt/",
    )
    found += [
        one for path in full for one in flaws(page, f"{site.url}/petitions/{path}", accessibility)
    ]
    wrong = workbook(tmp_path, ROWS[0], {"number": "12", "received": "x", "kind": "Tố cáo"})
    page.goto(f"{site.url}/petitions/import/")
    page.locator("[name=file]").set_input_files(wrong)
    press(page.get_by_role("button", name="Tải lên và kiểm tra"))
    keep(page)
    found += accessibility(page)

    assert found == []
