"""Say which process area an act belongs to, by the words of its verb phrase.

Three tables of the base pack's lexicon: topics, which win wherever they stand; acts, of which the
first wins; and words that decide only where nothing else does. A process area also tells two acts
of one sentence apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from danvan.law.lexicon import lexicon
from danvan.law.pack_folders import packs_folder
from danvan.law.word_tries import any_word_of

NO_AREA: Final = "other"
_PURPOSE: Final = re.compile(r"\s(?:để|nhằm)\s")
_NESTED: Final = re.compile(
    r"(?:kết\s+quả|kết\s+luận|làm\s+công\s+tác|pháp\s+luật\s+về|quy\s+định\s+về|việc\s+thực\s+hiện)\s[^;:]{0,25}?$"
)
"""Words behind which a topic only says what results, rules or people are spoken of."""
_TOPIC, _ACT, WEAK = 3, 2, 1


class Weighed(NamedTuple):
    """A process area and how strongly words speak for it: 3 a topic, 2 an act, 1 hardly, 0 not."""

    area: str
    weight: int


_MOST_KEPT: Final = 500
_NONE: Final = Weighed(NO_AREA, 0)


@dataclass(frozen=True, slots=True)
class AreaWords:
    """The three tables, ready to be asked.

    Args:
        pattern: Every phrase of the tables, the longest first.
        by_phrase: What each phrase speaks for.
        asked: The last answers; the same act is asked for several times.
    """

    pattern: re.Pattern[str]
    by_phrase: Mapping[str, Weighed]
    asked: dict[str, Weighed] = field(default_factory=dict)

    def of(self, words: str) -> Weighed:
        """Return the area of a verb phrase; what stands behind "để" counts only where nothing else
        speaks.
        """
        known = self.asked.get(words)
        if known is None:
            if len(self.asked) >= _MOST_KEPT:
                self.asked.clear()
            known = self.asked[words] = self._of(words.casefold())
        return known

    def _of(self, said: str) -> Weighed:
        purpose = _PURPOSE.search(said) if "để" in said or "nhằm" in said else None
        found = self._best(said, 0, purpose.start() if purpose else len(said))
        if found.weight < _ACT and purpose:
            behind = self._best(said, purpose.end(), len(said))
            return behind if behind.weight >= _ACT else found
        return found

    def _best(self, said: str, start: int, end: int) -> Weighed:
        best = _NONE
        for match in self.pattern.finditer(said, start, end):
            each = self.by_phrase[" ".join(match[0].split())]
            if each.weight == _TOPIC and _NESTED.search(said, start, match.start()):
                each = Weighed(each.area, WEAK)
            if each.weight > best.weight:
                best = each
                if each.weight == _TOPIC:
                    break
        return best


def area_words() -> AreaWords:
    """Return the tables of the base pack; kept after the first reading."""
    return _read(packs_folder())


@lru_cache(maxsize=4)
def _read(_: Path) -> AreaWords:
    words = lexicon()
    weighed: dict[str, Weighed] = {}
    for table, weight in ((words.weak, WEAK), (words.areas, _ACT), (words.topics, _TOPIC)):
        for area, phrases in table.items():
            weighed |= dict.fromkeys(phrases, Weighed(area, weight))
    return AreaWords(re.compile(rf"{any_word_of(weighed)}(?!\w)"), weighed)
