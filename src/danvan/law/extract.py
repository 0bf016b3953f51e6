"""Propose duties with their time, bearers and partners from any tree. Candidates, not verdicts.

Reads: a document.
Writes: proposals in document order, each with its span, the words that speak for it, the name of
the pattern and a confidence; a person confirms, edits or rejects them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from danvan.law.bodies import BodyIndex, body_index
from danvan.law.duties import Bearing
from danvan.law.extract_bearers import Bearers, Named
from danvan.law.extract_modality import modality_of
from danvan.law.extract_partners import Partners, partners
from danvan.law.extract_places import Place, Surroundings
from danvan.law.extract_sentences import Sentence, Span, sentences, words_start
from danvan.law.extract_series import Reading, Segment, readings
from danvan.law.extract_subjects import Subjects, inherited
from danvan.law.extract_times import has_time
from danvan.law.lexicon import Lexicon, lexicon
from danvan.law.proposals import Proposal
from danvan.law.text.document import Document
from danvan.law.text.tree import Node

_OPENING: Final = frozenset({"preamble", "letterhead"})
_READ: Final = frozenset({"article", "clause", "point", "dash", "paragraph", "closing", "section"})
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_IN_FORCE: Final = re.compile(r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ", re.IGNORECASE)
_ENACTS: Final = re.compile(
    r"thống\s+nhất\s+(?:ban\s+hành|ký\s+kết)"
    r"|\b(?:yêu\s+cầu|giao|đề\s+nghị)\b[^.;]*?(?:sau|nhiệm\s+vụ)",
    re.IGNORECASE,
)
_DEFINES: Final = re.compile(
    r"giải\s+thích\s+từ|từ\s+ngữ|định\s+nghĩa|phạm\s+vi"
    r"|đối\s+tượng\s+(?:áp\s+dụng|điều\s+chỉnh)",
    re.IGNORECASE,
)
_PRINCIPLES: Final = re.compile(r"nguyên\s+tắc\b[^:]{0,40}:$", re.IGNORECASE)
_PURPOSE: Final = re.compile(r"\s*,?\s*\b(?:để|nhằm)\s", re.IGNORECASE)
_PASSIVE: Final = re.compile(
    r"\W*(?:việc|tùy|tuỳ|các\s+(?:dự\s+thảo|văn\s+bản|đề\s+án)|dự\s+thảo)\b", re.IGNORECASE
)
_TOGETHER: Final = re.compile(r"\b(?:thống\s+nhất|cùng\s+nhau|liên\s+tịch)\b", re.IGNORECASE)
_SURE: Final[Mapping[str, float]] = {
    "rhythm_each": 0.95, "rhythm_per": 0.95, "rhythm_once": 0.95, "rhythm_told": 0.95,
    "at_least": 0.95, "due_day": 0.9, "within": 0.85, "rhythm_plain": 0.85,
    "rhythm_listed": 0.75, "rhythm_turn": 0.7,
    "periodically": 0.85, "when_needed": 0.85, "unscheduled": 0.8, "on_invitation": 0.7,
    "at_once": 0.85, "in_good_time": 0.8, "before_an_act": 0.85,
    "before_a_session": 0.8, "only_after": 0.75, "time_set_by_others": 0.7, "opinion_first": 0.7,
    "time_set_elsewhere": 0.75, "regime_set_elsewhere": 0.8, "follow_up": 0.7, "own_rules": 0.6,
    "regularly": 0.7, "term": 0.6, "signing": 0.5, "on_event": 0.5, "years": 0.45, "year": 0.4,
    "report_undated": 0.5,
}  # fmt: skip
_FOUND: Final[Mapping[str, float]] = {
    "subject": 1.0, "lead": 0.97, "heading": 0.97, "sentence": 0.92, "addressee": 0.9,
    "section": 0.85, "issuer": 0.8, "none": 0.6,
}  # fmt: skip
_UNKNOWN_BODY: Final = 0.9
_OF_A_YEAR: Final = frozenset({"dispatch", "plan", "notice", "directive"})
_IN_PURPOSE: Final = frozenset({"follow_up", "in_good_time"})
_PART_OF_ACT: Final = frozenset({"opinion_first", "term", "on_event", "at_once", "report_undated"})
_NEAR: Final = 3
_LAST_RESORT: Final = frozenset({"report_undated", "on_event"})
_LEADS_IN: Final = re.compile(r"trước\s+khi|khi\s+(?:có|được|nhận)|căn\s+cứ|ngay", re.IGNORECASE)
_ISSUING: Final = Named("cơ quan ban hành", "issuing_body")
_MOST_LETTERS: Final = len(_LETTERS)


def propose(document: Document, index: BodyIndex | None = None) -> tuple[Proposal, ...]:
    """Return the duties that a document seems to order in time, in document order.

    Never fails, whatever the text. One clause gives several where bearer, act or timing differ: a
    report due monthly, quarterly and yearly is three.

    Args:
        document: What ``read_document`` gives.
        index: Bodies; those of the base pack on the document's day by default.
    """
    return _Extractor(document, index or body_index(document.header.on)).run(document.nodes)


class _Told(NamedTuple):
    """A segment of a node: as a whole, behind the time that it begins with, and its place."""

    node: Node
    span: Span
    behind: Span
    place: Place


class _Extractor:
    """One run over one document."""

    def __init__(self, document: Document, index: BodyIndex) -> None:
        self.text = document.text
        self.header = document.header
        self.words: Lexicon = lexicon()
        self.around = Surroundings(document, index)
        self.reader = self.around.reader
        self.cited = sorted(
            (each.start, each.end, each.target or "") for each in document.references
        )
        self.subjects = Subjects(self.reader, self.cited)
        self.found: list[Proposal] = []
        self.counts: Counter[str] = Counter()
        self.year = self._year()

    def run(self, nodes: Sequence[Node]) -> tuple[Proposal, ...]:
        """Return the proposals of a tree, whose depth is bounded by its levels."""
        base = self.around.base()
        waiting = [iter([(node, base) for node in nodes])]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                continue
            node, place = step
            inner = self._node(node, place)
            if node.children:
                waiting.append(iter([(child, inner) for child in node.children]))
        return tuple(self.found)

    def _year(self) -> int | None:
        """Return the one year that the document is about: its term, or the year of a plan."""
        header = self.header
        if header.term_from and header.term_from == header.term_until:
            return int(header.term_from[:4])
        return header.on.year if header.on and header.kind in _OF_A_YEAR else None

    def _node(self, node: Node, place: Place) -> Place:
        """Read one node; return what its children inherit."""
        own = self.around.headed(node, place)
        if node.level in _OPENING:
            self._enacting(node, own)
        elif node.level in _READ and _DEFINES.search(node.heading or ""):
            return Place(own.bearers, own.jointly, describes=True)
        elif node.level in _READ and not own.describes:
            return self._sentences(node, own)
        return own

    def _enacting(self, node: Node, place: Place) -> None:
        """Read the sentence that brings a term into force, in a preamble."""
        header = self.header
        if not (header.term_from or header.term_until):
            return
        for sentence in sentences(self.text, node.start, node.end):
            words = self.text[sentence.start : sentence.end]
            if not _ENACTS.search(words) or (node.level == "letterhead" and words[-1] != ":"):
                continue
            told = (header.term_text or str(header.term_from),)
            reading = Reading("span", "term", sentence.start, sentence.end, told)
            span = Span(sentence.start, sentence.end)
            self._add(_Told(node, span, span, place), place.bearers, reading)

    def _sentences(self, node: Node, place: Place) -> Place:
        """Read the sentences of a node; return what a list after it inherits."""
        subject: Bearers | None = None
        lead: Bearers | None = None
        for sentence in sentences(self.text, words_start(node), node.end):
            if _IN_FORCE.search(self.text, sentence.start, sentence.end):
                continue
            subject = self._sentence(node, sentence, place, subject)
            words = self.text[sentence.start : sentence.end].rstrip()
            if words.endswith(":") and node.children:
                if _PRINCIPLES.search(words):
                    return Place(place.bearers, place.jointly, describes=True)
                lead = self.reader.subject(sentence.start, sentence.end, place.bearers.levels)
        if subject is not None:
            self.subjects.known[node.address] = subject
        if lead is None or not lead.named:
            return place
        return Place(Bearers(lead.named, "lead", place.bearers.levels))

    def _sentence(
        self, node: Node, sentence: Sentence, place: Place, before: Bearers | None
    ) -> Bearers | None:
        """Read one sentence; return its subject, or the one before it."""
        if not has_time(self.text, sentence.start, sentence.end):
            return before
        inside: Bearers | None = None
        governing: list[Reading] = []
        for number, span in enumerate(sentence.segments):
            segment = Segment(self.text, span.start, span.end, self._cited_in(span), self.year)
            found = readings(segment)
            behind = self._behind_time(span, found)
            said = self.subjects.of(span, behind, place)
            if said is None and not found and len(sentence.segments) == 1:
                return before
            if said is None:
                said = inherited(inside, place, before)
            elif number and governing and not any(each.period for each in found):
                found = [*governing, *(each for each in found if each.pattern not in _LAST_RESORT)]
            inside = said
            if number == 0:
                governing = self._governing(span, found)
            for reading in found:
                self._add(_Told(node, span, Span(behind, span.end), place), said, reading)
        return inside if inside and inside.source in {"subject", "sentence"} else before

    def _cited_in(self, span: Span) -> list[tuple[int, int]]:
        first = max(bisect_left(self.cited, (span.start, 0, "")) - 1, 0)
        last = bisect_left(self.cited, (span.end, 0, ""))
        return [(start, end) for start, end, _ in self.cited[first:last]]

    def _governing(self, span: Span, found: Sequence[Reading]) -> list[Reading]:
        """Return the rhythms before a colon, which govern every segment of the sentence."""
        head = [each for each in found if each.period and each.start - span.start < _NEAR]
        if head and self.text[head[0].end : head[0].end + 2].lstrip().startswith(":"):
            return [each._replace(due=None, timing="period") if each.due else each for each in head]
        return []

    def _behind_time(self, span: Span, found: Sequence[Reading]) -> int:
        """Return where the words go on behind the time that a segment begins with."""
        at = span.start
        for reading in sorted(found, key=lambda each: each.start):
            if reading.pattern == "on_event" or _LEADS_IN.match(self.text, reading.start):
                continue
            gap = self.text[at : reading.start].strip(" ,").casefold()
            if reading.start < at or gap in {"", "và", "hoặc", "và trong", "hoặc trong"}:
                at = max(at, reading.end)
        return at

    def _add(self, told: _Told, bearers: Bearers, reading: Reading) -> None:
        """Add one proposal."""
        start, end = self._act(told.behind, bearers, reading)
        purpose = _PURPOSE.search(self.text, start, end)
        main = purpose.start() if purpose else end
        whole = told.span
        first = bearers.end if whole.start < bearers.end <= whole.end else whole.start
        others = partners(self.reader, first, main, self._levels(bearers))
        if purpose and reading.pattern in _IN_PURPOSE and reading.start >= purpose.start():
            start = reading.start
            receivers = [each.named for each in others.receivers if each.delivery == "receiver"]
            if receivers:
                bearers = Bearers(tuple(receivers[:1]), "sentence", bearers.levels)
                others = partners(self.reader, purpose.end(), end, bearers.levels)
        passive = not bearers.end and _PASSIVE.match(self.text, whole.start)
        if reading.timing == "before" and passive:
            bearers = Bearers((_ISSUING,), "sentence", bearers.levels)
        self._keep(told, bearers, reading, Span(start, end), others)

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
        while start < span.end and self.text[start] in " ,:":
            start += 1
        end = span.end
        while end > start and self.text[end - 1] in " .,;:/":
            end -= 1
        return start, end

    def _keep(
        self, told: _Told, bearers: Bearers, reading: Reading, act: Span, others: Partners
    ) -> None:
        node, span = told.node, told.span
        count = self.counts[node.address]
        self.counts[node.address] = count + 1
        letter = _LETTERS[count] if count < _MOST_LETTERS else str(count + 1)
        words = self.text[act.start : act.end]
        sure = _SURE.get(reading.pattern, 0.5) * _FOUND[bearers.source if bearers.named else "none"]
        if any(each.role is None for each in bearers.named):
            sure *= _UNKNOWN_BODY
        self.found.append(
            Proposal(
                id=f"{node.address}--{letter}",
                address=node.address,
                part=node.part,
                start=span.start,
                end=span.end,
                bearers=bearers.named,
                source=bearers.source,
                bearing=self._bearing(bearers, words, told.place),
                modality=modality_of(self.text[span.start : span.end]),
                act=words,
                act_start=act.start,
                act_end=act.end,
                counterparts=others.counterparts,
                receivers=others.receivers,
                timing=reading.timing,
                period=reading.period,
                at_least=reading.at_least,
                event=reading.event,
                before=reading.before,
                due=reading.due,
                evidence=tuple(_keys(self.words.evidence, words)),
                area=next(_keys(self.words.areas, words), "other"),
                pattern=reading.pattern,
                matched=reading.matched,
                confidence=round(sure, 2),
            )
        )

    def _bearing(self, bearers: Bearers, words: str, place: Place) -> Bearing:
        """Return how several bearers owe it."""
        if len(bearers.named) > 1 and (
            (place.jointly and bearers.source in {"issuer", "subject"}) or _TOGETHER.search(words)
        ):
            return "jointly"
        return "each"


def _keys(table: Mapping[str, tuple[str, ...]], words: str) -> Iterator[str]:
    """Yield the keys of a table whose words stand in the act, in the table's order."""
    said = words.casefold()
    for key, listed in table.items():
        if any(each in said for each in listed):
            yield key
