"""Plain values of the room: the smallest group that is told as a number, and what names nobody."""

from __future__ import annotations

import re

KIND = "opinions.gathering"
SMALLEST = 5
"""People from whom on a group is kept as a number; the same number stands in the constraints."""
TRACE = re.compile(r"\d(?:[\s.\-]?\d){8,}|\S+@\S+\.\S+")
"""What leads to one person: nine or more figures in a row, or a mail address."""


def kept_number(told: int) -> int | None:
    """Return a number of people as it is kept: ``None`` under five.

    Example:
        >>> [kept_number(4), kept_number(5)]
        [None, 5]
    """
    return told if told >= SMALLEST else None
