"""Pages about one's own account: what stands on them and what they load."""

from __future__ import annotations

import re

import pytest

from danvan.kernel.accounts.models import User
from tests.factories.guarded import PASSWORD, browser, make_person, signed_in

pytestmark = pytest.mark.django_db
SECURITY = "/accounts/security/"
OPEN = ("/accounts/login/", "/accounts/login/passkey/", "/accounts/inactive/", "/help/")
OWN = (
    SECURITY,
    f"{SECURITY}why/",
    f"{SECURITY}app/",
    f"{SECURITY}passkey/",
    f"{SECURITY}sessions/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
    "/",
    "/notices/",
)
WITH_SCRIPT = {"/accounts/login/passkey/", f"{SECURITY}passkey/"}


def test_no_page_asks_anybody_else_for_anything():
    stranger, client = browser(), signed_in(make_person())
    found = {}
    for path in OPEN + OWN:
        answer = (stranger if path in OPEN else client).get(path)
        page = answer.content.decode()
        loaded = re.findall(r"<(?:script|img|link|iframe|use|form)[^>]*?=\"([^\"#]+)\"", page)
        foreign = [where for where in loaded if re.match(r"(?:[a-z]+:)?//", where)]
        foreign += re.findall(r"\bon[a-z]+=\"|<style|style=\"|src=\"data:", page)
        if foreign or answer.status_code != 200:
            found[path] = (answer.status_code, foreign)

    assert found == {}


def test_only_passkey_pages_run_a_script_and_only_ours():
    stranger, client = browser(), signed_in(make_person())
    for path in OPEN + OWN:
        answer = (stranger if path in OPEN else client).get(path)
        policy, page = answer["Content-Security-Policy"], answer.content.decode()
        expected = "script-src 'self'" if path in WITH_SCRIPT else "script-src 'none'"

        assert expected in policy.split("; "), path
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert page.count("<script") == (path in WITH_SCRIPT)


def test_account_page_tells_what_guards_it():
    plain = signed_in(make_person()).get(SECURITY).content.decode()
    guarded = signed_in(make_person("planner", factor=True)).get(SECURITY).content.decode()

    assert "Chưa có. Người biết mật khẩu là vào được." in plain
    assert "Chức danh này bắt buộc có ít nhất một." in guarded
    assert "Ứng dụng tạo mã" in guarded
    assert "Còn 10 mã chưa dùng." in guarded


def test_account_page_is_open_without_a_post():
    User.objects.create_user("khongchucdanh", password=PASSWORD)
    client = browser()
    client.post("/accounts/login/", {"login": "khongchucdanh", "password": PASSWORD})

    assert client.get(SECURITY).status_code == 200
    assert client.get("/").status_code == 403


@pytest.mark.parametrize("path", [SECURITY, f"{SECURITY}app/", f"{SECURITY}codes/", "/accounts/"])
def test_strangers_see_nothing_of_it(path):
    assert browser().get(path).status_code in {302, 404}


def test_page_of_passkeys_says_what_to_do_without_script():
    page = signed_in(make_person()).get(f"{SECURITY}passkey/").content.decode()

    assert "Trang này cần JavaScript" in page
    assert re.search(r"<button[^>]*data-passkey-start hidden", page)


def test_password_pages_lead_to_each_other():
    user = make_person()
    client = signed_in(user)
    assert client.get("/accounts/password/set/").headers["Location"] == "/accounts/password/change/"
    user.set_unusable_password()
    user.save()
    session = client.session
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()

    asked = client.get("/accounts/password/change/")
    answers = {"password1": "mot-mat-khau-that-moi", "password2": "mot-mat-khau-that-moi"}
    done = client.post("/accounts/password/set/", answers, follow=True)

    assert asked.headers["Location"] == "/accounts/password/set/"
    assert "Đã đặt mật khẩu." in done.content.decode()


def test_nobody_passes_who_is_no_longer_in_use():
    user = make_person()
    user.is_active = False
    user.save()

    answer = browser().post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    assert answer.headers["Location"] == "/accounts/inactive/"
