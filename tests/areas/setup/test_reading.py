"""The steps of set-up are told from what stands, in order, and only to those who set up."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from danvan.areas.setup.reading import last_backup
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.web.setup_steps import first_address, steps_of
from tests.factories.accounts import planner_of
from tests.factories.trees import make_tree


def progress(actor):
    return {one.step.key: one.step.progress for one in steps_of(actor)}


def test_bare_root_begins_with_its_tree(db):
    bare = make_tree({}).root

    shown = steps_of(planner_of(bare))

    assert [one.step.key for one in shown if one.is_next] == ["tree"]
    assert shown[0].step.progress == "todo"


def test_pack_is_next_where_units_and_people_stand(planner, officer, tree):
    actor = actor_of(User.objects.earliest("pk"))

    found = progress(actor)

    assert (found["tree"], found["people"], found["packs"]) == ("done", "done", "todo")
    assert [one.step.key for one in steps_of(actor) if one.is_next] == ["packs"]


def test_page_names_the_next_step_and_its_link(planner, officer):
    text = planner.get("/setup/").content.decode()

    assert f'class="button primary" href="{reverse("packs")}"' in text
    assert 'aria-current="step"' in text
    assert text.count("<h1") == 1


def test_using_a_pack_moves_the_next_step_on(planner, officer):
    planner.post("/setup/packs/mau-xa-2025/", {"valid_from": "02/03/2026"})

    found = progress(actor_of(User.objects.earliest("pk")))

    assert (found["packs"], found["bodies"], found["plan"]) == ("done", "todo", "todo")


def test_administrator_is_told_who_takes_the_other_steps(administrator):
    text = administrator.get("/setup/").content.decode()

    assert "Người lập kế hoạch làm bước này." in text


def test_page_is_for_those_who_set_up_and_in_their_menu(planner, officer, stranger, client):
    assert officer.get("/setup/").status_code == 404
    assert client.get("/setup/").status_code == 302
    assert 'href="/setup/"' in planner.get("/setup/").content.decode()
    assert 'href="/setup/"' not in officer.get("/").content.decode()


def test_stranger_sees_the_steps_of_the_own_place_only(planner, stranger):
    planner.post("/setup/packs/mau-xa-2025/", {"valid_from": "02/03/2026"})

    assert "Chưa dùng gói nào" in stranger.get("/setup/").content.decode()


def test_room_that_is_off_leaves_no_address():
    assert first_address("no-such-page") == ""
    assert first_address("no-such-page", "setup") == "/setup/"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (json.dumps({"last_good": {"at": "2026-04-09T01:05:00+00:00"}}), "08:05 09/04/2026"),
        (json.dumps({"last_failed": {"at": "2026-04-09T01:05:00+00:00"}}), ""),
        (json.dumps({"last_good": "x"}), ""),
        ("{", ""),
        ("[]", ""),
    ],
)
def test_last_backup_is_read_from_the_note(tmp_path, written, told):
    note = tmp_path / "backups.json"
    note.write_text(written, encoding="utf-8")

    assert last_backup(note) == told
    assert last_backup(tmp_path / "none.json") == ""
