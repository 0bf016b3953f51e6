from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.publication import figures
from danvan.kernel.publication.figures import (
    Quarter,
    count_due,
    counted,
    figures_of,
    is_on,
    quarters_before,
    set_plan,
    trees_with_figures,
)
from danvan.kernel.publication.models import Publication
from danvan.kernel.publication.queries import public_copy, shown_copies
from danvan.kernel.publication.rounds import count_figures
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.desks import TODAY, make_desk, owe

KIND = "duties.occurrence"
Q1 = Quarter(date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def desk(db, monkeypatch):
    del db
    monkeypatch.setattr(figures, "published_kinds", lambda: [KIND])
    return make_desk()


@pytest.fixture
def head(desk):
    return actor_of(make_user(make_post(desk.root, grants_at(desk.root, roles=("head",)))))


def settled(desk, *, on_time: int = 0, late: int = 0, closed_on=date(2026, 2, 10), **changed):
    """Let some cases have been closed, on their day or the day after it."""
    for number in range(on_time + late):
        case = owe(desk, closed_on, title=f"Việc {number}")
        over = timedelta(days=1 if number >= on_time else 0)
        told = {"state": "done", "closed_on": closed_on + over, **changed}
        Case.objects.filter(pk=case.pk).update(**told)


@pytest.mark.parametrize(
    ("today", "keys"),
    [
        (date(2026, 4, 15), ["2026-1", "2025-4", "2025-3", "2025-2"]),
        (date(2026, 4, 5), ["2025-4", "2025-3", "2025-2", "2025-1"]),
        (date(2026, 1, 11), ["2025-4", "2025-3", "2025-2", "2025-1"]),
        (date(2027, 1, 1), ["2026-3", "2026-2", "2026-1", "2025-4"]),
    ],
)
def test_quarters_are_counted_some_days_after_they_end(today, keys):
    assert [one.key for one in quarters_before(today)] == keys


def test_quarters_follow_one_another():
    found = list(quarters_before(date(2026, 4, 15)))

    assert found[0] == Q1
    assert all(one.last < other.first for other, one in pairwise(found))


def test_what_was_settled_in_the_quarter_is_counted(desk):
    settled(desk, on_time=6, late=5)
    settled(desk, on_time=9, closed_on=date(2025, 12, 31))
    settled(desk, on_time=3, classification=2)

    (column,) = counted(desk.root, Q1)["columns"]

    assert column["cells"] == {str(desk.unit.pk): [11, 6]}
    assert column["total"] == [11, 6]
    assert set(column["label"]) == {"vi", "en"}


def test_small_groups_are_not_kept_anywhere(desk):
    settled(desk, on_time=3)

    found = counted(desk.root, Q1)

    assert found["columns"][0]["cells"] == {str(desk.unit.pk): None}
    assert found["columns"][0]["total"] is None


@pytest.mark.parametrize(("on_time", "late"), [(9, 1), (1, 9), (6, 4)])
def test_few_late_or_few_on_time_are_not_kept_anywhere(desk, on_time, late):
    settled(desk, on_time=on_time, late=late)

    (column,) = counted(desk.root, Q1)["columns"]

    assert column["cells"] == {str(desk.unit.pk): [10, None]}
    assert column["total"] == [10, None]


def test_each_due_quarter_is_counted_once(desk, head):
    settled(desk, on_time=6)
    set_plan(desk.root, head, is_on=True)

    assert count_due(desk.root) == 4
    count_figures.func()

    rows = list(figures_of(desk.root))
    assert [row.content["quarter"] for row in rows] == ["2026-1", "2025-4", "2025-3", "2025-2"]
    assert rows[0].content["columns"][0]["total"] == [6, 6]
    assert rows[0].shown_from == TODAY


def test_what_happens_later_leaves_the_count_as_it_was(desk):
    settled(desk, on_time=6)
    count_due(desk.root)
    settled(desk, on_time=6)

    assert count_due(desk.root) == 0
    assert figures_of(desk.root)[0].content["columns"][0]["total"] == [6, 6]


def test_only_the_head_of_the_tree_has_figures_shown(desk, head):
    with pytest.raises(Refused, match="PUB-03"):
        set_plan(desk.root, desk.actor, is_on=True)
    assert trees_with_figures() == []

    set_plan(desk.root, head, is_on=True)
    assert is_on(desk.root.pk)
    set_plan(desk.root, head, is_on=False)
    assert trees_with_figures() == []


def test_figures_are_no_results(desk):
    settled(desk, on_time=6)
    count_due(desk.root)

    assert not shown_copies().exists()
    assert public_copy(Publication.objects.first().slug) is None
