"""Say what a provision inherits: whose duties a document, a heading or a lead-in speaks of.

Reads: header and headings.
Writes: for each node the bearers of sentences that name none, and the levels they speak of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from danvan.law.any_case import Lettered
from danvan.law.bodies import BodyIndex
from danvan.law.bodies_levels import level_of
from danvan.law.bodies_read import NamedBodies
from danvan.law.duties import Modality
from danvan.law.extract_aliases import learned
from danvan.law.extract_bearers import Bearers, Named, Reader, Source
from danvan.law.extract_headings import headed
from danvan.law.extract_partners import Partners
from danvan.law.extract_sentences import heading_span
from danvan.law.extract_series import Reading
from danvan.law.extract_sides import sides_in_head, sides_in_title, speakers
from danvan.law.text.document import Document
from danvan.law.text.tree import Node, walk

_HEADED: Final = frozenset({"article", "clause", "point"})
_SPEAKS_FOR_ITSELF: Final = frozenset({"plan", "programme"})
"""Kinds in which a sentence without a subject tells what the issuer will do."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a provision inherits.

    Args:
        bearers: Who bears what stands in it, where a sentence names nobody.
        jointly: Whether these are the sides of an agreement, who owe it together.
        describes: ``definition`` or ``principle`` where it only explains words or states
            principles.
        topic: Nearest heading.
        others: With whom and to whom what stands in a list is done, by the words that lead in.
        only: Whether nothing in it is due in time, either: explanations, and principles in a list.
        govern: Words of time that lead it in, for what has none of its own.
    """

    bearers: Bearers
    jointly: bool = False
    describes: Modality | None = None
    only: bool = True
    topic: str = ""
    others: Partners | None = None
    govern: tuple[Reading, ...] = ()


class Surroundings:
    """What one document says of bearers beside its sentences.

    Args:
        document: What ``read_document`` gives.
        index: Bodies of the packs.
        bodies: Those that the document names, where they are at hand.
    """

    def __init__(
        self, document: Document, index: BodyIndex, bodies: NamedBodies | None = None
    ) -> None:
        self.text = Lettered(document.text)
        self.header = document.header
        head = next((node.text for node in walk(document.nodes) if node.level == "letterhead"), "")
        self.level = level_of(document.header, head, document.text)
        self.index = index
        self.reader = Reader(self.text, index, (), bodies)
        self.reader.learn(learned(self.text, index))
        first = next((node for node in walk(document.nodes) if node.level == "preamble"), None)
        self.speaks: tuple[Named, ...] = ()
        if first is not None:
            self.speaks = speakers(self.reader, first.start, first.end, (self.level,))
        self.parties = self.reader.parties = self._sides()

    def base(self) -> Place:
        """Return whom the whole document means: its addressees, or the sides of an agreement."""
        if self.header.addressees:
            return Place(self._addressees())
        if self.parties:
            return Place(Bearers(self.parties, "issuer", (self.level,)), jointly=True)
        if self.header.kind in _SPEAKS_FOR_ITSELF and self.speaks:
            return Place(Bearers(self.speaks, "issuer", (self.level,)))
        return Place(Bearers((), "none", (self.level,)))

    def issuer(self) -> Bearers:
        """Return who issues the document, whom it means where it speaks of itself."""
        found: list[Named] = []
        for issuer in self.header.issuers[:1] if not self.parties else ():
            mentions = self.index.find(issuer)
            role = self.index.role(mentions[0], (self.level,)) if mentions else None
            found.append(Named(issuer, role))
        named = self.parties or tuple(found)
        return Bearers(named, "issuer" if named else "none", (self.level,))

    def headed(self, node: Node, place: Place) -> Place:
        """Return the place with the bearers that the node's own heading names, if it does."""
        head = heading_span(node)
        if head is None:
            return place
        found = headed(self.reader, head.start, head.end, place.bearers.levels[-1:])
        if found is None:
            return place
        source: Source = "heading" if node.level in _HEADED else "section"
        return Place(Bearers(found.named, source, found.levels))

    def _sides(self) -> tuple[Named, ...]:
        """Return the sides of an agreement, from where most of them are named."""
        levels = (self.level,)
        title = Reader(self.header.title or "", self.index)
        told = (
            sides_in_title(title, levels),
            self.speaks if len(self.speaks) > 1 else (),
            sides_in_head(self.reader, self.header.issuers, levels),
        )
        return max(told, key=len)

    def _addressees(self) -> Bearers:
        """Return the addressees of a letter as bearers of what it orders of nobody else."""
        found: dict[str, Named] = {}
        levels = (self.level,)
        for line in self.header.addressees:
            aside = Reader(line, self.index)
            mentions, _ = aside.listed(0, len(line))
            for each in aside.named(mentions, levels) or (Named(line, None),):
                found.setdefault(each.role or each.text, each)
        return Bearers(tuple(found.values()), "addressee", levels)
