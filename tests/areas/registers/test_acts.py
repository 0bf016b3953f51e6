"""Registers begun, closed and opened again; numbers voided; who may and who may not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.correspondence.models import Number, NumberState, Series
from danvan.kernel.correspondence.numbers import release, reserve
from tests.factories.documents import act, draft, register_of

pytestmark = pytest.mark.django_db


def url(name, register):
    return reverse(f"documents-{name}", args=[register.pk])


def test_a_series_begins_where_the_paper_ended(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    told = {"on": f"{actor.today:%d/%m/%Y}", "first": 42, "why": "Sổ giấy đến số 41"}

    answer = client.post(url("begin", register), told)

    page = client.get(url("register", register)).content.decode()
    assert answer.status_code == 302
    assert reserve(register, "report", actor, actor.today).value == 42
    assert ">42<" in page


def test_a_series_that_has_begun_begins_nowhere_else(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    reserve(register, "report", actor, actor.today)
    told = {"on": f"{actor.today:%d/%m/%Y}", "first": 42, "why": "Nhầm"}

    answer = client.post(url("begin", register), told)

    assert answer.status_code == 422
    assert "REG-11" in answer.content.decode()
    assert Series.objects.get().first == 1


def test_closing_shows_what_is_held_and_voids_what_nobody_needs(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    needed = act(draft(tree["board"], actor), "take_number", actor).outgoing_document.number
    loose = reserve(register, "report", actor, actor.today)

    shown = client.get(url("close", register)).content.decode()
    told = {"on": f"{actor.today:%d/%m/%Y}", "voids_rest": "on"}
    answer = client.post(url("close", register), told)

    page = client.get(url("register", register)).content.decode()
    loose.refresh_from_db()
    needed.refresh_from_db()
    assert "không dự thảo nào cần" in shown
    assert actor.label in shown
    assert answer.status_code == 302
    assert (loose.state, needed.state) == (NumberState.VOID, NumberState.RESERVED)
    assert url("reserve", register) not in page
    assert "đã khóa từ" in page


def test_closing_from_a_day_to_come_says_so(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    day = f"{actor.today.replace(year=actor.today.year + 2, day=1):%d/%m/%Y}"

    answer = client.post(url("close", register), {"on": day}, follow=True)

    told = " ".join(str(one) for one in answer.context["messages"])
    assert f"sẽ khóa từ {day}" in told
    assert "Đã khóa" not in told


@pytest.mark.parametrize("state", [NumberState.USED, NumberState.VOID])
@pytest.mark.parametrize("name", ["void", "release"])
def test_there_is_no_page_for_what_cannot_be_done_with_a_number(tree, clerk_at, state, name):
    actor, client = clerk_at(tree, "board")
    number = reserve(register_of(tree["board"]), "report", actor, actor.today)
    Number.objects.filter(pk=number.pk).update(state=state)

    answer = client.get(reverse(f"documents-{name}", args=[number.pk]))

    assert answer.status_code == 404


def test_a_register_is_not_closed_from_a_day_that_is_past(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])

    answer = client.post(url("close", register), {"on": "01/01/2022"})

    register.refresh_from_db()
    assert answer.status_code == 422
    assert "REG-38" in answer.content.decode()
    assert register.closed_on is None


def test_a_closed_register_opens_again_with_a_reason(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    client.post(url("close", register), {"on": f"{actor.today:%d/%m/%Y}"})

    empty = client.post(url("reopen", register), {"why": ""})
    answer = client.post(url("reopen", register), {"why": "Khóa nhầm"})
    again = client.post(url("reopen", register), {"why": "Khóa nhầm"})

    register.refresh_from_db()
    assert [one.status_code for one in (empty, answer, again)] == [422, 302, 422]
    assert register.closed_on is None


def test_a_number_that_nobody_used_is_voided_with_its_reason(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    number = reserve(register_of(tree["board"]), "report", actor, actor.today)
    release(number, actor, "Chưa ban hành")

    answer = client.post(reverse("documents-void", args=[number.pk]), {"why": "Bỏ hẳn"})

    number.refresh_from_db()
    assert answer.status_code == 302
    assert (number.state, number.reason) == (NumberState.VOID, "Bỏ hẳn")


def test_a_used_number_is_not_voided_here(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    number = reserve(register_of(tree["board"]), "report", actor, actor.today)
    Number.objects.filter(pk=number.pk).update(state=NumberState.USED)

    answer = client.post(reverse("documents-void", args=[number.pk]), {"why": "Nhầm"})

    assert answer.status_code == 422
    assert "REG-14" in answer.content.decode()


@pytest.mark.parametrize("name", ["begin", "close", "reopen"])
def test_only_who_keeps_a_register_begins_and_closes_it(tree, strangers, clerk_at, name):
    _actor, head = clerk_at(tree, "board")
    register = register_of(tree["board"])
    _officer, officer = clerk_at(tree, "board", DeskRole.OFFICER.value)
    _stranger, stranger = clerk_at(strangers, "board")

    found = [one.get(url(name, register)).status_code for one in (head, officer, stranger)]

    assert found == [200, 404, 404]


def test_a_number_of_others_is_not_voided(tree, strangers, clerk_at):
    actor, _client = clerk_at(tree, "board")
    number = reserve(register_of(tree["board"]), "report", actor, actor.today)
    _stranger, stranger = clerk_at(strangers, "board")

    answer = stranger.post(reverse("documents-void", args=[number.pk]), {"why": "Nhầm"})

    number.refresh_from_db()
    assert (answer.status_code, number.state) == (404, NumberState.RESERVED)
