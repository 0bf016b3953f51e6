"""Cases of a pack: each kind of question, right, wrong and broken."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.pack_cases import run_cases
from danvan.law.packs import load
from tests.factories.pack_folders import write_local, write_pack
from tests.factories.report_forms import PACK

PAUSED = (
    '{ amount = 3, measure = "day", from = 2026-01-05, extended_by = 1, '
    "pauses = [{ from = 2026-01-06, until = 2026-01-08 }] }"
)


def case(kind, given, expected):
    return (
        f'[[cases]]\nname = "case"\nkind = "{kind}"\ninput = {given}\nexpected = {expected}\n'
        'source = "tests"\n'
    )


def outcomes(tmp_path, text):
    return run_cases(load(write_local(tmp_path, **{"cases/all.toml": text})))


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("due_days", '{ duty = "t-d1", year = 2025 }', "[]"),
        ("kind_of_day", "{ on = 2026-01-10 }", '"make_up"'),
        ("kind_of_day", "{ on = 2030-01-10 }", '"CAL-01"'),
        ("due_day", '{ amount = 1, measure = "day", from = 2026-01-05 }', "2026-01-06"),
        ("due_day", '{ amount = 0, measure = "day", from = 2026-01-05 }', '"TIM-01"'),
        ("due_days", '{ duty = "t-d9", year = 2026 }', '"PACK-31"'),
        (
            "clock",
            PAUSED,
            "2026-01-11",
        ),
    ],
)
def test_cases_are_answered_by_the_engine(tmp_path, kind, given, expected):
    found, findings = outcomes(tmp_path, case(kind, given, expected))

    assert findings == ()
    assert [each.is_right for each in found] == [True]


def test_duty_falls_due_on_these_days_of_a_year(tmp_path):
    text = case("due_days", '{ duty = "t-d1", year = 2026 }', "[]")

    found = outcomes(tmp_path, text)[0][0]

    assert not found.is_right
    assert found.found[0] == date(2026, 2, 9)
    assert len(found.found) == 11


def test_pack_without_document_or_calendar_says_so(tmp_path):
    text = case("kind_of_day", "{ on = 2026-01-10 }", '"PACK-32"')

    found, _ = run_cases(load(write_pack(tmp_path, "alone", {"cases/all.toml": text})))

    assert found[0].is_right


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('kind = "kind_of_day"', 'kind = "riddle"', "PACK-07"),
        ('expected = "make_up"\n', "", "PACK-05"),
        ("input = { on = 2026-01-10 }\n", "", "PACK-05"),
        ("on = 2026-01-10", "on = 2026-01-10, colour = 1", "PACK-04"),
        ('source = "tests"\n', "", "PACK-05"),
    ],
)
def test_broken_case_is_found(tmp_path, old, new, code):
    text = case("kind_of_day", "{ on = 2026-01-10 }", '"make_up"')

    _, findings = outcomes(tmp_path, text.replace(old, new))

    assert [finding.code for finding in findings] == [code]


def report_case(tmp_path, kind, given, expected):
    """Run one case on the form of reports of the tests."""
    files = {"cases/all.toml": case(kind, given, expected), "reports/general.toml": PACK}
    return run_cases(load(write_local(tmp_path, **files)))


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (
            "report_merge",
            '{ form = "general", reports = [{on_time = 1, received = 4}, {received = 0.5}, {}] }',
            "{ received = 4.5, on_time = 1.0, share = 22.2222 }",
        ),
        (
            "report_merge",
            '{ form = "general", over_time = true, reports = [{ on_time = 1 }, { on_time = 3 }] }',
            "{ on_time = 3.0 }",
        ),
        (
            "report_check",
            '{ form = "general", reports = [{ received = 9000 }] }',
            '["REP-05 received"]',
        ),
        (
            "report_check",
            '{ form = "general", reports = [{ received = 9 }], before = [{ received = 2 }] }',
            '["REP-06 received"]',
        ),
        ("report_check", '{ form = "general", reports = [] }', "[]"),
        ("report_merge", '{ form = "lost", reports = [] }', '"PACK-37"'),
        ("report_merge", '{ form = "general", version = "9", reports = [] }', '"PACK-37"'),
    ],
)
def test_cases_of_reports_are_answered(tmp_path, kind, given, expected):
    found, _findings = report_case(tmp_path, kind, given, expected)

    assert [(one.expected, one.is_right) for one in found] == [(found[0].found, True)]


@pytest.mark.parametrize("rows", ['[{ received = "two" }]', "[3]", "[{ received = true }]"])
def test_case_with_figures_that_are_none_is_told(tmp_path, rows):
    given = f'{{ form = "general", reports = {rows} }}'

    _found, findings = report_case(tmp_path, "report_check", given, "[]")

    assert [finding.code for finding in findings] == ["PACK-06"]
