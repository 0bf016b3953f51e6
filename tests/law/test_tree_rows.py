"""Rows of a spreadsheet of units are checked against each other and against the tree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from danvan.law.tree_cells import COLUMNS, Vocabulary
from danvan.law.tree_rows import Sheet, Standing, check_rows

KNOWN = Vocabulary(
    {"xa": "commune", "thon": "hamlet"}, {"dang": "party"}, {"cong an xa": "commune_police"}
)
BEGAN = date(2021, 1, 1)
TREE = {
    one.key: one
    for one in (
        Standing("root", "Xã Mẫu", "commune", "party", "", BEGAN, BEGAN, is_locality=True),
        Standing("board", "Ban", "commune", "party", "root", BEGAN, BEGAN),
        Standing("bloc", "Khối", "commune", "party", "board", BEGAN, BEGAN),
        Standing("gone", "Cũ", "commune", "party", "root", BEGAN, BEGAN, ends_on=date(2022, 1, 1)),
        Standing("far", "Xa", "commune", "party", "root", BEGAN, BEGAN, is_mine=False),
    )
}


def row(key, **more):
    usual = {"key": key, "name": f"Tổ {key}", "tier": "Xã", "side": "Đảng"}
    return usual | {"valid_from": date(2021, 3, 1)} | more


def checked(*rows, header=None, formulas=None):
    cells = [[one.get(key) for key in COLUMNS] for one in rows]
    sheet = Sheet([header or list(COLUMNS.values()), *cells], formulas or {})
    return check_rows(sheet, KNOWN, TREE, "root")


def told(found):
    return [(one.place.line_start, one.code) for one in found.findings]


def test_rows_in_any_order_are_added():
    found = checked(row("child", parent="new"), row("new"), row("top", parent="board"))

    assert told(found) == []
    assert found.is_clean
    assert [(line.key, line.parent, line.number) for line in found.added] == [
        ("child", "new", 2),
        ("new", "root", 3),
        ("top", "board", 4),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("a"), row("a", name="B")], [(3, "TREE-22")]),
        ([row("a"), row("A ", name="B")], [(3, "TREE-22")]),
        ([row("a", parent="x")], [(2, "TREE-23")]),
        ([row("a", home="x")], [(2, "TREE-23")]),
        ([row("a", home="board")], [(2, "TREE-38")]),
        ([row("a", parent="a")], [(2, "TREE-24")]),
        ([row("a", parent="c"), row("b", parent="a"), row("c", parent="b")], [(2, "TREE-24")]),
        ([row("x", parent="a"), row("a", parent="b"), row("b", parent="a")], [(3, "TREE-24")]),
        ([row("board", parent="bloc", valid_from=date(2022, 1, 1))], [(2, "TREE-24")]),
        ([row("a"), row("b", name="tổ A")], [(3, "TREE-25")]),
        ([row("a", name="Ban")], [(2, "TREE-25")]),
        ([row("a"), row("b", name="Tô a")], []),
        ([row("a"), row("b", name="Tổ a", parent="board")], []),
        (
            [
                row("a", valid_until=date(2022, 1, 1)),
                row("b", name="Tổ a", valid_from=date(2022, 1, 1)),
            ],
            [],
        ),
        ([row("a", valid_from=date(2020, 12, 31))], [(2, "TREE-30")]),
        ([row("a", parent="gone")], [(2, "TREE-30")]),
        ([row("a", parent="gone", valid_until=date(2022, 1, 1))], []),
        ([row("a", valid_until=date(2021, 3, 1))], [(2, "TREE-29")]),
        ([row("a", parent="far")], [(2, "TREE-33")]),
        ([row("far")], [(2, "TREE-33")]),
        ([], [(1, "TREE-12")]),
        ([{}, row("a"), {}], []),
    ],
)
def test_what_is_wrong_between_rows_is_told_by_row(rows, expected):
    assert told(checked(*rows)) == expected


def test_circle_is_named():
    found = checked(row("a", parent="c"), row("b", parent="a"), row("c", parent="b"))

    assert found.findings[0].fields["way"] == "a → c → b → a"


def test_unit_that_stands_is_unchanged_changed_or_refused():
    same = row("board", name="Ban", parent="root", valid_from=BEGAN)
    renamed = row("bloc", name="Khối mới", parent="board", valid_from=date(2022, 1, 1))
    too_early = row("bloc", name="Khối mới", parent="board", valid_from=BEGAN)
    ended = row("bloc", name="Khối", parent="board", valid_until=date(2023, 1, 1))

    assert (checked(same).unchanged, checked(same).changed) == (1, ())
    assert [line.key for line in checked(renamed).changed] == ["bloc"]
    assert told(checked(too_early)) == [(2, "TREE-34")]
    assert told(checked(ended)) == [(2, "TREE-34")]


def test_top_of_the_tree_keeps_its_place():
    assert checked(row("root", name="Xã Mẫu", valid_from=BEGAN)).unchanged == 1


def test_new_body_of_a_standing_unit_is_bound_from_the_row_on():
    found = checked(row("bloc", name="Khối", parent="board", roles="Công an xã"))

    assert found.bound == (("bloc", "commune_police", date(2021, 3, 1)),)


def test_sheet_without_needed_headings_is_not_read():
    found = checked(row("a"), header=["Mã", "Tên", "Lạ"])

    assert {one.code for one in found.findings} == {"TREE-10", "TREE-36"}
    assert not found.is_clean
    assert found.added == ()


def test_digest_names_the_outcome():
    assert checked(row("a")).digest == checked(row("a")).digest
    assert checked(row("a")).digest != checked(row("a", name="Tổ khác")).digest


def test_progress_is_told():
    read: list[int] = []
    cells = [[row(f"u{number}").get(key) for key in COLUMNS] for number in range(2500)]

    check_rows(Sheet([list(COLUMNS.values()), *cells]), KNOWN, TREE, "root", read.append)

    assert read == [1000, 2000]


CELLS = some.one_of(
    some.none(),
    some.text(max_size=8),
    some.floats(),
    some.dates(),
    some.booleans(),
    some.sampled_from(["a", "b", "c", "root", "Xã", "Đảng", "01/03/2021", "x", "=A1"]),
)


@settings(max_examples=60)
@given(some.lists(some.lists(CELLS, max_size=14), max_size=6))
@example([[None] * 7 + [float("inf")], [None] * 7 + [float("nan")]])
def test_any_cells_give_findings_never_an_error(rows):
    found = check_rows(Sheet([list(COLUMNS.values()), *rows]), KNOWN, TREE, "root")

    assert all(one.code.startswith("TREE-") for one in found.findings)
    assert found.is_clean or found.findings


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("a", side="", parent="b"), row("b", parent="a")], ["TREE-20", "TREE-24"]),
        ([row("a", side=""), row("b", name="Tổ a")], ["TREE-20", "TREE-25"]),
        ([row("a", side="", parent="far")], ["TREE-20", "TREE-33"]),
        ([row("far", side="")], ["TREE-20", "TREE-33"]),
        ([row("a", side="", valid_from=date(2020, 1, 1))], ["TREE-20", "TREE-30"]),
        ([row("a", side=""), row("a", name="B")], ["TREE-20", "TREE-22"]),
        ([row("a", side=""), row("b", parent="a")], ["TREE-20"]),
        ([row("a", name=""), row("b", parent="a")], ["TREE-20"]),
        ([row("a", valid_from="x"), row("b", parent="a")], ["TREE-28"]),
        ([row("a", is_locality="?"), row("b", home="a")], ["TREE-26"]),
        ([row("a", parent="b c", name="Ban")], ["TREE-21"]),
        ([row("bloc", side="", parent="board", name="Khối")], ["TREE-20"]),
    ],
)
def test_row_that_cannot_be_read_whole_is_still_checked_against_the_others(rows, expected):
    found = checked(*rows)

    assert sorted(code for _row, code in told(found)) == expected
