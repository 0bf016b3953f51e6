"""Say who bears what stands under a heading: "Trách nhiệm của ...", "Đối với ...", a bare name.

Reads: the words of a heading.
Writes: bodies as written, and the level that they say.
"""

from __future__ import annotations

import re

from danvan.law.bodies import Mention
from danvan.law.extract_bearers import Bearers, Named, Reader
from danvan.law.extract_namer import LONGEST
from danvan.law.extract_names import ASSIGNS, OFFICE_WORDS, OWED_BY


def headed(
    reader: Reader, words_start: int, words_end: int, levels: tuple[str, ...]
) -> Bearers | None:
    """Return the bodies that a heading names: "Trách nhiệm của ...", or ``None``."""
    office = OFFICE_WORDS.match(reader.text, words_start, words_end)
    start = office.end() if office else words_start
    reader.titled = True
    found = _headed(reader, words_start, start, words_end, levels)
    reader.titled = False
    return found


def _headed(
    reader: Reader, words_start: int, start: int, words_end: int, levels: tuple[str, ...]
) -> Bearers | None:
    """Return the bodies that a heading names behind the words of its office."""
    assigned = ASSIGNS.match(reader.text, start, words_end)
    mentions, behind = reader.listed(assigned.end() if assigned else start, words_end)
    if not mentions and OWED_BY.search(reader.text, words_start, start):
        return _headed_by_name(reader, start, words_end, levels)
    if not mentions:
        return None
    rest = reader.text[behind:words_end].strip(" .:*\n")
    owed = OWED_BY.search(reader.text, words_start, start) is not None
    if (
        rest
        and not owed
        and not re.match(r"(?:trong|về|đối với|với|tại|khi|chủ trì|được|có|thực hiện|\()", rest)
    ):
        return None
    said = [level for each in mentions if (level := _level(each))]
    plain = [each for each in mentions if each.candidates]
    if not plain and len(reader.text[mentions[0].start : words_end]) > LONGEST:
        return None
    own = tuple(said[:1])
    return Bearers(reader.named(mentions, (*own, *levels)), "heading", (*own, *levels), behind)


def _headed_by_name(
    reader: Reader, start: int, end: int, levels: tuple[str, ...]
) -> Bearers | None:
    """Return whoever "Trách nhiệm của ..." names, by no word of its own."""
    words = re.split(r"\s+(?:trong|khi|đối với|về)\s|[.:(\n]", reader.text[start:end])[0].strip()
    if not words or len(words) > LONGEST:
        return None
    return Bearers((Named(words, None),), "heading", levels, start + len(words))


def _level(mention: Mention) -> str | None:
    """Return the level that a mention leaves no doubt about."""
    if mention.level is None and len(mention.candidates) == 1:
        return next(iter(mention.candidates))
    return mention.level
