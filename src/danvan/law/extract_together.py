"""Carry whom "phối hợp với ..." names to the acts behind it in the same sentence.

Reads: the segments of a sentence in order.
Writes: the partners of each act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from danvan.law.extract_bearers import Named, Reader
from danvan.law.extract_partners import Partners, meant
from danvan.law.extract_sentences import Span

_TOGETHER: Final = re.compile(
    r"[\s,]*(?:có\s+trách\s+nhiệm\s+)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với|cùng)\s+", re.IGNORECASE
)
"""Who takes the lead ("chủ trì, phối hợp với ...") does the rest alone."""

_NEAR: Final = 1_000
"""No semicolon stands so far from what it parts; the text between is not looked at any more."""


class Together:
    """Keeps whom the last segment was to be done with.

    Args:
        reader: Of the text.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.span = Span(0, 0)
        self.named: tuple[Named, ...] = ()
        self.owed: tuple[Named, ...] = ()

    def carried(
        self, span: Span, first: int, owed: Sequence[Named], levels: Sequence[str], own: Partners
    ) -> Partners:
        """Return the partners of an act with those carried to it.

        Args:
            span: The segment that the act stands in.
            first: Where the segment goes on behind its subject.
            owed: Who bears the act.
            levels: As for bearers.
            own: Partners that the act itself names.
        """
        match = _TOGETHER.match(self.reader.text, first, span.end)
        if match:
            mentions, _ = self.reader.listed(match.end(), span.end)
            self.span, self.owed = span, tuple(owed)
            self.named = tuple(meant(self.reader, each, levels) for each in mentions)
        elif self._goes_on(span) and self.owed == tuple(owed):
            self.span = span
        elif span != self.span:
            return own
        found = {each.role or each.text: each for each in (*self.named, *own.counterparts)}
        return Partners(tuple(found.values()), own.receivers)

    def _goes_on(self, span: Span) -> bool:
        """Say whether only a semicolon parts a segment from the last one."""
        if not 0 < span.start - self.span.end <= _NEAR:
            return False
        return self.reader.text[self.span.end : span.start].strip() == ";"
