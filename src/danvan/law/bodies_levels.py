"""Levels in words: "... xã", "... Huyện ủy", "... các cấp" behind a body's name, and the level of a
whole document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from danvan.law.any_case import in_small_letters
from danvan.law.syllables import Syllable, key_of, keys_of
from danvan.law.text.header import Header

_WORDS: Final = {
    "commune": ("xã", "phường", "thị trấn", "đặc khu", "đảng ủy", "đảng bộ xã", "cấp xã"),
    "district": ("huyện", "quận", "thị xã", "huyện ủy", "quận ủy", "thị ủy", "cấp huyện"),
    "province": ("tỉnh", "tỉnh ủy", "cấp tỉnh"),
    "city": ("thành phố", "thành ủy", "thủ đô"),
    "hamlet": ("xóm", "thôn", "bản", "ấp", "tổ dân phố", "khu phố", "khu dân cư", "làng", "buôn"),
    "central": ("trung ương",),
    "any": ("các cấp", "cấp ủy", "địa phương"),
    "": ("cùng cấp",),
}
_LEVELS: Final[Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]] = {
    first: tuple(
        sorted(
            (
                (keys_of(words), level)
                for level, listed in _WORDS.items()
                for words in listed
                if keys_of(words)[0] == first
            ),
            key=lambda pair: -len(pair[0]),
        )
    )
    for first in {keys_of(words)[0] for listed in _WORDS.values() for words in listed}
}
_LINKS: Final = frozenset(map(key_of, ("của", "ở", "thuộc", "các", "cấp", "tại", "trong")))
_AND: Final = key_of("và")
_DIRECTLY_UNDER: Final = keys_of("trực thuộc")
_UNITS: Final = tuple(
    keys_of(unit)
    for unit in ("thị trấn", "đặc khu", "thị xã", "thành phố", "xã", "phường", "huyện", "quận")
)
_SOCIETY: Final = key_of("hội")
_MOST_LINKS: Final = 2
_NAMED: Final = 4
_ENOUGH: Final = 20_000
_SYMBOLS: Final = {"ĐU": "commune", "HU": "district", "QU": "district"}
_FROM_SMALL: Final = ("commune", "district", "city", "province")
_NUMBER: Final = re.compile(r"^\s*Số\b|^Kính gửi", re.MULTILINE)
_SAID: Final = {
    "đảng ủy": "commune", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune", "huyện": "district", "quận": "district", "thị xã": "district",
    "thị ủy": "district", "thành phố": "city", "thành ủy": "city", "tỉnh": "province",
}  # fmt: skip
_PLACES: Final = re.compile(
    r"đảng ủy|x(?<!\wx)ã\b(?! hội)|phường|thị trấn|đặc khu|huyện|q(?<!\wq)uận\b|thị xã|thị ủy"
    r"|thành phố|thành ủy|tỉnh"
)


class Suffix(NamedTuple):
    """What stands behind a name: its level, if any is said, and the next syllable's place."""

    level: str | None
    behind: int


def suffix_at(text: str, words: Sequence[Syllable], place: int, level: str | None = None) -> Suffix:
    """Return the level said behind a name, place names and "các cấp Thành phố" included.

    Args:
        text: The text that the syllables stand in.
        words: Syllables of the text.
        place: Index of the first syllable behind the name.
        level: Level that the name itself has said, such as "Ủy ban nhân dân các xã".
    """
    behind = place
    while True:
        hit = _level_at(text, words, behind)
        if hit is not None and (level is None or level in {"any", hit[0]}):
            level, behind = level or hit[0], hit[1]
            continue
        listed = level or _ends_in_unit(words, behind)
        more = _unit_after(text, words, behind) if listed else 0
        if not more:
            break
        behind += more
    return Suffix(level or None, past_name(text, words, behind) if level else behind)


def _ends_in_unit(words: Sequence[Syllable], place: int) -> bool:
    """Say whether a name that ends at a place ends in a kind of unit: "... các xã"."""
    before = tuple(word.key for word in words[max(0, place - 2) : place])
    return any(before[-len(unit) :] == unit for unit in _UNITS)


def _unit_after(text: str, words: Sequence[Syllable], place: int) -> int:
    """Return how many syllables of a list of units stand at a place: ", phường", "và thị trấn"."""
    at = place
    if at < len(words) and words[at].key == _AND:
        at += 1
    elif at >= len(words) or text[words[at - 1].end : words[at].start].strip() != ",":
        return 0
    for unit in _UNITS:
        if tuple(word.key for word in words[at : at + len(unit)]) == unit:
            behind = at + len(unit)
            society = behind < len(words) and words[behind].key == _SOCIETY
            return 0 if society else behind - place
    return 0


def _level_at(text: str, words: Sequence[Syllable], place: int) -> tuple[str, int] | None:
    """Return the level named at a place, links such as "của các" before it allowed."""
    for links in range(_MOST_LINKS + 1):
        at = place + links
        if at >= len(words) or not _is_near(text, words, at):
            return None
        for keys, level in _LEVELS.get(words[at].key, ()):
            behind = at + len(keys)
            if tuple(word.key for word in words[at:behind]) != keys:
                continue
            society = behind < len(words) and words[behind].key == _SOCIETY and len(keys) == 1
            if society and _is_near(text, words, behind):
                continue
            return level, behind
        if words[at].key not in _LINKS:
            return None
    return None


def _is_near(text: str, words: Sequence[Syllable], at: int) -> bool:
    """Say whether nothing but a space, or a comma between kinds of unit, stands before."""
    return at == 0 or text[words[at - 1].end : words[at].start].strip() == ""


def past_name(text: str, words: Sequence[Syllable], place: int) -> int:
    """Return the place behind the name of a place, "Phú Thượng" behind "xã"."""
    behind = place
    while behind < len(words) and behind < place + _NAMED:
        first = text[words[behind].start]
        plain = text[words[behind - 1].end : words[behind].start]
        if not first.isupper() or plain != " " or text[words[place - 1].start :][:2].isupper():
            break
        behind += 1
    return behind


def without_suffix(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name without the level at its end: "công an" of "công an xã"."""
    best = keys
    for pairs in _LEVELS.values():
        for level_keys, _ in pairs:
            if keys[-len(level_keys) :] == level_keys:
                rest = keys[: -len(level_keys)]
                if len(rest) < len(best):
                    best = rest
    while best and best[-1] in _LINKS and best[-2:] != _DIRECTLY_UNDER:
        best = best[:-1]
    return best if len(best) > 1 else keys


def level_of(header: Header, head: str, text: str) -> str:
    """Return the level of a document: ``commune``, ``district``, ``city`` or ``province``.

    Args:
        header: What the document says of itself.
        head: Its letterhead as written.
        text: The whole text, asked only where head and number do not say.
    """
    number = _NUMBER.search(head)
    above = head[: number.start()] if number else head
    found = _smallest("\n".join((*header.issuers, above)))
    if found:
        return found
    by_number = _SYMBOLS.get((header.symbol or "").rpartition("/")[2])
    if by_number:
        return by_number
    for said in (header.title or "", *header.addressees):
        found = _smallest(said)
        if found:
            return found
    counts: dict[str, int] = {}
    for match in _PLACES.finditer(in_small_letters(text[:_ENOUGH])):
        name = _SAID[match[0]]
        counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else "commune"


def _smallest(said: str) -> str | None:
    """Return the smallest level that words name; "thành phố" in a province is a district."""
    found = {_SAID[match[0]] for match in _PLACES.finditer(in_small_letters(said))}
    if {"city", "province"} <= found:
        return "district" if "commune" not in found else "commune"
    return next((level for level in _FROM_SMALL if level in found), None)
