"""Say with whom and to whom: counterparts, receivers, copies, and the way a report passes through.

Reads: a segment behind its subject.
Writes: bodies by what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from danvan.law.any_case import AnyCase
from danvan.law.bodies import Mention
from danvan.law.duties import Delivery
from danvan.law.extract_bearers import Named, Reader
from danvan.law.extract_governors import Kind, kind_of

_BEFORE: Final = 60
_BETWEEN: Final = AnyCase(r"\bgiữa\s+")
_DELIVERY: Final[Mapping[str, Delivery]] = {"copy": "copy", "via": "via"}
_UNCLE: Final = re.compile(r"\s+Hồ\s+Chí\s+Minh")
_TITLE: Final = re.compile(
    r"(?:phó\s+)?(?:chủ\s+tịch|bí\s+thư|chủ\s+nhiệm|người\s+đứng\s+đầu|thủ\s+trưởng|giám\s+đốc)$",
    re.IGNORECASE,
)
_OF_BODY: Final = re.compile(r"\s+(?:(?:các|của)\s+)?")
_ALONE: Final = {"người đứng đầu": "agency_heads"}
_SEPARATORS: Final = re.compile(r"^\s*(?:,|và|;|hoặc|,\s*và)?\s*(?:các|những)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """A body that receives the result, and how."""

    named: Named
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Partners:
    """Counterparts and receivers of one act."""

    counterparts: tuple[Named, ...]
    receivers: tuple[Sent, ...]


def between(reader: Reader, start: int, end: int, levels: Sequence[str]) -> tuple[Named, ...]:
    """Return the bodies named first in "giữa A với B", who call the other side; else none."""
    match = _BETWEEN.search(reader.text, start, end)
    if match is None or match.start() - start > _BEFORE:
        return ()
    mentions, _ = reader.listed(match.end(), end)
    return reader.named(mentions, tuple(levels))


def partners(reader: Reader, start: int, end: int, levels: Sequence[str]) -> Partners:
    """Return with whom an act is done and to whom its result goes.

    Args:
        reader: Of the text.
        start, end: The segment behind its subject.
        levels: As for bearers.
    """
    found = Found({}, {}, {})
    kind: Kind = ""
    behind = start
    for mention in _whole(reader, reader.bodies.find(start, end)):
        listed = kind and _SEPARATORS.match(reader.text[behind : mention.start])
        if not listed:
            ends = partial(_list_end, reader, mention.start, end)
            kind = kind_of(reader.text, start, mention.start, ends)
        behind = mention.end
        if kind and not _UNCLE.match(reader.text, mention.end):
            _put(found, kind, _meant(reader, mention, levels))
    return found.told()


class Found(NamedTuple):
    """Bodies of one act by what they are in it, each once, by slug or name."""

    counterparts: dict[str, Named]
    gathered: dict[str, Named]
    receivers: dict[str, Sent]

    def told(self) -> Partners:
        """Return them; those whose words are gathered and sent on are none to act with."""
        gathered = {} if self.receivers else self.gathered
        counterparts = {**gathered, **self.counterparts}
        return Partners(tuple(counterparts.values()), tuple(self.receivers.values()))


def _put(found: Found, kind: Kind, named: Named) -> None:
    """Keep a body as what it is in the act."""
    key = named.role or named.text
    if kind == "with":
        found.counterparts.setdefault(key, named)
    elif kind == "gathered":
        found.gathered.setdefault(key, named)
    else:
        found.receivers.setdefault(key, Sent(named, _DELIVERY.get(kind, "receiver")))


def _list_end(reader: Reader, start: int, end: int) -> int:
    """Return where the list of bodies ends that begins at an offset."""
    return reader.listed(start, end)[1]


def _whole(reader: Reader, mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, the title of somebody put together with the body it belongs to."""
    whole: list[Mention] = []
    for each in mentions:
        before = whole[-1] if whole else None
        if (
            before
            and _TITLE.match(before.text)
            and _OF_BODY.fullmatch(reader.text, before.end, each.start)
        ):
            whole[-1] = Mention(reader.text[before.start : each.end], before.start, each.end)
        else:
            whole.append(each)
    return whole


def _meant(reader: Reader, mention: Mention, levels: Sequence[str]) -> Named:
    """Return a body as it is meant beside an act: those concerned, and people, of any level."""
    named = reader.named([mention], tuple(levels))[0]
    words = " ".join(named.text.casefold().split())
    role = named.role or next(filter(reader.index.is_people, mention.candidates.values()), None)
    if (role or "").endswith("_political_system_bodies") and "hệ thống" not in words:
        role = "political_system_bodies_any"
    return Named(named.text, _ALONE.get(words, role))


def without(others: Partners, named: Sequence[Named]) -> Partners:
    """Return partners without those who bear the act themselves."""
    own = {each.role or each.text for each in named}
    counterparts = tuple(
        each for each in others.counterparts if (each.role or each.text) not in own
    )
    receivers = tuple(
        each for each in others.receivers if (each.named.role or each.named.text) not in own
    )
    return Partners(counterparts, receivers)
