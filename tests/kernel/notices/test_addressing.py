"""Who hears of a notice outside the site: each person once, by the ways they chose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.accounts.models import Holding
from danvan.kernel.notices.addressing import BURST, write_deliveries, write_digests
from danvan.kernel.notices.dispatch import tell
from danvan.kernel.notices.models import Delivery, Notice, Preference
from tests.factories.desks import TODAY, add_clerk, make_desk, owe
from tests.factories.mailboxes import NOW, confirm, post_of

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk():
    return make_desk()


def told(desk, key="duties.due_soon", times=1):
    for _time in range(times):
        tell(key, [post_of(desk)], owe(desk, TODAY), TODAY, {"due_on": TODAY.isoformat()})


def outgoing():
    return list(Delivery.objects.order_by("pk").values_list("key", "channel", "address"))


def test_only_who_has_confirmed_an_address_gets_mail(desk):
    told(desk)

    assert write_deliveries(NOW) == 1
    assert outgoing() == []
    assert Notice.objects.get().addressed_at == NOW


def test_notice_goes_out_once(desk):
    address = confirm(desk.user).confirmed_address
    told(desk)

    assert [write_deliveries(NOW), write_deliveries(NOW)] == [1, 0]
    assert outgoing() == [("duties.due_soon", "mail", address)]
    row = Delivery.objects.get()
    assert (row.user, row.unit, row.state) == (desk.user, desk.unit, "waiting")


def test_ids_of_mails_are_their_own_and_end_in_the_host(desk, settings):
    settings.SITE_ADDRESS = "https://danvan.mau.example:8443"
    confirm(desk.user)
    told(desk, times=2)
    write_deliveries(NOW)

    ids = set(Delivery.objects.values_list("message_id", flat=True))
    assert len(ids) == 2
    assert {one.partition("@")[2] for one in ids} == {"danvan.mau.example"}


def test_everybody_who_holds_the_post_that_day_hears_of_it(desk):
    second = add_clerk(desk.unit)
    holding = Holding.objects.get(user=second)
    holding.post_id = post_of(desk)
    holding.save()
    gone = add_clerk(desk.unit)
    Holding.objects.filter(user=gone).update(post_id=post_of(desk), valid_until=TODAY)
    for user in (desk.user, second, gone):
        confirm(user)
    told(desk)

    write_deliveries(NOW)

    assert set(Delivery.objects.values_list("user", flat=True)) == {desk.user.pk, second.pk}


def test_closed_account_hears_nothing(desk):
    confirm(desk.user)
    desk.user.is_active = False
    desk.user.save()
    told(desk)

    write_deliveries(NOW)

    assert outgoing() == []


def test_ways_are_those_chosen(desk):
    confirm(desk.user, phone="0912345678", channels={"reminders": ["text"], "work": []})
    told(desk)
    told(desk, "duties.occurrence.complete")

    write_deliveries(NOW)

    assert outgoing() == [("duties.due_soon", "text", "0912345678")]


def test_who_has_a_digest_gets_single_mail_only_of_what_is_urgent(desk):
    confirm(desk.user, digest_on=True)
    told(desk)
    told(desk, "duties.urgent")

    write_deliveries(NOW)

    assert [key for key, _way, _address in outgoing()] == ["duties.urgent"]


@pytest.mark.parametrize(
    ("times", "keys"), [(BURST, ["duties.due_soon"] * BURST), (BURST + 1, ["digest"])]
)
def test_many_mails_at_once_become_one(desk, times, keys):
    confirm(desk.user)
    told(desk, times=times)

    write_deliveries(NOW)

    assert [key for key, _way, _address in outgoing()] == keys


def test_burst_of_one_does_not_touch_another(desk):
    other = make_desk()
    confirm(desk.user)
    confirm(other.user)
    told(desk, times=BURST + 1)
    told(other)
    told(desk, "duties.urgent")

    write_deliveries(NOW)

    assert sorted(key for key, _way, _address in outgoing()) == [
        "digest",
        "duties.due_soon",
        "duties.urgent",
    ]


def test_so_many_at_a_time(desk):
    confirm(desk.user)
    told(desk, times=3)

    assert [write_deliveries(NOW, most=2) for _round in range(3)] == [2, 1, 0]


def test_digest_is_written_once_a_day_at_its_hour(desk):
    confirm(desk.user, digest_on=True, digest_hour=9)

    written = [write_digests(NOW + step * HOUR) for step in (-1, 0, 1, 24, 25)]

    assert written == [0, 1, 0, 1, 0]
    assert [key for key, _way, _address in outgoing()] == ["digest", "digest"]


def test_digest_goes_to_who_holds_a_post_and_takes_mail(desk):
    gone, unconfirmed, no_digest = make_desk(), make_desk(), make_desk()
    for one in (desk, gone, no_digest):
        confirm(one.user, digest_on=one is not no_digest)
    Preference.objects.create(user=unconfirmed.user, digest_on=True)
    Holding.objects.filter(user=gone.user).update(valid_until=TODAY)

    assert write_digests(NOW) == 1
    assert Delivery.objects.get().user == desk.user
