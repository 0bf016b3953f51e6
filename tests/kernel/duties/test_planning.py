"""A plan compares what is owed with what stands, and writes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.duties.bindings import bind, unbind
from danvan.kernel.duties.local_dates import end_local_date, set_local_date
from danvan.kernel.duties.models import Binding, Card, Duty, Occurrence
from danvan.kernel.duties.planning import default_until, farthest, plan
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.writing import add_unit, rebuild_closure
from danvan.kernel.packs.models import BodyRole, PackUse
from danvan.law.duties import DueRule
from tests.factories.accounts import actor_at, planner_of
from tests.factories.cases import NOTE, apply_all, card, complete, occurrence
from tests.factories.packs import EFFECTIVE, duty, put_to_work
from tests.factories.trees import BY, START, TODAY, facts, make_tree

pytestmark = pytest.mark.django_db
UNTIL = date(2022, 12, 31)
MONTHS = [f"2022-{month:02}" for month in range(5, 12)]
REPORT = duty(
    "report",
    "dated",
    'period = "monthly"\ndeadline = { relation = "before", day = 10, month = "next" }',
)


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def work(tree, tmp_path):
    """Return a function that puts the tree to work by some duties."""

    def start(duties="", **given):
        return put_to_work(tree, tmp_path, duties, **given)

    return start


def shown(tree, today=TODAY, until=UNTIL):
    return plan(tree.root, today=today, until=until)


def added(found):
    """Return what is added as duty, units and keys."""
    units = dict(Unit.objects.values_list("pk", "key"))
    return {
        (one.duty.code, units[bearer.unit_id], key)
        for one in found.additions
        for bearer in one.bearers
        for key in ([occasion.key for occasion in one.occasions] or [one.origin or "card"])
    }


def changed(changes):
    units = dict(Unit.objects.values_list("pk", "key"))
    return {(one.duty.code, units[one.unit_id], one.key) for one in changes}


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


def later(unit, *keys):
    return {("report", unit, key) for key in keys}


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


def local(tree, code, month="next", day=14, *, since=date(2022, 7, 1), **given):
    usual = {
        "period": "monthly",
        "rule": DueRule("by", day=day, month=month),
        "source": "Thông báo 1",
        "actor": planner_of(tree.root),
    }
    return set_local_date(
        Duty.objects.get(code=code), tree.root, valid_from=since, **{**usual, **given}
    )


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


def test_card_stays_beside_a_local_date(tree, work):
    work(duty("half", "period_not_stated", 'period = "semiannual"'))
    apply_all(tree.root)
    local(tree, "half", month="6", period="semiannual", since=date(2022, 6, 1))

    found = shown(tree)

    assert added(found) == {("half", "board", "2022-H1")}
    assert (found.removals, found.kept) == ((), ())
    assert Card.objects.count() == 1


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
