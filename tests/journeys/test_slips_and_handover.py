"""A team leader records by a slip on a phone; a desk is passed on. Every page is clean there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from danvan.kernel.accounts.models import Post
from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import UnitPeriod
from tests.factories.accounts import PASSWORD, grants_at, make_post, make_user
from tests.factories.desks import TODAY, add_clerk, make_desk, owe
from tests.journeys.conftest import DESK, PHONE, press

WIDE = "document.documentElement.scrollWidth > window.innerWidth + 1"


@pytest.fixture
def hamlet(transactional_db):
    """Return a hamlet's desk that owes a report, with an administrator of its tree."""
    del transactional_db
    desk = make_desk("Tổ dân vận thôn Mẫu", roles=("officer",))
    UnitPeriod.objects.filter(unit=desk.unit).update(tier="hamlet")
    owe(desk, TODAY, title="Báo cáo tháng của tổ")
    over_all = grants_at(desk.root, roles=("administrator",), downward=True)
    administrator = make_user(make_post(desk.root, over_all, since=TODAY), since=TODAY)
    successor = add_clerk(desk.unit, roles=())
    return desk, administrator, successor


def enter(page: Page, url: str, user) -> None:
    page.goto(f"{url}/accounts/login/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    press(page.get_by_role("button", name="Đăng nhập", exact=True))


def faults(page: Page, accessibility) -> list[str]:
    return accessibility(page) + (["wider than the screen"] if page.evaluate(WIDE) else [])


def test_team_leader_records_by_a_slip(live_server, hamlet, open_page, accessibility):
    desk, administrator, _successor = hamlet
    office, phone = open_page(size=DESK), open_page(size=PHONE, script=True)
    enter(office, live_server.url, administrator)
    office.goto(f"{live_server.url}/people/slips/new/")
    office.get_by_role("checkbox").first.check()
    office.fill("[name=last_day]", TODAY.strftime("%d/%m/%Y"))
    press(office.get_by_role("button", name="Lập và xem tờ in"))
    assert faults(office, accessibility) == []
    text = office.content()
    address = re.search(r"/s/[a-z2-9]{20}/", text)[0]
    pin = re.search(r"<strong>(\d{6})</strong>", text)[1]

    phone.goto(f"{live_server.url}{address}")
    assert faults(phone, accessibility) == []
    phone.fill("[name=pin]", pin)
    press(phone.get_by_role("button", name="Vào"))
    assert faults(phone, accessibility) == []
    press(phone.get_by_role("link", name="Ghi đã làm"))
    assert faults(phone, accessibility) == []
    phone.fill("[name=note]", "Đã họp tổ, phổ biến quy chế")
    press(phone.get_by_role("button", name="Ghi", exact=True))

    assert "Đã ghi xong" in phone.content()
    assert Case.objects.get(unit=desk.unit).state == "done"


def test_desk_is_handed_over(live_server, hamlet, open_page, accessibility):
    desk, administrator, successor = hamlet
    post = Post.objects.get(unit=desk.unit, holdings__user=desk.user)
    office = open_page(size=PHONE)
    enter(office, live_server.url, administrator)
    found = {}
    for path in (
        "posts/", "posts/new/", f"posts/{post.pk}/", f"posts/{post.pk}/grant/", "grants/",
        f"posts/{post.pk}/holder/", f"posts/{post.pk}/substitute/", f"posts/{post.pk}/handover/",
        "accounts/", f"accounts/{desk.user.pk}/", f"accounts/{desk.user.pk}/reset/", "slips/",
        "slips/new/", "audit/", "handovers/",
    ):  # fmt: skip
        office.goto(f"{live_server.url}/people/{path}")
        if problems := faults(office, accessibility):
            found[path] = problems
    assert found == {}

    office.goto(f"{live_server.url}/people/posts/{post.pk}/handover/")
    office.select_option("[name=person]", str(successor.pk))
    press(office.get_by_role("button", name="Bàn giao", exact=True))
    assert faults(office, accessibility) == []
    address = office.url

    follower = open_page(size=DESK)
    enter(follower, live_server.url, successor)
    follower.goto(address)
    assert "Báo cáo tháng của tổ" not in follower.content()
    press(follower.locator("details.user form button").first) if follower.locator(
        "details.user[open]"
    ).count() else follower.locator("details.user summary").click()
    press(follower.get_by_role("button", name=re.compile("Làm với chức danh")))
    follower.goto(address)
    assert "Báo cáo tháng của tổ" in follower.content()
    press(follower.get_by_role("button", name="Đã nhận bàn giao"))

    assert "Đã ghi: đã nhận bàn giao." in follower.content()
    assert faults(follower, accessibility) == []


def test_pages_of_codes_are_clean(live_server, transactional_db, open_page, accessibility):
    del transactional_db
    for size in (DESK, PHONE):
        page = open_page(size=size)
        for path in ("/begin/", "/account/new-password/", "/s/abc/"):
            page.goto(f"{live_server.url}{path}")
            assert faults(page, accessibility) == [], path
