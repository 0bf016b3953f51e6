"""Read duties, their bearers and how their cases stand; every read begins at the actor's own tree
and sight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from danvan.areas.duties.calculator import due_words
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.duties.models import Binding, Duty, LocalDate, Naming
from danvan.kernel.duties.queries import days_late, standing, with_last_proof
from danvan.kernel.duties.series import DATED_TIMINGS
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, names_of
from danvan.kernel.packs.models import PackUse
from danvan.kernel.packs.queries import terms
from danvan.law.duties import ASKING, Words
from danvan.law.provisions import Provision
from danvan.web.due_words import local_words
from danvan.web.reasons import place
from danvan.web.worklist import status_of

LOOKS = {"in_time": "done_in_time", "late": "done_late"}


def language() -> str:
    """Return the reader's language."""
    return (translation.get_language() or "vi")[:2]


def uses_of(actor: Actor) -> list[PackUse]:
    """Return the packs that the actor's tree works by, today or from a later day on."""
    still = Q(valid_until__isnull=True) | Q(valid_until__gt=actor.today)
    rows = PackUse.objects.filter(still, root_id=actor.root_id).select_related("pack")
    return list(rows.order_by("-pack__effective_on", "pk"))


def duty_of(actor: Actor, pack: str, code: str) -> Duty | None:
    """Return a duty of a pack that the actor's tree uses or used; the newest version where there
    are several.
    """
    used = PackUse.objects.filter(root_id=actor.root_id, pack__name=pack).values("pack_id")
    rows = Duty.objects.filter(pack_id__in=used, code=code).select_related("pack")
    return rows.prefetch_related("roles__role", "prerequisites").order_by("-pack_id").first()


def duty_by_id(actor: Actor, duty_id: int) -> Duty | None:
    """Return a duty of the actor's tree by its id, if a local date may be set for it."""
    used = PackUse.objects.filter(root_id=actor.root_id).values("pack_id")
    rows = Duty.objects.filter(pk=duty_id, pack_id__in=used, timing__in=DATED_TIMINGS)
    return rows.select_related("pack").first()


def local_date_by_id(actor: Actor, local_id: int) -> LocalDate | None:
    """Return a local date of the actor's tree."""
    rows = LocalDate.objects.filter(pk=local_id, root_id=actor.root_id)
    return rows.select_related("duty__pack").first()


def in_reach(actor: Actor, column: str = "pk") -> Q:
    """Return the filter on a unit column for units whose page the actor may open."""
    return actor.in_sight(column)


def nearby(actor: Actor) -> Q:
    """Return the filter on bindings for units that the actor may be told of: in reach, or of the
    same locality.
    """
    home = Unit.objects.filter(pk=actor.unit_id or 0).values("locality_id")
    return in_reach(actor, "unit_id") | Q(unit__locality_id__in=home)


def status(case: Case, today: date) -> str:
    """Return how a case stands, by the keys with which pages tell it."""
    if case.closed_on is None and case.kind == "duties.card":
        return "standing" if case.card.duty.timing == "standing" else "undated"
    if case.closed_on is None:
        return status_of(case, "", today)
    found = standing(case, today, remind_days=settings.REMIND_DAYS)
    return LOOKS.get(found, found)


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit by name; ``is_open`` where the actor may open its page."""

    pk: int
    name: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a duty names and the units that are this body today."""

    slug: str
    words: Words
    naming: str
    units: tuple[UnitRef, ...]


class Bound:
    """Which units are which bodies today, as far as the actor may be told; three queries for any
    number of duties.
    """

    def __init__(self, actor: Actor) -> None:
        rows = Binding.objects.filter(nearby(actor), holding_on(actor.today))
        rows = rows.filter(Q(unit__root_id=actor.root_id) | Q(unit_id=actor.root_id))
        pairs = list(rows.order_by("pk").values_list("role__slug", "unit_id"))
        units = {unit_id for _slug, unit_id in pairs}
        names = names_of(units, actor.today, language())
        openable = Unit.objects.filter(in_reach(actor), pk__in=units).values_list("pk", flat=True)
        may_open = set(openable)
        self._units: dict[str, list[UnitRef]] = defaultdict(list)
        for slug, unit_id in pairs:
            ref = UnitRef(unit_id, names.get(unit_id, ""), unit_id in may_open)
            self._units[slug].append(ref)

    def units(self, slug: str) -> tuple[UnitRef, ...]:
        """Return the units bound to a body."""
        return tuple(self._units.get(slug, ()))

    def bodies(self, duty: Duty, *namings: str) -> list[Body]:
        """Return the bodies that a duty names in some ways; the duty's roles must be prefetched."""
        rows = sorted(duty.roles.all(), key=lambda row: row.position)
        return [
            Body(
                row.role.slug,
                Words(row.role.name_vi, row.role.name_en),
                str(Naming(row.naming).label),
                self.units(row.role.slug),
            )
            for row in rows
            if row.naming in namings
        ]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One occurrence or card as a line of a list."""

    case: Case
    duty: Duty
    status: str
    unit_name: str
    place: str
    days_late: int
    last_proof_on: date | None
    proof_age: int | None


def lines(cases: Iterable[Case], actor: Actor, names: Mapping[int, str]) -> list[CaseLine]:
    """Return cases as lines; facts, duty and last proof must have been read with them."""
    found = []
    for case in cases:
        facts = case.card if case.kind == "duties.card" else case.occurrence
        last = getattr(case, "last_proof_on", None)
        found.append(
            CaseLine(
                case=case,
                duty=facts.duty,
                status=status(case, actor.today),
                unit_name=names.get(case.unit_id, ""),
                place=place(facts.duty.provision),
                days_late=days_late(case, actor.today) if case.state != "waived" else 0,
                last_proof_on=last,
                proof_age=(actor.today - last).days if last else None,
            )
        )
    return found


def cases_of(actor: Actor, duty: Duty) -> QuerySet[Case]:
    """Return the visible cases of a duty: open ones by due day, then the newest closed ones."""
    mine = Q(occurrence__duty=duty) | Q(card__duty=duty)
    rows = visible_cases(actor).filter(mine, Q(unit__root_id=actor.root_id) | Q(unit=actor.root_id))
    rows = with_last_proof(rows).select_related("occurrence__duty", "card__duty")
    return rows.order_by(F("closed_on").desc(nulls_first=True), "due_on", "unit_id", "pk")


def reading_words(duty: Duty) -> Words | None:
    """Return the reading kept with a duty."""
    kept = duty.snapshot.get("reading")
    return Words(**kept) if kept else None


@dataclass(frozen=True, slots=True)
class LocalLine:
    """A local date as shown on the page of its duty."""

    local: LocalDate
    words: str
    is_current: bool


class DutyPage:
    """Everything one page says about one duty."""

    def __init__(self, actor: Actor, duty: Duty) -> None:
        bound = Bound(actor)
        self.duty = duty
        self.place = place(duty.provision)
        self.bearers = bound.bodies(duty, Naming.BEARER)
        self.counterparts = bound.bodies(duty, Naming.COUNTERPART)
        self.receivers = bound.bodies(duty, Naming.RECEIVER, Naming.COPY, Naming.VIA)
        self.due = due_words(duty)
        self.reading = reading_words(duty)
        self.words = {name: terms(name) for name in TERM_LISTS}
        self.evidence = [self._word("evidence", key) for key in duty.snapshot.get("evidence", ())]
        self.also = [self._word("areas", key) for key in duty.snapshot.get("also", ())]
        proof = duty.snapshot.get("fulfilled_by") or {"kinds": ()}
        self.fulfilled_by = [kinds.get(key).label for key in proof["kinds"] if kinds.known(key)]
        self.asks_local = duty.timing in ASKING
        self.may_have_local = duty.timing in DATED_TIMINGS
        self.may_plan = actor.has(DeskRole.PLANNER, actor.root_id or 0)
        rows = duty.local_dates.filter(root_id=actor.root_id).select_related("file")
        self.locals = [
            LocalLine(
                row, local_words(row), row.valid_until is None or row.valid_until > actor.today
            )
            for row in rows.order_by("-valid_from")
        ]

    @property
    def is_unbound(self) -> bool:
        """Return whether no unit bears it here."""
        return not any(body.units for body in self.bearers)

    @property
    def area(self) -> Words:
        """Return the process area."""
        return self._word("areas", self.duty.area)

    @property
    def timing(self) -> Words:
        """Return the class of timing."""
        return self._word("timings", self.duty.timing)

    @property
    def modality(self) -> Words:
        """Return the modality."""
        return self._word("modalities", self.duty.modality)

    @property
    def bearing(self) -> Words:
        """Return how several bearers bear it."""
        return self._word("bearings", self.duty.bearing)

    def _word(self, name: str, key: str) -> Words:
        return self.words[name].get(key) or Words(key, key)


TERM_LISTS = ("areas", "timings", "modalities", "bearings", "evidence")


def tree_names(actor: Actor, unit_ids: Collection[int]) -> dict[int, str]:
    """Return the names of units today in the reader's language."""
    return names_of(unit_ids, actor.today, language())


def article_words(duty: Duty) -> str:
    """Return the article of a duty for headings; those of a decision say so."""
    provision = Provision.parse(duty.article)
    words = provision.show(language())
    if provision.attachment is None and "regulation" in str(duty.pack.document.get("kind", "")):
        return _("%(article)s của quyết định") % {"article": words}
    return words


def bindable_units(actor: Actor) -> QuerySet[UnitPeriod]:
    """Return the units at which the actor plans, as they are today."""
    rows = UnitPeriod.objects.filter(holding_on(actor.today))
    rows = rows.filter(actor.reach_with({DeskRole.PLANNER}))
    return rows.filter(Q(unit__root_id=actor.root_id) | Q(unit_id=actor.root_id))
