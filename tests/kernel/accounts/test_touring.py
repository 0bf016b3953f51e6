from __future__ import annotations

from datetime import UTC, datetime

import pytest

from danvan.kernel.accounts.models import User
from danvan.kernel.accounts.touring import end_tour
from danvan.kernel.audit.models import Entry

FIRST = datetime(2026, 4, 15, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 16, 3, 0, tzinfo=UTC)


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user(username="canbo", password=None)


def test_the_first_answer_is_kept_and_recorded(user):
    end_tour(user, "Cán bộ, Khối Dân vận", FIRST)

    entry = Entry.objects.get(action="accounts.tour.end")
    assert User.objects.get(pk=user.pk).toured_at == FIRST
    assert (entry.actor, entry.actor_user_id, entry.subject) == (
        "Cán bộ, Khối Dân vận",
        user.pk,
        f"user:{user.pk}",
    )


def test_a_second_answer_changes_nothing(user):
    end_tour(user, "Cán bộ", FIRST)
    end_tour(user, "Cán bộ", LATER)

    assert User.objects.get(pk=user.pk).toured_at == FIRST
    assert Entry.objects.filter(action="accounts.tour.end").count() == 1
