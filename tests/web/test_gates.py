"""Closed unless declared open; out of reach is not found."""

from __future__ import annotations

import pytest
from django.test import Client

from danvan.kernel.accounts.models import Classification, User
from danvan.kernel.audit.models import Entry
from tests.factories.desks import TODAY, add_clerk, owe


@pytest.mark.django_db
def test_strangers_are_asked_to_sign_in():
    answer = Client().get("/?tab=due")

    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/%3Ftab%3Ddue")


@pytest.mark.django_db
def test_somebody_without_a_post_is_told_so():
    client = Client()
    client.force_login(User.objects.create_user("khongchucdanh", password="mat-khau-dai-ra"))

    answer = client.get("/")

    assert answer.status_code == 403
    assert "Chưa giữ chức danh nào" in answer.content.decode()
    assert client.get("/accounts/password/change/").status_code == 200
    assert client.get("/help/").status_code == 200


def test_another_commune_sees_nothing_while_there_is_something(desk, clerk, stranger_of_the_house):
    case = owe(desk, TODAY)
    address = f"/cases/{case.slug}/"

    assert clerk.get(address).status_code == 200
    for path in (address, f"{address}complete/", f"{address}add_proof/"):
        assert stranger_of_the_house.get(path).status_code == 404
        assert stranger_of_the_house.post(path).status_code in {404, 405}


def test_unknown_and_hidden_look_alike(desk, stranger_of_the_house):
    case = owe(desk, TODAY)

    hidden = stranger_of_the_house.get(f"/cases/{case.slug}/").content
    unknown = stranger_of_the_house.get("/cases/0000000000000000/").content

    assert hidden == unknown


def test_reader_sees_but_is_offered_nothing(desk):
    case = owe(desk, TODAY)
    client = Client()
    client.force_login(add_clerk(desk.unit, roles=("reader",)))

    page = client.get(f"/cases/{case.slug}/").content.decode()

    assert "không có bước nào để làm" in page
    assert client.get(f"/cases/{case.slug}/complete/").url == f"/cases/{case.slug}/"


def test_opening_a_confidential_case_is_recorded(desk, clerk):
    case = owe(desk, TODAY)
    case.classification = Classification.CONFIDENTIAL
    case.save()
    desk_grants = desk.user.holdings.get().post.grants
    for grant in desk_grants.all():
        grant.highest = Classification.CONFIDENTIAL
        grant.save()

    clerk.get(f"/cases/{case.slug}/")

    assert Entry.objects.filter(action="cases.case.read", subject=f"case:{case.slug}").count() == 1


@pytest.mark.parametrize("path", ["/", "/cases/", "/notices/", "/help/"])
def test_pages_open_for_a_post(clerk, path):
    assert clerk.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/cases/", "/notices/", "/help/", "/duties/?format=csv"])
def test_pages_are_kept_by_nobody_on_the_way(clerk, path):
    assert clerk.get(path)["Cache-Control"] == "private, no-store"


def test_refusals_are_kept_by_nobody_on_the_way(clerk):
    assert clerk.get("/cases/0000000000000000/")["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/portal/q/%00/",
        "/petitions/figures/2026/0/received/channel/%00/",
        f"/portal/desk/poster/{'9' * 30}/",
        f"/portal/desk/{2**63}/",
    ],
)
def test_address_that_no_database_can_be_asked_for_is_not_found(clerk, path):
    assert clerk.get(path).status_code == 404
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["%00", "bao%00cao"])
@pytest.mark.parametrize("path", ["/portal/send/", "/cases/", "/notices/"])
def test_words_that_no_database_can_be_asked_for_break_no_list(clerk, path, words):
    assert clerk.get(f"{path}?q={words}").status_code == 200
