"""Doors and posters: opened and closed by head or administrator, by nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from danvan.kernel.audit.models import Entry
from danvan.kernel.letterbox.doors import make_poster
from danvan.kernel.letterbox.models import Door, Letter, Poster
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure
from tests.factories.desks import BY, START, make_desk
from tests.factories.letters import LETTER, open_desk, slip_in, ticket_in

pytestmark = pytest.mark.django_db


def signed_in(desk):
    client = Client()
    client.force_login(desk.user)
    return client


def group_of(desk, name="Tổ dân phố 5"):
    facts = UnitFacts(name, "hamlet", "none", "Group 5")
    unit = add_unit(facts, key="group-5", valid_from=START, by=BY, parent=desk.root)
    rebuild_closure(desk.root)
    return unit


def test_head_opens_the_door_and_says_where_else_to_go():
    desk = make_desk()
    told = {"is_open": "on", "address": "Số 1 phố Mẫu", "phone": "024", "hours": "Thứ năm"}

    answer = signed_in(desk).post(f"/portal/desk/{desk.unit.pk}/", told)

    assert answer.status_code == 302
    assert Door.objects.get().is_open
    assert "Số 1 phố Mẫu" in Client().get(f"/portal/send/{desk.unit.pk}/").content.decode()
    assert Entry.objects.filter(action="letterbox.door.open", unit_id=desk.unit.pk).count() == 1


def test_officer_and_foreign_head_find_no_door():
    desk, officer, foreign = make_desk(), make_desk(roles=("officer",)), make_desk()

    assert signed_in(officer).get("/portal/desk/").status_code == 404
    for client in (signed_in(officer), signed_in(foreign)):
        for method in (client.get, client.post):
            assert method(f"/portal/desk/{desk.unit.pk}/").status_code == 404
    assert (
        f"/portal/desk/{desk.unit.pk}/"
        not in signed_in(foreign).get("/portal/desk/").content.decode()
    )
    assert not Door.objects.exists()


def test_administrator_opens_doors_too():
    desk = make_desk(roles=("administrator",))

    answer = signed_in(desk).post(f"/portal/desk/{desk.unit.pk}/", {"is_open": "on"})

    assert answer.status_code == 302
    assert Door.objects.get().is_open


def test_poster_leads_to_the_form_with_unit_and_group_filled_in():
    desk = open_desk()
    group = group_of(desk)
    keeper = signed_in(desk)

    made = keeper.post(f"/portal/desk/{desk.unit.pk}/poster/", {"place": group.pk})
    poster = Poster.objects.get()
    shown = keeper.get(made.url).content.decode()

    assert f"/portal/q/{poster.token}/" in shown
    assert "<svg" in shown
    path = f"/portal/q/{poster.token}/"
    page = Client().get(path).content.decode()
    assert "Tổ dân phố 5" in page
    assert 'name="place"' not in page
    receipt = Client().post(path, {**LETTER, "ticket": ticket_in(page)}).content.decode()
    assert slip_in(receipt).pin
    content = Letter.objects.get().content
    assert (content["channel"], content["place_id"]) == ("poster", group.pk)


def test_closed_poster_and_made_up_token_lead_nowhere():
    desk = open_desk()
    poster = make_poster(desk.unit, None, desk.actor)
    keeper = signed_in(desk)

    keeper.post(f"/portal/desk/poster/{poster.pk}/end/")

    for token in (poster.token, "made-up"):
        answer = Client().get(f"/portal/q/{token}/")
        assert answer.status_code == 404
        assert "LET-01" in answer.content.decode()
    assert "đã đóng" in keeper.get(f"/portal/desk/{desk.unit.pk}/").content.decode()


def test_foreign_head_neither_shows_nor_ends_a_poster():
    desk = open_desk()
    poster = make_poster(desk.unit, None, desk.actor)
    foreign = signed_in(make_desk())

    assert foreign.get(f"/portal/desk/poster/{poster.pk}/").status_code == 404
    assert foreign.post(f"/portal/desk/poster/{poster.pk}/end/").status_code == 404
    poster.refresh_from_db()
    assert poster.closed_at is None


def test_group_of_another_tree_is_refused():
    desk, other = open_desk(), open_desk()
    group = group_of(other)

    answer = signed_in(desk).post(f"/portal/desk/{desk.unit.pk}/poster/", {"place": group.pk})

    assert answer.status_code == 422
    assert not Poster.objects.exists()
