"""The first administrator: a code from the console, used once, by one of two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.begin import (
    Founding,
    administrator_exists,
    begin_code,
    found,
    real_roots,
)
from danvan.kernel.accounts.models import Classification, OneTimeCode, Post, User
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.audit.models import Entry
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of
from danvan.kernel.organisations.writing import UnitFacts
from tests.factories.accounts import PASSWORD
from tests.factories.trees import make_tree

FIRST = Founding(
    place=UnitFacts("Xã Mẫu", "commune", "none"),
    root_id=None,
    title="Quản trị hệ thống",
    username="quantri",
    full_name="",
    password=PASSWORD,
)


@pytest.mark.django_db
def test_place_post_account_and_grants_are_made_together():
    user = found(begin_code(again=False), FIRST)

    actor = actor_of(user)
    assert actor.label == "Quản trị hệ thống, Xã Mẫu"
    assert {(one.desk_role, one.unit_id, one.downward) for one in actor.grants} == {
        ("administrator", actor.root_id, True),
        ("planner", actor.root_id, True),
    }
    assert actor.needs_second_factor
    assert {one.highest for one in actor.reading} == {Classification.INTERNAL}
    assert name_of(actor.root_id, actor.today) == "Xã Mẫu"
    assert user.check_password(PASSWORD)
    assert administrator_exists()
    assert Entry.objects.filter(action="accounts.begin").count() == 1


@pytest.mark.django_db
def test_second_code_needs_a_word_from_the_console():
    found(begin_code(again=False), FIRST)

    with pytest.raises(AccountRefused, match="PEOPLE-26"):
        begin_code(again=False)
    assert begin_code(again=True)


@pytest.mark.django_db
def test_demonstration_does_not_count_as_a_place():
    tree = make_tree()

    assert begin_code(again=False)
    assert tree.root not in real_roots()
    with pytest.raises(Unit.DoesNotExist):
        found(begin_code(again=False), replace(FIRST, place=None, root_id=tree.root.pk))


@pytest.mark.django_db
def test_lost_administrator_is_replaced_in_the_same_tree():
    first = found(begin_code(again=False), FIRST)
    root = actor_of(first).root_id

    second = found(
        begin_code(again=True), replace(FIRST, place=None, root_id=root, username="quantri2")
    )

    assert actor_of(second).root_id == root
    assert [post.title for post in Post.objects.order_by("pk")] == [
        "Quản trị hệ thống",
        "Quản trị hệ thống 2",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "abcde-fghjk", "x" * 10_000, "mã sai"])
def test_wrong_code_makes_nothing(code):
    begin_code(again=False)

    with pytest.raises(AccountRefused, match="PEOPLE-01"):
        found(code, FIRST)
    assert (User.objects.count(), Unit.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_code_is_not_used_up_by_a_name_that_is_taken():
    User.objects.create_user("quantri")
    code = begin_code(again=False)

    with pytest.raises(AccountRefused, match="PEOPLE-07"):
        found(code, FIRST)
    assert OneTimeCode.objects.get().used_at is None
    assert found(code, replace(FIRST, username="quantri2"))


@pytest.mark.django_db
def test_of_two_with_one_code_one_is_served():
    code = begin_code(again=False)
    found(code, FIRST)

    with pytest.raises(AccountRefused, match="PEOPLE-01"):
        found(code, replace(FIRST, username="nguoi.khac"))
    assert (User.objects.count(), Unit.objects.count()) == (1, 1)
