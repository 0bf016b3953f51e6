"""Make proposals: the act's words, with whom and to whom, area, proof, bearing and confidence.

Reads: a segment with its bearers and what it says of time.
Writes: proposals, each with an id of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from danvan.law.any_case import AnyCase
from danvan.law.duties import Bearing, Modality
from danvan.law.extract_acts import core_of, without_time
from danvan.law.extract_areas import NO_AREA, WEAK, AreaWords
from danvan.law.extract_bearers import Bearers, Named
from danvan.law.extract_joins import THEN
from danvan.law.extract_modality import modality_of
from danvan.law.extract_partners import Partners, joined, partners, without
from danvan.law.extract_places import Place, Surroundings
from danvan.law.extract_plain import SURE as _PLAIN
from danvan.law.extract_plain import modality_of_deed
from danvan.law.extract_sentences import Span
from danvan.law.extract_series import Reading
from danvan.law.extract_together import Together
from danvan.law.extract_verbs import DEED
from danvan.law.lexicon import Lexicon
from danvan.law.proposals import Proposal
from danvan.law.text.tree import Node
from danvan.law.word_tries import any_of

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_PURPOSE: Final = AnyCase(r"\s*,?\s*\b(?:để|nhằm)\s")
_PASSIVE: Final = re.compile(
    r"\W*(?:việc|tùy|tuỳ|các\s+(?:dự\s+thảo|văn\s+bản|đề\s+án)|dự\s+thảo)\b", re.IGNORECASE
)
_TOGETHER: Final = AnyCase(r"\b(?:thống\s+nhất|cùng\s+nhau|liên\s+tịch)\b")
_LEADS: Final = re.compile(r"\W*(?:\w+\s+){0,3}?chủ\s+trì\s*,?\s*phối\s+hợp\b", re.IGNORECASE)
_SURE: Final[Mapping[str, float]] = {
    "rhythm_each": 0.95, "rhythm_per": 0.95, "rhythm_once": 0.95, "rhythm_told": 0.95,
    "at_least": 0.95, "due_day": 0.9, "within": 0.85, "rhythm_plain": 0.85,
    "rhythm_listed": 0.75, "rhythm_bare": 0.75, "rhythm_least": 0.85, "rhythm_within": 0.8,
    "rhythm_turn": 0.7,
    "periodically": 0.85, "when_needed": 0.85, "unscheduled": 0.8, "on_invitation": 0.7,
    "at_once": 0.85, "in_good_time": 0.9, "before_an_act": 0.85,
    "before_a_session": 0.8, "only_after": 0.75,
    "only_then": 0.7, "time_set_by_others": 0.7, "opinion_first": 0.7,
    "time_set_elsewhere": 0.75, "regime_set_elsewhere": 0.8, "follow_up": 0.7, "own_rules": 0.6,
    "regularly": 0.7, "term": 0.6, "signing": 0.5, "on_event": 0.5, "years": 0.45, "year": 0.4,
    "report_undated": 0.5, **_PLAIN,
}  # fmt: skip
_FOUND: Final[Mapping[str, float]] = {
    "subject": 1.0, "lead": 0.97, "heading": 0.97, "sentence": 0.86, "addressee": 0.9,
    "section": 0.85, "issuer": 0.8, "none": 0.6,
}  # fmt: skip
_OF_NOBODY: Final = frozenset({"explains", "states_principle", "of_itself"})
_UNKNOWN_BODY: Final = 0.9
_IN_PURPOSE: Final = frozenset({"follow_up", "in_good_time"})
_PART_OF_ACT: Final = frozenset(
    {
        "opinion_first",
        "term",
        "on_event",
        "at_once",
        "report_undated",
        "rhythm_plain",
        "only_after",
        "only_then",
        "regime_set_elsewhere",
        *_PLAIN,
    }
)
_NEAR: Final = 3
_NOTHING_KEPT: Final = frozenset({"definition", "principle", "prohibition"})
_OWED: Final = re.compile(
    r"\s*(?:(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ|quyền|nghĩa\s+vụ)|được\s+quyền|phải|cần|sẽ)\s+)+"
    r"(?!được\s)",
    re.IGNORECASE,
)
_WITH_OTHERS: Final = re.compile(
    r"\s*chủ\s+trì\s*,?\s*(?:và\s+)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với|cùng)\s+",
    re.IGNORECASE,
)
_ISSUES: Final = re.compile(r"ban\s+hành\s+kèm|thay\s+thế|bãi\s+bỏ", re.IGNORECASE)
_SO: Final = re.compile(r"\s*thì\s+", re.IGNORECASE)
_CAUSE: Final = re.compile(
    r"\s*(?:trong\s+|ngay\s+)?(?:trường\s+hợp|khi|nếu|sau\s+khi|trước\s+khi|căn\s+cứ|trên\s+cơ\s+sở)\s[^;:]{2,200}?(?:,|\sthì)\s+",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    r"(?:các\s+)?(?:ban|ủy\s+ban|bộ|sở|phòng|công\s+an|hội\s+đồng|chủ\s+tịch|trưởng|thủ\s+trưởng|giám\s+đốc"
    r"|cơ\s+quan|tòa\s+án|viện|thanh\s+tra|chính\s+phủ|thường\s+trực|đảng\s+ủy|tổ)(?!\w)",
    re.IGNORECASE,
)
_ISSUING: Final = Named("cơ quan ban hành", "issuing_body")
_MOST_LETTERS: Final = len(_LETTERS)


@lru_cache(maxsize=4)
def _pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(any_of(words))


class Told(NamedTuple):
    """A segment of a node: as a whole, behind the time that it begins with, and its place."""

    node: Node
    span: Span
    behind: Span
    place: Place


class Keeper:
    """Makes and keeps the proposals of one document.

    Args:
        around: What the document says of bearers.
        words: Word lists of the base pack.
        areas: Which words speak for which process area.
    """

    def __init__(self, around: Surroundings, words: Lexicon, areas: AreaWords) -> None:
        self.text = around.text
        self.reader = around.reader
        self.words = words
        self.areas = areas
        self.kept_as = {word: key for key, listed in words.evidence.items() for word in listed}
        self.proofs = _pattern_of(tuple(self.kept_as))
        self.found: list[Proposal] = []
        self.counts: Counter[str] = Counter()
        self.together = Together(self.reader)
        self.asked: tuple[tuple[int, int, tuple[str, ...]], Partners] | None = None

    def add(self, told: Told, bearers: Bearers, reading: Reading) -> None:
        """Add one proposal from what a segment says of time."""
        start, end = self._act(told.behind, bearers, reading)
        start = self._main_verb(start, end)
        purpose = _PURPOSE.search(self.text, start, end)
        main = purpose.start() if purpose else end
        whole = told.span
        first = bearers.end if whole.start < bearers.end <= whole.end else whole.start
        first = max(first, told.behind.start)
        others = self._partners(first, main, self._levels(bearers))
        if purpose and reading.pattern in _IN_PURPOSE and reading.start >= purpose.start():
            start = reading.start
            receivers = [each.named for each in others.receivers if each.delivery == "receiver"]
            if receivers:
                bearers = Bearers(tuple(receivers[:1]), "sentence", bearers.levels)
                others = partners(self.reader, purpose.end(), end, bearers.levels)
        passive = not bearers.end and _PASSIVE.match(self.text, whole.start)
        if reading.timing == "before" and passive:
            bearers = Bearers((_ISSUING,), "sentence", bearers.levels)
        modality = self._modality(told, bearers)
        end = without_time(self.text, start, end, reading)
        others = self._among(told, bearers, others)
        self._keep(told, bearers, reading, Span(start, end), others, modality)

    def add_plain(self, told: Told, bearers: Bearers, reading: Reading, modality: Modality) -> None:
        """Add one proposal without words of time; its act is the span behind the time."""
        act = told.behind
        others = self._partners(act.start, act.end, self._levels(bearers))
        others = self._among(told, bearers, others)
        said = modality_of_deed(self.text[act.start : act.end], modality, reading.timing)
        said = _power_of(bearers, said)
        start = self._main_verb(act.start, act.end)
        self._keep(told, bearers, reading, Span(start, act.end), others, said)

    def _partners(self, start: int, end: int, levels: tuple[str, ...]) -> Partners:
        """Return the partners of an act; several duties of one segment ask for the same."""
        key = (start, end, levels)
        if self.asked is None or self.asked[0] != key:
            self.asked = (key, partners(self.reader, start, end, levels))
        return self.asked[1]

    def _among(self, told: Told, bearers: Bearers, own: Partners) -> Partners:
        """Return the partners of an act with those that the words before it name, no bearer."""
        span = told.span
        first = bearers.end if span.start < bearers.end <= span.end else span.start
        levels = self._levels(bearers)
        others = self.together.carried(span, first, bearers.named, levels, own)
        return without(joined(others, told.place.others), bearers.named)

    def _modality(self, told: Told, bearers: Bearers) -> Modality:
        """Return what a segment with words of time orders."""
        said = modality_of(self.text[told.span.start : told.span.end])
        return _power_of(bearers, said)

    def _main_verb(self, start: int, end: int) -> int:
        """Return where the verb of an act stands, behind "phải" and "chủ trì, phối hợp với ..."."""
        cause = _CAUSE.match(self.text, start, end)
        if cause and DEED.match(self.text, cause.end(), end):
            start = cause.end()
        start = _so(self.text, start, end)
        so = THEN.match(self.text, start, end) if DEED.end_at(self.text, start, end) < 0 else None
        if so and DEED.match(self.text, so.end(), end):
            start = so.end()
        match = _OWED.match(self.text, start, end)
        at = match.end() if match else start
        leads = _WITH_OTHERS.match(self.text, at, end)
        if leads is None:
            return at
        _, behind = self.reader.listed(leads.end(), end)
        return behind + 1 if DEED.match(self.text, behind, end) else at

    def _levels(self, bearers: Bearers) -> tuple[str, ...]:
        """Return the levels for partners: of any level where the bearers are."""
        if bearers.named and (bearers.named[0].role or "").endswith("_any"):
            return ("any", *bearers.levels)
        return bearers.levels

    def _act(self, span: Span, bearers: Bearers, reading: Reading) -> tuple[int, int]:
        """Return where the words of the act stand: behind the subject, or behind the time."""
        start = span.start
        if span.start < bearers.end <= span.end:
            start = bearers.end
        near = start <= reading.start < reading.end <= span.end and reading.start - start < _NEAR
        if near and reading.pattern not in _PART_OF_ACT:
            start = reading.end
        while start < span.end and self.text[start] in " ,:)":
            start += 1
        end = span.end
        while end > start and self.text[end - 1] in " .,;:/":
            end -= 1
        return start, end

    def _keep(
        self,
        told: Told,
        bearers: Bearers,
        reading: Reading,
        act: Span,
        others: Partners,
        modality: Modality,
    ) -> None:
        area = self._area(told, reading, act, others, modality)
        core = core_of(self.text, act)
        self.found.append(
            Proposal(
                id=self._id(told.node.address),
                address=told.node.address,
                part=told.node.part,
                start=told.span.start,
                end=told.span.end,
                bearers=bearers.named,
                source=bearers.source,
                bearing=_bearing(bearers, self.text[told.behind.start : act.end], told.place),
                modality=modality,
                act=self.text[slice(*core)],
                act_start=core.start,
                act_end=core.end,
                counterparts=others.counterparts,
                receivers=others.receivers,
                timing=reading.timing,
                period=reading.period,
                at_least=reading.at_least,
                event=reading.event,
                before=reading.before,
                due=reading.due,
                evidence=self._evidence(area, act, modality),
                area=area,
                pattern=reading.pattern,
                matched=reading.matched,
                confidence=_sure(bearers, reading),
            )
        )

    def _area(
        self, told: Told, reading: Reading, act: Span, others: Partners, modality: Modality
    ) -> str:
        """Return the process area: by the act, its cause, its haste, the nearest heading."""
        words = self.text[slice(*act)]
        if modality == "definition":
            return "leadership" if _ISSUES.search(words) else NO_AREA
        found = self.areas.of(words)
        if not found.weight and reading.event:
            found = self.areas.of(reading.event)
        if not found.weight:
            found = self.areas.of(told.place.topic)
            return "incident" if reading.timing == "urgent" else found.area
        if found.weight > WEAK:
            return found.area
        topic = self.areas.of(told.place.topic)
        weak = topic.area if topic.weight > WEAK else found.area
        return "reporting" if weak == "disclosure" and self._tells_bodies(others) else weak

    def _tells_bodies(self, others: Partners) -> bool:
        """Say whether what is let known is told to bodies and to no people."""
        told = [each.named.role for each in others.receivers]
        return bool(told) and all(
            role is not None and not self.reader.index.is_people(role) for role in told
        )

    def _evidence(self, area: str, act: Span, modality: Modality) -> tuple[str, ...]:
        """Return what is kept as proof: what is usual for the area, and what the act names."""
        if modality in _NOTHING_KEPT:
            return ()
        usual = self.words.proof.get(area, ())
        words = self.text[slice(*act)].casefold()
        named = (self.kept_as[each] for each in self.proofs.findall(words))
        return tuple(dict.fromkeys((*usual, *named)))

    def _id(self, address: str) -> str:
        count = self.counts[address]
        self.counts[address] = count + 1
        return f"{address}--{_LETTERS[count] if count < _MOST_LETTERS else count + 1}"


def _so(text: str, start: int, end: int) -> int:
    """Return the offset behind "thì", which joins an act to its cause."""
    match = _SO.match(text, start, end)
    return match.end() if match else start


def _power_of(bearers: Bearers, said: Modality) -> Modality:
    """Return a right as a power where an office has it."""
    if said == "right" and bearers.named and _OFFICE.match(bearers.named[0].text):
        return "power"
    return said


def _sure(bearers: Bearers, reading: Reading) -> float:
    """Return how sure pattern and bearers are together."""
    source = bearers.source if bearers.named else "none"
    found = 1.0 if reading.pattern in _OF_NOBODY else _FOUND[source]
    sure = _SURE.get(reading.pattern, 0.5) * found
    if any(each.role is None for each in bearers.named):
        sure *= _UNKNOWN_BODY
    return round(sure, 2)


def _bearing(bearers: Bearers, words: str, place: Place) -> Bearing:
    """Return how several bearers owe it."""
    if _LEADS.match(words):
        return "lead_with"
    if len(bearers.named) > 1 and (
        (place.jointly and bearers.source in {"issuer", "subject"}) or _TOGETHER.search(words)
    ):
        return "jointly"
    return "each"
