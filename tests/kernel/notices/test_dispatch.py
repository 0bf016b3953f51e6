"""Posts are told once a day, kind and case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.accounts.models import Grant
from danvan.kernel.notices.dispatch import mark_read, posts_of, tell, tell_units
from danvan.kernel.notices.models import Notice
from tests.factories.accounts import grants_at, make_post
from tests.factories.desks import make_desk, owe
from tests.factories.trees import TODAY, make_tree

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def posts(tree):
    return [make_post(tree["bloc"]).pk for _post in range(3)]


def test_told_are_who_works_at_the_unit_itself(tree):
    officer = make_post(tree["bloc"], grants_at(tree["bloc"], roles=("officer",)))
    head = make_post(tree["board"], grants_at(tree["bloc"], roles=("head", "officer")))
    make_post(tree["bloc"], grants_at(tree["bloc"], roles=("reader", "planner")))
    make_post(tree.root, grants_at(tree.root, roles=("head",), downward=True))
    make_post(tree["bloc"], grants_at(tree["bloc"], downward=True))
    gone = make_post(tree["bloc"], grants_at(tree["bloc"]))
    Grant.objects.filter(post=gone).update(valid_until=TODAY)

    assert posts_of([tree["bloc"].pk], TODAY) == {officer.pk, head.pk}
    assert posts_of([], TODAY) == set()


def test_line_is_written_once_a_day(posts):
    case = owe(make_desk(), None)

    first = tell("tests.done", posts, case, TODAY, {"count": 3})
    again = tell("tests.done", posts, case, TODAY, {"count": 4})
    tomorrow = tell("tests.done", posts[:1], case, TODAY + ONE_DAY, {})

    assert (first, again, tomorrow) == (3, 0, 1)
    line = Notice.objects.filter(post=posts[0]).first()
    assert (line.key, line.case, line.fields, line.read_at) == (
        "tests.done",
        case,
        {"count": 3},
        None,
    )


def test_other_kinds_cases_and_posts_are_other_lines(posts):
    desk = make_desk()
    one, other = owe(desk, None), owe(desk, None)
    tell("tests.done", posts[:1], one, TODAY, {})

    counts = [
        tell("tests.done", posts[:2], one, TODAY, {}),
        tell("tests.done", posts[:1], other, TODAY, {}),
        tell("tests.open", posts[:1], one, TODAY, {}),
        tell("tests.done", posts[:1], None, TODAY, {}),
        tell("tests.done", posts[:1], None, TODAY, {}),
        tell("tests.done", [], one, TODAY, {}),
    ]

    assert counts == [1, 1, 1, 1, 0, 0]


def test_lines_are_marked_read_in_ones_own_inbox_only(posts):
    for key in ("tests.a", "tests.b"):
        tell(key, posts, None, TODAY, {})
    mine = Notice.objects.filter(post=posts[0]).order_by("pk")
    theirs = Notice.objects.filter(post=posts[1]).first()

    assert mark_read(posts[0], [mine[0].pk, theirs.pk]) == 1
    assert [line.read_at is not None for line in mine.all()] == [True, False]
    assert mark_read(posts[0], []) == 0
    assert mark_read(posts[0]) == 1
    assert mark_read(posts[0]) == 0
    assert not Notice.objects.exclude(post=posts[0]).filter(read_at__isnull=False).exists()


def test_units_of_many_cases_are_told_once_a_day(django_assert_num_queries):
    first, second = make_desk(), make_desk()
    cases, today = [owe(first, None), owe(second, None)], first.actor.today

    with django_assert_num_queries(3):
        told = tell_units("tests.many", cases, today, {"receiver": "Khối"})
    again = tell_units("tests.many", cases, today, {})

    lines = Notice.objects.filter(key="tests.many")
    assert (told, again) == (2, 0)
    assert set(lines.values_list("post_id", "case_id")) == {
        (first.actor.post_id, cases[0].pk),
        (second.actor.post_id, cases[1].pk),
    }
