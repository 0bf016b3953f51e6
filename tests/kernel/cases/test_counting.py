"""Figures counted from own records: of the period and the unit, within sight; what is behind."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.counting import cases_counted, count, count_all
from danvan.law.reports import COUNTED, Counting
from tests.factories.accounts import actor_at
from tests.factories.cases import apply_all, complete, hold, occurrence
from tests.factories.packs import put_to_work
from tests.factories.standing import stand
from tests.factories.trees import TODAY, make_tree

MEETINGS = Counting("meetings.record", "handled", "held")
DONE = Counting("duties.occurrence", "handled")
MAY = (date(2022, 5, 1), date(2022, 5, 31))
JUNE = (date(2022, 6, 1), date(2022, 6, 30))


@pytest.fixture
def tree(db):
    del db
    return make_tree()


def test_meetings_held_in_the_period_are_counted(tree):
    bloc, board = tree["bloc"], tree["board"]
    held = hold([bloc], [board])
    stand(bloc, None, TODAY, kind="meetings.record", state="cancelled")
    actor = actor_at(bloc)

    assert count(actor, MEETINGS, *MAY, unit_ids=[bloc.pk]) == 1
    assert list(cases_counted(actor, MEETINGS, *MAY, unit_ids=[bloc.pk])) == [held]
    assert count(actor, MEETINGS, *JUNE, unit_ids=[bloc.pk]) == 0


def test_a_case_is_counted_where_it_is_handled_and_not_where_others_take_part(tree):
    bloc, board = tree["bloc"], tree["board"]
    hold([bloc], [board])

    assert count(actor_at(board), MEETINGS, *MAY, unit_ids=[board.pk]) == 0
    assert count(actor_at(bloc), MEETINGS, *MAY, unit_ids=[bloc.pk]) == 1


def test_a_stranger_counts_nothing_and_sees_nothing(tree):
    bloc = tree["bloc"]
    hold([bloc])
    foreign = actor_at(make_tree()["bloc"], roles=("officer", "head", "reader"))

    assert count(foreign, MEETINGS, *MAY, unit_ids=[bloc.pk]) == 0
    assert list(cases_counted(foreign, MEETINGS, *MAY, unit_ids=[bloc.pk])) == []
    assert list(cases_counted(foreign, MEETINGS, *MAY)) == []


def test_who_reads_two_trees_counts_the_own_one_only(tree):
    other = make_tree()
    hold([tree["bloc"]])
    hold([other["bloc"]])
    actor = actor_at(tree["bloc"], other["bloc"])

    assert count(actor, MEETINGS, *MAY) == 1


@pytest.mark.parametrize(
    ("classification", "seen"),
    [(Classification.INTERNAL, 1), (Classification.CONFIDENTIAL, 0), (Classification.SEALED, 0)],
)
def test_what_is_above_the_grant_is_in_no_figure(tree, classification, seen):
    stand(tree["bloc"], None, TODAY, classification=classification)

    assert count(actor_at(tree["bloc"]), DONE, *MAY, unit_ids=tree.pk("bloc")) == seen


def test_sealed_cases_are_in_no_figure_with_any_grant(tree):
    stand(tree["bloc"], None, TODAY, classification=Classification.SEALED)
    actor = actor_at(tree["bloc"], highest=Classification.SEALED)

    assert count(actor, DONE, *MAY) == 0


def test_records_no_room_keeps_are_unknown_and_not_nought(tree):
    lost = Counting("tests.nothing", "opened")

    assert count(actor_at(tree["bloc"]), lost, *MAY) is None


@pytest.mark.parametrize("measure", COUNTED)
def test_every_measure_is_counted(tree, measure):
    assert count(actor_at(tree["bloc"]), Counting("duties.occurrence", measure), *MAY) == 0


def test_a_figure_is_the_number_of_the_cases_behind_it(tree):
    bloc = tree["bloc"]
    stand(bloc, TODAY, TODAY, opened_on=MAY[0])
    stand(bloc, TODAY, JUNE[0], opened_on=MAY[0])
    stand(bloc, None, opened_on=MAY[0])
    actor = actor_at(bloc)

    for measure in COUNTED:
        counting = Counting("duties.occurrence", measure)
        behind = cases_counted(actor, counting, *MAY)
        assert count(actor, counting, *MAY) == len(set(behind))


def test_many_figures_are_counted_in_one_query(tree, django_assert_num_queries):
    bloc = tree["bloc"]
    stand(bloc, TODAY, TODAY, opened_on=MAY[0])
    stand(bloc, TODAY, JUNE[0], opened_on=MAY[0])
    stand(bloc, None, opened_on=MAY[0])
    hold([bloc])
    actor = actor_at(bloc)
    wanted = {measure: Counting("duties.occurrence", measure) for measure in COUNTED}
    wanted |= {"meetings": MEETINGS, "lost": Counting("tests.nothing", "opened")}

    with django_assert_num_queries(1):
        found = count_all(actor, wanted, *MAY, unit_ids=[bloc.pk])

    one_by_one = {key: count(actor, one, *MAY, unit_ids=[bloc.pk]) for key, one in wanted.items()}
    assert found == {key: number for key, number in one_by_one.items() if number is not None}
    assert (found["opened"], found["handled"], found["open"], found["meetings"]) == (3, 1, 2, 1)
    assert count_all(actor, {"lost": wanted["lost"]}, *MAY) == {}


def test_only_duties_of_a_document_are_counted(tree, tmp_path):
    worked = put_to_work(tree, tmp_path, bodies={"board": ("board",)})
    apply_all(tree.root)
    complete(occurrence("decide", "once", tree["board"]))
    actor = actor_at(tree["board"])
    number = worked.pack.document_number

    own = Counting("duties.occurrence", "handled", documents=(number,))
    other = Counting("duties.occurrence", "handled", documents=("khác",))

    assert (count(actor, own, *MAY), count(actor, other, *MAY)) == (1, 0)
