"""Who a signed-in user is today, and which units the post reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from danvan.kernel.accounts.actors import GrantValue, actor_of, system_actor
from danvan.kernel.accounts.models import Classification, Grant, Holding
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.organisations.models import Unit, UnitPeriod
from tests.factories.accounts import actor_at, grants_at, make_post, make_user
from tests.factories.trees import START, TODAY, make_tree

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def tree():
    return make_tree()


def reached(condition):
    """Return the keys of the units in reach, asked on a table with a ``unit_id``."""
    rows = UnitPeriod.objects.filter(condition)
    return set(rows.values_list("unit__key", flat=True))


def test_actor_is_the_post_on_the_day_of_its_tree(tree):
    post = make_post(tree["bloc"], grants_at(tree["bloc"], roles=("officer",)))
    user = make_user(post)

    actor = actor_of(user)

    assert (actor.user_id, actor.post_id, actor.unit_id) == (user.pk, post.pk, tree["bloc"].pk)
    assert (actor.root_id, actor.today) == (tree.root.pk, TODAY)
    assert actor.label == f"{post.title}, Đơn vị bloc"
    assert actor.grants == (GrantValue("officer", tree["bloc"].pk, False, 1),)


@pytest.mark.parametrize(
    ("since", "until", "is_somebody"),
    [
        (START, None, True),
        (TODAY, None, True),
        (TODAY + ONE_DAY, None, False),
        (START, TODAY + ONE_DAY, True),
        (START, TODAY, False),
    ],
)
def test_post_is_held_from_a_day_until_a_day(tree, since, until, is_somebody):
    user = make_user(make_post(tree.root), since=since)
    Holding.objects.filter(user=user).update(valid_until=until)

    assert (actor_of(user) is not None) is is_somebody


def test_first_post_held_today_counts(tree):
    user = make_user(make_post(tree["bloc"]), since=TODAY + ONE_DAY)
    second, third = make_post(tree["council"]), make_post(tree["police"])
    for post in (second, third):
        Holding.objects.create(post=post, user=user, valid_from=START)

    assert actor_of(user).post_id == second.pk


def test_grants_hold_for_their_span(tree):
    post = make_post(tree.root, grants_at(tree.root, roles=("officer", "head", "planner")))
    user = make_user(post)
    Grant.objects.filter(desk_role="head").update(valid_until=TODAY)
    Grant.objects.filter(desk_role="planner").update(valid_from=TODAY + ONE_DAY)

    assert [grant.desk_role for grant in actor_of(user).grants] == ["officer"]


def test_role_counts_at_the_unit_and_below_only_where_granted_downward(tree):
    flat = actor_at(tree["board"], roles=("officer",))
    deep = actor_at(tree["board"], roles=("officer",), downward=True)

    units = ("root", "board", "bloc", "team", "council")
    assert [key for key in units if flat.has("officer", tree[key].pk)] == ["board"]
    assert [key for key in units if deep.has({"officer"}, tree[key].pk)] == [
        "board",
        "bloc",
        "team",
    ]
    assert not deep.has("head", tree["board"].pk)


def test_reach_follows_downward_and_classification(tree):
    below = actor_at(tree["board"], roles=("reader",), downward=True)
    deep = grants_at(tree["police"], roles=("reader",), highest=Classification.CONFIDENTIAL)
    actor = replace(below, grants=below.grants + deep)

    own = {unit.key for unit in Unit.objects.filter(actor.reach_with({"reader"}, "pk"))}
    assert own == {"board", "bloc", "team", "police"}
    assert reached(actor.reach(Classification.INTERNAL)) == own
    assert reached(actor.reach(Classification.CONFIDENTIAL)) == {"police"}
    assert reached(actor.reach(Classification.SEALED)) == set()


def test_in_sight_are_units_of_any_grant_and_the_posts_own(tree):
    below = actor_at(tree["council"], roles=("reader",), downward=True)
    moved = replace(below, unit_id=tree["bloc"].pk)
    homeless = replace(below, unit_id=None, grants=())

    assert reached(moved.in_sight("unit_id")) == {"council", "police", "bloc"}
    assert reached(homeless.in_sight("unit_id")) == set()


def test_own_units_are_the_posts_and_those_granted_flat(tree):
    actor = actor_at(tree["bloc"], roles=("reader",), downward=True)
    both = actor_at(tree["bloc"], tree["team"], roles=("officer",))

    assert actor.own_unit_ids == set(tree.pk("bloc"))
    assert both.own_unit_ids == set(tree.pk("bloc", "team"))


def test_system_acts_on_the_legal_day_or_on_one_that_is_given(tree):
    today = date(2022, 1, 1)

    assert system_actor().today == legal_day()
    assert system_actor("danvan tick", today).today == today
    assert system_actor().own_unit_ids == frozenset()
    assert not system_actor().has("officer", tree.root.pk)
