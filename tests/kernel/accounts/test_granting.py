"""Grants: within reach, never one's own, never longer than their unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from danvan.kernel.accounts.actors import GrantValue, actor_of
from danvan.kernel.accounts.granting import end_grant, give, span_of
from danvan.kernel.accounts.models import Classification, Post
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import require_power
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.writing import rebuild_closure, succeed
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.cases import open_occurrence
from tests.factories.desks import make_duty
from tests.factories.trees import BY, START, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def officer_at(place, key="team", highest=Classification.INTERNAL):
    return GrantValue("officer", place.tree[key].pk, False, highest)


def granted(place, value, post="empty", by="first", **span):
    days = {"valid_from": TODAY, "valid_until": None, **span}
    return give(place.posts[post], value, actor=place.actor(by), **days)


def end_unit(place, key, day):
    unit = place.tree[key]
    succeed(unit, None, manner="dissolved", happened_on=day, basis="NQ 1", by=BY)
    rebuild_closure(place.tree.root)


def test_grant_is_written_and_recorded(place):
    made = granted(place, officer_at(place), valid_until=TODAY + DAY)

    assert (made.desk_role, made.unit_id, made.valid_until) == (
        "officer",
        place.tree["team"].pk,
        TODAY + DAY,
    )
    entry = Entry.objects.get(action="accounts.grant.add")
    assert entry.actor == place.actor().label
    assert entry.details["until"] == (TODAY + DAY).isoformat()


@pytest.mark.parametrize("side", ["post", "unit"])
def test_neither_post_nor_unit_may_lie_in_another_tree(place, other_place, side):
    post = (other_place if side == "post" else place).posts["empty"]
    value = officer_at(other_place if side == "unit" else place)

    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        give(post, value, valid_from=TODAY, valid_until=None, actor=place.actor())


def test_administrator_of_one_unit_grants_nothing_above_it(place):
    local = make_post(place.tree["bloc"], grants_at(place.tree["bloc"], roles=("administrator",)))
    actor = actor_of(make_user(local))

    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        give(
            place.posts["empty"],
            officer_at(place, "board"),
            valid_from=TODAY,
            valid_until=None,
            actor=actor,
        )


def test_nobody_grants_to_a_post_of_their_own(place):
    with pytest.raises(AccountRefused, match="PEOPLE-03"):
        granted(place, officer_at(place), post="first")


def test_nobody_gives_a_higher_classification_than_the_own_administration(place):
    sealed = officer_at(place, highest=Classification.SEALED)
    with pytest.raises(AccountRefused, match="PEOPLE-04"):
        granted(place, sealed)

    place.posts["first"].grants.update(highest=Classification.SEALED)

    assert granted(place, sealed).highest == Classification.SEALED
    assert list(visible_cases(place.actor())) == []


def test_administrator_of_one_unit_alone_gives_nothing_that_goes_down(place):
    flat = make_post(place.tree["bloc"], grants_at(place.tree["bloc"], roles=("administrator",)))
    actor = actor_of(make_user(flat))
    span = {"valid_from": TODAY, "valid_until": None, "actor": actor}

    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        give(place.posts["empty"], replace(officer_at(place, "bloc"), downward=True), **span)
    assert give(place.posts["empty"], officer_at(place, "bloc"), **span)


def test_closed_post_is_given_nothing(place):
    Post.objects.filter(pk=place.posts["empty"].pk).update(valid_until=TODAY + DAY)

    with pytest.raises(AccountRefused, match="PEOPLE-12"):
        granted(place, officer_at(place))


def test_other_roles_do_not_administer(place):
    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        granted(place, officer_at(place), by="officer")


def test_right_is_judged_by_administration_alone(place):
    officer = place.actor("officer")

    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        require_power(officer, officer_at(place))


def test_same_grant_is_given_once(place):
    granted(place, officer_at(place))

    with pytest.raises(AccountRefused, match="PEOPLE-15"):
        granted(place, officer_at(place))


@pytest.mark.parametrize(
    ("begins", "ends", "is_good"),
    [
        (START - DAY, TODAY, False),
        (START, date(2022, 6, 1), True),
        (START, date(2022, 6, 2), False),
        (START, None, False),
    ],
)
def test_grant_neither_begins_before_its_unit_nor_outlives_it(place, begins, ends, is_good):
    UnitPeriod.objects.filter(unit=place.tree["team"]).update(valid_until=date(2022, 6, 1))

    if is_good:
        assert granted(place, officer_at(place), valid_from=begins, valid_until=ends)
        return
    with pytest.raises(AccountRefused, match="PEOPLE-14"):
        granted(place, officer_at(place), valid_from=begins, valid_until=ends)


def test_unit_stands_from_its_first_name_to_the_end_of_its_last(place):
    assert span_of(place.tree["team"].pk) == (START, None)
    assert span_of(0) == (None, None)


def test_grant_counts_only_while_its_unit_stands(place):
    case = open_occurrence(place.tree["team"], make_duty().pk)
    officer = place.users["officer"]
    head = make_user(make_post(place.tree["bloc"], grants_at(place.tree["board"], downward=True)))
    assert list(visible_cases(actor_of(officer))) == [case]

    end_unit(place, "team", TODAY)

    assert actor_of(officer).grants == ()
    assert list(visible_cases(actor_of(officer))) == []
    above = actor_of(head)
    assert list(visible_cases(above)) == [case]
    assert above.has("officer", place.tree["team"].pk)
    assert place.tree["team"].pk not in above.own_unit_ids


def test_grant_of_an_ended_unit_can_be_ended(place):
    end_unit(place, "team", TODAY)
    grant = place.posts["officer"].grants.first()

    end_grant(grant, until=TODAY, actor=place.actor())

    grant.refresh_from_db()
    assert grant.valid_until == TODAY


def test_grant_that_has_not_begun_goes(place):
    made = granted(place, officer_at(place), valid_from=TODAY + DAY)

    end_grant(made, until=TODAY, actor=place.actor())

    assert not place.posts["empty"].grants.exists()
    with pytest.raises(AccountRefused, match="PEOPLE-03"):
        end_grant(place.posts["first"].grants.get(), until=TODAY, actor=place.actor())


def test_grant_that_is_over_is_not_ended_again(place):
    made = granted(place, officer_at(place), valid_until=TODAY + DAY)

    with pytest.raises(AccountRefused, match="PEOPLE-10"):
        end_grant(made, until=TODAY + DAY + DAY, actor=place.actor())


def test_tree_keeps_its_last_administrator(place):
    end_grant(place.posts["second"].grants.get(), until=TODAY + DAY, actor=place.actor("first"))
    local = make_post(
        place.tree.root, grants_at(place.tree.root, roles=("administrator",), downward=False)
    )
    passing = make_post(
        place.tree.root, grants_at(place.tree.root, roles=("administrator",), downward=True)
    )
    passing.grants.update(valid_until=TODAY + DAY)
    everything = place.posts["first"].grants.get()

    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        end_grant(everything, until=TODAY + DAY, actor=actor_of(make_user(local)))
    with pytest.raises(AccountRefused, match="PEOPLE-06"):
        end_grant(everything, until=TODAY + DAY, actor=actor_of(make_user(passing)))
    assert place.posts["first"].grants.get().valid_until is None
