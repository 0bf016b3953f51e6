"""Plain shapes between forms, acts and rules of petitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

COMPLAINT = "petitions.complaint"
RECOMMENDATION = "petitions.recommendation"
FEEDBACK = "petitions.feedback"
VOTERS = "petitions.voters"
INFORMATION = "petitions.information"

CONTENT = {
    COMPLAINT: "complaint",
    RECOMMENDATION: "recommendation",
    FEEDBACK: "feedback",
    VOTERS: "voters",
    INFORMATION: "information",
}
"""What each kind is called in the tree of handling."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, as told; every field may be empty."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    part: str = "petitioner"


@dataclass(frozen=True, slots=True)
class Intake:
    """One petition as it comes in.

    Args:
        kind: Key of the kind of case.
        unit_id: The unit that received it.
        title: In one line, without personal data.
        facts: Further columns of the petition.
        first_slug: The first complaint, for a second one.
    """

    kind: str
    unit_id: int
    title: str
    text: str
    received_on: date
    channel: str
    senders: tuple[Sender, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    first_slug: str = ""
