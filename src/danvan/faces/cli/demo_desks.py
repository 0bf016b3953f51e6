"""The desks of a demo tree: who acts for a unit on a day, and the sessions they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import Classification, DeskRole
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput, Opening, open_case, perform
from danvan.kernel.duties.bindings import Bodies, Bound
from danvan.kernel.duties.trees import Tree
from danvan.kernel.organisations.tree import names_of
from danvan.law.duties import Words

MEETING = "meetings.record"


def chance(*parts: object) -> int:
    """Return a number from 0 to 99 that is the same for the same words at every loading."""
    return hashlib.sha256("/".join(map(str, parts)).encode()).digest()[0] * 100 // 256


class Desks:
    """The desks of one tree.

    Args:
        hall: Where sessions are held.
        last: The day whose names are used.
    """

    def __init__(self, tree: Tree, *, hall: str, last: date) -> None:
        self.tree, self.hall, self.last = tree, hall, last
        self.names = names_of([unit.pk for unit in tree.units.values()], last)
        self.bodies = Bodies(tree.root)

    def actor(self, unit_id: int, day: date) -> Actor:
        """Return the desk of a unit on a day, with the rights of its head."""
        grants = tuple(
            GrantValue(role, unit_id, downward=False, highest=Classification.INTERNAL)
            for role in (DeskRole.OFFICER, DeskRole.HEAD)
        )
        root = self.tree.root.pk
        return Actor(None, None, self.names[unit_id], unit_id, root, day, grants)

    def session(self, case: Case, day: date, takings: Mapping[int, str], *, agenda: str) -> Case:
        """Hold a session on what a case is about, with its minutes; return its record."""
        actor = self.actor(case.unit_id, day)
        facts = {"held_on": day, "place": self.hall, "agenda": agenda}
        title = Words(case.title_vi, case.title_en)
        meeting = open_case(MEETING, actor, Opening(case.unit_id, title, day, facts, takings))
        data = {"conclusions": "Giao các đơn vị báo cáo kết quả vào kỳ sau.", "people_present": 12}
        note = EvidenceInput("minutes", document_number=f"{1 + chance(meeting.pk) % 40}-BB")
        return perform(meeting, "hold", actor, effective_on=day, data=data, evidence=[note])

    def below(self, slug: str) -> Iterator[Bound]:
        """Yield every unit of the tree that is a body: those of the levels below."""
        for locality in self.bodies.localities([slug]):
            yield from self.bodies.inside(slug, locality)
