"""Cut a text into what can be compared: its provisions as words that stand for what they mean.

A body counts as its family, so that the commune's Front and the city's are one word; a place, a
level and a mark set wrong by a scanner count for nothing. Nothing is left out of what is shown.

Reads: the JSON contract of a text.
Writes: units in document order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

from danvan.law.bodies import BodyIndex, body_index
from danvan.law.syllables import Syllable, bare, keys_of
from danvan.law.text.tree import PLAIN

Contract = Mapping[str, Any]
"""What ``danvan law read --json`` prints."""

SMALL: Final = frozenset(
    (
        "va",
        "cac",
        "nhung",
        "cua",
        "ve",
        "thi",
        "la",
        "tai",
        "o",
        "cung",
        "theo",
        "cho",
        "viec",
        "nay",
    )
)
"""Syllables whose coming and going alone is no difference."""

_OUTLINE: Final = frozenset({"division", "chapter", "section", "subsection"})
_LEVELS: Final = tuple(
    sorted(
        (
            keys_of(words)
            for words in (
                "xã",
                "phường",
                "thị trấn",
                "đặc khu",
                "huyện",
                "quận",
                "thị xã",
                "tỉnh",
                "thành phố",
                "thủ đô",
                "xóm",
                "thôn",
                "tổ dân phố",
            )
        ),
        key=len,
        reverse=True,
    )
)
_NOT_A_LEVEL: Final = frozenset(keys_of("hội"))
_NUMBER: Final = re.compile(
    r"\s*(?:Điều\s+)?(?:[0-9]+(?:\.[0-9]+)*[a-zđ]?|[a-zđ]{1,2}(?=\s*[).]))(?!\w)\s*[.):/–-]*\s*"
    r"|\s*[-–•+*]\s*"
)
_OFFICE: Final = re.compile(r"^Trách nhiệm (?:của )?(?:các )?", re.IGNORECASE)
"""What the heading of an article may say or leave unsaid before the body it is about."""


class Token(NamedTuple):
    """One word that counts.

    Args:
        key: A syllable without marks, or ``@`` and the family of a body.
        start, end: Character offsets into the words of the unit, half-open.
    """

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Unit:
    """One provision with words of its own.

    Args:
        address: Where it stands; ``article`` is that of the article around it, else its own.
        words: Its own words without the number, as printed.
        tokens: The words that count.
        features: What it is found again by: words and pairs of neighbours, with how many there are.
    """

    address: str
    article: str
    level: str
    number: str
    words: str
    tokens: tuple[Token, ...]
    features: Counter[str] = field(compare=False)


def units_of(contract: Contract) -> tuple[Unit, ...]:
    """Return the provisions of a text that have words of their own, in document order."""
    reader = TokenReader(contract)
    found = []
    for node in _nodes(contract["provisions"]):
        if node["level"] in PLAIN or node["level"] in _OUTLINE:
            continue
        words = node["text"][number_end(node["text"], node["level"]) :].strip()
        words = _OFFICE.sub("", words) if node["level"] == "article" else words
        tokens = reader.tokens(words)
        if tokens:
            address = node["address"]
            found.append(
                Unit(
                    address,
                    _article(address),
                    node["level"],
                    node["number"],
                    words,
                    tokens,
                    features_of(tokens),
                )
            )
    return tuple(found)


def features_of(tokens: Sequence[Token]) -> Counter[str]:
    """Return what some words are found again by."""
    keys = [token.key for token in tokens]
    found = Counter(f"{one} {two}" for one, two in pairwise(keys))
    found.update(key for key in keys if key.startswith("@") or len(keys) == 1)
    return found


def number_end(text: str, level: str) -> int:
    """Return where the words of a provision begin behind its number."""
    match = None if level in {"paragraph", "table", "form"} else _NUMBER.match(text)
    return match.end() if match else 0


class TokenReader:
    """Reads words of one text as tokens.

    Args:
        contract: The text; its own place and its bodies' own names do not count.
    """

    def __init__(self, contract: Contract) -> None:
        self.index: BodyIndex = body_index()
        place = keys_of(contract["document"]["place"] or "")
        self.silent: dict[str, list[tuple[str, ...]]] = {}
        for keys in filter(None, (place, *_LEVELS)):
            self.silent.setdefault(keys[0], []).append(keys)
        self.known: dict[str, tuple[Token, ...]] = {}

    def family(self, role: str | None, text: str) -> str:
        """Return the family of a body: of its slug where it has one, else its words, folded."""
        if role:
            return self.index.class_of.get(role, role)
        found = self.index.find(text)
        whole = found and found[0].end - found[0].start >= len(text.strip()) - 1
        slug = next(iter(found[0].candidates.values()), None) if whole else None
        return self.index.class_of.get(slug, slug) if slug else "".join(map(bare, text.split()))

    def tokens(self, words: str) -> tuple[Token, ...]:
        """Return the words that count; the same words are read once."""
        if words not in self.known:
            self.known[words] = self._tokens(words)
        return self.known[words]

    def _tokens(self, words: str) -> tuple[Token, ...]:
        found: list[Token] = []
        place = 0
        listed = self.index.words(words)
        while place < len(listed):
            hit = self.index.at(words, listed, place)
            slug = next(iter(hit[0].candidates.values()), None) if hit else None
            if hit and slug:
                mention = hit[0]
                found.append(Token(f"@{self.family(slug, '')}", mention.start, mention.end))
                place = max(hit[1], place + 1)
                continue
            skipped = self._silent(listed, place)
            if not skipped:
                each = listed[place]
                found.append(Token(bare(words[each.start : each.end]), each.start, each.end))
            place += skipped or 1
        return tuple(found)

    def _silent(self, listed: Sequence[Syllable], place: int) -> int:
        """Return how many syllables from a place on name a level or the text's own place."""
        for keys in self.silent.get(listed[place].key, ()):
            behind = place + len(keys)
            if tuple(each.key for each in listed[place:behind]) != keys:
                continue
            if behind < len(listed) and listed[behind].key in _NOT_A_LEVEL:
                continue
            return len(keys)
        return 0


def _nodes(nodes: Sequence[Contract]) -> Iterator[Contract]:
    """Yield nodes and all their children in document order."""
    waiting = [iter(nodes)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            continue
        yield node
        waiting.append(iter(node["children"]))


def _article(address: str) -> str:
    """Return the address up to the article, else up to the first step that is no attachment."""
    steps = address.split("__")
    for at, step in enumerate(steps, 1):
        if step.startswith("art_"):
            return "__".join(steps[:at])
    return "__".join(steps[: 2 if steps[0].startswith("att_") else 1])
