"""Find the instructions that change another text: insert, replace or repeal, and at which address.

Reads: the tree, quotations set apart.
Writes: amendments in document order, the document that each provision changes, and the provisions
whose instruction names no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from danvan.law.provisions import step_text
from danvan.law.text import citations
from danvan.law.text.places import LEVELS, Cited, cited_places
from danvan.law.text.quoting import PLACE_FIRST, is_instruction
from danvan.law.text.tree import Node

Instruction = Literal["insert", "replace", "repeal"]
Scope = Literal["provision", "heading", "words"]

_NUMBERED: Final = re.compile(
    r"\s*(?:[^\W\d_]+\s*)?(?:[0-9]+(?:\.[0-9]+)*[a-zđ]?|[a-zđ]{1,2}(?=\s*[).])|[IVXLC]+)"
    r"(?!\w)\s*[.):/–-]*\s*|\s*[-–•+*]\s*"
)
_VERBS: Final = re.compile(
    r"(?:(?<=[;,.:])\s*|(?:^|\bvà\b|\b(?:được|bị)\b)\s*|^)(?:"
    r"(?P<replace>[Ss]ửa(?: đổi| lại)?(?:\s*,?\s*(?:và\s+)?bổ sung)?|[Tt]hay thế|[Đđ]iều chỉnh"
    r"|[Đđ]ổi tên|[Tt]hay(?=\s+(?:các\s+)?(?:cụm từ|từ)))"
    r"|(?P<insert>[Bb]ổ sung)"
    r"|(?P<repeal>[Bb]ãi bỏ|[Hh][uủ][yỷ] bỏ|[Xx][oó][aá]? bỏ"
    r"|[Bb]ỏ(?=\s+(?:các\s+)?(?:cụm từ|từ|điểm|khoản|[Đđ]iều|đoạn|nội dung)))"
    r")(?!\w)"
)
_OF_DOCUMENT: Final = re.compile(r"\bcủa(?=\s+[^\W\d_])")
_PLACE_FIRST: Final = re.compile(rf"[\s;,.]*{PLACE_FIRST}")
_PASSIVE: Final = re.compile(r"\b(?:được|bị)\s*$")
_QUOTED: Final = re.compile(r"[“\"«]([^”\"»]*)[”\"»]")
_PAIR: Final = re.compile(
    r"[“\"«](?P<old>[^”\"»]+)[”\"»]\s*(?:được\s+)?(?:thay\s+)?(?:bằng|thành)\s*"
    r"(?:các\s+)?(?:cụm từ|từ|chữ)?\s*[“\"«](?P<new>[^”\"»]+)[”\"»]"
)
_INTO: Final = re.compile(
    r"[“\"«](?P<new>[^”\"»]+)[”\"»]\s*(?:vào\s+)?(?P<side>sau|trước)\s*"
    r"(?:các\s+)?(?:cụm từ|từ|chữ)?\s*[“\"«](?P<old>[^”\"»]+)[”\"»]"
)
_OF_WORDS: Final = re.compile(r"\s*(?:,|và|đồng thời)?\s*(?:các\s+)?(?:cụm từ|từ|chữ|số)\s")
_OF_NAME: Final = re.compile(r"\s*(?:lại\s+)?(?:tên(?:\s+gọi)?|tiêu đề)\b")
_WHERE: Final = re.compile(r"\bvào\b|\b(?:ngay|tiếp|liền)\s+sau\b")
_AFTER: Final = re.compile(r"\s*(?:vào\s+)?(?:ngay\s+|tiếp\s+|liền\s+|phía\s+)*sau\b")
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


class _Target(NamedTuple):
    """Where a change is made: address, and for an insertion the provision before it."""

    address: str | None
    after: str | None = None


class _Order(NamedTuple):
    """One verb of an instruction with the words it governs."""

    instruction: Instruction
    start: int
    end: int
    words: str


def amendments(nodes: Sequence[Node], title: str | None = None) -> Amending:
    """Return what a tree changes in other documents.

    Args:
        nodes: Top nodes in document order.
        title: Title of the document; it names what is changed where the provisions do not.
    """
    finder = _Finder(_document(title or "") if is_instruction_title(title or "") else None)
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
        for child in node.children:
            self.visit(child, around)

    def _instruction(self, node: Node, text: str, begin: int, around: _Context) -> _Context:
        """Note what an instruction orders; return what it says for the provisions in it."""
        blank = _blanked(text)
        said = _document(blank[begin:])
        document = said or around.document or self.about
        if document:
            self.documents[node.address] = document
        leads = any(
            each.level != "quote" and is_instruction(each.text[_begin(each) :])
            for each in node.children
        )
        orders = list(_orders(blank, begin))
        if leads:
            places = [place for order in orders for place in _places(order)]
            levels = _levels(places[0], around.levels) if len(places) == 1 else around.levels
            return _Context(document, levels)
        self._order(node, text, orders, _Context(document, around.levels))
        return _Context(document, around.levels)

    def _order(self, node: Node, text: str, orders: Sequence[_Order], around: _Context) -> None:
        content = tuple(child.text.strip() for child in node.children if child.level == "quote")
        asked = bool(content) or _FOLLOWS.search(text.rstrip()) is not None
        before = len(self.found)
        for amendment in _amendments(node, text, orders, around, content):
            if amendment.document or asked:
                self.found.append(amendment)
        if content and len(self.found) == before:
            self.unclear.append(node)


def _begin(node: Node) -> int:
    """Return where the words of a provision begin behind its number."""
    if node.level in {"paragraph", "table"}:
        return 0
    match = _NUMBERED.match(node.text)
    return match.end() if match else 0


def _blanked(text: str) -> str:
    """Return a text with what it quotes blanked, so that nothing quoted is read as an order."""
    return _QUOTED.sub(lambda quoted: "“" + "_" * (len(quoted[0]) - 2) + "”", text)


def _document(words: str) -> str | None:
    """Return the first document that words name, by number or else by name."""
    numbered = next(citations.cited(words), None)
    if numbered is not None:
        return numbered.number
    named = next(citations.named(words), None)
    if named is not None:
        return named.name
    of = _OF_DOCUMENT.search(words)
    told = citations.UNNUMBERED.match(words, of.end()) if of else None
    return told["name"] if told else None


def _orders(blank: str, begin: int) -> Iterator[_Order]:
    """Yield the orders of an instruction, each verb with the words behind it.

    "Điều 4 được sửa đổi" has its place before the verb.
    """
    words = blank[begin:].rstrip()
    verbs = list(_VERBS.finditer(words))
    ends = [*(verb.start() for verb in verbs[1:]), len(words)][: len(verbs)]
    last = 0
    for verb, end in zip(verbs, ends, strict=True):
        kind = verb.lastgroup or "replace"
        own = verb.start(kind)
        if _PASSIVE.search(words, 0, own):
            own = first = last
            if not _PLACE_FIRST.match(words, last):
                continue
        else:
            first = verb.end()
        instruction: Instruction = (
            "insert" if kind == "insert" else "repeal" if kind == "repeal" else "replace"
        )
        padded = " " * (begin + first) + words[first:end]
        yield _Order(instruction, begin + own, begin + end, padded)
        last = end


def _places(order: _Order) -> list[Cited]:
    return cited_places(order.words)


def _amendments(
    node: Node,
    text: str,
    orders: Sequence[_Order],
    around: _Context,
    content: tuple[str, ...],
) -> list[Amendment]:
    """Return the changes of one instruction; orders take what they leave out from those behind."""
    found: list[list[Amendment]] = []
    levels = dict(around.levels)
    for order in reversed(orders):
        places = _places(order)
        scope = _scope(order)
        targets = _targets(order, places, levels)
        if places:
            levels = dict(around.levels) | _levels(places[-1], levels)
        start = node.start + order.start
        made = []
        for target in targets or _whole(order, text, scope):
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


def _scope(order: _Order) -> Scope:
    """Return what an order changes at its place."""
    words = order.words.lstrip()
    if _OF_WORDS.match(f" {words} "):
        return "words"
    return "heading" if _OF_NAME.match(words) else "provision"


def _whole(order: _Order, text: str, scope: Scope) -> list[_Target]:
    """Return the whole document as target, where words are changed everywhere or a document or an
    appendix is replaced or repealed.
    """
    words = text[order.start : order.end]
    cited = next(citations.cited(words), None)
    names = cited is not None and order.instruction == "repeal" and "một số" not in words
    return [_Target(None)] if scope == "words" or names or "Phụ lục" in words else []


def _targets(order: _Order, places: Sequence[Cited], around: Mapping[str, str]) -> list[_Target]:
    """Return where an order makes its change."""
    if order.instruction == "insert" and _scope(order) == "provision":
        return _inserted(order, places, around)
    found: list[_Target] = []
    behind = dict(around)
    for place in reversed(places):
        found[:0] = [_Target(address) for address in _addresses(place, behind)]
        behind = dict(around) | _levels(place, behind)
    return found


def _inserted(order: _Order, places: Sequence[Cited], around: Mapping[str, str]) -> list[_Target]:
    """Return where new provisions stand: "Điều 5a vào sau Điều 5", "điểm c vào khoản 2"."""
    into = _WHERE.search(order.words)
    at = into.start() if into else len(order.words)
    new = [place for place in places if place.start < at]
    anchors = [place for place in places if place.start >= at]
    levels = _levels(anchors[0], around) if anchors else dict(around)
    after = None
    if into and anchors and _AFTER.match(order.words, at):
        after = next(iter(_addresses(anchors[0], around)), None)
    found: list[_Target] = []
    for place in new:
        for address in _addresses(place, levels):
            found.append(_Target(address, after))
            after = address if after else None
    if not new and anchors:
        return [_Target(address) for address in _addresses(anchors[-1], around)]
    return found


def _levels(place: Cited, around: Mapping[str, str]) -> dict[str, str]:
    """Return the levels of a place with those it leaves out."""
    own = {level: place.numbers[level][0].text for level in LEVELS if place.numbers.get(level)}
    outermost = max((LEVELS.index(level) for level in own), default=len(LEVELS))
    outer = {level: number for level, number in around.items() if LEVELS.index(level) > outermost}
    return outer | own


def _addresses(place: Cited, around: Mapping[str, str]) -> Iterator[str]:
    """Yield the address of each number that a place names, outer levels filled in."""
    levels = _levels(place, around)
    inner = place.innermost
    last = LEVELS.index("article") if "article" in levels else len(LEVELS)
    for number in place.numbers.get(inner, ()):
        full = levels | {inner: number.text}
        yield "__".join(
            step_text(level, full[level])
            for level in reversed(LEVELS)
            if level in full and LEVELS.index(level) <= last
        )


def _with_words(base: Amendment, words: str) -> list[Amendment]:
    """Return a change of words once for every pair of words that it names."""
    pairs: list[tuple[str, str]] = []
    if base.instruction == "insert":
        for match in _INTO.finditer(words):
            old, new = match["old"], match["new"]
            pairs.append((old, f"{old} {new}" if match["side"] == "sau" else f"{new} {old}"))
    elif base.instruction == "repeal":
        pairs = [(match[1], "") for match in _QUOTED.finditer(words)]
    else:
        pairs = [(match["old"], match["new"]) for match in _PAIR.finditer(words)]
    return [
        Amendment(
            base.address,
            base.start,
            base.end,
            base.instruction,
            base.document,
            base.target,
            "words",
            None,
            old.strip(),
            new.strip(),
        )
        for old, new in pairs
    ]
