"""A joint duty without a leader is owed by nobody until a person names one."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import Bodies
from danvan.kernel.duties.leaders import (
    TAG,
    Leaders,
    able_to_lead,
    name_leader,
    waits_for_leader,
)
from danvan.kernel.duties.models import Duty, Leader, Occurrence
from tests.factories.accounts import actor_at, planner_of
from tests.factories.cases import apply_all
from tests.factories.packs import duty
from tests.factories.plans import MONTHS, REPORT, shown
from tests.factories.trees import START, TODAY

pytestmark = pytest.mark.django_db
LATER = date(2022, 9, 1)
JOINT = (
    REPORT.replace('["board"]', '["board", "council"]').replace("each", "jointly")
    + f'tags = ["{TAG}"]\n'
)


@pytest.fixture
def waiting(work):
    work(JOINT + duty("own", "standing"))
    return Duty.objects.get(code="report")


def name(tree, waiting, key="board", since=START, **given):
    usual = {"source": "Biên bản họp", "actor": planner_of(tree.root)}
    return name_leader(waiting, tree.root, tree[key], valid_from=since, **{**usual, **given})


def test_duty_waits_where_the_pack_says_so(waiting):
    assert waits_for_leader(waiting)
    assert not waits_for_leader(Duty.objects.get(code="own"))


def test_nobody_owes_it_before_a_leader_is_named(tree, waiting):
    found = shown(tree)

    assert [one.duty.code for one in found.additions] == ["own"]


def test_leader_owes_it_with_the_others(tree, waiting):
    made = name(tree, waiting, "council")

    apply_all(tree.root)

    rows = Occurrence.objects.filter(duty=waiting).select_related("case")
    assert sorted(row.key for row in rows) == MONTHS
    takings = [dict(row.case.units.values_list("unit__key", "taking")) for row in rows]
    assert takings == [{"council": "handling", "board": "bearer"}] * len(MONTHS)
    assert (made.source, made.valid_until) == ("Biên bản họp", None)
    assert Entry.objects.get(action="duties.leader.name").unit_id == tree["council"].pk


def test_another_leader_follows_on_its_day(tree, waiting):
    first = name(tree, waiting, "board")
    name(tree, waiting, "council", LATER)

    apply_all(tree.root)

    first.refresh_from_db()
    leaders = Leaders(tree.root)
    place = tree.root.pk
    assert first.valid_until == LATER
    assert leaders.days(waiting.pk, place) == {START, LATER}
    assert leaders.of(waiting.pk, place, TODAY) == tree["board"].pk
    assert leaders.of(waiting.pk, place, LATER) == tree["council"].pk
    assert leaders.of(waiting.pk, place, date(2020, 1, 1)) is None
    rows = Occurrence.objects.filter(duty=waiting).order_by("key")
    assert list(rows.values_list("unit__key", flat=True)) == ["board"] * 3 + ["council"] * 4
    assert shown(tree).is_empty


def test_what_waits_for_a_leader_is_told(tree, waiting):
    bodies, leaders = Bodies(tree.root), Leaders(tree.root)
    own = Duty.objects.get(code="own")
    before = [leaders.missing(one, bodies, TODAY) for one in (waiting, own)]
    name(tree, waiting, since=TODAY)
    named = Leaders(tree.root)

    assert before == [True, False]
    assert not named.missing(waiting, bodies, TODAY)
    assert named.missing(waiting, bodies, date(2022, 5, 19))
    assert not named.missing(waiting, bodies, date(2020, 1, 1))


def test_able_are_the_units_that_bear_it(tree, waiting):
    assert able_to_lead(waiting, tree.root, TODAY) == tree.pk("board", "council")
    assert able_to_lead(waiting, tree.root, date(2020, 1, 1)) == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"source": "  "}, "LEAD-01"),
        ({"key": "police"}, "LEAD-03"),
        ({"since": date(2020, 1, 1)}, "LEAD-03"),
    ],
)
def test_what_cannot_be_is_refused(tree, waiting, given, code):
    with pytest.raises(Refused) as refused:
        name(tree, waiting, **given)

    assert refused.value.code == code
    assert not Leader.objects.exists()


def test_duty_with_a_leader_of_its_own_takes_none(tree, waiting):
    with pytest.raises(Refused) as refused:
        name(tree, Duty.objects.get(code="own"))

    assert refused.value.code == "LEAD-02"


def test_leader_before_a_later_one_is_refused(tree, waiting):
    name(tree, waiting, since=LATER)

    with pytest.raises(Refused) as refused:
        name(tree, waiting, "council", START)

    assert refused.value.code == "LEAD-04"


def test_only_who_plans_at_the_root_names(tree, waiting):
    with pytest.raises(Refused) as refused:
        name(tree, waiting, actor=actor_at(tree["board"], roles=("planner",)))

    assert refused.value.code == "CASE-01"
