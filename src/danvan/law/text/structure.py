"""Build the tree of a regulation: part, chapter, section, article, clause, point, dash, paragraph.

Nothing is renumbered.

Reads: cleaned text.
Writes: parts and nodes; every character belongs to one node, and unknown structure becomes a plain
paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from danvan.law.text.building import Builder
from danvan.law.text.clean import CleanText, Row
from danvan.law.text.parts import Region, regions
from danvan.law.text.quoting import quoted
from danvan.law.text.tree import Node, Part


def structure(cleaned: CleanText) -> tuple[tuple[Part, ...], tuple[Node, ...]]:
    """Return the parts of a text and its tree, both in document order.

    Never fails. The texts of all nodes in document order give the cleaned text back.

    Args:
        cleaned: What ``clean`` gives.
    """
    rows = quoted(cleaned.text, cleaned.rows, cleaned.line_at)
    found = regions(rows)
    builder = Builder(cleaned.text)
    for region in found:
        builder.enter(region)
        if region.kind == "body":
            builder.body(rows[region.first : region.last])
        else:
            builder.plain(region.kind, rows[region.first : region.last])
    return _parts(found, rows, len(cleaned.text)), builder.finish()


def _parts(found: Sequence[Region], rows: Sequence[Row], length: int) -> tuple[Part, ...]:
    """Return the parts that regions stand in."""
    firsts = [
        region
        for number, region in enumerate(found)
        if number == 0 or found[number - 1].part_index != region.part_index
    ]
    starts = [rows[region.first].start for region in firsts]
    ends = [*starts[1:], length][: len(starts)]
    return tuple(
        Part(region.part, region.part_index, start, end)
        for region, start, end in zip(firsts, starts, ends, strict=True)
    )
