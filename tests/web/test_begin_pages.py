"""In by a code: the first administrator, and a new password."""

from __future__ import annotations

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.begin import begin_code
from danvan.kernel.accounts.codes import make_code
from danvan.kernel.accounts.models import Purpose, User
from danvan.kernel.organisations.models import Unit
from tests.factories.desks import PASSWORD
from tests.factories.trees import TODAY, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def told(code, **changed):
    return {
        "code": code,
        "name": "Xã Mẫu",
        "tier": "commune",
        "side": "none",
        "title": "Quản trị hệ thống",
        "username": "quantri",
        "password": PASSWORD,
        "again": PASSWORD,
        **changed,
    }


def test_code_from_the_console_makes_place_and_administrator_and_signs_in():
    client = Client()

    answer = client.post("/begin/", told(begin_code(again=False)))

    assert answer.status_code == 302
    assert answer.url in {reverse("work"), "/setup/"}
    actor = actor_of(User.objects.get())
    assert actor.label == "Quản trị hệ thống, Xã Mẫu"
    assert client.session["_auth_user_id"] == str(actor.user_id)
    assert UserSession.objects.get().user_id == actor.user_id
    assert client.get("/setup/").url == reverse("second-factor")


def without_token(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def test_page_is_the_same_whether_a_code_waits_and_whatever_stands_here():
    Client().post("/begin/", told(begin_code(again=False)))
    wrong = told("abcde-abcde-abcde-abcde", again="x")
    Unit.objects.update(demo_on=TODAY)
    before = [
        without_token(Client().get("/begin/")),
        without_token(Client().post("/begin/", wrong)),
    ]

    Unit.objects.update(demo_on=None)
    begin_code(again=True)

    after = [without_token(Client().get("/begin/")), without_token(Client().post("/begin/", wrong))]
    assert after == before
    assert "Xã Mẫu</option>" not in "".join(after)


def test_right_code_asks_which_of_the_standing_places_is_meant():
    Client().post("/begin/", told(begin_code(again=False)))
    code = begin_code(again=True)

    asked = Client().post("/begin/", told(code, username="khac"))

    assert asked.status_code == 422
    assert "Xã Mẫu</option>" in asked.content.decode()
    assert User.objects.count() == 1
    Client().post("/begin/", told(code, username="khac", root=""))
    assert Unit.objects.filter(root=None).count() == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": "abcde-abcde-abcde-abcde"}, "PEOPLE-01"),
        ({"code": "' OR 1=1 --"}, "PEOPLE-01"),
        ({"name": ""}, "FORM-01"),
        ({"again": "khac-han-mat-khau"}, "FORM-02"),
        ({"username": "a b<script>"}, "FORM-02"),
        ({"tier": "galaxy"}, "FORM-03"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(changed, code):
    sent = told(begin_code(again=False)) | changed

    answer = Client().post("/begin/", sent)

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert (User.objects.count(), Unit.objects.count()) == (0, 0)
    assert PASSWORD not in answer.content.decode()


def test_weak_password_is_refused():
    answer = Client().post("/begin/", told(begin_code(again=False), password="ngan", again="ngan"))

    assert answer.status_code == 422
    assert not User.objects.exists()


def test_code_works_once():
    code = begin_code(again=False)
    Client().post("/begin/", told(code))

    answer = Client().post("/begin/", told(code, username="nguoi.khac"))

    assert "PEOPLE-01" in answer.content.decode()
    assert User.objects.count() == 1


def test_standing_place_is_offered_but_no_demonstration():
    Client().post("/begin/", told(begin_code(again=False)))
    root = actor_of(User.objects.get()).root_id
    demonstration = make_tree().root
    code = begin_code(again=True)

    page = Client().post("/begin/", {"code": code}).content.decode()
    foreign = told(code, root=demonstration.pk, username="khac")
    assert f'value="{root}"' in page
    assert f'value="{demonstration.pk}"' not in page
    assert Client().post("/begin/", foreign).status_code == 422

    Client().post("/begin/", told(code, root=root, name="", username="quantri2"))
    assert actor_of(User.objects.get(username="quantri2")).root_id == root


def test_one_address_does_not_guess_without_end():
    begin_code(again=False)

    answers = {Client().post("/begin/", told("x")).status_code for _number in range(11)}

    assert answers == {422, 429}


def test_new_password_by_a_code(desk):
    code = make_code(Purpose.RESET, by="tests", user=desk.user)
    new = {"code": code, "password": "mat-khau-moi-hoan-toan", "again": "mat-khau-moi-hoan-toan"}

    wrong = Client().post("/account/new-password/", new | {"code": "abcde"})
    answer = Client().post("/account/new-password/", new)
    again = Client().post("/account/new-password/", new)

    assert (wrong.status_code, answer.url, again.status_code) == (422, "/accounts/login/", 422)
    desk.user.refresh_from_db()
    assert desk.user.check_password(new["password"])


@pytest.mark.parametrize(("path", "tries"), [("/account/new-password/", 20), ("/begin/", 10)])
def test_one_try_too_many_says_when_to_come_back(path, tries):
    for _number in range(tries + 1):
        answer = Client().post(path, {"code": "x"})

    assert answer.status_code == 429
    assert 500 < int(answer.headers["Retry-After"]) <= 600
    assert "10 phút" in answer.content.decode()
