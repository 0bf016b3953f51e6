"""Find the instructions that change another text: insert, replace or repeal, and at which address.

Reads: the tree, quotations set apart.
Writes: amendments in document order, the document that each provision changes, and the provisions
whose instruction names no place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from danvan.law.text.orders import (
    PAIR,
    QUOTED,
    Instruction,
    Order,
    Scope,
    Target,
    blanked,
    document_of,
    levels_of,
    orders,
    pairs,
    places_of,
    scope_of,
    targets,
    whole,
)
from danvan.law.text.quoting import is_instruction
from danvan.law.text.tree import Node

_NUMBERED: Final = re.compile(
    r"\s*(?:[^\W\d_]+\s*)?(?:[0-9]+(?:\.[0-9]+)*[a-zđ]?|[a-zđ]{1,2}(?=\s*[).])|[IVXLC]+)"
    r"(?!\w)\s*[.):/–-]*\s*|\s*[-–•+*]\s*"
)
_MOVES: Final = re.compile(r"[Cc]huyển|[Đđ]ánh số lại")
_FOLLOWS: Final = re.compile(r"(?:như sau|sau đây|dưới đây|thành)\s*:\s*$")
_MOST_WORDS: Final = 4_000


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change that a document orders in another.

    Args:
        address: Provision that orders it.
        start, end: Span of the order, character offsets into the cleaned text, half-open.
        instruction: ``insert``, ``replace`` or ``repeal``.
        document: Number or name of the document that is changed; ``None`` where none is named.
        target: Address in that document; ``None`` where the whole document is meant.
        scope: What is changed there: the ``provision``, its ``heading``, or ``words`` in it.
        after: Of an insertion, the provision behind which it is put; ``None`` where none is named.
        old, new: Of words, what stands now and what shall stand; empty where one is missing.
        content: The quoted texts that shall stand, as printed.
    """

    address: str
    start: int
    end: int
    instruction: Instruction
    document: str | None
    target: str | None
    scope: Scope = "provision"
    after: str | None = None
    old: str = ""
    new: str = ""
    content: tuple[str, ...] = ()


class Amending(NamedTuple):
    """What a text changes in others.

    Args:
        amendments: In document order.
        documents: By address of a provision, the document it changes.
        unclear: Provisions that quote a text without saying where it shall stand.
    """

    amendments: tuple[Amendment, ...]
    documents: Mapping[str, str]
    unclear: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """What the provisions around one have said already: the document, and the place in it."""

    document: str | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    of_words: Instruction | None = None


def amendments(nodes: Sequence[Node], title: str | None = None) -> Amending:
    """Return what a tree changes in other documents.

    Args:
        nodes: Top nodes in document order.
        title: Title of the document; it names what is changed where the provisions do not.
    """
    finder = _Finder(document_of(title or "") if is_instruction_title(title or "") else None)
    for node in nodes:
        if node.level not in {"letterhead", "preamble", "recipients", "signature", "form"}:
            finder.visit(node, _Context())
    return Amending(tuple(finder.found), finder.documents, tuple(finder.unclear))


def is_instruction_title(title: str) -> bool:
    """Say whether a title tells that the document changes another."""
    lowered = title.lower().removeprefix("về việc ").removeprefix("về ").strip()
    return is_instruction(lowered)


class _Finder:
    def __init__(self, about: str | None) -> None:
        self.about = about
        self.found: list[Amendment] = []
        self.documents: dict[str, str] = {}
        self.unclear: list[Node] = []

    def visit(self, node: Node, around: _Context) -> None:
        """Take in one provision and what stands in it; the depth of a tree is bounded."""
        if node.level == "quote":
            return
        text = node.text[:_MOST_WORDS]
        begin = _begin(node)
        if is_instruction(text[begin:]):
            around = self._instruction(node, text, begin, around)
        elif around.of_words and PAIR.search(text):
            if around.document:
                self.documents[node.address] = around.document
            end = len(text.rstrip())
            whole = Order(around.of_words, begin, end, blanked(text), in_list=True)
            self._order(node, text, [whole], around)
        for child in node.children:
            self.visit(child, around)

    def _instruction(self, node: Node, text: str, begin: int, around: _Context) -> _Context:
        """Note what an instruction orders; return what it says for the provisions in it."""
        blank = blanked(text)
        said = document_of(blank[begin:])
        document = said or around.document or self.about
        if document:
            self.documents[node.address] = document
        leads = any(
            each.level != "quote" and is_instruction(each.text[_begin(each) :])
            for each in node.children
        )
        ordered = list(orders(blank, begin))
        places = [place for order in ordered for place in places_of(order)]
        in_items = bool(node.children) and QUOTED.search(text) is None
        if ordered and not places and in_items and scope_of(ordered[0]) == "words":
            return _Context(document, around.levels, ordered[0].instruction)
        if leads and in_items:
            levels = levels_of(places[0], around.levels) if len(places) == 1 else around.levels
            return _Context(document, levels)
        self._order(node, text, ordered, _Context(document, around.levels))
        return _Context(document, around.levels)

    def _order(self, node: Node, text: str, ordered: Sequence[Order], around: _Context) -> None:
        content = tuple(child.text.strip() for child in node.children if child.level == "quote")
        asked = bool(content) or _FOLLOWS.search(text.rstrip()) is not None
        before = len(self.found)
        for amendment in _amendments(node, text, ordered, around, content):
            if amendment.document or asked:
                self.found.append(amendment)
        moved = around.document and _MOVES.match(text, _begin(node))
        if (content or moved) and len(self.found) == before:
            self.unclear.append(node)


def _begin(node: Node) -> int:
    """Return where the words of a provision begin behind its number."""
    if node.level in {"paragraph", "table"}:
        return 0
    match = _NUMBERED.match(node.text)
    return match.end() if match else 0


def _amendments(
    node: Node,
    text: str,
    ordered: Sequence[Order],
    around: _Context,
    content: tuple[str, ...],
) -> list[Amendment]:
    """Return the changes of one instruction; orders take what they leave out from those behind."""
    found: list[list[Amendment]] = []
    levels = dict(around.levels)
    behind: list[Target] = []
    for order in reversed(ordered):
        places = places_of(order)
        scope = scope_of(order)
        aims = targets(order, places, levels)
        if scope == "words":
            aims = behind = aims or behind
        if places:
            levels = dict(around.levels) | levels_of(places[-1], levels)
        start = node.start + order.start
        made = []
        for target in aims or whole(order, text, scope):
            base = Amendment(
                node.address,
                start,
                node.start + order.end,
                order.instruction,
                around.document,
                target.address,
                scope,
                target.after,
                content=content,
            )
            made += _with_words(base, text[order.start : order.end]) if scope == "words" else [base]
        found.append(made)
    return [amendment for made in reversed(found) for amendment in made]


def _with_words(base: Amendment, words: str) -> list[Amendment]:
    """Return a change of words once for every pair of words that it names."""
    return [
        replace(base, scope="words", after=None, content=(), old=old, new=new)
        for old, new in pairs(base.instruction, words)
    ]
