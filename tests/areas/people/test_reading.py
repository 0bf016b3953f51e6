"""Who did what: everything done in a place is listed there, and nothing of closed cases."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from danvan.areas.people.reading import entries_of
from danvan.kernel.accounts.begin import begin_code
from danvan.kernel.accounts.models import Classification, Grant, User
from danvan.kernel.accounts.passwords import reset
from danvan.kernel.accounts.touring import end_tour
from danvan.kernel.audit.record import record
from danvan.kernel.organisations.models import Unit
from tests.areas.people.test_views import cells_of
from tests.factories.accounts import PASSWORD, grants_at
from tests.factories.cases import open_occurrence
from tests.factories.desks import make_duty
from tests.factories.trees import START, TODAY

pytestmark = pytest.mark.django_db


def listed(place, name="first"):
    return list(entries_of(place.actor(name)).values_list("action", "subject"))


def test_signing_in_and_out_is_listed_for_the_administrators(place, other_place):
    user = place.users["officer"]
    Client().post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    assert ("accounts.session.open", f"user:{user.pk}") in listed(place)
    assert ("accounts.session.open", f"user:{user.pk}") not in listed(other_place)


def test_stolen_session_is_listed(place):
    user = place.users["officer"]
    client = Client(headers={"user-agent": "Firefox/1 Linux"})
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    client.get("/notices/", headers={"user-agent": "Chrome/1 Android"})

    assert ("accounts.session.end", f"user:{user.pk}") in listed(place)


def test_refused_tries_are_listed_where_the_account_is_known(place):
    user = place.users["officer"]
    for name in [user.username] * 6 + ["khong.co.ai"] * 6:
        Client().post("/accounts/login/", {"login": name, "password": "sai"})

    assert ("accounts.session.refuse", f"user:{user.pk}") in listed(place)
    assert ("accounts.session.refuse", "user:?") not in listed(place)


def test_new_account_with_its_code_is_listed(place, admin):
    told = {"person": "new", "username": "nguoi.moi", "full_name": "Người Mới"}
    day = TODAY.strftime("%d/%m/%Y")
    admin.post(f"/people/posts/{place.posts['empty'].pk}/holder/", told | {"valid_from": day})

    subject = f"user:{User.objects.get(username='nguoi.moi').pk}"
    assert {("accounts.account.add", subject), ("accounts.code.reset", subject)} <= set(
        listed(place)
    )


def test_reset_and_tour_are_listed(place):
    user = place.users["officer"]
    reset(user, actor=place.actor())
    end_tour(user, "tests", timezone.now())

    done = {action for action, subject in listed(place) if subject == f"user:{user.pk}"}
    assert {"accounts.code.reset", "accounts.tour.end"} <= done


def test_code_of_the_console_is_listed_where_there_is_one_place(place):
    Unit.objects.update(demo_on=None)

    begin_code(again=True)

    assert ("accounts.code.begin", "site") in listed(place)


@pytest.fixture
def closed(place):
    """A restricted case of the team, which was opened and read."""
    case = open_occurrence(place.tree["team"], make_duty().pk, classification=2)
    for action in ("cases.case.read", "duties.occurrence.complete"):
        team = place.tree["team"].pk
        record(action, actor="Bàn", subject=f"case:{case.slug}", unit_id=team)
    return f"case:{case.slug}"


def test_acts_on_restricted_cases_are_hidden_from_who_only_administers(place, admin, closed):
    rows = cells_of(admin.get("/people/audit/?format=xlsx").content)
    page = admin.get("/people/audit/").content.decode()

    assert closed not in {subject for _action, subject in listed(place)}
    assert "Mở hồ sơ hạn chế" not in str(rows)
    assert "Mở hồ sơ hạn chế" not in page


def test_acts_on_restricted_cases_are_listed_for_who_sees_the_case(place, closed):
    for grant in grants_at(place.tree["team"], highest=Classification.CONFIDENTIAL):
        Grant.objects.create(
            post=place.posts["first"], desk_role=grant.desk_role, unit_id=grant.unit_id,
            highest=grant.highest, valid_from=START,
        )  # fmt: skip

    assert ("cases.case.read", closed) in listed(place)
