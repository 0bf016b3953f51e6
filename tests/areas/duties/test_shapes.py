from __future__ import annotations

from datetime import date

from danvan.areas.duties.shapes import LABEL_SIGNS, Column, Mark, RowSource, board

COLUMNS = [Column(f"{month:02}", f"Tháng {month}", f"{month:02}") for month in range(1, 13)]


def mark(status: str) -> Mark:
    return Mark("slug", status, "tháng 01/2026", date(2026, 2, 9), None, 0)


def test_a_cell_shows_the_mark_that_needs_somebody_first():
    marks = {"01": [mark("done_in_time"), mark("overdue"), mark("coming")]}
    drawn = board(COLUMNS, [RowSource(1, "Báo cáo", "Điều 1", marks)])

    first, second = drawn.rows[0].cells[:2]
    assert (first.status, first.count) == ("overdue", 3)
    assert (second.status, second.count) == ("", 0)
    assert drawn.counts == {"overdue": 1, "coming": 1, "done_in_time": 1}


def test_cells_stand_side_by_side_inside_the_drawing():
    drawn = board(COLUMNS, [RowSource(row, "Báo cáo", "", {}) for row in range(3)])

    for row in drawn.rows:
        lefts = [cell.x for cell in row.cells]
        assert lefts == sorted(set(lefts))
        assert row.cells[-1].x + row.cells[-1].width <= drawn.width
    assert drawn.rows[-1].y < drawn.height


def test_long_labels_are_cut_and_short_ones_kept():
    drawn = board(COLUMNS, [RowSource(1, "x" * 99, "", {}), RowSource(2, "Báo cáo", "", {})])

    assert len(drawn.rows[0].short) == LABEL_SIGNS
    assert drawn.rows[1].short == "Báo cáo"


def test_a_board_without_columns_or_rows_is_drawn():
    assert board([], []).rows == ()
    assert board([], []).counts == {}
