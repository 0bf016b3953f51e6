"""A calendar address holds while its person holds the post, and tells what that post handles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.accounts.models import Classification, Holding
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.models import Case, CaseUnit
from danvan.kernel.cases.perform import perform
from danvan.kernel.notices import feeds
from danvan.kernel.notices.models import Feed
from tests.factories.cases import NOTE
from tests.factories.desks import TODAY, make_desk, owe
from tests.factories.mailboxes import NOW, confirm

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def desk():
    return make_desk()


def made(desk, now=NOW):
    return feeds.make_feed(desk.user, desk.actor, now)


def test_token_is_kept_nowhere(desk):
    token = made(desk)

    assert token not in str(Feed.objects.values().get())
    assert token not in str(list(Entry.objects.values()))
    assert Feed.objects.get().digest == feeds.digest_of(token)


def test_who_knows_the_token_reads_as_the_post_in_their_language(desk):
    confirm(desk.user, language="en")

    reader = feeds.reader_of(made(desk), NOW)

    assert (reader.actor, reader.language) == (desk.actor, "en")


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "\x00", "ạ" * 5000])
def test_wrong_token_reads_nothing(desk, token):
    made(desk)

    assert feeds.reader_of(token, NOW) is None


def test_new_address_ends_the_old_one(desk):
    old, new = made(desk), made(desk)

    assert feeds.reader_of(old, NOW) is None
    assert feeds.reader_of(new, NOW) is not None


def test_revoked_address_reads_nothing(desk):
    token = made(desk)

    assert [feeds.revoke_feed(desk.user, desk.actor, NOW) for _time in range(2)] == [1, 0]
    assert feeds.reader_of(token, NOW) is None
    assert feeds.feed_of(desk.user) is None


def test_address_ends_with_the_holding_and_with_the_account(desk):
    token = made(desk)
    desk.user.is_active = False
    desk.user.save()
    closed = feeds.reader_of(token, NOW)
    desk.user.is_active = True
    desk.user.save()
    Holding.objects.filter(user=desk.user).update(valid_until=TODAY)

    assert closed is None
    assert feeds.reader_of(token, NOW) is None


def test_address_does_not_follow_its_person_to_another_post(desk):
    token = made(desk)
    other = make_desk()
    Holding.objects.filter(user=desk.user).update(post=other.user.holdings.get().post)

    assert feeds.reader_of(token, NOW) is None


def test_last_reading_is_kept_by_the_hour(desk):
    token = made(desk)
    for minutes in (0, 30, 90):
        feeds.reader_of(token, NOW + timedelta(minutes=minutes))

    assert Feed.objects.get().last_read_at == NOW + timedelta(minutes=90)


def test_events_are_what_the_post_owes(desk):
    mine = owe(desk, TODAY + DAY)
    late = owe(desk, TODAY - 30 * DAY)
    owe(desk, None)
    owe(desk, TODAY + 900 * DAY)
    owe(make_desk(), TODAY)
    done = owe(desk, TODAY)
    perform(done, "complete", desk.actor, effective_on=TODAY, evidence=[NOTE])

    assert list(feeds.events_of(desk.actor)) == [late, mine]


def test_case_that_is_only_received_or_closed_to_many_is_no_event(desk):
    other = make_desk()
    received = owe(other, TODAY)
    CaseUnit.objects.create(case=received, unit=desk.unit, taking="copy")
    restricted = owe(desk, TODAY)
    Case.objects.filter(pk=restricted.pk).update(classification=Classification.CONFIDENTIAL)
    desk.user.holdings.get().post.grants.update(highest=Classification.SEALED)

    assert list(feeds.events_of(desk.actor)) == []
