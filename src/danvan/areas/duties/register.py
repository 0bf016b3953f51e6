"""The register: every duty of the packs a tree works by, filtered, counted and ordered; fixed
number of queries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.duties.calculator import due_words
from danvan.areas.duties.plan import LeaderBook, Leading
from danvan.areas.duties.queries import Body, Bound, article_words, language, uses_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, Evidence
from danvan.kernel.cases.rates import Rates, rates_by
from danvan.kernel.duties.models import Duty, LocalDate, Naming
from danvan.kernel.organisations.tree import holding_on
from danvan.kernel.packs.queries import terms
from danvan.law.collation import fold
from danvan.law.duties import ASKING, OWING, Words
from danvan.web.due_words import local_words
from danvan.web.reasons import place
from danvan.web.states import Text

FEBRUARY, LEAP_DAY = 2, 29
NONE = Rates()
STATES: Mapping[str, Text] = {
    "overdue": gettext_lazy("Có việc quá hạn"),
    "open": gettext_lazy("Có việc đang mở"),
    "done": gettext_lazy("Có việc đã xong"),
    "without_proof": gettext_lazy("Chưa có minh chứng nào"),
    "unbound": gettext_lazy("Chưa gắn đơn vị"),
    "asks_local": gettext_lazy("Chờ ngày của địa phương"),
    "leaderless": gettext_lazy("Chưa phân công cơ quan chủ trì"),
}
BEARINGS: Mapping[str, Text] = {
    "each": gettext_lazy("Từng cơ quan"),
    "jointly": gettext_lazy("Cùng chịu trách nhiệm"),
}
SORTS: Mapping[str, Text] = {
    "article": gettext_lazy("Theo điều trong văn bản"),
    "state": gettext_lazy("Quá hạn trước"),
    "bearer": gettext_lazy("Theo cơ quan chịu trách nhiệm"),
    "area": gettext_lazy("Theo nhóm việc"),
}
OVERDUE_FIRST = ("overdue", "due", "coming", "undated")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases of one duty stand how, within the actor's sight; done ones of the last twelve
    months.
    """

    rates: Rates = NONE
    cards: int = 0
    proven_cards: int = 0

    @property
    def open(self) -> int:
        """Return how many are open, cards included."""
        return self.rates.open + self.cards

    @property
    def unproven_cards(self) -> int:
        """Return how many cards have no proof at all."""
        return self.cards - self.proven_cards

    @property
    def shown(self) -> list[tuple[str, int]]:
        """Return what a list shows: state and count, none that is zero."""
        pairs = [
            ("overdue", self.rates.overdue),
            ("coming", self.rates.coming),
            ("undated", self.rates.open_undated),
            ("done_in_time", self.rates.on_time),
            ("done_late", self.rates.late),
            ("done", self.rates.undated),
            ("waived", self.rates.waived),
        ]
        return [(key, count) for key, count in pairs if count]


@dataclass(frozen=True, slots=True)
class Line:
    """One duty as a line of the register."""

    duty: Duty
    place: str
    article: str
    bearers: tuple[Body, ...]
    receivers: tuple[Body, ...]
    due: str
    local: str
    local_source: str
    timing: Words
    area: Words
    tally: Tally
    is_unbound: bool
    asks_local: bool
    leading: Leading | None = None

    @property
    def is_leaderless(self) -> bool:
        """Return whether several bear it together and nobody was named to lead."""
        return self.leading is not None and self.leading.is_missing

    @property
    def owes(self) -> bool:
        """Return whether somebody owes something."""
        return self.duty.modality in OWING

    def stands(self, state: str) -> bool:
        """Return whether a state of the filter is among what stands."""
        found = {
            "overdue": self.tally.rates.overdue,
            "open": self.tally.open,
            "done": self.tally.rates.handled,
            "without_proof": self.tally.unproven_cards,
            "unbound": self.is_unbound,
            "asks_local": self.asks_local,
            "leaderless": self.is_leaderless,
        }
        return bool(found.get(state, True))

    def names(self, bodies: Iterable[Body]) -> str:
        """Return bodies with their units, for words and files."""
        return "; ".join(
            f"{body.words.said(language())}: {', '.join(unit.name for unit in body.units)}"
            if body.units
            else body.words.said(language())
            for body in bodies
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked to see; empty means all."""

    words: str = ""
    body: str = ""
    area: str = ""
    article: str = ""
    timing: str = ""
    bearing: str = ""
    state: str = ""
    sort: str = "article"


class Register:
    """The duties of one tree as an actor sees them."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.uses = uses_of(actor)
        self.bound = Bound(actor)
        self.book = LeaderBook(actor)
        self.areas, self.timings = terms("areas"), terms("timings")
        self.lines = self._lines()

    def chosen(self, wish: Wish) -> list[Line]:
        """Return the lines that match a wish, in its order."""
        words = fold(wish.words).split()
        found = [
            line
            for line in self.lines
            if _fits(line, wish) and line.stands(wish.state) and _spoken(line, words)
        ]
        return sorted(found, key=lambda line: _order(line, wish.sort))

    def bodies(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the choices of the filter by body: roles that bear something, and units bound to
        them.
        """
        roles: dict[str, str] = {}
        units: dict[str, str] = {}
        for line in self.lines:
            for body in line.bearers:
                roles[f"role:{body.slug}"] = body.words.said(language())
                units |= {f"unit:{unit.pk}": unit.name for unit in body.units}
        return [
            (_("Cơ quan theo văn bản"), list(roles.items())),
            (_("Đơn vị đã gắn"), list(units.items())),
        ]

    def articles(self) -> dict[str, str]:
        """Return the articles in which duties stand."""
        several = len({line.duty.pack_id for line in self.lines}) > 1
        return {
            _article_key(line.duty): f"{line.duty.pack.document_number} {line.article}".strip()
            if several
            else line.article
            for line in self.lines
        }

    def _lines(self) -> list[Line]:
        packs = [use.pack_id for use in self.uses]
        rows = Duty.objects.filter(pack_id__in=packs).select_related("pack")
        duties = list(rows.prefetch_related("roles__role"))
        order = {pack: number for number, pack in enumerate(packs)}
        duties.sort(key=lambda duty: (order[duty.pack_id], duty.position))
        tallies = tallies_of(self.actor, [duty.pk for duty in duties])
        held = holding_on(self.actor.today)
        locals_set = {
            local.duty_id: local
            for local in LocalDate.objects.filter(held, root_id=self.actor.root_id)
        }
        return [self._line(duty, tallies, locals_set) for duty in duties]

    def _line(
        self, duty: Duty, tallies: Mapping[int, Tally], locals_set: Mapping[int, LocalDate]
    ) -> Line:
        bearers = tuple(self.bound.bodies(duty, Naming.BEARER))
        local = locals_set.get(duty.pk)
        owes = duty.modality in OWING
        return Line(
            duty=duty,
            place=place(duty.provision),
            article=article_words(duty),
            bearers=bearers,
            receivers=tuple(self.bound.bodies(duty, Naming.RECEIVER, Naming.COPY, Naming.VIA)),
            due=due_words(duty),
            local=local_words(local) if local else "",
            local_source=local.source if local else "",
            timing=self.timings.get(duty.timing) or Words(duty.timing, duty.timing),
            area=self.areas.get(duty.area) or Words(duty.area, duty.area),
            tally=tallies.get(duty.pk, Tally()),
            is_unbound=owes and not any(body.units for body in bearers),
            asks_local=owes and duty.timing in ASKING and local is None,
            leading=self.book.leading(duty) if owes else None,
        )


def tallies_of(actor: Actor, duty_ids: Collection[int]) -> dict[int, Tally]:
    """Return how the visible cases of each duty stand; two queries.

    The duties are named and not joined: a database that believes its tables to be empty would walk
    all cases once for every duty.
    """
    own = Q(unit__root_id=actor.root_id) | Q(unit=actor.root_id)
    seen = visible_cases(actor).filter(own)
    recent = Q(closed_on=None) | Q(closed_on__gt=_year_before(actor.today))
    rows = seen.filter(recent, occurrence__duty_id__in=duty_ids)
    told = rates_by(rows, actor.today, "occurrence__duty_id")
    found = {duty_id: Tally(one) for duty_id, one in told.items()}
    for duty_id, cards, proven in _cards(seen, duty_ids):
        kept = found.get(duty_id, Tally())
        found[duty_id] = replace(kept, cards=cards, proven_cards=proven)
    return found


def _cards(seen: QuerySet[Case], duty_ids: Collection[int]) -> Iterable[tuple[int, int, int]]:
    proof = Exists(Evidence.objects.filter(case=OuterRef("pk"), withdrawn_at=None))
    rows = seen.filter(card__duty_id__in=duty_ids, closed_on=None).annotate(is_proven=proof)
    counted = (
        rows.order_by()
        .values("card__duty_id")
        .annotate(cards=Count("pk"), proven=Count("pk", filter=Q(is_proven=True)))
    )
    return counted.values_list("card__duty_id", "cards", "proven")


def _year_before(today: date) -> date:
    day = today.day - 1 if (today.month, today.day) == (FEBRUARY, LEAP_DAY) else today.day
    return date(today.year - 1, today.month, day)


def _article_key(duty: Duty) -> str:
    return f"{duty.pack.name}:{duty.article}"


def _fits(line: Line, wish: Wish) -> bool:
    asked = {
        "area": {line.duty.area, *line.duty.snapshot.get("also", ())},
        "article": {_article_key(line.duty)},
        "timing": {line.duty.timing},
        "bearing": {"each" if line.duty.bearing == "each" else "jointly"},
    }
    if any(getattr(wish, name) not in {"", *values} for name, values in asked.items()):
        return False
    kind, _sign, key = wish.body.partition(":")
    if kind == "role":
        return any(body.slug == key for body in line.bearers)
    if kind == "unit":
        return any(str(unit.pk) == key for body in line.bearers for unit in body.units)
    return True


def _spoken(line: Line, words: list[str]) -> bool:
    """Return whether every word stands in what the line says, marks left off."""
    if not words:
        return True
    duty = line.duty
    reading = duty.snapshot.get("reading") or {}
    said = [duty.code, duty.act_vi, duty.act_en, line.place, line.due, *reading.values()]
    heap = fold(" ".join([*said, line.names(line.bearers), line.names(line.receivers)]))
    return all(word in heap for word in words)


def _order(line: Line, sort: str) -> tuple[object, ...]:
    place_in_text = (line.duty.pack_id, line.duty.position)
    if sort == "state":
        tally = line.tally
        return (-tally.rates.overdue, -tally.unproven_cards, -tally.open, *place_in_text)
    if sort == "bearer":
        return (line.bearers[0].slug if line.bearers else "", *place_in_text)
    if sort == "area":
        return (line.duty.area, *place_in_text)
    return ()
