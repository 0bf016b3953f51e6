"""Which occasions a duty gives: by its text, by local dates, one day a period."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.duties.local_dates import end_local_date
from danvan.kernel.duties.models import Card, Occurrence
from tests.factories.accounts import planner_of
from tests.factories.cases import apply_all, complete, occurrence, prove
from tests.factories.packs import duty
from tests.factories.plans import MONTHS, REPORT, UNTIL, added, changed, later, local, shown

pytestmark = pytest.mark.django_db


def moved(found):
    return {one.key: (one.due_before.day, one.due_after.day) for one in found.moves}


def test_local_date_moves_what_is_due_from_its_day_on(tree, work):
    work(REPORT)
    apply_all(tree.root)
    done = occurrence("report", "2022-10")
    complete(done)
    local(tree, "report")

    found = shown(tree)

    assert moved(found) == dict.fromkeys(["2022-06", "2022-07", "2022-08", "2022-09"], (9, 14)) | {
        "2022-11": (9, 14)
    }
    assert {one.reason for one in found.moves} == {"local_date"}
    assert (added(found), found.removals) == (set(), ())
    apply_all(tree.root)
    case = occurrence("report", "2022-07")
    assert (case.due_on, case.occurrence.written_on) == (date(2022, 8, 14), date(2022, 8, 14))
    assert case.clocks.get().snapshot.source == "Thông báo 1"
    assert occurrence("report", "2022-10").due_on == done.due_on
    assert shown(tree).is_empty


@pytest.mark.parametrize("is_applied_before", [True, False])
def test_period_due_before_the_change_is_owed_once_where_the_day_moves_back(
    tree, work, is_applied_before
):
    work(REPORT)
    if is_applied_before:
        apply_all(tree.root)
    local(tree, "report", since=date(2022, 7, 12))

    apply_all(tree.root)

    days = dict(Occurrence.objects.values_list("key", "case__due_on"))
    assert sorted(days) == MONTHS
    assert (days["2022-06"], days["2022-07"]) == (date(2022, 7, 9), date(2022, 8, 14))
    assert shown(tree).is_empty


def test_period_is_not_lost_where_the_day_moves_forward_over_the_change(tree, work):
    work(REPORT)
    apply_all(tree.root)
    local(tree, "report", day=5, since=date(2022, 7, 7))

    found = shown(tree)

    assert (added(found), found.removals) == (set(), ())
    assert moved(found) == dict.fromkeys(MONTHS[2:], (9, 5))


def test_other_rhythm_takes_the_place_of_the_texts(tree, work):
    work(REPORT)
    apply_all(tree.root)
    local(tree, "report", period="quarterly")

    found = shown(tree)

    assert changed(found.removals) == later("board", *MONTHS[1:])
    assert {one.reason for one in found.removals} == {"local_date"}
    assert added(found) == later("board", "2022-Q2", "2022-Q3")


def test_texts_rhythm_returns_where_a_local_date_ends(tree, work):
    work(REPORT)
    apply_all(tree.root)
    made = local(tree, "report")
    end_local_date(made, last_day=date(2022, 9, 30), actor=planner_of(tree.root))

    found = shown(tree)

    assert moved(found) == dict.fromkeys(["2022-06", "2022-07", "2022-08"], (9, 14))
    assert (added(found), found.removals) == (set(), ())


def test_duty_without_a_day_has_none_again_where_its_local_date_ends(tree, work):
    work()
    made = local(tree, "half", month="6", period="semiannual", since=date(2022, 6, 1))
    end_local_date(made, last_day=date(2022, 12, 31), actor=planner_of(tree.root))

    found = shown(tree, until=date(2023, 6, 20))

    assert {key for code, _unit, key in added(found) if code == "half"} == {"2022-H1"}


def test_card_goes_where_a_local_date_dates_the_duty(tree, work):
    work(duty("half", "period_not_stated", 'period = "semiannual"'))
    apply_all(tree.root)
    local(tree, "half", month="6", period="semiannual", since=date(2022, 6, 1))

    found = shown(tree)

    assert added(found) == {("half", "board", "2022-H1")}
    assert [one.case_id for one in found.removals] == [Card.objects.get().pk]
    assert found.kept == ()


def test_card_with_proof_stays_beside_a_local_date(tree, work):
    work(duty("half", "period_not_stated", 'period = "semiannual"'))
    apply_all(tree.root)
    prove(Card.objects.get().case)
    local(tree, "half", month="6", period="semiannual", since=date(2022, 6, 1))

    found = shown(tree)

    assert found.removals == ()
    assert [one.case_id for one in found.kept] == [Card.objects.get().pk]


def test_day_that_moves_beyond_the_horizon_is_owed_once(tree, work, tmp_path, repository):
    """The 31st of December 2022 was a Saturday; the next working day stands in another year."""
    from danvan.kernel.packs.loading import load_identity
    from danvan.law import packs as law_packs

    work(duty("half", "period_not_stated", 'period = "semiannual"'))
    load_identity(law_packs.load(repository / "packs/vn-base"), by="tests")
    local(
        tree,
        "half",
        month="last_of_quarter",
        day=31,
        period="semiannual",
        since=date(2022, 7, 1),
        rests="next_working_day",
    )
    apply_all(tree.root, until=UNTIL)

    case = occurrence("half", "2022-H2")
    assert (case.due_on, case.occurrence.written_on) == (date(2023, 1, 3), date(2022, 12, 31))
    assert shown(tree).is_empty


def test_nearer_horizon_neither_takes_away_nor_asks_twice(tree, work):
    work(REPORT)
    apply_all(tree.root, until=date(2023, 3, 31))

    assert shown(tree, until=date(2022, 8, 31)).is_empty
    local(tree, "report", day=28, month="next", since=date(2022, 7, 1))
    assert added(shown(tree, until=date(2022, 8, 31))) == set()
