"""Calendars, bodies, limits and closed lists of a pack: what is read and what is found wrong."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.clocks import TimeLimit
from danvan.law.packs import check, load
from danvan.law.periods import Period
from tests.factories.pack_folders import BASE, write_base

CALENDAR, FIXED = BASE["calendars/2026.toml"], BASE["calendars/fixed.toml"]
BODIES = BASE["bodies.toml"]
SINCE_JULY = '{ role = "council", from = 2025-07-01 }'
LIMIT = """
[limits."petition.acceptance"]
label = { vi = "Thời hạn thụ lý", en = "Acceptance" }

[[limits."petition.acceptance".values]]
from = 2020-01-01
until = 2026-07-01
amount = 10
measure = "day"
last_day_rests = "stays"
source = "tests"
mark = "C"

[[limits."petition.acceptance".values]]
from = 2026-07-01
amount = 7
measure = "working_day"
last_day_rests = "next_working_day"
source = "tests"
mark = "C"
"""


def codes(tmp_path, **changed):
    return [finding.code for finding in check(write_base(tmp_path, **changed))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("year = 2026\n", "", ["PACK-05"]),
        ("year = 2026", "year = 2025", ["PACK-15", "PACK-15"]),
        ("on = 2026-01-02", 'on = "2026-01-02"', ["PACK-06", "PACK-16"]),
        ("on = 2026-01-10", "on = 2026-01-09", ["PACK-17"]),
        ("on = 2026-01-10", "on = 2026-01-02", ["PACK-17", "PACK-08"]),
        ("swapped_for = 2026-01-02", "swapped_for = 2026-01-05", ["PACK-16", "PACK-16"]),
        ("swapped_for = 2026-01-02\n", "", ["PACK-05", "PACK-16"]),
        ('kind = "swapped"', 'kind = "lazy"', ["PACK-07", "PACK-16"]),
        ('kind = "swapped"', 'kind = "swapped"\nwhy = 1', ["PACK-04"]),
    ],
)
def test_faults_of_a_calendar_year_are_found(tmp_path, old, new, expected):
    assert codes(tmp_path, **{"calendars/2026.toml": CALENDAR.replace(old, new)}) == expected


def test_year_left_out_or_twice_is_found(tmp_path):
    later, again = "year = 2029\n", "year = 2026\n"

    assert codes(tmp_path, **{"calendars/2029.toml": later}) == ["PACK-12", "PACK-12"]
    assert codes(tmp_path, **{"calendars/2029.toml": again}) == ["PACK-08"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("day = 1", "day = 40", ["PACK-06", "PACK-05"]),
        ("month = 1\nday = 1", "days = [2027-04-16]", []),
        ("month = 1\nday = 1", "days = []", ["PACK-05"]),
        ("month = 1\nday = 1", 'days = "always"', ["PACK-06", "PACK-05"]),
        ("day = 1", "day = 1\nfrom = 2026-01-01\nuntil = 2025-01-01", ["PACK-14"]),
    ],
)
def test_faults_of_a_fixed_holiday_are_found(tmp_path, old, new, expected):
    assert codes(tmp_path, **{"calendars/fixed.toml": FIXED.replace(old, new)}) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('slug = "police"', 'slug = "council"', ["PACK-08"]),
        ('parent = "council"', 'parent = "nobody"', ["PACK-09"]),
        ('parent = "council"', 'successors = ["nobody"]', ["PACK-09"]),
        ('side = "state"', 'side = "left"', ["PACK-07"]),
        ('level = "commune"\nside = "state"', 'level = "moon"\nside = "state"', ["PACK-07"]),
        ('parent = "council"', 'colour = "red"', ["PACK-04"]),
        (
            'parent = "council"',
            f'parents = [{{ role = "council", until = 2025-01-01 }}, {SINCE_JULY}]',
            ["PACK-12"],
        ),
        (
            'parent = "council"',
            'parents = [{ role = "council", until = 2025-07-01 }, { role = "council" }]',
            ["PACK-13"],
        ),
        ('parent = "council"', 'parents = ["council"]', ["PACK-06"]),
        ("[[bodies]]", "[[organs]]", ["PACK-04"]),
    ],
)
def test_faults_of_bodies_are_found(tmp_path, old, new, expected):
    assert codes(tmp_path, **{"bodies.toml": BODIES.replace(old, new)}) == expected


def test_bodies_may_stand_in_several_files(tmp_path):
    first, second = BODIES.rsplit("[[bodies]]", 1)

    pack = load(
        write_base(
            tmp_path,
            **{
                "bodies.toml": None,
                "bodies/one.toml": first,
                "bodies/two.toml": "[[bodies]]" + second,
            },
        )
    )

    assert [body.slug for body in pack.bodies] == ["council", "police"]


def test_relations_of_a_body_are_dated(tmp_path):
    dated = (
        'parents = [{ role = "council", until = 2025-07-01 }, '
        '{ role = "police", from = 2025-07-01 }]\nvertical_superior = "council"'
    )

    police = load(
        write_base(tmp_path, **{"bodies.toml": BODIES.replace('parent = "council"', dated)})
    ).all_bodies["police"]

    assert police.parent_on(date(2025, 6, 30)) == "council"
    assert police.parent_on(date(2025, 7, 1)) == "police"
    assert police.superior_on(date(1990, 1, 1)) == "council"
    assert police.period == Period()


def test_limits_hold_during_their_dates(tmp_path):
    limits = load(write_base(tmp_path, **{"limits/petitions.toml": LIMIT})).limits

    assert [each.limit for each in limits] == [
        TimeLimit(10, "day"),
        TimeLimit(7, "working_day", "next_working_day"),
    ]
    assert [each.period.until for each in limits] == [date(2026, 7, 1), None]
    assert {each.key for each in limits} == {"petition.acceptance"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("until = 2026-07-01", "until = 2026-06-01", ["PACK-12"]),
        ("until = 2026-07-01", "until = 2026-08-01", ["PACK-13"]),
        ("until = 2026-07-01", 'until = 2026-08-01\nwhen = ["remote_area"]', []),
        ("amount = 10", "amount = 0", ["PACK-06"]),
        ("amount = 10\n", "", ["PACK-06"]),
        ('measure = "day"', 'measure = "moon"', ["PACK-07"]),
        ('last_day_rests = "stays"\n', "", ["PACK-05"]),
        ('source = "tests"\nmark = "C"\n\n[[', "[[", ["PACK-05", "PACK-05"]),
        ("from = 2020-01-01\n", "", ["PACK-05"]),
    ],
)
def test_faults_of_limits_are_found(tmp_path, old, new, expected):
    changed = LIMIT.replace(old, new, 1)

    assert codes(tmp_path, **{"limits/petitions.toml": changed}) == expected


def test_limit_stands_in_one_file(tmp_path):
    assert codes(tmp_path, **{"limits/a.toml": LIMIT, "limits/b.toml": LIMIT}) == ["PACK-08"]


@pytest.mark.parametrize("text", ["[limits]\nlooks = 1\n", "limits = 7\n"])
def test_limits_of_another_shape_are_found(tmp_path, text):
    assert codes(tmp_path, **{"limits/a.toml": text}) == ["PACK-06"]


def test_word_of_a_list_stands_once(tmp_path):
    twice = BASE["areas.toml"] * 2

    assert codes(tmp_path, **{"areas.toml": twice}) == ["PACK-08"]


def test_glossary_is_read_with_its_warnings(tmp_path):
    text = (
        '[[terms]]\nkey = "duty"\nnames = { vi = "nghĩa vụ", en = "duty" }\n'
        'definition = { vi = "việc phải làm", en = "what must be done" }\n'
        'not_to_be_confused_with = ["assignment"]\n'
    )

    term = load(write_base(tmp_path, **{"glossary.toml": text})).glossary[0]

    assert term.names.vi == "nghĩa vụ"
    assert term.not_to_be_confused_with == ("assignment",)
