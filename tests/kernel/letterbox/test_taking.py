"""Taking letters: each becomes one case, whatever fails in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from danvan.kernel.cases.models import Case, Event
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox import rounds, sending, tickets
from danvan.kernel.letterbox.models import Enclosure, Letter
from danvan.kernel.letterbox.receipts import find
from danvan.kernel.letterbox.taking import DOOR, MOST_TRIES, take, take_waiting, waiting_long
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.reacting import react
from danvan.kernel.notices.wording import words_of
from danvan.kernel.organisations.models import UnitPeriod
from tests.factories.letters import FEEDBACK, open_desk

pytestmark = pytest.mark.django_db
CONTENT = {"title": "Đường ngập", "text": "Cống tắc.", "channel": "web", "senders": []}


def posted(desk, kind=FEEDBACK, **content):
    return sending.post(tickets.issue(desk.unit.pk), kind, CONTENT | content)


def test_letter_becomes_one_case_with_the_promised_day_and_is_emptied():
    desk = open_desk()
    slip = posted(desk, senders=[{"name": "Người thử", "part": "petitioner"}]).slip

    assert take_waiting() == 1

    letter = find(slip.code, slip.pin)
    case = letter.case
    assert (case.kind, case.unit_id, case.due_on) == (FEEDBACK, desk.unit.pk, letter.promised_on)
    assert case.petition.channel == "web"
    assert case.petition.petitioners.get().name == "Người thử"
    assert letter.content == {}
    assert Event.objects.filter(name="letterbox.letter.take", case=case).count() == 1


@pytest.mark.parametrize("kind", ["complaint", "feedback", "recommendation", "information"])
def test_promised_day_is_the_day_of_the_case(kind):
    desk = open_desk()
    told = posted(desk, f"petitions.{kind}")

    take_waiting()

    assert Case.objects.get().due_on == told.promised_on


def test_letter_is_taken_once():
    posted(open_desk())
    letter = Letter.objects.get()

    first, second = take(letter.pk), take(letter.pk)

    assert first is not None
    assert second is None
    assert Case.objects.count() == 1


def test_letter_that_fails_stays_whole_and_holds_up_no_other(monkeypatch):
    desk = open_desk()
    posted(desk, senders=[{"colour": "red"}])
    posted(desk)

    assert take_waiting() == 1

    failed = Letter.objects.get(taken_at=None)
    assert (failed.tries, failed.case, failed.content["title"]) == (1, None, "Đường ngập")
    assert Case.objects.count() == 1


def test_letter_that_fails_for_good_waits_and_is_told_by_the_check():
    desk = open_desk()
    posted(desk, senders=[{"colour": "red"}])
    now = timezone.now()
    Letter.objects.update(tries=MOST_TRIES)

    assert take_waiting() == 0
    assert waiting_long(now=now) == 0
    assert waiting_long(now=now + timedelta(hours=1)) == 1


def test_door_is_named_in_the_records_and_no_sender():
    posted(open_desk(), senders=[{"name": "Người thử"}])

    take_waiting()

    from_audit = str(list(Case.objects.get().unit.cases.values()))
    assert "Người thử" not in from_audit
    assert DOOR == "Hòm thư công khai"


def test_posts_of_the_unit_are_told_of_a_new_letter():
    posted(open_desk())
    take_waiting()

    react()

    notice = Notice.objects.get(key="letterbox.letter.take")
    assert "cổng công khai" in words_of(notice)


def test_door_of_a_unit_that_has_ended_takes_nothing():
    desk = open_desk()
    UnitPeriod.objects.filter(unit=desk.unit).update(valid_until=desk.actor.today)

    with pytest.raises(Refused) as refused:
        posted(desk)

    assert refused.value.code == "LET-01"


def test_tidying_forgets_addresses_and_files_of_forms_never_sent():
    desk = open_desk()
    sending.post(tickets.issue(desk.unit.pk), FEEDBACK, CONTENT, origin="abc")
    Letter.objects.update(tries=3)
    later = timezone.now() + timedelta(days=3)

    rounds.tidy(now=later)

    letter = Letter.objects.get()
    assert (letter.origin, letter.tries) == ("", 0)
    assert not Enclosure.objects.exists()
