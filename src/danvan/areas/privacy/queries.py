"""What is kept, how long, what is past its time; always within the actor's reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language, gettext, gettext_lazy

from danvan.areas.privacy.models import Hold, Line, LocalTime, Request
from danvan.areas.privacy.rules import closed_before
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.keeping import Keeping, declared
from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import names_of
from danvan.kernel.packs.rules import limits
from danvan.law.clocks import Measure, TimeLimit
from danvan.law.collation import collation_key
from danvan.law.errors import LawError
from danvan.law.limits import limit_for

MEASURE: Measure = "month"
"""In what a place counts its own times."""
DESK = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept and how long.

    Args:
        limit: The time; ``None`` where nothing gives one.
        source: The text or local paper that gives it.
        local: The local time that holds, where no text gives one.
    """

    keeping: Keeping
    limit: TimeLimit | None
    source: str
    local: LocalTime | None

    @property
    def words(self) -> str:
        """Return the time in words."""
        if self.limit is None:
            return gettext("chưa văn bản nào định")
        told = {"amount": self.limit.amount}
        if self.limit.measure == "month":
            return gettext("%(amount)s tháng từ ngày kết thúc hồ sơ") % told
        return gettext("%(amount)s ngày từ ngày kết thúc hồ sơ") % told

    @property
    def takes_local(self) -> bool:
        """Return whether a place may set a time: cases stand behind it and no text gives one."""
        return bool(self.keeping.kinds) and (self.limit is None or self.local is not None)


def kept(actor: Actor) -> list[Kept]:
    """Return what the rooms keep of people, with the time that holds in the actor's tree."""
    rows = LocalTime.objects.filter(root_id=actor.root_id, ended_at=None)
    local = {row.key: row for row in rows}
    return [_kept(one, local.get(one.key), actor.today) for one in declared()]


def _kept(keeping: Keeping, local: LocalTime | None, today: date) -> Kept:
    try:
        found = limit_for(limits(), keeping.limit, today) if keeping.limit else None
    except LawError:
        found = None
    if found:
        return Kept(keeping, found.limit, f"{found.source} ({found.mark})", None)
    if local:
        return Kept(keeping, TimeLimit(local.months, MEASURE), local.source, local)
    return Kept(keeping, None, "", None)


def kept_by_key(actor: Actor, key: str) -> Kept | None:
    """Return one thing that is kept."""
    return next((one for one in kept(actor) if one.keeping.key == key), None)


def due(actor: Actor, one: Kept, *, with_held: bool = False) -> QuerySet[Case]:
    """Return the cases past their time that nobody has emptied, where the actor works.

    Args:
        with_held: Also those that are held, so that each hold is looked at again.
    """
    last = closed_before(one.limit, actor.today) if one.limit and one.keeping.forget else None
    if last is None:
        return Case.objects.none()
    rows = visible_cases(actor).filter(actor.reach_with(DESK))
    done = Line.objects.filter(target=OuterRef("pk"), done_on__isnull=False)
    held = Hold.objects.filter(target=OuterRef("pk"), lifted_at=None)
    free = Q() if with_held else ~Q(Exists(held))
    return rows.filter(
        free,
        ~Exists(done),
        kind__in=one.keeping.kinds,
        state__in=one.keeping.states,
        closed_on__lt=last,
    )


@dataclass(frozen=True, slots=True)
class DueLine:
    """One case past its time."""

    case: Case
    kept: Kept
    unit_name: str


def due_lines(actor: Actor) -> list[DueLine]:
    """Return what is past its time where the actor works, up to a thousand of each."""
    found = [(case, one) for one in kept(actor) for case in due(actor, one).order_by("pk")[:MOST]]
    names = names_of({case.unit_id for case, _one in found}, actor.today, get_language() or "vi")
    return [DueLine(case, one, names.get(case.unit_id, "")) for case, one in found]


MOST = 1000
"""How many cases one list of disposal takes; the next list takes the rest."""


def working_units(actor: Actor) -> list[tuple[int, str]]:
    """Return the units at which the actor works, the own one first."""
    wanted = actor.reach_with(DESK, "pk")
    ids = list(Unit.objects.filter(wanted).values_list("pk", flat=True))
    names = names_of(ids, actor.today, get_language() or "vi")
    named = sorted(names.items(), key=lambda pair: collation_key(pair[1]))
    return sorted(named, key=lambda unit: unit[0] != actor.unit_id)


def held(targets: Iterable[int]) -> dict[int, Hold]:
    """Return the holds that stand, by case."""
    return {one.target_id: one for one in Hold.objects.filter(target__in=targets, lifted_at=None)}


def disposal_facts(case: Case, actor: Actor) -> dict[str, Any]:
    """Return what the sheet of a disposal shows: its lines, as far as the actor sees them."""
    lines = list(case.disposal.lines.select_related("target").order_by("pk"))
    ids = [line.target_id for line in lines]
    seen = set(visible_cases(actor).filter(pk__in=ids).values_list("pk", flat=True))
    holds = held(ids)
    names = {one.key: one.label for one in declared()}
    return {
        "label": names.get(case.disposal.key, case.disposal.key),
        "lines": [(line, holds.get(line.target_id)) for line in lines if line.target_id in seen],
        "hidden": len(set(ids) - seen),
        "done": sum(line.done_on is not None for line in lines),
        "held": len(holds),
        "emptied": [(EMPTIED.get(key, key), count) for key, count in case.disposal.emptied.items()],
    }


EMPTIED = {
    "people": gettext_lazy("người"),
    "texts": gettext_lazy("phần chữ"),
    "notes": gettext_lazy("ghi chú"),
    "files": gettext_lazy("tệp"),
    "messages": gettext_lazy("tin trao đổi"),
    "enclosures": gettext_lazy("tệp gửi kèm"),
    "papers": gettext_lazy("dự thảo văn bản"),
    "papers_kept": gettext_lazy("văn bản đã ban hành, còn lưu ở mục văn bản"),
}


def request_facts(case: Case, actor: Actor) -> dict[str, Any]:
    """Return what the sheet of a request shows; who asks and what only to its handlers."""
    told = Request.objects.get(pk=case.pk)
    return {"request": told, "is_handler": actor.has(DESK, case.unit_id)}
