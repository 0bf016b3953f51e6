"""The tables of a pack that say how petitions are handled, on which grounds, and who speaks for
many.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict, get_args

from danvan.law.grounds import Ground, GroundUse, Representation
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


class Spoken(TypedDict):
    """Grounds and numbers of representatives, by the names they have in a pack."""

    grounds: tuple[Ground, ...]
    representatives: tuple[Representation, ...]


def read_grounds(sheets: Sheets) -> Spoken:
    """Return the written grounds and the numbers of representatives of the folder ``grounds``."""
    grounds: dict[str, Ground] = {}
    speaking: dict[str, Representation] = {}
    for sheet in sheets.several("grounds"):
        for row in sheet.tables("grounds", named_by="key"):
            ground = _ground(row)
            if ground.key in grounds:
                row.note("PACK-08", "key", value=ground.key)
            grounds.setdefault(ground.key, ground)
        for row in sheet.tables("representatives", named_by="key"):
            one = _representation(row)
            if one.key in speaking:
                row.note("PACK-08", "key", value=one.key)
            speaking.setdefault(one.key, one)
        sheet.close()
    return Spoken(grounds=tuple(grounds.values()), representatives=tuple(speaking.values()))


def _ground(row: Table) -> Ground:
    source, mark = row.source()
    found = Ground(
        key=row.text("key"),
        use=row.choice("use", get_args(GroundUse)),
        label=row.label("label"),
        period=row.period(),
        source=source,
        mark=mark,
    )
    row.close()
    return found


def _representation(row: Table) -> Representation:
    source, mark = row.source()
    found = Representation(
        key=row.text("key"),
        people_from=_at_least_one(row, "people_from"),
        most=_at_least_one(row, "most"),
        period=row.period(),
        source=source,
        mark=mark,
    )
    row.close()
    return found


def _at_least_one(row: Table, name: str) -> int:
    found = row.number(name)
    if found is None or found < 1:
        row.note("PACK-05" if found is None else "PACK-06", name, value=str(found))
        return 1
    return found
