"""Slips on paper, handovers with their minutes, and who did what, at the browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from danvan.areas.people.export import square
from danvan.areas.people.reading import ACTIONS, action_words, during, spans
from danvan.kernel.accounts.models import Grant, Handover, Holding, Slip
from danvan.kernel.audit.models import Entry
from danvan.kernel.audit.record import record
from danvan.kernel.cases.models import Case
from danvan.kernel.notices.feeds import feed_of, make_feed
from tests.factories.accounts import make_user
from tests.factories.cases import open_occurrence
from tests.factories.desks import make_duty
from tests.factories.trees import TODAY

DAY = timedelta(days=1)


def shown(day):
    return day.strftime("%d/%m/%Y")


def printed(place, client):
    told = {"posts": [place.posts["officer"].pk], "last_day": shown(TODAY + DAY)}
    return client.post("/people/slips/new/", told)


def passed(place, client, **changed):
    holding = Holding.objects.get(post=place.posts["officer"], valid_until=None)
    told = {
        "holding": holding.pk,
        "person": place.users["second"].pk,
        "happened_on": shown(TODAY),
        **changed,
    }
    return client.post(f"/people/posts/{place.posts['officer'].pk}/handover/", told)


def test_sheet_of_slips_opens_the_short_forms(place, admin):
    page = printed(place, admin).content.decode()

    address = re.search(r"http://testserver(/s/[a-z2-9]{20}/)", page)[1]
    pin = re.search(r"<strong>(\d{6})</strong>", page)[1]
    assert 'd="M4 4h1v1h-1z' in page
    assert "style=" not in page
    assert Client().post(address, {"pin": pin}).url == "/short/"


def test_codes_stand_on_no_later_page(place, admin):
    page = printed(place, admin).content.decode()
    code = re.search(r"/s/([a-z2-9]{20})/", page)[1]

    for path in ("slips/", f"posts/{place.posts['officer'].pk}/", "audit/"):
        assert code not in admin.get(f"/people/{path}").content.decode()


def test_only_posts_of_hamlets_are_offered_a_slip(place, admin):
    page = admin.get("/people/slips/new/").content.decode()

    assert f'value="{place.posts["officer"].pk}"' in page
    assert f'value="{place.posts["empty"].pk}"' not in page
    told = {"posts": [place.posts["empty"].pk], "last_day": shown(TODAY)}
    assert admin.post("/people/slips/new/", told).status_code == 422
    late = {"posts": [place.posts["officer"].pk], "last_day": shown(TODAY - DAY)}
    assert "PEOPLE-17" in admin.post("/people/slips/new/", late).content.decode()


def test_slip_is_revoked_by_its_own_administrator_only(place, other_place, admin):
    printed(place, admin)
    path = f"/people/slips/{Slip.objects.get().pk}/revoke/"

    assert other_place.client().post(path).status_code == 404
    assert admin.post(path).url == "/people/slips/"
    assert Slip.objects.get().revoked_at
    assert "đã thu hồi" in admin.get("/people/slips/").content.decode()


def test_square_is_a_path_of_whole_modules():
    path, size = square("https://danvan.example/s/abc/")

    assert size >= 21 + 8
    assert re.fullmatch(r"(?:M\d+ \d+h1v1h-1z)+", path)


def test_minutes_tell_the_desk_to_the_successor_and_no_number_to_others(place, admin):
    duty = make_duty().pk
    case = open_occurrence(place.tree["team"], duty, due_on=TODAY)
    closed = open_occurrence(place.tree["team"], make_duty().pk, key="k2", classification=2)
    sealed = open_occurrence(place.tree["team"], make_duty().pk, key="k3", classification=3)

    address = passed(place, admin).url

    minutes = Handover.objects.get().minutes
    assert [one["slug"] for one in minutes["cases"]] == [case.slug]
    assert minutes["restricted"] == 1
    assert closed.slug not in str(minutes)
    assert sealed.slug not in str(minutes)
    successor = place.client("second")
    successor.post("/post/", {"post": place.posts["officer"].pk})
    own = successor.get(address).content.decode()
    assert f"/cases/{case.slug}/" in own
    assert "1 việc." in own
    assert "hồ sơ hạn chế" not in own
    told = admin.get(address).content.decode()
    assert case.slug not in told
    assert "việc." not in told
    assert "hồ sơ hạn chế" not in told


def test_calendar_address_of_the_leaver_is_counted_and_revoked(place, admin):
    officer = place.actor("officer")
    make_feed(place.users["officer"], officer, timezone.now())

    passed(place, admin)

    assert Handover.objects.get().minutes["feeds"] == 1
    assert feed_of(place.users["officer"]) is None


def test_successor_accepts_and_nobody_else(place, admin):
    address = passed(place, admin).url

    assert "PEOPLE-24" in admin.post(address).content.decode()
    place.client("second").post(address)
    assert Handover.objects.get().accepted_at
    assert "Đã nhận bàn giao</button>" not in place.client("second").get(address).content.decode()


def test_handover_is_not_seen_from_elsewhere(place, other_place, admin):
    address = passed(place, admin).url
    leaver = place.client("officer")

    assert other_place.client().get(address).status_code == 404
    assert other_place.client().post(address).status_code == 404
    assert address not in other_place.client().get("/people/handovers/").content.decode()
    assert leaver.get(address).status_code in {302, 403}
    assert address in place.client("second").get("/people/handovers/").content.decode()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"happened_on": shown(TODAY + DAY)}, "PEOPLE-22"),
        ({"person": "new", "username": ""}, "FORM-01"),
        ({"holding": "0"}, "FORM-03"),
    ],
)
def test_handover_that_cannot_be_writes_nothing(place, admin, changed, code):
    answer = passed(place, admin, **changed)

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not Handover.objects.exists()


def test_successor_without_account_gets_one(place, admin):
    page = passed(place, admin, person="new", username="nguoi.nhan").content.decode()

    assert re.search(r"[a-z2-9]{5}(?:-[a-z2-9]{5}){3}", page)
    assert Handover.objects.get().to_user.username == "nguoi.nhan"


def test_audit_says_in_words_who_did_what_and_leads_to_no_case(place, admin):
    case = open_occurrence(place.tree["team"], make_duty().pk)
    admin.post(f"/people/accounts/{place.users['officer'].pk}/sessions-end/")

    page = admin.get("/people/audit/").content.decode()

    assert "Buộc đăng xuất mọi nơi" in page
    assert place.actor().label in page
    assert case.slug not in page


def test_audit_leads_to_a_case_where_the_reader_may_see_it(place, admin):
    case = open_occurrence(place.tree["team"], make_duty().pk)
    Grant.objects.create(
        post=place.posts["first"],
        desk_role="reader",
        unit=place.tree["team"],
        highest=1,
        valid_from=TODAY,
    )

    assert f"/cases/{case.slug}/" in admin.get("/people/audit/").content.decode()


def test_audit_of_a_sealed_case_is_in_no_list(place, admin):
    case = open_occurrence(place.tree["team"], make_duty().pk)
    before = admin.get("/people/audit/").content.decode().count("<tr>")

    Case.objects.filter(pk=case.pk).update(classification=3)

    assert admin.get("/people/audit/").content.decode().count("<tr>") == before - 1


def test_audit_is_narrowed_by_action_unit_days_and_words(place, admin):
    bloc, team = place.tree["bloc"].pk, place.tree["team"].pk
    record("packs.pack.use", actor="Trưởng Khối Đội Một", subject="pack:1", unit_id=bloc)
    record("packs.pack.stop", actor="Phó Khối", subject="pack:1", unit_id=team)
    month = Entry.objects.last().at.strftime("%Y-%m")

    for query, seen, unseen in (
        ("action=packs.pack.use", "Trưởng Khối Đội Một", "Phó Khối"),
        (f"unit={team}", "Phó Khối", "Trưởng Khối Đội Một"),
        ("q=truong doi", "Trưởng Khối Đội Một", "Phó Khối"),
        ("days=today", "Phó Khối", "Trưởng Khối Đội Hai"),
        (f"days={month}", "Phó Khối", "Trưởng Khối Đội Hai"),
    ):
        page = admin.get(f"/people/audit/?{query}").content.decode()
        body = page.partition("<tbody>")[2]
        assert seen in body, query
        assert unseen not in body, query


def test_audit_of_another_place_is_not_found_by_any_choice(place, other_place, admin):
    record(
        "packs.pack.use", actor="Người nơi khác", subject="pack:1",
        unit_id=other_place.tree["bloc"].pk,
    )  # fmt: skip

    for query in ("", f"unit={other_place.tree['bloc'].pk}", "q=noi khac", "action=packs.pack.use"):
        page = admin.get(f"/people/audit/?{query}").content.decode()
        assert "Người nơi khác" not in page


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("accounts.slip.use", "Vào bằng phiếu"),
        ("duties.occurrence.complete", "Kỳ thực hiện nhiệm vụ: Ghi đã làm xong"),
        ("duties.occurrence.open", "Mở hồ sơ: Kỳ thực hiện nhiệm vụ"),
        ("duties.occurrence.vanish", "duties.occurrence.vanish"),
        ("no.such.thing", "no.such.thing"),
    ],
)
def test_actions_are_told_in_words(action, words):
    assert action_words(action) == words
    assert all(str(told) for told in ACTIONS.values())


def test_spans_of_days_are_whole_and_every_one_can_be_asked():
    keys = [key for key, _words in spans(TODAY)]

    assert keys[:4] == ["today", "week", "2022-05", "2022-04"]
    assert len(keys) == 26
    assert all(during(key) for key in keys)


def test_list_of_grants_says_which_ended_with_their_unit(place, admin):
    make_user(place.posts["empty"])
    place.tree["team"].periods.update(valid_until=TODAY)

    assert "hết theo đơn vị" in admin.get("/people/grants/").content.decode()
    page = admin.get(f"/people/posts/{place.posts['officer'].pk}/").content.decode()
    assert "hết theo đơn vị" in page
