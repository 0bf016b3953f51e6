"""Merged figures are what an independent recount of the same cells gives, however they are asked.

The recount walks the inputs one by one through ``danvan.law.reports.merge``; the database groups.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from danvan.areas.consolidation.calculator import (
    by_rule,
    differences,
    form_of,
    merged_values,
    preview,
    renew,
)
from danvan.areas.consolidation.merge import merge as press
from danvan.areas.consolidation.models import OwnFigure
from danvan.areas.reporting.models import Cell
from danvan.areas.reporting.queries import current_version
from danvan.kernel.cases.models import Case
from danvan.law.reports import merge
from tests.factories.lines import act, make_line, report_of, typed
from tests.factories.report_forms import FORM

KEYS = [one.key for one in FORM.figures if one.merge != "ratio"]
NUMBERS = some.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False)
INPUTS = some.lists(some.dictionaries(some.sampled_from(KEYS), some.none() | NUMBERS), max_size=6)
form = replace(FORM, valid_from=None)


@given(INPUTS)
def test_rule_over_sums_says_what_the_law_says_of_each(inputs):
    totals, last = {}, {}
    for values in inputs:
        for key, value in values.items():
            if value is not None:
                total, most = totals.get(key, (Decimal(0), value))
                totals[key] = (total + value, max(most, value))
                last[key] = value

    assert by_rule(form, totals, last) == merge(form, inputs)


def recounted(version):
    """Return the figures of a merged version from its cells, one input after the other."""
    inputs = []
    for one in version.inputs.filter(state="taken").order_by("pk"):
        if one.lower_id:
            inputs.append(
                dict(Cell.objects.filter(version_id=one.lower_id).values_list("key", "value"))
            )
        else:
            own = OwnFigure.objects.filter(input=one)
            inputs.append(dict(own.values_list("key", "value")))
    return merge(form_of(version.report), inputs)


def some_values(seed):
    chance = random.Random(seed)
    return {key: chance.randrange(0, 5000) for key in KEYS if chance.random() < 0.7}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_of_province_and_country_is_traced_to_its_cells(tmp_path, seed):
    line = make_line(tmp_path)
    told = {key: some_values(f"{seed}{key}") for key in ("c11", "c12", "c21", "c22")}
    for key, values in told.items():
        line.submit(key, **values)
    provinces = []
    for at, key in enumerate(("p1", "p2")):
        case = line.write(key, **({"received": seed} if at else {}))
        press(case, line.actor(key))
        provinces.append(Case.objects.get(pk=case.pk))
    for case, key in zip(provinces, ("p1", "p2"), strict=True):
        act(case, "submit", line.actor(key))
    top = line.open_upward("root")
    press(top, line.actor("root"))

    versions = [current_version(report_of(case)) for case in (*provinces, top)]
    for version in versions:
        stands = {one.key: one.value for one in version.cells.all()}
        expected = {key: value for key, value in recounted(version).items() if value is not None}
        assert {key: value for key, value in stands.items() if value is not None} == expected
        assert differences(version) == ()
    leaves = defaultdict(Decimal)
    for values in (*told.values(), {"received": seed}):
        for key, value in values.items():
            leaves[key] += value
    country = {one.key: one.value for one in versions[-1].cells.all()}
    summed = [one.key for one in FORM.figures if one.merge == "sum"]
    assert {key: country.get(key) for key in summed if key in leaves} == {
        key: leaves[key] for key in summed if key in leaves
    }


@pytest.mark.django_db
def test_many_versions_cost_as_many_queries_as_one(tmp_path, django_assert_num_queries):
    line = make_line(tmp_path)
    for key in ("c11", "c12", "c21", "c22"):
        line.submit(key, received=5, largest=3)
    cases = [line.open(key) for key in ("p1", "p2")]
    for case, key in zip(cases, ("p1", "p2"), strict=True):
        press(case, line.actor(key))
    versions = [current_version(report_of(case)) for case in cases]
    for version in versions:
        version.report = report_of(version.report.case)

    with django_assert_num_queries(4):
        one = merged_values({versions[0].pk: form_of(versions[0].report)})
    with django_assert_num_queries(4):
        both = merged_values({each.pk: form_of(each.report) for each in versions})
    with django_assert_num_queries(6):
        renew(versions)

    assert both[versions[0].pk] == one[versions[0].pk]
    assert [both[each.pk]["received"] for each in versions] == [10, 10]


@pytest.mark.django_db
def test_preview_says_what_the_press_writes(tmp_path):
    line = make_line(tmp_path)
    lowers = [line.submit(key, **some_values(key)) for key in ("c11", "c12")]
    own = {"received": Decimal(2), "state": Decimal(8)}
    case = line.open("p1")
    ids = [current_version(report_of(one)).pk for one in lowers]

    shown = preview(form_of(report_of(case)), ids, own)
    press(case, line.actor("p1"), own=own)

    version = current_version(report_of(case))
    stands = {one.key: one.value for one in version.cells.all()}
    assert {key: value for key, value in shown.items() if value is not None} == stands


@pytest.mark.django_db
def test_a_figure_changed_by_hand_is_found_and_said(tmp_path):
    line = make_line(tmp_path)
    line.submit("c11", received=4)
    case = line.open("p1")
    press(case, line.actor("p1"))
    typed(Case.objects.get(pk=case.pk), line.actor("p1"), {"received": 9, "teams": 2})

    found = differences(current_version(report_of(case)))

    assert [(one.key, one.before, one.after) for one in found] == [("received", 9, 4)]


@pytest.mark.django_db
def test_a_report_without_inputs_has_no_differences(tmp_path):
    line = make_line(tmp_path)
    case = line.submit("c11", received=4)

    assert differences(current_version(report_of(case))) == ()
