"""Read names that no pack holds, as far as they go.

Reads: a text, from the noun that a name begins with.
Writes: mentions without a slug.
"""

from __future__ import annotations

import re
from typing import Final

from danvan.law.bodies import BodyIndex, Mention
from danvan.law.bodies_read import NamedBodies
from danvan.law.extract_joins import AND, DETERMINER
from danvan.law.extract_modality import FIELDS, NAME_ENDS, PLACE, TOLD
from danvan.law.extract_names import NAME_GOES_ON, OFFICES, SINGLE, TITLE, UNKNOWN
from danvan.law.extract_people import (
    ALSO_LINKS,
    ANYONE,
    FOR,
    INSTITUTION,
    OBJECT,
    POST,
    POSTS,
    SURELY_FOR,
    TRADE,
    TRADES,
)
from danvan.law.extract_relatives import clause_end, is_compound
from danvan.law.extract_verbs import DEED
from danvan.law.wording import Wording

LONGEST: Final = 120
"""No name is longer."""

_SHORT: Final = 4
_ANYWHERE: Final = frozenset(("tự quản", "tập trung", "vận hành"))
_ALSO_NOUNS: Final = frozenset(
    ("kiến nghị", "báo cáo", "đề nghị", "yêu cầu", "phản ánh", "thông báo")
)
_LISTS: Final = frozenset({",", "và", "hoặc"})


class Namer:
    """Reads names in one text.

    Args:
        text: The cleaned text.
        index: Bodies of the base pack.
        bodies: Those that the text names, where they are at hand.
    """

    def __init__(self, text: str, index: BodyIndex, bodies: NamedBodies | None = None) -> None:
        self.text = text
        self.index = index
        self.titled = False
        self.asked: tuple[int, int, re.Match[str] | None] = (-1, -1, None)
        self.bodies = bodies or NamedBodies(index, Wording(text))

    def head(self, place: int, end: int) -> re.Match[str] | None:
        """Return the noun at an offset with which the name of a body or of people begins."""
        if self.asked[:2] != (place, end):
            self.asked = (place, end, UNKNOWN.match(self.text, place, end))
        return self.asked[2]

    def unknown(self, begin: int, place: int, end: int) -> Mention | None:
        """Return a body that no pack knows, as far as its name goes."""
        head = self.head(place, end)
        begun = head.end() if head else place
        units = OFFICES.match(self.text, place, end)
        title = head is not None and TITLE.fullmatch(head[0]) is not None
        last = self._name_end(place, units.end() if units else begun, end, whole=title)
        last = clause_end(self.text, place, last, end)
        single = SINGLE.match(self.text, begin, place)
        first = single.end() if single else begin
        words = self.text[first:last].rstrip().removesuffix(" thì").rstrip()
        if not words or len(words) > LONGEST:
            return None
        return Mention(words, first, first + len(words))

    def _name_end(self, place: int, start: int, end: int, *, whole: bool = False) -> int:
        """Return where the name of a body that no pack knows ends.

        "và Đào tạo" behind "Bộ Giáo dục" is part of it, and so is the verb that says what a body
        is for, where another says what it does: "Tổ bảo vệ tuần tra".
        """
        at, named = start, False
        proper = whole or _is_proper(
            self.text[place : min(end, place + LONGEST)].split(None, 1)[:1]
        )
        while at - start < LONGEST:
            stop = NAME_ENDS.search(self.text, at, end)
            if stop is None:
                return self._place_end(start, end) or end
            closed = whole and stop.start() == start and not POST.search(self.text[place:start])
            noun = named and stop.start() == at and stop["verb"] in _ALSO_NOUNS
            if noun and self._does_more(stop.end(), end, sure=True):
                at = stop.end()
                continue
            if not closed and self._is_inside(place, start, stop, end):
                at, named = stop.end(), True
                continue
            also = self._also_for(stop, end) if named else None
            if also is not None:
                at = also
                continue
            fields = FIELDS.match(self.text, stop.start(), end) if proper else None
            if fields and not self._names_bodies(fields):
                return fields.end()
            more = NAME_GOES_ON.match(self.text, stop.start(), end)
            if more is None or self._begins_name(more.start() + len(more[0].split()[0]), end):
                return self._place_end(start, stop.start()) or stop.start()
            at = more.end()
        return at

    def _place_end(self, start: int, end: int) -> int | None:
        """Return where the name of a place ends a name, if words that say something follow it:
        "Trạm Thủy nông Cống Đôi hạ cánh cống", whose verb no list holds.
        """
        last = None
        for match in PLACE.finditer(self.text, start, end):
            last = match
        if last is None or TOLD.match(self.text, last.end(), end) is None:
            return None
        return last.end()

    def _is_inside(self, place: int, start: int, stop: re.Match[str], end: int) -> bool:
        """Say whether words that may end the name that begins at a place belong to it."""
        if not stop["verb"]:
            return bool(stop["owes"]) and is_compound(self.text, place, stop)
        if self._inside_word(start, stop) or self._named_for(stop):
            return True
        before = self.text[place : stop.start()]
        verb = " ".join(stop["verb"].split())
        if is_compound(self.text, place, stop):
            return True
        trade = verb in TRADES and TRADE.search(before) is not None
        sure = ANYONE.search(before) is not None or (trade and len(before.split()) < _SHORT)
        post = verb in POSTS and POST.search(before) is not None
        if not sure and not post and (verb not in FOR or not INSTITUTION.search(before)):
            return verb in _ANYWHERE and self._does_more(stop.end(), end, sure=False)
        return self._does_more(stop.end(), end, sure=sure or verb in SURELY_FOR)

    def _does_more(self, at: int, end: int, *, sure: bool) -> bool:
        """Say whether something else is said of a body behind the verb that it may be named for."""
        further = self._further(at, end)
        if further is None:
            return sure or self.titled
        between = self.text[at : further.start()]
        if further["when"]:
            further = self._further(further.end(), end) or further
        if further["verb"] or further["owes"]:
            return sure or OBJECT.match(between) is None
        return self._goes_on(further, between, end, sure=sure)

    def _goes_on(self, sign: re.Match[str], between: str, end: int, *, sure: bool) -> bool:
        """Say whether a name with its verb goes on, or another begins, behind a sign or "và"."""
        said = (sign["sign"] or sign["link"] or "").strip()
        if said not in _LISTS:
            return said == ":" or (sure and said == "(" and len(between.split()) < _SHORT)
        if FIELDS.match(self.text, sign.start(), end):
            return True
        if (sure or not between.strip()) and self._begins_name(sign.end(), end):
            return True
        return sure and self._also_for(sign, end) is not None

    def _also_for(self, sign: re.Match[str], end: int) -> int | None:
        """Return the end of a second verb that a body is named for: "bồi thường, giải phóng"."""
        if not sign["sign"] and sign["link"] != "và":
            return None
        also = NAME_ENDS.match(self.text, sign.end() - (not sign["sign"]), end)
        if also is None or also["verb"] not in FOR:
            return None
        return also.end() if self._does_more(also.end(), end, sure=False) else None

    def _further(self, at: int, end: int) -> re.Match[str] | None:
        """Return what next may end a name."""
        while True:
            found = NAME_ENDS.search(self.text, at, end)
            if found is None or not found["verb"]:
                return found
            said = found["verb"] in ALSO_LINKS
            if not said and not is_compound(self.text, max(0, at - LONGEST), found):
                return found
            at = found.end()

    def _inside_word(self, start: int, stop: re.Match[str]) -> bool:
        """Say whether a verb is only the end of a word in a name: "tạo" in "Đào tạo"."""
        kept = self.text[start : stop.start()].rstrip()
        before = start + kept.rfind(" ") + 1
        word = (
            DEED.match(self.text, before, stop.end())
            if kept[before - start :][:1].isupper()
            else None
        )
        return word is not None and word.end() == stop.end() > stop.start()

    def _named_for(self, stop: re.Match[str]) -> bool:
        """Say whether a name ends with its verb: "Tổ trông giữ:"."""
        colon = self.text[stop.end() : stop.end() + 1] == ":"
        return colon and DEED.fullmatch(self.text, stop.start(), stop.end()) is not None

    def _names_bodies(self, fields: re.Match[str]) -> bool:
        """Say whether one of several fields is a body of its own."""
        return any(
            self._begins_name(each.end(), fields.end())
            for each in AND.finditer(self.text, fields.start(), fields.end())
        )

    def _begins_name(self, start: int, end: int) -> bool:
        """Say whether the name of a body begins at an offset, known or not."""
        determined = DETERMINER.match(self.text, start, end)
        at = determined.end() if determined else start
        if UNKNOWN.match(self.text, at, end):
            return True
        return self.bodies.first(at, min(end, at + LONGEST)) is not None


def _is_proper(words: list[str]) -> bool:
    """Say whether a word begins with a capital letter and goes on in small ones."""
    return any(word[0].isupper() and (len(word) == 1 or not word.isupper()) for word in words)
