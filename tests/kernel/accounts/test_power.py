"""Who administers less cannot put out who may do more: every way of taking power away asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.accounts.granting import end_grant
from danvan.kernel.accounts.handovers import Passing, hand_over
from danvan.kernel.accounts.models import Classification, Grant, Holding, Post, User
from danvan.kernel.accounts.passwords import end_sessions, open_account, shut_account
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.writing import close_post, end_holding, rename_post
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.trees import TODAY

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)


@pytest.fixture
def weaker(place):
    """An administrator of one team, up to internal cases."""
    team = place.tree["team"]
    place.posts["weaker"] = make_post(team, grants_at(team, roles=("administrator",)))
    place.users["weaker"] = make_user(place.posts["weaker"])
    return place.actor("weaker")


def planner_of_all(place):
    return grants_at(place.tree.root, roles=("planner",), downward=True)


def reader_of_closed_cases(place):
    return grants_at(place.tree["team"], roles=("reader",), highest=Classification.CONFIDENTIAL)


ACTS = {
    "end_sessions": lambda post, user, held, by: end_sessions(user, actor=by),
    "shut_account": lambda post, user, held, by: shut_account(user, actor=by),
    "open_account": lambda post, user, held, by: open_account(user, actor=by),
    "close_post": lambda post, user, held, by: close_post(post, until=LATER, actor=by),
    "end_holding": lambda post, user, held, by: end_holding(held, until=LATER, actor=by),
    "rename_post": lambda post, user, held, by: rename_post(post, "X", title_en="", actor=by),
    "hand_over": lambda post, user, held, by: hand_over(Passing(held, None, TODAY, {}), actor=by),
}


@pytest.mark.parametrize(
    ("grants", "code"), [(planner_of_all, "PEOPLE-02"), (reader_of_closed_cases, "PEOPLE-04")]
)
@pytest.mark.parametrize("act", ACTS)
def test_more_power_is_not_taken_away_by_less(place, weaker, act, grants, code):
    post = make_post(place.tree["team"], grants(place))
    user = make_user(post)
    held = Holding.objects.select_related("user").get(post=post)
    before = [list(rows.values()) for rows in (Post.objects, User.objects, Holding.objects)]

    with pytest.raises(AccountRefused, match=code):
        ACTS[act](post, user, held, weaker)

    after = [list(rows.values()) for rows in (Post.objects, User.objects, Holding.objects)]
    assert after == before


def test_grant_of_closed_cases_is_not_ended_by_less(place, weaker):
    post = make_post(place.tree["team"], reader_of_closed_cases(place))
    grant = Grant.objects.select_related("post", "unit").get(post=post)

    with pytest.raises(AccountRefused, match="PEOPLE-04"):
        end_grant(grant, until=LATER, actor=weaker)


@pytest.mark.parametrize("act", ACTS)
def test_like_power_is_enough(place, weaker, act):
    post = make_post(place.tree["team"], grants_at(place.tree["team"]))
    held = Holding.objects.select_related("user").get(user=make_user(post))

    ACTS[act](post, held.user, held, weaker)
