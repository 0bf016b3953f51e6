"""The sheet of a case on a phone, at the desk and enlarged: what comes first, what is folded."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import expect

from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.shapes import COMPLAINT, Intake, Sender
from danvan.kernel.cases.models import Case
from danvan.kernel.duties.loading import load_pack
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder
from tests.factories.desks import Desk, make_desk
from tests.factories.openings import load_rules
from tests.journeys.conftest import DESK, PHONE, choose, press

ENLARGED = {"width": 640, "height": 450}
"""A desk of 1280 by 900 at 200 %."""
TEXT = "Tôi không đồng ý với diện tích được ghi."


@pytest.fixture
def desk_of(site) -> Desk:
    del site
    load_rules()
    load_pack(law_packs.load(pack_folder("vn-base")), by="test")
    return make_desk("Ủy ban nhân dân xã", side="state")


@pytest.fixture
def fresh(desk_of) -> Case:
    """Return a complaint that nobody has looked at."""
    told = Intake(
        kind=COMPLAINT,
        unit_id=desk_of.unit.pk,
        title="Diện tích đất được ghi nhận",
        text=TEXT,
        received_on=desk_of.actor.today,
        channel="letter",
        senders=(Sender("Người gửi thử"),),
    )
    return receive(told, desk_of.actor).case


def seated(site, desk, page):
    client = Client()
    client.force_login(desk.user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    return page


def top(page, words: str) -> float:
    box = page.locator("main").get_by_text(words, exact=True).first.bounding_box()
    return box["y"]


@pytest.mark.parametrize("size", [PHONE, ENLARGED, DESK], ids=["phone", "enlarged", "desk"])
def test_clock_and_facts_come_first_and_a_handful_of_steps_stand(
    site, desk_of, fresh, open_page, accessibility, size
):
    page = seated(site, desk_of, open_page(size=size, script=True))
    page.goto(f"{site.url}/cases/{fresh.slug}/")

    steps = page.locator("ul.acts .button:visible, ul.acts button:visible")
    assert 2 <= steps.count() <= 4
    assert steps.first.inner_text() == "Phân loại"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert accessibility(page) == []
    if size is not DESK:
        assert top(page, "Thời hạn") < top(page, TEXT) < top(page, "Làm gì tiếp")

    page.locator("details.more > summary").click()
    assert accessibility(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_folded_step_is_reached_by_keyboard_without_script(site, desk_of, fresh, open_page):
    page = seated(site, desk_of, open_page(size=PHONE, script=False))
    page.goto(f"{site.url}/cases/{fresh.slug}/")
    page.locator("ul.acts a").first.focus()
    while not page.locator("details.more > summary:focus").count():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Đánh dấu khẩn")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.locator("details.more a:focus").count() == 1

    press(page.get_by_role("link", name="Đánh dấu khẩn"))
    page.go_back()
    choose(page, "Yêu cầu bổ sung")
    expect(page.locator("h1")).to_have_text("Yêu cầu bổ sung")
