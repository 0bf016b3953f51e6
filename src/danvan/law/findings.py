"""A finding: what a careful clerk would point at, with its place, never applied silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["stops", "warns", "notes"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding points: 1-based lines of the file, inclusive, and the provision if any."""

    line_start: int
    line_end: int
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a text.

    Args:
        code: Stable code; its sentences stand in ``packs/vn-base/messages.toml``.
        severity: ``stops``, ``warns`` or ``notes``.
        place: The lines and the provision it is about.
        fields: Values the sentence needs.
        other: The other side, such as the provision after a gap.
        suggestion: A mend in words, never applied by machine; ``None`` where none is offered.
    """

    code: str
    severity: Severity
    place: Place
    fields: Mapping[str, object] = field(default_factory=dict)
    other: Place | None = None
    suggestion: str | None = None
