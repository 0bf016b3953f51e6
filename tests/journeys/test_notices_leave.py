"""An officer confirms an address and is reminded there; who looks after it sees what went out."""

from __future__ import annotations

import re
from urllib.request import urlopen

import pytest
from django.test import Client

from danvan.kernel.notices.addressing import write_deliveries
from danvan.kernel.notices.models import Delivery, Preference, TextBatch
from danvan.kernel.notices.outbox import deliver
from danvan.kernel.notices.rounds import hand_texts_over, ring_alarms, send_mail
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.desks import START, TODAY, Desk, make_desk, owe
from tests.factories.mail_servers import Postman, connect, serving
from tests.factories.mailboxes import NOW
from tests.journeys.conftest import DESK, PHONE, press

pytestmark = pytest.mark.journey
ADDRESS = "van-phong@mau.example"


@pytest.fixture
def desk_of_all(site) -> Desk:
    """Return a desk whose person works, plans for the tree and administers it."""
    made = make_desk()
    grants = grants_at(made.unit, roles=("officer",))
    grants += grants_at(made.root, roles=("planner", "administrator"), downward=True)
    user = make_user(make_post(made.unit, grants, since=START), since=START)
    return Desk(made.root, made.unit, user)


@pytest.fixture
def postman(settings, site):
    with serving(Postman()) as made:
        connect(settings, made)
        settings.SITE_ADDRESS = site.url
        yield made


def enter(page, site, user):
    """Carry the session of a person into a browser."""
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": site.url}])


def link_in(mail: str) -> str:
    return re.search(r"http\S+/confirm/\S+", mail)[0]


def test_from_the_address_to_the_reminder_and_the_calendar(site, desk, desk_of_all, postman):
    enter(desk, site, desk_of_all.user)
    desk.goto(f"{site.url}/notices/")
    press(desk.get_by_role("link", name="Cách nhận thông báo"))
    press(desk.get_by_role("link", name="Xác nhận địa chỉ"))
    desk.get_by_label("Địa chỉ thư điện tử").fill(ADDRESS)
    press(desk.get_by_role("button", name="Gửi thư xác nhận"))
    deliver()
    desk.goto(link_in(postman.texts()[0]))
    press(desk.get_by_role("button", name="Đúng, gửi thư tới đây"))
    desk.get_by_label("Giờ nghỉ, không gửi thư và tin").select_option("none")
    press(desk.get_by_role("button", name="Lưu"))
    case = owe(desk_of_all, TODAY, title="Báo cáo quý")

    ring_alarms.call()
    send_mail.call()

    assert "Báo cáo quý" in postman.texts()[1]
    desk.goto(re.search(r"http\S+/cases/\S+", postman.texts()[1])[0])
    assert "Báo cáo quý" in desk.locator("h1").inner_text()
    desk.goto(f"{site.url}/notices/settings/")
    press(desk.get_by_role("button", name="Lập địa chỉ lịch"))
    address = desk.get_by_label("Địa chỉ để ứng dụng lịch đọc").input_value()
    with urlopen(address) as calendar:
        assert case.slug in calendar.read().decode()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_pages_are_clean(site, desk_of_all, open_page, accessibility, size):
    user = desk_of_all.user
    user.email = ADDRESS
    user.save()
    facts = {"confirmed_address": ADDRESS, "confirmed_at": NOW, "phone": "0912345678"}
    ways = {"reminders": ["mail", "text"]}
    Preference.objects.create(user=user, channels=ways, quiet_from=0, quiet_until=0, **facts)
    owe(desk_of_all, TODAY, title="Báo cáo " + "rất dài " * 20)
    ring_alarms.call()
    write_deliveries(NOW)
    hand_texts_over.call()
    mail = Delivery.objects.get(channel="mail")
    Delivery.objects.filter(pk=mail.pk).update(
        state="unclear", why="SEND-unclear", answer="451 " + "x" * 200, attempts=3
    )
    batch = TextBatch.objects.get()
    page = open_page(size=size)
    enter(page, site, user)
    found = {}
    for path in (
        "",
        "settings/",
        "settings/address/",
        "settings/confirm/sai/",
        "policy/",
        "outbox/",
        "outbox/?q=khong-co",
        f"outbox/{mail.pk}/",
        "texts/",
        f"texts/{batch.pk}/",
        f"texts/{batch.pk}/mark/",
    ):
        page.goto(f"{site.url}/notices/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        problems = accessibility(page) + (["wider than the screen"] if wide else [])
        if problems:
            found[path] = problems

    assert found == {}
