"""Who bears a duty in a tree, for which span, and who receives what it yields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from danvan.kernel.cases.bulk import Bearer
from danvan.kernel.cases.models import Taking
from danvan.kernel.duties.bindings import Bodies, Bound
from danvan.kernel.duties.leaders import Leaders, waits_for_leader
from danvan.kernel.duties.models import Duty, Naming

RECEIVING = (Naming.COPY, Naming.VIA, Naming.RECEIVER)
"""How bodies take part besides those that bear; the last one wins."""


class Bearers:
    """Who bears the duties of one tree; remembers those that nobody leads.

    Args:
        bodies: The bindings of the tree.
        leaders: Its named leaders.
    """

    def __init__(self, bodies: Bodies, leaders: Leaders) -> None:
        self.bodies, self.leaders = bodies, leaders
        self.leaderless: dict[int, Duty] = {}

    def of(self, duty: Duty) -> Iterator[tuple[Bearer, Bound]]:
        """Yield who bears a duty and for which span; spans of one unit never overlap."""
        named: dict[str, list[str]] = defaultdict(list)
        for row in sorted(duty.roles.all(), key=lambda row: row.position):
            named[row.naming].append(row.role.slug)
        slugs = [slug for naming in (Naming.BEARER, *RECEIVING) for slug in named[naming]]
        for locality in self.bodies.localities(named[Naming.BEARER]):
            found: dict[int, list[tuple[Bearer, Bound]]] = defaultdict(list)
            changes = self.leaders.days(duty.pk, locality)
            for begin, end in self.bodies.spans(slugs, locality, changes):
                for bearer in self._bearing(duty, named, locality, begin):
                    spans = found[bearer.unit_id]
                    goes_on = spans and spans[-1][0] == bearer and spans[-1][1].valid_until == begin
                    since = spans.pop()[1].valid_from if goes_on else begin
                    spans.append((bearer, Bound(bearer.unit_id, locality, since, end)))
            for spans in found.values():
                yield from spans

    def _bearing(
        self, duty: Duty, named: dict[str, list[str]], locality: int | None, day: date
    ) -> list[Bearer]:
        """Return who bears a duty in a locality on a day, each, or the first with the others."""
        inside = (b for slug in named[Naming.BEARER] for b in self.bodies.inside(slug, locality))
        bound = list(dict.fromkeys(one.unit_id for one in inside if one.holds(day)))
        if not bound:
            return []
        if duty.bearing == "each":
            return self._each(named, locality, day, bound)
        first = bound[0]
        if waits_for_leader(duty):
            leader = self.leaders.of(duty.pk, locality, day)
            if leader is None:
                self.leaderless[duty.pk] = duty
                return []
            first = leader
        others = [unit_id for unit_id in bound if unit_id != first]
        takings = self._takings(named, locality, day, {first, *others})
        return [Bearer(first, takings | dict.fromkeys(others, Taking.BEARER.value))]

    def _each(
        self, named: dict[str, list[str]], locality: int | None, day: date, bound: list[int]
    ) -> list[Bearer]:
        """Return each bearer with who receives; nobody receives what it bears itself."""
        shared = self._takings(named, locality, day, set())
        return [
            Bearer(
                unit_id,
                self._takings(named, locality, day, {unit_id}) if unit_id in shared else shared,
            )
            for unit_id in bound
        ]

    def _takings(
        self, named: dict[str, list[str]], locality: int | None, day: date, bearers: set[int]
    ) -> dict[int, str]:
        found: dict[int, str] = {}
        for naming in RECEIVING:
            for slug in named[naming]:
                for bound in self.bodies.near(slug, locality, on=day, besides=bearers, below=True):
                    found[bound.unit_id] = naming.value
        return found
