"""Who is owed what, by bindings: ceased receivers, circles, reports that come by two ways."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.consolidation import acts, queries
from danvan.areas.consolidation.merge import merge
from danvan.areas.consolidation.plan import plan_of
from danvan.areas.reporting.plan import open_report
from danvan.areas.reporting.queries import current_version
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, CaseUnit
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.organisations.writing import rebuild_closure, succeed
from tests.factories.lines import KEY, TO_BLOC, act, make_line, report_of
from tests.factories.packs import BEFORE_TENTH, MONTHLY, duty
from tests.factories.trees import BY

pytestmark = pytest.mark.django_db
CHANGE = date(2022, 6, 4)


def keys_of(cases):
    return sorted(case.unit.key for case in cases)


def states(case):
    rows = current_version(report_of(case)).inputs.select_related("unit", "inside")
    return {one.unit.key: (one.state, one.why, one.inside and one.inside.key) for one in rows}


def test_who_is_owed_comes_from_bindings_not_from_the_tree(tmp_path):
    line = make_line(tmp_path, {"p1": ("c11",), "p2": ("c21",)})

    above = queries.expected(line.actor("p2"), line["p2"].pk, KEY)
    own = queries.expected(line.actor("root"), line["root"].pk, KEY)

    assert keys_of(above) == ["c21"]
    assert keys_of(own) == ["p1", "p2"]


def test_of_two_ways_one_counts(tmp_path):
    line = make_line(tmp_path, {"p1": ("c11", "c12")})
    lows = [line.submit("c11", received=4), line.submit("c12", received=6)]
    province = line.open("p1")
    merge(province, line.actor("p1"))
    act(Case.objects.get(pk=province.pk), "submit", line.actor("p1"))
    owed = line.owed("c11").case
    for case in (owed, lows[0]):
        CaseUnit.objects.create(case=case, unit=line["root"], taking="receiver")

    top = line.open_upward("root")
    merge(top, line.actor("root"))

    assert states(top) == {"p1": ("taken", "", None), "c11": ("left", "inside", "p1")}
    assert current_version(report_of(top)).cells.get(key="received").value == 10


def test_nobody_merges_itself(tmp_path):
    line = make_line(tmp_path, {"p1": ("c11",), "p2": ("c21",)})
    first, second = line.submit("p1", received=1), line.submit("p2", received=2)
    CaseUnit.objects.create(case=line.owed("p1").case, unit=line["p2"], taking="receiver")
    CaseUnit.objects.create(case=first, unit=line["p2"], taking="receiver")
    CaseUnit.objects.create(case=line.owed("p2").case, unit=line["p1"], taking="receiver")
    CaseUnit.objects.create(case=second, unit=line["p1"], taking="receiver")
    for case, key, to in ((first, "p1", "root"), (second, "p2", "root")):
        act(Case.objects.get(pk=case.pk), "return", line.actor(to), reason="tổng hợp lại")
        merge(Case.objects.get(pk=case.pk), line.actor(key))
        act(Case.objects.get(pk=case.pk), "submit", line.actor(key))
    act(Case.objects.get(pk=first.pk), "return", line.actor("root"), reason="lần nữa")
    plan = plan_of(current_version(report_of(first)), line.actor("p1"))

    found = {one.candidate.unit_id: (one.state, one.why) for one in plan.lines}
    assert found[line["p2"].pk] in {("left", "circle"), ("taken", "")}
    assert queries.circle_of(line["p1"].pk, KEY) == (
        line["p1"].pk, line["p2"].pk, line["p1"].pk,
    )  # fmt: skip


def test_a_line_without_a_circle_has_none(tmp_path, django_assert_num_queries):
    line = make_line(tmp_path)

    with django_assert_num_queries(3):
        assert queries.circle_of(line["c11"].pk, KEY) == ()


def test_a_ceased_receiver_hands_to_its_successor(tmp_path):
    line = make_line(tmp_path)
    succeed(line["p1"], line["p2"], manner="merged", happened_on=CHANGE, basis="NQ", by=BY)
    rebuild_closure(line.tree.root)
    before = keys_of(queries.expected(line.actor("p2"), line["p2"].pk, KEY))

    count = acts.take_over(line["p2"].pk, line.actor("p2"))

    assert before == ["c21", "c22"]
    assert keys_of(queries.expected(line.actor("p2"), line["p2"].pk, KEY)) == [
        "c11", "c12", "c13", "c21", "c22",
    ]  # fmt: skip
    assert (
        count == CaseUnit.objects.filter(unit=line["p2"], case__unit__key__startswith="c1").count()
    )
    assert acts.take_over(line["p2"].pk, line.actor("p2")) == 0
    assert line.owed("c11").case in visible_cases(line.actor("p2"))


def test_what_was_finished_before_stays_with_the_old_body(tmp_path):
    line = make_line(tmp_path)
    line.submit("c11", today=date(2022, 6, 3))
    succeed(line["p1"], line["p2"], manner="merged", happened_on=CHANGE, basis="NQ", by=BY)
    rebuild_closure(line.tree.root)

    acts.take_over(line["p2"].pk, line.actor("p2"))

    assert "c11" not in keys_of(queries.expected(line.actor("p2"), line["p2"].pk, KEY))


def test_a_stranger_takes_nothing_over(tmp_path):
    line = make_line(tmp_path)
    succeed(line["p1"], line["p2"], manner="merged", happened_on=CHANGE, basis="NQ", by=BY)
    rebuild_closure(line.tree.root)

    with pytest.raises(Refused) as refused:
        acts.take_over(line["p2"].pk, line.actor("c11"))

    assert refused.value.code == "CASE-01"
    assert queries.left_behind(line["p2"].pk, line.actor("p2").today).exists()


def test_a_body_that_still_stands_keeps_what_it_receives(tmp_path):
    line = make_line(tmp_path)

    assert queries.ceased_before(line["p2"].pk, line.actor("p2").today) == []


def test_a_ring_of_successors_ends(tmp_path):
    line = make_line(tmp_path)
    for old, new in (("p1", "c11"), ("c11", "p1")):
        succeed(line[old], line[new], manner="merged", happened_on=CHANGE, basis="NQ", by=BY)

    assert queries.ceased_before(line["p1"].pk, line.actor("p2").today) == [line["c11"].pk]


def test_names_of_receivers_are_those_in_hand(tmp_path):
    line = make_line(tmp_path)

    assert queries.receivers(line.actor("p1")) == [line["p1"].pk]
    assert queries.receivers(line.actor("c11")) == []


def test_a_body_that_owes_two_counts_once_with_the_one_that_came(tmp_path):
    second = duty(
        "again", "dated", MONTHLY + BEFORE_TENTH + TO_BLOC, bearers=["team"],
        provision="att_1__art_4",
    )  # fmt: skip
    line = make_line(tmp_path, {"p1": ("c11",)}, extra=second)
    owed = line["c11"].pk
    rows = Occurrence.objects.filter(unit_id=owed, key=KEY).order_by("-pk")
    case = open_report(rows[0], line.actor("c11"))
    act(case, "submit", line.actor("c11"))
    upper = line.open("p1")

    merge(upper, line.actor("p1"))

    assert states(upper) == {"c11": ("taken", "", None)}
