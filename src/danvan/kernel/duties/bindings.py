"""Which units are the bodies that duties name: bind for a span, and resolve inside a locality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.packs.models import BodyRole

BATCH = 2000
"""Rows of one statement."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A unit bound to a body for a span; half-open."""

    unit_id: int
    locality_id: int | None
    valid_from: date
    valid_until: date | None

    def holds(self, day: date) -> bool:
        """Return whether it is bound on a day."""
        return self.valid_from <= day and (self.valid_until is None or self.valid_until > day)


class Bodies:
    """All bindings of one tree, by body; read once for a whole plan."""

    def __init__(self, root: Unit) -> None:
        self._bound: dict[str, dict[int | None, list[Bound]]] = defaultdict(
            lambda: defaultdict(list)
        )
        rows = Binding.objects.filter(Q(unit__root=root) | Q(unit=root)).order_by("pk")
        columns = ("role__slug", "unit_id", "unit__locality_id", "valid_from", "valid_until")
        for slug, unit_id, locality_id, valid_from, valid_until in rows.values_list(*columns):
            bound = Bound(unit_id, locality_id, valid_from, valid_until)
            self._bound[slug][locality_id].append(bound)
        places = UnitPeriod.objects.filter(Q(unit__root=root), unit__locality_id=F("unit_id"))
        pairs = places.order_by("valid_from").values_list("unit_id", "parent__locality_id")
        self._above: dict[int | None, int | None] = dict(pairs)
        above_only = BodyRole.objects.filter(looked_for="above")
        self._above_only = frozenset(above_only.values_list("slug", flat=True))

    def localities(self, slugs: Iterable[str]) -> list[int | None]:
        """Return the localities in which one of some bodies is bound, in order of binding."""
        found: dict[int | None, None] = {}
        for slug in slugs:
            found |= dict.fromkeys(self._bound[slug])
        return list(found)

    def inside(self, slug: str, locality_id: int | None) -> list[Bound]:
        """Return the units bound to a body in one locality."""
        return self._bound[slug].get(locality_id, [])

    def near(
        self,
        slug: str,
        locality_id: int | None,
        *,
        on: date | None = None,
        besides: Collection[int] = (),
        below: bool = False,
    ) -> list[Bound]:
        """Return the units bound to a body in a locality, else in the nearest one above it.

        Else anywhere in the tree if one unit alone is bound to it. A body that is by its nature
        above, such as the superior committee, is looked for above first.

        Args:
            on: Day on which they must be bound; ``None`` gives those of any day.
            below: Whether all localities below count too, before looking anywhere.
            besides: Units that are not meant: who bears a duty does not receive its own report.
        """

        def meant(group: Iterable[Bound]) -> list[Bound]:
            able = [bound for bound in group if on is None or bound.holds(on)]
            return [bound for bound in able if bound.unit_id not in besides]

        own, *above = self._upward(locality_id)
        for place in (*above, own) if slug in self._above_only else (own, *above):
            if found := meant(self.inside(slug, place)):
                return found
        if below and (found := meant(self._below(slug, locality_id))):
            return found
        elsewhere = meant(self._anywhere(slug))
        return elsewhere if len({bound.unit_id for bound in elsewhere}) == 1 else []

    def _below(self, slug: str, locality_id: int | None) -> list[Bound]:
        groups = self._bound[slug].items()
        return [
            one for place, group in groups if locality_id in self._upward(place) for one in group
        ]

    def _upward(self, locality_id: int | None) -> list[int | None]:
        places = [locality_id]
        while (above := self._above.get(places[-1])) is not None and above not in places:
            places.append(above)
        return places

    def spans(
        self, slugs: Iterable[str], locality_id: int | None, also: Collection[date] = ()
    ) -> list[tuple[date, date | None]]:
        """Return consecutive half-open spans; inside each, nobody near is bound or unbound.

        Args:
            also: Further days on which a span must end and the next begin.
        """
        days: set[date] = set(also)
        for slug in slugs:
            for bound in self.inside(slug, locality_id) or self._anywhere(slug):
                days.add(bound.valid_from)
                days |= {bound.valid_until} if bound.valid_until else set()
        begins = sorted(days)
        return list(zip(begins, [*begins[1:], None], strict=True)) if begins else []

    def _anywhere(self, slug: str) -> list[Bound]:
        return [bound for group in self._bound[slug].values() for bound in group]


def planner(actor: Actor, unit_id: int) -> None:
    """Refuse unless the actor plans at a unit.

    Raises:
        Refused: ``CASE-01``.
    """
    if not actor.has(DeskRole.PLANNER, unit_id):
        raise Refused("CASE-01")


@transaction.atomic
def bind(
    role: BodyRole,
    unit: Unit,
    *,
    valid_from: date,
    actor: Actor,
    valid_until: date | None = None,
    basis: str = "",
) -> Binding:
    """Say that a unit is a body from a day on, until a day (exclusive).

    Raises:
        Refused: ``CASE-01`` no planner there, ``BIND-01`` the span is empty, ``BIND-02`` it
        overlaps an earlier
            binding of the same unit to the same body.
    """
    planner(actor, unit.pk)
    if valid_until is not None and valid_until <= valid_from:
        raise Refused("BIND-01", valid_from=valid_from, valid_until=valid_until)
    clash = Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)
    if valid_until is not None:
        clash &= Q(valid_from__lt=valid_until)
    if Binding.objects.filter(clash, role=role, unit=unit).exists():
        raise Refused("BIND-02", role=role.slug)
    made = Binding.objects.create(
        role=role, unit=unit, valid_from=valid_from, valid_until=valid_until, basis=basis
    )
    _record("duties.binding.bind", made, actor)
    return made


@transaction.atomic
def bind_many(rows: Sequence[tuple[int, str, date]], root: Unit, *, by: str, basis: str) -> int:
    """Bind many units to bodies at once, as a tree that is written brings them; returns how many.

    Whoever may change the tree says which bodies its new units are; a pair that was ever bound
    is left to the page of bindings.

    Args:
        rows: Unit, slug of the body, first day.
    """
    roles = dict(BodyRole.objects.values_list("slug", "pk"))
    bound = set(
        Binding.objects.filter(Q(unit__root=root) | Q(unit=root)).values_list(
            "unit_id", "role__slug"
        )
    )
    made = Binding.objects.bulk_create(
        [
            Binding(role_id=roles[slug], unit_id=unit_id, valid_from=since, basis=basis)
            for unit_id, slug, since in rows
            if (unit_id, slug) not in bound
        ],
        batch_size=BATCH,
    )
    record(
        "duties.binding.bind_many",
        actor=by,
        subject=f"unit:{root.pk}",
        unit_id=root.pk,
        details={"count": len(made)},
    )
    return len(made)


@transaction.atomic
def unbind(binding: Binding, *, valid_until: date, actor: Actor, basis: str) -> None:
    """End a binding: on that day the unit is no longer the body.

    Raises:
        Refused: ``CASE-01`` no planner there, ``BIND-01`` it would never have held, ``BIND-03`` it
        was ended already.
    """
    planner(actor, binding.unit_id)
    if valid_until <= binding.valid_from:
        raise Refused("BIND-01", valid_from=binding.valid_from, valid_until=valid_until)
    if binding.valid_until is not None:
        raise Refused("BIND-03", day=binding.valid_until)
    Binding.objects.filter(pk=binding.pk).update(valid_until=valid_until, basis=basis)
    binding.refresh_from_db()
    _record("duties.binding.unbind", binding, actor)


def _record(action: str, binding: Binding, actor: Actor) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"binding:{binding.pk}",
        unit_id=binding.unit_id,
        details={
            "role": binding.role.slug,
            "from": str(binding.valid_from),
            "until": str(binding.valid_until or ""),
        },
    )
