"""Boards as plain values: rows, columns, cells with the marks in them, and where each stands in the
drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

LABEL_WIDTH = 300
BOARD_WIDTH = 640
NARROWEST = 30
ROW_HEIGHT = 30
HEAD_HEIGHT = 30
LABEL_SIGNS = 44
URGENCY = ("overdue", "due", "done_late", "coming", "done_in_time", "done", "waived")
"""Which of several marks in one cell is shown: the one that needs somebody first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One occasion on a board.

    Args:
        days_late: Calendar days after the last day in time; 0 where it is in time.
        is_provisional: Whether the day was counted beyond the published calendar.
    """

    slug: str
    status: str
    words: str
    due_on: date | None
    closed_on: date | None
    days_late: int
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One month or period: its key, its words, and the few signs that fit the drawing."""

    key: str
    words: str
    short: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where a row meets a column, and where it is drawn."""

    marks: tuple[Mark, ...]
    column: Column
    x: int
    y: int
    width: int

    @property
    def status(self) -> str:
        """Return the status of the mark that needs somebody first; empty where nothing stands."""
        known = {mark.status for mark in self.marks}
        return next((status for status in URGENCY if status in known), "")

    @property
    def count(self) -> int:
        """Return how many marks stand in it."""
        return len(self.marks)

    @property
    def middle(self) -> int:
        """Return where a letter stands, horizontally."""
        return self.x + self.width // 2

    @property
    def baseline(self) -> int:
        """Return where a letter stands, vertically."""
        return self.y + ROW_HEIGHT * 2 // 3


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One series or one body."""

    key: object
    label: str
    place: str
    cells: tuple[Cell, ...]
    y: int

    @property
    def short(self) -> str:
        """Return the label as it fits the drawing."""
        return self.label if len(self.label) <= LABEL_SIGNS else f"{self.label[: LABEL_SIGNS - 1]}…"

    @property
    def baseline(self) -> int:
        """Return where the label stands, vertically."""
        return self.y + ROW_HEIGHT * 2 // 3


@dataclass(frozen=True, slots=True)
class Board:
    """A whole board with the size of its drawing."""

    columns: tuple[Cell, ...]
    rows: tuple[BoardRow, ...]
    width: int
    height: int

    @property
    def statuses(self) -> list[str]:
        """Return the statuses that stand on it, for the legend."""
        known = {mark.status for row in self.rows for cell in row.cells for mark in cell.marks}
        return [status for status in URGENCY if status in known]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many marks of each status stand on it."""
        marks = [mark for row in self.rows for cell in row.cells for mark in cell.marks]
        return {status: sum(mark.status == status for mark in marks) for status in self.statuses}


@dataclass(frozen=True, slots=True)
class RowSource:
    """What a row is made of: its label and its marks by column key."""

    key: object
    label: str
    place: str
    marks: Mapping[str, Sequence[Mark]]


def board(columns: Sequence[Column], sources: Iterable[RowSource]) -> Board:
    """Return a board laid out, columns and rows in the order given."""
    width = max(NARROWEST, BOARD_WIDTH // max(1, len(columns)))
    lefts = [LABEL_WIDTH + number * width for number in range(len(columns))]
    rows = []
    for number, source in enumerate(sources):
        y = HEAD_HEIGHT + number * ROW_HEIGHT
        cells = tuple(
            Cell(tuple(source.marks.get(column.key, ())), column, left, y, width)
            for column, left in zip(columns, lefts, strict=True)
        )
        rows.append(BoardRow(source.key, source.label, source.place, cells, y))
    heads = tuple(
        Cell((), column, left, 0, width) for column, left in zip(columns, lefts, strict=True)
    )
    height = HEAD_HEIGHT + len(rows) * ROW_HEIGHT + 1
    return Board(heads, tuple(rows), LABEL_WIDTH + len(columns) * width + 1, height)
