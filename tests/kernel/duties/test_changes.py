"""A plan counts what it opens and is told apart by its digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.kernel.cases.bulk import Bearer
from danvan.kernel.duties.changes import Addition, Change, Plan
from danvan.kernel.duties.models import Duty
from danvan.kernel.organisations.models import Unit
from danvan.law.schedules import Occasion

DUTY = Duty(pk=1, code="report")
DAY = date(2022, 6, 9)
OCCASION = Occasion("2022-05", date(2022, 5, 1), date(2022, 5, 31), DAY, None)
ADDITION = Addition(DUTY, (Bearer(1), Bearer(2)), (OCCASION,), None, "text", "pack")
CHANGE = Change(DUTY, 7, 1, "2022-05", DAY, None, "binding")
EMPTY = Plan(Unit(pk=1), date(2022, 12, 31), (), (), (), ())


@pytest.mark.parametrize(
    ("occasions", "count"), [((), 2), ((OCCASION,), 2), ((OCCASION, OCCASION), 4)]
)
def test_addition_is_a_product(occasions, count):
    addition = replace(ADDITION, occasions=occasions)

    assert addition.count == count
    assert replace(EMPTY, additions=(addition, addition)).added == 2 * count


@pytest.mark.parametrize(
    ("changed", "is_empty"),
    [
        ({}, True),
        ({"kept": (CHANGE,)}, True),
        ({"unbound": ((DUTY, "board"),)}, True),
        ({"additions": (ADDITION,)}, False),
        ({"removals": (CHANGE,)}, False),
        ({"moves": (CHANGE,)}, False),
    ],
)
def test_plan_is_empty_where_nothing_would_be_written(changed, is_empty):
    assert replace(EMPTY, **changed).is_empty is is_empty


def test_digest_tells_plans_apart():
    plans = [
        EMPTY,
        replace(EMPTY, until=DAY),
        replace(EMPTY, root=Unit(pk=2)),
        replace(EMPTY, additions=(ADDITION,)),
        replace(EMPTY, additions=(replace(ADDITION, bearers=(Bearer(1),)),)),
        replace(EMPTY, additions=(replace(ADDITION, origin="local"),)),
        replace(EMPTY, removals=(CHANGE,)),
        replace(EMPTY, moves=(replace(CHANGE, due_after=DAY),)),
    ]

    assert len({plan.digest for plan in plans}) == len(plans)
    assert replace(EMPTY, kept=(CHANGE,)).digest == EMPTY.digest
