"""Cells of one row: texts, keys, words of closed lists, days; formulas are never taken."""

from __future__ import annotations

from datetime import date, datetime
from unicodedata import normalize

import pytest

from danvan.law.errors import LawError
from danvan.law.tree_cells import COLUMNS, RowReader, Vocabulary, columns_of, day_of

KNOWN = Vocabulary(
    {"xa": "commune"}, {"dang": "party"}, {"cong an xa": "commune_police", "front": "front"}
)
PLACES = {key: at for at, key in enumerate(COLUMNS)}
USUAL = {"key": "a", "name": "Tổ", "tier": "Xã", "side": "đảng", "valid_from": date(2025, 7, 1)}


def read(formulas=(), **cells):
    told = USUAL | cells
    reader = RowReader(2, [told.get(key) for key in COLUMNS], PLACES, formulas)
    return reader.line(KNOWN, "root"), [one.code for one in reader.findings]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1/7/2025", date(2025, 7, 1)),
        (" 01-07-2025 ", date(2025, 7, 1)),
        ("2025-07-01", date(2025, 7, 1)),
        (date(2025, 7, 1), date(2025, 7, 1)),
        (datetime(2025, 7, 1, 12, 30), date(2025, 7, 1)),  # noqa: DTZ001  spreadsheets know no zones
        (45839, date(2025, 7, 1)),
        (45839.5, date(2025, 7, 1)),
        ("", None),
        (None, None),
    ],
)
def test_day_is_read_in_every_usual_form(cell, expected):
    assert day_of(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/02/2025", "TREE-28"),
        ("7/2025", "TREE-28"),
        ("hôm qua", "TREE-28"),
        (float("nan"), "TREE-28"),
        (float("inf"), "TREE-28"),
        (-5e9, "TREE-28"),
        (True, "TREE-28"),
        ("01/07/0025", "TREE-37"),
        (12, "TREE-37"),
        (9_999_999, "TREE-28"),
    ],
)
def test_what_is_no_day_is_told(cell, code):
    with pytest.raises(LawError) as refused:
        day_of(cell)

    assert refused.value.code == code


def test_row_in_order_becomes_a_unit():
    line, codes = read(
        key=" A-1 ",
        name=normalize("NFD", "Tổ  dân\nvận"),
        roles="Công an xã; front;Công an xã",
        is_locality="X",
    )

    assert codes == []
    assert (line.key, line.name, line.parent) == ("a-1", "Tổ dân vận", "root")
    assert (line.roles, line.is_locality) == (("commune_police", "front"), True)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"name": ""}, "TREE-20"),
        ({"name": "   "}, "TREE-20"),
        ({"valid_from": ""}, "TREE-20"),
        ({"key": "Tổ 1"}, "TREE-21"),
        ({"key": "../a"}, "TREE-21"),
        ({"key": "a" * 61}, "TREE-21"),
        ({"tier": "huyệnn"}, "TREE-26"),
        ({"side": "x"}, "TREE-26"),
        ({"is_locality": "có lẽ"}, "TREE-26"),
        ({"roles": "Ban Không Có"}, "TREE-27"),
        ({"valid_until": "30/02/2026"}, "TREE-28"),
        ({"valid_until": date(2025, 7, 1)}, "TREE-29"),
        ({"name": "=HYPERLINK(1)"}, "TREE-31"),
        ({"name": " =1+1"}, "TREE-31"),
        ({"name": "x" * 201}, "TREE-32"),
        ({"basis": "x" * 301}, "TREE-32"),
    ],
)
def test_wrong_cell_is_told_once(cells, code):
    assert read(**cells)[1] == [code]


def test_formula_is_told_though_its_value_would_do():
    assert read(formulas={PLACES["name"]})[1] == ["TREE-31"]


def test_number_as_key_is_written_whole():
    assert read(key=12.0)[0].key == "12"


def test_headings_are_found_in_any_order_and_without_marks():
    places, findings = columns_of(["Ten", "MÃ", "cấp *", "khối", "Từ ngày", "valid_until", None])

    assert places == {
        "name": 0,
        "key": 1,
        "tier": 2,
        "side": 3,
        "valid_from": 4,
        "valid_until": 5,
    }
    assert findings == []
