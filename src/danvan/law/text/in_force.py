"""Apply amendments to a document: the text in force on a day, with the history of each provision.

Reads: the document as it was issued, and what later documents change in it.
Writes: the provisions as they stand on a day; what contradicts itself or finds no place is a
finding, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan.law.duties import Words
from danvan.law.findings import Finding
from danvan.law.provisions import Provision
from danvan.law.text.amendments import Amendment
from danvan.law.text.changes import Change, called, changes
from danvan.law.text.document import Document
from danvan.law.text.fragments import Event, Piece, fragments, pieces_of, walked

__all__ = ["Change", "Event", "InForce", "Standing", "called", "changes", "in_force"]

_LAST: Final = date.max


@dataclass(frozen=True, slots=True)
class Standing:
    """A provision as it stands on a day.

    Args:
        text: Its own text; empty where it is repealed.
        history: What changed it, in order of days; empty where it stands as issued.
        is_repealed: Whether it no longer holds; it is kept so that its number tells why.
    """

    address: str
    level: str
    number: str
    heading: str | None
    text: str
    history: tuple[Event, ...]
    is_repealed: bool
    children: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """A text in force on a day: its top provisions, and what could not be applied and why."""

    on: date
    nodes: tuple[Standing, ...]
    findings: tuple[Finding, ...]

    def walk(self) -> Iterator[Standing]:
        """Yield all provisions in document order."""
        waiting = list(reversed(self.nodes))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def find(self, address: str) -> Standing | None:
        """Return the provision at an address, or ``None``."""
        return next((node for node in self.walk() if node.address == address), None)

    @property
    def text(self) -> str:
        """Return the whole text as it stands."""
        return "".join(node.text for node in self.walk())


def in_force(document: Document, made: Sequence[Change], on: date) -> InForce:
    """Return a document as it stands on a day.

    Changes are applied in order of days, those of one day in the order given. Never fails: what
    names no place, has no text, or meets what another change already did is a finding.

    Args:
        document: As it was issued.
        made: Changes of all later documents.
        on: Legal day, included: a change holds from its own day on.
    """
    text = _Text(document)
    for change in sorted(made, key=lambda each: each.on or _LAST):
        if change.on is None:
            text.note("AMD-01", change)
        elif change.on <= on:
            text.apply(change, change.on)
    return InForce(on, tuple(map(_standing, text.roots)), tuple(text.findings))


def _standing(piece: Piece) -> Standing:
    return Standing(
        piece.address,
        piece.level,
        piece.number,
        piece.heading,
        piece.text,
        tuple(piece.history),
        piece.is_repealed,
        tuple(map(_standing, piece.children)),
    )


class _Text:
    """A text while changes are applied to it."""

    def __init__(self, document: Document) -> None:
        self.roots = pieces_of(document.nodes)
        self.findings: list[Finding] = []
        self.touched: dict[tuple[str, date], str] = {}

    def note(self, code: str, change: Change, **fields: object) -> None:
        """Note what could not be applied."""
        target = change.amendment.target
        where = _where(target) if target else Words("toàn văn", "the whole text")
        self.findings.append(
            Finding(code, "warns", change.place, {"where": where, "by": change.by, **fields})
        )

    def apply(self, change: Change, on: date) -> None:
        """Apply one change."""
        amendment = change.amendment
        event = Event(on, change.by, amendment.address, amendment.instruction)
        if amendment.scope == "words":
            self._words(change, event)
        elif amendment.instruction == "insert":
            self._insert(change, event)
        elif amendment.target is None:
            self._whole(change, event)
        else:
            self._one(change, event)

    def _one(self, change: Change, event: Event) -> None:
        """Replace, repeal or rename one provision."""
        piece = self._found(change)
        if piece is None:
            self.note("AMD-02", change)
            return
        if piece.is_repealed:
            self.note("AMD-05", change)
            return
        before = self.touched.setdefault((piece.address, event.on), change.by)
        if before != change.by:
            self.note("AMD-04", change, other=before)
        if change.amendment.instruction == "repeal":
            piece.repeal()
        elif not self._rewritten(piece, change):
            self.note("AMD-03", change)
            return
        piece.history.append(event)

    def _rewritten(self, piece: Piece, change: Change) -> bool:
        """Give a provision its new text or heading; say whether there is one."""
        new = _content(change.amendment, piece)
        if new is None:
            return False
        if change.amendment.scope == "heading":
            piece.rename(new)
        else:
            piece.replace(new)
        return True

    def _insert(self, change: Change, event: Event) -> None:
        """Put a new provision in its place."""
        address = change.amendment.target
        if address is None:
            self.note("AMD-02", change)
            return
        standing = self._found(change)
        if standing is not None and not standing.is_repealed:
            self._grown(standing, change, event)
            return
        above, _, last = address.rpartition("__")
        parent = self._at(above) if above else None
        if above and parent is None:
            self.note("AMD-02", change)
            return
        new = next((one for one in fragments(change.amendment.content) if one.step == last), None)
        if new is None:
            self.note("AMD-03", change)
            return
        behind = self._at(change.amendment.after) if change.amendment.after else None
        prefix = f"{parent.address}__" if parent is not None else self._prefix(behind)
        new.move(f"{prefix}{last}")
        new.history.append(event)
        _put(self._siblings(parent, behind, prefix), new, behind)

    def _grown(self, piece: Piece, change: Change, event: Event) -> None:
        """Add a paragraph to a provision that stands; a second one of its number is refused."""
        found = fragments(change.amendment.content)
        if not found or any(one.step == piece.step for one in found):
            self.note("AMD-06" if found else "AMD-03", change)
            return
        piece.grow(found)
        piece.history.append(event)

    def _prefix(self, behind: Piece | None) -> str:
        """Return what stands before the address of a new article: that of the one it follows, else
        the attached text, which is what amending documents mean.
        """
        articles = [one.address for one in walked(self.roots) if one.level == "article"]
        attached = next((each for each in articles if each.startswith("att_")), "")
        known = behind.address if behind is not None else attached
        return known.rpartition("__")[0] + "__" if known.startswith("att_") else ""

    def _siblings(self, parent: Piece | None, behind: Piece | None, prefix: str) -> list[Piece]:
        """Return the list in which a new provision is put."""
        if parent is not None:
            return parent.children
        lists = [self.roots, *(piece.children for piece in walked(self.roots))]
        for siblings in lists:
            if behind is not None and any(one is behind for one in siblings):
                return siblings
        last = [
            siblings
            for siblings in lists
            if any(one.level == "article" and one.address.startswith(prefix) for one in siblings)
        ]
        return last[-1] if last else self.roots

    def _whole(self, change: Change, event: Event) -> None:
        """Repeal a whole document; any other order for all of it is not applied by machine."""
        if change.amendment.instruction != "repeal":
            self.note("AMD-02", change)
            return
        for piece in self.roots:
            piece.repeal()
            piece.history.append(event)

    def _words(self, change: Change, event: Event) -> None:
        """Change words in a provision and in all that stands in it."""
        piece = self._found(change)
        if change.amendment.target and piece is None:
            self.note("AMD-02", change)
            return
        changed = [
            one
            for one in walked([piece] if piece else self.roots)
            if one.exchange(change.amendment.old, change.amendment.new)
        ]
        for one in changed:
            one.history.append(event)
        if not changed:
            self.note("AMD-07", change, words=change.amendment.old)

    def _found(self, change: Change) -> Piece | None:
        target = change.amendment.target
        return self._at(target) if target else None

    def _at(self, address: str) -> Piece | None:
        """Return the provision at an address, in the document or in the text attached to it."""
        ends = f"__{address}"
        every = list(walked(self.roots))
        exact = [one for one in every if one.address == address]
        inner = [one for one in every if one.address.endswith(ends)]
        inner = [one for one in inner if one.address.removesuffix(ends).count("__") == 0]
        attached = [one for one in inner if one.address.startswith("att_")]
        return next(iter(exact or attached or inner), None)


def _content(amendment: Amendment, piece: Piece) -> Piece | None:
    """Return the new text that is meant for a provision; where all is quoted without its number,
    the whole of it.
    """
    found = fragments(amendment.content)
    same = next((one for one in found if one.step == piece.step), None)
    return same or (found[0] if len(found) == 1 and found[0].level == "paragraph" else None)


def _put(siblings: list[Piece], new: Piece, behind: Piece | None) -> None:
    """Put a provision behind the one it was ordered to follow, else where its number belongs."""
    for at, one in enumerate(siblings):
        if one.address == new.address:
            new.history[:0] = one.history
            siblings[at] = new
            return
    place = Provision.parse(new.address)
    before = [
        at
        for at, one in enumerate(siblings)
        if one is behind or (behind is None and Provision.parse(one.address) < place)
    ]
    siblings.insert(before[-1] + 1 if before else 0, new)


def _where(address: str) -> Words:
    provision = Provision.parse(address)
    return Words(provision.show("vi"), provision.show("en"))
