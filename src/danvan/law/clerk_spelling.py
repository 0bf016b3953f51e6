"""Find words that were probably misread in scanning: a phrase one mark away from a known one.

Reads: the cleaned text.
Writes: findings; precision before recall: a phrase that may be meant is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from danvan.law.findings import Finding, Place
from danvan.law.lexicon import Lexicon
from danvan.law.syllables import Syllable, bare, key_of, keys_of, syllables
from danvan.law.text.document import Document
from danvan.law.text.tree import Node, walk

_COMMON: Final = frozenset(
    keys_of(
        "vẫn đã và là của có cho các khi để về tại từ với đến mà thì được bị cũng nên nếu như sẽ"
        " đều những này đó ta họ cả chỉ phải đang cái một hai ba bốn năm ở trong ngoài trên dưới"
        " ra vào hỏi lại còn theo do bởi không chưa hay hoặc mỗi từng bằng cùng qua rồi thế vì"
    )
)
"""Words so common that they are hardly misread ones of a phrase."""

_LONG: Final = 3
_SHORT: Final = 2
_NOT_JUDGED: Final = frozenset({"signature", "recipients"})

Keys = tuple[str, ...]


class _Phrases(NamedTuple):
    """Phrases as they should be written.

    Args:
        right: Their keys.
        by_bare: For the syllables without marks, the words as they should be written.
        by_hole: For long phrases with one syllable left out, that syllable's place and the words.
        allowed: Keys of phrases that only look misread.
        begin: The first two syllables of every phrase, without marks.
        in_long: Keys of the syllables of long phrases.
    """

    right: frozenset[Keys]
    by_bare: Mapping[Keys, tuple[str, ...]]
    by_hole: Mapping[tuple[int, Keys], tuple[str, ...]]
    allowed: frozenset[Keys]
    begin: frozenset[Keys]
    in_long: frozenset[str]


class _Hit(NamedTuple):
    """A misread phrase: its first syllable, how many, which one differs, and the words meant."""

    first: int
    length: int
    odd: int
    meant: tuple[str, ...]


@lru_cache(maxsize=4)
def _phrases(words: tuple[str, ...], allowed: frozenset[str]) -> _Phrases:
    split = [tuple(phrase.split()) for phrase in words]
    holes: dict[tuple[int, Keys], tuple[str, ...]] = {}
    for phrase in split:
        if len(phrase) == _LONG:
            for place in range(_LONG):
                keys = keys_of(" ".join(phrase))
                holes[place, keys[:place] + keys[place + 1 :]] = phrase
    return _Phrases(
        frozenset(keys_of(" ".join(phrase)) for phrase in split),
        {tuple(map(bare, phrase)): phrase for phrase in split if len(phrase) <= _LONG},
        holes,
        frozenset(map(keys_of, allowed)),
        frozenset(tuple(map(bare, phrase[:_SHORT])) for phrase in split if len(phrase) <= _LONG),
        frozenset(
            key for phrase in split if len(phrase) == _LONG for key in keys_of(" ".join(phrase))
        ),
    )


def spelling_findings(document: Document, words: Lexicon) -> Iterator[Finding]:
    """Yield one finding for each phrase that was probably misread."""
    phrases = _phrases(words.phrases, words.allowed)
    for node in walk(document.nodes):
        if node.level not in _NOT_JUDGED:
            yield from _of_node(document, node, phrases)


def _of_node(document: Document, node: Node, phrases: _Phrases) -> Iterator[Finding]:
    text = document.text
    every = syllables(text, node.start, node.end)
    plain = [bare(text[each.start : each.end]) for each in every]
    behind = 0
    for first in _beginnings(every, plain, phrases):
        if first < behind:
            continue
        hit = _hit(text, every, plain, first, phrases)
        if hit is None:
            continue
        behind = first + hit.length
        start, end = every[first].start, every[first + hit.length - 1].end
        line = document.cleaned.line_at(start)
        found = text[start:end]
        fields = {"found": found, "meant": _cased(found, " ".join(hit.meant))}
        place = Place(line, document.cleaned.line_at(end - 1), node.address)
        yield Finding("CLK-01", "warns", place, fields, None, "MEND-misread")


def _beginnings(
    every: Sequence[Syllable], plain: Sequence[str], phrases: _Phrases
) -> Iterator[int]:
    """Yield the syllables with which a phrase may begin, a cheap look at all of them."""
    begin = phrases.begin
    found = {at for at, pair in enumerate(pairwise(plain)) if pair in begin}
    long = [at for at, each in enumerate(every) if each.key in phrases.in_long]
    for one, other in pairwise(long):
        if other - one < _LONG:
            found.update(range(max(other - _LONG + 1, 0), one + 1))
    yield from sorted(each for each in found if each < len(every) - 1)


def _hit(
    text: str, every: Sequence[Syllable], plain: Sequence[str], first: int, phrases: _Phrases
) -> _Hit | None:
    """Return the misread phrase that begins at a syllable, long phrases first."""
    for length in (_LONG, _SHORT):
        if first + length > len(every):
            continue
        keys = tuple(each.key for each in every[first : first + length])
        if keys in phrases.right or keys in phrases.allowed:
            return None
        meant = phrases.by_bare.get(tuple(plain[first : first + length]))
        if meant is None and length == _LONG:
            meant = _near(keys, plain[first : first + length], phrases)
        hit = meant and _judged(text, every, first, meant, phrases)
        if hit:
            return hit
    return None


def _near(keys: Keys, plain: Sequence[str], phrases: _Phrases) -> tuple[str, ...] | None:
    """Return the long phrase from which one syllable is one letter away."""
    for place in range(_LONG):
        meant = phrases.by_hole.get((place, keys[:place] + keys[place + 1 :]))
        if meant is not None and _one_letter(plain[place], bare(meant[place])):
            return meant
    return None


def _one_letter(one: str, other: str) -> bool:
    """Say whether two syllables of one length differ in one letter that is not the first."""
    if len(one) != len(other) or one[:1] != other[:1]:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _judged(
    text: str, every: Sequence[Syllable], first: int, meant: tuple[str, ...], phrases: _Phrases
) -> _Hit | None:
    """Return a hit if nothing speaks for the words as they stand."""
    length = len(meant)
    here = every[first : first + length]
    odd = [place for place in range(length) if here[place].key != key_of(meant[place])]
    if len(odd) != 1 or here[odd[0]].key in _COMMON or not _together(text, here):
        return None
    place = first + odd[0]
    for low in {place - 1, place, first - 1, first + length - 1}:
        if low >= 0 and low + 1 < len(every):
            pair = (every[low].key, every[low + 1].key)
            if pair in phrases.right or pair in phrases.allowed:
                return None
    return _Hit(first, length, odd[0], meant)


def _together(text: str, here: Sequence[Syllable]) -> bool:
    """Say whether syllables stand side by side and are no proper name."""
    for before, after in pairwise(here):
        if text[before.end : after.start] != " ":
            return False
    later = text[here[-1].start : here[-1].end]
    return not (later[:1].isupper() and later[1:].islower())


def _cased(found: str, meant: str) -> str:
    """Return the words meant in capitals like those found."""
    if found.isupper():
        return meant.upper()
    return meant[:1].upper() + meant[1:] if found[:1].isupper() else meant
