"""What holding, cancelling, correcting and serving change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.areas.meetings.kinds import RECORD, fulfilment_facts
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from tests.factories.accounts import actor_at
from tests.factories.cases import MINUTES, hold, occurrence, plan_meeting
from tests.factories.trees import TODAY

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


def test_session_keeps_its_own_day_whatever_the_day_of_recording(tree):
    case = plan_meeting([tree["board"]], on=TODAY)
    actor = actor_at(tree["board"])
    day = TODAY - ONE_DAY

    perform(case, "hold", actor, effective_on=TODAY, evidence=[MINUTES], data={"held_on": day})

    record = Case.objects.get(pk=case.pk).meeting
    assert (record.held_on, record.conclusions, record.people_present) == (day, "", None)
    assert str(record) == "2022-05-19"


def test_what_a_session_says_about_itself(tree):
    case = hold([tree["board"], tree["council"]], [tree["front"]])

    facts = fulfilment_facts(case)

    assert facts.convener_ids == set(tree.pk("board", "council"))
    assert facts.partner_ids == set(tree.pk("front"))
    assert (facts.day, facts.key) == (TODAY, "")


def test_session_that_was_planned_or_cancelled_says_nothing(tree):
    case = plan_meeting([tree["board"]])
    planned = fulfilment_facts(case)

    perform(case, "cancel", actor_at(tree["board"]), effective_on=TODAY, reason="Trùng lịch")

    assert (planned, fulfilment_facts(case)) == (None, None)
    assert case.state == "cancelled"


@pytest.mark.parametrize("act", ["cancel", "reopen"])
def test_reason_is_asked(tree, act):
    case = plan_meeting([tree["board"]]) if act == "cancel" else hold([tree["board"]])

    with pytest.raises(Refused) as refused:
        perform(case, act, actor_at(tree["board"]), effective_on=TODAY)

    assert refused.value.code == "CASE-07"


def test_partner_sees_the_session_and_does_nothing_with_it(tree):
    case = plan_meeting([tree["board"]], [tree["front"]])

    with pytest.raises(Refused) as refused:
        perform(case, "cancel", actor_at(tree["front"]), effective_on=TODAY, reason="x")

    assert refused.value.code == "CASE-01"


def test_session_of_another_month_proves_that_month(tree):
    june = date(2022, 6, 3)

    hold([tree["board"]], [tree["front"]], on=june)

    assert occurrence("front", "2022-05").state == "open"
    assert occurrence("front", "2022-06").state == "done"


def test_session_corrected_to_another_month_moves_its_proof(tree):
    day = date(2022, 6, 3)
    actor = actor_at(tree["board"], today=day)
    case = hold([tree["board"]], [tree["front"]], on=date(2022, 5, 31))
    perform(case, "reopen", actor, effective_on=day, reason="Sai ngày")

    perform(case, "hold", actor, effective_on=day, data={"held_on": day})

    assert occurrence("front", "2022-05").state == "open"
    assert occurrence("front", "2022-06").state == "done"


def test_session_mended_keeps_its_day_and_what_it_proved(tree):
    day = date(2022, 7, 3)
    actor = actor_at(tree["board"], today=day)
    case = hold([tree["board"]], [tree["front"]], on=date(2022, 5, 31))
    perform(case, "reopen", actor, effective_on=day, reason="Sửa kết luận")

    perform(case, "hold", actor, effective_on=day, data={"conclusions": "Đã sửa"})

    proven = occurrence("front", "2022-05")
    assert case.meeting.held_on == date(2022, 5, 31)
    assert (proven.state, proven.closed_on) == ("done", date(2022, 5, 31))


def test_session_ahead_is_not_recorded_as_held(tree):
    case = plan_meeting([tree["board"]], on=TODAY)
    ahead = {"held_on": TODAY + ONE_DAY}

    with pytest.raises(Refused) as refused:
        perform(
            case,
            "hold",
            actor_at(tree["board"]),
            effective_on=TODAY,
            evidence=[MINUTES],
            data=ahead,
        )

    assert refused.value.code == "MEET-01"


def test_declaration_has_no_fault():
    assert RECORD.faults() == []


def test_person_lets_it_count_by_its_slug(tree):
    case = hold([tree["board"]], [tree["front"], tree["police"]])
    target = occurrence("police", "2022-05")

    perform(case, "serve", actor_at(tree["board"]), effective_on=TODAY, data={"slug": target.slug})

    target.refresh_from_db()
    assert target.state == "done"
