"""The forms of the base pack bound every figure: a number no country has is no figure."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from danvan.law.duties import Words
from danvan.law.report_checks import check
from danvan.law.reports import Figure
from tests.factories.report_forms import FORM

GENERAL = Path(__file__).parents[2] / "packs" / "vn-base" / "reports" / "general.toml"
BOUNDS = {
    figure["key"]: figure.get("maximum")
    for form in tomllib.loads(GENERAL.read_text("utf-8"))["forms"]
    for section in form["sections"]
    for figure in section.get("figures", [])
}


@pytest.mark.parametrize("key", sorted(BOUNDS))
def test_figure_of_the_base_pack_has_a_highest_value(key):
    assert BOUNDS[key] is not None
    assert BOUNDS[key] < 999_999_999_999


def test_first_value_beyond_the_bound_stops_without_an_earlier_period():
    asked = Figure("cases", Words("Vụ", "Cases"), Words("", ""), Words("vụ", "cases"), "sum",
                   maximum=Decimal(BOUNDS["complicated_cases"]))  # fmt: skip
    section = replace(FORM.sections[0], figures=(asked,), totals=())
    form = replace(FORM, sections=(section,))

    (found,) = check(form, {"cases": Decimal(999_999_999_999)})

    assert (found.code, found.severity) == ("REP-05", "stops")
    assert found.fields["value"] == "999.999.999.999"
