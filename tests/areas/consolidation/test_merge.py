from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.areas.consolidation.merge import merge, undo
from danvan.areas.consolidation.models import Input, OwnFigure
from danvan.areas.consolidation.plan import plan_of
from danvan.areas.reporting.rules import current_version
from danvan.kernel.cases.refused import Refused
from tests.factories.lines import act, make_line, report_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(tmp_path):
    return make_line(tmp_path)


def figures(case):
    version = current_version(report_of(case))
    return {
        key: value for key, value in version.cells.values_list("key", "value") if value is not None
    }


def states(case):
    version = current_version(report_of(case))
    return {one.unit.key: (one.state, one.why) for one in version.inputs.select_related("unit")}


def test_figures_follow_the_rule_of_the_form(line):
    line.submit("c11", received=4, on_time=1, largest=7, state=3)
    line.submit("c12", received=6, on_time=4, largest=5)
    case = line.open("p1")

    merge(case, line.actor("p1"))

    assert figures(case) == {
        "received": Decimal(10),
        "on_time": Decimal(5),
        "share": Decimal(50),
        "largest": Decimal(7),
        "state": Decimal(3),
    }
    assert states(case) == {"c11": ("taken", ""), "c12": ("taken", ""), "c13": ("missing", "")}
