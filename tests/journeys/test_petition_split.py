"""A letter split: one part passed on, one accepted, extended, answered late, published redacted."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from danvan.areas.petitions.shapes import FEEDBACK
from danvan.kernel.cases.models import Case
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.publication.models import Publication
from danvan.kernel.publication.publishing import choice_of
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder
from tests.factories.desks import Desk, add_clerk, make_desk
from tests.journeys.conftest import DESK, PHONE, choose, press

LETTER = {
    "title": "Thu hồi đất và đèn đường",
    "text": "Tôi là Trần Thị Lành, không đồng ý việc thu hồi; đèn đường cũng hỏng.",
    "received_on": "02/02/2026",
    "name": "Trần Thị Lành",
    "phone": "0912345678",
}
PARTS = {
    "title_1": "Quyết định thu hồi đất",
    "text_1": "Không đồng ý với quyết định thu hồi.",
    "title_2": "Đèn đường hỏng",
    "text_2": "Đèn đường ngõ hỏng đã lâu.",
}
LATE = "Việc cũ, nay ghi vào sổ"


@pytest.fixture
def place(site) -> Desk:
    del site
    load_pack(law_packs.load(pack_folder("vn-base")), by="test")
    return make_desk("Ủy ban nhân dân xã", side="state")


@pytest.fixture
def seated(site, place, open_page):
    """Return a function that opens a page for the one who works there."""

    def opened(size, desk=place):
        client = Client()
        client.force_login(desk.user)
        page = open_page(size=size)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        return page

    return opened


def do(page, label: str, on: str = "", *, reason: str = LATE, **fields: str) -> None:
    """Take one step on the sheet: what is asked, its day, its reason, a note as proof."""
    choose(page, label)
    for name, value in fields.items():
        found = page.locator(f"main [name={name}]")
        if found.first.get_attribute("type") == "radio":
            page.locator(f"main [name={name}][value='{value}']").check()
        else:
            found.fill(value)
    page.locator("[name=effective_on]").fill(on) if on else None
    page.locator("[name=reason]").fill(reason)
    if page.locator("[name=note]").count():
        page.locator("[name=note]").fill("Có văn bản trong hồ sơ")
    press(page.locator("main").get_by_role("button", name=label, exact=True))


def take_letter_in(page, site) -> None:
    """Take the letter in at the counter and open its case from the receipt."""
    page.goto(f"{site.url}/petitions/new/recommendation/")
    for name, value in LETTER.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=channel]").select_option("letter")
    press(page.get_by_role("button", name="Nhận và in giấy biên nhận"))
    press(page.get_by_role("link", name="Mở hồ sơ"))


def split(page) -> None:
    """Split it into a complaint and feedback."""
    do(page, "Phân loại", "03/02/2026", competence="ours")
    choose(page, "Tách đơn nhiều việc")
    for name, value in PARTS.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=kind_1]").select_option("petitions.complaint")
    page.locator("[name=kind_2]").select_option(FEEDBACK)
    page.locator("[name=effective_on]").fill("03/02/2026")
    page.locator("[name=reason]").fill(LATE)
    press(page.get_by_role("button", name="Tách đơn nhiều việc", exact=True))


def publish(page, site, case) -> None:
    """Prepare a redacted copy and approve it in the case."""
    page.goto(f"{site.url}/publications/new/{case.slug}/")
    page.locator("[name=text]").fill("Bà Trần Thị Lành khiếu nại.\n\nGiữ nguyên quyết định.")
    page.locator("[name=basis]").fill("Quyết định 15/QĐ-UBND")
    page.locator("[name=shown_from]").fill("15/04/2026")
    page.locator("[name=audience]").first.check()
    press(page.get_by_role("button", name="Tìm chữ cần che"))
    press(page.get_by_role("button", name="Xem bản sẽ công khai"))
    press(page.get_by_role("button", name="Tôi đã đọc hết; gửi người đứng đầu duyệt"))
    page.goto(f"{site.url}/cases/{case.slug}/")
    copy = Publication.objects.get(case_slug=case.slug)
    choose(page, "Ghi đã công khai")
    page.locator("[name=publication]").select_option(choice_of(copy))
    page.locator("[name=note]").fill("Trên cổng công khai")
    press(page.get_by_role("button", name="Ghi đã công khai", exact=True))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_letter_is_split_and_its_parts_go_their_ways(site, place, seated, accessibility, size):
    page = seated(size)
    take_letter_in(page, site)
    letter = page.url
    split(page)
    expect(page.get_by_text("đã tách, theo các phần").first).to_be_visible()
    complaint = Case.objects.get(kind="petitions.complaint")
    feedback = Case.objects.get(kind=FEEDBACK)

    page.goto(f"{site.url}/cases/{feedback.slug}/")
    do(page, "Phân loại", "04/02/2026", competence="other")
    proposed = page.get_by_role("link", name="Đề xuất: Chuyển nơi có thẩm quyền")
    expect(proposed).to_be_visible()
    do(page, "Chuyển nơi có thẩm quyền", "04/02/2026", passed_to="Điện lực")
    do(page, "Trả lời", "09/02/2026", answer="Đã thay đèn.")

    page.goto(f"{site.url}/cases/{complaint.slug}/")
    do(page, "Phân loại", "04/02/2026", competence="ours")
    do(page, "Thụ lý", "05/02/2026")
    do(page, "Gia hạn vì phức tạp", "06/02/2026", complexity="Phải xác minh ở hai nơi.")
    do(page, "Ghi quyết định giải quyết", "15/04/2026", answer="Giữ nguyên quyết định.")
    expect(page.get_by_text(re.compile("Giải quyết: làm chậm 23 ngày"))).to_be_visible()
    expect(page.get_by_text("Khiếu nại lần hai chậm nhất")).to_be_visible()
    assert accessibility(page) == []

    publish(page, site, complaint)
    do(page, "Ghi đã gửi quyết định", received="")
    do(page, "Kết thúc hồ sơ")
    page.goto(letter)
    expect(page.get_by_text("các phần đã xong").first).to_be_visible()
    assert accessibility(page) == []

    page.goto(f"{site.url}/portal/results/")
    text = page.locator("main").inner_text()
    assert complaint.title_vi in text
    assert "Lành" not in text
    press(page.get_by_role("link", name=complaint.title_vi).first)
    assert "Lành" not in page.content()
    assert "[họ tên]" in page.content()


@pytest.mark.parametrize(("size", "language"), [(DESK, "vi"), (PHONE, "vi"), (DESK, "en")])
def test_pages_are_clean_and_fit_the_phone(site, place, seated, accessibility, size, language):
    page = seated(size)
    page.goto(f"{site.url}/petitions/")
    if language == "en":
        press(page.get_by_role("button", name="English").first)
    assert accessibility(page) == []
    page.goto(f"{site.url}/petitions/new/voters/")
    press(page.locator("main form button.primary"))
    assert accessibility(page) == []
    page.goto(f"{site.url}/petitions/new/complaint/")
    for name, value in LETTER.items():
        page.locator(f"[name={name}]").fill(value)
    press(page.locator("main form button.primary"))
    assert accessibility(page) == []
    case = Case.objects.get(kind="petitions.complaint")
    acts = ("classify", "split", "file", "refuse", "mark_notable", "mark_urgent", "hand_over")
    wanted = [f"/cases/{case.slug}/{act}/" for act in acts]
    wanted += ["/petitions/", f"/cases/{case.slug}/"]
    wanted += [f"/petitions/{case.slug}/clock/acceptance/", f"/petitions/{case.slug}/matter/"]
    for path in wanted:
        answer = page.goto(f"{site.url}{path}")
        assert answer.ok, path
        assert accessibility(page) == [], path
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], path


def test_local_numbers_are_clean_empty_wrong_and_set(site, place, seated, accessibility):
    planner = Desk(place.root, place.unit, add_clerk(place.root, roles=("planner",)))
    page = seated(PHONE, planner)
    page.goto(f"{site.url}/petitions/values/")
    assert accessibility(page) == []
    page.locator("[name=reopen_days]").fill("10")
    press(page.get_by_role("button", name="Đặt"))
    assert accessibility(page) == []
    page.locator("[name=reopen_days_source]").fill("Quy chế 01")
    press(page.get_by_role("button", name="Đặt"))
    expect(page.get_by_text("Đã đặt các mốc.")).to_be_visible()
