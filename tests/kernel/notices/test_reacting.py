"""Events are handled once, oldest first; what fails is tried again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from danvan.kernel.cases.models import Event
from danvan.kernel.notices.reacting import react

pytestmark = pytest.mark.django_db
SEEN: list[str] = []


def note(event):
    SEEN.append(f"{event.name}/{event.pk}")


def fail(event):
    message = f"{event.name} fails"
    raise ValueError(message)


def be_overtaken(event):
    """Stand for another process that handles the rest meanwhile."""
    Event.objects.exclude(pk=event.pk).update(handled_at=timezone.now())


REACTIONS = {"tests.note": note, "tests.fail": fail, "tests.overtaken": be_overtaken}


@pytest.fixture(autouse=True)
def reactions(settings, monkeypatch):
    SEEN.clear()
    settings.REACTIONS = "danvan.config.reactions.REACTIONS"
    monkeypatch.setattr("danvan.config.reactions.REACTIONS", REACTIONS)


def happened(name):
    return Event.objects.create(name=name, happened_at=timezone.now())


def test_each_event_is_handled_once_in_order():
    first, second = happened("tests.note"), happened("tests.note")

    assert react() == 2
    assert react() == 0
    assert [f"tests.note/{first.pk}", f"tests.note/{second.pk}"] == SEEN
    assert not Event.objects.filter(handled_at=None).exists()


def test_event_that_nobody_waits_for_is_done_with():
    event = happened("tests.nothing")

    assert react() == 1
    event.refresh_from_db()
    assert event.handled_at is not None


def test_so_many_at_a_time():
    for _event in range(3):
        happened("tests.note")

    assert [react(most=2), react(most=2), react(most=2)] == [2, 1, 0]


def test_event_whose_reaction_fails_waits_for_the_next_time():
    event, after = happened("tests.fail"), happened("tests.note")

    assert react() == 1

    event.refresh_from_db()
    assert event.handled_at is None
    assert [f"tests.note/{after.pk}"] == SEEN


def test_event_that_another_process_took_is_left_alone():
    happened("tests.overtaken")
    happened("tests.note")

    assert react() == 1
    assert SEEN == []
