"""Clocks that acts start, pause, resume, extend and stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.kernel.cases import kinds
from danvan.kernel.cases.kinds import ClockRule
from danvan.kernel.cases.models import Clock
from danvan.kernel.cases.refused import Refused
from danvan.kernel.cases.running import recount, run, running_in, told
from danvan.kernel.packs.loading import follow_base
from danvan.kernel.packs.models import CalendarNotice
from danvan.law.errors import LawError
from tests.factories.desks import make_desk, owe

pytestmark = pytest.mark.django_db
MARKS: list[str] = []
"""What is true of the case under test."""
SETTLING = ClockRule(
    key="settlement",
    label="Giải quyết",
    limit="complaint.first_settlement",
    starts=frozenset({"accept"}),
    stops=frozenset({"decide"}),
    pauses=frozenset({"suspend"}),
    resumes=frozenset({"resume"}),
    extends=frozenset({"extend"}),
    circumstances=lambda _case: tuple(MARKS),
)
SENDING = ClockRule(
    key="sending",
    label="Gửi",
    limit="complaint.first_decision_sent",
    starts=frozenset({"decide"}),
    stops=frozenset({"send"}),
)


@pytest.fixture
def case(monkeypatch):
    follow_base(by="test")
    MARKS.clear()
    kind = replace(kinds.get("duties.occurrence"), clocks=(SETTLING, SENDING))
    monkeypatch.setattr(kinds, "_registry", lambda: {kind.key: kind})
    case = owe(make_desk(), date(2026, 7, 1))
    case.clocks.all().delete()
    return case


def clock(case, key="settlement"):
    return Clock.objects.get(case=case, key=key)


def due(case):
    case.refresh_from_db()
    return case.due_on


def test_clock_starts_with_its_act_and_keeps_its_source(case):
    run(case, "accept", date(2026, 7, 6))

    row = clock(case)
    assert (row.started_on, row.due_on, row.is_provisional) == (
        date(2026, 7, 6),
        date(2026, 8, 5),
        False,
    )
    assert row.snapshot.rule["limit"] == "complaint.first_settlement"
    assert row.snapshot.source.startswith("Luật Khiếu nại 02/2011/QH13, Điều 28")
    assert due(case) == row.due_on


def test_other_acts_start_nothing(case):
    run(case, "look", date(2026, 7, 6))

    assert not Clock.objects.filter(case=case).exists()


def test_pause_takes_the_day_away_and_resuming_gives_a_later_one(case):
    run(case, "accept", date(2026, 7, 6))
    run(case, "suspend", date(2026, 7, 16))
    paused = due(case)
    run(case, "resume", date(2026, 7, 26))

    assert paused is None
    assert due(case) == date(2026, 8, 17)
    assert clock(case).pauses == [["2026-07-16", "2026-07-26"]]


def test_extension_gives_what_the_changed_circumstances_give(case):
    run(case, "accept", date(2026, 7, 6))
    MARKS.append("complex")
    run(case, "extend", date(2026, 7, 20))

    assert clock(case).extended_by == 15
    assert due(case) == date(2026, 8, 20)


def test_extension_beyond_the_law_is_refused(case):
    run(case, "accept", date(2026, 7, 6))
    with pytest.raises(Refused) as without_ground:
        run(case, "extend", date(2026, 7, 20))
    MARKS.append("complex")
    run(case, "extend", date(2026, 7, 20))
    with pytest.raises(Refused) as twice:
        run(case, "extend", date(2026, 7, 21))

    assert (without_ground.value.code, twice.value.code) == ("CASE-15", "CASE-15")
    assert due(case) == date(2026, 8, 20)


def test_next_clock_leads_when_the_first_has_stopped(case):
    run(case, "accept", date(2026, 7, 6))
    run(case, "decide", date(2026, 7, 31))

    assert clock(case).stopped_on == date(2026, 7, 31)
    assert due(case) == clock(case, "sending").due_on == date(2026, 8, 5)
    run(case, "send", date(2026, 8, 3))
    assert due(case) is None


def test_resuming_what_does_not_stand_changes_nothing(case):
    run(case, "accept", date(2026, 7, 6))
    run(case, "resume", date(2026, 7, 10))

    assert clock(case).pauses == []


def test_pausing_twice_is_refused(case):
    run(case, "accept", date(2026, 7, 6))
    run(case, "suspend", date(2026, 7, 16))

    with pytest.raises(LawError) as refused:
        run(case, "suspend", date(2026, 7, 17))

    assert refused.value.code == "TIM-05"


def test_kept_clock_tells_itself_day_by_day(case):
    run(case, "accept", date(2026, 7, 6))
    run(case, "suspend", date(2026, 7, 16))
    run(case, "resume", date(2026, 7, 26))

    day, days = told(clock(case))

    assert day.on == date(2026, 8, 17)
    assert [each.code for each in days].count("DAY-paused") == 9
    assert max(each.number or 0 for each in days) == 30


def test_provisional_day_moves_with_a_calendar_notice(case):
    run(case, "decide", date(2026, 12, 31))
    before = clock(case, "sending")
    CalendarNotice.objects.create(
        root=case.unit.root,
        kind="day_off",
        first_on=date(2027, 1, 4),
        last_on=date(2027, 1, 4),
        name_vi="Nghỉ",
        paper="01/TB",
        paper_on=date(2026, 12, 1),
        entered_by="test",
        entered_at="2026-12-01T00:00:00Z",
    )

    moved = recount([before])

    after = clock(case, "sending")
    assert before.is_provisional
    assert moved == 1
    assert (before.due_on, after.due_on) == (date(2027, 1, 6), date(2027, 1, 7))


def test_closed_case_keeps_the_day_it_had(case):
    run(case, "accept", date(2026, 7, 6))
    had = due(case)
    case.clocks.update(stopped_on=date(2026, 8, 20))
    type(case).objects.filter(pk=case.pk).update(closed_on=date(2026, 8, 20))
    case.refresh_from_db()

    run(case, "decide", date(2026, 8, 20))

    assert had == date(2026, 8, 5)
    assert due(case) == had


def test_clocks_that_a_change_may_move_are_those_due_after_it(case):
    run(case, "accept", date(2026, 7, 6))
    root_id = case.unit.root_id

    assert [row.key for row in running_in(root_id, date(2026, 8, 5))] == ["settlement"]
    assert list(running_in(root_id, date(2026, 8, 6))) == []
    assert list(running_in(root_id + 1000, date(2026, 7, 6))) == []


def test_without_a_calendar_nothing_is_computed(case, monkeypatch):
    monkeypatch.setattr("danvan.kernel.cases.running.calendar", lambda _root: None)

    with pytest.raises(Refused) as refused:
        run(case, "accept", date(2026, 7, 6))

    assert refused.value.code == "CASE-16"


def test_day_for_which_the_packs_give_nothing_starts_no_clock(case, monkeypatch):
    rule = replace(SETTLING, limit="voters.council")
    kind = replace(kinds.get("duties.occurrence"), clocks=(rule,))
    monkeypatch.setattr(kinds, "_registry", lambda: {kind.key: kind})

    run(case, "accept", date(2025, 2, 19))

    assert due(case) is None
    assert not case.clocks.exists()
