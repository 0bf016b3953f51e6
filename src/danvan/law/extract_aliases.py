"""Learn the short names that a document gives its bodies: "(sau đây gọi tắt là Ban)", "(BQL)".

Reads: the cleaned text.
Writes: for each short name the bodies that it may be, by level; none where no pack knows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from danvan.law.bodies import BodyIndex, Mention
from danvan.law.extract_names import UNKNOWN

_CALLED: Final = re.compile(
    r"\(\s*(?:(?:sau\s+đây|dưới\s+đây|từ\s+đây)\s+)?(?:được\s+)?(?:gọi|viết)(?:\s+(?:tắt|chung))?\s+là\s*:?\s*"
    r"[\"“”'‘]?(?P<name>[^()\"“”'’;,]{2,60}?)[\"“”'’]?\s*\)|\((?P<short>[A-ZĐƯ]{2,10})\)"
)
_BEFORE: Final = 140
_MOST: Final = 60


def learned(text: str, index: BodyIndex) -> dict[str, Mapping[str, str]]:
    """Return short names with the slugs by level of what they stand for."""
    found: dict[str, Mapping[str, str]] = {}
    for count, match in enumerate(_CALLED.finditer(text)):
        if count == _MOST:
            break
        name = match["name"] or match["short"]
        long = _named_before(text, match.start(), index)
        if match["short"] and not _is_short_for(name, text[: match.start()]):
            continue
        if long is not None:
            found.setdefault(name, long.candidates)
        elif name[:1].isupper() and _is_body(text, match.start(), name):
            found.setdefault(name, {})
    return found


def _named_before(text: str, end: int, index: BodyIndex) -> Mention | None:
    """Return the known body whose name ends where the bracket begins."""
    mentions = index.find(text, max(0, end - _BEFORE), end)
    last = mentions[-1] if mentions else None
    return last if last is not None and not text[last.end : end].strip() else None


def _is_body(text: str, end: int, name: str) -> bool:
    """Say whether the words before a bracket, or in it, begin as the name of a body does."""
    if UNKNOWN.match(name):
        return True
    clause = re.split(r"[,;:.\n]", text[max(0, end - _BEFORE) : end])[-1].split()
    return any(UNKNOWN.match(" ".join(clause[place:])) for place in range(len(clause)))


def _is_short_for(name: str, before: str) -> bool:
    """Say whether capital letters are the initials of the words before them."""
    words = before[-_BEFORE:].split()[-len(name) :]
    return [word[0].upper() for word in words] == list(name)
