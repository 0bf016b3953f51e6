"""How a petition is handled: the decision tree of the circular, as dated rows of a pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from danvan.law.calendar import Mark
from danvan.law.duties import Words
from danvan.law.periods import Period

Content = Literal[
    "complaint", "denunciation", "recommendation", "feedback", "voters", "information", "mixed"
]
Competence = Literal["ours", "other", "party", "elected", "judicial", "internal"]
Condition = Literal["eligible", "incomplete", "ineligible"]
Forwarder = Literal["nobody", "privileged", "body"]
Before = Literal["nothing", "guided", "settled", "final"]
Signatories = Literal["one", "many"]

Action = Literal[
    "accept",
    "ask_more",
    "guide",
    "give_back",
    "transfer",
    "transfer_party",
    "split",
    "hand_on",
    "report_head",
    "next_instance",
    "file",
]


@dataclass(frozen=True, slots=True)
class Matter:
    """What the person who classifies a petition says of it.

    Args:
        content: What it asks for.
        competence: Whose it is: ``ours``, of another administrative body, of a Party body, an
            elected body, a judicial body, or internal to an organisation.
        condition: Whether what the law asks of such a petition is there.
        forwarder: ``privileged`` for deputies, the Front and the press, whose forwarded complaints
            go back to them; ``body`` for any other.
        before: What was done with the same content before.
        signatories: ``many`` from five on.
    """

    content: Content
    competence: Competence = "ours"
    condition: Condition = "eligible"
    forwarder: Forwarder = "nobody"
    before: Before = "nothing"
    signatories: Signatories = "one"


AXES: dict[str, tuple[str, ...]] = {
    "content": get_args(Content),
    "competence": get_args(Competence),
    "condition": get_args(Condition),
    "forwarder": get_args(Forwarder),
    "before": get_args(Before),
    "signatories": get_args(Signatories),
}
"""What can be said of a matter, and the values of each."""


@dataclass(frozen=True, slots=True)
class HandlingRow:
    """One branch of the tree: what is done with a matter of which all its conditions are true.

    Args:
        key: Unique in the pack.
        when: Per axis the values that fit; an axis that is not named fits always.
        action: What is done.
        form: Key of the statutory form; empty where none is prescribed.
        limit: Key of the time limit of the action; empty where none is given.
        reason: Why, for the person who decides.
    """

    key: str
    when: tuple[tuple[str, tuple[str, ...]], ...]
    action: Action
    form: str
    limit: str
    reason: Words
    period: Period
    source: str
    mark: Mark

    def fits(self, matter: Matter) -> bool:
        """Say whether every condition is true of a matter."""
        return all(getattr(matter, axis) in values for axis, values in self.when)


def handlings(
    rows: Iterable[HandlingRow], matter: Matter, received_on: date
) -> tuple[HandlingRow, ...]:
    """Return what the tree proposes, in the order of the pack: special branches stand first there.

    Nothing is decided by it: a person chooses, and may choose otherwise with a reason.

    Args:
        rows: Of all packs that hold there.
        matter: As classified.
        received_on: Legal day of receipt; the tree in force on that day is asked.

    Returns:
        Rows in order; empty where no branch in force fits.
    """
    return tuple(row for row in rows if row.period.holds(received_on) and row.fits(matter))
