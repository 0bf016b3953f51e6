"""Heads above hear once of what has long been overdue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from danvan.kernel.cases.models import Clock
from danvan.kernel.cases.perform import perform
from danvan.kernel.notices.escalation import escalate, heads_above
from danvan.kernel.notices.models import Escalation, Notice
from danvan.kernel.notices.policy import Reminding, set_policy
from tests.factories.accounts import grants_at, make_post, planner_of
from tests.factories.cases import NOTE
from tests.factories.desks import TODAY, make_desk, owe
from tests.factories.trees import TODAY as THEN
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DELAY = 7


@pytest.fixture
def desk():
    made = make_desk(roles=("officer",))
    set_policy(made.root, Reminding((5,), (1,), DELAY, None), planner_of(made.root))
    return made


def head_of(unit):
    return make_post(unit, grants_at(unit, roles=("head",)))


def told():
    return list(Notice.objects.order_by("pk").values_list("key", "post_id", "fields"))


def test_head_above_is_told_once_after_the_delay(desk):
    head = head_of(desk.root)
    owe(desk, TODAY)

    counts = [escalate(desk.root, TODAY + day * DAY) for day in (0, DELAY - 1, DELAY, DELAY + 1)]

    assert counts == [0, 0, 1, 0]
    fields = {"due_on": TODAY.isoformat(), "days": DELAY}
    assert told() == [("duties.escalated", head.pk, fields)]


def test_tree_that_set_no_delay_tells_nobody():
    made = make_desk()
    head_of(made.root)
    owe(made, TODAY)

    assert escalate(made.root, TODAY + 99 * DAY) == 0


def test_without_a_head_above_it_waits_for_one(desk):
    owe(desk, TODAY)
    before = escalate(desk.root, TODAY + DELAY * DAY)
    head_of(desk.root)

    assert (before, escalate(desk.root, TODAY + DELAY * DAY)) == (0, 1)


def test_what_was_done_is_not_told(desk):
    head_of(desk.root)
    perform(owe(desk, TODAY), "complete", desk.actor, effective_on=TODAY, evidence=[NOTE])

    assert escalate(desk.root, TODAY + 99 * DAY) == 0


def test_new_due_day_is_told_anew(desk):
    head_of(desk.root)
    owe(desk, TODAY)
    first = escalate(desk.root, TODAY + DELAY * DAY)
    Clock.objects.update(due_on=TODAY + DAY)

    assert (first, escalate(desk.root, TODAY + 30 * DAY)) == (1, 1)


def test_due_day_that_another_process_told_is_left_alone(desk):
    head_of(desk.root)
    for _case in range(2):
        owe(desk, TODAY)

    def be_overtaken(execute, statement, values, many, context):
        """Stand for another process that tells the rest between two of our statements."""
        done = execute(statement, values, many, context)
        if statement.startswith("INSERT") and "notices_notice" in statement:
            for clock in Clock.objects.all():
                Escalation.objects.get_or_create(
                    clock=clock,
                    due_on=clock.due_on,
                    defaults={"superior": desk.root, "told_on": TODAY},
                )
        return done

    with connection.execute_wrapper(be_overtaken):
        told_of = escalate(desk.root, TODAY + DELAY * DAY)

    assert told_of == 1
    assert Notice.objects.count() == 1


def test_other_trees_are_left_alone(desk):
    head_of(desk.root)
    owe(desk, TODAY)

    assert escalate(make_desk().root, TODAY + 99 * DAY) == 0


def test_so_many_at_a_time(desk):
    head_of(desk.root)
    for _case in range(3):
        owe(desk, TODAY)

    assert [escalate(desk.root, TODAY + DELAY * DAY, most=2) for _round in range(3)] == [2, 1, 0]


def test_nearest_unit_above_with_a_head_counts_as_the_tree_stands():
    tree = make_tree()
    top = head_of(tree.root)
    head_of(tree["bloc"])
    head_of(tree["council"])

    assert heads_above(tree["bloc"].pk, THEN) == (tree.root.pk, {top.pk})
    near = head_of(tree["board"])
    assert heads_above(tree["bloc"].pk, THEN) == (tree["board"].pk, {near.pk})
    assert heads_above(tree.root.pk, THEN) == (None, set())
