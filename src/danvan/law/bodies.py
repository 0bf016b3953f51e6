"""Find the bodies that a text names, and say which body of which level each name is.

A name is looked up by its first syllable; the longest wins. "Ban Dân vận" in a city's document is
the city's, under a heading about districts the districts'. A body that no pack knows keeps the
words as written and has no slug.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from danvan.law.bodies_levels import past_name, suffix_at, without_suffix
from danvan.law.lexicon import Lexicon, lexicon
from danvan.law.pack_folders import packs_folder
from danvan.law.pack_values import Body
from danvan.law.packs import load
from danvan.law.syllables import Syllable, key_of, keys_of, syllables
from danvan.law.word_tries import any_of

_FILLERS: Final = frozenset(
    map(key_of, ("các", "những", "một", "số", "đồng", "chí", "từng", "mỗi"))
)
_SHORTEST: Final = 2
_VIETNAM: Final = keys_of("việt nam")
_FRONT: Final = keys_of("mặt trận tổ quốc")
_COMMITTEE: Final = keys_of("ủy ban")
_CELL: Final = keys_of("cấp ủy")
_HEAD_OF_BOARD: Final = re.compile(r"(?:phó\s+)?trưởng\s+ban", re.IGNORECASE)
_UNDER: Final = re.compile(r"(?:các\s+)?đảng\s+(?:ủy|uỷ|bộ)\s+trực\s+thuộc", re.IGNORECASE)
_NOT_NAMES: Final = frozenset(map(keys_of, ("thường trực", "lãnh đạo", "văn phòng", "quận huyện")))


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as a text names it.

    Args:
        text: The words as written.
        start, end: Character offsets into the text, half-open.
        candidates: Slugs by level; empty for a body that no pack knows.
        level: Level that the words themselves say, such as ``commune``; ``None`` where they do not.
    """

    text: str
    start: int
    end: int
    candidates: Mapping[str, str] = field(default_factory=dict, hash=False)
    level: str | None = None


class Name(NamedTuple):
    """A name as syllables, its slugs by level, and the level that the name itself says."""

    keys: tuple[str, ...]
    by_level: Mapping[str, str]
    level: str | None


@dataclass(frozen=True)
class BodyIndex:
    """Names of bodies by their first two syllables.

    Args:
        names: For two syllables the names that begin with them, longest first, each with its slugs
            by level.
        classes: Slugs by class of counterparts and level.
        class_of: Class of counterparts by slug.
        narrowed: By level, what a body of any level is there.
        short: Short forms and the syllables they stand for.
        people: Slugs that name people or no level, not bodies.
    """

    names: Mapping[tuple[str, str], tuple[Name, ...]]
    classes: Mapping[tuple[str, str], str]
    class_of: Mapping[str, str]
    narrowed: Mapping[str, Mapping[str, str]]
    short: Mapping[str, tuple[str, ...]]
    people: frozenset[str]
    abbreviated: re.Pattern[str]

    @cached_property
    def longest(self) -> int:
        """Return how many syllables the longest name has."""
        return max((len(name.keys) for named in self.names.values() for name in named), default=0)

    def is_people(self, role: str) -> bool:
        """Say whether a role is people rather than a body, such as citizens or cadres."""
        return role in self.people

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Syllable]:
        """Return the syllables of a text, short forms such as "UBND" written out."""
        return self.written_out(text, syllables(text, start, end))

    def written_out(self, text: str, plain: list[Syllable]) -> list[Syllable]:
        """Return syllables of a text with short forms such as "UBND" written out."""
        if not plain or not self.abbreviated.search(text, plain[0].start, plain[-1].end):
            return plain
        found: list[Syllable] = []
        for each in plain:
            long = self.short.get(text[each.start : each.end])
            if long is None:
                found.append(each)
            else:
                found.extend(Syllable(key, each.start, each.end) for key in long)
        return found

    def at(self, text: str, words: Sequence[Syllable], place: int) -> tuple[Mention, int] | None:
        """Return the body named at a place, and the place of the first syllable behind its name.

        Args:
            text: The text that the syllables stand in.
            words: What ``words`` gives.
            place: Index into the syllables.
        """
        if place + 1 >= len(words):
            return None
        for name in self.names.get((words[place].key, words[place + 1].key), ()):
            if place + len(name.keys) <= len(words) and _is(name.keys, words, place):
                return self.mention(text, words, place, name)
        return None

    def mention(
        self, text: str, words: Sequence[Syllable], place: int, name: Name
    ) -> tuple[Mention, int]:
        """Return a body whose name is known to stand at a place, and the place behind its name."""
        behind = place + len(name.keys)
        suffix = suffix_at(text, words, behind, name.level)
        beyond = suffix.behind
        if name.level and beyond == behind:
            beyond = past_name(text, words, behind)
        first, last = words[place].start, words[beyond - 1].end
        level = name.level or suffix.level
        return Mention(text[first:last], first, last, name.by_level, level), beyond

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Return every body that a text names, in order."""
        return self.find_in(text, self.words(text, start, end))

    def find_in(self, text: str, words: Sequence[Syllable]) -> list[Mention]:
        """Return every body that some syllables of a text name, in order."""
        found: list[Mention] = []
        behind = 0
        names = self.names
        for place, (one, other) in enumerate(pairwise([each[0] for each in words])):
            if place < behind or (one, other) not in names:
                continue
            hit = self.at(text, words, place)
            if hit is not None:
                found.append(hit[0])
                behind = hit[1]
        return found

    def role(self, mention: Mention, levels: Sequence[str]) -> str | None:
        """Return the slug of a mention, or ``None`` for a body that no pack knows.

        Args:
            levels: Levels that the place suggests, nearest first: of the heading, of the document.
        """
        if _UNDER.match(mention.text) or _HEAD_OF_BOARD.fullmatch(mention.text):
            told = (mention.level or "", *levels)
            return next(
                (mention.candidates[each] for each in told if each in mention.candidates), None
            )
        if mention.level is not None:
            found = self._at_level(mention.candidates, mention.level, strict=True)
            if found or mention.level != "any":
                return found
        for level in levels:
            found = self._at_level(mention.candidates, level, strict=False)
            if found:
                return found
        by_level = mention.candidates
        known = [slug for level, slug in by_level.items() if level != "any"]
        if len(known) != 1 or _is_elsewhere(mention, levels):
            return by_level.get("any")
        return known[0]

    def _at_level(self, by_level: Mapping[str, str], level: str, *, strict: bool) -> str | None:
        """Return the slug at a level, by name, by narrowing or by class of counterparts."""
        if level in by_level:
            return by_level[level]
        narrowed = self.narrowed.get(level, {})
        if level != "any" and by_level.get("any") in narrowed:
            return narrowed[by_level["any"]]
        if "any" in by_level and not strict and level not in self.narrowed:
            return None
        known = {each for each in by_level if each != "any"}
        if len(known) == 1 and not strict:
            return None
        for slug in by_level.values():
            found = self.classes.get((self.class_of.get(slug, ""), level))
            if found:
                return found
        return None


def _is_elsewhere(mention: Mention, levels: Sequence[str]) -> bool:
    """Say whether a name means no body of the one level that a pack knows it at.

    A province has no city's bodies.
    """
    only = next((each for each in mention.candidates if each != "any"), "")
    return only == "city" and "province" in levels and "city" not in levels


def body_index(on: date | None = None) -> BodyIndex:
    """Return the index of the base pack's bodies; kept after the first reading.

    Args:
        on: Day of the document; where two bodies share a name, the one that exists then is taken.
    """
    return _index(packs_folder(), on)


@lru_cache(maxsize=16)
def _index(folder: Path, on: date | None) -> BodyIndex:
    return make_index(_bodies(folder), lexicon(), on)


@lru_cache(maxsize=4)
def _bodies(folder: Path) -> tuple[Body, ...]:
    return load(folder / "vn-base").bodies


def make_index(bodies: Iterable[Body], words: Lexicon, on: date | None = None) -> BodyIndex:
    """Return an index of bodies.

    Args:
        bodies: What a pack holds.
        words: Further names and short forms.
        on: As in ``body_index``.
    """
    every = sorted(bodies, key=lambda body: on is not None and not body.period.holds(on))
    short = {form: keys_of(long) for form, long in words.short.items()}
    by_name: dict[tuple[str, ...], dict[str, str]] = {}
    said: dict[tuple[str, ...], str] = {}
    classes: dict[tuple[str, str], str] = {}
    given: dict[str, set[tuple[str, ...]]] = {}
    whole: dict[tuple[str, ...], dict[str, str]] = {}
    for body in every:
        if body.equivalence:
            classes.setdefault((body.equivalence, body.level), body.slug)
        given[body.slug] = {
            _long(name, short)
            for name in (body.names.vi, *body.aliases, *words.aliases.get(body.slug, ()))
        }
        for keys in given[body.slug]:
            whole.setdefault(keys, {}).setdefault(body.level, body.slug)
    for body in every:
        for keys, fixed in {form for name in given[body.slug] for form in _forms(name)}:
            if fixed:
                said.setdefault(keys, body.level)
            own = whole.get(keys, {}).get(body.level, body.slug)
            by_name.setdefault(keys, {}).setdefault(body.level, own)
    first: dict[tuple[str, str], list[Name]] = {}
    for keys in sorted(by_name, key=len, reverse=True):
        first.setdefault((keys[0], keys[1]), []).append(Name(keys, by_name[keys], said.get(keys)))
    return BodyIndex(
        {key: tuple(named) for key, named in first.items()},
        classes,
        {body.slug: body.equivalence for body in every if body.equivalence},
        words.narrowed,
        short,
        frozenset(body.slug for body in every if body.level == "any" or body.side == "people"),
        re.compile(any_of(words.short)),
    )


def _long(name: str, short: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys of a name, short forms written out and fillers in front left out."""
    keys: list[str] = []
    for each in syllables(name):
        keys.extend(short.get(name[each.start : each.end], (each.key,)))
    while keys and keys[0] in _FILLERS and len(keys) > _SHORTEST:
        del keys[0]
    return tuple(keys)


def _forms(keys: tuple[str, ...]) -> set[tuple[tuple[str, ...], bool]]:
    """Return the ways a name may stand, each with whether it says its level.

    In full, without its level, and the Front with and without "Ủy ban" and "Việt Nam".
    """
    stem = without_suffix(keys)
    found: set[tuple[tuple[str, ...], bool]] = set()
    for each in {keys, stem}:
        fixed = each == keys != stem and keys[-2:] != _CELL
        found |= {(form, fixed) for form in _of_front(each) if len(form) >= _SHORTEST}
    return {form for form in found if form[0] not in _NOT_NAMES}


def _of_front(keys: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return a name and, where it is the Front's, its other forms."""
    at = _place_of(keys, _FRONT)
    if at is None or keys[:at] not in {(), _COMMITTEE}:
        return {keys}
    rest = keys[at + len(_FRONT) :]
    rest = rest[2:] if rest[:2] == _VIETNAM else rest
    return {
        before + _FRONT + country + rest
        for before in ((), _COMMITTEE)
        for country in ((), _VIETNAM)
    }


def _place_of(keys: tuple[str, ...], part: tuple[str, ...]) -> int | None:
    places = range(len(keys) - len(part) + 1)
    return next((at for at in places if keys[at : at + len(part)] == part), None)


def _is(name: tuple[str, ...], words: Sequence[Syllable], place: int) -> bool:
    """Say whether a name stands at a place, where its first two syllables are known to stand."""
    if len(name) > _SHORTEST and words[place + _SHORTEST].key != name[_SHORTEST]:
        return False
    return all(words[place + offset].key == name[offset] for offset in range(3, len(name)))
