"""Join bodies with units: which body needs one, which units are likely, all in one press.

And the steps that lead from there to the first plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danvan.areas.duties.plan import leading_lines, local_lines
from danvan.areas.duties.queries import bindable_units, tree_names, uses_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.duties.bindings import bind
from danvan.kernel.duties.models import Binding, Duty, DutyRole, Naming, Occurrence, PlanApply
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import BodyRole
from danvan.law.collation import collation_key, fold
from danvan.law.duties import Words
from danvan.web.setup_steps import Step


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A body that packs in use name, with the units bound to it within the planner's reach."""

    role: BodyRole
    words: Words
    bears: int
    bindings: tuple[tuple[Binding, str], ...]
    is_bound: bool


def role_lines(actor: Actor) -> list[RoleLine]:
    """Return the bodies named by packs in use, those that bear duties and have no unit first."""
    packs = [use.pack_id for use in uses_of(actor)]
    counts: dict[int, int] = defaultdict(int)
    rows = DutyRole.objects.filter(duty__pack_id__in=packs).values_list("role_id", "naming")
    for role_id, naming in rows:
        counts[role_id] += naming == Naming.BEARER
    for role_id in BodyRole.objects.filter(slug__in=_partners(packs)).values_list("pk", flat=True):
        counts[role_id] += 0
    bound = _bindings(actor, counts)
    names = tree_names(actor, {one.unit_id for group in bound.values() for one in group})
    found = []
    for role in BodyRole.objects.filter(pk__in=counts):
        group = bound.get(role.pk, [])
        current = any(one.valid_until is None or one.valid_until > actor.today for one in group)
        pairs = tuple((one, names.get(one.unit_id, "")) for one in group)
        words = Words(role.name_vi, role.name_en)
        found.append(RoleLine(role, words, counts[role.pk], pairs, current))
    return sorted(found, key=lambda line: (line.is_bound, not line.bears, line.role.position))


def _partners(pack_ids: list[int]) -> set[str]:
    """Return the bodies that must have taken part for a meeting to prove a duty."""
    kept = Duty.objects.filter(pack_id__in=pack_ids).values_list("snapshot", flat=True)
    proofs = [one.get("fulfilled_by") for one in kept]
    return {slug for proof in proofs if proof for slug in proof["partners"]}


def _bindings(actor: Actor, role_ids: Collection[int]) -> dict[int, list[Binding]]:
    found: dict[int, list[Binding]] = defaultdict(list)
    rows = Binding.objects.filter(actor.reach_with({DeskRole.PLANNER}), role_id__in=list(role_ids))
    rows = rows.filter(Q(unit__root_id=actor.root_id) | Q(unit_id=actor.root_id))
    for row in rows.order_by("-valid_from", "pk"):
        found[row.role_id].append(row)
    return found


def role_line(actor: Actor, slug: str) -> RoleLine | None:
    """Return one body named by packs in use."""
    return next((line for line in role_lines(actor) if line.role.slug == slug), None)


def binding_by_id(actor: Actor, binding_id: int) -> Binding | None:
    """Return a binding within the planner's reach."""
    rows = Binding.objects.filter(actor.reach_with({DeskRole.PLANNER}), pk=binding_id)
    return rows.select_related("role", "unit").first()


def unit_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the units at which the actor plans, in Vietnamese order."""
    names = tree_names(actor, list(bindable_units(actor).values_list("unit_id", flat=True)))
    return sorted(names.items(), key=lambda pair: collation_key(pair[1]))


def likely_units(role: BodyRole, actor: Actor) -> list[int]:
    """Return the units that are likely a body; a person decides."""
    return _likely(role, _named_units(actor))


def _named_units(actor: Actor) -> list[tuple[int, str, str]]:
    rows = bindable_units(actor).values_list("unit_id", "unit__key", "name")
    return [(pk, key, fold(name)) for pk, key, name in rows]


def _likely(role: BodyRole, units: Sequence[tuple[int, str, str]]) -> list[int]:
    """Return the unit kept under the name of a body, else those whose names begin with it."""
    by_key = [pk for pk, key, _name in units if key == role.slug]
    wanted = fold(role.name_vi)
    return by_key or [pk for pk, _key, name in units if name.startswith(wanted)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A body without a unit, and one unit that is likely it."""

    line: RoleLine
    unit_id: int
    name: str

    @property
    def value(self) -> str:
        """Return what a form sends for it."""
        return f"{self.line.role.slug}:{self.unit_id}"


@dataclass(frozen=True, slots=True)
class Proposals:
    """What one press would bind, and the bodies that bear duties and resemble no unit."""

    found: tuple[Proposal, ...]
    left: tuple[RoleLine, ...]


def proposals(actor: Actor) -> Proposals:
    """Return the likely units of every body that has none."""
    units = _named_units(actor)
    names = tree_names(actor, [pk for pk, _key, _name in units])
    found: list[Proposal] = []
    left: list[RoleLine] = []
    for line in role_lines(actor):
        if line.is_bound:
            continue
        likely = _likely(line.role, units)
        found += [Proposal(line, pk, names.get(pk, "")) for pk in likely]
        left += [line] if line.bears and not likely else []
    return Proposals(tuple(found), tuple(left))


@transaction.atomic
def bind_proposed(chosen: Iterable[Proposal], *, valid_from: date, actor: Actor, basis: str) -> int:
    """Bind what was ticked, all or none; return how many.

    Raises:
        Refused: As ``bind`` says, for the first that cannot be bound.
    """
    kept = list(chosen)
    units = {unit.pk: unit for unit in units_by_id(actor, {one.unit_id for one in kept})}
    for one in kept:
        role, unit = one.line.role, units[one.unit_id]
        bind(role, unit, valid_from=valid_from, actor=actor, basis=basis)
    return len(kept)


def units_by_id(actor: Actor, unit_ids: Collection[int]) -> list[Unit]:
    """Return units at which the actor plans."""
    rows = Unit.objects.filter(actor.reach_with({DeskRole.PLANNER}, "pk"), pk__in=list(unit_ids))
    return list(rows.order_by("pk"))


@transaction.atomic
def bind_all(
    role: BodyRole, units: Iterable[Unit], *, valid_from: date, actor: Actor, basis: str
) -> None:
    """Bind units to a body from a day on, all or none.

    Raises:
        Refused: As ``bind`` says, for the first that cannot be bound.
    """
    for unit in units:
        bind(role, unit, valid_from=valid_from, actor=actor, basis=basis)


def first_day(actor: Actor) -> date:
    """Return the first day whose due days count here: what a first binding usually begins with."""
    return min((use.valid_from for use in uses_of(actor)), default=actor.today)


def setup_steps(actor: Actor) -> list[Step]:
    """Return the steps about bodies, days, leaders and the first plan, once a pack is in use."""
    if not uses_of(actor):
        return []
    return [_bodies_step(actor), *_waiting_steps(actor), _plan_step(actor)]


def _bodies_step(actor: Actor) -> Step:
    lines = [line for line in role_lines(actor) if line.bears]
    missing = sum(not line.is_bound for line in lines)
    told = ngettext(
        "%(count)s cơ quan có nhiệm vụ chưa gắn đơn vị.",
        "%(count)s cơ quan có nhiệm vụ chưa gắn đơn vị.",
        missing,
    ) % {"count": missing}
    some = any(line.is_bound for line in lines)
    return Step(
        key="bodies",
        order=50,
        title=_("Gắn cơ quan với đơn vị"),
        progress="todo" if missing and not some else "part" if missing else "done",
        told=told if missing else _("Cơ quan nào có nhiệm vụ cũng đã có đơn vị."),
        action=_("Gắn theo tên") if missing else _("Xem các cơ quan"),
        url=reverse("bindings-proposed" if missing else "bindings"),
        role=DeskRole.PLANNER,
    )


def _waiting_steps(actor: Actor) -> Iterator[Step]:
    """Yield the steps about local days and leaders, where there is something to settle."""
    waiting = sum(line.state == "waiting" for line in local_lines(actor))
    days = _("%(count)s nhiệm vụ chờ ngày của địa phương; chưa đặt thì không ai bị tính là chậm.")
    if waiting:
        told = days % {"count": waiting}
        yield _waiting("local_dates", 60, _("Ngày của địa phương"), told, "local-dates")
    leaderless = sum(leading.is_missing for _duty, leading in leading_lines(actor))
    joint = _("%(count)s nhiệm vụ giao chung chưa có cơ quan chủ trì; chưa phân công thì chưa mở.")
    if leaderless:
        told = joint % {"count": leaderless}
        yield _waiting("leaders", 65, _("Cơ quan chủ trì"), told, "leaders")


def _waiting(key: str, order: int, title: str, told: str, page: str) -> Step:
    return Step(
        key=key,
        order=order,
        title=title,
        progress="part",
        told=told,
        action=_("Xem danh sách"),
        url=reverse(page),
        role=DeskRole.PLANNER,
        is_optional=True,
    )


def _plan_step(actor: Actor) -> Step:
    done = PlanApply.objects.filter(root_id=actor.root_id, undone_at=None).exists()
    seen = visible_cases(actor).filter(closed_on=None).values("pk")
    opened = Occurrence.objects.filter(unit__root_id=actor.root_id, case_id__in=seen).count()
    told = _("Đã áp dụng; %(count)s kỳ đang mở.") % {"count": opened}
    told = told if opened else _("Đã áp dụng kế hoạch.")
    waiting = _("Chưa mở việc nào. Kế hoạch cho xem hết trước khi ghi; áp dụng xong là có việc.")
    return Step(
        key="plan",
        order=70,
        title=_("Kế hoạch và danh sách việc đầu tiên"),
        progress="done" if done else "todo",
        told=told if done else waiting,
        action=_("Xem kế hoạch"),
        url=reverse("plan"),
        role=DeskRole.PLANNER,
    )
