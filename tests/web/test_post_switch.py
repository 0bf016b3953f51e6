"""Somebody with several posts acts under one of them."""

from __future__ import annotations

import pytest
from django.test import Client

from danvan.kernel.accounts.models import Holding
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.desks import START, make_desk, owe


@pytest.fixture
def two_desks(desk):
    second = make_desk("Mặt trận xã")
    Holding.objects.create(post=second.user.holdings.get().post, user=desk.user, valid_from=START)
    return desk, second


def post_of(desk):
    return desk.user.holdings.order_by("pk").first().post


def test_menu_offers_the_other_posts_and_the_choice_lasts(two_desks, clerk):
    first, second = two_desks
    case = owe(second, None)
    assert f'name="post" value="{post_of(second).pk}"' in clerk.get("/").content.decode()
    assert clerk.get(f"/cases/{case.slug}/").status_code == 404

    switched = clerk.post("/post/", {"post": post_of(second).pk})

    assert switched.url == "/"
    assert clerk.get(f"/cases/{case.slug}/").status_code == 200
    clerk.post("/post/", {"post": post_of(first).pk})
    assert clerk.get(f"/cases/{case.slug}/").status_code == 404


@pytest.mark.parametrize("asked", ["", "0", "x", "foreign"])
def test_post_that_is_not_held_is_not_taken(two_desks, clerk, asked):
    foreign = make_post(two_desks[0].unit, grants_at(two_desks[0].unit))
    make_user(foreign)

    answer = clerk.post("/post/", {"post": foreign.pk if asked == "foreign" else asked})

    assert answer.status_code == 404


def test_post_that_ended_gives_way_to_the_own_one(two_desks, clerk):
    first, second = two_desks
    clerk.post("/post/", {"post": post_of(second).pk})
    Holding.objects.filter(user=first.user, post=post_of(second)).delete()

    assert clerk.get("/").status_code == 200
    assert "Khối Dân vận" in clerk.get("/").content.decode()
    assert Client().post("/post/", {"post": "1"}).status_code == 302
