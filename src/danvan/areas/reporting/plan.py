"""Open reports: for an occurrence of a duty, or out of turn; and to whom they go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from danvan.areas.reporting import intake
from danvan.areas.reporting.calculator import duty_rows, records
from danvan.areas.reporting.models import Filled, Part, Report, ReportVersion
from danvan.areas.reporting.queries import AT_DESK, KIND, is_reported
from danvan.areas.reporting.shapes import Answers
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, Taking
from danvan.kernel.cases.perform import Opening, open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import Bodies
from danvan.kernel.duties.models import Binding, DutyRole, Naming, Occurrence, Origin
from danvan.kernel.duties.wording import period_kind, period_words
from danvan.kernel.organisations.models import Closure, Succession, Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, names_of
from danvan.kernel.packs.models import BodyRole, PackForm
from danvan.kernel.packs.report_forms import form_for
from danvan.law.collation import collation_key
from danvan.law.duties import Words
from danvan.law.reports import ONCE

AD_HOC = "ad_hoc"
BOARD, MOBILISATION = "permanent_board", "mass_mobilization_b"
"""Parts of the names of bodies to which a report out of turn usually goes, and which are told."""
MOST_OFFERED = 100
"""Most units offered in the place of one that ended, besides those that followed it."""
__all__ = ["KIND", "Gap", "Route", "Wish", "begin", "is_reported", "open_report", "route"]
TITLE = 300
"""Most characters of a form's title in that of a report, before the period."""


def bodies_of(unit_id: int, day: date) -> list[str]:
    """Return the bodies of regulations that a unit is on a day."""
    rows = Binding.objects.filter(unit_id=unit_id, valid_from__lte=day)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=day))
    return list(rows.values_list("role__slug", flat=True))


@transaction.atomic
def open_report(occurrence: Occurrence, actor: Actor) -> Case:
    """Return the report of an occurrence, opened if there was none.

    Raises:
        Refused: ``CASE-01`` no officer there, ``REPORT-01`` no form serves the period,
            ``CASE-03`` the occurrence is done already without a report, or need not be done.
    """
    known = Report.objects.filter(occurrence=occurrence).select_related("case__unit").first()
    if known is not None:
        return known.case
    owed, duty = occurrence.case, occurrence.duty
    if owed.state != "open":
        raise Refused("CASE-03", state=owed.state)
    last = occurrence.ends_on or actor.today
    kind = period_kind(occurrence.key)
    form = form_for(
        owed.unit.root_id or owed.unit_id,
        duty,
        last,
        period=kind,
        bodies=bodies_of(owed.unit_id, last),
    )
    if form is None:
        raise Refused("REPORT-01", period=period_words(occurrence.key))
    case = open_case(KIND, actor, _opening(occurrence, form, kind, actor))
    begin(case.report, actor)
    return case


def _opening(occurrence: Occurrence, form: PackForm, kind: str, actor: Actor) -> Opening:
    owed, period, title = occurrence.case, period_words(occurrence.key), form.form.title
    bearers = owed.units.filter(taking=Taking.BEARER).values_list("unit_id", flat=True)
    return Opening(
        unit_id=owed.unit_id,
        title=Words(f"{title.vi[:TITLE]} – {period.vi}", f"{title.en[:TITLE]} – {period.en}"),
        opened_on=actor.today,
        takings=dict.fromkeys(bearers, Taking.BEARER.value),
        classification=owed.classification,
        facts={
            "form": form,
            "period_kind": kind,
            "period_key": occurrence.key,
            "begins_on": occurrence.begins_on,
            "ends_on": occurrence.ends_on,
            "occurrence": occurrence,
            "asked": occurrence.asked_by,
        },
    )


def begin(report: Report, actor: Actor) -> ReportVersion:
    """Open the first version, with what the records of the unit give."""
    version = intake.open_version(report, 1, actor)
    known = records(report, report.form.form.asked_in(report.period_kind), actor)
    filled = dict.fromkeys(known, Filled.RECORDS.value)
    register = duty_rows(report, actor)
    intake.write(report, Answers(values=dict(known), filled=filled, annexes=register))
    return version


@dataclass(frozen=True, slots=True)
class Wish:
    """A report out of turn that no duty asks for.

    Args:
        asked: Who asked and why.
        to, copies: Units that receive it, and that are told.
    """

    unit_id: int
    title: str
    asked: str
    to: Collection[int]
    copies: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """From where and to whom an actor may report out of turn.

    Args:
        units: The units that report, with their names.
        cards: Duties to report out of turn.
        others: Units near, with their names; ``boards`` and ``told`` are those usually meant.
    """

    units: Sequence[tuple[int, str]]
    cards: Sequence[Case]
    others: Sequence[tuple[int, str]]
    boards: Sequence[int]
    told: Sequence[int]


def desk_of(actor: Actor, language: str) -> Desk | None:
    """Return from where and to whom an actor may report out of turn; ``None`` from nowhere."""
    own = [one for one in sorted(actor.own_unit_ids) if actor.has(AT_DESK, one)]
    own = _standing(own, actor.today)
    if not own:
        return None
    cards = visible_cases(actor).filter(kind="duties.card", unit_id__in=own, closed_on=None)
    cards = cards.filter(card__duty__timing=AD_HOC).select_related("card__duty", "unit__root")
    kept = [one for one in cards.order_by("pk") if is_reported(one.card.duty)]
    near = _near(own[0], actor.today)
    names = names_of([*own, *near], actor.today, language)
    others = [(one, names.get(one, "")) for one in near if one not in own]
    return Desk(
        units=[(one, names.get(one, "")) for one in own],
        cards=kept,
        others=sorted(others, key=lambda one: collation_key(one[1])),
        boards=_bound_like(near, BOARD, actor.today),
        told=_bound_like(near, MOBILISATION, actor.today),
    )


def _near(unit_id: int, day: date) -> list[int]:
    """Return the standing units in the localities in which a unit lies, its own first."""
    above = Closure.objects.filter(holding_on(day), descendant=unit_id)
    rows = Unit.objects.filter(locality__in=above.values("ancestor")).exclude(pk=unit_id)
    return _standing(list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_OFFERED]), day)


def _bound_like(unit_ids: Collection[int], slug: str, day: date) -> list[int]:
    """Return those units that are, on a day, a body of some sort."""
    rows = Binding.objects.filter(unit_id__in=unit_ids, role__slug__contains=slug)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)
    return sorted(set(rows.values_list("unit_id", flat=True)))


@transaction.atomic
def open_ad_hoc(wish: Wish, actor: Actor) -> Case:
    """Open a report out of turn, straight to whoever is to know.

    Raises:
        Refused: ``CASE-01`` no officer there, ``REPORT-01`` no form serves it, ``REPORT-09`` it
            would go to nobody, or to the unit itself.
    """
    to, copies = set(wish.to) - {wish.unit_id}, set(wish.copies) - {wish.unit_id, *wish.to}
    if not to:
        raise Refused("REPORT-09")
    unit = Unit.objects.get(pk=wish.unit_id)
    bodies = bodies_of(wish.unit_id, actor.today)
    form = form_for(unit.root_id or unit.pk, None, actor.today, period=ONCE, bodies=bodies)
    if form is None:
        raise Refused("REPORT-01", period=Words("báo cáo đột xuất", "a report out of turn"))
    today = Report.objects.filter(
        case__unit_id=unit.pk, case__opened_on=actor.today, occurrence=None
    )
    facts = {
        "form": form,
        "period_kind": ONCE,
        "period_key": f"{actor.today:%Y%m%d}-{today.count() + 1}",
        "asked": wish.asked,
    }
    opening = Opening(
        unit_id=unit.pk,
        title=Words(wish.title, wish.title),
        opened_on=actor.today,
        takings={},
        facts=facts,
    )
    case = open_case(KIND, actor, opening)
    version = begin(case.report, actor)
    parts = dict.fromkeys(copies, Part.COPY.value) | dict.fromkeys(to, Part.RECEIVER.value)
    intake.send(version, parts, later=True)
    return case


@transaction.atomic
def open_on_event(card: Case, title: str, asked: str, actor: Actor) -> Case:
    """Open one occasion of an ad-hoc duty and its report in one go.

    Raises:
        Refused: What raising the occasion or opening the report refuses.
    """
    before = set(Occurrence.objects.filter(duty=card.card.duty).values_list("pk", flat=True))
    told = {"title": title, "asked_by": asked[:200]}
    perform(card, "raise_occasion", actor, effective_on=actor.today, data=told)
    rows = Occurrence.objects.filter(duty=card.card.duty, unit_id=card.unit_id)
    case = open_report(rows.exclude(pk__in=before).select_related("case", "duty").get(), actor)
    case.report.asked = asked
    case.report.save(update_fields=["asked"])
    return case


@dataclass(frozen=True, slots=True)
class Gap:
    """A body that should get a report and for which no unit stands.

    Args:
        ended: The units that were bound to it and have ended.
        offered: Units that may get it in their place, successors first.
    """

    role: BodyRole
    part: str
    ended: tuple[int, ...]
    offered: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """To whom a report goes: how each unit gets it, and where somebody must be chosen."""

    parts: Mapping[int, str]
    gaps: tuple[Gap, ...] = ()

    def filled(self, chosen: Mapping[str, int], day: date) -> dict[int, str]:
        """Return the parts with somebody chosen for each gap; a copy may go to nobody.

        Args:
            chosen: Unit by slug of the body.

        Raises:
            Refused: ``REPORT-03`` nobody, or nobody that is offered, was chosen.
        """
        found = dict(self.parts)
        for gap in self.gaps:
            unit_id = chosen.get(gap.role.slug)
            if unit_id in gap.offered:
                found[unit_id] = gap.part
            elif gap.part != Part.COPY:
                body = Words(gap.role.name_vi, gap.role.name_en)
                raise Refused("REPORT-03", body=body, day=day)
        return found


def route(case: Case, day: date) -> Route:
    """Return to whom a report goes on a day: by the bindings of its duty, not by the tree."""
    report: Report = case.report
    if report.occurrence is None:
        rows = report.versions.get(number=1).deliveries
        return Route(dict(rows.values_list("unit_id", "part")))
    bodies = Bodies(case.unit.root or case.unit)
    named = report.occurrence.duty.roles.filter(naming__in=Part.values).select_related("role")
    ordered = sorted(named, key=lambda one: list(Part).index(Part(one.naming)), reverse=True)
    found: dict[int, str] = _told(report.occurrence, bodies, case, day)
    gaps = []
    for one in ordered:
        bound = _bound(bodies, one.role.slug, case, day)
        standing = _standing(bound, day)
        found |= dict.fromkeys(standing, one.naming)
        if not standing:
            gaps.append(Gap(one.role, one.naming, bound, _offered(bound, case, day)))
    return Route(found, tuple(gaps))


def _told(occurrence: Occurrence, bodies: Bodies, case: Case, day: date) -> dict[int, str]:
    """Return who is told of a report out of turn: whoever the same clause lets attend."""
    if occurrence.origin != Origin.EVENT:
        return {}
    duty = occurrence.duty
    rows = DutyRole.objects.filter(duty__pack=duty.pack, duty__provision=duty.provision)
    rows = rows.filter(naming=Naming.BEARER).exclude(duty=duty).select_related("role")
    found = [_bound(bodies, one.role.slug, case, day) for one in rows]
    return {unit_id: Part.COPY.value for bound in found for unit_id in _standing(bound, day)}


def _bound(bodies: Bodies, slug: str, case: Case, day: date) -> tuple[int, ...]:
    """Return the units bound to a body near the reporting one, those whose time is over as well."""
    place, own = case.unit.locality_id, {case.unit_id}
    now = bodies.near(slug, place, on=day, besides=own, below=True)
    rows = now or bodies.near(slug, place, besides=own, below=True)
    return tuple(dict.fromkeys(one.unit_id for one in rows))


def _standing(unit_ids: Collection[int], day: date) -> list[int]:
    periods = UnitPeriod.objects.filter(holding_on(day), unit_id__in=unit_ids)
    known = set(periods.values_list("unit_id", flat=True))
    return [unit_id for unit_id in unit_ids if unit_id in known]


def _offered(ended: Collection[int], case: Case, day: date) -> tuple[int, ...]:
    """Return who may stand in: what followed the ended units, then whoever is in or above here."""
    followed: dict[int, None] = {}
    waiting = set(ended)
    while waiting:
        rows = Succession.objects.filter(old__in=waiting, new__isnull=False, happened_on__lte=day)
        waiting = set(rows.values_list("new_id", flat=True)) - followed.keys() - set(ended)
        followed |= dict.fromkeys(sorted(waiting))
    others = _near(case.unit_id, day)
    return tuple(_standing(tuple(dict.fromkeys([*followed, *others])), day))
