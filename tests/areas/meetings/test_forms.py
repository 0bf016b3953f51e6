"""Planning a meeting, recording that it was held, letting it count elsewhere, on its pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from danvan.areas.meetings.forms import MeetingForm, ServeForm
from danvan.kernel.cases.models import Case
from danvan.law.duties import Words
from tests.factories.accounts import actor_at
from tests.factories.cases import hold, occurrence
from tests.factories.trees import TODAY

pytestmark = pytest.mark.django_db


def told(tree, **changed):
    usual = {
        "title": "Họp giao ban tháng 5",
        "held_on": "20/05/2022",
        "convener": tree["board"].pk,
        "partners": tree.pk("front"),
        "agenda": "Tình hình trong tháng",
        "place": "Hội trường",
    }
    return {**usual, **changed}


def planned(client, tree, **changed):
    answer = client.post("/cases/new/meetings.record/", told(tree, **changed))
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get(kind="meetings.record")


def test_meeting_is_planned_on_its_page(tree, client_at):
    case = planned(client_at("board"), tree, joint=tree.pk("council"))

    assert (case.state, case.title_vi, case.opened_on) == (
        "planned",
        "Họp giao ban tháng 5",
        TODAY,
    )
    assert (case.meeting.held_on, case.meeting.place) == (TODAY, "Hội trường")
    assert dict(case.units.values_list("unit__key", "taking")) == {
        "board": "handling",
        "council": "bearer",
        "front": "counterpart",
    }


@pytest.mark.parametrize(
    ("held_on", "opened_on"), [("10/05/2022", date(2022, 5, 10)), ("01/06/2022", TODAY)]
)
def test_meeting_is_opened_no_later_than_it_is_held(tree, client_at, held_on, opened_on):
    assert planned(client_at("board"), tree, held_on=held_on).opened_on == opened_on


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"agenda": ""}, {"held_on": "32/05/2022"}, {"convener": "0"}]
)
def test_form_that_lacks_something_opens_nothing(tree, client_at, wrong):
    answer = client_at("board").post("/cases/new/meetings.record/", told(tree, **wrong))

    assert answer.status_code == 422
    assert not Case.objects.filter(kind="meetings.record").exists()


def test_another_unit_is_no_convener(tree, client_at):
    answer = client_at("front").post("/cases/new/meetings.record/", told(tree))

    assert answer.status_code == 422


def test_choices_are_names_in_vietnamese_order(tree):
    with override("vi"):
        form = MeetingForm(actor=actor_at(tree["board"], tree["police"]))

    conveners = [name for _pk, name in form.fields["convener"].choices]
    everybody = [name for _pk, name in form.fields["partners"].choices]
    assert conveners == ["Đơn vị board", "Đơn vị police"]
    assert everybody == [
        "Đơn vị board",
        "Đơn vị council",
        "Đơn vị front",
        "Đơn vị police",
        f"Xã {tree.root.key}",
    ]


def test_form_without_an_actor_offers_nobody():
    form = MeetingForm({"title": "x"})

    assert list(form.fields["convener"].choices) == []


def test_meeting_is_held_with_conclusions_and_counts(tree, client_at):
    client = client_at("board")
    case = planned(client, tree)
    answers = {
        "version": 0,
        "effective_on": "20/05/2022",
        "role": "minutes",
        "document_number": "12-BB",
        "conclusions": "Thống nhất",
        "people_present": "17",
        "held_on": "20/05/2022",
    }

    answer = client.post(f"/cases/{case.slug}/hold/", answers)

    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.meeting.conclusions, case.meeting.people_present) == (
        "held",
        "Thống nhất",
        17,
    )
    page = client.get(f"/cases/{case.slug}/").content.decode()
    assert occurrence("front", "2022-05").state == "done"
    assert "Làm việc front – tháng 05/2022" in page
    assert "tự khớp" in page


def test_minutes_are_needed(tree, client_at):
    client = client_at("board")
    case = planned(client, tree)

    answer = client.post(
        f"/cases/{case.slug}/hold/",
        {"version": 0, "effective_on": "20/05/2022", "held_on": "20/05/2022", "role": "minutes"},
    )

    assert answer.status_code == 422
    assert "CASE-04" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("vi", "Làm việc police – tháng 05/2022"),
        ("en", "Do work police – May 2022"),
    ],
)
def test_what_a_meeting_may_still_count_for_is_offered(tree, language, title):
    meeting = hold([tree["board"]], [tree["front"]])

    with override(language):
        form = ServeForm(case=meeting, actor=actor_at(tree["board"]))

    assert form.fields["slug"].choices == [(occurrence("police", "2022-05").slug, title)]
    assert ServeForm().fields["slug"].choices == []


def test_person_lets_a_meeting_count_for_a_second_duty(tree, client_at):
    meeting = hold([tree["board"]], [tree["front"]])
    police = occurrence("police", "2022-05")
    client = client_at("board")
    answers = {"version": meeting.version, "effective_on": "20/05/2022", "slug": police.slug}

    without = client.post(f"/cases/{meeting.slug}/serve/", answers)
    answers["reason"] = "Công an có ý kiến bằng văn bản"
    answer = client.post(f"/cases/{meeting.slug}/serve/", answers)

    assert (without.status_code, answer.status_code) == (422, 302)
    police.refresh_from_db()
    assert police.state == "done"
    page = client.get(f"/cases/{meeting.slug}/").content.decode()
    assert "Công an có ý kiến bằng văn bản" in page


def test_sheet_says_who_was_not_there(tree, client_at):
    meeting = hold([tree["board"]], [tree["council"]])

    page = client_at("board").get(f"/cases/{meeting.slug}/").content.decode()

    assert "Thân front" in page
    assert Words("Thân front", "Body front").en not in page


def test_form_begins_with_today_and_the_own_unit(tree):
    with override("vi"):
        form = MeetingForm(actor=actor_at(tree["police"], tree["board"]))

    for name in ("convener", "joint", "partners"):
        assert form.fields[name].choices[0] == (tree["police"].pk, "Đơn vị police")
    assert 'value="20/05/2022"' in str(form["held_on"])


def test_units_that_preside_too_are_folded_until_one_is_ticked(tree, client_at):
    client = client_at("board")

    fresh = client.get("/cases/new/meetings.record/").content.decode()
    sent = told(tree, joint=tree.pk("council"), title="")
    again = client.post("/cases/new/meetings.record/", sent).content.decode()

    assert (fresh.count('<details class="ticks">'), again.count('<details class="ticks">')) == (
        1,
        0,
    )
    assert fresh.count('<details class="ticks" open>') == 1
    assert again.count('<details class="ticks" open>') == 2
    assert "Chọn trong danh sách" in fresh
    assert "Đã chọn: 1" in again
