"""Alarms ring once before the due day and once after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from danvan.kernel.cases.models import Clock
from danvan.kernel.cases.perform import perform
from danvan.kernel.notices.alarms import ring
from danvan.kernel.notices.models import Notice
from tests.factories.cases import NOTE
from tests.factories.desks import TODAY, make_desk, owe

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
DUE = TODAY + 10 * ONE_DAY
REMIND = 5


@pytest.fixture
def desk(settings):
    settings.REMIND_DAYS = REMIND
    return make_desk()


def told():
    return list(Notice.objects.order_by("pk").values_list("key", "told_on"))


def test_each_day_of_a_clock(desk):
    owe(desk, DUE)

    rang = {day: ring(desk.root, TODAY + day * ONE_DAY) for day in range(20)}

    before, after = DUE - REMIND * ONE_DAY, DUE + ONE_DAY
    assert {day for day, count in rang.items() if count} == {5, 11}
    assert told() == [("duties.due_soon", before), ("duties.overdue", after)]
    line = Notice.objects.first()
    assert (line.post.unit, line.case.due_on) == (desk.unit, DUE)
    assert line.fields == {"due_on": DUE.isoformat()}


def test_ringing_twice_tells_once(desk):
    owe(desk, DUE)

    assert [ring(desk.root, DUE), ring(desk.root, DUE)] == [1, 0]
    assert told() == [("duties.due_soon", DUE)]


def test_late_ringing_says_overdue_only(desk):
    owe(desk, DUE)

    assert [ring(desk.root, DUE + 9 * ONE_DAY), ring(desk.root, DUE + 10 * ONE_DAY)] == [1, 0]
    assert told() == [("duties.overdue", DUE + 9 * ONE_DAY)]
    assert Clock.objects.get().alarm_on is None


def test_what_was_done_rings_no_more_and_rings_again_when_reopened(desk):
    case = owe(desk, TODAY)
    done = perform(case, "complete", desk.actor, effective_on=TODAY, evidence=[NOTE])

    quiet = ring(desk.root, TODAY + ONE_DAY)
    perform(done, "reopen", desk.actor, effective_on=TODAY, reason="Sai")

    assert (quiet, ring(desk.root, TODAY + ONE_DAY)) == (0, 1)


def test_alarms_of_another_tree_wait_for_its_day(desk):
    owe(desk, DUE)

    assert ring(make_desk().root, DUE) == 0
    assert ring(desk.root, DUE) == 1


def test_so_many_at_a_time_the_oldest_first(desk):
    for days in (3, 1, 2):
        owe(desk, TODAY + days * ONE_DAY)

    assert [ring(desk.root, TODAY, most=2), ring(desk.root, TODAY, most=2)] == [2, 1]
    days = [line.case.due_on for line in Notice.objects.order_by("pk")]
    assert days == [TODAY + day * ONE_DAY for day in (1, 2, 3)]


def test_case_of_the_root_itself_rings(desk):
    case = owe(desk, DUE)
    type(case).objects.filter(pk=case.pk).update(unit=desk.root)

    assert ring(desk.root, DUE) == 1


def test_alarm_that_another_process_rang_is_left_alone(desk):
    for _case in range(2):
        owe(desk, DUE)

    def be_overtaken(execute, statement, values, many, context):
        """Stand for another process that rings the rest between two of our statements."""
        done = execute(statement, values, many, context)
        if "notices_notice" in statement and statement.startswith("INSERT"):
            Clock.objects.exclude(alarm_on=None).update(alarm_on=DUE + ONE_DAY)
        return done

    with connection.execute_wrapper(be_overtaken):
        rang = ring(desk.root, DUE)

    assert rang == 1
    assert Notice.objects.count() == 1
