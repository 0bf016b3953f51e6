"""A person's own page: ways, hours, an address that is confirmed, a calendar address."""

from __future__ import annotations

import re

import pytest

from danvan.kernel.accounts.models import User
from danvan.kernel.notices.addressing import write_confirmation
from danvan.kernel.notices.letters import letter_of
from danvan.kernel.notices.models import Delivery, Feed, Preference
from danvan.kernel.notices.preferences import MOST_ASKS, preference_of, refuse_address
from tests.factories.mailboxes import NOW, confirm

PAGE = "/notices/settings/"
CHOSEN = {
    "reminders": ["mail", "text"],
    "urgent": ["mail"],
    "language": "en",
    "phone": "0912 345.678",
    "digest_on": "on",
    "digest_hour": "8",
    "quiet": "own",
    "quiet_from": "20",
    "quiet_until": "7",
}


def text(answer):
    return answer.content.decode()


def asked(client, desk, address="can-bo@mau.example"):
    client.post(f"{PAGE}address/", {"address": address})
    row = Delivery.objects.select_related("user").latest("pk")
    body = letter_of(row, preference_of(desk.user)).body
    return re.search(r"/notices/settings/confirm/\S+", body)[0]


def test_page_says_that_no_mail_goes_without_an_address(clerk):
    page = text(clerk.get(PAGE))

    assert "không có thư nào được gửi" in page
    assert "Chưa nối máy chủ thư" in page
    assert "từ 21 giờ đến 6 giờ" in page


def test_choices_are_kept(desk, clerk):
    answer = clerk.post(PAGE, CHOSEN)

    said = Preference.objects.get(user=desk.user)
    assert (answer.status_code, answer.url) == (302, PAGE)
    assert (said.phone, said.language, said.digest_hour) == ("0912345678", "en", 8)
    assert (said.quiet_from, said.quiet_until, said.digest_on) == (20, 7, True)
    assert said.channels["reminders"] == ["mail", "text"]
    assert said.channels["work"] == []
    assert 'value="0912345678"' in text(clerk.get(PAGE))


@pytest.mark.parametrize(("quiet", "kept"), [("tree", (None, None)), ("none", (0, 0))])
def test_hours_of_the_unit_or_none_at_all(desk, clerk, quiet, kept):
    clerk.post(PAGE, CHOSEN | {"quiet": quiet})

    said = Preference.objects.get(user=desk.user)
    assert (said.quiet_from, said.quiet_until) == kept
    assert f'value="{quiet}" selected' in text(clerk.get(PAGE))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "không có"),
        ("phone", "0912"),
        ("phone", "=HYPERLINK(1)"),
        ("digest_hour", "24"),
        ("digest_hour", "x"),
        ("quiet", "always"),
        ("reminders", ["pigeon"]),
        ("language", "de"),
    ],
)
def test_what_cannot_be_is_refused_with_the_form(desk, clerk, field, typed):
    answer = clerk.post(PAGE, CHOSEN | {field: typed})

    assert answer.status_code == 422
    assert "FORM-" in text(answer)
    assert not Preference.objects.exists()


def test_address_is_confirmed_by_its_link(desk, clerk):
    link = asked(clerk, desk)
    shown = text(clerk.get(link))

    answer = clerk.post(link)

    assert "can-bo@mau.example" in shown
    assert answer.url == PAGE
    assert User.objects.get(pk=desk.user.pk).email == "can-bo@mau.example"
    assert "Thư được gửi tới can-bo@mau.example" in text(clerk.get(PAGE))


def test_looking_at_the_link_confirms_nothing(desk, clerk):
    clerk.get(asked(clerk, desk))

    assert preference_of(desk.user).confirmed_address == ""


def test_link_of_another_person_is_refused(desk, clerk, stranger_of_the_house):
    link = asked(clerk, desk)

    for answer in (stranger_of_the_house.get(link), stranger_of_the_house.post(link)):
        assert answer.status_code == 422
        assert "NOTIFY-02" in text(answer)
    assert preference_of(desk.user).confirmed_address == ""


@pytest.mark.parametrize(
    "address", ["", "x", "a@b", "a@b.example\nBcc: c@d.example", "ông@mau.example", "a@đ.example"]
)
def test_what_is_no_address_is_refused(clerk, address):
    answer = clerk.post(f"{PAGE}address/", {"address": address})

    assert answer.status_code == 422
    assert not Delivery.objects.exists()


def test_mail_to_confirm_is_not_sent_without_end(desk, clerk):
    for _time in range(MOST_ASKS):
        asked(clerk, desk)

    answer = clerk.post(f"{PAGE}address/", {"address": "can-bo@mau.example"})

    assert answer.status_code == 422
    assert "NOTIFY-01" in text(answer)
    assert Delivery.objects.count() == MOST_ASKS


def test_person_sees_that_mail_came_back(desk, clerk):
    address = confirm(desk.user).confirmed_address
    refuse_address(desk.user.pk, address, "550 <b>no</b>", NOW)

    page = text(clerk.get(PAGE))

    assert "bị trả lại" in page
    assert "550 &lt;b&gt;no&lt;/b&gt;" in page


def test_confirmation_passes_quiet_hours_and_waits_for_a_server(desk):
    row = write_confirmation(desk.user, desk.actor, "can-bo@mau.example", NOW)

    assert (row.state, row.key, row.address) == ("waiting", "confirm", "can-bo@mau.example")


def test_calendar_address_is_shown_once(desk, clerk):
    made = text(clerk.post(f"{PAGE}calendar/make/"))
    address = re.search(r"http://testserver(/calendar/\S+\.ics)", made)[1]

    assert address.split("/")[2].removesuffix(".ics") not in text(clerk.get(PAGE))
    assert clerk.get(address).status_code == 200
    clerk.post(f"{PAGE}calendar/end/")
    assert clerk.get(address).status_code == 404
    assert Feed.objects.get().revoked_at is not None


@pytest.mark.parametrize("address", ["calendar/make/", "calendar/end/"])
def test_looking_changes_no_calendar_address(clerk, address):
    assert clerk.get(PAGE + address).status_code == 405
