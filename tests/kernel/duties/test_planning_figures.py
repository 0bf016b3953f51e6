"""The figures of the real regulation on its own tree: who owes how many reports by which day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from danvan.kernel.duties.loading import load_pack, use_pack
from danvan.kernel.duties.local_dates import set_local_date
from danvan.kernel.duties.models import Card, Duty, Occurrence
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import write_tree
from danvan.law import packs as law_packs
from danvan.law.duties import DueRule
from tests.factories.accounts import planner_of
from tests.factories.cases import apply_all, complete

pytestmark = pytest.mark.django_db
IN_FORCE = date(2022, 5, 11)
NEW_YEAR = date(2023, 1, 2)
YEAR_END = date(2022, 12, 31)
MONTHLY, QUARTERLY = "000-d21-k2-a", "000-d21-k2-b"
HALF_YEARLY, ANNUAL = "000-d21-k2-c", "000-d21-k2-d"
BEARERS = {
    "peoples_council",
    "peoples_committee",
    "police",
    "military_command",
    "front",
    "trade_union",
    "youth_union",
    "womens_union",
    "farmers_association",
    "veterans_association",
    "team_1",
    "team_2",
    "team_3",
}


@pytest.fixture(scope="module")
def read_pack():
    return law_packs.load(Path(__file__).parents[3] / "packs" / "phu-thuong-2022")


@pytest.fixture
def tree(read_pack, repository):
    pack = load_pack(read_pack, by="tests")
    path = repository / "src/danvan/faces/cli/demo_data/phu_thuong.toml"
    made = write_tree(path, password=lambda _name: "mat-khau-thu-nghiem")
    use_pack(pack, made.root, valid_from=IN_FORCE, actor=planner_of(made.root, today=IN_FORCE))
    return made


def owed(code, first=date(2022, 1, 1), last=date(2099, 12, 31)):
    """Return the due days with how many owe something on each, and who owes anything."""
    rows = Occurrence.objects.filter(duty__code=code, case__due_on__range=(first, last))
    pairs = list(rows.values_list("case__due_on", "unit__key"))
    return Counter(day for day, _unit in pairs), {unit for _day, unit in pairs}


def test_thirteen_bodies_owe_reports_from_the_first_cycle_after_taking_effect(tree):
    apply_all(tree.root, today=IN_FORCE, until=YEAR_END)

    monthly, who = owed(MONTHLY)
    assert who == BEARERS
    assert monthly == dict.fromkeys([date(2022, month, 9) for month in range(6, 13)], 13)
    assert owed(QUARTERLY) == (
        dict.fromkeys([date(2022, month, 14) for month in (6, 9, 12)], 13),
        BEARERS,
    )
    assert owed(ANNUAL) == ({date(2022, 10, 24): 13}, BEARERS)
    assert owed(HALF_YEARLY) == ({}, set())


def test_a_calendar_year_has_twelve_four_and_one(tree):
    apply_all(tree.root, today=IN_FORCE, until=YEAR_END)
    apply_all(tree.root, today=NEW_YEAR, until=date(2023, 12, 31))
    year = date(2023, 1, 1), date(2023, 12, 31)

    assert owed(MONTHLY, *year) == (
        dict.fromkeys([date(2023, month, 9) for month in range(1, 13)], 13),
        BEARERS,
    )
    assert owed(QUARTERLY, *year)[0] == dict.fromkeys(
        [date(2023, month, 14) for month in (3, 6, 9, 12)], 13
    )
    assert owed(ANNUAL, *year)[0] == {date(2023, 10, 24): 13}


def test_half_year_waits_for_a_local_date_with_its_source(tree):
    apply_all(tree.root, today=IN_FORCE, until=YEAR_END)
    before = set(Occurrence.objects.values_list("case_id", "case__due_on"))
    set_local_date(
        Duty.objects.get(code=HALF_YEARLY),
        tree.root,
        period="semiannual",
        rule=DueRule("by", day=14, month="6"),
        source="Thông báo số 03-TB/KDV",
        valid_from=date(2022, 5, 20),
        actor=planner_of(tree.root, today=date(2022, 5, 20)),
    )

    apply_all(tree.root, today=date(2022, 5, 20), until=YEAR_END)

    made = Occurrence.objects.exclude(case_id__in=[pk for pk, _day in before])
    assert set(made.values_list("duty__code", "key", "origin", "case__due_on")) == {
        (HALF_YEARLY, "2022-H1", "local", date(2022, 6, 14))
    }
    assert set(made.values_list("unit__key", flat=True)) == BEARERS
    assert {row.case.clocks.get().snapshot.source for row in made} == {"Thông báo số 03-TB/KDV"}
    assert before <= set(Occurrence.objects.values_list("case_id", "case__due_on"))


def test_applying_twice_changes_nothing(tree):
    apply_all(tree.root, today=IN_FORCE, until=YEAR_END)

    again = plan(tree.root, today=IN_FORCE, until=YEAR_END)

    assert again.is_empty
    assert (again.kept, again.unbound) == ((), ())


def test_every_duty_that_owes_something_has_its_place(tree):
    apply_all(tree.root, today=IN_FORCE, until=YEAR_END)

    placed = set(Occurrence.objects.values_list("duty", flat=True))
    carded = set(Card.objects.values_list("duty", flat=True))
    owing = Duty.objects.filter(modality__in=["duty", "assignment", "power", "right"])
    assert placed | carded == set(owing.values_list("pk", flat=True))
    assert placed & carded == set()
    assert set(Duty.objects.filter(pk__in=placed).values_list("timing", flat=True)) == {
        "dated",
        "period",
        "at_least",
        "once",
    }


def test_report_is_sent_to_the_bloc(tree):
    apply_all(tree.root, today=IN_FORCE, until=YEAR_END)
    case = Occurrence.objects.filter(duty__code=MONTHLY, unit__key="front").first().case

    assert dict(case.units.values_list("unit__key", "taking")) == {
        "front": "handling",
        "bloc": "receiver",
    }
    assert case.title_vi.endswith("tháng 05/2022")
    assert case.title_en.endswith("May 2022")


def test_worked_ones_stay_when_a_binding_ends(tree):
    apply_all(tree.root, today=IN_FORCE, until=YEAR_END)
    case = Occurrence.objects.get(duty__code=MONTHLY, unit__key="police", key="2022-05").case
    complete(case, on=date(2022, 6, 8))

    assert case.state == "done"
    assert plan(tree.root, today=date(2022, 6, 8), until=YEAR_END).is_empty
