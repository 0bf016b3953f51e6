"""Propose duties with their time, bearers and partners from any tree. Candidates, not verdicts.

Reads: a document.
Writes: proposals in document order, each with its span, the words that speak for it, the name of
the pattern and a confidence; a person confirms, edits or rejects them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from danvan.law import extract_carrying as carrying
from danvan.law.bodies import BodyIndex, body_index
from danvan.law.bodies_read import NamedBodies
from danvan.law.extract_areas import AreaWords, area_words
from danvan.law.extract_bearers import Bearers
from danvan.law.extract_clauses import parted
from danvan.law.extract_deeds import Deed, deeds
from danvan.law.extract_describing import ENACTS, PRINCIPLES, described_by, year_of
from danvan.law.extract_keeping import Keeper, Told
from danvan.law.extract_meant import acts_of, deed_of, each_of_its_own
from danvan.law.extract_names import ASSIGNS
from danvan.law.extract_pairs import Segment
from danvan.law.extract_partners import partners
from danvan.law.extract_places import Place, Surroundings
from danvan.law.extract_plain import (
    Ordered,
    begins,
    effects,
    is_passive,
    matched_words,
    of_itself,
    ordered_in,
    timing_of,
)
from danvan.law.extract_sentences import Sentence, Span, sentences, words_start
from danvan.law.extract_series import Reading, readings
from danvan.law.extract_subjects import Subjects, inherited
from danvan.law.extract_tasks import Tasks
from danvan.law.extract_times import has_time
from danvan.law.lexicon import lexicon
from danvan.law.proposals import Proposal
from danvan.law.text.document import Document
from danvan.law.text.tree import Node

_OPENING: Final = frozenset({"preamble", "letterhead"})
_READ: Final = frozenset({"article", "clause", "point", "dash", "paragraph", "closing", "section"})
_LISTS: Final = frozenset({"lead", "heading", "section", "addressee"})
_LAST_RESORT: Final = frozenset({"report_undated", "on_event"})
_SHORTEST: Final = 6
_LONGEST_LEAD: Final = 300


def propose(
    document: Document, index: BodyIndex | None = None, bodies: NamedBodies | None = None
) -> tuple[Proposal, ...]:
    """Return the duties that a document seems to order, in document order.

    Never fails, whatever the text. One clause gives several where bearer, act or timing differ: a
    report due monthly, quarterly and yearly is three; "kiểm tra, tổng kết" is two.

    Args:
        document: What ``read_document`` gives.
        index: Bodies; those of the base pack on the document's day by default.
        bodies: Those that the document names, by the same index, where they are at hand.
    """
    known = index or body_index(document.header.on)
    return _Extractor(document, known, bodies).run(document.nodes)


class _Extractor:
    """One run over one document."""

    def __init__(self, document: Document, index: BodyIndex, bodies: NamedBodies | None) -> None:
        self.header = document.header
        self.around = Surroundings(document, index, bodies)
        self.text = self.around.text
        self.reader = self.around.reader
        self.cited = sorted(
            (each.start, each.end, each.target or "") for each in document.references
        )
        self.subjects = Subjects(self.reader, self.cited)
        self.areas: AreaWords = area_words()
        self.keeper = Keeper(self.around, lexicon(), self.areas)
        self.amending = {each.address for each in document.amendments}
        self.year = year_of(document.header)
        self.begun = 0
        self.tasks = Tasks(self.keeper, self.year)

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
        return tuple(self.keeper.found)

    def _node(self, node: Node, place: Place) -> Place:
        """Read one node; return what its children inherit."""
        own = self.around.headed(node, place)
        own = replace(own, topic=node.heading or place.topic)
        if node.level in _OPENING:
            self._enacting(node, own)
        elif node.level in _READ and (described := described_by(node.heading or "")):
            own = replace(own, describes=described, only=described == "definition")
            self._describing(node, own)
        elif node.level in _READ and own.describes:
            self._describing(node, own)
        elif node.level == "table":
            self.tasks.table(node, own)
        elif node.level in _READ and not self.tasks.knows(node, own):
            return self._sentences(node, own)
        return own

    def _enacting(self, node: Node, place: Place) -> None:
        """Read the sentence that brings a term into force, in a preamble."""
        header = self.header
        if not (header.term_from or header.term_until):
            return
        for sentence in sentences(self.text, node.start, node.end):
            words = self.text[sentence.start : sentence.end]
            if not ENACTS.search(words) or (node.level == "letterhead" and words[-1] != ":"):
                continue
            told = (header.term_text or str(header.term_from),)
            reading = Reading("span", "term", sentence.start, sentence.end, told)
            span = Span(sentence.start, sentence.end)
            self.keeper.add(Told(node, span, span, place), place.bearers, reading)

    def _describing(self, node: Node, place: Place) -> None:
        """Read a node that explains a word or states a principle: its first sentence, and what is
        due in time.
        """
        principle = place.describes == "principle"
        pattern = "states_principle" if principle else "explains"
        bearers = Bearers(levels=place.bearers.levels) if principle else self.around.issuer()
        for number, sentence in enumerate(sentences(self.text, words_start(node), node.end)):
            kept = len(self.keeper.found)
            if not place.only:
                self._sentence(node, sentence, place, None)
            leads = self.text[sentence.end - 1] == ":"
            if number or leads or sentence.end - sentence.start < _SHORTEST:
                continue
            if len(self.keeper.found) == kept:
                span = Span(sentence.start, sentence.end)
                described = Ordered(place.describes or "principle")
                self._plain(Told(node, span, span, place), bearers, pattern, described)

    def _sentences(self, node: Node, place: Place) -> Place:
        """Read the sentences of a node; return what a list after it inherits."""
        subject = self.subjects.carried(node, place)
        lead: Bearers | None = None
        others, levels = None, place.bearers.levels
        govern: tuple[Reading, ...] = ()
        self.begun = len(self.keeper.found)
        for sentence in sentences(self.text, words_start(node), node.end):
            if of_itself(self.text, sentence.start, sentence.end):
                self._of_itself(node, sentence, place)
                continue
            if self.tasks.beside(sentence.start, sentence.end, self.begun):
                continue
            subject = self._sentence(node, sentence, place, subject)
            words = self.text[sentence.start : sentence.end].rstrip()
            if node.children and self._leads_in(sentence):
                if PRINCIPLES.search(words):
                    return replace(place, describes="principle")
                lead = self.reader.subject(sentence.start, sentence.end, levels)
                first = max(lead.end if lead else 0, sentence.start)
                others = partners(self.reader, first, sentence.end, levels)
                govern = self._leading(sentence)
        carrying.carried(self.keeper.found, self.begun, place.govern)
        if subject is not None:
            self.subjects.known[node.address] = subject
            self.subjects.item = (node.address.rpartition("__")[0], subject)
        govern = govern or place.govern
        if lead is None or not lead.named:
            return replace(place, others=others or place.others, govern=govern)
        led = Bearers(lead.named, "lead", levels)
        return Place(led, topic=place.topic, others=others, govern=govern)

    def _leading(self, sentence: Sentence) -> tuple[Reading, ...]:
        """Return the words of time that lead a list in; they order nothing by themselves."""
        span = sentence.segments[-1] if sentence.segments else Span(sentence.start, sentence.end)
        if not has_time(self.text, span.start, span.end):
            return ()
        govern = carrying.leading(self.text, span, self._readings(span))
        carrying.without(self.keeper.found, self.begun, govern)
        return govern

    def _leads_in(self, sentence: Sentence) -> bool:
        """Say whether a list after a sentence belongs to it: a colon, or bodies and no more."""
        if self.text[sentence.end - 1] == ":":
            return True
        if sentence.end - sentence.start > _LONGEST_LEAD:
            return False
        given = ASSIGNS.match(self.text, sentence.start, sentence.end)
        begin = given.end() if given else sentence.start
        mentions, behind = self.reader.listed(begin, sentence.end)
        return bool(mentions) and not self.text[behind : sentence.end].strip(" .")

    def _of_itself(self, node: Node, sentence: Sentence, place: Place) -> None:
        """Read a sentence in which a document speaks of its own scope or force."""
        whole = Span(sentence.start, sentence.end)
        bearers = self.around.issuer()
        for span in effects(self.text, sentence.start, sentence.end):
            told = Told(node, whole, span, place)
            self._plain(told, bearers, "of_itself", Ordered("definition"))

    def _sentence(
        self, node: Node, sentence: Sentence, place: Place, before: Bearers | None
    ) -> Bearers | None:
        """Read one sentence; return its subject, or the one before it."""
        timed = has_time(self.text, sentence.start, sentence.end)
        spans = parted(self.reader, sentence.segments, place.bearers.levels)
        inside: Bearers | None = None
        governing: list[Reading] = []
        event: str | None = None
        kept = row = len(self.keeper.found)
        firsts = {each.start for each in sentence.segments}
        for number, span in enumerate(spans):
            row = len(self.keeper.found) if span.start in firsts else row
            found = self._readings(span) if timed else []
            if self._carries(span, found, kept):
                continue
            behind = carrying.behind_time(self.text, span, found)
            said = own = self.subjects.behind(found, span, behind, place)
            if said is None:
                said = inherited(inside, place, before)
            elif number and governing and not any(each.period for each in found):
                found = [*governing, *(each for each in found if each.pattern not in _LAST_RESORT)]
            inside = said if own or found or len(spans) > 1 else inside
            if number == 0:
                governing = carrying.before_colon(self.text, found, behind)
            event = event or next(
                (each.event for each in found if each.pattern == "on_event"), None
            )
            told = Told(node, span, Span(behind, span.end), place)
            leads = self.text[sentence.end - 1] == ":" and span == spans[-1]
            parts = [] if leads else self._deeds(told, own, said)
            self._segment(told, said, found, parts, event, owner=own is not None)
            if span.start not in firsts and (ends := carrying.closing(self.text, span, found)):
                carrying.carried(self.keeper.found, row, ends)
        return inside if inside and inside.source in {"subject", "sentence"} else before

    def _carries(self, span: Span, found: Sequence[Reading], kept: int) -> bool:
        """Give words that say nothing but when to the deeds before them; say whether they do."""
        proposals = self.keeper.found
        since = min(kept, self.begun)
        if not found or len(proposals) == since:
            return False
        if len(proposals) > kept and carrying.again(self.text, span, found):
            carrying.repeated(proposals, found)
            return True
        govern = carrying.only_time(self.text, span, found)
        carrying.carried(proposals, since, govern)
        return bool(govern)

    def _readings(self, span: Span) -> list[Reading]:
        return readings(Segment(self.text, span.start, span.end, self._cited_in(span), self.year))

    def _deeds(self, told: Told, own: Bearers | None, said: Bearers) -> list[tuple[Deed, str]]:
        """Return the deeds of a segment with the name of what speaks for each."""
        if told.node.address in self.amending or told.place.describes:
            return []
        listed = said.source in _LISTS
        begin = begins(self.text, told.span, told.behind.start, own, listed=listed)
        if begin is None:
            return []
        parts = deeds(self.text, begin.start, told.span.end, self.areas)
        among = begin.pattern == "verb_first" and len(parts) > 1
        pattern = "verb_among" if among else begin.pattern
        return [(each, pattern) for each in parts if each.end - each.start >= _SHORTEST]

    def _segment(
        self,
        told: Told,
        said: Bearers,
        found: Sequence[Reading],
        parts: Sequence[tuple[Deed, str]],
        event: str | None,
        *,
        owner: bool,
    ) -> None:
        """Add what a segment orders in time, and its deeds that no word of time speaks of."""
        covered: set[int] = set()
        meant = [deed_of(reading, parts) for reading in found]
        acts = acts_of(self.text, found, Span(told.behind.start, told.span.end))
        for number, reading in enumerate(each_of_its_own(found, meant)):
            places = meant[number]
            covered |= places
            one = parts[min(places)][0] if len(places) == 1 < len(parts) else None
            act = acts.get(number) or (Span(one.start, one.end) if one else told.behind)
            self.keeper.add(told._replace(behind=act), said, reading)
        plain = [each for place, each in enumerate(parts) if place not in covered]
        if not plain:
            return
        ordered = ordered_in(self.text, told.span)
        passive = is_passive(self.text, told.span, plain[0][1])
        if passive and said.source == "sentence" and not owner:
            said = Bearers(levels=said.levels)
        for deed, pattern in plain:
            own = told._replace(behind=Span(deed.start, deed.end))
            self._plain(own, said, pattern, ordered, event)

    def _plain(
        self,
        told: Told,
        bearers: Bearers,
        pattern: str,
        ordered: Ordered,
        event: str | None = None,
    ) -> None:
        """Add a proposal without words of time."""
        start, end = told.behind
        timing, why = timing_of(self.text[start:end], event, ordered)
        modality = ordered.modality
        if pattern == "states":
            modality = "principle"
            bearers = self.subjects.of_whom(told.span, bearers)
        matched = matched_words(self.text, told.behind, ordered)
        reading = Reading(timing, why or pattern, start, end, matched, event=event)
        self.keeper.add_plain(told, bearers, reading, modality)

    def _cited_in(self, span: Span) -> list[tuple[int, int]]:
        first = max(bisect_left(self.cited, (span.start, 0, "")) - 1, 0)
        last = bisect_left(self.cited, (span.end, 0, ""))
        return [(start, end) for start, end, _ in self.cited[first:last]]
