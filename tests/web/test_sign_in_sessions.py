"""Sessions: one browser each, ended when stolen, idle or old, listed and ended by their owner."""

from __future__ import annotations

import time

import pytest
from allauth.usersessions.models import UserSession

from danvan.kernel.audit.models import Entry
from danvan.web.gates import SLIP
from danvan.web.sign_in_sessions import BOUND, device
from tests.factories.guarded import CHROME, FIREFOX, PASSWORD, browser, make_person, signed_in

pytestmark = pytest.mark.django_db
LIST = "/accounts/security/sessions/"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1"


def stolen(client, user_agent):
    thief = browser(user_agent)
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    return thief


def turn_back(client, key, seconds):
    session = client.session
    session[BOUND] = session[BOUND] | {key: session[BOUND][key] - seconds}
    session.save()


def test_session_that_goes_on_in_another_browser_is_ended_and_recorded():
    user = make_person()
    client = signed_in(user)

    answer = stolen(client, FIREFOX).get("/notices/", follow=True)

    assert answer.redirect_chain[0][0] == "/accounts/login/?next=/notices/"
    assert "SIGN-11" in answer.content.decode()
    assert client.get("/notices/").status_code == 302
    entry = Entry.objects.get(action="accounts.session.end")
    assert (entry.subject, entry.details["why"]) == (f"user:{user.pk}", "other_browser")
    assert not UserSession.objects.filter(user=user).exists()


def test_stolen_session_does_nothing_by_post():
    client = signed_in(make_person())

    answer = stolen(client, FIREFOX).post("/accounts/security/sessions/end/")

    assert answer.headers["Location"].startswith("/accounts/login/")


def test_update_of_the_same_browser_goes_on():
    client = signed_in(make_person(), CHROME.format(version=130))

    assert stolen(client, CHROME.format(version=131)).get("/notices/").status_code == 200


@pytest.mark.parametrize(
    ("key", "hours", "goes_on"),
    [("seen", 1, True), ("seen", 3, False), ("began", 11, True), ("began", 13, False)],
)
def test_session_ends_when_idle_or_old(key, hours, goes_on):
    client = signed_in(make_person())
    turn_back(client, key, hours * 3600)

    answer = client.get("/notices/", follow=True)

    assert (answer.redirect_chain == []) is goes_on
    assert ("SIGN-12" in answer.content.decode()) is not goes_on


def test_use_is_noted_now_and_then():
    user = make_person()
    client = signed_in(user)
    turn_back(client, "seen", 600)
    before = UserSession.objects.get(user=user).last_seen_at

    client.get("/notices/")

    assert UserSession.objects.get(user=user).last_seen_at > before
    assert client.session[BOUND]["seen"] >= client.session[BOUND]["began"]


def test_session_is_another_one_after_sign_in():
    user = make_person()
    client = browser()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": user.username, "password": "sai"})
    session = client.session
    session["planted"] = "x"
    session.save()
    before = session.session_key

    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    assert client.session.session_key != before


def test_list_names_devices_and_marks_this_one():
    user = make_person()
    signed_in(user, FIREFOX, address="192.0.2.7")
    here = signed_in(user)

    page = here.get(LIST).content.decode()

    assert "Firefox trên Linux" in page
    assert "192.0.2.7" in page
    assert page.index("Chrome trên Windows") < page.index("phiên này") < page.index("Firefox")
    assert page.count("/end/") == 2


def test_one_other_session_is_ended():
    user = make_person()
    there, here = signed_in(user, FIREFOX), signed_in(user)
    other = UserSession.objects.get(session_key=there.session.session_key)

    here.post(f"{LIST}{other.pk}/end/")

    assert there.get("/notices/").status_code == 302
    assert here.get("/notices/").status_code == 200


def test_sessions_of_somebody_else_and_this_one_are_not_ended_there():
    theirs = signed_in(make_person(), FIREFOX)
    here = signed_in(make_person())
    keys = (theirs.session.session_key, here.session.session_key)

    for kept in UserSession.objects.filter(session_key__in=keys):
        assert here.post(f"{LIST}{kept.pk}/end/").status_code == 404
    assert theirs.get("/notices/").status_code == 200
    assert here.get("/notices/").status_code == 200
    assert "Firefox" not in here.get(LIST).content.decode()


def test_all_other_sessions_are_ended_at_once():
    user = make_person()
    others = [signed_in(user, FIREFOX), signed_in(user)]
    here = signed_in(user)

    told = here.post(f"{LIST}end/", follow=True).content.decode()

    assert "Đã kết thúc 2 phiên khác." in told
    assert [client.get("/notices/").status_code for client in others] == [302, 302]
    assert here.get("/notices/").status_code == 200


def test_new_password_ends_the_others():
    user = make_person()
    there, here = signed_in(user, FIREFOX), signed_in(user)
    new = "mot-mat-khau-that-moi"

    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert there.get("/notices/").status_code == 302
    assert here.get("/notices/").status_code == 200


def test_signing_in_is_recorded_with_how():
    user = make_person("officer", factor=True)
    signed_in(user)

    entry = Entry.objects.get(action="accounts.session.open")
    assert (entry.actor_user_id, entry.details["how"]) == (user.pk, ["password", "totp"])


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME.format(version=1), "Chrome trên Windows"),
        (EDGE, "Edge trên Windows"),
        (FIREFOX, "Firefox trên Linux"),
        (PHONE, "Safari trên iPhone"),
        ("curl/8.0", "Thiết bị không rõ"),
        ("", "Thiết bị không rõ"),
        ("<script>alert(1)</script> Linux", "Linux"),
    ],
)
def test_devices_in_plain_words(user_agent, words):
    assert device(user_agent) == words


def test_session_of_a_slip_is_bound_to_its_browser_too():
    client = browser()
    session = client.session
    session[SLIP] = 1
    session[BOUND] = {"browser": "Chrome/Windows", "began": time.time(), "seen": time.time()}
    session.save()
    client.cookies["sessionid"] = session.session_key

    answer = stolen(client, FIREFOX).get("/notices/")

    assert answer.headers["Location"].startswith("/accounts/login/")
    assert Entry.objects.get(action="accounts.session.end").subject == "session"
    assert SLIP not in client.session
