"""A proposed duty: what the words of a provision seem to order, with its reasons. A person decides.

Values only; ``danvan.law.extract`` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from danvan.law.duties import Bearing, Modality, PeriodName, Timing
from danvan.law.extract_bearers import Named, Source
from danvan.law.extract_due import Due
from danvan.law.extract_partners import Sent
from danvan.law.extract_plain import SURE as _PLAIN
from danvan.law.provisions import Provision

Trigger = Literal["periodic", "event", "continuous", "once"]
_TRIGGERS: Final[Mapping[Timing, Trigger]] = {
    "dated": "periodic",
    "period": "periodic",
    "at_least": "periodic",
    "period_not_stated": "periodic",
    "ad_hoc": "event",
    "before": "event",
    "urgent": "event",
    "once": "once",
    "span": "once",
    "standing": "continuous",
    "timely": "event",
    "by_reference": "event",
}
_STEPS: Final = ("section", "article", "clause", "point", "dash", "paragraph")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A duty as proposed from a text; nothing runs until a person has confirmed it.

    Args:
        id: Address and a letter, such as ``att_1__art_21__cl_2--a``; stable for one text.
        address: Provision it stands in.
        part: As in the tree: ``decision``, ``regulation``, ``main`` or ``appendix``.
        start, end: The segment it was read from, offsets into the cleaned text, half-open.
        bearers: Who owes it, as written, with slugs where a pack knows the body; may be empty.
        source: Where the bearers were found: ``subject``, ``sentence``, ``lead``, ``heading``,
            ``section``, ``addressee``, ``issuer`` or ``none``.
        act: The words of the act; ``act_start`` and ``act_end`` say where they stand.
        timing: Class of timing.
        period: Rhythm, where one is written.
        at_least: Floor within one period.
        event: Words of the cause, where one is written.
        before: Words of the act that must wait.
        due: Due day as written; ``None`` where none is.
        area: Process area, a key of the base pack.
        pattern: Name of the pattern that found it.
        matched: Words that speak for it.
        confidence: From 0 to 1; how sure pattern and bearers are together, not a probability.
    """

    id: str
    address: str
    part: str
    start: int
    end: int
    bearers: tuple[Named, ...]
    source: Source
    bearing: Bearing
    modality: Modality
    act: str
    act_start: int
    act_end: int
    counterparts: tuple[Named, ...]
    receivers: tuple[Sent, ...]
    timing: Timing
    period: PeriodName | None
    at_least: int | None
    event: str | None
    before: str | None
    due: Due | None
    evidence: tuple[str, ...]
    area: str
    pattern: str
    matched: tuple[str, ...]
    confidence: float

    @property
    def timed(self) -> bool:
        """Say whether words of time speak for it."""
        return self.pattern not in _PLAIN

    @property
    def trigger(self) -> Trigger:
        """Return what sets the duty going."""
        if self.timing == "by_reference" and self.pattern == "regime_set_elsewhere":
            return "periodic"
        return _TRIGGERS[self.timing]


def as_contract(proposal: Proposal) -> dict[str, object]:
    """Return a proposal as the JSON contract writes a duty."""
    return {
        "id": proposal.id,
        "address": proposal.address,
        "part": proposal.part,
        **_steps(proposal.address),
        "start": proposal.start,
        "end": proposal.end,
        "bearers": [_named(each) for each in proposal.bearers],
        "bearing": proposal.bearing,
        "modality": proposal.modality,
        "act": proposal.act,
        "act_start": proposal.act_start,
        "act_end": proposal.act_end,
        "counterparts": [_named(each) for each in proposal.counterparts],
        "recipients": [{**_named(each.named), "as": each.delivery} for each in proposal.receivers],
        "timing_class": proposal.timing,
        "trigger": {
            "type": proposal.trigger,
            "period": proposal.period,
            "event": proposal.event,
            "at_least": proposal.at_least,
        },
        "before": proposal.before,
        "deadline": _due(proposal.due) if proposal.due else None,
        "evidence": list(proposal.evidence),
        "process_area": proposal.area,
        "pattern": proposal.pattern,
        "matched": list(proposal.matched),
        "confidence": proposal.confidence,
    }


def _named(named: Named) -> dict[str, object]:
    return {"text": named.text, "role": named.role}


def _steps(address: str) -> dict[str, object]:
    """Return the numbers of the provision as printed, ``None`` for levels it has not."""
    return dict(_numbers(address))


@lru_cache(maxsize=256)
def _numbers(address: str) -> Mapping[str, object]:
    numbers = {step.level: step.printed for step in Provision.parse(address).steps}
    return {level: numbers.get(level) for level in _STEPS}


def _due(due: Due) -> dict[str, object]:
    return {
        "relation": due.relation,
        "day": due.day,
        "month": due.month,
        "year": due.year,
        "amount": due.amount,
        "measure": due.measure,
        "from_event": due.from_event,
        "text": due.text,
    }
