"""The legal day of a real tree and the demo day of a demo tree."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from danvan.kernel.organisations.days import LEGAL_ZONE, legal_day, moment_on, today_of
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db


def test_units_of_a_demo_tree_share_its_day():
    tree = make_tree(today=date(2023, 4, 30))

    assert today_of(tree.root) == date(2023, 4, 30)
    assert today_of(tree["team"]) == date(2023, 4, 30)


def test_real_tree_lives_today():
    tree = make_tree(today=None)

    assert today_of(tree["team"]) == legal_day()


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2022, 5, 31, 16, 59, tzinfo=UTC), date(2022, 5, 31)),
        (datetime(2022, 5, 31, 17, 0, tzinfo=UTC), date(2022, 6, 1)),
    ],
)
def test_legal_day_begins_at_midnight_in_the_legal_zone(monkeypatch, moment, expected):
    monkeypatch.setattr(timezone, "now", lambda: moment)

    assert legal_day() == expected == moment.astimezone(LEGAL_ZONE).date()


@pytest.mark.parametrize("day", [date(2022, 5, 20), date(2024, 2, 29)])
def test_moment_of_a_demo_day_stands_on_that_day(day):
    assert moment_on(day).astimezone(LEGAL_ZONE).date() == day


def test_moment_of_today_is_now():
    before = timezone.now()

    assert before <= moment_on(legal_day()) <= timezone.now()
