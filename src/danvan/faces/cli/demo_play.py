"""Live through a tree's days.

Plan, apply, report, meet, prove, sometimes late, sometimes never. All through perform.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from danvan.kernel.accounts.actors import Actor, GrantValue, actor_of
from danvan.kernel.accounts.models import Classification, DeskRole, User
from danvan.kernel.cases.models import Case, Taking
from danvan.kernel.cases.perform import EvidenceInput, Opening, open_case, perform
from danvan.kernel.duties.applying import apply
from danvan.kernel.duties.bindings import Bodies
from danvan.kernel.duties.local_dates import set_local_date
from danvan.kernel.duties.models import Card, Duty, Occurrence
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import Tree
from danvan.kernel.duties.values import duty_of
from danvan.kernel.organisations.tree import names_of
from danvan.law.duties import DueRule, Words

ONE_DAY = timedelta(days=1)
IN_TIME, LATE = 80, 94
"""Of a hundred occurrences, how many are done in time, and how many done at all.

A demo's figures.
"""
FORGOTTEN = timedelta(days=75)
"""How old a missed occurrence may be before somebody mends it after all."""
DECEMBER = 12
MEETING = "meetings.record"


def chance(*parts: object) -> int:
    """Return a number from 0 to 99 that is the same for the same words at every loading."""
    return hashlib.sha256("/".join(map(str, parts)).encode()).digest()[0] * 100 // 256


class Player:
    """One tree and its days."""

    def __init__(self, tree: Tree, planner: str, *, first: date, last: date) -> None:
        self.tree, self.first, self.last = tree, first, last
        found = actor_of(User.objects.get(username=planner))
        if found is None:
            message = f"{planner} holds no post"
            raise ValueError(message)
        self.planner = found
        ids = [unit.pk for unit in tree.units.values()]
        self.names = names_of(ids, last)
        self.bodies = Bodies(tree.root)

    def play(self) -> None:
        """Play from the first day to the last."""
        self._apply(self.first, date(self.first.year, DECEMBER, 31))
        self._date_locally()
        for year in range(self.first.year + 1, self.last.year + 1):
            self._apply(date(year, 1, 3), date(year, DECEMBER, 31))
        for day, case in sorted(self._days(), key=lambda pair: (pair[0], pair[1].pk)):
            self._do(case, day)
        self._prove_cards()
        self._raise_occasions()

    def actor(self, unit_id: int, day: date) -> Actor:
        """Return the desk of a unit on a day, with the rights of its head."""
        grants = tuple(
            GrantValue(role, unit_id, downward=False, highest=Classification.INTERNAL)
            for role in (DeskRole.OFFICER, DeskRole.HEAD)
        )
        root = self.tree.root.pk
        return Actor(None, None, self.names[unit_id], unit_id, root, day, grants)

    def _apply(self, day: date, until: date) -> None:
        planner = replace(self.planner, today=day)
        shown = plan(self.tree.root, today=day, until=until)
        if not shown.is_empty:
            apply(self.tree.root, shown.digest, planner, until=until)

    def _date_locally(self) -> None:
        """Date the half-year report that the text leaves without a day, by a notice."""
        waiting = Duty.objects.filter(
            pack__uses__root=self.tree.root, timing="period_not_stated", period="semiannual"
        )
        duty = waiting.order_by("position").first()
        if duty is None:
            return
        day = self.first + timedelta(days=9)
        set_local_date(
            duty,
            self.tree.root,
            period="semiannual",
            rule=DueRule("by", day=14, month="6"),
            source=f"Thông báo số 03-TB/KDV ngày {day:%d/%m/%Y} của Khối Dân vận",
            valid_from=day,
            actor=replace(self.planner, today=day),
        )

    def _days(self) -> Iterator[tuple[date, Case]]:
        """Yield on which day each occurrence is done; what is never done is left out."""
        rows = Occurrence.objects.filter(unit__in=self.tree.units.values(), case__closed_on=None)
        for row in rows.select_related("case__unit", "duty"):
            due = row.case.due_on or self.first + timedelta(days=40 + chance(row.duty.code))
            luck = chance(row.unit_id, row.duty.code, row.key)
            if luck < IN_TIME:
                day = due - timedelta(days=luck % 6)
            elif luck < LATE or self.last - due > FORGOTTEN:
                day = due + timedelta(days=1 + luck % 9)
            else:
                continue
            if row.duty.period and row.begins_on and not row.duty.snapshot["deadline"]:
                day = max(day, row.begins_on)
            if self.first <= day <= self.last:
                yield day, row.case

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
            self.actor(case.unit_id, day),
            effective_on=day,
            evidence=[EvidenceInput(role, document_number=number)],
        )

    def _meet(self, case: Case, day: date) -> None:
        """Hold the session that proves an occurrence: its partners are there."""
        rule = duty_of(case.occurrence.duty.snapshot).fulfilled_by
        partners = rule.partners if rule else ()
        joint = case.units.filter(taking=Taking.BEARER).values_list("unit_id", flat=True)
        takings = {
            bound.unit_id: Taking.COUNTERPART.value
            for slug in partners
            for bound in self.bodies.near(slug, case.unit.locality_id)
        }
        takings |= dict.fromkeys(joint, Taking.BEARER.value)
        actor = self.actor(case.unit_id, day)
        meeting = open_case(
            MEETING,
            actor,
            Opening(
                unit_id=case.unit_id,
                title=Words(case.title_vi, case.title_en),
                opened_on=day,
                facts={
                    "held_on": day,
                    "place": "Hội trường xã",
                    "agenda": case.occurrence.duty.act_vi,
                },
                takings=takings,
            ),
        )
        data = {"conclusions": "Giao các đơn vị báo cáo kết quả vào kỳ sau.", "people_present": 12}
        note = EvidenceInput("minutes", document_number=f"{1 + chance(meeting.pk) % 40}-BB")
        held = perform(meeting, "hold", actor, effective_on=day, data=data, evidence=[note])
        case.refresh_from_db()
        if case.closed_on is None:
            perform(held, "serve", actor, effective_on=day, data={"slug": case.slug})

    def _prove_cards(self) -> None:
        """Continuous duties have proof now and then; one in four has none."""
        cards = Card.objects.filter(unit__in=self.tree.units.values(), duty__timing="standing")
        days = (self.last - self.first).days
        by_day: dict[date, list[Card]] = defaultdict(list)
        for card in cards.select_related("case__unit", "duty"):
            luck = chance("card", card.unit_id, card.duty.code)
            for number in range(0 if luck < 25 else 1 + luck % 2):  # noqa: PLR2004  one in four
                share = chance("day", card.unit_id, card.duty.code, number)
                by_day[self.first + timedelta(days=days * share // 100)].append(card)
        for day in sorted(by_day):
            for card in by_day[day]:
                self._prove(card, day)

    def _prove(self, card: Card, day: date) -> None:
        case = Case.objects.get(pk=card.case_id)
        roles = card.duty.snapshot["evidence"] or ["other"]
        proof = EvidenceInput(roles[0], note="Ghi theo sổ công tác của đơn vị.")
        perform(
            case, "add_proof", self.actor(case.unit_id, day), effective_on=day, evidence=[proof]
        )

    def _raise_occasions(self) -> None:
        """A storm is told to everybody, a post is filled in good time, a session is asked for."""
        for timing, back in (("urgent", 30), ("timely", 50), ("ad_hoc", 20), ("before", 12)):
            cards = Card.objects.filter(
                unit__in=self.tree.units.values(), duty__timing=timing
            ).select_related("case__unit", "duty")
            card = cards.order_by("duty__position", "case_id").first()
            if card:
                self._raise(card, timing, self.last - timedelta(days=back))

    def _raise(self, card: Card, timing: str, day: date) -> None:
        actor = self.actor(card.unit_id, day)
        moment = datetime.combine(day, time(2, 10), UTC)
        titles = {
            "urgent": "Mưa lũ làm ngập hai thôn, cần báo tin và vận động di dời",
            "timely": "Kiện toàn Tổ dân vận sau khi tổ trưởng chuyển công tác",
            "ad_hoc": "Làm việc đột xuất về phản ánh chất lượng nước sinh hoạt",
            "before": "Chuẩn bị ban hành quyết định thu hồi đất làm đường liên thôn",
        }
        data: dict[str, object] = {"title": titles[timing], "asked_by": "Thường trực Đảng ủy"}
        if timing == "timely":
            data["caused_on"] = day - timedelta(days=6)
        if timing == "urgent":
            data |= {"event_at": moment, "told_at": moment + timedelta(minutes=25)}
        perform(card.case, "raise_occasion", actor, effective_on=day, data=data)
        raised = (
            Case.objects.filter(links_out__target=card.case, state="open").order_by("-pk").first()
        )
        if raised is None or timing == "before":
            return
        if timing == "urgent":
            others = raised.units.exclude(unit_id=card.unit_id).order_by("pk")[:3]
            for other in others:
                raised.refresh_from_db()
                perform(raised, "acknowledge", self.actor(other.unit_id, day), effective_on=day)
        if timing == "timely":
            proof = EvidenceInput("structure_decision", document_number="21-QĐ")
            perform(raised, "complete", actor, effective_on=day, evidence=[proof])
