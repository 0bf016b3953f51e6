from __future__ import annotations

import pytest
from django.test import Client

from danvan.areas.consolidation.merge import merge
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.lines import KEY, make_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(tmp_path):
    return make_line(tmp_path)


def signed_in(line, key):
    client = Client()
    unit = line[key]
    client.force_login(make_user(make_post(unit, grants_at(unit))))
    return client


def board(line, key="p1"):
    return f"/consolidation/units/{line[key].pk}/{KEY}/"


def test_every_page_of_a_merged_report_shows(line):
    line.submit("c11", received=4, on_time=1, done=("Đã họp.",))
    line.submit("c12", received=6, on_time=4)
    case = line.open("p1")
    client = signed_in(line, "p1")

    first = client.get(f"/consolidation/{case.slug}/")
    merge(case, line.actor("p1"))
    found = {
        path: client.get(path).status_code
        for path in (
            "/consolidation/",
            board(line),
            *(
                f"/consolidation/{case.slug}/{part}"
                for part in (
                    "",
                    "?notes=1",
                    "inputs/",
                    f"inputs/{line['c11'].pk}/",
                    "figures/received/",
                    "own/",
                    "words/done/",
                    "send/",
                    "file/",
                )
            ),
        )
    }

    assert first.status_code == 200
    assert set(found.values()) == {200}
