"""Sign-in through another house, against a real provider on this computer in its own process."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from danvan.config.settings import environment
from danvan.kernel.accounts.codes import make_code
from danvan.kernel.accounts.models import Purpose, User
from danvan.kernel.audit.models import Entry
from tests.factories import other_house
from tests.factories.guarded import browser, code_of, long_ago, make_person, secret_of, signed_in
from tests.factories.houses import free_port, run_house, use_house

pytestmark = pytest.mark.django_db
ENTER = "/accounts/oidc/sso/login/"
BACK = f"{ENTER}callback/"
LINK = "/accounts/oidc/link/"
SECURITY = "/accounts/security/"


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    with run_house(f"http://testserver{BACK}") as issuer:
        yield issuer


@pytest.fixture
def house(settings, tmp_path, running) -> str:
    use_house(settings, tmp_path, running)
    return running


def leave(client: Client, path: str = ENTER, **more: str) -> str:
    """Return the address the page leads to, by itself and by its link."""
    answer = client.post(path, more)
    assert answer.status_code == 200, (answer.status_code, answer.content.decode())
    page = answer.content.decode()
    away = html.unescape(re.search(r'content="0; url=([^"]+)"', page)[1])
    assert away in html.unescape(page.partition("<body>")[2])
    return away


def sign_in_there(away: str, name: str = "lan") -> str:
    """Sign in at the other house, as a person would; return the address that leads back here."""
    parts = urlsplit(away)
    there = f"{parts.scheme}://{parts.netloc}"
    with requests.Session() as session:
        asked = session.get(away, timeout=10)
        answers = {"login": name, "password": other_house.PASSWORD}
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked.text)
        answers |= {"csrfmiddlewaretoken": token[1]} if token else {}
        entered = session.post(asked.url, answers, timeout=10, allow_redirects=False)
        sent = session.get(
            requests.compat.urljoin(there, entered.headers["Location"]),
            timeout=10,
            allow_redirects=False,
        )
    return sent.headers["Location"].removeprefix("http://testserver")


def linked(user: User, name: str = "lan") -> Client:
    client = signed_in(user)
    answer = client.get(sign_in_there(leave(client, LINK), name))
    assert answer.headers.get("Location") == SECURITY, answer.content.decode()
    return client


def test_linked_account_signs_in(house):
    user = make_person()
    page = linked(user).get(SECURITY).content.decode()
    stranger = browser()

    entered = stranger.get(sign_in_there(leave(stranger)))

    assert "Đã liên kết với Tỉnh." in page
    assert entered.headers["Location"] == "/"
    assert stranger.get("/notices/").wsgi_request.user == user
    assert Entry.objects.filter(action="accounts.oidc.link", actor_user_id=user.pk).count() == 1


def test_page_asked_for_first_is_led_to(house):
    linked(make_person())
    stranger = browser()

    assert stranger.get(sign_in_there(leave(stranger, next="/notices/"))).url == "/notices/"
    assert stranger.post("/accounts/logout/").status_code == 302
    assert stranger.get(sign_in_there(leave(stranger, next="//elsewhere.example/"))).url == "/"


def test_second_factor_is_asked_all_the_same(house):
    user = make_person("planner", factor=True)
    linked(user)
    stranger = browser()

    half = stranger.get(sign_in_there(leave(stranger)))
    assert half.headers["Location"] == "/accounts/login/factor/"
    assert stranger.get("/notices/").status_code == 302
    assert stranger.post(half.url, {"code": code_of(secret_of(user), steps=1)}).url == "/"


def test_planner_without_a_factor_is_led_to_set_one_up(house):
    linked(make_person("planner"))
    stranger = browser()

    stranger.get(sign_in_there(leave(stranger)))

    assert stranger.get("/notices/").url == "/accounts/security/why/"


def test_account_that_is_not_linked_is_told_how(house):
    people = User.objects.count()
    stranger = browser()

    answer = stranger.get(sign_in_there(leave(stranger)))

    assert answer.status_code == 401
    assert "SIGN-06" in answer.content.decode()
    assert stranger.get("/notices/").status_code == 302
    assert User.objects.count() == people
    assert not SocialAccount.objects.exists()


def test_nothing_of_the_person_is_kept(house):
    linked(make_person())

    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert re.fullmatch("[0-9a-f]{64}", kept.uid)


def test_one_account_there_is_linked_to_one_here(house):
    linked(make_person())
    client = signed_in(make_person())

    answer = client.get(sign_in_there(leave(client, LINK)))

    assert answer.status_code == 422
    assert "SIGN-10" in answer.content.decode()
    assert SocialAccount.objects.count() == 1


def test_linking_needs_who_began_it(house):
    began, other = signed_in(make_person()), signed_in(make_person())
    back = sign_in_there(leave(began, LINK))

    assert other.get(back).status_code == 401
    assert not SocialAccount.objects.exists()


def test_linking_asks_again_who_sits_there(house):
    client = signed_in(make_person())
    long_ago(client)

    assert client.post(LINK).url.startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/oidc/unlink/").url.startswith("/accounts/reauthenticate/")


def test_unlinked_account_no_longer_signs_in(house):
    client = linked(make_person())

    told = client.post("/accounts/oidc/unlink/", follow=True).content.decode()
    stranger = browser()

    assert "Đã bỏ liên kết." in told
    assert stranger.get(sign_in_there(leave(stranger))).status_code == 401


def test_last_way_in_stays(house):
    user = make_person()
    client = linked(user)
    user.set_unusable_password()
    user.save()
    session = client.session
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()

    answer = client.post("/accounts/oidc/unlink/")

    assert answer.status_code == 422
    assert "SIGN-13" in answer.content.decode()
    assert SocialAccount.objects.filter(user=user).exists()


@pytest.mark.parametrize("change", ["state=falsch", "state=", "x=1"])
def test_answer_that_nobody_waits_for_is_refused(house, change):
    linked(make_person())
    stranger = browser()
    back = sign_in_there(leave(stranger))
    wrong = f"{BACK}?{change}&code={parse_qs(urlsplit(back).query)['code'][0]}"

    answer = stranger.get(wrong)

    assert answer.status_code == 401
    assert "SIGN-08" in answer.content.decode()
    assert stranger.get("/notices/").status_code == 302


def test_answer_of_another_browser_is_refused(house):
    linked(make_person())
    back = sign_in_there(leave(browser()))

    assert browser().get(back).status_code == 401


def test_answer_is_taken_once(house):
    linked(make_person())
    stranger = browser()
    back = sign_in_there(leave(stranger))
    stranger.get(back)
    stranger.post("/accounts/logout/")

    assert stranger.get(back).status_code == 401


def test_token_made_for_another_sign_in_is_refused(house):
    linked(make_person())
    stranger = browser()
    back = sign_in_there(leave(stranger))
    session = stranger.session
    key = next(key for key in session.keys() if "state" in key)  # noqa: SIM118  no mapping
    states = session[key]
    told = repr(states)
    assert "nonce" in told
    session[key] = with_another_nonce(states)
    session.save()

    answer = stranger.get(back)

    assert answer.status_code == 401
    assert "SIGN-08" in answer.content.decode()


def with_another_nonce(found):
    if isinstance(found, dict):
        return {
            key: "falsch" if key == "nonce" else with_another_nonce(value)
            for key, value in found.items()
        }
    if isinstance(found, list):
        return [with_another_nonce(value) for value in found]
    return found


def test_wrong_secret_is_told(settings, tmp_path, running):
    use_house(settings, tmp_path, running, secret="falsch")
    stranger = browser()

    answer = stranger.get(sign_in_there(leave(stranger)))

    assert answer.status_code == 401
    assert "SIGN-08" in answer.content.decode()


def test_house_that_is_away_is_told(settings, tmp_path):
    use_house(settings, tmp_path, f"http://127.0.0.1:{free_port()}")

    answer = browser().post(ENTER)

    assert answer.status_code == 502
    assert "SIGN-07" in answer.content.decode()


def test_stopping_there_is_told(house):
    stranger = browser()
    state = parse_qs(urlsplit(leave(stranger)).query)["state"][0]

    answer = stranger.get(f"{BACK}?error=access_denied&state={state}")

    assert "SIGN-09" in answer.content.decode()


def test_only_signing_in_is_asked_for(house):
    asked = parse_qs(urlsplit(leave(browser(), scope="email", auth_params="prompt=none")).query)

    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]
    assert "prompt" not in asked


@pytest.mark.parametrize("path", [ENTER, BACK, "/accounts/oidc/x/login/"])
def test_without_another_house_there_is_nothing(path, settings):
    settings.OIDC = {}
    client = browser()

    assert (client.get if path == BACK else client.post)(path).status_code == 404
    assert "Đăng nhập qua" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("issuer", "client", "told"),
    [
        ("http://sso.example", "danvan", "https://"),
        ("https://sso.example", "", "CLIENT_ID"),
    ],
)
def test_half_a_house_is_refused_at_start(monkeypatch, issuer, client, told):
    monkeypatch.setenv("DANVAN_OIDC_ISSUER", issuer)
    monkeypatch.setenv("DANVAN_OIDC_CLIENT_ID", client)

    with pytest.raises(ValueError, match=told):
        environment.oidc()


def test_account_that_was_reset_waits_for_its_new_password(house):
    user = make_person()
    linked(user)
    make_code(Purpose.RESET, by="tests", user=user)
    user.set_unusable_password()
    user.save()
    stranger = browser()

    answer = stranger.get(sign_in_there(leave(stranger)))

    assert answer.headers["Location"] == "/account/new-password/"
    assert "_auth_user_id" not in stranger.session
