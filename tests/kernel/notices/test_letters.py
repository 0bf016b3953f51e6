"""A letter is short, in the person's language, and names nothing above internal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.accounts.models import Classification, Holding
from danvan.kernel.cases.models import Case
from danvan.kernel.notices import letters
from danvan.kernel.notices.addressing import write_confirmation, write_digests
from danvan.kernel.notices.dispatch import tell
from danvan.kernel.notices.letters import NothingToSay, letter_of
from danvan.kernel.notices.models import Delivery, Preference
from danvan.kernel.notices.preferences import ask_address, preference_of
from tests.factories.desks import TODAY, make_desk, owe
from tests.factories.mailboxes import NOW, confirm, post_of, waiting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FOOT = "Thư do phần mềm gửi, xin đừng trả lời. Đổi cách nhận:"


@pytest.fixture
def desk(settings):
    settings.SITE_ADDRESS = "https://danvan.mau.example"
    made = make_desk()
    confirm(made.user)
    return made


def written(delivery):
    row = Delivery.objects.select_related("user", "notice__case").get(pk=delivery.pk)
    return letter_of(row, preference_of(row.user))


def digest(desk):
    Preference.objects.filter(user=desk.user).update(digest_on=True)
    write_digests(NOW)
    return Delivery.objects.get(key="digest")


def test_letter_says_what_until_when_and_where(desk):
    row = waiting(desk, title="Báo cáo\nquý")

    letter = written(row)

    assert letter.subject == "danvan: Sắp đến hạn"
    assert letter.body.splitlines() == [
        "Sắp đến hạn.",
        "Việc: Báo cáo quý",
        "Ngày cuối còn đúng hạn: 15/04/2026",
        f"Mở trang: https://danvan.mau.example/cases/{row.notice.case.slug}/",
        "",
        "-- ",
        f"{FOOT} https://danvan.mau.example/notices/settings/",
    ]


def test_letter_speaks_the_language_of_its_reader(desk):
    Preference.objects.update(language="en")

    body = written(waiting(desk)).body

    assert "Last day in time: 15/04/2026" in body
    assert "Task: Report" in body


@pytest.mark.parametrize("level", [Classification.CONFIDENTIAL, Classification.SEALED])
def test_case_above_internal_is_not_named(desk, level):
    row = waiting(desk, title="Việc hạn chế")
    Case.objects.update(classification=level)
    desk.user.holdings.get().post.grants.update(highest=Classification.SEALED)

    body = written(row).body

    assert "Việc hạn chế" not in body
    assert row.notice.case.slug not in body
    assert "https://danvan.mau.example/notices/" in body


def test_case_out_of_sight_is_not_named(desk):
    foreign = owe(make_desk(), TODAY, title="Việc của xã bên")
    row = waiting(desk)
    row.notice.case = foreign
    row.notice.save()

    assert "Việc của xã bên" not in written(row).body


def test_who_left_the_post_is_not_written_to(desk):
    row = waiting(desk)
    Holding.objects.update(valid_until=TODAY)

    with pytest.raises(NothingToSay, match="SEND-left"):
        written(row)


def test_closed_account_is_not_written_to(desk):
    row = waiting(desk)
    desk.user.is_active = False
    desk.user.save()

    with pytest.raises(NothingToSay, match="SEND-left"):
        written(row)


@pytest.mark.parametrize(
    "changed", [{"confirmed_address": "khac@mau.example"}, {"refused_at": NOW}]
)
def test_address_that_no_longer_holds_is_not_written_to(desk, changed):
    row = waiting(desk)
    Preference.objects.update(**changed)

    with pytest.raises(NothingToSay, match="SEND-address"):
        written(row)


def test_address_asked_for_anew_gets_no_older_link(desk):
    asked = ask_address(desk.user, "moi@mau.example", desk.actor, NOW)
    row = write_confirmation(desk.user, desk.actor, asked.asked_address, NOW)
    ask_address(desk.user, "moi-hon@mau.example", desk.actor, NOW)

    with pytest.raises(NothingToSay, match="SEND-address"):
        written(row)


def test_digest_counts_and_names_what_is_owed(desk):
    owe(desk, TODAY - DAY, title="Việc muộn")
    owe(desk, TODAY + DAY, title="Việc sắp tới hạn")
    owe(desk, TODAY + 60 * DAY, title="Việc còn xa")
    tell("duties.opened", [post_of(desk)], None, TODAY, {"count": 3})

    letter = written(digest(desk))

    assert letter.subject == "danvan: tóm tắt ngày 15/04/2026"
    assert letter.body.splitlines()[:6] == [
        "Đã quá hạn: 1 việc",
        "- 14/04/2026: Việc muộn",
        "Sắp đến hạn: 1 việc",
        "- 16/04/2026: Việc sắp tới hạn",
        "Thông báo chưa đọc trong phần mềm: 1",
        "Mở trang: https://danvan.mau.example/",
    ]


def test_digest_names_so_many_and_counts_the_rest(desk, monkeypatch):
    monkeypatch.setattr(letters, "MOST_LINES", 2)
    for day in range(1, 6):
        owe(desk, TODAY - day * DAY, title=f"Việc {day}")

    lines = written(digest(desk)).body.splitlines()

    assert lines[:4] == [
        "Đã quá hạn: 5 việc",
        "- 10/04/2026: Việc 5",
        "- 11/04/2026: Việc 4",
        "  và 3 việc nữa",
    ]


def test_digest_that_has_nothing_to_say_is_not_written(desk):
    with pytest.raises(NothingToSay, match="SEND-nothing"):
        written(digest(desk))


def test_text_is_one_line_that_names_no_case(desk):
    row = waiting(desk, title="Báo cáo quý")

    place = f"https://danvan.mau.example/cases/{row.notice.case.slug}/"
    assert written(row).brief == (
        f"danvan: Sắp đến hạn. Ngày cuối còn đúng hạn: 15/04/2026. Mở trang: {place}"
    )


def test_no_subject_carries_a_line_break(desk):
    row = waiting(desk)
    row.notice.key = "tests.x\r\nBcc: ke-gian@mau.example"
    row.notice.save()

    assert written(row).subject == "danvan: tests.x Bcc: ke-gian@mau.example"
