"""Mail goes to an address that its owner has confirmed, and to no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing

from danvan.kernel.accounts.models import User
from danvan.kernel.audit.models import Entry
from danvan.kernel.notices import preferences
from danvan.kernel.notices.addressing import write_confirmation
from danvan.kernel.notices.models import Preference
from danvan.kernel.notices.preferences import Choices
from danvan.law.errors import LawError
from tests.factories.desks import make_desk
from tests.factories.mailboxes import NOW, confirm

pytestmark = pytest.mark.django_db
ADDRESS = "can-bo@mau.example"


@pytest.fixture
def desk():
    return make_desk()


def asked(desk, address=ADDRESS, now=NOW):
    preference = preferences.ask_address(desk.user, address, desk.actor, now)
    write_confirmation(desk.user, desk.actor, address, now)
    return preferences.link_token(preference)


def test_address_counts_once_its_link_was_followed(desk):
    token = asked(desk)
    before = preferences.takes_mail(preferences.preference_of(desk.user), desk.user)

    address = preferences.confirm_address(desk.user, token, desk.actor, NOW)

    user = User.objects.get(pk=desk.user.pk)
    assert (before, address, user.email) == (False, ADDRESS, ADDRESS)
    assert preferences.takes_mail(preferences.preference_of(user), user)
    assert ADDRESS not in str(list(Entry.objects.values_list("details", flat=True)))


def test_link_is_good_once(desk):
    token = asked(desk)
    preferences.confirm_address(desk.user, token, desk.actor, NOW)

    with pytest.raises(LawError, match="NOTIFY-02"):
        preferences.confirm_address(desk.user, token, desk.actor, NOW)


def test_only_the_newest_link_counts(desk):
    old = asked(desk)
    asked(desk, now=NOW + timedelta(minutes=1))

    with pytest.raises(LawError, match="NOTIFY-02"):
        preferences.address_of(desk.user, old)


def test_link_of_somebody_else_confirms_nothing(desk):
    token = asked(desk)
    other = make_desk()
    asked(other)

    with pytest.raises(LawError, match="NOTIFY-02"):
        preferences.confirm_address(other.user, token, other.actor, NOW)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a:b:c",
        "x" * 9000,
        ("x", preferences.SALT),
        ([1, "", 0], preferences.SALT),
        ([1, ADDRESS, 0], "other"),
        "\x00:\x00:\x00",
    ],
    ids=lambda token: repr(token)[:40],
)
def test_what_is_no_link_of_ours_is_refused(desk, token):
    if isinstance(token, tuple):
        token = signing.dumps(token[0], salt=token[1])
    with pytest.raises(LawError, match="NOTIFY-02"):
        preferences.address_of(desk.user, token)


def test_link_runs_out(desk, monkeypatch):
    token = asked(desk)
    monkeypatch.setattr(preferences, "LINK_HOLDS", timedelta(seconds=-1))

    with pytest.raises(LawError, match="NOTIFY-02"):
        preferences.address_of(desk.user, token)


def test_links_are_not_asked_for_without_end(desk):
    for _time in range(preferences.MOST_ASKS):
        asked(desk)

    with pytest.raises(LawError, match="NOTIFY-01"):
        asked(desk)
    assert asked(desk, now=NOW + timedelta(days=1, seconds=1))


def test_address_that_an_administrator_changed_is_to_be_confirmed_anew(desk):
    preference = confirm(desk.user)
    held = preferences.takes_mail(preference, desk.user)
    desk.user.email = "khac@mau.example"

    assert (held, preferences.takes_mail(preference, desk.user)) == (True, False)


def test_refusal_is_noted_for_the_address_it_speaks_of(desk):
    preference = confirm(desk.user)

    preferences.refuse_address(desk.user.pk, "cu@mau.example", "x", NOW)
    untouched = Preference.objects.get(pk=desk.user.pk).refused_at
    preferences.refuse_address(desk.user.pk, preference.confirmed_address, "x" * 400, NOW)

    said = Preference.objects.get(pk=desk.user.pk)
    assert (untouched, said.refused_at, len(said.refused_why)) == (None, NOW, 300)
    assert not preferences.takes_mail(said, desk.user)


def test_confirming_anew_takes_the_refusal_back(desk):
    preference = confirm(desk.user)
    preferences.refuse_address(desk.user.pk, preference.confirmed_address, "x", NOW)

    preferences.confirm_address(desk.user, asked(desk), desk.actor, NOW)

    assert preferences.preference_of(desk.user).refused_at is None


def test_ways_are_mail_unless_said_otherwise_and_texts_need_a_number(desk):
    said = Preference(user=desk.user)
    both = Preference(user=desk.user, channels={"reminders": ["mail", "text"], "work": []})

    assert preferences.ways_of(said, "duties.overdue") == ["mail"]
    assert preferences.ways_of(both, "duties.overdue") == ["mail"]
    both.phone = "0912345678"
    assert preferences.ways_of(both, "duties.overdue") == ["mail", "text"]
    assert preferences.ways_of(both, "duties.occurrence.complete") == []


def test_choices_are_kept_and_the_number_is_not_in_the_record(desk):
    wanted = Choices(phone="0912345678", channels={"reminders": ["text"]}, digest_on=True)

    preferences.choose(desk.user, wanted, desk.actor)

    said = preferences.preference_of(desk.user)
    assert (said.phone, said.digest_on, said.digest_hour) == ("0912345678", True, 7)
    assert said.channels == {"reminders": ["text"], "superiors": [], "urgent": [], "work": []}
    details = Entry.objects.get(action="notices.preference.set").details
    assert "0912345678" not in str(details)
