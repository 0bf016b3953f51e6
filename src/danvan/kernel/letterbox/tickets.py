"""The value that a form carries: which door it was shown for, and the secret its receipt follows
from; signed, so that nobody makes one up.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.core import signing

from danvan.kernel.cases.refused import Refused

LASTS: Final = 24 * 3600
"""How long, in seconds, a form that was shown can be sent."""
_SALT: Final = "danvan.letterbox.ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form was shown for.

    Args:
        unit_id: Whose door.
        secret: Random; code and PIN follow from it.
    """

    unit_id: int
    secret: str

    def signed(self) -> str:
        """Return it as the form carries it."""
        return signing.dumps([self.unit_id, self.secret], salt=_SALT)


def issue(unit_id: int) -> Ticket:
    """Return a new ticket for a door."""
    return Ticket(unit_id, secrets.token_urlsafe(18))


def read(signed: str, unit_id: int) -> Ticket:
    """Return the ticket that a form carries.

    Raises:
        Refused: ``LET-04``, it is older than a day, was not made here or for another door.
    """
    try:
        ticket = Ticket(*signing.loads(signed, salt=_SALT, max_age=LASTS))
    except (signing.BadSignature, TypeError):
        raise Refused("LET-04") from None
    if ticket.unit_id != unit_id:
        raise Refused("LET-04")
    return ticket
