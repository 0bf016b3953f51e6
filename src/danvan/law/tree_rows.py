"""Check the rows of a spreadsheet of units against each other and against the tree that stands."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from danvan.law.findings import Finding
from danvan.law.periods import Period
from danvan.law.tree_cells import COLUMNS, Cell, RowReader, Vocabulary, about, columns_of
from danvan.law.tree_plans import UnitLine

TOLD_EVERY: Final = 1_000
LONGEST_WAY: Final = 8
"""How many units of a circle a finding names."""
SPAN: Final = ("valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit of the tree as it stands, with the day of its last change.

    Args:
        parent: Key of the unit above it; empty for a root.
        ends_on: First day on which it no longer stands.
        is_mine: Whether it is within reach of whoever brings the file.
    """

    key: str
    name: str
    tier: str
    side: str
    parent: str
    begins_on: date
    changed_on: date
    name_en: str = ""
    short_name: str = ""
    ends_on: date | None = None
    is_locality: bool = False
    roles: frozenset[str] = frozenset()
    is_mine: bool = True

    @property
    def facts(self) -> tuple[str, ...]:
        """Return what a change would change."""
        return (self.name, self.name_en, self.short_name, self.tier, self.side, self.parent)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file would do to a tree.

    Args:
        changed: Units that stand and are called otherwise, or stand elsewhere, from a day on.
        bound: Unit key, body and first day, for units that stand already.
    """

    added: tuple[UnitLine, ...]
    changed: tuple[UnitLine, ...]
    unchanged: int
    bound: tuple[tuple[str, str, date], ...]
    findings: tuple[Finding, ...]
    rows: int

    @property
    def is_clean(self) -> bool:
        """Say whether nothing stops it."""
        return all(finding.severity != "stops" for finding in self.findings)

    @property
    def digest(self) -> str:
        """Return what names exactly this outcome."""
        told = hashlib.sha256()
        for part in (*self.added, *self.changed, *self.bound):
            told.update(repr(part).encode())
        return told.hexdigest()


@dataclass
class Sheet:
    """Rows as they came, the first with the headings, and which cells hold formulas."""

    rows: Sequence[Sequence[Cell]]
    formulas: Mapping[int, Collection[int]] = field(default_factory=dict)


def check_rows(
    sheet: Sheet,
    known: Vocabulary,
    standing: Mapping[str, Standing],
    root: str,
    told: Callable[[int], None] = lambda _row: None,
) -> Checked:
    """Check a whole file; nothing is left out because something before it was wrong.

    Args:
        standing: All units of the tree by key.
        root: Key of the unit below which rows without a parent stand.
        told: Called with the number of rows read, now and then.
    """
    columns, findings = columns_of(sheet.rows[0] if sheet.rows else ())
    if any(finding.severity == "stops" for finding in findings):
        return Checked((), (), 0, (), tuple(findings), 0)
    lines: dict[str, UnitLine] = {}
    faults: dict[str, frozenset[str]] = {}
    count = 0
    for number, cells in enumerate(sheet.rows[1:], start=2):
        if number % TOLD_EVERY == 0:
            told(number)
        if all(cell is None or str(cell).strip() == "" for cell in cells):
            continue
        count += 1
        reader = RowReader(number, cells, columns, sheet.formulas.get(number, ()))
        line = reader.line(known, root)
        findings += reader.findings
        if line.key in lines:
            findings.append(
                about(number, "key", "TREE-22", value=line.key, row=lines[line.key].number)
            )
        elif line.key:
            lines[line.key] = _rooted(line, standing, root)
            faults |= {line.key: reader.faults} if reader.faults else {}
    if not count:
        findings.append(about(1, "", "TREE-12"))
    together = _Together(lines, standing, faults)
    findings += together.findings()
    return together.outcome(findings, count)


def _rooted(line: UnitLine, standing: Mapping[str, Standing], root: str) -> UnitLine:
    """Return the line of the top unit with the parent it has."""
    return replace(line, parent=standing[root].parent) if line.key == root else line


class _Together:
    """The rows with a key, beside the tree that stands.

    What a cell that cannot be read would have said is never guessed: only what does not need it is
    checked, so that as much as possible is found in one round.

    Args:
        faults: By key the headings of the columns that cannot be read.
    """

    def __init__(
        self,
        lines: Mapping[str, UnitLine],
        standing: Mapping[str, Standing],
        faults: Mapping[str, frozenset[str]],
    ) -> None:
        self.lines = lines
        self.standing = standing
        self.faults = faults

    def _reads(self, key: str, *columns: str) -> bool:
        """Say whether all these columns of a row can be read."""
        return self.faults.get(key, frozenset()).isdisjoint(COLUMNS[one] for one in columns)

    def findings(self) -> list[Finding]:
        """Return what is wrong between rows, and between rows and the tree, by row."""
        found = [*self._strangers(), *self._circles(), *self._same_names(), *self._spans()]
        return sorted(found, key=lambda one: one.place.line_start)

    def _strangers(self) -> Iterator[Finding]:
        for line in self.lines.values():
            own = self.standing.get(line.key)
            if own and not own.is_mine:
                yield about(line.number, "key", "TREE-33", value=line.key)
            for column, key in (("parent", line.parent), ("home", line.home)):
                there = self.standing.get(key)
                if not key or key in self.lines or (there and there.is_mine) or own:
                    continue
                code = "TREE-33" if there else "TREE-23"
                yield about(line.number, column, code, value=key)
            if line.home and not self._is_locality(line.home):
                yield about(line.number, "home", "TREE-38", value=line.home)

    def _is_locality(self, key: str) -> bool:
        there = self.lines.get(key) or self.standing.get(key)
        return there is None or there.is_locality or not self._reads(key, "is_locality")

    def _above(self, key: str) -> str:
        there = self.lines.get(key) or self.standing.get(key)
        return there.parent if there else ""

    def _circles(self) -> Iterator[Finding]:
        """Name each circle once, at its first row."""
        seen: set[str] = set()
        for line in self.lines.values():
            way: dict[str, None] = {}
            at = line.key
            while at and at not in seen:
                if at in way:
                    keys = list(way)
                    circle = keys[keys.index(at) :]
                    first = min(self.lines[key].number for key in circle if key in self.lines)
                    named = [
                        *circle[:LONGEST_WAY],
                        *(["…"] if len(circle) > LONGEST_WAY else []),
                        at,
                    ]
                    yield about(first, "parent", "TREE-24", way=" → ".join(named))
                    break
                way[at] = None
                at = self._above(at)
            seen.update(way)

    def _same_names(self) -> Iterator[Finding]:
        groups: dict[tuple[str, str], list[tuple[Period, str, int]]] = defaultdict(list)
        for there in self.standing.values():
            if there.key not in self.lines:
                span = Period(there.begins_on, there.ends_on)
                groups[there.parent, there.name.casefold()].append((span, there.key, 0))
        for line in self.lines.values():
            if not self._reads(line.key, "name", "parent", *SPAN):
                continue
            group = groups[line.parent, line.name.casefold()]
            span = Period(line.valid_from, line.valid_until)
            for other, key, row in group[:1]:
                if other.overlaps(span):
                    yield about(
                        line.number, "name", "TREE-25", value=line.name, key=key, row=row or "–"
                    )
            group.append((span, line.key, line.number))

    def _spans(self) -> Iterator[Finding]:
        for line in self.lines.values():
            above = self._span(line.parent)
            is_new = line.key not in self.standing
            is_told = self._reads(line.key, "parent", *SPAN)
            if above is None or line.parent == line.key or not is_told:
                continue
            until = line.valid_until or date.max
            if not above.holds(line.valid_from) or (is_new and until > above.end):
                told: dict[str, object] = {"first": above.first, "until": above.until or "–"}
                yield about(line.number, "valid_from", "TREE-30", value=line.parent, **told)

    def _span(self, key: str) -> Period | None:
        if there := self.standing.get(key):
            return Period(there.begins_on, there.ends_on)
        line = self.lines.get(key)
        if line is None or not self._reads(key, *SPAN):
            return None
        return Period(line.valid_from, line.valid_until)

    def outcome(self, findings: list[Finding], count: int) -> Checked:
        """Return which rows add, which change and which say what is so already."""
        added, changed, bound, unchanged = [], [], [], 0
        for line in self.lines.values():
            there = self.standing.get(line.key)
            if line.key in self.faults:
                continue
            if there is None:
                added.append(line)
                continue
            new = [slug for slug in line.roles if slug not in there.roles]
            bound += [(line.key, slug, max(line.valid_from, there.begins_on)) for slug in new]
            if _facts(line) == there.facts and line.valid_until in {None, there.ends_on}:
                unchanged += not new
            elif line.valid_from <= there.changed_on or line.valid_until != there.ends_on:
                told = {"value": line.key, "day": there.changed_on}
                findings.append(about(line.number, "valid_from", "TREE-34", **told))
            else:
                changed.append(line)
        return Checked(
            tuple(added), tuple(changed), unchanged, tuple(bound), tuple(findings), count
        )


def _facts(line: UnitLine) -> tuple[str, ...]:
    return (line.name, line.name_en, line.short_name, line.tier, line.side, line.parent)
