"""Many cases at once: the same rows as one by one, one entry and one event a batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases import bulk, kinds
from danvan.kernel.cases.bulk import (
    Bearer,
    Group,
    SharedCase,
    analyse,
    discard_many,
    move_many,
    open_many,
    untouched,
)
from danvan.kernel.cases.clocks import ClockBasis, alarm_before
from danvan.kernel.cases.models import (
    Batch,
    Case,
    CaseLink,
    CaseUnit,
    Clock,
    ClockSnapshot,
    Event,
    Relation,
    Taking,
)
from danvan.kernel.cases.perform import Opening, open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.models import Card, Occurrence
from danvan.law.duties import Words
from tests.factories.accounts import actor_at, planner_of
from tests.factories.cases import NOTE, open_occurrence
from tests.factories.counting import ON_POSTGRESQL, believe, counted
from tests.factories.desks import make_duty
from tests.factories.trees import TODAY, make_tree

pytestmark = pytest.mark.django_db
DUE = date(2022, 6, 9)
LATER = date(2022, 6, 14)
BASIS = ClockBasis({"day": 10}, "att_1__art_21", "1-QĐ", "pack 1")
TITLE = Words("Báo cáo tháng", "Monthly report")
ACTION = "tests.bulk.open"


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def duty():
    return make_duty()


@pytest.fixture
def planner(tree):
    return planner_of(tree.root)


def facts(duty, key="2022-05"):
    return {
        "duty": duty.pk,
        "key": key,
        "origin": "text",
        "begins_on": date(2022, 5, 1),
        "ends_on": date(2022, 5, 31),
        "written_on": date(2022, 6, 10),
    }


def group(tree, duty, *keys, units=("bloc",), takings=None):
    bearers = [Bearer(tree[unit].pk, takings or {}) for unit in units]
    return Group(bearers, [SharedCase(TITLE, facts(duty, key), DUE, BASIS) for key in keys])


def opened(actor, *groups, kind="duties.occurrence", **given):
    return open_many(kind, actor, groups, action=ACTION, opened_on=TODAY, **given)


def rows_of(case):
    """Return everything that was written for one case, without numbers that differ."""
    hidden = {"id", "slug", "batch_id", "case_id"}
    tables = [
        Case.objects.filter(pk=case.pk),
        CaseUnit.objects.filter(case=case).order_by("unit_id"),
        Clock.objects.filter(case=case),
        Occurrence.objects.filter(case=case),
    ]
    return [
        [
            {name: value for name, value in row.items() if name not in hidden}
            for row in rows.values()
        ]
        for rows in tables
    ]


def test_case_of_a_batch_has_the_rows_of_a_single_one(tree, duty, planner):
    takings = {tree["police"].pk: Taking.COPY.value, tree["team"].pk: Taking.RECEIVER.value}
    single = open_case(
        "duties.occurrence",
        planner,
        Opening(
            unit_id=tree["bloc"].pk,
            title=TITLE,
            opened_on=TODAY,
            facts={**facts(duty), "duty": duty, "unit": tree["bloc"]},
            takings=takings,
            due_on=DUE,
            basis=BASIS,
        ),
    )
    alone = rows_of(single)
    single.delete()

    batch = opened(planner, group(tree, duty, "2022-05", takings=takings))

    together = batch.cases.get()
    assert rows_of(together) == alone
    assert ClockSnapshot.objects.count() == 1
    assert len(together.slug) == len(single.slug)


def test_group_is_a_product(tree, duty, planner):
    other = make_duty()
    before = Case.objects.count(), Entry.objects.count(), Event.objects.count()

    batch = opened(
        planner,
        group(tree, duty, "2022-05", "2022-06", units=("bloc", "police", "team")),
        group(tree, other, "2022-05"),
    )

    pairs = Occurrence.objects.filter(case__batch=batch).values_list("unit__key", "duty", "key")
    assert sorted(pairs) == sorted(
        [
            *((unit, duty.pk, key) for unit in ("bloc", "police", "team") for key in KEYS),
            ("bloc", other.pk, "2022-05"),
        ]
    )
    assert (batch.case_count, batch.action, batch.made_by) == (7, ACTION, planner.label)
    assert all(case.unit_id == case.occurrence.unit_id for case in batch.cases.all())
    assert len(set(batch.cases.values_list("slug", flat=True))) == 7
    after = Case.objects.count(), Entry.objects.count(), Event.objects.count()
    assert [now - then for now, then in zip(after, before, strict=True)] == [7, 1, 1]
    entry = Entry.objects.latest("pk")
    assert (entry.subject, entry.details) == (
        f"batch:{batch.pk}",
        {"cases": 7, "digest": batch.digest},
    )


KEYS = ("2022-05", "2022-06")


def test_single_cases_go_on_after_a_batch(tree, duty, planner):
    batch = opened(planner, group(tree, duty, *KEYS))

    after = open_occurrence(tree["bloc"], duty.pk, key="2022-07")
    again = opened(planner, group(tree, duty, "2022-08"))

    numbers = [*batch.cases.values_list("pk", flat=True), after.pk, again.cases.get().pk]
    assert len(set(numbers)) == 4
    assert sorted(numbers) == numbers


def test_case_without_day_has_no_clock(tree, duty, planner):
    cards = Group([Bearer(tree["bloc"].pk)], [SharedCase(TITLE, {"duty": duty.pk})])

    batch = opened(planner, cards, kind="duties.card")

    case = batch.cases.get()
    assert (case.due_on, case.clocks.count()) == (None, 0)
    assert Card.objects.get(case=case).unit == tree["bloc"]


def test_unit_out_of_reach_stops_the_whole_batch(tree, duty):
    other = make_tree()
    actor = planner_of(tree.root)
    before = Entry.objects.count()
    mixed = Group([Bearer(tree["bloc"].pk), Bearer(other["bloc"].pk)], [SharedCase(TITLE, {})])

    with pytest.raises(Refused) as refused:
        opened(actor, group(tree, duty, "2022-05"), mixed)

    assert refused.value.code == "CASE-01"
    assert (Case.objects.count(), Batch.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


def test_reader_opens_nothing(tree, duty):
    with pytest.raises(Refused):
        opened(actor_at(tree["bloc"], roles=("reader",)), group(tree, duty, "2022-05"))


def test_kind_without_opening_roles_asks_for_none(tree, duty):
    kind = replace(kinds.get("duties.occurrence"), opens_by=frozenset())
    nobody = replace(planner_of(tree.root), grants=())

    bulk._allowed(kind, nobody, [group(tree, duty, "2022-05")])


def test_empty_groups_open_nothing_and_are_recorded(planner):
    batch = opened(planner, Group([], [SharedCase(TITLE, {})]), Group([Bearer(1)], []))

    assert (batch.case_count, batch.cases.count()) == (0, 0)


def test_later_part_of_a_decision_writes_no_second_entry(tree, duty, planner):
    first = opened(planner, group(tree, duty, "2022-05"))
    before = Entry.objects.count(), Event.objects.count()

    second = opened(planner, group(tree, duty, "2022-06"), batch=first)

    assert second == first
    assert first.cases.count() == 2
    assert (Entry.objects.count(), Event.objects.count()) == before


def test_same_groups_give_the_same_digest(tree, duty, planner):
    nobody = Group([], [])

    digests = {
        opened(planner, group(tree, duty, key), nobody).digest for key in ("2022-05", "2022-06")
    }

    assert len(digests) == 2


WRITTEN = (Case, CaseUnit, Clock, Occurrence)


@pytest.mark.parametrize(("keys", "expected"), [(("a",), set()), (("a", "b"), {*WRITTEN})])
def test_large_batch_is_followed_by_counting_anew(tree, duty, planner, monkeypatch, keys, expected):
    monkeypatch.setattr(bulk, "ANALYSE_FROM", 2)
    believe(1_000_000, *WRITTEN)

    with CaptureQueriesContext(connection) as queries:
        opened(planner, group(tree, duty, *keys))

    assert counted(queries, WRITTEN) == {table.__name__ for table in expected}


@pytest.mark.parametrize("rows", [-1, 0, 10])
def test_small_batch_is_counted_where_little_is_believed_to_stand(tree, duty, planner, rows):
    believe(rows, *WRITTEN)

    with CaptureQueriesContext(connection) as queries:
        opened(planner, group(tree, duty, "2022-05"))

    expected = {table.__name__ for table in WRITTEN} if ON_POSTGRESQL else set()
    assert counted(queries, WRITTEN) == expected


def test_counting_anew_runs_on_this_database(django_assert_num_queries):
    with django_assert_num_queries(2):
        analyse(Case, Clock)

    assert connection.is_usable()


def test_worked_on_means_act_proof_or_link(tree, duty, planner):
    cases = list(opened(planner, group(tree, duty, "a", "b", "c", "d")).cases.order_by("pk"))
    ids = [case.pk for case in cases]
    free = untouched(ids)
    perform(cases[0], "add_proof", planner, effective_on=TODAY, evidence=[NOTE])
    link = {"relation": Relation.ON_MATTER, "made_at": "2022-05-20T00:00:00Z", "made_by": "x"}
    CaseLink.objects.create(source=cases[1], target=cases[2], **link)

    assert free == set(ids)
    assert untouched(ids) == {ids[3]}
    assert untouched([]) == set()


def test_many_are_asked_in_parts(tree, duty, planner, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    ids = list(opened(planner, group(tree, duty, *"abcde")).cases.values_list("pk", flat=True))

    assert untouched(ids) == set(ids)
    assert move_many(dict.fromkeys(ids, (LATER, BASIS)), planner, action="tests.bulk.move") == 5
    assert discard_many(ids, planner, action="tests.bulk.discard") == 5
    assert not Case.objects.exists()


def test_discarding_takes_all_rows_and_is_recorded_once(tree, duty, planner):
    ids = list(opened(planner, group(tree, duty, *KEYS)).cases.values_list("pk", flat=True))
    before = Entry.objects.count(), Event.objects.count()

    count = discard_many([*ids, ids[0]], planner, action="tests.bulk.discard")

    assert count == 2
    assert [model.objects.count() for model in (Case, CaseUnit, Clock, Occurrence)] == [0, 0, 0, 0]
    assert Entry.objects.count() == before[0] + 1
    assert Event.objects.count() == before[1] + 1


def test_what_somebody_worked_on_stops_the_whole_discarding(tree, duty, planner):
    cases = list(opened(planner, group(tree, duty, *KEYS)).cases.all())
    perform(cases[0], "complete", planner, effective_on=TODAY, evidence=[NOTE])
    before = Entry.objects.count()

    with pytest.raises(Refused) as refused:
        discard_many([case.pk for case in cases], planner, action="tests.bulk.discard")

    assert (refused.value.code, refused.value.fields) == ("CASE-09", {"count": 1})
    assert (Case.objects.count(), Entry.objects.count()) == (2, before)


def test_moving_changes_day_snapshot_and_alarm(tree, duty, planner):
    cases = list(opened(planner, group(tree, duty, *KEYS)).cases.order_by("pk"))
    before = Entry.objects.count()
    local = ClockBasis({"day": 14}, "att_1__art_21", "Thông báo 1")

    count = move_many({cases[0].pk: (LATER, local)}, planner, action="tests.bulk.move")

    moved, still = (Clock.objects.get(case=case) for case in cases)
    assert count == 1
    assert (moved.due_on, moved.alarm_on) == (LATER, alarm_before(LATER))
    assert (moved.snapshot.source, still.due_on) == ("Thông báo 1", DUE)
    assert Case.objects.get(pk=cases[0].pk).due_on == LATER
    assert Entry.objects.count() == before + 1


def test_moving_nothing_writes_nothing(planner):
    assert move_many({}, planner, action="tests.bulk.move") == 0
    assert Batch.objects.count() == 0
