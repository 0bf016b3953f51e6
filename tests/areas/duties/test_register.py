from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.areas.duties.register import Register, Wish
from danvan.kernel.cases.perform import EvidenceInput, perform
from tests.areas.duties.conftest import DAY, page_of
from tests.factories.accounts import planner_of
from tests.factories.cases import card, complete, occurrence
from tests.factories.packs import TIMED, put_to_work


def codes(worked, **wish) -> list[str]:
    register = Register(planner_of(worked.tree.root, today=DAY))
    return [line.duty.code for line in register.chosen(Wish(**wish))]


def test_register_shows_every_duty_of_the_packs_in_use(applied):
    assert codes(applied) == ["meaning", *TIMED]


def test_register_is_empty_where_no_pack_is_used(planner):
    assert "Chưa dùng văn bản nào" in page_of(planner, "/duties/")


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"timing": "dated"}, ["report", "quarter", "annual"]),
        ({"article": "local:att_1__art_8"}, ["asked"]),
        ({"body": "role:police"}, []),
        ({"body": "role:board", "timing": "once"}, ["decide"]),
        ({"words": "LAM VIEC annual"}, ["annual"]),
        ({"words": "làm việc annual"}, ["annual"]),
        ({"words": "do work annual"}, ["annual"]),
        ({"state": "asks_local"}, ["half", "elsewhere"]),
        ({"area": "reporting", "timing": "span"}, ["while"]),
        ({"area": "elsewhere"}, []),
    ],
)
def test_register_is_filtered(applied, wish, expected):
    assert codes(applied, **wish) == expected


def test_register_counts_what_stands(applied):
    complete(occurrence("decide", "once"), on=DAY)
    register = Register(planner_of(applied.tree.root, today=DAY))
    tallies = {line.duty.code: line.tally for line in register.lines}

    assert (tallies["decide"].rates.undated, tallies["decide"].open) == (1, 0)
    assert tallies["report"].rates.coming == 7
    assert (tallies["always"].cards, tallies["always"].proven_cards) == (1, 0)
    assert codes(applied, state="done") == ["decide"]
    assert "always" in codes(applied, state="without_proof")


def test_proof_on_a_card_is_counted(applied):
    actor = planner_of(applied.tree.root, today=DAY)
    perform(
        card("always"),
        "add_proof",
        actor,
        effective_on=DAY,
        evidence=[EvidenceInput("report", note="Đã làm.")],
    )

    assert "always" not in codes(applied, state="without_proof")


def test_unbound_duties_are_told(tree, tmp_path):
    worked = put_to_work(tree, tmp_path, bodies={})

    assert codes(worked, state="unbound") == list(TIMED)


@pytest.mark.parametrize("sort", ["article", "state", "bearer", "area"])
def test_register_page_shows_each_order(applied, planner, sort):
    page = page_of(planner, "/duties/", sort=sort)

    assert "Làm việc report" in page
    assert "mỗi tháng, trước ngày 10 của tháng sau kỳ" in page


def test_register_says_when_nothing_matches(applied, planner):
    assert "Không có nhiệm vụ nào khớp" in page_of(planner, "/duties/", words="zzz")


def test_nonsense_in_a_filter_is_told_not_followed(applied, planner):
    answer = planner.get(
        "/duties/", {"timing": "no", "body": "unit:x", "page": "z", "format": "csv"}
    )

    assert answer.status_code == 422
    assert "FORM-03" in answer.content.decode()


def test_export_holds_what_the_list_shows(applied, planner):
    answer = planner.get("/duties/", {"format": "csv", "timing": "dated"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert [row[1] for row in rows[1:]] == ["report", "quarter", "annual"]
    assert len(set(map(len, rows))) == 1


def test_register_costs_the_same_whatever_it_holds(applied, planner):
    page_of(planner, "/duties/")  # the first page also binds the session to its browser
    with CaptureQueriesContext(
        connection,
    ) as few:
        page_of(planner, "/duties/", timing="once")
    with CaptureQueriesContext(connection) as many:
        page_of(planner, "/duties/")

    assert len(many) == len(few)


def test_cases_are_counted_without_walking_the_duties(applied):
    with CaptureQueriesContext(connection) as queries:
        Register(planner_of(applied.tree.root, today=DAY))

    tallies = [query["sql"] for query in queries if "GROUP BY" in query["sql"]]
    assert len([sql for sql in tallies if '"cases_case"' in sql]) == 2
    assert not [sql for sql in tallies if '"duties_duty"' in sql]


def test_other_trees_see_nothing_of_the_register(applied, stranger):
    assert "Làm việc report" not in page_of(stranger, "/duties/")
    answer = stranger.get("/duties/", {"format": "csv"})
    assert "report" not in answer.content.decode()


def test_counts_are_of_cases_in_sight(applied, officer):
    page = page_of(officer, "/duties/", timing="dated")

    assert "Làm việc report" in page
    assert "state-coming" not in page
