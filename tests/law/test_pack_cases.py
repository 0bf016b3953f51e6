"""Cases of a pack: each kind of question, right, wrong and broken."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.pack_cases import run_cases
from danvan.law.packs import load
from tests.factories.pack_folders import write_local, write_pack

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
