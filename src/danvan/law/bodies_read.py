"""Find the bodies that one text names, each place judged once however often it is asked for.

Reads: the syllables of a text and the index of bodies.
Writes: mentions.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import compress, count, pairwise
from operator import itemgetter
from typing import Final

from danvan.law.bodies import BodyIndex, Mention, Name
from danvan.law.syllables import Syllable, key_of, new_syllable
from danvan.law.wording import Form, Wording

_TWO: Final = 2
_KEY: Final = itemgetter(0)
_AHEAD: Final = 6
"""So many syllables behind a name may decide how far it goes."""

_MOST_KEPT: Final = 5_000

_Hit = tuple[Mention, int]


class NamedBodies:
    """The bodies named in one text; places are those of syllables, short forms written out.

    Args:
        index: Bodies of the packs.
        wording: Syllables of the text.
    """

    def __init__(self, index: BodyIndex, wording: Wording) -> None:
        self.index = index
        self.wording = wording
        self._forms = wording.forms
        self._starts, self._ends = wording.starts, wording.ends
        self._write_out()
        known = map(index.names.__contains__, pairwise(map(_KEY, self._forms)))
        self._places = array("i", compress(count(), known))
        self._kept: dict[tuple[int, int], _Hit | None] = {}
        self._longest = index.longest + _AHEAD

    def find(self, start: int, end: int) -> list[Mention]:
        """Return every body named between two offsets, in order."""
        last = bisect_left(self._starts, end)
        found: list[Mention] = []
        behind = bisect_left(self._starts, start)
        places = self._places
        for at in range(bisect_left(places, behind), bisect_left(places, last - 1)):
            if places[at] >= behind:
                hit = self._at(places[at], last)
                if hit is not None:
                    found.append(hit[0])
                    behind = hit[1]
        return found

    def first(self, start: int, end: int) -> Mention | None:
        """Return the body whose name the first syllable between two offsets begins."""
        place = bisect_left(self._starts, start)
        at = bisect_left(self._places, place)
        if at == len(self._places) or self._places[at] != place:
            return None
        hit = self._at(place, bisect_left(self._starts, end))
        return hit[0] if hit else None

    def last(self, start: int, end: int) -> Mention | None:
        """Return the body whose name ends with the last syllable between two offsets, the longest
        of several.
        """
        place, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        places = self._places
        for at in range(bisect_left(places, place), bisect_left(places, last - 1)):
            hit = self._at(places[at], last)
            if hit is not None and hit[1] == last:
                return hit[0]
        return None

    def _at(self, place: int, last: int) -> _Hit | None:
        """Return the body named at a place, and the place behind its name, no syllable from
        ``last`` on being read.
        """
        far = min(place + self._longest, len(self._forms))
        hit = self._judged(place, far)
        if far <= last or hit is None or hit[1] + _AHEAD <= last:
            return hit
        return self._judged(place, last)

    def _judged(self, place: int, last: int) -> _Hit | None:
        if (place, last) in self._kept:
            return self._kept[place, last]
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        found = self._kept[place, last] = self._look(place, last)
        return found

    def _look(self, place: int, last: int) -> _Hit | None:
        """Return the body named at a place, from no more syllables than decide it."""
        name = self._name_at(place, last)
        if name is None:
            return None
        seen = len(name.keys) + _AHEAD
        while True:
            bound = min(place + seen, last)
            mention, behind = self.index.mention(
                self.wording.text, self._syllables(place, bound), 0, name
            )
            if bound == last or behind + _AHEAD <= seen:
                return mention, place + behind
            seen *= 2

    def _name_at(self, place: int, last: int) -> Name | None:
        """Return the longest name that stands at a place and ends before another."""
        keys = [form[0] for form in self._forms[place : place + self._longest]]
        for name in self.index.names[keys[0], keys[1]]:
            said = name.keys
            length = len(said)
            if place + length <= last and (
                length == _TWO or (keys[_TWO] == said[_TWO] and tuple(keys[:length]) == said)
            ):
                return name
        return None

    def _syllables(self, first: int, last: int) -> list[Syllable]:
        each = zip(
            map(_KEY, self._forms[first:last]),
            self._starts[first:last],
            self._ends[first:last],
            strict=True,
        )
        return [new_syllable(Syllable, syllable) for syllable in each]

    def _write_out(self) -> None:
        """Write short forms such as "UBND" out, each syllable with the offsets of the whole."""
        short, text = self.index.short, self.wording.text
        shown = frozenset(map(key_of, short)).__contains__
        forms, starts, ends = self._forms, self._starts, self._ends
        written, first, last = forms[:0], starts[:0], ends[:0]
        done = 0
        for place in compress(count(), map(shown, map(_KEY, forms))):
            long = short.get(text[starts[place] : ends[place]])
            if long is not None:
                written.extend((*forms[done:place], *(Form(key, key) for key in long)))
                first.extend((*starts[done:place], *[starts[place]] * len(long)))
                last.extend((*ends[done:place], *[ends[place]] * len(long)))
                done = place + 1
        if done:
            written.extend(forms[done:])
            first.extend(starts[done:])
            last.extend(ends[done:])
            self._forms, self._starts, self._ends = written, first, last
