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
from danvan.law.extract_modality import FIELDS, VERB_BEHIND, VERB_INSIDE
from danvan.law.extract_names import NAME_GOES_ON, OFFICES, SINGLE, TITLE, UNKNOWN, WHO
from danvan.law.extract_relatives import clause_end
from danvan.law.extract_verbs import DEED
from danvan.law.wording import Wording

LONGEST: Final = 120
"""No name is longer."""


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
        self.bodies = bodies or NamedBodies(index, Wording(text))

    def unknown(self, begin: int, place: int, end: int) -> Mention | None:
        """Return a body that no pack knows, as far as its name goes."""
        head = UNKNOWN.match(self.text, place, end)
        begun = head.end() if head else place
        units = OFFICES.match(self.text, place, end)
        title = head is not None and TITLE.fullmatch(head[0]) is not None
        last = self._name_end(units.end() if units else begun, end, whole=title)
        if head and last - begun <= 1 and _goes_on(self.text[begun : begun + 1], head[0]):
            last = self._name_end(min(begun + 2, end), end)
        last = clause_end(self.text, place, last, end)
        single = SINGLE.match(self.text, begin, place)
        first = single.end() if single else begin
        words = self.text[first:last].rstrip()
        if not words or len(words) > LONGEST:
            return None
        return Mention(words, first, first + len(words))

    def _name_end(self, start: int, end: int, *, whole: bool = False) -> int:
        """Return where the name of a body that no pack knows ends.

        "và Đào tạo" behind "Bộ Giáo dục" is part of it. A name in capitals, and a title that is
        whole by itself, end at any verb; other names may hold one ("người bán hàng").
        """
        at = start
        whole = whole or _is_proper(self.text[start : min(end, start + LONGEST)].split(None, 1)[:1])
        ends = VERB_BEHIND if whole else VERB_INSIDE
        while at - start < LONGEST:
            stop = ends.search(self.text, at, end)
            if stop is None:
                return end
            if self._inside_word(start, stop) or self._named_for(stop):
                at = stop.end()
                continue
            fields = FIELDS.match(self.text, stop.start(), end) if whole else None
            if fields and not self._names_bodies(fields):
                return fields.end()
            more = NAME_GOES_ON.match(self.text, stop.start(), end)
            if more is None or self._begins_name(more.start() + len(more[0].split()[0]), end):
                return stop.start()
            at = more.end()
        return at

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


def _goes_on(behind: str, head: str) -> bool:
    """Say whether a verb may belong to a name: behind "người", with nothing but a space between."""
    return WHO.fullmatch(head) is not None and behind[:1].isspace()
