"""The rounds of the schedule reach every tree and every kind of delivery."""

from __future__ import annotations

import pytest

from danvan.config.schedule import SCHEDULE
from danvan.kernel.cases.models import Event
from danvan.kernel.jobs.manners import task_of
from danvan.kernel.notices import rounds
from danvan.kernel.notices.models import Delivery, Notice, Text
from danvan.kernel.notices.policy import Reminding, set_policy
from tests.factories.accounts import grants_at, make_post, planner_of
from tests.factories.desks import TODAY, make_desk, owe
from tests.factories.mail_servers import Postman, connect, serving
from tests.factories.mailboxes import confirm

pytestmark = pytest.mark.django_db
ALWAYS = {"quiet_from": 0, "quiet_until": 0}
"""No quiet hours of one's own."""


def test_every_line_of_the_schedule_leads_to_a_task():
    assert all(task_of(line.task) for line in SCHEDULE)


def test_from_the_alarm_to_the_mailbox(settings):
    desk = make_desk()
    confirm(desk.user, **ALWAYS)
    owe(desk, TODAY)

    with serving(Postman()) as postman:
        connect(settings, postman)
        rounds.ring_alarms.call()
        rounds.send_mail.call()
        rounds.send_mail.call()

    assert len(postman.taken) == 1
    assert Delivery.objects.get().state == "sent"


def test_tree_that_fails_holds_up_no_other(monkeypatch):
    broken, well = make_desk(), make_desk()
    for desk in (broken, well):
        owe(desk, TODAY)
    ring = rounds.ring

    def fail_for_one(root, today, **how):
        if root == broken.root:
            raise ValueError(root)
        return ring(root, today, **how)

    monkeypatch.setattr(rounds, "ring", fail_for_one)

    with pytest.raises(ValueError, match=str(broken.root)):
        rounds.ring_alarms.call()
    assert [line.post.unit for line in Notice.objects.all()] == [well.unit]


def test_rounds_go_on_until_nothing_is_left(monkeypatch):
    monkeypatch.setattr(rounds, "AT_ONCE", 1)
    desk = make_desk(roles=("officer",))
    make_post(desk.root, grants_at(desk.root, roles=("head",)))
    confirm(desk.user, phone="0912345678", channels={"reminders": ["text"]}, **ALWAYS)
    set_policy(desk.root, Reminding((5,), (1,), 1, None), planner_of(desk.root))
    for day in (1, 2):
        owe(desk, TODAY.replace(day=day))

    for task in (rounds.react_to_events, rounds.ring_alarms, rounds.tell_superiors):
        task.call()
    for task in (rounds.send_mail, rounds.hand_texts_over):
        task.call()

    keys = sorted(Notice.objects.values_list("key", flat=True))
    assert keys == ["duties.escalated"] * 2 + ["duties.overdue"] * 2
    assert not Event.objects.filter(handled_at=None).exists()
    assert Text.objects.count() == 2


def test_superiors_digests_and_texts_have_their_rounds():
    desk = make_desk()
    head = make_post(desk.root, grants_at(desk.root, roles=("head",)))
    confirm(desk.user, digest_on=True, digest_hour=0, phone="0912345678")
    set_policy(desk.root, Reminding((5,), (1,), 1, None), planner_of(desk.root))
    owe(desk, TODAY.replace(day=1))

    rounds.tell_superiors.call()
    rounds.write_daily_digests.call()
    rounds.hand_texts_over.call()

    assert Notice.objects.get().post_id == head.pk
    assert Delivery.objects.get().key == "digest"
