"""The Front follows what it passed on: to whom, reminded, answered, the citizen told."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.shapes import FEEDBACK, Intake, Sender
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.cases.models import Case
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.notices.reacting import react
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.trees import make_tree
from tests.journeys.conftest import PHONE, choose, press

TODAY = date(2026, 5, 20)
DAY = f"{TODAY:%d/%m/%Y}"


class Desk:
    """Somebody at one body, in a browser."""

    def __init__(self, site, unit, page):
        self.unit, self.page, self.url = unit, page, site.url
        user = make_user(make_post(unit, grants_at(unit)))
        self.actor = actor_of(user)
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([cookie | {"url": site.url}])

    def go(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def link(self, name: str) -> None:
        press(self.page.get_by_role("main").get_by_role("link", name=name).first)

    def record(self, act: str, **fields: str) -> None:
        """Open an act of the case shown, fill its form in, send it."""
        choose(self.page, act)
        for name, value in fields.items():
            place = self.page.locator(f"main [name={name}]").first
            if place.evaluate("field => field.tagName") == "SELECT":
                place.select_option(value)
            elif place.get_attribute("type") == "radio":
                self.page.locator(f"main [name={name}][value={value}]").check()
            else:
                place.fill(value)
        press(self.page.locator("main form button.primary").first)

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture
def desks(site, open_page):
    load_pack(law_packs.load(pack_folder("vn-base")), by="test")
    tree = make_tree({"front": "", "committee": ""}, today=TODAY)
    front = Desk(site, tree["front"], open_page())
    committee = Desk(site, tree["committee"], open_page(size=PHONE, script=False))
    return front, committee


def taken_in(front: Desk) -> Case:
    told = Intake(
        FEEDBACK, front.unit.pk, "Cống tắc", "Cống tắc đã lâu.", TODAY, "letter", (Sender("Thử"),)
    )
    return receive(told, front.actor).case


@pytest.mark.django_db(transaction=True)
def test_the_front_follows_what_it_passed_on(desks, accessibility):
    front, committee = desks
    case = taken_in(front)
    front.go(f"/cases/{case.slug}/")
    front.record("Phân loại", competence="other")
    front.record("Chuyển nơi có thẩm quyền", passed_to_unit=str(committee.unit.pk))
    react()

    front.go("/petitions/forwarded/")
    assert "Đơn vị committee" in front.words
    assert "chưa có kết quả" in front.words
    assert accessibility(front.page) == []
    front.link("Nhắc Cống tắc")
    press(front.page.locator("main form button.primary").first)
    react()

    committee.go("/notices/")
    assert "Nơi chuyển đơn nhắc" in committee.words
    committee.go("/petitions/forwarded/in/")
    committee.link("Cống tắc")
    assert "Nhắc nơi nhận" in committee.words
    committee.link("Mở hồ sơ tại đơn vị tôi")
    committee.page.locator("[name=unit]").select_option(str(committee.unit.pk))
    press(committee.page.locator("main form button.primary").first)
    committee.link("Mở hồ sơ")
    committee.record("Phân loại", competence="ours")
    committee.record("Thụ lý")
    committee.record("Trả lời", answer="Đã nạo vét cống.", answer_number="12/UBND")
    front.go("/petitions/forwarded/")
    assert "đã giải quyết, chưa báo kết quả" in front.words
    assert "29/05/2026" in front.words
    committee.record("Báo kết quả cho nơi chuyển đến", note="Công văn 12")

    front.go("/petitions/forwarded/?how=to_tell")
    front.link("Cống tắc")
    assert "Đã nạo vét cống." in front.words
    front.record("Trả lời")
    front.go("/petitions/forwarded/")

    assert "đã trả lời" in front.words
    assert Case.objects.get(pk=case.pk).state == "answered"
