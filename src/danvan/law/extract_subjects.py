"""Choose whose act a segment is: its own subject, bodies named elsewhere, or whom the place means.

Reads: a segment and its place.
Writes: bearers with where they were found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from danvan.law.extract_bearers import Bearers, Reader
from danvan.law.extract_partners import between
from danvan.law.extract_places import Place
from danvan.law.extract_plain import OF_WHOM
from danvan.law.extract_sentences import Span
from danvan.law.extract_series import Reading
from danvan.law.extract_verbs import DEED, VERB
from danvan.law.text.tree import Node

_NEAR: Final = 3
_NAMED_AT: Final = re.compile(
    r"\W*(?:các|những|mỗi|từng)?\s*(?:nơi|cơ\s+quan|tổ\s+chức|đơn\s+vị|đối\s+tượng|địa\s+phương)"
    r"(?:\s*,\s*(?:tổ\s+chức|đơn\s+vị|cá\s+nhân|địa\s+phương))*\s+(?:được\s+)?"
    r"(?:ghi|nêu|quy\s+định|có\s+tên|kể|nói)\s+tại\s",
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    r"(?:các|những|mỗi|từng)\s+(?:nơi|tổ\s+chức|đơn\s+vị|cơ\s+quan|bên|ngành)"
    r"(?:\s+(?:trên|nói\s+trên|nêu\s+trên|này))?",
    re.IGNORECASE,
)

_LEADS: Final = re.compile(r"lãnh\s+đạo\s", re.IGNORECASE)
_OF_PARTY: Final = re.compile(
    r"(?:các\s+)?(?:đảng\s+(?:ủy|uỷ|bộ)|chi\s+(?:bộ|ủy|uỷ)|cấp\s+(?:ủy|uỷ)|(?:huyện|quận|thành|tỉnh)\s+(?:ủy|uỷ))",
    re.IGNORECASE,
)


class Subjects:
    """Finds subjects in one text.

    Args:
        reader: Of the text.
        cited: Start, end and target address of each citation, in order.
    """

    def __init__(self, reader: Reader, cited: Sequence[tuple[int, int, str]]) -> None:
        self.reader = reader
        self.text = reader.text
        self.cited = cited
        self.known: dict[str, Bearers] = {}
        self.item: tuple[str, Bearers | None] = ("", None)

    def behind(
        self, found: Sequence[Reading], span: Span, start: int, place: Place
    ) -> Bearers | None:
        """Return the subject of a segment, also behind what gives rise to it."""
        said = self.of(span, start, place)
        cause = next((each for each in found if each.pattern == "on_event"), None)
        if said is not None or cause is None:
            return said
        begin = self.past(cause.end, span.end)
        return self.of(Span(begin, span.end), begin, place) if begin < span.end else None

    def of(self, span: Span, start: int, place: Place) -> Bearers | None:
        """Return the subject of a segment, or ``None`` where it has none of its own.

        Args:
            span: The segment.
            start: Where it goes on behind the time that it begins with.
            place: What the provision inherits.
        """
        levels = place.bearers.levels
        named = self._named_elsewhere(span, levels)
        if named is not None:
            return named
        said: Bearers | None = self._as_headed(span, place)
        if said is not None:
            return said
        if start == span.start or not VERB.match(self.text, start, span.end):
            said = self.reader.subject(span.start, span.end, levels)
        if said is None and self.text.find(" thì ", span.start, start) > 0:
            said = self.reader.subject(self.past(start, span.end), span.end, levels)
        if said is None:
            return self._told_elsewhere(span, start, place)
        pointed = place.bearers.named and place.bearers.source != "issuer"
        if (pointed or place.jointly) and _is_generic(said):
            return Bearers(place.bearers.named, "heading", levels, said.end)
        return None if _leads_office(said, place) else said

    def carried(self, node: Node, place: Place) -> Bearers | None:
        """Return the subject of the item before in the same list, where nobody else is named."""
        above, subject = self.item
        same = node.level == "dash" and above == node.address.rpartition("__")[0]
        return subject if same and place.bearers.source in {"none", "addressee"} else None

    def _told_elsewhere(self, span: Span, start: int, place: Place) -> Bearers | None:
        """Return whom a segment names that has no subject: the side that calls, or the agent."""
        levels = place.bearers.levels
        sides = between(self.reader, span.start, span.end, levels)
        if sides and place.bearers.source != "issuer":
            return Bearers(sides[:1], "subject", levels, start)
        acts = DEED.end_at(self.text, start, span.end) >= 0
        return None if acts else self.reader.agent(span.start, span.end, levels)

    def past(self, at: int, end: int) -> int:
        """Return the offset behind the signs at an offset."""
        while at < end and self.text[at] in " ,:":
            at += 1
        return at

    def _as_headed(self, span: Span, place: Place) -> Bearers | None:
        """Return the bearers of the heading where a segment begins with the same words."""
        named = place.bearers.named
        if len(named) != 1 or named[0].role or place.bearers.source != "heading":
            return None
        name = named[0].text.casefold()
        end = span.start + len(name)
        if end > span.end or self.text[span.start : end].casefold() != name:
            return None
        return Bearers(named, "subject", place.bearers.levels, end)

    def _named_elsewhere(self, span: Span, levels: tuple[str, ...]) -> Bearers | None:
        """Return the bearers that "các nơi ghi tại khoản 1 Điều này" means."""
        match = _NAMED_AT.match(self.text, span.start, span.end)
        if match is None:
            return None
        place = bisect_left(self.cited, (match.end() - 1, 0, ""))
        if place == len(self.cited) or self.cited[place][0] >= match.end() + _NEAR:
            return None
        said = self.known.get(self.cited[place][2])
        return Bearers(said.named, "sentence", levels, self.cited[place][1]) if said else None

    def of_whom(self, span: Span, bearers: Bearers) -> Bearers:
        """Return the bodies whose duty something is said to be."""
        match = OF_WHOM.search(self.text, span.start, span.end)
        mentions, _ = self.reader.listed(match.end(), span.end) if match else ([], 0)
        if not mentions:
            return bearers
        return Bearers(self.reader.named(mentions, bearers.levels), "sentence", bearers.levels)


def inherited(inside: Bearers | None, place: Place, before: Bearers | None) -> Bearers:
    """Return whom a segment without a subject means.

    Args:
        inside: Subject of the segment before it in the same sentence.
        place: What the provision inherits.
        before: Subject of the sentence before it in the same provision.
    """
    if inside is not None:
        return Bearers(inside.named, "sentence", inside.levels)
    if place.bearers.source in {"heading", "lead"} and place.bearers.named:
        return place.bearers
    if before is not None:
        return Bearers(before.named, "sentence", before.levels)
    return place.bearers


def _leads_office(said: Bearers, place: Place) -> bool:
    """Say whether "Lãnh đạo ..." under a committee of the Party is what it does: it leads."""
    if place.bearers.source not in {"heading", "lead", "section"} or not said.named:
        return False
    leads = _LEADS.match(said.named[0].text) is not None
    return leads and any(_OF_PARTY.match(each.text) for each in place.bearers.named)


def _is_generic(said: Bearers) -> bool:
    """Say whether a subject only points back: "mỗi tổ chức", "các nơi nói trên"."""
    only = said.named[0] if len(said.named) == 1 else None
    return only is not None and not only.role and _GENERIC.fullmatch(only.text.strip()) is not None
