"""What every writer of this package asks and leaves behind: a role at the unit, an audit entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused

CLERKS: Final = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
"""Who keeps registers and documents."""
KEEPERS: Final = frozenset(
    {DeskRole.HEAD.value, DeskRole.PLANNER.value, DeskRole.ADMINISTRATOR.value}
)
"""Who says how a unit issues: its names, terms, registers and templates."""


def require(actor: Actor, roles: Collection[str], *unit_ids: int) -> None:
    """Refuse who has none of some roles at any of some units.

    Raises:
        Refused: ``REG-01``.
    """
    if not any(actor.has(roles, unit_id) for unit_id in unit_ids):
        raise Refused("REG-01")


def require_words(text: str) -> str:
    """Return a reason, trimmed.

    Raises:
        Refused: ``REG-05``, there is none.
    """
    words = " ".join(text.split())
    if not words:
        raise Refused("REG-05")
    return words[:300]


def tell(
    action: str,
    subject: str,
    actor: Actor,
    unit_id: int | None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write the audit entry of a change."""
    record(
        f"correspondence.{action}",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=subject,
        unit_id=unit_id,
        details=details,
    )
