"""Read a quoted fragment, such as a clause alone, into provisions that can be put into a text.

Reads: quotations as printed, and the nodes of a document.
Writes: pieces, which can be changed, moved and joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from danvan.law.text.building import Builder
from danvan.law.text.clean import clean
from danvan.law.text.orders import Instruction
from danvan.law.text.parts import Region
from danvan.law.text.tree import Node

_OPENS: Final = '“"«„ \n'
_CLOSES: Final = re.compile(r"[”\"»][\s.;,/]*$")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a provision: from which day, by which provision of which document."""

    on: date
    by: str
    address: str
    instruction: Instruction


@dataclass(slots=True)
class Piece:
    """A provision that can be changed; fields as in ``Node``."""

    address: str
    level: str
    number: str
    heading: str | None
    text: str
    children: list[Piece] = field(default_factory=list)
    history: list[Event] = field(default_factory=list)
    is_repealed: bool = False

    @property
    def step(self) -> str:
        """Return the last step of its address."""
        return self.address.rsplit("__", 1)[-1]

    def move(self, address: str) -> None:
        """Give it another address; what stands in it follows, articles keep their own."""
        before = f"{self.address}__"
        self.address = address
        for child in self.children:
            if child.address.startswith(before):
                child.move(f"{address}__{child.address.removeprefix(before)}")

    def replace(self, new: Piece) -> None:
        """Take the text, the heading and the parts of another provision."""
        new.move(self.address)
        self.text = _ended(new.text)
        self.heading = new.heading
        self.children = new.children

    def rename(self, new: Piece) -> None:
        """Take another heading and keep the rest."""
        words = new.heading or _words(new.text)
        if self.heading and self.heading in self.text:
            self.text = self.text.replace(self.heading, words, 1)
        else:
            first, line, rest = self.text.partition("\n")
            self.text = f"{_ended(new.text) if new.step == self.step else first + line}{rest}"
        self.heading = words

    def repeal(self) -> None:
        """Take away its text and its parts; the number stays."""
        self.text = ""
        self.children = []
        self.is_repealed = True

    def grow(self, parts: Iterable[Piece]) -> None:
        """Add further provisions at its end."""
        for part in parts:
            same = [one for one in self.children if one.level == part.level]
            step = part.step
            if part.level == "paragraph":
                step = f"para_{len(same) + 2}"
            part.move(f"{self.address}__{step}")
            part.text = _ended(part.text)
            self.children.append(part)

    def exchange(self, old: str, new: str) -> bool:
        """Put words in the place of others; say whether they stood there."""
        if not old or old not in self.text:
            return False
        self.text = _tidy(self.text.replace(old, new)) if not new else self.text.replace(old, new)
        if self.heading and old in self.heading:
            self.heading = self.heading.replace(old, new).strip()
        return True


def pieces_of(nodes: Sequence[Node]) -> list[Piece]:
    """Return nodes as pieces; the depth of a tree is bounded by its levels."""
    return [
        Piece(
            node.address,
            node.level,
            node.number,
            node.heading,
            node.text,
            pieces_of(node.children),
        )
        for node in nodes
    ]


def walked(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces and all that stands in them, in document order."""
    for piece in pieces:
        yield piece
        yield from walked(piece.children)


def fragments(quotations: Sequence[str]) -> list[Piece]:
    """Return the provisions of quotations, outermost first, without the signs around them."""
    found: list[Piece] = []
    for quotation in quotations:
        cleaned = clean([_CLOSES.sub("", quotation.strip().lstrip(_OPENS))])
        builder = Builder(cleaned.text)
        builder.enter(Region("body", "main", None, 0, len(cleaned.rows), has_articles=True))
        builder.body(cleaned.rows)
        found += pieces_of(builder.finish())
    for piece in walked(found):
        piece.text = _ended(piece.text)
    return found


def _words(text: str) -> str:
    return text.strip().rstrip(".;,")


def _ended(text: str) -> str:
    """Return a text that ends with its line."""
    return text if text.endswith("\n") else f"{text}\n"


def _tidy(text: str) -> str:
    """Return a text without the gaps that words taken out leave."""
    return re.sub(r" +(?=[,.;:])", "", re.sub(r"(?<=\S) {2,}", " ", text))
