"""What follows which event: bearers are told of work, receivers of what was done."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from danvan.config.reactions import REACTIONS
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Batch, Case, Clock, Event
from danvan.kernel.duties.calendar_notices import Told, give_notice
from danvan.kernel.duties.models import Duty
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.reacting import react
from danvan.law.messages import say
from tests.factories.accounts import grants_at, make_post, planner_of
from tests.factories.cases import apply_all, complete, hold, occurrence
from tests.factories.desks import make_desk
from tests.factories.openings import load_rules, open_one
from tests.factories.packs import duty, put_to_work
from tests.factories.plans import MONTHS, REPORT
from tests.factories.trees import TODAY, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(tmp_path):
    made = make_tree()
    for key in ("board", "bloc", "council"):
        make_post(made[key], grants_at(made[key], roles=("officer",)))
    receiving = REPORT + 'receivers = [{ role = "bloc", as = "receiver" }]\n'
    put_to_work(made, tmp_path, receiving + duty("one", "standing"))
    return made


def lines():
    rows = Notice.objects.order_by("post__unit__key", "pk")
    return list(rows.values_list("post__unit__key", "key", "told_on"))


def test_plan_tells_each_bearer_once_with_the_count(tree):
    apply_all(tree.root)

    react()

    assert lines() == [("board", "duties.opened", TODAY)]
    assert Notice.objects.get().fields == {"count": len(MONTHS) + 1}


def test_plan_that_opens_nothing_tells_nobody(tree):
    batch = Batch.objects.create(
        action="duties.plan.apply", made_at=timezone.now(), made_by="x", case_count=0, digest=""
    )
    Event.objects.create(name="duties.plan.apply", batch=batch, happened_at=timezone.now())
    Event.objects.create(name="duties.plan.apply", happened_at=timezone.now())
    Event.objects.create(name="duties.occurrence.complete", happened_at=timezone.now())

    assert react() == 3
    assert lines() == []


@pytest.mark.parametrize(
    ("timing", "told"),
    [
        ("urgent", [("bloc", "duties.urgent"), ("board", "duties.urgent")]),
        ("ad_hoc", [("bloc", "duties.occurrence.open")]),
    ],
)
def test_urgent_work_is_told_to_all_in_it(tree, timing, told):
    apply_all(tree.root)
    react()
    Notice.objects.all().delete()
    Duty.objects.filter(code="report").update(timing=timing)
    case = occurrence("report", "2022-05")
    Event.objects.create(name="duties.occurrence.open", case=case, happened_at=timezone.now())

    react()

    assert [line[:2] for line in lines()] == told


def test_receiver_is_told_what_was_done_and_reopened(tree):
    apply_all(tree.root)
    react()
    Notice.objects.all().delete()
    case = complete(occurrence("report", "2022-05"))

    react()

    assert lines() == [("bloc", "duties.occurrence.complete", TODAY)]
    assert Notice.objects.get().case == case


@pytest.mark.skipif(not kinds.known("meetings.record"), reason="the room of meetings is off")
def test_who_took_part_is_told_of_a_meeting(tree):
    hold([tree["board"]], [tree["council"]])

    react()

    assert lines() == [("council", "meetings.record.hold", TODAY)]


def test_every_reaction_answers_to_an_act_or_a_plan():
    rooms = {kind.key for kind in kinds.every()}
    acts = {f"{kind.key}.{act.key}" for kind in kinds.every() for act in kind.acts}
    opened = {f"{key}.open" for key in rooms}

    named = {name for name in REACTIONS if name.rpartition(".")[0] in rooms}

    assert named <= acts | opened
    assert set(REACTIONS) - {name for name in REACTIONS if "meetings" in name} <= (
        acts
        | opened
        | {"duties.plan.apply", "packs.calendar_notice.give", "packs.calendar_notice.withdraw"}
        | {"letterbox.message.receive", "letterbox.letter.take"}
    )


@pytest.mark.parametrize("key", ["duties.opened", "duties.due_soon", "duties.overdue"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_notice_has_its_sentence(key, language):
    assert say(f"NOTICE.{key}", {"count": 3, "due_on": "2022-06-09"}, language) != ""


def test_calendar_notice_counts_running_clocks_again():
    load_rules()
    desk = make_desk()
    case = open_one(kinds.get("petitions.complaint"), desk)
    Case.objects.filter(pk=case.pk).update(closed_on=None)
    clock = case.clocks.get(key="acceptance")
    before = date(2026, 4, 16)
    Clock.objects.filter(pk=clock.pk).update(started_on=date(2026, 4, 6), due_on=before)
    told = Told("day_off", before, before, "Nghỉ bão", "01/TB", date(2026, 4, 10))

    give_notice(told, desk.root, planner_of(desk.root))
    react()

    clock.refresh_from_db()
    assert clock.due_on == date(2026, 4, 17)
    assert Case.objects.get(pk=case.pk).due_on == clock.due_on
    assert Entry.objects.get(action="cases.clocks.recount").details == {"moved": 1}
