"""A plan compares what is owed with what stands, and writes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.duties.bindings import bind, unbind
from danvan.kernel.duties.models import Binding, Occurrence
from danvan.kernel.duties.planning import default_until, farthest
from danvan.kernel.organisations.writing import add_unit, rebuild_closure
from danvan.kernel.packs.models import BodyRole, PackUse
from tests.factories.accounts import actor_at, planner_of
from tests.factories.cases import NOTE, apply_all, card, complete, occurrence
from tests.factories.packs import EFFECTIVE, duty
from tests.factories.plans import MONTHS, REPORT, UNTIL, added, changed, later, shown
from tests.factories.trees import BY, START, TODAY, facts

pytestmark = pytest.mark.django_db


def role(slug):
    return BodyRole.objects.get(slug=slug)


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2022, 1, 1), UNTIL),
        (date(2022, 11, 30), UNTIL),
        (date(2022, 12, 1), date(2023, 12, 31)),
    ],
)
def test_plan_looks_to_the_end_of_the_year_and_from_december_to_the_next(today, until):
    assert default_until(today) == until


def test_plan_looks_thirteen_months_ahead_at_most(tree, work):
    work(REPORT)

    found = shown(tree, until=date(2030, 1, 1))

    last = max(occasion.due_on for one in found.additions for occasion in one.occasions)
    assert found.until == farthest(TODAY) == TODAY + timedelta(days=400)
    assert last == date(2023, 6, 9)


def test_every_timing_class_has_its_place(tree, work):
    work()

    found = shown(tree)

    count = {one.duty.code: (one.origin or "card", one.count) for one in found.additions}
    assert count == {
        "report": ("text", 7),
        "quarter": ("text", 3),
        "annual": ("text", 1),
        "session": ("text", 8),
        "floor": ("text", 1),
        "decide": ("once", 1),
        **dict.fromkeys(
            ["half", "elsewhere", "asked", "issue", "prompt", "storm", "always", "while"],
            ("card", 1),
        ),
    }
    assert {one.reason for one in found.additions} == {"pack"}
    assert found.added == sum(number for _place, number in count.values())


def test_planning_writes_nothing(tree, work):
    work()

    shown(tree)

    assert Case.objects.count() == 0


def test_duty_dated_by_its_text_gets_no_card_where_nothing_is_due(tree, work):
    work(valid_from=date(2022, 11, 1))

    found = shown(tree, today=date(2022, 11, 1))

    assert "annual" not in {one.duty.code for one in found.additions}
    assert {one.count for one in found.additions if one.duty.code == "report"} == {2}


def test_many_years_rhythm_waits_on_a_card(tree, work):
    work(duty("long", "period", 'period = "multi_year"'))

    assert added(shown(tree)) == {("long", "board", "card")}


def test_body_without_unit_is_told(tree, work):
    work(REPORT, bodies={})

    found = shown(tree)

    assert [(one.code, slug) for one, slug in found.unbound] == [("report", "board")]
    assert found.is_empty


def test_unit_bound_later_owes_from_that_day(tree, work):
    work(REPORT, bodies={"board": ("board",)})
    apply_all(tree.root)
    bind(role("board"), tree["team"], valid_from=date(2022, 9, 10), actor=planner_of(tree.root))

    found = shown(tree)

    assert added(found) == {("report", "team", "2022-09"), *later("team", "2022-10", "2022-11")}
    assert {one.reason for one in found.additions} == {"binding"}


def test_unit_bound_no_more_owes_no_more_but_what_was_worked_on_stays(tree, work):
    work(REPORT)
    apply_all(tree.root)
    actor = actor_at(tree["board"])
    worked = occurrence("report", "2022-10")
    perform(worked, "add_proof", actor, effective_on=TODAY, evidence=[NOTE])
    unbind(
        Binding.objects.get(role__slug="board"),
        valid_until=date(2022, 10, 1),
        actor=planner_of(tree.root),
        basis="Quyết định 2",
    )

    found = shown(tree)

    assert changed(found.removals) == later("board", "2022-09", "2022-11")
    assert changed(found.kept) == later("board", "2022-10")
    assert {one.reason for one in found.removals} == {"binding"}
    apply_all(tree.root)
    left = Occurrence.objects.values_list("key", flat=True)
    assert sorted(left) == ["2022-05", "2022-06", "2022-07", "2022-08", "2022-10"]


def test_card_goes_with_its_binding_and_stays_if_worked_on(tree, work):
    work(duty("one", "standing") + duty("two", "standing"))
    apply_all(tree.root)
    perform(card("two"), "add_proof", actor_at(tree["board"]), effective_on=TODAY, evidence=[NOTE])
    Binding.objects.update(valid_until=TODAY)

    found = shown(tree)

    assert changed(found.removals) == {("one", "board", "one")}
    assert changed(found.kept) == {("two", "board", "two")}


def test_card_that_was_ended_is_not_opened_again(tree, work):
    work(duty("one", "standing"))
    apply_all(tree.root)
    perform(card("one"), "end", actor_at(tree["board"]), effective_on=TODAY, reason="Không còn nữa")

    assert shown(tree).is_empty


def test_what_was_done_once_is_not_asked_again(tree, work):
    work(duty("decide", "once"))
    apply_all(tree.root)
    complete(occurrence("decide", "once"))

    assert shown(tree).is_empty


def test_unit_bound_twice_to_a_body_owes_in_both_spans(tree, work):
    work(REPORT)
    apply_all(tree.root)
    planner = planner_of(tree.root)
    first = Binding.objects.get(role__slug="board")
    unbind(first, valid_until=date(2022, 7, 1), actor=planner, basis="Tách")
    bind(role("board"), tree["board"], valid_from=date(2022, 10, 1), actor=planner)

    found = shown(tree)

    assert changed(found.removals) == later("board", "2022-06", "2022-07", "2022-08")
    assert added(found) == set()


def test_unit_bound_to_two_bodies_of_a_duty_owes_once(tree, work):
    work(
        REPORT.replace('["board"]', '["board", "team"]'),
        bodies={"board": ("board",), "team": ("board",)},
    )
    Binding.objects.filter(role__slug="team").update(valid_from=date(2022, 8, 1))

    found = shown(tree)

    assert found.added == len(MONTHS)
    apply_all(tree.root)
    assert shown(tree).is_empty


def test_joint_duty_passes_to_who_is_bound_next(tree, work):
    joint = REPORT.replace('["board"]', '["board", "council"]').replace("each", "jointly")
    work(joint, bodies={"board": ("board",), "council": ("council",)})
    planner = planner_of(tree.root)
    ended = Binding.objects.get(role__slug="board")
    unbind(ended, valid_until=date(2022, 9, 1), actor=planner, basis="Kết thúc")
    bind(role("board"), tree["team"], valid_from=date(2022, 9, 1), actor=planner)

    apply_all(tree.root)

    rows = Occurrence.objects.order_by("key").values_list("key", "unit__key")
    assert list(rows) == [(key, "board" if key < "2022-08" else "team") for key in MONTHS]
    assert takings("2022-11") == {"team": "handling", "council": "bearer"}


def takings(key):
    return dict(occurrence("report", key).units.values_list("unit__key", "taking"))


def test_receiver_is_who_is_bound_on_the_day(tree, work):
    work()
    planner = planner_of(tree.root)
    ended = Binding.objects.get(role__slug="bloc")
    unbind(ended, valid_until=date(2022, 9, 1), actor=planner, basis="Kết thúc")
    bind(role("bloc"), tree["team"], valid_from=date(2022, 9, 1), actor=planner)

    apply_all(tree.root)

    assert takings("2022-07") == {"board": "handling", "bloc": "receiver"}
    assert takings("2022-08") == {"board": "handling", "team": "receiver"}


def test_each_locality_owes_for_itself(tree, work):
    other = add_unit(
        facts("Xã bên"), key="next", valid_from=START, by=BY, parent=tree.root, is_locality=True
    )
    board = add_unit(facts("Ban bên"), key="next-board", valid_from=START, by=BY, parent=other)
    rebuild_closure(tree.root)
    work()
    bind(role("board"), board, valid_from=START, actor=planner_of(tree.root))

    found = shown(tree)

    assert {unit for code, unit, _key in added(found) if code == "report"} == {
        "board",
        "next-board",
    }


def test_pack_that_is_used_no_more_leaves_what_was_due_and_takes_the_rest(tree, work):
    worked = work(REPORT + duty("one", "standing"))
    apply_all(tree.root)
    PackUse.objects.filter(pk=worked.use.pk).update(valid_until=date(2022, 8, 1))

    found = shown(tree, today=date(2022, 8, 15))

    left = later("board", "2022-07", "2022-08", "2022-09", "2022-10", "2022-11")
    assert changed(found.removals) == {*left, ("one", "board", "one")}
    assert found.additions == ()


def test_pack_that_begins_later_is_not_planned_yet(tree, work):
    work(REPORT, valid_from=date(2022, 6, 1))

    assert shown(tree).is_empty
    assert added(shown(tree, today=date(2022, 6, 1))) == later("board", *MONTHS)


def test_pack_taken_away_takes_what_nobody_worked_on(tree, work):
    work(REPORT + duty("one", "standing"))
    apply_all(tree.root)
    complete(occurrence("report", "2022-05"))
    PackUse.objects.all().delete()

    found = shown(tree)

    assert changed(found.removals) == {*later("board", *MONTHS[1:]), ("one", "board", "one")}
    assert {one.reason for one in found.removals} == {"pack"}


def test_plan_is_told_by_its_digest(tree, work):
    work(REPORT)
    first, same = shown(tree).digest, shown(tree).digest
    other = shown(tree, until=date(2022, 11, 30)).digest
    bind(role("board"), tree["team"], valid_from=START, actor=planner_of(tree.root))

    assert first == same
    assert len({first, other, shown(tree).digest}) == 3


def test_first_day_that_counts_is_that_of_the_use(tree, work):
    work(REPORT, valid_from=EFFECTIVE)

    assert added(shown(tree)) == later("board", *MONTHS)
