"""Find citations: provisions of the same text and other documents, each with its span.

Reads: the tree, and which provisions amend another document.
Writes: references in document order, resolved, dangling or outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from danvan.law.provisions import step_text
from danvan.law.text import citations
from danvan.law.text.addresses import Addresses
from danvan.law.text.places import CONTAINERS, LEVELS, Cited, Number, cited_places, is_chained
from danvan.law.text.tree import Node, walk

State = Literal["resolved", "dangling", "outside"]

_CITING: Final = (
    "iều ",
    "hoản ",
    "iểm ",
    "ục ",
    "hương ",
    "uật ",
    "iến pháp ",
    "iều lệ ",
    "/",
    "-",
)
"""What every citation holds one of; a provision that holds none is passed over."""

_THIS: Final = re.compile(r"\s*(?:của\s+)?(?P<kind>[^\W\d_]+(?:\s+[^\W\d_]+){0,2}?)\s+này\b")
_OF_ELSE: Final = re.compile(r"\s+của\s")
_GAP: Final = re.compile(r"\s*(?:của\s+|tại\s+|thuộc\s+|,\s*)?(?:Bản\s+)?")
_ATTACHED_TO: Final = re.compile(
    r"\s*(?:của\s+)?(?P<kind>[^;.,\n]{2,150}?)\s+(?:được\s+)?(?:ban hành\s+)?kèm theo\s+"
)
_ISSUING: Final = frozenset({"quyết định", "nghị định", "thông tư", "nghị quyết", "luật"})
"""Kinds that bring an attached text into force; "Quyết định này" in such a text is the decision."""

_HEADED: Final = frozenset({"article", "division", "chapter", "section", "subsection"})
_OWN_NUMBER: Final = re.compile(
    r"(?:\S+\s*)?(?:[0-9]+[a-zđ]?|[IVXLC]+|[A-HĐ]|thứ \w+)(?!\w)\s*[.:]?", re.IGNORECASE
)
_LONGEST_NAME: Final = 400


class _Other(NamedTuple):
    """The document in which a place is: its number or name, and where its citation begins."""

    document: str
    start: int


class _Own(NamedTuple):
    """The text of this file in which a place is: ``None`` the decision, else an attached text."""

    part_index: int | None
    said: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation.

    Args:
        address: Provision in which it stands.
        start, end: Character offsets into the cleaned text, half-open; in a list each number has
            its own span.
        text: The characters of the span.
        document: Number or name of the other document; ``None`` for this one.
        target: Address of the cited provision; ``None`` where a whole document is cited.
        state: ``resolved`` in this document, ``dangling`` if it should stand here and does not,
            else ``outside``.
    """

    address: str
    start: int
    end: int
    text: str
    document: str | None
    target: str | None
    state: State


def references(
    nodes: Sequence[Node],
    own_number: str | None = None,
    amended: Mapping[str, str] | None = None,
) -> tuple[Reference, ...]:
    """Return the citations of a tree in document order.

    A provision without a document is looked for in the part where it is cited. Headings do not cite
    themselves; what is quoted and the forms of an appendix cite nothing here.

    Args:
        nodes: Top nodes in document order.
        own_number: Number of this document; citing it is resolved, not outside.
        amended: The document that a provision changes, by the provision's address; places named
            there without a document are places of that one.
    """
    addresses = Addresses(nodes)
    found: list[Reference] = []
    for node in walk(nodes):
        addresses.enter(node)
        if node.level in {"quote", "form"} or not any(word in node.text for word in _CITING):
            continue
        found += _InNode(node, addresses, (amended or {}).get(node.address)).found()
    heads = {each.address for each in nodes if each.level == "letterhead" and not each.part_index}
    return tuple(
        replace(each, state="resolved") if own_number and _is_own(each, own_number) else each
        for each in found
        if each.address not in heads or each.document != own_number
    )


def _is_own(reference: Reference, own_number: str) -> bool:
    """Say whether a whole-document citation names the document itself."""
    return reference.document == own_number and reference.target is None


class _InNode:
    """Finds the citations in one node's own text."""

    def __init__(self, node: Node, addresses: Addresses, amended: str | None) -> None:
        self.node = node
        self.text = node.text
        self.addresses = addresses
        self.amended = amended
        numbered = {each.start: each for each in citations.cited(self.text)}
        taken = [(each.start, each.end) for each in numbered.values()]
        for each in citations.named(self.text):
            if not any(start <= each.start < end for start, end in taken):
                numbered[each.start] = each
        self.documents = numbered
        self.used: set[int] = set()

    def found(self) -> list[Reference]:
        """Return the citations in order."""
        headed = self.node.level in _HEADED or self.text.startswith("Khoản ")
        own = _OWN_NUMBER.match(self.text) if headed else None
        places = [each for each in cited_places(self.text) if not own or each.start >= own.end()]
        texts = self._texts_of(places)
        found: list[Reference] = []
        for place, of in zip(places, texts, strict=True):
            found += self._outside(place, of) if isinstance(of, _Other) else self._own(place, of)
        for each in self.documents.values():
            if each.start not in self.used and (each.number or each.name):
                span = (each.start, each.end)
                found.append(self._reference(span, each.number or each.name, None, "outside"))
        return sorted(found, key=lambda reference: (reference.start, reference.end))

    def _texts_of(self, places: Sequence[Cited]) -> list[_Other | _Own]:
        """Return for each place the document it is in; places strung together share the last."""
        found: list[_Other | _Own] = [_Own(self.node.part_index, said=False) for _ in places]
        for at in range(len(places) - 1, -1, -1):
            place = places[at]
            if place.this:
                continue
            said = self._said_after(place.end)
            if said is None and at + 1 < len(places):
                behind = found[at + 1]
                told = isinstance(behind, _Other) or behind.said
                if told and is_chained(self.text, place.end, places[at + 1].start):
                    said = behind
            if said is None and self.amended:
                said = _Other(self.amended, -1)
            found[at] = said or found[at]
        return found

    def _said_after(self, end: int) -> _Other | _Own | None:
        """Return the document named right behind a place."""
        of_this = _THIS.match(self.text, end)
        if of_this:
            kind = of_this["kind"].lower()
            is_decision = kind in _ISSUING and self.node.part_index is not None
            return _Own(None if is_decision else self.node.part_index, said=True)
        attached = _ATTACHED_TO.match(self.text, end)
        for before in (_GAP.match(self.text, end), attached):
            each = self.documents.get(before.end()) if before else None
            if each is not None and (each.number or each.name):
                self.used.add(each.start)
                return _Other(each.number or each.name or "", each.start)
        if attached and _THIS.match(self.text, attached.end()):
            return _Own(self.addresses.attached(attached["kind"]), said=True)
        unnumbered = citations.UNNUMBERED.match(self.text, end, end + _LONGEST_NAME)
        return _Other(unnumbered["name"], -1) if unnumbered else None

    def _outside(self, place: Cited, of: _Other) -> list[Reference]:
        """Return the provisions of another document that a place names."""
        return [
            self._reference(span, of.document, "__".join(_steps(place, number)), "outside")
            for number, span in self._spans(place)
        ]

    def _own(self, place: Cited, of: _Own) -> list[Reference]:
        """Return the provisions of this file that a place names."""
        found: list[Reference] = []
        if place.innermost in CONTAINERS and not of.said and _OF_ELSE.match(self.text, place.end):
            return found
        for number, span in self._spans(place):
            target, resolved = self.addresses.find(place, number, of.part_index)
            if resolved or (target and self._must_resolve(place, of)):
                state: State = "resolved" if resolved else "dangling"
                found.append(self._reference(span, None, target, state))
        return found

    def _must_resolve(self, place: Cited, of: _Own) -> bool:
        """Say whether a place that is not found is a fault, not a word that looks like one."""
        if of.said or place.this or place.names("article"):
            return True
        return place.names("clause") and self.addresses.in_article

    def _spans(self, place: Cited) -> list[tuple[Number | None, tuple[int, int]]]:
        """Return the innermost numbers with their spans; the first and the last take the rest."""
        numbers = place.numbers.get(place.innermost, ())
        if not numbers:
            return [(None, (place.start, place.end))]
        spans: list[tuple[Number | None, tuple[int, int]]] = []
        for at, number in enumerate(numbers):
            start = place.start if at == 0 else number.start
            end = place.end if at == len(numbers) - 1 else number.end
            if number.end - number.start > len(number.text):
                start, end = place.start, number.end
            spans.append((number, (start, end)))
        return spans

    def _reference(
        self, span: tuple[int, int], document: str | None, target: str | None, state: State
    ) -> Reference:
        start, end = span
        place = self.node.start
        words = self.text[start:end]
        return Reference(
            self.node.address, place + start, place + end, words, document, target, state
        )


def _steps(place: Cited, number: Number | None) -> list[str]:
    """Return the steps of an address in another document, from the outside in.

    An article's address has no chapter before it, as its numbers run through the whole text.
    """
    levels = [level for level in reversed(LEVELS) if level in place.numbers]
    if "article" in levels:
        levels = [level for level in levels if LEVELS.index(level) <= LEVELS.index("article")]
    return [
        step_text(level, number.text if number and level == place.innermost else first)
        for level in levels
        if (first := place.first(level)) is not None
    ]
