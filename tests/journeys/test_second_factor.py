"""Somebody who grants sets up a second factor and signs in with it; every page of it is clean."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page

from danvan.kernel.accounts.models import User
from tests.factories.guarded import PASSWORD, add_app, code_of, make_person, secret_of
from tests.factories.houses import run_house, use_house
from tests.factories.other_house import PASSWORD as OTHER_PASSWORD
from tests.journeys.conftest import DESK, PHONE, press

SECURITY = "/accounts/security/"


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def other_house(site, settings, tmp_path) -> Iterator[str]:
    """Return the address of another house that signs people in for this site."""
    with run_house(f"{site.url}/accounts/oidc/sso/login/callback/") as issuer:
        use_house(settings, tmp_path, issuer)
        yield issuer


def give_password(page: Page, site, user: User, onward: str) -> None:
    page.goto(f"{site.url}/accounts/login/")
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page.get_by_role("button", name="Đăng nhập", exact=True))
    page.wait_for_url(f"{site.url}{onward}")


def with_passkeys(page: Page) -> None:
    """Give the browser a device that keeps passkeys and says yes to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_app_is_set_up_and_asked_for_without_script_or_mouse(site, open_page):
    user = make_person("administrator")
    page = open_page(script=False)
    give_password(page, site, user, "/accounts/security/why/")

    page.get_by_role("link", name="Đặt ứng dụng tạo mã").press("Enter")
    page.wait_for_url(f"{site.url}{SECURITY}app/")
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.get_by_label("Mã 6 số trong ứng dụng").press_sequentially(code_of(secret))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}{SECURITY}codes/")
    recovery = page.locator(".codes code").all_inner_texts()
    page.get_by_role("link", name="Đã cất, vào việc").press("Enter")
    page.wait_for_url(f"{site.url}/")

    again = open_page(script=False)
    give_password(again, site, user, "/accounts/login/factor/")
    again.get_by_label("Mã xác thực").press_sequentially(recovery[0])
    again.keyboard.press("Enter")
    again.wait_for_url(f"{site.url}/")
    assert len(recovery) == 10


def test_passkey_is_made_and_lets_in_without_a_password(site, desk):
    user = make_person("planner")
    with_passkeys(desk)
    refused: list[str] = []
    desk.on("console", lambda said: refused.append(said.text))
    give_password(desk, site, user, "/accounts/security/why/")

    press(desk.get_by_role("link", name="Thêm khoá truy cập"))
    desk.get_by_label("Tên để nhận ra khoá này").fill("Máy phòng họp")
    press(desk.get_by_role("button", name="Tạo khoá truy cập"))
    desk.wait_for_url(f"{site.url}{SECURITY}codes/")
    desk.goto(site.url + SECURITY)
    assert "Máy phòng họp" in desk.locator("main").inner_text()

    desk.locator("details.user summary").click()
    press(desk.get_by_role("button", name="Đăng xuất"))
    desk.goto(f"{site.url}/accounts/login/?next=/notices/")
    press(desk.get_by_role("link", name=re.compile("khoá truy cập")))
    press(desk.get_by_role("button", name="Dùng khoá truy cập"))
    desk.wait_for_url(f"{site.url}/notices/")

    assert Authenticator.objects.get(user=user, type="webauthn").last_used_at is not None
    assert refused == []


def test_passkey_is_the_second_step_after_a_password(site, desk):
    user = make_person("planner")
    with_passkeys(desk)
    give_password(desk, site, user, "/accounts/security/why/")
    desk.goto(f"{site.url}{SECURITY}passkey/")
    desk.get_by_label("Tên để nhận ra khoá này").fill("Thẻ khoá")
    press(desk.get_by_role("button", name="Tạo khoá truy cập"))
    desk.context.clear_cookies()

    give_password(desk, site, user, "/accounts/login/factor/")
    press(desk.get_by_role("button", name="Dùng khoá truy cập"))

    desk.wait_for_url(f"{site.url}/")


def test_browser_that_stops_is_told_so(site, desk):
    user = make_person("officer")
    give_password(desk, site, user, "/")
    desk.goto(f"{site.url}{SECURITY}passkey/")
    desk.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('no')) }")
    desk.get_by_label("Tên để nhận ra khoá này").fill("Máy")
    desk.get_by_role("button", name="Tạo khoá truy cập").click()

    desk.get_by_text("Chưa nhận được khoá truy cập").wait_for()
    assert not Authenticator.objects.filter(user=user).exists()


def problems_of(page: Page, accessibility, address: str) -> list[str]:
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    return accessibility(page) + (["wider than the screen"] if wide else [])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_of_signing_in_are_clean(site, open_page, accessibility, size, language):
    user = make_person("administrator")
    page = open_page(size=size)
    found = {}

    def look(*paths: str) -> None:
        for path in paths:
            if problems := problems_of(page, accessibility, site.url + path):
                found[path] = problems

    give_password(page, site, user, "/accounts/security/why/")
    if language == "en":
        press(page.get_by_role("button", name="English").first)
    look("/accounts/security/why/", SECURITY, f"{SECURITY}app/", f"{SECURITY}passkey/")
    add_app(user)
    app = Authenticator.objects.get(user=user, type="totp")
    look(SECURITY, f"{SECURITY}codes/", f"{SECURITY}codes/", f"{SECURITY}remove/{app.pk}/")
    look(f"{SECURITY}sessions/", "/accounts/reauthenticate/", "/accounts/reauthenticate/factor/")
    page.context.clear_cookies(name="sessionid")
    look("/accounts/login/", "/accounts/login/passkey/")
    page.locator("body").wait_for()
    page.goto(f"{site.url}/accounts/login/")
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page.locator("main button.primary"))
    look("/accounts/login/factor/")
    page.locator("input[name=code]").fill("000000")
    press(page.locator("main button.primary").first)
    if problems := accessibility(page):
        found["wrong code"] = problems

    assert found == {}
    assert code_of(secret_of(user)).isdecimal()


def test_other_house_lets_in_in_a_browser_that_follows_the_policy(site, open_page, other_house):
    user = make_person("officer")
    page = open_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    give_password(page, site, user, "/")
    page.goto(site.url + SECURITY)
    page.get_by_role("button", name="Liên kết").click()
    page.locator("input[name=login]").fill("lan")
    page.locator("input[name=password]").fill(OTHER_PASSWORD)
    page.locator("form button[type=submit]").last.click()
    page.get_by_text("Đã liên kết với Tỉnh.").wait_for()

    page.context.clear_cookies(name="sessionid")
    page.goto(f"{site.url}/accounts/login/?next=/notices/")
    page.get_by_role("button", name="Đăng nhập qua Tỉnh").click()
    page.wait_for_url(f"{site.url}/notices/")

    assert [text for text in refused if "Content Security Policy" in text] == []
