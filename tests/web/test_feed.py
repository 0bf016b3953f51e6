"""The calendar that a program reads: only what the post owes, only while it holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from danvan.kernel.accounts.models import Holding
from danvan.kernel.cases.perform import perform
from danvan.kernel.notices.feeds import make_feed, revoke_feed
from danvan.web import feed
from tests.factories.cases import NOTE
from tests.factories.desks import TODAY, owe
from tests.factories.mailboxes import confirm

DAY = timedelta(days=1)


def address_of(desk):
    return f"/calendar/{make_feed(desk.user, desk.actor, timezone.now())}.ics"


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_due_days_are_all_day_events(desk, client):
    case = owe(desk, TODAY + DAY, title="Báo cáo; quý, một\nhai")

    answer = client.get(address_of(desk))

    (event,) = events(answer)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["uid"] == f"{case.slug}.due@danvan"
    assert event.decoded("dtstart") == TODAY + DAY
    assert str(event["summary"]) == "Báo cáo; quý, một\nhai"
    assert event["url"] == f"http://testserver/cases/{case.slug}/"


def test_calendar_speaks_the_language_of_its_person(desk, client):
    confirm(desk.user, language="en")
    owe(desk, TODAY)

    (event,) = events(client.get(address_of(desk)))

    assert str(event["summary"]).startswith("Report")


def test_ids_stay_when_a_day_moves(desk, client):
    case, address = owe(desk, TODAY), address_of(desk)
    before = events(client.get(address))[0]["uid"]
    type(case).objects.update(due_on=TODAY + 3 * DAY)

    assert events(client.get(address))[0]["uid"] == before


def test_unchanged_calendar_is_not_sent_again(desk, client):
    case, address = owe(desk, TODAY), address_of(desk)
    tag = client.get(address)["ETag"]

    same = client.get(address, headers={"If-None-Match": tag})
    perform(case, "complete", desk.actor, effective_on=TODAY, evidence=[NOTE])
    changed = client.get(address, headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert (changed.status_code, events(changed)) == (200, [])


def test_nothing_of_another_unit_is_told(desk, other_desk, client):
    owe(other_desk, TODAY, title="Việc của xã bên")
    owe(desk, TODAY)

    assert "Việc của xã bên" not in client.get(address_of(desk)).content.decode()


def test_calendar_ends_with_the_holding(desk, client):
    address = address_of(desk)
    before = client.get(address).status_code
    Holding.objects.filter(user=desk.user).update(valid_until=TODAY)

    assert (before, client.get(address).status_code) == (200, 404)


def test_revoked_calendar_is_gone(desk, client):
    address = address_of(desk)
    revoke_feed(desk.user, desk.actor, timezone.now())

    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "0" * 43, "a" * 3000, "%00", "..%2f..", "ạ"])
def test_wrong_address_is_not_found(client, token):
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_calendar_is_read_only(desk, client):
    assert client.post(address_of(desk)).status_code == 405


def test_reading_without_end_is_slowed_but_guessing_does_not_hurt_readers(
    desk, client, monkeypatch
):
    monkeypatch.setattr(feed, "MOST_READS", 2)
    monkeypatch.setattr(feed, "MOST_MISSES", 1)
    address = address_of(desk)

    wrong = [client.get(f"/calendar/{number}.ics").status_code for number in range(3)]
    right = [client.get(address) for _time in range(3)]

    assert wrong == [404, 429, 429]
    assert [answer.status_code for answer in right] == [200, 200, 429]
    assert right[2]["Retry-After"] == "3600"


def test_no_cookie_is_set_for_a_program(desk):
    assert not Client().get(address_of(desk)).cookies


def test_places_behind_a_proxy_are_counted_apart(client, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()
    wrong = "/calendar/khong-co.ics"
    for _number in range(feed.MOST_MISSES + 1):
        last = client.get(wrong, headers={"x-forwarded-for": "10.9.9.1"})

    other = client.get(wrong, headers={"x-forwarded-for": "10.9.9.2"})

    assert (last.status_code, other.status_code) == (429, 404)
