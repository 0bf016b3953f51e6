"""Say who bears a duty: the subject of the sentence, the lead-in of the list, the heading, the
addressees.

Reads: a segment with its place in the tree.
Writes: bodies as written, each with its slug where a pack knows it, and where they were found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal, NamedTuple

from danvan.law.bodies import BodyIndex, Mention
from danvan.law.bodies_read import NamedBodies
from danvan.law.extract_heads import AUTHORITY, COMMITTEE, COMMITTEE_TOO, of_heads, of_one_level
from danvan.law.extract_joins import (
    BESIDES,
    BOTH,
    BREAK,
    BY,
    CAN,
    DETERMINER,
    PLACED,
    RANGE,
    SEPARATOR,
    THEN,
    UNDER,
)
from danvan.law.extract_modality import AFTER_SUBJECT, NOT_ABOUT
from danvan.law.extract_namer import LONGEST, Namer
from danvan.law.extract_names import (
    ASSIGNS,
    CLAUSE,
    GOES_ON,
    LEADERS,
    LEADING,
    LED,
    NO_NAME,
    OWED_AT,
    OWES,
    SHOWN,
    SOMEBODY,
    STRANGER,
    THINGS,
)
from danvan.law.extract_verbs import ACT, DEED, VERB
from danvan.law.word_tries import any_of

Source = Literal["subject", "sentence", "lead", "heading", "section", "addressee", "issuer", "none"]

_MOST_BREAKS: Final = 14
_MOST_BODIES: Final = 24
_MOST_AGENTS: Final = 4
_MOST_KEPT: Final = 2_000


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


class Reader(Namer):
    """Reads bodies in one text.

    Args:
        text: The cleaned text.
        index: Bodies of the base pack.
        parties: The two sides of an agreement, whom "hai cơ quan" means.
        bodies: Those that the text names, where they are at hand.
    """

    def __init__(
        self,
        text: str,
        index: BodyIndex,
        parties: tuple[Named, ...] = (),
        bodies: NamedBodies | None = None,
    ) -> None:
        super().__init__(text, index, bodies)
        self.parties = parties
        self.lists: dict[tuple[int, int, bool], tuple[list[Mention], int]] = {}
        self.aliases: Mapping[str, Mapping[str, str]] = {}
        self.aliased: re.Pattern[str] | None = None

    def learn(self, aliases: Mapping[str, Mapping[str, str]]) -> None:
        """Keep the short names that the document itself gives bodies."""
        self.aliases = aliases
        self.lists.clear()
        if aliases:
            self.aliased = re.compile(rf"(?:{any_of(aliases)})(?!\w|\s+(?-i:[A-ZĐ]))")

    def listed(self, start: int, end: int) -> tuple[list[Mention], int]:
        """Return the list of bodies that begins at an offset, and where it ends."""
        key = (start, end, self.titled)
        known = self.lists.get(key)
        if known is None:
            if len(self.lists) >= _MOST_KEPT:
                self.lists.clear()
            known = self.lists[key] = self._listed(start, end)
        return known

    def _listed(self, start: int, end: int) -> tuple[list[Mention], int]:
        found: list[Mention] = []
        at = start
        while len(found) < _MOST_BODIES:
            hit = self.first(at, end)
            if hit is None:
                break
            found.append(hit)
            onward = RANGE.match(self.text, hit.end, end)
            gap = onward or SEPARATOR.match(self.text, hit.end, end)
            if gap is None:
                break
            at = gap.end()
        return found, found[-1].end if found else start

    def first(self, start: int, end: int) -> Mention | None:
        """Return the first body of the list that begins at an offset."""
        hit = self._one(start, end)
        under = UNDER.match(self.text, hit.end, end) if hit else None
        if hit is None or under is None:
            return hit
        return replace(hit, text=self.text[hit.start : under.end()], end=under.end())

    def _one(self, start: int, end: int) -> Mention | None:
        """Return the body named at an offset, known or not."""
        determined = DETERMINER.match(self.text, start, end)
        at = determined.end() if determined else start
        for begin in dict.fromkeys((start, at)):
            hit = self.bodies.first(begin, min(end, begin + LONGEST))
            if hit is not None and not self.text[begin : hit.start].strip(' "“('):
                return self._longer(hit, end) if hit.end < end else hit
        begin = start
        while begin < end and self.text[begin].isspace():
            begin += 1
        both = BOTH.match(self.text, begin, end) if self.parties else None
        if both is not None:
            return Mention(both[0], both.start(), both.end())
        short = self.aliased.match(self.text, at, end) if self.aliased else None
        if short is not None:
            name = " ".join(short[0].split())
            return Mention(short[0], at, short.end(), self.aliases.get(name, {}))
        for place in dict.fromkeys((begin, at)):
            if self.head(place, end):
                return self.unknown(begin, place, end)
        return None

    def _longer(self, hit: Mention, end: int) -> Mention:
        """Return a known body, or the longer name of another that begins with its words."""
        more = GOES_ON.match(self.text, hit.end, end)
        if more is None:
            placed = PLACED.match(self.text, hit.end, end)
            return replace(hit, end=placed.end()) if placed else hit
        if not self.head(hit.start, end):
            return hit
        if not more["who"] and self._is_told_of(hit.end, end):
            return hit
        longer = self.unknown(hit.start, hit.start, end)
        if longer is None or not self._is_whole(hit, longer, end):
            return hit
        rest = self.text[hit.end : longer.end].split()
        if all(word[0].isupper() for word in rest):
            return replace(hit, text=longer.text, end=longer.end)
        return longer

    def _is_whole(self, hit: Mention, longer: Mention, end: int) -> bool:
        """Say whether a name ends where a longer reading of it does."""
        if longer.end <= hit.end:
            return False
        listed = SEPARATOR.match(self.text, longer.end, end) is not None
        behind = self.text[longer.end : end].lstrip(" .:;*")
        return listed or not behind or self._is_told_of(longer.end, end)

    def _is_told_of(self, behind: int, end: int) -> bool:
        """Say whether something is said of the bodies that end at an offset; verbs are small."""
        match = AFTER_SUBJECT.match(self.text, behind, end)
        return match is not None and not self.text[behind + 1 : behind + 2].isupper()

    def named(self, mentions: Sequence[Mention], levels: Sequence[str]) -> tuple[Named, ...]:
        """Return mentions with their slugs, each body once.

        In a list that begins with bodies of any level ("Chính quyền, Mặt trận ...") the others are
        of any level too.
        """
        mentions = of_one_level(mentions)
        roles = [self.index.role(each, levels) for each in mentions]
        if roles and (roles[0] or "").endswith("_any") and mentions[0].level is None:
            roles = [self.index.role(each, ("any",)) for each in mentions]
        found: dict[str, Named] = {}
        for each, role in zip(mentions, of_heads(mentions, roles), strict=True):
            if role == AUTHORITY and COMMITTEE_TOO.match(each.text):
                found.setdefault(COMMITTEE, Named(each.text, COMMITTEE))
            if role is None and self.parties and BOTH.fullmatch(each.text.strip()):
                found |= {party.text: party for party in self.parties}
            else:
                found.setdefault(role or each.text, Named(each.text, role))
        return tuple(found.values())

    def subject(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return the bodies that are the subject of a segment, or ``None``."""
        given = self._assigned_at(start, end, levels)
        if given is not None:
            return given
        besides = BESIDES.match(self.text, start, end)
        begin = besides.end() if besides else start
        led = LEADING.match(self.text, begin, end) is not None
        for place in (*self._then(begin, end), *self._places(begin, end, led=led)):
            found = self._assigned_at(place, end, levels) if place > begin else None
            found = found or self._subject_at(place, end, levels, first=place == begin)
            found = found or self._stranger(place, end, levels, first=place == begin)
            if found is not None:
                return found
        return self._owing(begin, end, levels) if led else None

    def _assigned_at(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return the bodies behind "giao", "đề nghị" and the like at an offset."""
        assigned = ASSIGNS.match(self.text, start, end)
        owed = None if assigned else OWED_AT.match(self.text, start, end)
        given = assigned or owed
        mentions, behind = self.listed(given.end(), end) if given else ([], start)
        if not mentions or (owed and self.text[behind : behind + 1] != ":"):
            return None
        return Bearers(self.named(mentions, levels), "subject", levels, behind)

    def _stranger(
        self, place: int, end: int, levels: tuple[str, ...], *, first: bool
    ) -> Bearers | None:
        """Return whoever stands before "có trách nhiệm" and the like, by no word of its own."""
        match = STRANGER.match(self.text, place, end)
        if match is None and first and self.text[place].isupper():
            match = SOMEBODY.match(self.text, place, end)
            match = None if match and NO_NAME.search(match["who"]) else match
        if match is None or THINGS.match(self.text, place, end) or DEED.match(self.text, place):
            return None
        if CLAUSE.search(match["who"]):
            return None
        return Bearers((Named(match["who"], None),), "subject", levels, match.end("who"))

    def _places(self, start: int, end: int, *, led: bool) -> list[int]:
        """Return where a subject may begin: at the start, or behind words that lead in."""
        places = [start, *self._behind_topic(start, end)]
        if led:
            for match in BREAK.finditer(self.text, start, end):
                given = ASSIGNS.match(self.text, match.end(), end)
                if given is None and self._acts(match.end(), end):
                    break
                places.append(match.end())
                if len(places) > _MOST_BREAKS:
                    break
        return places

    def _behind_topic(self, start: int, end: int) -> list[int]:
        """Return where words begin that a topic and a colon lead to: "Báo cáo quý: các xã"."""
        colon = self.text.find(":", start, min(end, start + LONGEST))
        if colon < 0 or not THINGS.match(self.text, start, colon):
            return []
        topic = self.text[start:colon]
        return [] if "," in topic or CLAUSE.search(topic) else [colon + 1]

    def _then(self, start: int, end: int) -> list[int]:
        """Return where the main clause begins behind "... thì", if a body begins it."""
        if self.text.find("thì", start, end) < 0:
            return []
        match = THEN.match(self.text, start, end)
        if match is None or THINGS.match(self.text, match.end(), end):
            return []
        if ASSIGNS.match(self.text, match.end(), end) and not LEADING.match(self.text, start, end):
            return []
        places = [match.end()]
        if LEADING.match(self.text, match.end(), end):
            places += [
                each.end() for each in islice(BREAK.finditer(self.text, match.end(), end), 2)
            ]
        return places

    def _acts(self, place: int, end: int) -> bool:
        """Say whether an act begins at a place, so that no subject can follow any more."""
        if CAN.match(self.text, place, end):
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
        acts = self._is_told_of(behind, end)
        if not acts and (not known or NOT_ABOUT.match(self.text, behind, end)):
            return None
        if not known:
            shown = (
                first
                or self.text[:place].endswith(" thì ")
                or SHOWN.match(self.text, place, end)
                or self.text[place].isupper()
                or ACT.match(self.text, behind, end)
            )
            if not shown or (
                not LEADERS.match(self.text, place, end) and VERB.match(self.text, place, end)
            ):
                return None
        return Bearers(self.named(mentions, levels), "subject", levels, behind)

    def agent(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return who does what "phải được ... lập", "do ... lập" says is done, or ``None``."""
        for match in islice(BY.finditer(self.text, start, end), _MOST_AGENTS):
            mentions, behind = self.listed(match.end(), end)
            if mentions and DEED.match(self.text, behind, end):
                return Bearers(self.named(mentions, levels), "sentence", levels)
        return None

    def _owing(self, start: int, end: int, levels: tuple[str, ...]) -> Bearers | None:
        """Return the body right before "có trách nhiệm" in a sentence that lacks a comma."""
        match = OWES.search(self.text, start, end)
        if match is None:
            return None
        hit = self.bodies.last(start, match.start())
        if hit is None or LED.search(self.text, start, hit.start):
            return None
        return Bearers(self.named([hit], levels), "subject", levels, match.start())
