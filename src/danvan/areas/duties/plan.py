"""Show a plan like a difference, and which duties wait for a day or a leader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.duties.queries import language, tree_names, uses_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.duties.bindings import Bodies
from danvan.kernel.duties.changes import Addition, Change, Plan
from danvan.kernel.duties.guided import Article, dated_articles, is_guided
from danvan.kernel.duties.leaders import Leaders, able_to_lead, waits_for_leader
from danvan.kernel.duties.models import Duty, Leader, LocalDate, PlanApply
from danvan.kernel.duties.wording import period_words
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import BodyRole
from danvan.law.duties import ASKING, OWING, Words
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
class LocalLine:
    """A duty that waits for a day or carries one.

    Args:
        local: What dates it today or from a later day on, else the last that did.
        state: ``waiting``, ``guided``, ``set`` or ``ended``.
    """

    duty: Duty
    local: LocalDate | None
    state: str


def local_lines(actor: Actor) -> list[LocalLine]:
    """Return the duties of packs in use that wait for a local day, or have one, in text order."""
    kept: dict[int, LocalDate] = {}
    rows = LocalDate.objects.filter(root_id=actor.root_id).select_related("file", "duty__pack")
    for local in rows.order_by("valid_from", "pk"):
        kept[local.duty_id] = local
    packs = [use.pack_id for use in uses_of(actor)]
    asking = Duty.objects.filter(pack_id__in=packs, timing__in=ASKING, modality__in=OWING)
    duties = {local.duty_id: local.duty for local in kept.values()}
    duties |= {duty.pk: duty for duty in asking.select_related("pack")}
    dated = dated_articles(actor.root_id, actor.today)
    found = [_local_line(duty, kept.get(duty.pk), actor.today, dated) for duty in duties.values()]
    return sorted(found, key=lambda line: (line.duty.pack_id, line.duty.position))


def _local_line(
    duty: Duty, local: LocalDate | None, today: date, dated: Iterable[Article]
) -> LocalLine:
    if local is None:
        return LocalLine(duty, None, "guided" if is_guided(duty, dated) else "waiting")
    is_over = local.valid_until is not None and local.valid_until <= today
    return LocalLine(duty, local, "ended" if is_over else "set")


def leading_lines(actor: Actor) -> list[tuple[Duty, Leading]]:
    """Return the joint duties of packs in use that a person gives a leader, with who leads."""
    packs = [use.pack_id for use in uses_of(actor)]
    rows = Duty.objects.filter(pack_id__in=packs).exclude(bearing="each").select_related("pack")
    book = LeaderBook(actor)
    duties = rows.prefetch_related("roles__role").order_by("pack_id", "position")
    pairs = ((duty, book.leading(duty)) for duty in duties)
    return [(duty, leading) for duty, leading in pairs if leading]
