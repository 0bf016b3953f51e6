"""The menu: entries of rooms, by role, with the page's own entry marked."""

from __future__ import annotations

from django.apps import apps

from danvan.web.navigation import entries
from tests.factories.desks import make_desk


def labels(desk, path="/"):
    return [str(entry.label) for entry in entries(desk.actor, path)]


def test_entries_stand_in_order(desk):
    shown = labels(desk)

    assert shown[0] == "Việc của tôi"
    assert shown[-2:] == ["Thông báo", "Trợ giúp"]


def test_planning_is_shown_to_planners_alone(desk, monkeypatch):
    rooms = apps.get_app_config("web")
    monkeypatch.setattr(rooms, "navigation", (("cases", "Của người lập", "planner", 1),))
    clerk = make_desk(roles=("officer",))

    assert "Của người lập" in labels(desk)
    assert "Của người lập" not in labels(clerk)


def test_entry_without_an_address_disappears(desk, monkeypatch):
    monkeypatch.setattr(
        apps.get_app_config("web"), "navigation", (("no-such-page", "Phòng đã tắt", None, 1),)
    )

    assert "Phòng đã tắt" not in labels(desk)


def test_the_longest_address_that_covers_the_page_is_current(desk):
    current = [str(one.label) for one in entries(desk.actor, "/notices/") if one.is_current]
    home = [str(one.label) for one in entries(desk.actor, "/") if one.is_current]

    assert current == ["Thông báo"]
    assert home == ["Việc của tôi"]


def test_nobody_has_no_menu():
    assert entries(None, "/") == []
