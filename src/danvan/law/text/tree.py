"""Node: one piece of a regulation with its place in the text, and the tree that the pieces make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

PartKind = Literal["decision", "regulation", "main", "appendix"]

PLAIN: Final = frozenset({"quote", "preamble", "closing", "letterhead", "signature", "recipients"})
"""Levels that make the tree lossless and are not counted as provisions."""


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of a regulation.

    Every character of the cleaned text belongs to the own span of exactly one node: ``text`` is the
    node's own text
    with its number, without its children; the texts of all nodes in document order give the cleaned
    text back.

    Args:
        address: Where it stands, as ``danvan.law.provisions`` writes it; unique in the document.
        part: ``decision``, ``regulation`` (attached), ``main`` (a document without attachment) or
            ``appendix``.
        part_index: Which attached text, from 1; ``None`` for the document itself.
        level: Such as ``article``; see ``docs/reference`` for all.
        number: As printed, without "Điều", full stop or bracket; order from 1 for dashes and
            paragraphs.
        heading: Words of the heading without the number; ``None`` where it has none.
        start, end: Own span, character offsets into the cleaned text, half-open.
        line_start, line_end: 1-based lines of the file of the own span, inclusive.
    """

    address: str
    part: PartKind
    part_index: int | None
    level: str
    number: str
    heading: str | None
    text: str
    start: int
    end: int
    line_start: int
    line_end: int
    children: tuple[Node, ...]

    @property
    def whole_end(self) -> int:
        """Return where the last of its children ends, an offset into the cleaned text."""
        node = self
        while node.children:
            node = node.children[-1]
        return node.end


@dataclass(frozen=True, slots=True)
class Part:
    """A text of its own inside a file: the decision, the regulation it brings into force, an
    appendix.

    Args:
        kind: As in ``Node.part``.
        index: As in ``Node.part_index``.
        start, end: Character offsets into the cleaned text, half-open.
    """

    kind: PartKind
    index: int | None
    start: int
    end: int


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes and all their children in document order."""
    waiting = [iter(nodes)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            continue
        yield node
        if node.children:
            waiting.append(iter(node.children))
