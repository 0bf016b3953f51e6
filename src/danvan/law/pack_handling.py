"""The table of a pack that says how petitions are handled."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from danvan.law.handling import AXES, Action, HandlingRow
from danvan.law.pack_parts import Sheets
from danvan.law.pack_tables import Table


def read_handling(sheets: Sheets, limits: Collection[str]) -> tuple[HandlingRow, ...]:
    """Return the branches of the decision tree; each key once, each limit known.

    Args:
        sheets: Files of the pack; those of the folder ``handling`` are read.
        limits: Keys of time limits that a branch may name.
    """
    found: dict[str, HandlingRow] = {}
    for sheet in sheets.several("handling"):
        for row in sheet.tables("handling", named_by="key"):
            each = _row(row, limits)
            if each.key in found:
                row.note("PACK-08", "key", value=each.key)
            found.setdefault(each.key, each)
        sheet.close()
    return tuple(found.values())


def _row(row: Table, limits: Collection[str]) -> HandlingRow:
    limit = row.text("limit", default="")
    if limit and limit not in limits:
        row.note("PACK-09", "limit", value=limit)
    source, mark = row.source()
    found = HandlingRow(
        key=row.text("key"),
        when=_when(row),
        action=row.choice("action", get_args(Action)),
        form=row.text("form", default=""),
        limit=limit,
        reason=row.label("reason"),
        period=row.period(),
        source=source,
        mark=mark,
    )
    row.close()
    return found


def _when(row: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = row.table("when")
    if table is None:
        row.note("PACK-05", "when")
        return ()
    found = []
    for axis, allowed in AXES.items():
        if table.has(axis):
            values = table.texts(axis, needed=True)
            for wrong in sorted(set(values) - set(allowed)):
                table.note("PACK-07", axis, value=wrong, allowed=allowed)
            found.append((axis, values))
    table.close()
    return tuple(found)
