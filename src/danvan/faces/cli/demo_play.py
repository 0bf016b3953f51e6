"""Live through a tree's days.

Plan, apply, report, meet, prove, sometimes late, sometimes never. All through perform.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from operator import itemgetter

from danvan.faces.cli.demo_desks import MEETING, Desks, chance
from danvan.faces.cli.demo_happenings import happen
from danvan.faces.cli.demo_story import Story
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.cases.models import Case, Taking
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.duties.applying import apply
from danvan.kernel.duties.local_dates import set_local_date
from danvan.kernel.duties.models import Card, Duty, Occurrence
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import Tree
from danvan.kernel.duties.values import duty_of
from danvan.law import duties as law

BETWEEN = timedelta(days=40)
"""Between two sessions of a floor."""
IN_TIME, LATE = 80, 94
"""Of a hundred occurrences, how many are done in time, and how many done at all.

A demo's figures.
"""
FORGOTTEN = timedelta(days=75)
"""How old a missed occurrence may be before somebody mends it after all."""
DECEMBER = 12
COUNTERPART = Taking.COUNTERPART.value
Act = Callable[[], None]


class Player:
    """One tree and its days."""

    def __init__(self, tree: Tree, story: Story, planner: str, *, first: date, last: date) -> None:
        self.tree, self.story, self.first, self.last = tree, story, first, last
        found = actor_of(User.objects.get(username=planner))
        if found is None:
            message = f"{planner} holds no post"
            raise ValueError(message)
        self.planner = found
        self.desks = Desks(tree, hall=story.hall, last=last)

    def play(self) -> None:
        """Play from the first day to the last."""
        self._apply(self.first, date(self.first.year, DECEMBER, 31))
        self._date_locally()
        for year in range(self.first.year + 1, self.last.year + 1):
            self._apply(date(year, 1, 3), date(year, DECEMBER, 31))
        for _day, act in sorted(self._acts(), key=itemgetter(0)):
            act()

    def _acts(self) -> Iterator[tuple[date, Act]]:
        """Yield everything that is done, with its day; nobody works backwards in time."""
        for day, case in self._days():
            yield day, partial(self._do, case, day)
        for day, card in self._proofs():
            yield day, partial(self._prove, card, day)
        for told in self.story.happenings:
            yield self.last - timedelta(days=told.back), partial(happen, self.desks, told)

    def _apply(self, day: date, until: date) -> None:
        planner = replace(self.planner, today=day)
        shown = plan(self.tree.root, today=day, until=until)
        if not shown.is_empty:
            apply(self.tree.root, shown.digest, planner, until=until)

    def _date_locally(self) -> None:
        """Set the days that the story gives to duties without one, by the paper it names."""
        for local in self.story.local_days:
            day = self.first + timedelta(days=local.after)
            set_local_date(
                Duty.objects.get(pack__uses__root=self.tree.root, code=local.duty),
                self.tree.root,
                period=local.period,
                rule=local.rule,
                source=local.source.format(day=f"{day:%d/%m/%Y}"),
                valid_from=day,
                actor=replace(self.planner, today=day),
            )

    def _days(self) -> Iterator[tuple[date, Case]]:
        """Yield on which day each occurrence is done; what is never done is left out."""
        rows = Occurrence.objects.filter(unit__in=self.tree.units.values(), case__closed_on=None)
        for row in rows.select_related("case__unit", "duty").order_by("case_id"):
            due = row.case.due_on or self.first + timedelta(days=40 + chance(row.duty.code))
            luck = chance(row.case.unit.key, row.duty.code, row.key)
            if luck < IN_TIME:
                day = due - timedelta(days=luck % 6)
            elif luck < LATE or self.last - due > FORGOTTEN:
                day = due + timedelta(days=1 + luck % 9)
            else:
                continue
            if row.duty.period and row.begins_on and not row.duty.snapshot["deadline"]:
                day = max(day, row.begins_on)
            if self.first <= day <= self.last:
                yield from ((one, row.case) for one in self._sessions(row, day))

    def _sessions(self, row: Occurrence, day: date) -> Iterator[date]:
        """Yield the days of the sessions that a floor asks for; anything else has one day."""
        first = max(row.begins_on or self.first, self.first)
        for back in range((row.duty.snapshot["at_least"] or 1) - 1, -1, -1):
            yield max(first, day - BETWEEN * back)

    def _do(self, case: Case, day: date) -> None:
        case.refresh_from_db()
        if case.closed_on:
            return
        duty = case.occurrence.duty
        proof = duty_of(duty.snapshot).fulfilled_by
        if proof and MEETING in proof.kinds and case.occurrence.begins_on:
            self._meet(case, min(day, case.occurrence.ends_on or day))
            return
        number = (
            f"{1 + chance(case.pk) % 60}-{'BC' if 'report' in duty.snapshot['evidence'] else 'KH'}"
        )
        role = duty.snapshot["evidence"][0] if duty.snapshot["evidence"] else "other"
        perform(
            case,
            "complete",
            self.desks.actor(case.unit_id, day),
            effective_on=day,
            evidence=[EvidenceInput(role, document_number=number)],
        )

    def _meet(self, case: Case, day: date) -> None:
        """Hold a session that counts for an occurrence: its partners are there."""
        rule = duty_of(case.occurrence.duty.snapshot)
        takings, is_full = self._partners(case, rule)
        held = self.desks.session(case, day, takings, agenda=rule.act.vi)
        if not held.links_out.filter(target=case).exists():
            reason = "" if is_full else "Đơn vị cấp dưới đã dự, ghi trong biên bản."
            actor = self.desks.actor(case.unit_id, day)
            data = {"slug": case.slug}
            perform(held, "serve", actor, effective_on=day, data=data, reason=reason)

    def _partners(self, case: Case, duty: law.Duty) -> tuple[dict[int, str], bool]:
        """Return who takes part in a session, and whether a rule alone sees that all did."""
        takings: dict[int, str] = {}
        is_full = True
        for slug in duty.fulfilled_by.partners if duty.fulfilled_by else ():
            near = self.desks.bodies.near(slug, case.unit.locality_id)
            is_full = is_full and bool(near)
            takings |= {one.unit_id: COUNTERPART for one in near or self.desks.below(slug)}
        joint = case.units.filter(taking=Taking.BEARER).values_list("unit_id", flat=True)
        return takings | dict.fromkeys(joint, Taking.BEARER.value), is_full

    def _proofs(self) -> Iterator[tuple[date, Card]]:
        """Yield when continuous duties have proof: now and then, and some never."""
        unproven = 100 - self.story.proofs
        cards = Card.objects.filter(unit__in=self.tree.units.values(), duty__timing="standing")
        days = (self.last - self.first).days
        for card in cards.select_related("case__unit", "duty").order_by("case_id"):
            luck = chance("card", card.case.unit.key, card.duty.code)
            for number in range(0 if luck < unproven else 1 + luck % 2):
                share = chance("day", card.case.unit.key, card.duty.code, number)
                yield self.first + timedelta(days=days * share // 100), card

    def _prove(self, card: Card, day: date) -> None:
        case = Case.objects.get(pk=card.case_id)
        roles = card.duty.snapshot["evidence"] or ["other"]
        proof = EvidenceInput(roles[0], note="Ghi theo sổ công tác của đơn vị.")
        perform(
            case,
            "add_proof",
            self.desks.actor(case.unit_id, day),
            effective_on=day,
            evidence=[proof],
        )
