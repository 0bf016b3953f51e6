"""Calendar notices are kept with their paper, withdrawn with a reason, and move days by plan."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.applying import apply, undo
from danvan.kernel.duties.calendar_notices import Told, give_notice, withdraw_notice
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.packs.loading import load_identity
from danvan.kernel.packs.models import CalendarNotice
from danvan.kernel.packs.queries import calendar
from danvan.law import packs as law_packs
from danvan.law.errors import LawError
from tests.factories.accounts import actor_at, planner_of
from tests.factories.cases import apply_all, occurrence
from tests.factories.packs import duty
from tests.factories.plans import UNTIL, changed, local, shown
from tests.factories.trees import TODAY, make_tree

pytestmark = pytest.mark.django_db
STORM = date(2022, 9, 14)
"""A Wednesday on which the small pack's half-year report is due by local date."""
HALF = duty("half", "period_not_stated", 'period = "monthly"')


def give(tree, kind="day_off", first_on=STORM, **more):
    usual = {"last_on": first_on, "name_vi": "Nghỉ phòng bão", "name_en": "Storm"}
    usual |= {"paper": "Thông báo 9/TB-UBND", "paper_on": date(2022, 9, 12)}
    return give_notice(Told(kind, first_on, **{**usual, **more}), tree.root, planner_of(tree.root))


@pytest.fixture
def base(tree, work, repository):
    """Put one duty with a local day that moves off rest days to work, on the real calendar."""
    work(HALF)
    load_identity(law_packs.load(repository / "packs/vn-base"), by="tests")
    local(tree, "half", day=14, since=date(2022, 7, 1), rests="next_working_day")
    return tree


def test_notice_is_kept_with_its_paper(tree):
    made = give(tree)

    assert (made.root, made.kind, made.first_on, made.last_on) == (
        tree.root,
        "day_off",
        STORM,
        STORM,
    )
    assert (made.paper, made.paper_on, made.withdrawn_at) == (
        "Thông báo 9/TB-UBND",
        date(2022, 9, 12),
        None,
    )
    entry = Entry.objects.get(action="packs.calendar_notice.give")
    assert (entry.unit_id, entry.details["paper"]) == (tree.root.pk, "Thông báo 9/TB-UBND")


def test_notice_without_a_paper_or_a_planner_is_refused(tree):
    told = Told("day_off", STORM, STORM, "Nghỉ", "  ", TODAY)

    with pytest.raises(Refused) as nameless:
        give_notice(told, tree.root, planner_of(tree.root))
    with pytest.raises(Refused) as stranger:
        give_notice(told, tree.root, actor_at(tree.root))

    assert (nameless.value.code, stranger.value.code) == ("CAL-09", "CASE-01")
    assert not CalendarNotice.objects.exists()


def test_planner_of_another_tree_changes_nothing_here(tree):
    other = make_tree()
    told = Told("day_off", STORM, STORM, "Nghỉ", "1/TB", TODAY)

    with pytest.raises(Refused) as refused:
        give_notice(told, tree.root, planner_of(other.root))

    assert refused.value.code == "CASE-01"


def test_two_notices_on_one_day_are_refused_until_the_first_is_withdrawn(tree):
    first = give(tree)
    with pytest.raises(LawError) as refused:
        give(tree)

    withdraw_notice(first, planner_of(tree.root), reason="Ghi nhầm ngày")
    give(tree)

    assert refused.value.code == "CAL-06"
    assert CalendarNotice.objects.filter(withdrawn_at=None).count() == 1


def test_withdrawing_asks_for_a_reason_and_happens_once(tree):
    made, actor = give(tree), planner_of(tree.root)
    with pytest.raises(Refused) as silent:
        withdraw_notice(made, actor, reason=" ")
    withdraw_notice(made, actor, reason="Ghi nhầm")
    with pytest.raises(Refused) as again:
        withdraw_notice(made, actor, reason="Ghi nhầm")
    with pytest.raises(Refused) as stranger:
        withdraw_notice(made, actor_at(tree.root), reason="x")

    codes = [one.value.code for one in (silent, again, stranger)]
    assert codes == ["CAL-10", "CAL-11", "CASE-01"]
    assert (made.withdrawn_by, made.withdrawn_reason) == (actor.label, "Ghi nhầm")


def test_notice_counts_in_its_own_tree_only(base):
    other = make_tree()

    give(base)

    assert not calendar(base.root.pk).is_working_day(STORM)
    assert calendar(other.root.pk).is_working_day(STORM)
    assert calendar(None).is_working_day(STORM)


def test_notice_moves_nothing_until_the_plan_is_applied(base):
    apply_all(base.root, until=UNTIL)

    give(base)

    case = occurrence("half", "2022-08")
    found = shown(base)
    assert case.due_on == STORM
    assert changed(found.moves) == {("half", "board", "2022-08")}
    assert [(one.reason, one.due_after) for one in found.moves] == [("calendar", date(2022, 9, 15))]


def test_applied_move_names_the_paper_and_can_be_undone(base):
    apply_all(base.root, until=UNTIL)
    give(base)

    applied = apply(base.root, shown(base).digest, planner_of(base.root), until=UNTIL)

    case = occurrence("half", "2022-08")
    rule = case.clocks.get().snapshot.rule
    assert (case.due_on, case.occurrence.written_on) == (date(2022, 9, 15), STORM)
    assert rule["rest_day"] == "Thông báo 9/TB-UBND, 12/09/2022"
    assert shown(base).is_empty
    undo(applied, planner_of(base.root))
    case.refresh_from_db()
    assert case.due_on == STORM


def test_withdrawn_notice_moves_the_day_back_by_plan(base):
    apply_all(base.root, until=UNTIL)
    made = give(base)
    apply_all(base.root, until=UNTIL)

    withdraw_notice(made, planner_of(base.root), reason="Bão đổi hướng")

    assert [(one.reason, one.due_after) for one in shown(base).moves] == [("calendar", STORM)]


def test_other_local_date_is_not_called_the_calendar(base):
    apply_all(base.root, until=UNTIL)
    give(base)

    local(base, "half", day=20, since=date(2022, 8, 1), rests="next_working_day")

    assert {one.reason for one in shown(base).moves} == {"local_date"}


def test_days_beyond_the_published_years_are_marked_until_a_notice_confirms_the_year(base):
    today = date(2026, 12, 1)
    until = date(2027, 3, 31)
    Occurrence.objects.all().delete()
    apply(
        base.root, shown(base, today, until).digest, planner_of(base.root, today=today), until=until
    )
    marked = Occurrence.objects.filter(is_provisional=True)
    keys = set(marked.values_list("key", flat=True))

    give(base, "year", date(2027, 1, 1), last_on=date(2027, 12, 31))
    found = shown(base, today, until)
    apply(base.root, found.digest, planner_of(base.root, today=today), until=until)

    assert keys == {"2026-12", "2027-01", "2027-02"}
    assert {(one.reason, one.due_before == one.due_after) for one in found.moves} == {
        ("calendar", True)
    }
    assert not marked.exists()
