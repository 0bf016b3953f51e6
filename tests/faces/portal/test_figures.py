"""On-time figures as the public reads them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.publication import figures
from danvan.kernel.publication.figures import count_due, figures_of, set_plan
from danvan.kernel.publication.models import Publication
from danvan.kernel.publication.publishing import digest_of
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.desks import make_desk
from tests.kernel.publication.test_figures import settled

PAGE = "portal-figures"


@pytest.fixture
def desk(db, monkeypatch):
    del db
    monkeypatch.setattr(figures, "published_kinds", lambda: ["duties.occurrence"])
    return make_desk()


@pytest.fixture
def user(desk):
    return make_user(make_post(desk.root, grants_at(desk.root, roles=("head",))))


@pytest.fixture
def counted(desk, user):
    settled(desk, on_time=15, late=5)
    set_plan(desk.root, actor_of(user), is_on=True)
    count_due(desk.root)
    return desk


def read(**asked: object):
    return Client().get(reverse(PAGE), asked)


def test_nothing_is_shown_before_a_head_has_said_so(desk):
    settled(desk, on_time=6)
    count_due(desk.root)

    page = read()

    assert "Chưa có số liệu" in page.content.decode()
    assert read(tree=desk.root.pk).status_code == 404


def test_share_and_number_are_shown_and_drawn(counted):
    page = read()

    text = page.content.decode()
    assert not page.cookies
    assert "75 %" in text
    assert 'width="225"' in text
    assert "Khối Dân vận" in text


def test_an_older_quarter_is_asked_for(counted):
    page = read(tree=counted.root.pk, quarter="2025-4")

    assert "không có việc nào có hạn" in page.content.decode()
    assert "“Không hiện”" not in page.content.decode()
    for asked in (
        {"quarter": "1999-1"},
        {"tree": 0},
        {"tree": "9" * 30},
        {"tree": "x", "quarter": "'"},
    ):
        assert read(**asked).status_code == 404


def test_small_groups_are_told_as_hidden_everywhere(desk, user):
    settled(desk, on_time=3)
    set_plan(desk.root, actor_of(user), is_on=True)
    count_due(desk.root)

    text, sheet = read().content.decode(), read(tree=desk.root.pk, format="csv").content.decode()

    assert "không hiện" in text
    assert "100 %" not in text
    assert sheet.count("không hiện") == 4


def test_a_share_that_would_tell_the_late_one_is_hidden_everywhere(desk, user):
    settled(desk, on_time=9, late=1)
    set_plan(desk.root, actor_of(user), is_on=True)
    count_due(desk.root)

    text, sheet = read().content.decode(), read(tree=desk.root.pk, format="csv").content.decode()

    assert "90" not in text.split("<svg")[1]
    assert sheet.count("10,không hiện") == 2


def test_figures_counted_before_shares_were_hidden_hide_them_too(counted):
    row = figures_of(counted.root)[0]
    cells = {str(counted.unit.pk): [10, 9]}
    column = {**row.content["columns"][0], "cells": cells, "total": [10, 9]}
    content = row.content | {"columns": [column]}
    Publication.objects.filter(pk=row.pk).update(content=content, digest=digest_of(content))

    assert "90" not in read(tree=counted.root.pk, format="csv").content.decode()
    assert "90 %" not in read().content.decode()


def test_the_same_figures_leave_as_files(counted):
    sheet = read(tree=counted.root.pk, format="csv").content.decode("utf-8-sig")

    assert "Khối Dân vận,20,75.0" in sheet
    assert read(tree=counted.root.pk, format="xlsx").content[:2] == b"PK"


def test_figures_changed_behind_the_writer_are_not_shown(counted):
    row = figures_of(counted.root)[0]
    columns = [{**row.content["columns"][0], "total": [100, 100]}]
    Publication.objects.filter(pk=row.pk).update(content=row.content | {"columns": columns})

    assert "100" not in read().content.decode()


def test_a_head_switches_them_on_and_off(desk, user):
    settled(desk, on_time=6)
    client = Client()
    client.force_login(user)
    where = reverse("publication-figures")

    client.post(where, {"is_on": "yes"})
    assert "100 %" in read().content.decode()
    assert "Thôi công khai" in client.get(where).content.decode()
    client.post(where, {"is_on": "no"})

    assert "Chưa có số liệu" in read().content.decode()


def test_others_find_no_switch(desk):
    client = Client()
    client.force_login(desk.user)

    assert client.get(reverse("publication-figures")).status_code == 404
    assert client.post(reverse("publication-figures"), {"is_on": "yes"}).status_code == 404
