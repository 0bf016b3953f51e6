"""Mail leaves the outbox once: tried again where it was surely not taken, asked about where not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.perform import perform
from danvan.kernel.notices import outbox
from danvan.kernel.notices.models import Delivery, Notice, Policy, Preference
from danvan.law.errors import LawError
from tests.factories.cases import NOTE
from tests.factories.desks import TODAY, make_desk
from tests.factories.mail_servers import Postman, connect, serving
from tests.factories.mailboxes import NOW, confirm, waiting

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Killed(BaseException):
    """Stands for kill -9: nothing after it is run."""


@pytest.fixture
def postman(settings):
    with serving(Postman()) as made:
        connect(settings, made)
        yield made


@pytest.fixture
def desk():
    made = make_desk()
    confirm(made.user)
    return made


def sent_at(moment=NOW, **how):
    return outbox.deliver(lambda: moment, **how)


def be_killed_at(step, monkeypatch):
    """Let a worker send and die at one of its steps."""

    def die(*_given):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(outbox, step, die)
        with pytest.raises(Killed):
            sent_at()


def fresh(row):
    return Delivery.objects.get(pk=row.pk)


def test_mail_is_sent_once(desk, postman):
    row = waiting(desk, title="Báo cáo quý")

    assert [sent_at(), sent_at()] == [1, 0]

    row = fresh(row)
    assert (row.state, row.attempts, row.sent_at, row.answer) == ("sent", 1, NOW, "250 taken")
    assert [mail["Message-ID"] for mail in postman.mails] == [f"<{row.message_id}>"]
    assert "Báo cáo quý" in postman.texts()[0]


def test_without_a_server_mail_stays(desk, settings):
    settings.EMAIL_HOST = ""
    row = waiting(desk)

    assert sent_at() == 0
    assert (fresh(row).state, fresh(row).attempts) == ("waiting", 0)


def test_server_that_is_down_for_a_day_loses_nothing(desk, settings):
    rows = [waiting(desk) for _case in range(3)]
    with serving(Postman()) as postman:
        connect(settings, postman)
    for quarter in range(24 * 4):
        assert sent_at(NOW + quarter * 15 * MINUTE) == 0
    states = set(Delivery.objects.values_list("state", "why"))

    with serving(Postman()) as postman:
        connect(settings, postman)
        sent = [sent_at(NOW + DAY + step * HOUR) for step in range(14)]

    assert states == {("waiting", "SEND-down")}
    assert sum(sent) == len(postman.taken) == 3
    assert {fresh(row).state for row in rows} == {"sent"}


def test_silent_server_is_asked_again_ever_more_seldom_but_within_the_hour(desk, settings):
    row = waiting(desk)
    with serving(Postman()) as postman:
        connect(settings, postman)
    waits = []
    moment = NOW
    for _try in range(7):
        sent_at(moment)
        following = fresh(row).next_try_at
        waits.append(following - moment)
        moment = following

    assert waits[:4] == [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]
    assert set(waits[4:]) == {HOUR}


def test_recipient_at_whom_the_server_hangs_up_holds_up_nobody_for_good(desk, postman):
    other = make_desk()
    confirm(other.user)
    poison = waiting(desk)
    well = [waiting(other) for _case in range(3)]
    postman.hangs_up_at = poison.address

    sent = [sent_at(NOW + minute * MINUTE) for minute in range(2)]

    assert sent == [0, 3]
    assert {fresh(row).state for row in well} == {"sent"}
    assert fresh(poison).state == "waiting"


def test_one_mail_that_gets_through_brings_the_waiting_ones_forward(desk, postman):
    early, late = waiting(desk), waiting(desk)
    Delivery.objects.filter(pk=early.pk).update(next_try_at=NOW + HOUR, why="SEND-down")

    assert sent_at(most=1) == 1
    assert sent_at(most=1) == 1
    assert {fresh(early).state, fresh(late).state} == {"sent"}


def test_put_off_mail_waits_longer_each_time_up_to_a_day_and_fails_in_the_end(desk, postman):
    postman.rcpt = "451 4.2.1 later"
    row, moment, waits = waiting(desk), NOW.replace(hour=10), []
    Policy.objects.create(root=desk.root, set_at=NOW)
    while fresh(row).state == "waiting":
        sent_at(moment)
        waits.append(fresh(row).next_try_at - moment)
        moment = max(fresh(row).next_try_at, moment + MINUTE)

    row = fresh(row)
    assert waits[:8] == list(outbox.WAITS)
    assert waits[8] == DAY
    assert (row.state, row.why, row.attempts) == ("failed", "SEND-gave_up", outbox.MOST_TRIES)
    assert postman.taken == []


def test_refused_address_gets_no_further_mail_until_confirmed(desk, postman):
    postman.rcpt = "550 5.1.1 no such box"
    first, second = waiting(desk), waiting(desk)

    sent_at()

    said = Preference.objects.get(user=desk.user)
    assert (said.refused_at, said.refused_why) == (NOW, "550 5.1.1 no such box")
    assert (fresh(first).state, fresh(second).state) == ("bounced", "dropped")
    assert fresh(second).why == "SEND-address"
    assert Notice.objects.count() == 2
    assert waiting(desk).pk == second.pk


def test_mail_that_the_server_dislikes_marks_no_address(desk, postman):
    postman.data = "552 too big"
    row = waiting(desk)

    sent_at()

    assert fresh(row).state == "failed"
    assert Preference.objects.get(user=desk.user).refused_at is None


def test_line_that_breaks_at_the_last_word_is_never_tried_again_by_itself(desk, postman):
    postman.data = None
    row = waiting(desk)

    for day in range(3):
        sent_at(NOW + day * DAY)

    assert (fresh(row).state, fresh(row).why) == ("unclear", "SEND-unclear")
    assert len(postman.taken) == 1
    assert Notice.objects.filter(read_at=None).count() == 1


def test_worker_killed_before_the_last_word_loses_nothing(desk, postman, monkeypatch):
    row = waiting(desk)
    be_killed_at("_about_to", monkeypatch)
    in_hand = (fresh(row).state, len(postman.taken))

    early = sent_at(NOW + outbox.LEASE)
    later = sent_at(NOW + outbox.LEASE + MINUTE)

    assert in_hand == ("sending", 0)
    assert (early, later) == (0, 1)
    assert len(postman.taken) == 1


def test_worker_killed_after_the_server_took_it_sends_nothing_twice(desk, postman, monkeypatch):
    row = waiting(desk)
    be_killed_at("_settle", monkeypatch)

    for step in range(1, 5):
        sent_at(NOW + step * DAY)

    assert len(postman.taken) == 1
    assert fresh(row).state == "unclear"


def test_slow_worker_whose_mail_was_called_unclear_still_tells_the_truth(desk, postman):
    row = waiting(desk)
    mine = outbox._claimed(row.pk, NOW)
    outbox._about_to(mine, NOW)
    outbox.take_over_lost(NOW + DAY)

    outbox._close(mine, "sent", "", "250 OK", now=NOW + DAY)

    assert (fresh(row).state, fresh(row).sent_at) == ("sent", NOW + DAY)


def test_worker_that_lost_its_mail_does_not_send_it(desk, postman):
    row = waiting(desk)
    mine = outbox._claimed(row.pk, NOW)
    outbox.take_over_lost(NOW + DAY)
    again = outbox._claimed(row.pk, NOW + DAY)

    assert (outbox._about_to(mine, NOW), outbox._about_to(again, NOW)) == (False, True)


def test_two_workers_never_hold_one_mail(desk):
    row = waiting(desk)

    first, second = outbox._claimed(row.pk, NOW), outbox._claimed(row.pk, NOW)

    assert first is not None
    assert second is None


def test_mail_that_cannot_be_written_holds_up_no_other(desk, postman, monkeypatch):
    broken, well = waiting(desk), waiting(desk)
    write = outbox.letter_of

    def fail_for_one(delivery, preference):
        if delivery.pk == broken.pk:
            raise ValueError(delivery.pk)
        return write(delivery, preference)

    monkeypatch.setattr(outbox, "letter_of", fail_for_one)

    assert sent_at() == 1
    assert fresh(well).state == "sent"
    assert (fresh(broken).state, fresh(broken).why) == ("waiting", "SEND-fault")
    assert fresh(broken).next_try_at == NOW + MINUTE


def test_fault_after_the_last_word_is_never_tried_again_by_itself(desk, postman, monkeypatch):
    row = waiting(desk)

    def fail(line, mail, about_to):
        about_to()
        raise ValueError(mail.message_id)

    monkeypatch.setattr(outbox.Line, "hand_over", fail)
    sent_at()
    monkeypatch.undo()

    assert [sent_at(NOW + day * DAY) for day in range(1, 3)] == [0, 0]
    assert fresh(row).state == "unclear"


def test_mail_that_waited_in_a_restored_copy_is_asked_about_once(desk, postman, settings, tmp_path):
    settings.VAR = tmp_path / "var"
    before = waiting(desk)
    outbox.note_restore()

    first = sent_at()
    after = waiting(desk)
    second = sent_at()

    assert (first, second) == (0, 1)
    assert (fresh(before).state, fresh(before).why) == ("unclear", "SEND-restored")
    assert fresh(after).state == "sent"


def test_done_work_is_not_reminded_of(desk, postman):
    row = waiting(desk)
    perform(row.notice.case, "complete", desk.actor, effective_on=TODAY, evidence=[NOTE])

    assert sent_at() == 0
    assert (fresh(row).state, fresh(row).why) == ("dropped", "SEND-closed")


def test_quiet_hours_hold_mail_but_not_what_is_urgent(desk, postman):
    night = NOW.replace(hour=23)
    calm, urgent = waiting(desk), waiting(desk, "duties.urgent")

    assert sent_at(night) == 1
    assert (fresh(calm).state, fresh(urgent).state) == ("waiting", "sent")
    assert fresh(calm).next_try_at == (night + DAY).replace(hour=6)
    assert sent_at(night + 7 * HOUR) == 1


def test_own_quiet_hours_count_before_those_of_the_tree(desk, postman):
    Preference.objects.filter(user=desk.user).update(quiet_from=0, quiet_until=0)
    waiting(desk)

    assert sent_at(NOW.replace(hour=23)) == 1


@pytest.mark.parametrize(
    ("state", "decision", "ends"),
    [
        ("unclear", outbox.call_sent, "sent"),
        ("unclear", outbox.drop, "dropped"),
        ("failed", outbox.drop, "dropped"),
        ("waiting", outbox.drop, "dropped"),
        ("sending", outbox.drop, None),
        ("sent", outbox.drop, None),
        ("failed", outbox.call_sent, None),
    ],
)
def test_person_decides_from_some_states_only(desk, state, decision, ends):
    row = waiting(desk)
    Delivery.objects.filter(pk=row.pk).update(state=state, handing_over_at=NOW)
    row = fresh(row)

    if ends is None:
        with pytest.raises(LawError, match="NOTIFY-03"):
            decision(row, desk.actor)
    else:
        decision(row, desk.actor)

    assert fresh(row).state == (ends or state)
    recorded = Entry.objects.filter(subject=f"delivery:{row.pk}").count()
    assert recorded == (1 if ends else 0)


@pytest.mark.parametrize("state", ["unclear", "failed", "bounced", "waiting", "dropped"])
def test_person_sends_again_with_the_same_id(desk, postman, state):
    row = waiting(desk)
    Delivery.objects.filter(pk=row.pk).update(state=state, attempts=9, next_try_at=NOW + DAY)

    outbox.send_again(fresh(row), desk.actor, NOW)

    assert sent_at() == 1
    assert postman.mails[0]["Message-ID"] == f"<{row.message_id}>"


@pytest.mark.parametrize("state", ["sending", "sent"])
def test_what_is_under_way_or_sent_is_not_sent_again(desk, state):
    row = waiting(desk)
    Delivery.objects.filter(pk=row.pk).update(state=state)

    with pytest.raises(LawError, match="NOTIFY-03"):
        outbox.send_again(fresh(row), desk.actor, NOW)


def test_decision_on_what_has_changed_meanwhile_is_refused(desk):
    shown = waiting(desk)
    Delivery.objects.filter(pk=shown.pk).update(state="unclear")

    with pytest.raises(LawError, match="NOTIFY-03"):
        outbox.send_again(shown, desk.actor, NOW)
