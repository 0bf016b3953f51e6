"""Say who bears a duty: the subject of the sentence, the lead-in of the list, the heading, the
addressees.

Reads: a segment with its place in the tree.
Writes: bodies as written, each with its slug where a pack knows it, and where they were found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from danvan.law.bodies import BodyIndex, Mention
from danvan.law.extract_modality import AFTER_SUBJECT, NOT_ABOUT, VERB_INSIDE
from danvan.law.extract_names import (
    ASSIGNS,
    CLAUSE,
    LEADING,
    LED,
    NAME_GOES_ON,
    OFFICE_WORDS,
    OFFICES,
    OWED_BY,
    OWES,
    SHOWN,
    SINGLE,
    STRANGER,
    THINGS,
    UNKNOWN,
    WHO,
)
from danvan.law.extract_verbs import DEED, VERB
from danvan.law.syllables import Syllable

Source = Literal["subject", "sentence", "lead", "heading", "section", "addressee", "issuer", "none"]

_DETERMINER: Final = re.compile(
    r"\s*(?:(?:tất\s+cả|toàn\s+bộ|các|những|từng|mỗi|một|đồng\s+chí|tập\s+thể|cả|riêng|thì)\s+)*",
    re.IGNORECASE,
)
_SEPARATOR: Final = re.compile(
    r"\s*(?:,?\s*(?:nhất|đặc\s+biệt|trước\s+hết)\s+là\s+|,\s*(?:và\s+)?|;\s*|\s-\s|\bvà\s+|\bhoặc\s+|/\s*|\bcùng\s+)\s*",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\s+từ\s+\S+(?:\s+\S+)?\s+đến\s+(?:các\s+)?", re.IGNORECASE)
_BOTH: Final = re.compile(
    r"(?:hai|các|mỗi|cả\s+hai)\s+(?:cơ\s+quan|bên|đơn\s+vị|ngành)(?!\s*,|\s+(?:có\s+)?liên)",
    re.IGNORECASE,
)
_BESIDES: Final = re.compile(
    r"\W*(?:đồng\s+thời|ngoài\s+ra|bên\s+cạnh\s+đó|trong\s+đó)\s*,?\s*", re.IGNORECASE
)
_BY: Final = re.compile(r"\s(?:(?:phải|cần|sẽ)\s+(?:được|do)|do)\s+", re.IGNORECASE)
_BREAK: Final = re.compile(r"[,:]\s*")
_CAN: Final = re.compile(r"\s*(?:có\s+thể|phải|cần|được)\s", re.IGNORECASE)
_MOST_BREAKS: Final = 14
_LONGEST: Final = 120
_MOST_BODIES: Final = 24


class Named(NamedTuple):
    """A body as written and its slug; ``None`` for a body that no pack knows."""

    text: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Bearers:
    """Who bears what follows.

    Args:
        named: The bodies, in the order written.
        source: Where they were found.
        levels: Levels that the place suggests, nearest first.
        end: Offset behind the subject; where the act may begin.
    """

    named: tuple[Named, ...] = ()
    source: Source = "none"
    levels: tuple[str, ...] = ()
    end: int = 0


class Window(NamedTuple):
    """Syllables of a stretch of text and where each begins."""

    start: int
    end: int
    words: list[Syllable]
    starts: list[int]


class Reader:
    """Reads bodies in one text.

    Args:
        text: The cleaned text.
        index: Bodies of the base pack.
        parties: The two sides of an agreement, whom "hai cơ quan" means.
    """

    def __init__(self, text: str, index: BodyIndex, parties: tuple[Named, ...] = ()) -> None:
        self.text = text
        self.index = index
        self.parties = parties
        self.window = Window(0, 0, [], [])

    def look(self, start: int, end: int) -> None:
        """Keep the syllables between two offsets at hand; they are asked for again and again."""
        words = self.index.words(self.text, start, end)
        self.window = Window(start, end, words, [each.start for each in words])

    def words(self, start: int, end: int) -> list[Syllable]:
        """Return the syllables between two offsets, from those at hand where they hold them."""
        kept = self.window
        if start < kept.start or end > kept.end:
            return self.index.words(self.text, start, end)
        return kept.words[bisect_left(kept.starts, start) : bisect_left(kept.starts, end)]

    def listed(self, start: int, end: int) -> tuple[list[Mention], int]:
        """Return the list of bodies that begins at an offset, and where it ends."""
        found: list[Mention] = []
        at = start
        while len(found) < _MOST_BODIES:
            hit = self._one(at, end)
            if hit is None:
                break
            found.append(hit)
            at = hit.end
            onward = _RANGE.match(self.text, at, end)
            gap = onward or _SEPARATOR.match(self.text, at, end)
            if gap is None:
                break
            at = gap.end()
        return found, found[-1].end if found else start

    def _one(self, start: int, end: int) -> Mention | None:
        """Return the body named at an offset, known or not."""
        determined = _DETERMINER.match(self.text, start, end)
        at = determined.end() if determined else start
        for begin in dict.fromkeys((start, at)):
            words = self.words(begin, min(end, begin + _LONGEST))
            if words and not self.text[begin : words[0].start].strip(' "“('):
                hit = self.index.at(self.text, words, 0)
                if hit is not None:
                    return hit[0]
        begin = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
        both = _BOTH.match(self.text, begin, end) if self.parties else None
        if both is not None:
            return Mention(both[0], both.start(), both.end())
        for place in dict.fromkeys((begin, at)):
            if UNKNOWN.match(self.text, place, end):
                return self._unknown(begin, place, end)
        return None

    def _unknown(self, begin: int, place: int, end: int) -> Mention | None:
        """Return a body that no pack knows, as far as its name goes."""
        head = UNKNOWN.match(self.text, place, end)
        begun = head.end() if head else place
        units = OFFICES.match(self.text, place, end)
        last = self._name_end(units.end() if units else begun, end)
        if head and last - begun <= 1 and WHO.fullmatch(head[0]):
            last = self._name_end(min(begun + 2, end), end)
        single = SINGLE.match(self.text, begin, place)
        first = single.end() if single else begin
        words = self.text[first:last].rstrip()
        if not words or len(words) > _LONGEST:
            return None
        return Mention(words, first, first + len(words))

    def _name_end(self, start: int, end: int) -> int:
        """Return where the name of a body that no pack knows ends.

        "và Đào tạo" behind "Bộ Giáo dục" is part of it.
        """
        at = start
        while at - start < _LONGEST:
            stop = VERB_INSIDE.search(self.text, at, end)
            if stop is None:
                return end
            if self.text[stop.end() : stop.end() + 1] == ":":
                return stop.end()
            more = NAME_GOES_ON.match(self.text, stop.start(), end)
            if more is None or self._begins_name(more.start() + len(more[0].split()[0]), end):
                return stop.start()
            at = more.end()
        return at

    def _begins_name(self, start: int, end: int) -> bool:
        """Say whether the name of a body begins at an offset, known or not."""
        determined = _DETERMINER.match(self.text, start, end)
        at = determined.end() if determined else start
        if UNKNOWN.match(self.text, at, end):
            return True
        words = self.words(at, min(end, at + _LONGEST))
        return bool(words) and self.index.at(self.text, words, 0) is not None

    def named(self, mentions: Sequence[Mention], levels: Sequence[str]) -> tuple[Named, ...]:
        """Return mentions with their slugs, each body once.

        In a list that begins with bodies of any level ("Chính quyền, Mặt trận ...") the others are
        of any level too.
        """
        roles = [self.index.role(each, levels) for each in mentions]
        if roles and (roles[0] or "").endswith("_any") and mentions[0].level is None:
            roles = [self.index.role(each, ("any",)) for each in mentions]
        found: dict[str, Named] = {}
        for each, role in zip(mentions, roles, strict=True):
            if role is None and self.parties and _BOTH.fullmatch(each.text.strip()):
                found |= {party.text: party for party in self.parties}
            else:
                found.setdefault(role or each.text, Named(each.text, role))
        return tuple(found.values())

    def subject(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return the bodies that are the subject of a segment, or ``None``."""
        given = self._assigned_at(start, end, levels)
        if given is not None:
            return given
        besides = _BESIDES.match(self.text, start, end)
        begin = besides.end() if besides else start
        led = LEADING.match(self.text, begin, end) is not None
        for place in self._places(begin, end, led=led):
            found = self._assigned_at(place, end, levels) if place > begin else None
            found = found or self._subject_at(place, end, levels, first=place == begin)
            found = found or self._stranger(place, end, levels)
            if found is not None:
                return found
        return self._owing(begin, end, levels) if led else None

    def _assigned_at(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return the bodies behind "giao", "đề nghị" and the like at an offset."""
        assigned = ASSIGNS.match(self.text, start, end)
        mentions, behind = self.listed(assigned.end(), end) if assigned else ([], start)
        if not mentions:
            return None
        return Bearers(self.named(mentions, levels), "subject", levels, behind)

    def _stranger(self, place: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return whoever stands before "có trách nhiệm" and the like, by no word of its own."""
        match = STRANGER.match(self.text, place, end)
        if match is None or THINGS.match(self.text, place, end) or DEED.match(self.text, place):
            return None
        if CLAUSE.search(match["who"]):
            return None
        return Bearers((Named(match["who"], None),), "subject", levels, match.end("who"))

    def _places(self, start: int, end: int, *, led: bool) -> list[int]:
        """Return where a subject may begin: at the start, or behind words that lead in."""
        places = [start]
        if led:
            for match in _BREAK.finditer(self.text, start, end):
                given = ASSIGNS.match(self.text, match.end(), end)
                if given is None and self._acts(match.end(), end):
                    break
                places.append(match.end())
                if len(places) > _MOST_BREAKS:
                    break
        return places

    def _acts(self, place: int, end: int) -> bool:
        """Say whether an act begins at a place, so that no subject can follow any more."""
        if _CAN.match(self.text, place, end):
            return True
        return VERB.match(self.text, place, end) is not None and self._one(place, end) is None

    def _subject_at(
        self, place: int, end: int, levels: tuple[str, ...], *, first: bool
    ) -> Bearers | None:
        """Return the bodies that begin at a place, if something is said of them."""
        mentions, behind = self.listed(place, end)
        if not mentions:
            return None
        known = bool(mentions[0].candidates)
        acts = AFTER_SUBJECT.match(self.text, behind, end) is not None
        if not acts and (not known or NOT_ABOUT.match(self.text, behind, end)):
            return None
        if not known:
            shown = first or SHOWN.match(self.text, place, end) or self.text[place].isupper()
            if not shown or VERB.match(self.text, place, end):
                return None
        return Bearers(self.named(mentions, levels), "subject", levels, behind)

    def agent(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return who does what "phải được ... lập", "do ... lập" says is done, or ``None``."""
        match = _BY.search(self.text, start, end)
        if match is None:
            return None
        mentions, behind = self.listed(match.end(), end)
        if not mentions or DEED.match(self.text, behind, end) is None:
            return None
        return Bearers(self.named(mentions, levels), "sentence", levels)

    def _owing(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return the body right before "có trách nhiệm" in a sentence that lacks a comma."""
        match = OWES.search(self.text, start, end)
        if match is None:
            return None
        words = self.words(start, match.start())
        for place in range(len(words)):
            hit = self.index.at(self.text, words, place)
            if hit is not None and hit[1] == len(words):
                if LED.search(self.text, start, hit[0].start):
                    return None
                return Bearers(self.named([hit[0]], levels), "subject", levels, match.start())
        return None

    def heading(self, words_start: int, words_end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return the bodies that a heading names: "Trách nhiệm của ...", or ``None``."""
        office = OFFICE_WORDS.match(self.text, words_start, words_end)
        start = office.end() if office else words_start
        assigned = ASSIGNS.match(self.text, start, words_end)
        mentions, behind = self.listed(assigned.end() if assigned else start, words_end)
        if not mentions and OWED_BY.search(self.text, words_start, start):
            return self._headed_by_name(start, words_end, levels)
        if not mentions:
            return None
        rest = self.text[behind:words_end].strip(" .:*\n")
        owed = OWED_BY.search(self.text, words_start, start) is not None
        if (
            rest
            and not owed
            and not re.match(r"(?:trong|về|đối với|với|tại|khi|chủ trì|được|có|thực hiện|\()", rest)
        ):
            return None
        said = [level for each in mentions if (level := _level(each))]
        plain = [each for each in mentions if each.candidates]
        if not plain and len(self.text[mentions[0].start : words_end]) > _LONGEST:
            return None
        own = tuple(said[:1])
        return Bearers(self.named(mentions, (*own, *levels)), "heading", (*own, *levels), behind)

    def _headed_by_name(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return whoever "Trách nhiệm của ..." names, by no word of its own."""
        words = re.split(r"\s+(?:trong|khi|đối với|về)\s|[.:(\n]", self.text[start:end])[0].strip()
        if not words or len(words) > _LONGEST:
            return None
        return Bearers((Named(words, None),), "heading", levels, start + len(words))


def _level(mention: Mention) -> str | None:
    """Return the level that a mention leaves no doubt about."""
    if mention.level is None and len(mention.candidates) == 1:
        return next(iter(mention.candidates))
    return mention.level
