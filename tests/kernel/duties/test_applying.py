"""Applying does what was shown; undoing takes it back while nobody has worked on it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.clocks import alarm_before
from danvan.kernel.cases.models import Case, CaseUnit, Clock, Event
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.applying import READ_WITH_CASES, apply, undo
from danvan.kernel.duties.bindings import bind, unbind
from danvan.kernel.duties.models import Binding, Card, Occurrence, PlanApply
from danvan.kernel.packs.models import BodyRole
from tests.factories.accounts import actor_at, planner_of
from tests.factories.cases import NOTE, apply_all, card, complete, occurrence
from tests.factories.counting import ON_POSTGRESQL, believe, counted
from tests.factories.packs import duty
from tests.factories.plans import MONTHS, REPORT, UNTIL, local, shown
from tests.factories.trees import START, TODAY

pytestmark = pytest.mark.django_db


def refusal(code, call, *given, **more):
    before = Case.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as refused:
        call(*given, **more)
    assert refused.value.code == code
    assert (Case.objects.count(), Entry.objects.count()) == before


def test_applying_opens_what_was_shown(tree, work):
    work()
    found = shown(tree)

    applied = apply(tree.root, found.digest, planner_of(tree.root), until=UNTIL)

    assert (applied.added, applied.removed, applied.moved) == (found.added, 0, 0)
    assert (applied.root, applied.digest, applied.undone_at) == (tree.root, found.digest, None)
    assert applied.batch.case_count == applied.batch.cases.count() == found.added
    assert Occurrence.objects.count() + Card.objects.count() == found.added
    assert set(Case.objects.values_list("opened_on", flat=True)) == {TODAY}
    assert shown(tree).is_empty


def test_applying_leaves_no_table_that_the_database_believes_empty(tree, work):
    work()
    tables = (Case, CaseUnit, Clock, Occurrence, Card, *READ_WITH_CASES)
    believe(0, *tables)

    with CaptureQueriesContext(connection) as queries:
        apply_all(tree.root)

    expected = {table.__name__ for table in tables} if ON_POSTGRESQL else set()
    assert counted(queries, tables) == expected


def test_applying_is_one_entry_and_one_event(tree, work):
    work()
    before = Entry.objects.count(), Event.objects.count()

    applied = apply_all(tree.root)

    assert (Entry.objects.count(), Event.objects.count()) == (before[0] + 1, before[1] + 1)
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.subject) == ("duties.plan.apply", f"batch:{applied.batch_id}")
    assert entry.unit_id == tree.root.pk
    assert Event.objects.latest("pk").batch == applied.batch


def test_occurrence_says_its_period_days_and_why(tree, work):
    work(REPORT)
    apply_all(tree.root)

    case = occurrence("report", "2022-05")

    facts = case.occurrence
    assert (case.title_vi, case.title_en) == (
        "Làm việc report – tháng 05/2022",
        "Do work report – May 2022",
    )
    assert (facts.begins_on, facts.ends_on) == (date(2022, 5, 1), date(2022, 5, 31))
    assert (case.due_on, facts.written_on) == (date(2022, 6, 9), date(2022, 6, 10))
    clock = case.clocks.get()
    assert (clock.due_on, clock.alarm_on) == (case.due_on, alarm_before(case.due_on))
    assert clock.snapshot.rule == {
        "period": "monthly",
        "relation": "before",
        "day": 10,
        "month": "next",
        "amount": None,
        "measure": None,
        "from_event": None,
    }
    assert (clock.snapshot.source, clock.snapshot.pack) == ("1-QĐ/ĐU", "local 2026.1")


def test_long_act_is_cut_for_a_title(tree, work):
    work(REPORT.replace("làm việc report", "báo " * 100))
    apply_all(tree.root)

    title = occurrence("report", "2022-05").title_vi

    assert title.startswith("Báo báo")
    assert title.endswith("… – tháng 05/2022")
    assert len(title) <= 400


def test_only_who_plans_at_the_root_applies(tree, work):
    work(REPORT)
    digest = shown(tree).digest

    refusal("CASE-01", apply, tree.root, digest, actor_at(tree.root), until=UNTIL)
    only_below = actor_at(tree["board"], roles=("planner",))
    refusal("CASE-01", apply, tree.root, digest, only_below, until=UNTIL)


def test_plan_that_changed_since_it_was_shown_is_not_applied(tree, work):
    work(REPORT)
    digest, planner = shown(tree).digest, planner_of(tree.root)
    bind(BodyRole.objects.get(slug="board"), tree["team"], valid_from=START, actor=planner)

    refusal("PLAN-01", apply, tree.root, digest, planner, until=UNTIL)
    refusal("PLAN-01", apply, tree.root, shown(tree).digest, planner, until=date(2022, 9, 1))


def test_applying_twice_finds_nothing_to_do(tree, work):
    work()
    applied = apply_all(tree.root)

    refusal("PLAN-02", apply, tree.root, applied.digest, planner_of(tree.root))


def test_undoing_takes_back_what_was_opened(tree, work):
    work()
    before = shown(tree)
    applied = apply_all(tree.root)

    undone = undo(applied, planner_of(tree.root))

    assert (undone.undone_by, undone.undone_at is not None) == (planner_of(tree.root).label, True)
    assert Case.objects.count() == 0
    assert shown(tree).digest == before.digest
    assert Entry.objects.filter(action="duties.plan.undo", subject=f"plan:{applied.pk}").exists()


def test_plan_that_was_undone_can_be_applied_again(tree, work):
    work(REPORT)
    undo(apply_all(tree.root), planner_of(tree.root))

    again = apply_all(tree.root)

    assert again.added == len(MONTHS)
    assert PlanApply.objects.count() == 2


@pytest.mark.parametrize("act", ["complete", "add_proof", "waive"])
def test_what_somebody_worked_on_stops_the_undoing(tree, work, act):
    work(REPORT)
    applied = apply_all(tree.root)
    actor = actor_at(tree["board"])
    case = occurrence("report", "2022-05")
    perform(case, act, actor, effective_on=TODAY, evidence=[NOTE], reason="Miễn")

    refusal("PLAN-03", undo, applied, planner_of(tree.root))

    applied.refresh_from_db()
    assert applied.undone_at is None


def test_undoing_twice_is_refused(tree, work):
    work(REPORT)
    applied = apply_all(tree.root)
    undo(applied, planner_of(tree.root))

    refusal("PLAN-04", undo, applied, planner_of(tree.root))


def test_later_plan_stands_on_the_earlier(tree, work):
    work(REPORT)
    first = apply_all(tree.root, until=date(2022, 8, 31))
    second = apply_all(tree.root, until=UNTIL)
    planner = planner_of(tree.root)

    refusal("PLAN-05", undo, first, planner)
    undo(second, planner)
    undo(first, planner)

    assert Case.objects.count() == 0


def test_only_who_plans_at_the_root_undoes(tree, work):
    work(REPORT)
    applied = apply_all(tree.root)

    refusal("CASE-01", undo, applied, actor_at(tree["board"], roles=("planner",)))


def test_undoing_puts_moved_days_back(tree, work):
    work(REPORT)
    apply_all(tree.root)
    before = days()
    local(tree, "report")
    moved = apply_all(tree.root)
    assert (moved.added, moved.moved) == (0, 6)
    assert days() != before

    undo(moved, planner_of(tree.root))

    assert days() == before
    assert {
        clock.snapshot.source for case in Case.objects.all() for clock in case.clocks.all()
    } == {"1-QĐ/ĐU"}


def days():
    rows = Occurrence.objects.order_by("key")
    columns = (
        "key",
        "case__due_on",
        "written_on",
        "case__clocks__due_on",
        "case__clocks__alarm_on",
    )
    return list(rows.values_list(*columns))


def test_plan_whose_moved_case_was_worked_on_is_not_undone(tree, work):
    work(REPORT)
    apply_all(tree.root)
    local(tree, "report")
    moved = apply_all(tree.root)
    complete(occurrence("report", "2022-06"))

    with pytest.raises(Refused) as refused:
        undo(moved, planner_of(tree.root))

    assert refused.value.code == "PLAN-03"
    assert occurrence("report", "2022-06").due_on == date(2022, 7, 14)
    assert occurrence("report", "2022-07").due_on == date(2022, 8, 14)


def test_what_was_removed_is_kept_for_reading_and_comes_back_with_the_next_plan(tree, work):
    work(REPORT + duty("one", "standing"))
    apply_all(tree.root)
    binding = Binding.objects.get(role__slug="board")
    planner = planner_of(tree.root)
    unbind(binding, valid_until=TODAY, actor=planner, basis="Nhầm")
    removed = apply_all(tree.root)
    assert (removed.removed, Case.objects.count()) == (8, 0)
    assert ["one", tree["board"].pk, "one"] in removed.before["removed"]

    undo(removed, planner)
    Binding.objects.filter(pk=binding.pk).update(valid_until=None)

    apply_all(tree.root)
    assert card("one").state == "open"
    assert Occurrence.objects.count() == len(MONTHS)
