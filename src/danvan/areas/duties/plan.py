"""Show a plan like a difference, which bodies still need a unit, and which duties a leader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.duties.queries import bindable_units, language, tree_names, uses_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.duties.bindings import Bodies, bind
from danvan.kernel.duties.changes import Addition, Change, Plan
from danvan.kernel.duties.leaders import Leaders, able_to_lead, waits_for_leader
from danvan.kernel.duties.models import Binding, Duty, DutyRole, Leader, Naming, PlanApply
from danvan.kernel.duties.wording import period_words
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import BodyRole
from danvan.law.collation import collation_key, fold
from danvan.law.duties import Words
from danvan.web.reasons import place
from danvan.web.states import Text

SAMPLE = 6
REASONS: dict[str, Text] = {
    "pack": gettext_lazy("gói nhiệm vụ được dùng, đổi hoặc thôi dùng"),
    "binding": gettext_lazy("đơn vị được gắn, hoặc thôi, với cơ quan này"),
    "local_date": gettext_lazy("ngày do địa phương đặt"),
    "calendar": gettext_lazy("lịch nghỉ thay đổi theo thông báo hoặc theo lịch đã công bố"),
    "horizon": gettext_lazy("kế hoạch nhìn xa hơn lần trước"),
    "worked_on": gettext_lazy("đã có người làm, nên giữ lại"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """What a plan does for one duty and one reason.

    Args:
        units: Names, at most a few; ``more_units`` says how many are not named.
        steps: A few single lines: period, day before, day after.
    """

    duty: Duty
    place: str
    count: int
    reason: str
    units: tuple[str, ...]
    more_units: int
    first_due: date | None
    last_due: date | None
    steps: tuple[tuple[str, date | None, date | None], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan in groups."""

    plan: Plan
    added: list[Group]
    removed: list[Group]
    moved: list[Group]
    kept: list[Group]
    unbound: list[tuple[Words, int]]
    leaderless: list[tuple[Duty, str]]


def plan_page(shown: Plan, actor: Actor) -> PlanPage:
    """Return a plan in groups by duty and reason, in the order of the text; one query for names."""
    changes = (*shown.removals, *shown.moves, *shown.kept)
    wanted = {one.unit_id for one in changes}
    for addition in shown.additions:
        wanted |= {bearer.unit_id for bearer in addition.bearers[:SAMPLE]}
    names = tree_names(actor, wanted)
    return PlanPage(
        plan=shown,
        added=_added(shown.additions, names),
        removed=_changed(shown.removals, names),
        moved=_changed(shown.moves, names),
        kept=_changed(shown.kept, names, reason="worked_on"),
        unbound=_unbound(shown.unbound),
        leaderless=[(duty, place(duty.provision)) for duty in shown.leaderless],
    )


def _added(additions: Iterable[Addition], names: dict[int, str]) -> list[Group]:
    by_duty: dict[tuple[int, str], list[Addition]] = defaultdict(list)
    for one in additions:
        by_duty[one.duty.pk, one.reason].append(one)
    return [_addition_group(group, names) for group in by_duty.values()]


def _addition_group(group: list[Addition], names: dict[int, str]) -> Group:
    duty = group[0].duty
    bearers = list(dict.fromkeys(bearer.unit_id for one in group for bearer in one.bearers))
    days = [occasion.due_on for one in group for occasion in one.occasions]
    named = [names[pk] for pk in bearers[:SAMPLE] if pk in names]
    local = next((one.series.local for one in group if one.series and one.series.local), None)
    reason = str(REASONS[group[0].reason])
    if local:
        reason = _("%(reason)s, nguồn: %(source)s") % {"reason": reason, "source": local.source}
    return Group(
        duty=duty,
        place=place(duty.provision),
        count=sum(one.count for one in group),
        reason=reason,
        units=tuple(named),
        more_units=len(bearers) - len(named),
        first_due=min(days, default=None),
        last_due=max(days, default=None),
    )


def _changed(changes: Iterable[Change], names: dict[int, str], reason: str = "") -> list[Group]:
    by_duty: dict[tuple[int, str], list[Change]] = defaultdict(list)
    for one in changes:
        by_duty[one.duty.pk, reason or one.reason].append(one)
    return [_change_group(group, names, key) for (_pk, key), group in by_duty.items()]


def _change_group(group: list[Change], names: dict[int, str], reason: str) -> Group:
    duty = group[0].duty
    units = list(dict.fromkeys(one.unit_id for one in group))
    days = [day for one in group if (day := one.due_after or one.due_before)]
    named = [names[pk] for pk in units[:SAMPLE] if pk in names]
    return Group(
        duty=duty,
        place=place(duty.provision),
        count=len(group),
        reason=str(REASONS.get(reason, reason)),
        units=tuple(named),
        more_units=len(units) - len(named),
        first_due=min(days, default=None),
        last_due=max(days, default=None),
        steps=tuple(
            (period_words(one.key).said(language()), one.due_before, one.due_after)
            for one in group[:SAMPLE]
            if one.due_after
        ),
    )


def _unbound(pairs: Iterable[tuple[Duty, str]]) -> list[tuple[Words, int]]:
    counts: dict[str, int] = defaultdict(int)
    for _duty, slug in pairs:
        counts[slug] += 1
    roles = BodyRole.objects.filter(slug__in=counts).order_by("position")
    return [(Words(role.name_vi, role.name_en), counts[role.slug]) for role in roles]


@dataclass(frozen=True, slots=True)
class Led:
    """A body that leads or led a joint duty in the actor's tree."""

    leader: Leader
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Leading:
    """Who leads a joint duty that its document leaves without a leader.

    Args:
        is_missing: Whether units bear it together today and nobody leads them.
        history: Newest first.
        choices: The units that may lead today.
    """

    is_missing: bool
    history: list[Led]
    choices: list[tuple[int, str]]

    @property
    def names(self) -> list[str]:
        """Return who leads today."""
        return [led.name for led in self.history if led.is_current]


class LeaderBook:
    """Who leads the joint duties of the actor's tree; a fixed number of queries."""

    def __init__(self, actor: Actor) -> None:
        root = root_of(actor)
        self.today = actor.today
        self._bodies, self._leaders = Bodies(root), Leaders(root)
        rows = Leader.objects.filter(Q(unit__root=root) | Q(unit=root)).order_by("-valid_from")
        kept = list(rows)
        names = tree_names(actor, {row.unit_id for row in kept})
        self._history: dict[int, list[Led]] = defaultdict(list)
        for row in kept:
            is_over = row.valid_until is not None and row.valid_until <= actor.today
            is_current = row.valid_from <= actor.today and not is_over
            self._history[row.duty_id].append(Led(row, names.get(row.unit_id, ""), is_current))

    def leading(self, duty: Duty, choices: Iterable[tuple[int, str]] = ()) -> Leading | None:
        """Return who leads a duty; ``None`` where its document says who owes it."""
        if not waits_for_leader(duty):
            return None
        missing = self._leaders.missing(duty, self._bodies, self.today)
        return Leading(missing, self._history.get(duty.pk, []), list(choices))


def leading_of(actor: Actor, duty: Duty) -> Leading | None:
    """Return who leads one duty, with the units that may."""
    if not waits_for_leader(duty):
        return None
    able = able_to_lead(duty, root_of(actor), actor.today)
    names = tree_names(actor, able)
    return LeaderBook(actor).leading(duty, [(pk, names.get(pk, "")) for pk in able])


def plans_applied(actor: Actor) -> list[PlanApply]:
    """Return what was applied in the actor's tree, newest first."""
    return list(PlanApply.objects.filter(root_id=actor.root_id).order_by("-pk")[:100])


def plan_applied(actor: Actor, plan_id: int) -> PlanApply | None:
    """Return one applied plan of the actor's tree."""
    rows = PlanApply.objects.filter(root_id=actor.root_id, pk=plan_id)
    return rows.select_related("root", "batch").first()


def root_of(actor: Actor) -> Unit:
    """Return the root of the actor's tree."""
    return Unit.objects.get(pk=actor.root_id or 0)


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
    """Return the units whose Vietnamese names begin with the name of a body; a person decides."""
    wanted = fold(role.name_vi)
    rows = bindable_units(actor).values_list("unit_id", "name")
    return [pk for pk, name in rows if fold(name).startswith(wanted)]


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
