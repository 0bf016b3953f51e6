"""The inbox: lines with sentences, read one by one or all at once, each post its own."""

from __future__ import annotations

import pytest
from django.test import Client

from danvan.kernel.notices.dispatch import tell
from danvan.web.inbox import unread_count
from tests.factories.desks import TODAY, add_clerk, owe


def told(desk, key="duties.due_soon", case=None, **fields):
    tell(key, [desk.actor.post_id], case, TODAY, fields)


def test_notice_is_a_sentence_with_its_case(desk, clerk):
    told(desk, case=owe(desk, TODAY, title="Báo cáo quý"), due_on="2026-04-15")

    page = clerk.get("/notices/").content.decode()

    assert "Sắp đến hạn" in page
    assert "15/04/2026" in page
    assert "Báo cáo quý" in page


def test_counts_are_in_the_sentence(desk, clerk):
    told(desk, "duties.opened", count=7)

    assert "mở 7 việc" in clerk.get("/notices/").content.decode()


def test_acts_of_others_are_named_by_their_label(desk, clerk):
    told(desk, "duties.occurrence.complete", case=owe(desk, TODAY))

    assert "Ghi đã làm xong" in clerk.get("/notices/").content.decode()


def test_case_out_of_sight_is_not_named(desk, other_desk, clerk):
    told(desk, case=owe(other_desk, TODAY, title="Việc của xã bên"))

    assert "Việc của xã bên" not in clerk.get("/notices/").content.decode()


def test_one_is_read_then_all(desk, clerk):
    for day in range(3):
        told(desk, f"duties.opened{day}", count=1)
    first = desk.user.holdings.get().post.notices.first()

    clerk.post("/notices/read/", {"notice": first.pk})
    after_one = unread_count(desk.actor)
    clerk.post("/notices/read/")

    assert (after_one, unread_count(desk.actor)) == (2, 0)


def test_nobody_reads_for_another_post(desk, stranger_of_the_house):
    told(desk, "duties.opened", count=1)
    notice = desk.user.holdings.get().post.notices.get()

    stranger_of_the_house.post("/notices/read/", {"notice": notice.pk})

    assert unread_count(desk.actor) == 1


def test_empty_inbox_says_what_comes_here(clerk):
    assert "lời nhắc sẽ nằm ở đây" in clerk.get("/notices/").content.decode()


@pytest.mark.parametrize("asked", ["9" * 30, "9" * 5000, "x", "٣" * 30, "-1", "0"])
def test_what_is_no_notice_is_left_alone(desk, clerk, asked):
    told(desk, "duties.opened", count=1)

    answer = clerk.post("/notices/read/", {"notice": asked})

    assert (answer.status_code, unread_count(desk.actor)) == (302, 1)


@pytest.mark.parametrize(("asked", "status"), [(900, 302), (5000, 400)])
def test_many_notices_at_once_are_no_failure_of_ours(clerk, asked, status):
    answer = clerk.post("/notices/read/", {"notice": [str(pk) for pk in range(1, asked)]})

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("role", "at_root", "shown"),
    [
        ("officer", True, set()),
        ("planner", True, {"policy"}),
        ("planner", False, set()),
        ("administrator", False, {"outbox", "texts"}),
    ],
)
def test_who_looks_after_notices_is_led_there(desk, role, at_root, shown):
    unit = desk.root if at_root else desk.unit
    client = Client()
    client.force_login(add_clerk(unit, roles=(role,)))

    page = client.get("/notices/").content.decode()

    assert {name for name in ("policy", "outbox", "texts") if f"/notices/{name}/" in page} == shown
