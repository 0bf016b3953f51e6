"""Who sees which cases, who may do what, on any tree and with any grants."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from danvan.kernel.accounts.actors import GrantValue, system_actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may, may_see, visible_cases
from danvan.kernel.cases.models import Case, Taking
from danvan.kernel.organisations.writing import rebuild_closure, succeed
from tests.factories.accounts import actor_at
from tests.factories.cases import open_occurrence
from tests.factories.desks import make_duty
from tests.factories.trees import TODAY, make_tree

LEVELS = some.sampled_from(Classification.values)
TAKINGS = some.sampled_from([taking.value for taking in Taking if taking != Taking.HANDLING])


@pytest.fixture
def tree(db):
    del db
    return make_tree()


@pytest.fixture
def duty(db):
    del db
    return make_duty("urgent")


def act(key, kind="duties.occurrence"):
    return kinds.get(kind).act(key)


def test_without_grants_nothing_is_seen(tree, duty):
    open_occurrence(tree["bloc"], duty.pk)

    assert list(visible_cases(system_actor())) == []


@pytest.mark.parametrize("taking", [taking for taking in Taking if taking != Taking.HANDLING])
def test_unit_that_takes_part_sees(tree, duty, taking):
    case = open_occurrence(tree["bloc"], duty.pk, takings={tree["police"].pk: taking.value})

    assert may_see(actor_at(tree["police"], roles=("reader",)), case)
    assert not may_see(actor_at(tree["council"], roles=("reader",)), case)
    assert may_see(actor_at(tree["council"], roles=("reader",), downward=True), case)


def test_open_work_of_a_unit_that_ended_is_still_seen_from_above(tree, duty):
    case = open_occurrence(tree["bloc"], duty.pk)
    ended_on = TODAY - timedelta(days=1)
    succeed(tree["bloc"], None, manner="dissolved", happened_on=ended_on, basis="x", by="tests")
    rebuild_closure(tree.root)

    assert may_see(actor_at(tree["board"], roles=("reader",), downward=True), case)
    assert may(actor_at(tree["board"], roles=("officer",), downward=True), act("complete"), case)
    assert not may_see(actor_at(tree["bloc"], roles=("reader",), downward=True), case)
    assert not may_see(actor_at(tree["police"], roles=("reader",), downward=True), case)


@pytest.mark.parametrize(
    ("classification", "highest", "is_seen"),
    [
        (Classification.OPEN, Classification.OPEN, True),
        (Classification.INTERNAL, Classification.OPEN, False),
        (Classification.INTERNAL, Classification.INTERNAL, True),
        (Classification.CONFIDENTIAL, Classification.INTERNAL, False),
        (Classification.CONFIDENTIAL, Classification.CONFIDENTIAL, True),
        (Classification.CONFIDENTIAL, Classification.SEALED, True),
        (Classification.SEALED, Classification.SEALED, False),
    ],
)
def test_classification_must_be_within_the_grant(tree, duty, classification, highest, is_seen):
    case = open_occurrence(tree["bloc"], duty.pk, classification=classification)

    assert may_see(actor_at(tree["bloc"], highest=highest), case) is is_seen


def test_reader_sees_and_does_nothing(tree, duty):
    case = open_occurrence(tree["bloc"], duty.pk)
    reader = actor_at(tree["bloc"], roles=("reader",))

    assert may_see(reader, case)
    assert not may(reader, act("complete"), case)


def test_state_role_sight_and_offer_must_agree(tree, duty):
    case = open_occurrence(tree["bloc"], duty.pk)
    officer = actor_at(tree["bloc"], roles=("officer",))

    assert may(officer, act("complete"), case)
    assert not may(officer, act("waive"), case)
    assert not may(officer, act("reopen"), case)
    assert not may(officer, act("link_matter"), case)
    assert not may(actor_at(tree["police"]), act("complete"), case)
    assert may(actor_at(tree["root"], downward=True), act("waive"), case)


def test_act_by_those_who_take_part_is_not_for_the_handling_unit(tree, duty):
    takings = {tree["police"].pk: Taking.RECEIVER.value}
    case = open_occurrence(tree["bloc"], duty.pk, takings=takings)

    assert may(actor_at(tree["police"]), act("acknowledge"), case)
    assert not may(actor_at(tree["police"], roles=("reader",)), act("acknowledge"), case)
    assert not may(actor_at(tree["bloc"]), act("acknowledge"), case)


def test_role_without_sight_is_not_enough(tree, duty):
    case = open_occurrence(tree["bloc"], duty.pk, classification=Classification.CONFIDENTIAL)

    assert not may(actor_at(tree["bloc"]), act("complete"), case)


class TestScopes(TestCase):
    """Hypothesis needs a class here: each example runs in a transaction of its own."""

    @settings(max_examples=30)
    @given(data=some.data())
    def test_case_is_seen_where_a_taking_unit_is_in_reach_and_classification_allows(self, data):
        tree, case_of = self._trees(data), {}
        duty = make_duty()
        keys = some.sampled_from(sorted(tree.units))
        for number in range(data.draw(some.integers(1, 4))):
            handling = data.draw(keys)
            others = data.draw(some.dictionaries(keys, TAKINGS, max_size=2))
            level = data.draw(LEVELS)
            case = open_occurrence(
                tree[handling],
                duty.pk,
                key=f"k{number}",
                takings={tree[key].pk: taking for key, taking in others.items()},
                classification=level,
            )
            case_of[case.pk] = ({handling, *others}, level)
        grants = some.builds(
            GrantValue,
            desk_role=some.sampled_from(["reader", "officer", "head", "planner"]),
            unit_id=keys.map(lambda key: tree[key].pk),
            downward=some.booleans(),
            highest=LEVELS,
        )
        held = tuple(data.draw(some.lists(grants, max_size=4)))
        actor = replace(actor_at(tree.root, today=TODAY), grants=held)

        seen = set(visible_cases(actor).values_list("pk", flat=True))

        assert seen == {
            pk
            for pk, (units, level) in case_of.items()
            if any(self._allows(grant, tree, units, level) for grant in held)
        }
        assert {case.pk for case in Case.objects.all() if may_see(actor, case)} == seen

    def _trees(self, data):
        parents = data.draw(some.lists(some.integers(0, 4), min_size=1, max_size=5))
        names = [f"u{number}" for number in range(len(parents))]
        self.parents = {
            name: "root" if parent >= number else names[parent]
            for number, (name, parent) in enumerate(zip(names, parents, strict=True))
        }
        make_tree()
        return make_tree({name: "" if up == "root" else up for name, up in self.parents.items()})

    def _allows(self, grant, tree, units, level):
        if level > grant.highest or level == Classification.SEALED:
            return False
        for unit in units:
            above = [unit]
            while above[-1] != "root":
                above.append(self.parents[above[-1]])
            reaching = above if grant.downward else [unit]
            if grant.unit_id in tree.pk(*reaching):
                return True
        return False
