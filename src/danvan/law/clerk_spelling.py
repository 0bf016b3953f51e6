"""Find words that were probably misread in scanning: a phrase one mark away from a known one.

Reads: the cleaned text.
Writes: findings; precision before recall: a phrase that may be meant is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, count, pairwise
from typing import Final, NamedTuple

from danvan.law.findings import Finding, Place
from danvan.law.lexicon import Lexicon
from danvan.law.syllables import Syllable, bare, key_of, keys_of
from danvan.law.text.document import Document
from danvan.law.text.tree import Node, walk
from danvan.law.wording import Form, Wording

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
        begin: Both syllables of short phrases, without marks.
        side_by_side, apart: Keys of two syllables of long phrases, the third of which may be
            misread.
    """

    right: frozenset[Keys]
    by_bare: Mapping[Keys, tuple[str, ...]]
    by_hole: Mapping[tuple[int, Keys], tuple[str, ...]]
    allowed: frozenset[Keys]
    begin: frozenset[Keys]
    side_by_side: frozenset[Keys]
    apart: frozenset[Keys]


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
        frozenset(tuple(map(bare, phrase)) for phrase in split if len(phrase) == _SHORT),
        frozenset(keys for place, keys in holes if place != 1),
        frozenset(keys for place, keys in holes if place == 1),
    )


def spelling_findings(document: Document, words: Lexicon, wording: Wording) -> Iterator[Finding]:
    """Yield one finding for each phrase that was probably misread."""
    phrases = _phrases(words.phrases, words.allowed)
    for node in walk(document.nodes):
        if node.level not in _NOT_JUDGED:
            yield from _of_node(document, node, phrases, wording)


def _of_node(
    document: Document, node: Node, phrases: _Phrases, wording: Wording
) -> Iterator[Finding]:
    low, high = wording.places(node.start, node.end)
    suspects = _suspects(wording.forms[low:high], phrases)
    if not suspects:
        return
    text = document.text
    every = wording.syllables(low, high)
    plain = [form.bare for form in wording.forms[low:high]]
    behind = 0
    for first in suspects:
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


def _suspects(forms: Sequence[Form], phrases: _Phrases) -> list[int]:
    """Return the syllables at which a phrase may be misread, by a cheap look at all of them: a
    short one has the letters of a phrase and not its marks, a long one two of its syllables.
    """
    keys = [form[0] for form in forms]
    plain = [form[1] for form in forms]
    found = {
        at
        for at in _places_of(phrases.begin, plain, 1)
        if (keys[at], keys[at + 1]) not in phrases.right
    }
    for at in _places_of(phrases.side_by_side, keys, 1):
        found |= {at, at - 1}
    found.update(_places_of(phrases.apart, keys, 2))
    return sorted(at for at in found if 0 <= at < len(forms) - 1)


def _places_of(pairs: frozenset[Keys], said: Sequence[str], apart: int) -> Iterator[int]:
    """Yield where one of some pairs stands, its second so many behind the first."""
    return compress(count(), map(pairs.__contains__, zip(said, said[apart:], strict=False)))


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
