"""The press of merge: figures, undo, two at once, traces in copies; what changed is taken again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from danvan.areas.consolidation.merge import merge, undo
from danvan.areas.consolidation.plan import plan_of
from danvan.areas.consolidation.queries import stale_versions
from danvan.areas.reporting.queries import current_version
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from tests.factories.lines import act, make_line, report_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(tmp_path):
    return make_line(tmp_path)


def version_of(case):
    return current_version(report_of(case))


def figures(case):
    rows = version_of(case).cells.filter(value__isnull=False)
    return {key: float(value) for key, value in rows.values_list("key", "value")}


def states(case):
    rows = version_of(case).inputs.select_related("unit")
    return {one.unit.key: (one.state, one.why) for one in rows}


def fresh(case):
    return Case.objects.get(pk=case.pk)


def code_of(run):
    with pytest.raises(Refused) as refused:
        run()
    return refused.value.code


def test_figures_follow_the_rule_of_the_form_and_the_missing_are_named(line):
    line.submit("c11", received=4, on_time=1, largest=7, state=3)
    line.submit("c12", received=6, on_time=4, largest=5)
    case = line.open("p1")

    merge(case, line.actor("p1"))

    assert figures(case) == {"received": 10, "on_time": 5, "share": 50, "largest": 7, "state": 3}
    assert states(case) == {"c11": ("taken", ""), "c12": ("taken", ""), "c13": ("missing", "")}


def test_a_press_is_one_step_and_one_entry(line):
    line.submit("c11", received=4)
    case = line.open("p1")
    before = Entry.objects.count()

    merge(case, line.actor("p1"))

    assert Entry.objects.count() == before + 1
    assert list(case.steps.values_list("act", "reason")) == [
        ("fill", "Tổng hợp số liệu: 1 báo cáo, thiếu 2.")
    ]


def test_what_the_body_typed_before_becomes_an_input_of_its_own(line):
    line.submit("c11", received=4)
    case = line.write("p1", received=3, largest=9)

    merge(case, line.actor("p1"))

    assert figures(case) == {"received": 7, "largest": 9}
    assert states(case)["p1"] == ("taken", "")

    merge(fresh(case), line.actor("p1"), own={"received": Decimal(1)})

    assert figures(case) == {"received": 5}

    merge(fresh(case), line.actor("p1"), own={})

    assert figures(case) == {"received": 4}
    assert "p1" not in states(case)


def test_undo_puts_back_what_stood_before(line):
    line.submit("c11", received=4)
    case = line.write("p1", received=3)
    before = figures(case)
    merge(case, line.actor("p1"))
    merge(fresh(case), line.actor("p1"), hand={line["c11"].pk: "trùng"})

    undo(fresh(case), line.actor("p1"))

    assert (figures(case), states(case)["c11"]) == ({"received": 7}, ("taken", ""))

    undo(fresh(case), line.actor("p1"))

    assert (figures(case), states(case)) == (before, {})
    assert code_of(lambda: undo(fresh(case), line.actor("p1"))) == "MERGE-03"


def test_undo_never_loses_what_somebody_typed_since(line):
    line.submit("c11", received=4)
    case = line.open("p1")
    merge(case, line.actor("p1"))
    typed(fresh(case), line.actor("p1"), {"received": 9})

    assert code_of(lambda: undo(fresh(case), line.actor("p1"))) == "MERGE-04"
    assert figures(case) == {"received": 9}


def test_what_was_shown_is_what_is_taken_or_nothing(line):
    line.submit("c11", received=4)
    case = line.open("p1")
    shown = plan_of(version_of(case), line.actor("p1"))
    line.submit("c12", received=6)

    assert code_of(lambda: merge(case, line.actor("p1"), digest=shown.digest)) == "MERGE-01"
    assert (figures(case), states(case)) == ({}, {})

    again = plan_of(version_of(case), line.actor("p1"))
    merge(fresh(case), line.actor("p1"), digest=again.digest)

    assert figures(case) == {"received": 10}


def test_two_at_once_give_one_success(line):
    line.submit("c11", received=4)
    case = line.open("p1")
    theirs = fresh(case)
    merge(case, line.actor("p1"))

    assert code_of(lambda: merge(theirs, line.actor("p1"))) == "CASE-02"
    assert version_of(case).rounds.count() == 1


def test_left_out_by_hand_stays_out_until_taken_in(line):
    line.submit("c11", received=4)
    line.submit("c12", received=6)
    case = line.open("p1")
    merge(case, line.actor("p1"), hand={line["c12"].pk: "số chưa chắc"})

    merge(fresh(case), line.actor("p1"))

    assert figures(case) == {"received": 4}
    assert states(case)["c12"] == ("left", "by_hand")

    merge(fresh(case), line.actor("p1"), hand={line["c12"].pk: None})

    assert figures(case) == {"received": 10}


def test_a_resubmission_below_marks_all_above_and_is_taken_again(line):
    low = line.submit("c11", received=4)
    case = line.open("p1")
    merge(case, line.actor("p1"))
    act(fresh(case), "submit", line.actor("p1"))
    top = line.open_upward("root")
    merge(top, line.actor("root"))
    low = act(fresh(low), "return", line.actor("p1"), reason="thiếu")

    versions = [version_of(case).pk, version_of(top).pk]
    assert stale_versions(versions) == {versions[0]: "here", versions[1]: "below"}

    typed(fresh(low), line.actor("c11"), {"received": 5})
    act(fresh(low), "submit", line.actor("c11"))

    assert stale_versions(versions) == {versions[0]: "here", versions[1]: "below"}

    act(fresh(case), "return", line.actor("root"), reason="cấp dưới đã sửa")
    plan = plan_of(version_of(case), line.actor("p1"))

    assert [(one.key, float(one.before), float(one.after)) for one in plan.changes] == [
        ("received", 4, 5)
    ]

    merge(fresh(case), line.actor("p1"), digest=plan.digest)
    act(fresh(case), "submit", line.actor("p1"))
    merge(fresh(top), line.actor("root"))

    assert (figures(case), figures(top)) == ({"received": 5}, {"received": 5})
    assert stale_versions([version_of(case).pk, version_of(top).pk]) == {}


def test_of_a_correction_that_was_sent_back_the_accepted_version_stands(line):
    low = act(line.submit("c11", received=4), "accept", line.actor("p1"))
    act(fresh(low), "correct", line.actor("c11"), reason="nhầm số")
    typed(fresh(low), line.actor("c11"), {"received": 9})
    case = line.open("p1")
    merge(case, line.actor("p1"))
    before = figures(case)
    act(fresh(low), "submit", line.actor("c11"))
    stale = [stale_versions([version_of(case).pk])]
    merge(fresh(case), line.actor("p1"))
    taken = figures(case)
    act(fresh(low), "return_correction", line.actor("p1"), reason="chưa rõ")
    stale.append(stale_versions([version_of(case).pk]))
    merge(fresh(case), line.actor("p1"))

    pk = version_of(case).pk
    assert stale == [{pk: "here"}, {pk: "here"}]
    assert (before, taken, figures(case)) == ({"received": 4}, {"received": 9}, {"received": 4})
    assert stale_versions([pk]) == {}


def test_a_new_version_keeps_its_trace_and_its_own_figures(line):
    line.submit("c11", received=4)
    case = line.write("p1", received=3)
    merge(case, line.actor("p1"))
    act(fresh(case), "submit", line.actor("p1"))
    act(fresh(case), "return", line.actor("root"), reason="xem lại")

    version = version_of(case)

    assert version.number == 2
    assert states(case) == {
        "c11": ("taken", ""), "c12": ("missing", ""), "c13": ("missing", ""), "p1": ("taken", ""),
    }  # fmt: skip
    assert plan_of(version, line.actor("p1")).own == {"received": Decimal(3)}
    assert not plan_of(version, line.actor("p1")).changes


def test_a_figure_typed_over_in_a_later_version_is_no_input_of_its_own(line):
    line.submit("c11", received=4)
    case = line.open("p1")
    merge(case, line.actor("p1"))
    act(fresh(case), "submit", line.actor("p1"))
    act(fresh(case), "return", line.actor("root"), reason="xem lại")
    typed(fresh(case), line.actor("p1"), {"received": 9})

    merge(fresh(case), line.actor("p1"))

    assert figures(case) == {"received": 4}
    assert "p1" not in states(case)


def test_a_version_handed_in_is_never_merged_into(line):
    line.submit("c11", received=4)
    case = line.open("p1")
    merge(case, line.actor("p1"))
    act(fresh(case), "submit", line.actor("p1"))

    assert code_of(lambda: merge(fresh(case), line.actor("p1"))) == "REPORT-02"
    assert code_of(lambda: undo(fresh(case), line.actor("p1"))) == "REPORT-02"


def test_a_stranger_and_a_reader_merge_nothing(line):
    line.submit("c11", received=4)
    case = line.open("p1")
    reader = replace(line.actor("p1"), grants=())

    assert code_of(lambda: merge(case, line.actor("p2"))) in {"CASE-01", "MERGE-02"}
    assert code_of(lambda: merge(fresh(case), reader)) in {"CASE-01", "MERGE-02"}
    assert figures(case) == {}
