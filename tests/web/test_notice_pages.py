"""Policy, outbox and texts: who looks after them sees their own tree and nobody else's."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from danvan.kernel.notices.addressing import write_deliveries
from danvan.kernel.notices.dispatch import tell
from danvan.kernel.notices.models import Delivery, Text, TextBatch
from danvan.kernel.notices.policy import policy_of
from danvan.kernel.notices.texts import hand_over_texts
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.desks import START, TODAY, make_desk, owe
from tests.factories.mailboxes import NOW, confirm, post_of, waiting

POLICY = {
    "before": "10, 3,1",
    "after": "1",
    "escalate_after": "14",
    "quiet_from": "",
    "quiet_until": "",
}


def signed_in(unit, role, *, downward=True):
    post = make_post(unit, grants_at(unit, roles=(role,), downward=downward), since=START)
    client = Client()
    client.force_login(make_user(post, since=START))
    return client


@pytest.fixture
def administrator(desk):
    return signed_in(desk.root, "administrator")


@pytest.fixture
def foreigner(other_desk):
    return signed_in(other_desk.root, "administrator")


@pytest.fixture
def planner(desk):
    return signed_in(desk.root, "planner")


def text(answer):
    return answer.content.decode()


def mail(desk):
    confirm(desk.user, "can-bo@mau.example")
    return waiting(desk)


def texts(desk, times=2):
    confirm(desk.user, phone="0912345678", channels={"reminders": ["text"]})
    for _time in range(times):
        tell("duties.due_soon", [post_of(desk)], owe(desk, TODAY), TODAY, {})
    write_deliveries(NOW)
    hand_over_texts(lambda: NOW)
    return TextBatch.objects.get(root=desk.root)


def test_planner_sets_the_policy(desk, planner):
    answer = planner.post("/notices/policy/", POLICY)

    held = policy_of(desk.root.pk)
    assert (answer.status_code, answer.url) == (302, "/notices/policy/")
    assert (held.before, held.after, held.escalate_after, held.quiet) == (
        (10, 3, 1),
        (1,),
        14,
        None,
    )
    page = text(planner.get("/notices/policy/"))
    assert held.set_by in page
    assert 'value="10, 3, 1"' in page


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("before", "ba", "NOTIFY-05"),
        ("before", "-1", "NOTIFY-05"),
        ("before", "61", "NOTIFY-05"),
        ("before", "1,2,3,4,5,6", "NOTIFY-05"),
        ("after", "9" * 30, "NOTIFY-05"),
        ("escalate_after", "0", "FORM-08"),
        ("escalate_after", "x", "FORM-02"),
        ("quiet_from", "24", "FORM-03"),
    ],
)
def test_policy_that_cannot_be_is_refused(desk, planner, field, typed, code):
    answer = planner.post("/notices/policy/", POLICY | {field: typed})

    assert answer.status_code == 422
    assert code in text(answer)
    assert policy_of(desk.root.pk).set_at is None


def test_policy_is_the_planners(desk, administrator):
    officer = signed_in(desk.unit, "officer")

    for client in (administrator, officer):
        assert client.get("/notices/policy/").status_code == 404
        assert client.post("/notices/policy/", POLICY).status_code == 404


def test_outbox_shows_what_goes_out_and_leaves_as_a_file(desk, administrator):
    mail(desk)

    page = text(administrator.get("/notices/outbox/"))
    book = administrator.get("/notices/outbox/?format=xlsx").content

    assert desk.user.username in page
    assert "đang chờ" in page
    assert "Chưa nối máy chủ thư" in page
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[1][1] == desk.user.username


def test_outbox_is_narrowed_and_searched(desk, administrator):
    row = mail(desk)

    assert "Không thấy" in text(administrator.get("/notices/outbox/?state=sent"))
    assert desk.user.username in text(administrator.get("/notices/outbox/?state=waiting"))
    found = text(administrator.get(f"/notices/outbox/?q={desk.user.username}"))
    assert f"/notices/outbox/{row.pk}/" in found


def test_nobody_sees_or_decides_of_another_tree(desk, foreigner):
    row = mail(desk)
    place = f"/notices/outbox/{row.pk}/"

    assert desk.user.username not in text(foreigner.get("/notices/outbox/"))
    assert foreigner.get(place).status_code == 404
    assert foreigner.post(f"{place}decide/", {"decision": "drop"}).status_code == 404
    assert Delivery.objects.get().state == "waiting"


def test_administrator_of_one_unit_sees_that_unit_only(desk):
    row = mail(desk)
    aside = signed_in(desk.root, "administrator", downward=False)

    assert aside.get(f"/notices/outbox/{row.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["officer", "head", "planner", "reader"])
def test_other_roles_have_no_outbox(desk, role):
    client = signed_in(desk.root, role)

    for page in ("/notices/outbox/", "/notices/outbox/1/", "/notices/texts/", "/notices/texts/1/"):
        assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("unclear", {"again", "arrived", "drop"}),
        ("failed", {"again", "drop"}),
        ("bounced", {"again"}),
        ("sent", set()),
        ("sending", set()),
    ],
)
def test_decisions_fit_the_state(desk, administrator, state, offered):
    row = mail(desk)
    Delivery.objects.update(state=state, why="SEND-unclear", handing_over_at=NOW)

    page = text(administrator.get(f"/notices/outbox/{row.pk}/"))

    assert {key for key in ("again", "arrived", "drop") if f'value="{key}"' in page} == offered
    assert "SEND-unclear" in page


def test_unclear_mail_is_decided_on(desk, administrator):
    row = mail(desk)
    Delivery.objects.update(state="unclear", handing_over_at=NOW)

    administrator.post(f"/notices/outbox/{row.pk}/decide/", {"decision": "arrived"})

    row.refresh_from_db()
    assert (row.state, row.sent_at) == ("sent", NOW)


def test_decision_that_came_late_is_told(desk, administrator):
    row = mail(desk)
    Delivery.objects.update(state="sent")

    answer = administrator.post(
        f"/notices/outbox/{row.pk}/decide/", {"decision": "drop"}, follow=True
    )

    assert "NOTIFY-03" in text(answer)


@pytest.mark.parametrize("decision", ["", "explode"])
def test_unknown_decision_is_not_found(desk, administrator, decision):
    row = mail(desk)

    answer = administrator.post(f"/notices/outbox/{row.pk}/decide/", {"decision": decision})

    assert answer.status_code == 404


def test_texts_are_listed_by_day_and_number(desk, administrator):
    batch = texts(desk)

    days = text(administrator.get("/notices/texts/"))
    page = text(administrator.get(f"/notices/texts/{batch.pk}/"))

    assert f"/notices/texts/{batch.pk}/" in days
    assert "0912345678" in page
    assert "Sắp đến hạn" in page
    assert "0912345678" in str(
        CalamineWorkbook.from_filelike(
            io.BytesIO(administrator.get(f"/notices/texts/{batch.pk}/?format=xlsx").content)
        )
        .get_sheet_by_index(0)
        .to_python()
    )


def test_texts_are_found_by_whom_they_go_to(desk, administrator):
    place = f"/notices/texts/{texts(desk).pk}/"

    assert "0912345678" in text(administrator.get(f"{place}?q={desk.user.username}"))
    assert "0912345678" not in text(administrator.get(f"{place}?q=khong-ai"))


def test_who_was_reached_is_marked_by_numbers(desk, administrator):
    batch = texts(desk, 3)

    answer = administrator.post(
        f"/notices/texts/{batch.pk}/mark/", {"numbers": "1-2, 3", "result": "reached"}
    )

    assert answer.url == f"/notices/texts/{batch.pk}/"
    assert set(Text.objects.values_list("result", flat=True)) == {"reached"}


@pytest.mark.parametrize(
    "typed", ["", "x", "0", "3", "1-9999", "2-1", "1;2", "9" * 20, "٣", "1-2-3", "-1"]
)
def test_numbers_that_are_not_there_mark_nothing(desk, administrator, typed):
    batch = texts(desk)

    answer = administrator.post(
        f"/notices/texts/{batch.pk}/mark/", {"numbers": typed, "result": "reached"}
    )

    assert answer.status_code == 422
    assert set(Text.objects.values_list("result", flat=True)) == {"to_send"}


def test_texts_of_another_tree_are_not_found(desk, foreigner):
    batch = texts(desk)

    assert "Chưa có tin nào" in text(foreigner.get("/notices/texts/"))
    for place in ("", "mark/"):
        assert foreigner.get(f"/notices/texts/{batch.pk}/{place}").status_code == 404
    answer = foreigner.post(
        f"/notices/texts/{batch.pk}/mark/", {"numbers": "1", "result": "reached"}
    )
    assert answer.status_code == 404


def test_both_languages_show_every_page(desk, administrator, planner):
    row, batch = mail(desk), texts(make_desk())
    administrator.cookies["danvan_language"] = planner.cookies["danvan_language"] = "en"

    pages = ["/notices/outbox/", f"/notices/outbox/{row.pk}/", "/notices/texts/"]
    assert {administrator.get(page).status_code for page in pages} == {200}
    assert planner.get("/notices/policy/").status_code == 200
    assert administrator.get(f"/notices/texts/{batch.pk}/").status_code == 404
