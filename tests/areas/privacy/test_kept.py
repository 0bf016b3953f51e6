"""What is kept and how long: by the rooms, by the packs, and by local papers where none says."""

from __future__ import annotations

import pytest

from danvan.areas.privacy import queries
from danvan.areas.privacy.models import LocalTime
from danvan.areas.privacy.rules import closed_before
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases import kinds
from danvan.kernel.cases.keeping import declared
from danvan.law.clocks import TimeLimit
from tests.areas.privacy.conftest import TODAY, at
from tests.factories.trees import make_tree

TOLD = {"months": "24", "source": "Quyết định 5-QĐ/ĐU ngày 02/01/2026"}


def by_key(desk) -> dict[str, queries.Kept]:
    return {one.keeping.key: one for one in queries.kept(desk.actor)}


def test_time_of_the_packs_has_its_source_and_the_rest_stays_unstated(house):
    found = by_key(house.first)

    assert found["petitions.filed"].limit == TimeLimit(12, "month")
    assert "TT-TTCP" in found["petitions.filed"].source
    assert (found["petitions.ended"].limit, found["petitions.ended"].source) == (None, "")
    assert found["petitions.ended"].words == "chưa văn bản nào định"


def test_every_end_of_a_kind_that_keeps_people_is_declared():
    for key in {kind for one in declared() for kind in one.kinds}:
        told = {state for one in declared() if key in one.kinds for state in one.states}
        assert kinds.get(key).closed - told == set(), key


def test_planner_sets_a_local_time_with_its_paper_and_ends_it(house):
    client = house.planner.client

    answer = client.post("/privacy/keep/petitions.ended/", TOLD)
    set_one = by_key(house.first)["petitions.ended"]
    client.post("/privacy/keep/petitions.ended/", TOLD | {"months": "0"})

    assert answer.status_code == 302
    assert (set_one.limit, set_one.source) == (TimeLimit(24, "month"), TOLD["source"])
    assert by_key(house.first)["petitions.ended"].limit is None
    assert Entry.objects.filter(action="privacy.local_time.set").count() == 2


def test_a_place_sets_no_time_where_a_text_gives_one(house):
    answer = house.planner.client.post("/privacy/keep/petitions.filed/", TOLD)

    assert (answer.status_code, "PRIV-01" in answer.content.decode()) == (422, True)
    assert not LocalTime.objects.exists()


@pytest.mark.parametrize("told", [TOLD | {"months": "-1"}, TOLD | {"source": ""}, {}])
def test_bad_local_time_is_told(house, told):
    answer = house.planner.client.post("/privacy/keep/petitions.ended/", told)

    assert answer.status_code == (422 if told else 200)
    assert not LocalTime.objects.exists()


def test_only_the_planner_of_the_tree_sets_it_and_only_for_this_tree(house):
    stranger = at(make_tree({"front": ""}, today=TODAY).root, "planner")
    stranger.client.post("/privacy/keep/petitions.ended/", TOLD)

    assert house.first.client.get("/privacy/keep/petitions.ended/").status_code == 404
    assert house.planner.client.get("/privacy/keep/accounts/").status_code == 404
    assert house.planner.client.get("/privacy/keep/nothing/").status_code == 404
    assert by_key(house.first)["petitions.ended"].limit is None
    assert by_key(stranger)["petitions.ended"].local is not None


def test_page_says_what_why_who_and_how_long(house):
    told = house.first.client.get("/privacy/").content.decode()

    for words in ("Người gửi đơn đã xếp lưu", "12 tháng", "chưa văn bản nào định", "Ai đọc được"):
        assert words in told
    assert "/privacy/keep/" not in told
    assert "/privacy/keep/" in house.planner.client.get("/privacy/").content.decode()


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        (TimeLimit(12, "month"), "2025-05-20"),
        (TimeLimit(3, "month"), "2026-02-20"),
        (TimeLimit(30, "day"), "2026-04-20"),
        (TimeLimit(7, "working_day"), "None"),
    ],
)
def test_day_before_which_a_case_is_past_its_time(limit, day):
    assert str(closed_before(limit, TODAY)) == day
