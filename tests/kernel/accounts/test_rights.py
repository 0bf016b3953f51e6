"""Posts, holders and substitutes: who may change them, and what a tree never loses."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from danvan.kernel.accounts.actors import SUBSTITUTE, actor_of
from danvan.kernel.accounts.handovers import Passing, hand_over
from danvan.kernel.accounts.models import Holding, Post, User
from danvan.kernel.accounts.passwords import reset
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import has_administrator, people_of
from danvan.kernel.accounts.writing import (
    close_post,
    end_holding,
    hold,
    make_account,
    open_post,
    rename_post,
    substitute,
)
from danvan.kernel.audit.models import Entry
from danvan.kernel.organisations.models import UnitPeriod
from danvan.law.collation import fold
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.trees import START, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def newcomer(name="nguoi.moi"):
    return make_account(name, full_name="Người Thử Đức", password=None, by="tests")


def held(place, name):
    return Holding.objects.get(post=place.posts[name], is_substitute=False)


def test_post_is_opened_renamed_and_closed(place):
    actor = place.actor()
    post = open_post(place.tree["bloc"], "Phó Khối", title_en="Deputy", actor=actor)
    rename_post(post, "Phó Trưởng Khối", title_en="Deputy Head", actor=actor)
    close_post(post, until=TODAY + DAY, actor=actor)

    post.refresh_from_db()
    assert (post.title, post.search) == ("Phó Trưởng Khối", "pho truong khoi deputy head")
    assert post.valid_until == TODAY + DAY
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True))[-3:] == [
        "accounts.post.add",
        "accounts.post.rename",
        "accounts.post.close",
    ]


def test_title_stands_once_in_a_unit(place):
    taken = place.posts["empty"].title

    with pytest.raises(AccountRefused, match="PEOPLE-08"):
        open_post(place.tree["bloc"], taken, title_en="", actor=place.actor())
    rename_post(place.posts["empty"], taken, title_en="", actor=place.actor())


def test_no_post_is_opened_at_a_unit_that_has_ended(place):
    bloc = place.tree["bloc"]
    UnitPeriod.objects.filter(unit=bloc).update(valid_until=TODAY)

    with pytest.raises(AccountRefused, match="PEOPLE-09"):
        open_post(bloc, "Phó Khối", title_en="", actor=place.actor())


def test_sort_keys_of_what_stood_before_are_filled(place):
    Post.objects.update(sort_key="", search="")
    User.objects.update(sort_key="", search="")

    migration = import_module("danvan.kernel.accounts.migrations.0005_fill_sort_keys")
    migration.fill(apps, None)

    place.posts["empty"].refresh_from_db()
    user = place.users["officer"]
    user.refresh_from_db()
    post = place.posts["empty"]
    assert post.search == fold(f"{post.title} {post.title_en}")
    assert (user.search, bool(user.sort_key)) == (user.username, True)


def test_closing_ends_holders_and_grants_with_the_post(place):
    later = Holding.objects.create(
        post=place.posts["officer"], user=newcomer(), valid_from=TODAY + DAY + DAY
    )

    close_post(place.posts["officer"], until=TODAY + DAY, actor=place.actor())

    assert held(place, "officer").valid_until == TODAY + DAY
    assert place.posts["officer"].grants.filter(valid_until=None).count() == 0
    assert not Holding.objects.filter(pk=later.pk).exists()
    with pytest.raises(AccountRefused, match="PEOPLE-12"):
        hold(place.posts["officer"], newcomer("nua"), valid_from=TODAY, actor=place.actor())
    with pytest.raises(AccountRefused, match="PEOPLE-10"):
        close_post(Post.objects.get(pk=place.posts["officer"].pk), until=TODAY, actor=place.actor())


def test_holder_of_a_closed_post_is_nobody(place):
    Post.objects.filter(pk=place.posts["officer"].pk).update(valid_until=TODAY)

    assert actor_of(place.users["officer"]) is None


def test_post_is_held_by_one_person_at_a_time(place):
    hold(place.posts["empty"], newcomer(), valid_from=TODAY, actor=place.actor())

    with pytest.raises(AccountRefused, match="PEOPLE-11"):
        hold(place.posts["empty"], newcomer("khac"), valid_from=TODAY + DAY, actor=place.actor())


@pytest.mark.parametrize("write", ["open", "rename", "close", "hold", "substitute", "end"])
def test_nothing_is_written_in_another_tree(place, other_place, write):
    actor, post, user = place.actor(), other_place.posts["officer"], place.users["officer"]
    writes = {
        "open": lambda: open_post(other_place.tree["bloc"], "A", title_en="", actor=actor),
        "rename": lambda: rename_post(post, "A", title_en="", actor=actor),
        "close": lambda: close_post(post, until=TODAY, actor=actor),
        "hold": lambda: hold(post, user, valid_from=TODAY, actor=actor),
        "substitute": lambda: substitute(
            post, user, valid_from=TODAY, valid_until=TODAY + DAY, actor=actor
        ),
        "end": lambda: end_holding(held(other_place, "officer"), until=TODAY, actor=actor),
    }
    before = Entry.objects.count()

    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        writes[write]()
    assert Entry.objects.count() == before


def test_nobody_seats_or_ends_themselves(place):
    actor, me = place.actor(), place.users["first"]

    for write in (
        lambda: hold(place.posts["empty"], me, valid_from=TODAY, actor=actor),
        lambda: end_holding(held(place, "first"), until=TODAY, actor=actor),
        lambda: close_post(place.posts["first"], until=TODAY, actor=actor),
        lambda: substitute(
            place.posts["empty"], me, valid_from=TODAY, valid_until=TODAY + DAY, actor=actor
        ),
    ):
        with pytest.raises(AccountRefused, match="PEOPLE-03"):
            write()


def test_substitute_acts_over_a_span_beside_the_holder(place):
    user = newcomer()
    substitute(
        place.posts["officer"], user, valid_from=TODAY, valid_until=TODAY + DAY, actor=place.actor()
    )

    acting = actor_of(user)

    assert acting.is_substitute
    assert acting.label.endswith(SUBSTITUTE)
    assert acting.grants == place.actor("officer").grants
    Holding.objects.filter(user=user).update(valid_from=START, valid_until=TODAY)
    assert actor_of(user) is None
    assert not place.actor("officer").is_substitute


def test_one_person_does_not_substitute_twice_at_once(place):
    user = newcomer()
    span = {"valid_from": TODAY, "valid_until": TODAY + DAY * 3, "actor": place.actor()}
    substitute(place.posts["officer"], user, **span)

    with pytest.raises(AccountRefused, match="PEOPLE-13"):
        substitute(place.posts["officer"], user, **span)
    span |= {"valid_from": TODAY + DAY * 3, "valid_until": TODAY + DAY * 4}
    assert substitute(place.posts["officer"], user, **span)


def test_own_post_comes_before_one_in_which_somebody_substitutes(place):
    user = newcomer()
    substitute(
        place.posts["officer"], user, valid_from=TODAY, valid_until=TODAY + DAY, actor=place.actor()
    )
    hold(place.posts["empty"], user, valid_from=TODAY, actor=place.actor())

    usual, chosen = actor_of(user), actor_of(user, place.posts["officer"].pk)

    assert usual.post_id == place.posts["empty"].pk
    assert chosen.is_substitute
    assert dict(usual.other_posts) == {place.posts["officer"].pk: chosen.label}
    assert actor_of(user, place.posts["first"].pk).post_id == usual.post_id


def test_holding_is_ended_within_its_span(place):
    end_holding(held(place, "officer"), until=TODAY + DAY, actor=place.actor())

    assert held(place, "officer").valid_until == TODAY + DAY
    for day in (TODAY + DAY, START):
        with pytest.raises(AccountRefused, match="PEOPLE-10"):
            end_holding(held(place, "officer"), until=day, actor=place.actor())


@pytest.mark.parametrize("way", ["holding", "post"])
def test_tree_keeps_one_who_administers_it(place, way):
    end_holding(held(place, "second"), until=TODAY + DAY, actor=place.actor("first"))
    helper = place.actor("second")
    assert has_administrator(place.tree.root, TODAY)

    writes = {
        "holding": lambda: end_holding(held(place, "first"), until=TODAY + DAY, actor=helper),
        "post": lambda: close_post(place.posts["first"], until=TODAY + DAY, actor=helper),
    }

    with pytest.raises(AccountRefused, match="PEOPLE-06"):
        writes[way]()
    assert held(place, "first").valid_until is None


def test_people_are_administered_where_all_they_hold_is_in_reach(place, other_place):
    both = make_user(place.posts["empty"])
    Holding.objects.create(post=other_place.posts["empty"], user=both, valid_from=START)
    gone = make_user(make_post(place.tree["bloc"]))
    Holding.objects.filter(user=gone).update(valid_until=TODAY)

    seen = set(people_of(place.actor()))

    assert seen == {*place.users.values(), gone}
    Holding.objects.filter(user=both, post=other_place.posts["empty"]).update(valid_until=TODAY)
    assert both in people_of(place.actor())


def test_account_name_is_taken_in_whatever_letters(place):
    newcomer("Lan.Anh")

    with pytest.raises(AccountRefused, match="PEOPLE-07"):
        newcomer("lan.anh")


def test_people_stand_in_the_order_of_their_given_names(place):
    names = ("Nguyễn Văn Ân", "Trần An", "Lê Thị Đức", "Phạm Dũng", "Hồ Ăn")
    made = [
        make_account(f"tk{at}", full_name=name, password=None, by="tests")
        for at, name in enumerate(names)
    ]

    ordered = sorted(made, key=lambda user: user.sort_key)

    assert [user.full_name for user in ordered] == [
        "Trần An", "Hồ Ăn", "Nguyễn Văn Ân", "Phạm Dũng", "Lê Thị Đức",
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["hold", "substitute", "reset", "hand over"])
def test_local_administrator_does_not_climb_through_a_powerful_post(place, way):
    bloc = place.tree["bloc"]
    local = actor_of(make_user(make_post(bloc, grants_at(bloc, roles=("administrator",)))))
    powerful = make_post(bloc, grants_at(place.tree.root, roles=("planner",), downward=True))
    holder = None if way == "hold" else make_user(powerful)
    span = {"valid_from": TODAY, "actor": local}
    writes = {
        "hold": lambda: hold(powerful, newcomer(), **span),
        "substitute": lambda: substitute(powerful, newcomer(), valid_until=TODAY + DAY, **span),
        "reset": lambda: reset(holder, actor=local),
        "hand over": lambda: hand_over(
            Passing(powerful.holdings.get(), newcomer(), TODAY, {}), actor=local
        ),
    }

    with pytest.raises(AccountRefused, match="PEOPLE-02"):
        writes[way]()
    assert powerful.holdings.filter(user=holder).count() == (0 if holder is None else 1)
