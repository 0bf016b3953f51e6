"""Name who leads a joint duty that its document leaves without a leader."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import Bodies, planner
from danvan.kernel.duties.models import Duty, Leader, Naming
from danvan.kernel.organisations.models import Unit

TAG = "leader_to_be_named"
"""How a pack marks a joint duty that counts as assigned only when a person names who leads."""


def waits_for_leader(duty: Duty) -> bool:
    """Return whether a duty is owed by nobody until a person names its leader."""
    return duty.bearing != "each" and TAG in duty.snapshot["tags"]


class Leaders:
    """All named leaders of one tree, read once for a whole plan."""

    def __init__(self, root: Unit) -> None:
        self._rows: dict[tuple[int, int | None], list[Leader]] = defaultdict(list)
        rows = Leader.objects.filter(Q(unit__root=root) | Q(unit=root)).select_related("unit")
        for row in rows.order_by("valid_from"):
            self._rows[row.duty_id, row.unit.locality_id].append(row)

    def of(self, duty_id: int, locality_id: int | None, day: date) -> int | None:
        """Return the unit that leads a duty in a locality on a day; ``None`` where nobody does."""
        for row in self._rows[duty_id, locality_id]:
            if row.valid_from <= day and (row.valid_until is None or row.valid_until > day):
                return row.unit_id
        return None

    def days(self, duty_id: int, locality_id: int | None) -> set[date]:
        """Return the days on which the leader of a duty changes."""
        rows = self._rows[duty_id, locality_id]
        ends = {row.valid_until for row in rows if row.valid_until}
        return {row.valid_from for row in rows} | ends

    def missing(self, duty: Duty, bodies: Bodies, day: date) -> bool:
        """Return whether units of some locality bear a duty together on a day and none leads it.

        Args:
            duty: With its roles read, where many are asked for.
            bodies: The bindings of the same tree.
        """
        if not waits_for_leader(duty):
            return False
        slugs = [row.role.slug for row in duty.roles.all() if row.naming == Naming.BEARER]
        return any(
            bound.holds(day)
            for slug in slugs
            for locality in bodies.localities([slug])
            if self.of(duty.pk, locality, day) is None
            for bound in bodies.inside(slug, locality)
        )


def able_to_lead(duty: Duty, root: Unit, on: date) -> list[int]:
    """Return the units bound to the bodies that bear a duty together."""
    bodies = Bodies(root)
    slugs = [
        row.role.slug for row in duty.roles.filter(naming=Naming.BEARER).select_related("role")
    ]
    found = [
        bound.unit_id
        for slug in slugs
        for locality in bodies.localities([slug])
        for bound in bodies.inside(slug, locality)
        if bound.holds(on)
    ]
    return list(dict.fromkeys(found))


@transaction.atomic
def name_leader(
    duty: Duty, root: Unit, unit: Unit, *, source: str, valid_from: date, actor: Actor
) -> Leader:
    """Name the body that leads a joint duty from a day on; an earlier one ends there.

    Args:
        source: The paper or agreement that names it; compulsory, because nothing is invented.

    Raises:
        Refused: ``CASE-01`` no planner, ``LEAD-01`` no source, ``LEAD-02`` the duty does not wait
            for a leader, ``LEAD-03`` the unit does not bear it, ``LEAD-04`` a later leader stands.
    """
    planner(actor, root.pk)
    if not source.strip():
        raise Refused("LEAD-01")
    if not waits_for_leader(duty):
        raise Refused("LEAD-02")
    if unit.pk not in able_to_lead(duty, root, valid_from):
        raise Refused("LEAD-03")
    rows = Leader.objects.filter(duty=duty, unit__locality=unit.locality)
    if rows.filter(valid_from__gte=valid_from).exists():
        raise Refused("LEAD-04", day=valid_from)
    rows.filter(valid_until__isnull=True).update(valid_until=valid_from)
    made = Leader.objects.create(
        duty=duty,
        unit=unit,
        source=source.strip(),
        valid_from=valid_from,
        set_by=actor.label,
        set_at=timezone.now(),
    )
    record(
        "duties.leader.name",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"duty:{duty.pk}",
        unit_id=unit.pk,
        details={"source": made.source, "from": valid_from.isoformat()},
    )
    return made
