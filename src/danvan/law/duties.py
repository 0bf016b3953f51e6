"""Duty: who must do what, for whom, when, and where it is written.

Values only; days are computed in schedules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Bearing = Literal["each", "jointly", "lead_with"]
Modality = Literal["duty", "assignment", "power", "right", "prohibition", "definition", "principle"]
Timing = Literal[
    "dated",
    "period",
    "period_not_stated",
    "at_least",
    "ad_hoc",
    "before",
    "timely",
    "urgent",
    "standing",
    "span",
    "once",
    "by_reference",
]
PeriodName = Literal[
    "weekly", "monthly", "quarterly", "semiannual", "nine_months", "annual", "multi_year"
]
Relation = Literal["before", "on", "by", "within"]
Delivery = Literal["receiver", "copy", "via"]

TIMINGS: tuple[Timing, ...] = get_args(Timing)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
PERIODS: tuple[PeriodName, ...] = get_args(PeriodName)
BEARINGS: tuple[Bearing, ...] = get_args(Bearing)
OWING: frozenset[Modality] = frozenset({"duty", "assignment", "power", "right"})
"""Modalities that get a card; definitions, principles, prohibitions are shown and owe nothing."""

SERIES: frozenset[Timing] = frozenset({"dated", "period", "at_least"})
"""Timing classes whose occurrences are opened period by period from the text alone."""

ASKING: frozenset[Timing] = frozenset({"period_not_stated", "by_reference"})
"""Timing classes that wait for a local value and the document it comes from."""


@dataclass(frozen=True, slots=True)
class Words:
    """One wording in both languages."""

    vi: str
    en: str

    def said(self, language: str) -> str:
        """Return the wording in a language; anything but English gives Vietnamese."""
        return self.en if language.startswith("en") else self.vi


@dataclass(frozen=True, slots=True)
class Receiver:
    """A body that receives the result: as receiver, by copy, or as the way it passes through."""

    role: str
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class DueRule:
    """A due day as it is written, not as it is computed: "before the 10th of the next month".

    Args:
        relation: ``before`` a day (that day is already late), ``on`` or ``by`` it, or ``within`` an
            amount of time.
        day: Day of the month, 1 to 31; a month that is shorter ends earlier.
        month: ``every`` (the month covered), ``next`` (the month after the period),
            ``last_of_quarter`` (the last month of the period) or a month number "1" to "12".
        amount, measure, from_event: For ``within``: how many hours, days, working days or months
            from which event.
    """

    relation: Relation
    day: int | None = None
    month: str | None = None
    amount: int | None = None
    measure: Literal["hour", "day", "working_day", "month"] | None = None
    from_event: str | None = None


@dataclass(frozen=True, slots=True)
class FulfilledBy:
    """Which closed cases prove a duty, and what must match.

    Args:
        kinds: Case kinds, such as ``meetings.record``.
        match: What must agree: ``bearer``, ``convener``, ``partners``, ``period``, ``document``.
        partners: Body roles of which at least one bound unit must have taken part, each of them.
    """

    kinds: tuple[str, ...]
    match: tuple[str, ...]
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """Before an act, a closed case of some kind on the same matter must exist.

    Args:
        id: Stable id inside the pack.
        duty: Duty whose provision orders it.
        kind, act: The act that must wait.
        needs: Case kinds of which one closed case must be linked as "on the same matter".
        compulsory: Where false, a missing case warns and never stops.
    """

    id: str
    duty: str
    kind: str
    act: str
    needs: tuple[str, ...]
    compulsory: bool = True


@dataclass(frozen=True, slots=True)
class Duty:
    """What one provision orders of a set of bodies, as a pack holds it.

    Args:
        id: Stable id, such as ``000-d21-k2-a``.
        provision: Address in the document, such as ``att_1__art_21__cl_2``.
        bearers: Slugs of body roles that owe it.
        bearing: Each by itself, jointly, or the first leading with the others.
        act: What must be done, in our own words.
        timing: Class of timing; see ``json-contract``.
        period: Rhythm as written; ``None`` where none is written.
        deadline: Due rule as written; ``None`` where no day is written.
        reading: The reading taken where the wording is doubtful.
    """

    id: str
    provision: str
    bearers: tuple[str, ...]
    bearing: Bearing
    modality: Modality
    act: Words
    timing: Timing
    area: str
    counterparts: tuple[str, ...] = ()
    receivers: tuple[Receiver, ...] = ()
    period: PeriodName | None = None
    at_least: int | None = None
    event: Words | None = None
    before: Words | None = None
    deadline: DueRule | None = None
    evidence: tuple[str, ...] = ()
    fulfilled_by: FulfilledBy | None = None
    reading: Words | None = None
    also: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def owes(self) -> bool:
        """Whether somebody owes something: definitions, principles and prohibitions do not."""
        return self.modality in OWING
