"""Slips: for hamlets only, void when they should be, locked by wrong numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.accounts.actors import GrantValue
from danvan.kernel.accounts.models import Classification, Grant, Post, Slip
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.slips import (
    MOST_FAILURES,
    actor_by_slip,
    make_slips,
    posts_with_slips,
    revoke,
    takes_slips,
    use,
)
from danvan.kernel.audit.models import Entry
from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.writing import rebuild_closure, succeed
from tests.factories.accounts import grants_at
from tests.factories.trees import BY, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def hamlet(place):
    UnitPeriod.objects.filter(unit=place.tree["team"]).update(tier="hamlet")
    return place


def slip_for(place, name="officer", **span):
    until = span.get("valid_until", TODAY + DAY)
    return make_slips([place.posts[name]], valid_until=until, actor=place.actor())[0]


def another(pin):
    return f"{(int(pin) + 1) % 10**6:06d}"


def test_slip_opens_by_code_and_number_and_acts_as_its_post(hamlet):
    made = slip_for(hamlet)

    slip = use(made.code, made.pin)
    actor = actor_by_slip(slip.pk)

    assert (slip.pk, actor.user_id, actor.post_id) == (
        made.slip.pk,
        None,
        hamlet.posts["officer"].pk,
    )
    assert actor.label == f"{hamlet.actor('officer').label} (bằng phiếu)"
    assert actor.own_unit_ids == {hamlet.tree["team"].pk}
    assert Slip.objects.get().last_used_at


def test_code_and_number_are_kept_only_as_digests(hamlet):
    made = slip_for(hamlet)

    kept = str(Slip.objects.values().get()) + str(list(Entry.objects.values_list("details")))
    assert made.code not in kept
    assert f"'{made.pin}'" not in kept
    assert (len(made.code), len(made.pin)) == (20, 6)


def test_wrong_numbers_lock_a_slip_for_good(hamlet):
    made = slip_for(hamlet)

    for _number in range(MOST_FAILURES):
        with pytest.raises(AccountRefused, match="PEOPLE-18"):
            use(made.code, another(made.pin))

    with pytest.raises(AccountRefused, match="PEOPLE-19"):
        use(made.code, made.pin)
    assert Entry.objects.filter(action="accounts.slip.fail").count() == MOST_FAILURES
    fresh = slip_for(hamlet)
    assert use(fresh.code, fresh.pin)


def test_right_number_forgets_the_wrong_ones(hamlet):
    made = slip_for(hamlet)
    with pytest.raises(AccountRefused):
        use(made.code, another(made.pin))

    use(made.code, made.pin)

    assert Slip.objects.get().failures == 0


@pytest.mark.parametrize("pin", ["", "abc", "0" * 500])
def test_number_of_no_slip_is_refused(hamlet, pin):
    with pytest.raises(AccountRefused, match="PEOPLE-18"):
        use("nothing", pin)
    with pytest.raises(AccountRefused, match="PEOPLE-18"):
        use(slip_for(hamlet).code, pin)


def test_slip_runs_out_after_its_last_day(hamlet):
    made = slip_for(hamlet)
    Slip.objects.update(valid_until=TODAY)

    with pytest.raises(AccountRefused, match="PEOPLE-20"):
        use(made.code, made.pin)
    assert actor_by_slip(made.slip.pk) is None
    with pytest.raises(AccountRefused, match="PEOPLE-17"):
        slip_for(hamlet, valid_until=TODAY)


def test_revoked_slip_opens_nothing_at_once(hamlet):
    made = slip_for(hamlet)
    use(made.code, made.pin)

    revoke(made.slip, actor=hamlet.actor())
    revoke(made.slip, actor=hamlet.actor())

    assert actor_by_slip(made.slip.pk) is None
    with pytest.raises(AccountRefused, match="PEOPLE-21"):
        use(made.code, made.pin)
    assert Entry.objects.filter(action="accounts.slip.revoke").count() == 1


def test_new_slip_voids_the_one_before(hamlet):
    first, second = slip_for(hamlet), slip_for(hamlet)

    assert actor_by_slip(first.slip.pk) is None
    assert actor_by_slip(second.slip.pk) is not None


@pytest.mark.parametrize("end", ["post", "unit", "grant", "power"])
def test_slip_ends_with_its_post_unit_and_rights(hamlet, end):
    made, post, team = slip_for(hamlet), hamlet.posts["officer"], hamlet.tree["team"]

    if end == "post":
        Post.objects.filter(pk=post.pk).update(valid_until=TODAY)
    elif end == "unit":
        succeed(team, None, manner="dissolved", happened_on=TODAY, basis="NQ 1", by=BY)
        rebuild_closure(hamlet.tree.root)
    elif end == "grant":
        Grant.objects.filter(post=post).update(valid_until=TODAY)
    else:
        Grant.objects.filter(post=post).update(highest=Classification.CONFIDENTIAL)

    assert actor_by_slip(made.slip.pk) is None
    with pytest.raises(AccountRefused, match="PEOPLE-21"):
        use(made.code, made.pin)


def test_unknown_slip_is_nobody(hamlet):
    assert actor_by_slip(0) is None


@pytest.mark.parametrize(
    ("role", "downward", "highest", "is_good"),
    [
        ("officer", False, 1, True),
        ("head", False, 0, True),
        ("reader", False, 1, False),
        ("officer", True, 1, False),
        ("officer", False, 2, False),
        ("planner", False, 1, False),
        ("administrator", False, 1, False),
    ],
)
def test_only_posts_that_work_on_cases_have_slips(hamlet, role, downward, highest, is_good):
    post = hamlet.posts["officer"]
    Grant.objects.filter(post=post).delete()
    value = GrantValue(role, hamlet.tree["team"].pk, downward, highest)
    Grant.objects.create(
        post=post,
        desk_role=value.desk_role,
        unit_id=value.unit_id,
        downward=value.downward,
        highest=value.highest,
        valid_from=TODAY,
    )

    assert takes_slips(post, TODAY) is is_good
    assert posts_with_slips(Post.objects.filter(pk=post.pk), TODAY).exists() is is_good


def test_posts_of_a_commune_have_no_slips(place, other_place):
    assert not takes_slips(place.posts["officer"], TODAY)
    with pytest.raises(AccountRefused, match="PEOPLE-16"):
        slip_for(place)
    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        make_slips([other_place.posts["officer"]], valid_until=TODAY + DAY, actor=place.actor())


def test_slip_of_another_tree_is_not_revoked(hamlet, other_place):
    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        revoke(slip_for(hamlet).slip, actor=other_place.actor())


def test_slip_never_reaches_below_its_own_unit(hamlet):
    over = grants_at(hamlet.tree["bloc"], roles=("officer",), downward=True)[0]
    Grant.objects.create(
        post=hamlet.posts["officer"],
        desk_role=over.desk_role,
        unit_id=over.unit_id,
        downward=True,
        highest=1,
        valid_from=TODAY,
    )

    actor = actor_by_slip(slip_for(hamlet).slip.pk)

    assert {one.unit_id for one in actor.grants} == {hamlet.tree["team"].pk}
