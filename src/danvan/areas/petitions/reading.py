"""The desk of a body that passes petitions on: to whom, when, answered or not; and what came in.

Other rooms whose matters wait for the answer of another body stand on the same list: their
applications say ``passed_on = {kind: (acts by which it leaves, states in which it waits)}`` and,
for bodies outside, ``addressees = {kind: dotted path}`` of a function from cases to words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Case as Choice
from django.db.models import DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import notices
from danvan.areas.petitions.models import Petition
from danvan.areas.petitions.register import takes_in
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may, visible_cases
from danvan.kernel.cases.models import Case, CaseLink, CaseUnit, Clock, Relation, Step, Taking
from danvan.kernel.organisations.tree import names_of
from danvan.web.case_steps import Elsewhere
from danvan.web.states import Text
from danvan.web.tables import Column, Filter, Table

LEAVING = ("transfer", "forward", "hand_on")
HEARD = "hear_result"
REMIND = "remind"
FOLLOWED = ("result", "telling")
"""Clocks whose day is shown: the other body's, then one's own."""
UNDATED = date(9000, 1, 1)
DONE = date(9999, 12, 31)
"""Stand for "no day" and "nothing left to do" where the list is sorted by day."""
LONG = 30
"""Calendar days without an answer from which a row is told apart; a display, no time limit."""
BRIEF: Mapping[str, Text] = {REMIND: _("Nhắc"), HEARD: _("Ghi kết quả")}
"""Acts in the words of a narrow column."""
HOW: Mapping[str, Text] = {
    "overdue": _("quá hạn"),
    "silent": _("chưa có kết quả"),
    "long": _("chưa có kết quả đã hơn 30 ngày"),
    "to_tell": _("đã có kết quả, chưa báo công dân"),
    "done": _("đã xong"),
}


def leaving() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return by kind the acts by which a matter leaves and the states in which it waits."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    found = dict.fromkeys(CONTENT, (LEAVING, notices.WAITING))
    for config in apps.get_app_configs():
        found |= getattr(config, "passed_on", {})
    return found


def _left() -> Q:
    """Return which steps took a matter to another body."""
    told = Q()
    for kind, (acts, _states) in leaving().items():
        told |= Q(case__kind=kind, act__in=acts)
    return told


def is_waiting() -> Q:
    """Return the filter on cases of which a result is waited for."""
    told = Q()
    for kind, (_acts, states) in leaving().items():
        told |= Q(kind=kind, state__in=states, closed_on=None)
    return told


def passed_on(actor: Actor) -> QuerySet[Case]:
    """Return what units in the actor's reach passed on to others."""
    return _followed(visible_cases(actor).filter(actor.reach()))


def passed_to_us(actor: Actor) -> QuerySet[Case]:
    """Return what others passed on to units in the actor's reach."""
    received = CaseUnit.objects.filter(actor.reach(), case=OuterRef("pk"), taking=Taking.RECEIVER)
    return _followed(visible_cases(actor).filter(Exists(received)))


def _followed(cases: QuerySet[Case]) -> QuerySet[Case]:
    steps = Step.objects.filter(case=OuterRef("pk"))
    left = steps.filter(_left()).order_by("-pk")
    running = Clock.objects.filter(case=OuterRef("pk"), key__in=FOLLOWED, stopped_on=None)
    due = running.values("case").annotate(first=Min("due_on")).values("first")
    rows = cases.filter(Exists(left), kind__in=leaving()).annotate(
        left_on=Subquery(left.values("effective_on")[:1]),
        heard_on=Subquery(steps.filter(act=HEARD).order_by("-pk").values("effective_on")[:1]),
        reminded_on=Subquery(steps.filter(act=REMIND).order_by("-pk").values("effective_on")[:1]),
        answer_due=Subquery(due),
    )
    usual = Choice(When(closed_on=None, then=Value(UNDATED)), default=Value(DONE))
    rank = Coalesce(F("answer_due"), usual, output_field=DateField())
    return rows.annotate(rank=rank)


@dataclass(frozen=True, slots=True)
class PassedLine:
    """One matter that was passed on, as the list shows it."""

    case: Any
    sender: str
    receiver: str
    how: Text

    @property
    def due_on(self) -> date | None:
        """Return the last day of the answer or of telling the citizen, while it runs."""
        due: date | None = self.case.answer_due
        return due


def lines(cases: Iterable[Case], actor: Actor) -> list[PassedLine]:
    """Return what the list shows of the cases of one page; a fixed number of queries."""
    found = list(cases)
    receivers = _receivers(found, actor)
    senders = names_of({case.unit_id for case in found}, actor.today, get_language() or "vi")
    return [
        PassedLine(case, senders.get(case.unit_id, ""), receivers.get(case.pk, ""), how(case))
        for case in found
    ]


def how(case: Any) -> Text:
    """Return how far a matter that was passed on has come."""
    states = leaving()[case.kind][1]
    if case.closed_on is not None or case.state not in states:
        state: Text = kinds.get(case.kind).states[case.state]
        return state
    if case.heard_on:
        return HOW["to_tell"]
    return _("đã giải quyết, chưa báo kết quả") if case.answer_due else HOW["silent"]


def _receivers(cases: Sequence[Case], actor: Actor) -> dict[int, str]:
    """Return in words to whom each was passed on: units of danvan, else the body as written."""
    ids = [case.pk for case in cases]
    taking = CaseUnit.objects.filter(case__in=ids, taking=Taking.RECEIVER).order_by("pk")
    pairs = list(taking.values_list("case_id", "unit_id"))
    names = names_of({unit for _case, unit in pairs}, actor.today, get_language() or "vi")
    words = dict(Petition.objects.filter(case__in=ids).values_list("case_id", "passed_to"))
    for kind, told in _addressees().items():
        words |= told([case for case in cases if case.kind == kind])
    inside: dict[int, list[str]] = {}
    for case_id, unit_id in pairs:
        inside.setdefault(case_id, []).append(names.get(unit_id, ""))
    return words | {case_id: ", ".join(units) for case_id, units in inside.items()}


def _addressees() -> dict[str, Callable[[list[Case]], Mapping[int, str]]]:
    found = {}
    for config in apps.get_app_configs():
        for kind, dotted in getattr(config, "addressees", {}).items():
            found[kind] = import_string(dotted)
    return found


def _narrowed(key: str, today: date) -> Q:
    silent = is_waiting() & Q(heard_on=None)
    return {
        "overdue": Q(answer_due__lt=today),
        "silent": silent,
        "long": silent & Q(left_on__lt=today - timedelta(days=LONG)),
        "to_tell": is_waiting() & Q(heard_on__isnull=False),
        "done": Q(closed_on__isnull=False),
    }[key]


def _link(line: PassedLine) -> str:
    return reverse("case", args=[line.case.slug])


def passed_table(actor: Actor, *, is_ours: bool) -> Table:
    """Return the list of what was passed on, by us or to us; what is overdue stands first."""
    declared = [kinds.get(key) for key in leaving() if kinds.known(key)]
    by_kind = [(kind.key, kind.label) for kind in declared]
    return Table(
        name="passed-on" if is_ours else "passed-to-us",
        caption=_("Đã chuyển đi") if is_ours else _("Chuyển đến đơn vị"),
        columns=_columns(is_ours=is_ours),
        first_sort="due",
        told=lambda rows: lines(rows, actor),
        actions=lambda line: steps(line.case, actor, is_ours=is_ours),
        filters=(
            Filter("kind", _("Loại"), by_kind, narrows=lambda key: Q(kind=key)),
            Filter(
                "how",
                _("Kết quả"),
                list(HOW.items()),
                narrows=lambda key: _narrowed(key, actor.today),
            ),
        ),
    )


def _columns(*, is_ours: bool) -> tuple[Column, ...]:
    to = Column("to", _("Chuyển đến"), lambda line: line.receiver)
    sender = Column("from", _("Nơi chuyển"), lambda line: line.sender)
    return (
        Column(
            "title",
            _("Việc"),
            lambda line: line.case.title_vi,
            order=("title_vi",),
            link=_link,
            is_wide=True,
        ),
        Column("kind", _("Loại"), lambda line: kinds.get(line.case.kind).label, order=("kind",)),
        Column("opened", _("Ngày nhận"), lambda line: line.case.opened_on, order=("opened_on",)),
        Column("left", _("Ngày chuyển"), lambda line: line.case.left_on, order=("left_on",)),
        to if is_ours else sender,
        Column("how", _("Kết quả"), lambda line: line.how, order=("state",)),
        Column("due", _("Hạn"), lambda line: line.due_on, order=("rank", "left_on")),
        Column("heard", _("Có kết quả"), lambda line: line.case.heard_on, order=("heard_on",)),
        Column(
            "reminded",
            _("Nhắc gần nhất"),
            lambda line: line.case.reminded_on,
            order=("reminded_on",),
        ),
    )


def tabs(*, is_ours: bool, counts: Mapping[bool, int]) -> list[dict[str, object]]:
    """Return the two sides of the desk, each with how many wait for a result."""
    names = {True: ("petitions-passed-on", _("Đã chuyển đi"))}
    names[False] = ("petitions-passed-to-us", _("Chuyển đến đơn vị"))
    return [
        {"url": reverse(url), "label": label, "count": counts[key], "is_current": key == is_ours}
        for key, (url, label) in names.items()
    ]


def steps(case: Any, actor: Actor, *, is_ours: bool) -> list[tuple[Text, str]]:
    """Return what may be done with a row: remind, and record what came out."""
    waits = case.closed_on is None and case.state in leaving()[case.kind][1]
    if not waits or not takes_in(actor):
        return []
    kind = kinds.get(case.kind)
    keys = (REMIND, HEARD) if is_ours else (HEARD,)
    known = [key for key in keys if not case.heard_on and kind.act(key)]
    return [(BRIEF[key], reverse("case-act", args=[case.slug, key])) for key in known]


def may_take_up(case: Case, actor: Actor) -> bool:
    """Return whether the actor may open a case of the own body from one passed on to it."""
    act = kinds.get(case.kind).act(HEARD)
    ours = actor.has(notices.OFFICER, case.unit_id)
    if case.kind not in CONTENT or act is None or ours or not may(actor, act, case):
        return False
    return not taken_up(case).exists()


def taken_up(case: Case) -> QuerySet[CaseLink]:
    """Return the links of the cases that receiving bodies opened from one passed on."""
    return case.links_in.filter(relation=Relation.CAUSED_BY, source__kind__in=CONTENT)


def sheet_steps(case: Case, actor: Actor) -> list[Elsewhere]:
    """Return the way from a petition passed on to us to a case of our own."""
    if not may_take_up(case, actor):
        return []
    url = reverse("petition-take-up", args=[case.slug])
    return [Elsewhere(_("Mở hồ sơ tại đơn vị tôi"), url)]
