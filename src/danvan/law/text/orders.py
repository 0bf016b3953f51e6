"""Read one instruction to amend: which verbs it has, and which places or words each is about.

Reads: the words of a provision that orders a change.
Writes: orders, and the addresses each aims at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from danvan.law.provisions import step_text
from danvan.law.text import citations
from danvan.law.text.places import LEVELS, Cited, cited_places
from danvan.law.text.quoting import PLACE_FIRST

Instruction = Literal["insert", "replace", "repeal"]
Scope = Literal["provision", "heading", "words"]

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
QUOTED: Final = re.compile(r"[“\"«]([^”\"»]*)[”\"»]")
_EARLIER: Final = re.compile(
    r"\([^()]{0,300}(?:sửa đổi|bổ sung|thay thế)[^()]{0,300}\)"
    r"|,?\s*đã được (?:sửa đổi|bổ sung|thay thế)[^:;]{0,300}?(?=\s*như sau|[:;]|$)"
)
PAIR: Final = re.compile(
    r"[“\"«](?P<old>[^”\"»]+)[”\"»]\s*(?:được\s+)?(?:thay\s+)?(?:bằng|thành)\s*"
    r"(?:các\s+)?(?:cụm từ|từ|chữ)?\s*[“\"«](?P<new>[^”\"»]+)[”\"»]"
)
_INTO: Final = re.compile(
    r"[“\"«](?P<new>[^”\"»]+)[”\"»]\s*(?:vào\s+)?(?P<side>sau|trước)\s*"
    r"(?:các\s+)?(?:cụm từ|từ|chữ)?\s*[“\"«](?P<old>[^”\"»]+)[”\"»]"
)
_OF_WORDS: Final = re.compile(
    r"\s*(?:,|và|đồng thời)?\s*(?:[Cc]ác\s+)?(?:(?:[Cc]ụm từ|[Tt]ừ|[Cc]hữ)(?!\w)|số\s+[“\"])"
)
_OF_NAME: Final = re.compile(r"\s*(?:lại\s+)?(?:tên(?:\s+gọi)?|tiêu đề)\b")
_WHERE: Final = re.compile(r"\bvào\b|\b(?:ngay|tiếp|liền)\s+sau\b")
_AFTER: Final = re.compile(r"\s*(?:vào\s+)?(?:ngay\s+|tiếp\s+|liền\s+|phía\s+)*sau\b")


class Target(NamedTuple):
    """Where a change is made: address, and for an insertion the provision before it."""

    address: str | None
    after: str | None = None


class Order(NamedTuple):
    """One verb of an instruction with the words it governs; ``in_list`` where the verb stands above
    a list of words.
    """

    instruction: Instruction
    start: int
    end: int
    words: str
    in_list: bool = False


def blanked(text: str) -> str:
    """Return a text with what it quotes, and remarks on earlier changes, blanked, so that nothing
    in them is read as an order.
    """
    blank = QUOTED.sub(lambda quoted: "“" + "_" * (len(quoted[0]) - 2) + "”", text)
    return _EARLIER.sub(lambda remark: " " * len(remark[0]), blank)


def document_of(words: str) -> str | None:
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


def orders(blank: str, begin: int) -> Iterator[Order]:
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
        yield Order(instruction, begin + own, begin + end, padded)
        last = end


def places_of(order: Order) -> list[Cited]:
    """Return the places that an order names; what is only followed ("theo Điều 3") is none."""
    return [
        place
        for place in cited_places(order.words)
        if not order.words[: place.start].rstrip().endswith("theo")
    ]


def scope_of(order: Order) -> Scope:
    """Return what an order changes at its place."""
    words = order.words.lstrip()
    if order.in_list or _OF_WORDS.match(f" {words} "):
        return "words"
    return "heading" if _OF_NAME.match(words) else "provision"


def whole(order: Order, text: str, scope: Scope) -> list[Target]:
    """Return the whole document as target, where words are changed everywhere or a document or an
    appendix is replaced or repealed.
    """
    words = text[order.start : order.end]
    cited = next(citations.cited(words), None)
    names = cited is not None and order.instruction == "repeal" and "một số" not in words
    return [Target(None)] if scope == "words" or names or "Phụ lục" in words else []


def targets(order: Order, places: Sequence[Cited], around: Mapping[str, str]) -> list[Target]:
    """Return where an order makes its change."""
    if order.instruction == "insert" and scope_of(order) == "provision":
        return _inserted(order, places, around)
    found: list[Target] = []
    behind = dict(around)
    for place in reversed(places):
        found[:0] = [Target(address) for address in _addresses(place, behind)]
        behind = dict(around) | levels_of(place, behind)
    return found


def _inserted(order: Order, places: Sequence[Cited], around: Mapping[str, str]) -> list[Target]:
    """Return where new provisions stand: "Điều 5a vào sau Điều 5", "điểm c vào khoản 2"."""
    into = _WHERE.search(order.words)
    at = into.start() if into else len(order.words)
    new = [place for place in places if place.start < at]
    anchors = [place for place in places if place.start >= at]
    levels = levels_of(anchors[0], around) if anchors else dict(around)
    after = None
    if into and anchors and _AFTER.match(order.words, at):
        after = next(iter(_addresses(anchors[0], around)), None)
    found: list[Target] = []
    for place in new:
        for address in _addresses(place, levels):
            found.append(Target(address, after))
            after = address if after else None
    if not new and anchors:
        return [Target(address) for address in _addresses(anchors[-1], around)]
    return found


def levels_of(place: Cited, around: Mapping[str, str]) -> dict[str, str]:
    """Return the levels of a place with those it leaves out."""
    own = {level: place.numbers[level][0].text for level in LEVELS if place.numbers.get(level)}
    outermost = max((LEVELS.index(level) for level in own), default=len(LEVELS))
    outer = {level: number for level, number in around.items() if LEVELS.index(level) > outermost}
    return outer | own


def _addresses(place: Cited, around: Mapping[str, str]) -> Iterator[str]:
    """Yield the address of each number that a place names, outer levels filled in."""
    levels = levels_of(place, around)
    inner = place.innermost
    last = LEVELS.index("article") if "article" in levels else len(LEVELS)
    for number in place.numbers.get(inner, ()):
        full = levels | {inner: number.text}
        yield "__".join(
            step_text(level, full[level])
            for level in reversed(LEVELS)
            if level in full and LEVELS.index(level) <= last
        )


def pairs(instruction: Instruction, words: str) -> list[tuple[str, str]]:
    """Return the words that stand and those that shall stand in their place."""
    found: list[tuple[str, str]] = []
    if instruction == "insert":
        for match in _INTO.finditer(words):
            old, new = match["old"], match["new"]
            found.append((old, f"{old} {new}" if match["side"] == "sau" else f"{new} {old}"))
    elif instruction == "repeal":
        found = [(match[1], "") for match in QUOTED.finditer(words)]
    else:
        found = [(match["old"], match["new"]) for match in PAIR.finditer(words)]
    return [(old.strip(), new.strip()) for old, new in found]
