"""A due day as a provision writes it. Values only; ``extract_deadlines`` and ``extract_spans`` make
them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from danvan.law.duties import PeriodName, Relation

Measure = Literal["hour", "day", "working_day", "month"]


class Due(NamedTuple):
    """A due day as written.

    Args:
        relation: ``before``, ``on``, ``by`` or ``within``.
        start, end: Character offsets into the text, half-open.
        text: The words.
        day: Day of the month; 31 stands for the last day.
        month: ``every``, ``next``, ``last_of_quarter`` or a number.
        year: A year, where one is written: then it is due once.
        amount, measure: Of a span of time, with ``from_event``.
        period: Rhythm that the words themselves say.
    """

    relation: Relation
    start: int
    end: int
    text: str
    day: int | None = None
    month: str | None = None
    year: int | None = None
    amount: int | None = None
    measure: Measure | None = None
    from_event: str | None = None
    period: PeriodName | None = None
