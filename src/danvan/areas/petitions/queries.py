"""What the pages of petitions read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danvan.areas.petitions import conditions
from danvan.areas.petitions.matters import followers_of, lead_of, parts_of
from danvan.areas.petitions.models import Petition
from danvan.areas.petitions.shapes import COMPLAINT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole, Grant, Holding
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may, visible_cases
from danvan.kernel.cases.models import Case, Clock, Relation, Taking
from danvan.kernel.cases.running import running
from danvan.kernel.cases.search import matching
from danvan.kernel.letterbox.receipts import promised_to
from danvan.kernel.organisations.models import Closure, Tier, Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, names_of, units_of
from danvan.kernel.packs.rules import grounds
from danvan.kernel.publication.publishing import Source
from danvan.kernel.publication.redacting import Sort
from danvan.law.collation import collation_key
from danvan.web.case_steps import Elsewhere

WORKING = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
UNDECIDED = frozenset({"received", "waiting"})
"""States in which the tree is still asked."""
HANDLERS = (Taking.HANDLING, Taking.RECEIVER)
"""Units that take part so work on a petition."""
MEETING = "meetings.record"
SHOWN = 100
"""How many decided complaints are offered; older ones are found by their own page."""


@dataclass(frozen=True, slots=True)
class Instance:
    """The other instance of the same complaint, with its clocks."""

    case: Case
    is_first: bool
    clocks: list[tuple[object, Clock]]


def handles(case: Case, actor: Actor) -> bool:
    """Return whether an actor works on a petition: only then text and senders are shown."""
    rows = case.units.filter(taking__in=HANDLERS).filter(actor.reach_with(WORKING))
    return rows.exists()


def sheet_facts(case: Case, actor: Actor) -> dict[str, Any]:
    """Return what the sheet of a petition shows beside the case."""
    petition = Petition.objects.select_related("case").get(pk=case.pk)
    ids = {one for one in (petition.place_id, petition.passed_to_unit_id) if one}
    ids |= {petition.forwarder_unit_id} if petition.forwarder_unit_id else set()
    language = get_language() or "vi"
    is_handler = handles(case, actor)
    lead, parts, followers = lead_of(case), parts_of(case), followers_of(case)
    beside = {one.pk for one in (*parts, *followers, *([lead] if lead else []))}
    seen = set(visible_cases(actor).filter(pk__in=beside).values_list("pk", flat=True))
    used = {one.key: one for one in grounds()}
    return {
        "petition": petition,
        "is_handler": is_handler,
        "petitioners": list(petition.petitioners.order_by("pk")) if is_handler else [],
        "notes": list(petition.notes.order_by("pk")) if is_handler else [],
        "marks": list(petition.marks.order_by("pk")),
        "grounds": [used[key] for key in petition.grounds.values() if key in used],
        "proposed": conditions.proposed(petition) if case.state in UNDECIDED else (),
        "names": names_of(ids, actor.today, language),
        "promised_on": promised_to(case),
        "next": conditions.next_instance(case, actor.today),
        "instances": instances(case, actor),
        "parts": [(one, _state(one)) for one in parts if one.pk in seen],
        "lead": lead if lead and lead.pk in seen else None,
        "followers": [one for one in followers if one.pk in seen],
        "late": lateness(case, actor),
        "safe": safe_days(case),
    }


def _state(case: Case) -> object:
    return kinds.get(case.kind).states[case.state]


def safe_days(case: Case) -> list[conditions.Safe]:
    """Return the safe readings of the running clocks that have one."""
    rules = {rule.key: rule for rule in kinds.get(case.kind).clocks}
    rows = case.clocks.filter(stopped_on=None, key__in=rules).select_related("snapshot", "case")
    found = [conditions.safe_reading(row, rules[row.key]) for row in rows.order_by("pk")]
    return [one for one in found if one]


def instances(case: Case, actor: Actor) -> list[Instance]:
    """Return the other instances of a complaint that the actor sees, with their clocks."""
    if case.kind != COMPLAINT:
        return []
    joined = Q(links_in__source=case, links_in__relation=Relation.FOLLOWS_UP)
    joined |= Q(links_out__target=case, links_out__relation=Relation.FOLLOWS_UP)
    seen = visible_cases(actor).filter(pk__in=Case.objects.filter(joined, kind=COMPLAINT))
    labels = {rule.key: rule.label for rule in kinds.get(COMPLAINT).clocks}
    rows = seen.select_related("petition").prefetch_related("clocks").order_by("pk")
    return [
        Instance(
            one,
            one.petition.instance == 1,
            [(labels.get(row.key, row.key), row) for row in one.clocks.all()],
        )
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Lateness:
    """How many days after its day something was done, or is still not."""

    label: object
    due_on: date
    days: int
    is_open: bool
    is_very: bool


def lateness(case: Case, actor: Actor) -> list[Lateness]:
    """Return what was done late, or is late now; very late by the number the place has set."""
    local = conditions.local_value(case.unit.root_id or case.unit_id, "very_late_days")
    rules = {rule.key: rule for rule in kinds.get(case.kind).clocks if rule.stops}
    found = []
    for row in case.clocks.select_related("snapshot").order_by("pk"):
        if row.key not in rules or (row.stopped_on is None and running(row).is_paused):
            continue
        days = ((row.stopped_on or actor.today) - row.due_on).days
        if days > 0:
            is_very = local.amount is not None and days >= local.amount
            is_open = row.stopped_on is None
            found.append(Lateness(rules[row.key].label, row.due_on, days, is_open, is_very))
    return found


def proposals(case: Case, actor: Actor) -> list[Elsewhere]:
    """Return the acts that the tree proposes and the actor may do, as first steps of the sheet."""
    kind, petition = kinds.get(case.kind), case.petition
    keys = dict.fromkeys(conditions.act_for(row, petition) for row in conditions.proposed(petition))
    acts = [act for key in keys if (act := kind.act(key)) and may(actor, act, case)]
    return [
        Elsewhere(
            _("Đề xuất: %(act)s") % {"act": act.label},
            reverse("case-act", args=[case.slug, act.key]),
            is_proposed=True,
        )
        for act in acts
    ]


def receiving_units(actor: Actor, language: str) -> list[tuple[int, str]]:
    """Return the units at which the actor takes petitions in, the own one first."""
    wanted = actor.reach_with({DeskRole.OFFICER, DeskRole.HEAD}, "pk")
    ids = list(Unit.objects.filter(wanted).values_list("pk", flat=True))
    found = _sorted(names_of(ids, actor.today, language))
    return sorted(found, key=lambda unit: unit[0] != actor.unit_id)


def units_of_tree(actor: Actor, language: str) -> list[tuple[int, str]]:
    """Return the units of the actor's tree by name, in Vietnamese order."""
    return _sorted(names_of(_periods(actor), actor.today, language))


def units_near(
    actor: Actor, unit_id: int, language: str
) -> list[tuple[object, list[tuple[int, str]]]]:
    """Return the units a petition is most likely passed on to: above, beside and below a unit.

    Only those where somebody handles cases today, in groups with a heading.
    """
    above = Closure.objects.filter(holding_on(actor.today), descendant=unit_id, depth__gt=0)
    above_ids = set(above.values_list("ancestor_id", flat=True))
    periods = UnitPeriod.objects.filter(holding_on(actor.today))
    parents = periods.filter(unit=unit_id).values("parent")
    groups = (
        (_("Cấp trên"), above_ids),
        (_("Cùng cấp"), set(periods.filter(parent__in=parents).values_list("unit_id", flat=True))),
        (_("Cấp dưới"), set(periods.filter(parent=unit_id).values_list("unit_id", flat=True))),
    )
    able = [one for one in handling_units(actor, language) if one[0] != unit_id]
    found = [(words, [one for one in able if one[0] in ids]) for words, ids in groups]
    return [(words, units) for words, units in found if units]


def units_called(actor: Actor, words: str, language: str) -> list[tuple[int, str]]:
    """Return the units of the actor's tree whose names have all of some words, by name."""
    rows = UnitPeriod.objects.filter(
        holding_on(actor.today), matching(words), unit__in=_periods(actor)
    )
    return _sorted(names_of(rows.values_list("unit_id", flat=True), actor.today, language))


def handling_units(actor: Actor, language: str) -> list[tuple[int, str]]:
    """Return the units of the actor's tree where somebody handles cases today, by name."""
    held = Holding.objects.filter(holding_on(actor.today), post=OuterRef("post"))
    stands = Q(post__valid_until=None) | Q(post__valid_until__gt=actor.today)
    rows = Grant.objects.filter(
        holding_on(actor.today),
        Exists(held),
        stands,
        desk_role__in=WORKING,
        unit__in=_periods(actor),
    )
    wanted = set(rows.values_list("unit_id", flat=True))
    return _sorted(names_of(wanted, actor.today, language))


def places(actor: Actor, language: str) -> list[tuple[int, str]]:
    """Return the residential groups of the actor's tree by name."""
    hamlets = [pk for pk, tier in _periods(actor).items() if tier == Tier.HAMLET]
    return _sorted(names_of(hamlets, actor.today, language))


def _periods(actor: Actor) -> dict[int, str]:
    root = Unit.objects.filter(pk=actor.root_id or 0).first()
    return {one.unit_id: one.tier for one in units_of(root, actor.today)} if root else {}


def _sorted(names: Mapping[int, str]) -> list[tuple[int, str]]:
    return sorted(names.items(), key=lambda pair: collation_key(pair[1]))


def decided_complaints(actor: Actor, kind: str, language: str) -> list[tuple[str, str]]:
    """Return the complaints to which a second one may belong: decided, or left without decision.

    One that is a second one itself, or that has one, is left out.
    """
    if kind != COMPLAINT:
        return []
    silent = Clock.objects.filter(key="settlement", stopped_on=None, due_on__lt=actor.today)
    ripe = Q(state__in=conditions.DECIDED) | Q(state="accepted", pk__in=silent.values("case"))
    rows = visible_cases(actor).filter(
        ripe, ~conditions.has_second(), kind=kind, petition__instance=1
    )
    title = "title_en" if language.startswith("en") else "title_vi"
    return list(rows.order_by("-pk").values_list("slug", title)[:SHOWN])


def meetings(case: Case, actor: Actor, language: str) -> list[tuple[str, str]]:
    """Return the meetings of the handling unit that were held, newest first, to link a dialogue."""
    rows = visible_cases(actor).filter(kind=MEETING, unit=case.unit_id, closed_on__isnull=False)
    title = "title_en" if language.startswith("en") else "title_vi"
    return list(rows.order_by("-closed_on", "-pk").values_list("slug", title)[:SHOWN])


def public_source(case: Case, actor: Actor) -> Source:
    """Return what a copy for the public begins with: the answer, and whose data must not stand."""
    del actor
    petition: Petition = case.petition
    told = petition.petitioners.values_list("name", "phone", "email", "address")
    sorts: tuple[Sort, ...] = ("name", "phone", "email", "address")
    known = [(sort, value) for row in told for sort, value in zip(sorts, row, strict=True)]
    return Source(
        title=case.title_vi,
        text=petition.answer,
        basis=petition.answer_number,
        known=tuple((sort, value) for sort, value in known if value),
    )
