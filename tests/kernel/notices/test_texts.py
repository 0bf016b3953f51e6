"""Texts are numbered for a person to send, and who was reached comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.perform import perform
from danvan.kernel.notices.addressing import write_deliveries
from danvan.kernel.notices.dispatch import tell
from danvan.kernel.notices.models import Delivery, Text, TextBatch
from danvan.kernel.notices.texts import hand_over_texts, note_result
from danvan.law.errors import LawError
from tests.factories.accounts import actor_at
from tests.factories.cases import NOTE
from tests.factories.desks import TODAY, make_desk, owe
from tests.factories.mailboxes import NOW, confirm, post_of

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PHONE = "0912345678"


@pytest.fixture
def desk():
    made = make_desk()
    confirm(made.user, phone=PHONE, channels={"reminders": ["text"]})
    return made


def told(desk, times=1):
    cases = [owe(desk, TODAY) for _time in range(times)]
    for case in cases:
        tell("duties.due_soon", [post_of(desk)], case, TODAY, {})
    write_deliveries(NOW)
    return cases


def handed(moment=NOW, **how):
    return hand_over_texts(lambda: moment, **how)


def administrator(desk):
    return actor_at(desk.root, roles=("administrator",), downward=True, today=TODAY)


def test_texts_are_numbered_on_the_list_of_the_day(desk):
    told(desk, 2)
    first = handed()
    told(desk)

    assert (first, handed(NOW + HOUR), handed(NOW + HOUR)) == (2, 1, 0)

    batch = TextBatch.objects.get()
    assert (batch.root, batch.made_on) == (desk.root, TODAY)
    assert list(batch.texts.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert "Sắp đến hạn" in batch.texts.first().words
    assert set(Delivery.objects.values_list("state", "address")) == {("sending", PHONE)}


def test_each_day_and_tree_has_its_own_list(desk):
    other = make_desk()
    confirm(other.user, phone=PHONE, channels={"reminders": ["text"]})
    told(desk)
    told(other)
    handed()
    told(desk)
    handed(NOW + DAY)

    numbers = Text.objects.values_list("batch__root", "batch__made_on", "number")
    assert sorted(numbers) == sorted(
        [(desk.root.pk, TODAY, 1), (other.root.pk, TODAY, 1), (desk.root.pk, TODAY + DAY, 1)]
    )


def test_texts_wait_for_the_end_of_quiet_hours(desk):
    told(desk)
    night = NOW.replace(hour=22)

    assert [handed(night), handed(night + 7 * HOUR), handed(night + 8 * HOUR)] == [0, 0, 1]


def test_pointless_text_is_dropped(desk):
    (case,) = told(desk)
    perform(case, "complete", desk.actor, effective_on=TODAY, evidence=[NOTE])

    assert handed() == 0
    assert list(Delivery.objects.values_list("state", "why")) == [("dropped", "SEND-closed")]


def test_who_was_reached_comes_back_and_may_be_corrected(desk):
    told(desk, 3)
    handed()
    batch, actor = TextBatch.objects.get(), administrator(desk)

    assert note_result(batch, [1, 2], reached=True, actor=actor, now=NOW) == 2
    assert note_result(batch, [2, 3], reached=False, actor=actor, now=NOW) == 2

    rows = batch.texts.order_by("number").values_list("result", "delivery__state")
    failed = ("not_reached", "failed")
    assert list(rows) == [("reached", "sent"), failed, failed]
    assert Text.objects.first().marked_by == actor.label
    assert Entry.objects.filter(action="notices.texts.mark").count() == 2


@pytest.mark.parametrize("numbers", [[], [0], [1, 2], [9999]])
def test_number_that_is_not_on_the_list_marks_nothing(desk, numbers):
    told(desk)
    handed()

    with pytest.raises(LawError, match="NOTIFY-04"):
        note_result(
            TextBatch.objects.get(), numbers, reached=True, actor=administrator(desk), now=NOW
        )
    assert Text.objects.get().result == "to_send"


def test_nobody_marks_what_they_do_not_administer(desk):
    told(desk)
    handed()

    for stranger in (desk.actor, administrator(make_desk())):
        with pytest.raises(LawError, match="NOTIFY-04"):
            note_result(TextBatch.objects.get(), [1], reached=True, actor=stranger, now=NOW)


def test_mail_is_not_handed_over_as_text(desk):
    confirm(desk.user)
    desk.user.refresh_from_db()
    tell("duties.opened", [post_of(desk)], None, TODAY, {"count": 1})
    write_deliveries(NOW)

    assert handed() == 0
    assert Delivery.objects.get().channel == "mail"


class Noting:
    """Another adapter."""

    taken: list[str] = []

    def take(self, _root, texts, _now):
        self.taken += [one.words for one in texts]


def test_another_adapter_takes_the_place_of_the_person(desk, settings):
    settings.TEXT_PORT = f"{__name__}.Noting"
    told(desk)
    handed()

    assert len(Noting.taken) == 1
    assert not Text.objects.exists()
