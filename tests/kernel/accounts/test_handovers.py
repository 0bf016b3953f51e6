"""A desk is passed on with its minutes, once, and accepted by who follows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.handovers import Passing, accept, digest_of_minutes, hand_over
from danvan.kernel.accounts.models import Holding, Post, Slip
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.slips import make_slips
from danvan.kernel.accounts.writing import make_account
from danvan.kernel.audit.models import Entry
from danvan.kernel.organisations.models import UnitPeriod
from tests.factories.trees import START, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MINUTES = {"cases": [{"slug": "a", "vi": "Báo cáo"}], "unread": 3}


def held(place, name="officer"):
    return Holding.objects.select_related("user").get(post=place.posts[name], valid_until=None)


def successor():
    return make_account("nguoi.nhan", full_name="", password=None, by="tests")


def passed(place, to, name="officer", by="first", on=TODAY):
    return hand_over(Passing(held(place, name), to, on, MINUTES), actor=place.actor(by))


def test_leaver_leaves_and_successor_holds_from_the_day_on(place):
    leaver, follower = place.users["officer"], successor()
    client = Client()
    client.force_login(leaver)

    made = passed(place, follower)

    assert actor_of(leaver) is None
    assert actor_of(follower).post_id == place.posts["officer"].pk
    assert (made.minutes, made.digest) == (MINUTES, digest_of_minutes(MINUTES))
    assert client.get("/accounts/password/change/").status_code == 302
    assert Entry.objects.get(action="accounts.handover.make").details["digest"] == made.digest


def test_slips_of_the_desk_are_void(place):
    UnitPeriod.objects.filter(unit=place.tree["team"]).update(tier="hamlet")
    make_slips([place.posts["officer"]], valid_until=TODAY + DAY, actor=place.actor())

    passed(place, successor())

    assert Slip.objects.get().revoked_at


def test_post_may_stay_empty(place):
    made = passed(place, None)

    assert made.to_user is None
    assert not Holding.objects.filter(post=place.posts["officer"], valid_until=None).exists()


def test_only_the_successor_accepts_and_once(place):
    follower = successor()
    made = passed(place, follower)

    with pytest.raises(AccountRefused, match="PEOPLE-24"):
        accept(made, actor=place.actor())
    accept(made, actor=actor_of(follower))
    assert made.accepted_by == actor_of(follower).label
    with pytest.raises(AccountRefused, match="PEOPLE-25"):
        accept(made, actor=actor_of(follower))


@pytest.mark.parametrize(
    ("on", "code"), [(TODAY + DAY, "PEOPLE-22"), (START, "PEOPLE-10"), (START - DAY, "PEOPLE-10")]
)
def test_day_lies_within_the_leavers_time_and_is_not_to_come(place, on, code):
    with pytest.raises(AccountRefused, match=code):
        passed(place, successor(), on=on)
    assert held(place).valid_until is None


def test_desk_of_another_tree_or_ones_own_is_not_passed_on(place, other_place):
    holding = held(other_place)
    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        hand_over(Passing(holding, None, TODAY, MINUTES), actor=place.actor())
    with pytest.raises(AccountRefused, match="PEOPLE-03"):
        passed(place, successor(), name="first")


def test_successor_is_somebody_else_and_not_the_one_who_writes(place):
    with pytest.raises(AccountRefused, match="PEOPLE-23"):
        passed(place, place.users["officer"])
    with pytest.raises(AccountRefused, match="PEOPLE-03"):
        passed(place, place.users["first"])


def test_closed_desk_is_not_passed_on(place):
    Post.objects.filter(pk=place.posts["officer"].pk).update(valid_until=TODAY + DAY)

    with pytest.raises(AccountRefused, match="PEOPLE-12"):
        passed(place, successor())


def test_second_holder_stands_in_the_way(place):
    Holding.objects.create(
        post=place.posts["officer"], user=place.users["second"], valid_from=TODAY
    )
    holding = Holding.objects.get(user=place.users["officer"])

    with pytest.raises(AccountRefused, match="PEOPLE-11"):
        hand_over(Passing(holding, successor(), TODAY, MINUTES), actor=place.actor())


def test_administration_is_passed_on_but_never_left_empty(place):
    Holding.objects.filter(user=place.users["second"]).update(valid_until=TODAY + DAY)

    with pytest.raises(AccountRefused, match="PEOPLE-06"):
        passed(place, None, name="first", by="second")
    assert passed(place, successor(), name="first", by="second").to_user
