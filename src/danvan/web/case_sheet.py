"""Everything one page says about one case, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may, may_see, visible_cases
from danvan.kernel.cases.models import Case, CaseLink, Clock, Evidence, Relation, Step, Taking
from danvan.kernel.cases.rates import was_on_time
from danvan.kernel.cases.running import running
from danvan.kernel.duties.prerequisites import Missing, missing, waiting_acts
from danvan.kernel.organisations.tree import names_of
from danvan.kernel.packs.queries import terms
from danvan.kernel.publication.models import Publication
from danvan.law.duties import Words
from danvan.web.act_forms import has_form
from danvan.web.case_steps import Elsewhere, Steps, arranged
from danvan.web.navigation import Entry, list_of
from danvan.web.publication_drafts import copies_for
from danvan.web.reasons import place, why
from danvan.web.states import Text
from danvan.web.worklist import status_of

DUTY_KINDS = frozenset({"duties.occurrence", "duties.card"})


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock with its explanation.

    Args:
        label: What it waits for, where the kind has several clocks.
        url: Where it says day by day why; empty where no page does.
    """

    clock: Clock
    why: str
    place: str
    label: Text = ""
    url: str = ""
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that was done, in words."""

    step: Step
    label: Text
    proofs: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """Another case that this one belongs with, within the actor's sight."""

    other: Case
    relation: Text
    is_outgoing: bool
    link: CaseLink


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A prerequisite that is not met, and the act that waits for it."""

    act: kinds.Act
    place: str
    document: str
    compulsory: bool


class Sheet:
    """One case as an actor sees it."""

    def __init__(self, case: Case, actor: Actor) -> None:
        self.case = case
        self.actor = actor
        self.kind = kinds.get(case.kind)

    @property
    def templates(self) -> list[str]:
        """Return the template of the kind's facts, and the one for when its room is off."""
        return [*([self.kind.sheet] if self.kind.sheet else []), "web/cases/_no_facts.html"]

    @property
    def room(self) -> Entry | None:
        """Return the list of the kind's room, to go back to."""
        return list_of(self.case.kind, self.actor)

    @property
    def is_of_duty(self) -> bool:
        """Return whether a duty stands behind it, whose text may or may not fix a day."""
        return self.case.kind in DUTY_KINDS

    @property
    def state_words(self) -> str:
        """Return the label of the state."""
        return str(self.kind.states.get(self.case.state, self.case.state))

    @property
    def is_closed(self) -> bool:
        """Return whether the case is closed."""
        return self.case.state in self.kind.closed

    @property
    def status(self) -> str:
        """Return the state as lists tell it: by dates."""
        if not self.is_closed:
            return (
                "open" if self.case.due_on is None else status_of(self.case, "", self.actor.today)
            )
        if self.case.state in self.kind.set_aside or self.case.closed_on is None:
            return "waived" if self.case.state == "waived" else "ended"
        on_time = was_on_time(self.case.due_on, self.case.closed_on)
        if on_time is None:
            return "done"
        return "done_in_time" if on_time else "done_late"

    @cached_property
    def copies(self) -> list[Publication] | None:
        """Return the copies made for the public; ``None`` where the kind has none."""
        return copies_for(self.case, self.actor)

    @cached_property
    def acts(self) -> list[kinds.Act]:
        """Return what the actor may do now."""
        offered = (act for act in self.kind.acts if has_form(act))
        is_seen = may_see(self.actor, self.case)
        return [act for act in offered if is_seen and may(self.actor, act, self.case, is_seen=True)]

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """Return what the rooms that are switched on offer beside the acts."""
        found: list[Elsewhere] = []
        for config in apps.get_app_configs():
            dotted = getattr(config, "case_steps", {}).get(self.case.kind)
            found += import_string(dotted)(self.case, self.actor) if dotted else []
        return found

    @cached_property
    def next_steps(self) -> Steps:
        """Return acts and what the rooms offer: what stands as buttons, and what is folded."""
        return arranged(self.case, self.kind, self.acts, self.elsewhere, self._awaited)

    @property
    def _awaited(self) -> frozenset[str]:
        running = {line.clock.key for line in self.clocks if line.clock.stopped_on is None}
        rules = (rule for rule in self.kind.clocks if rule.leads and rule.key in running)
        return frozenset().union(*(rule.stops for rule in rules))

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """Return what the kind's own part of the sheet is given beside the case."""
        return self.kind.sheet_facts(self.case, self.actor) if self.kind.sheet_facts else {}

    @cached_property
    def missing(self) -> list[MissingLine]:
        """Return what must exist before the acts offered."""
        ruled = waiting_acts(self.case.kind)
        acts = [act for act in self.acts if act.key in ruled]
        return [self._told(act, one) for act in acts for one in missing(self.case, act.key)]

    @cached_property
    def clocks(self) -> list[ClockLine]:
        """Return the clocks with their explanations, those that have stopped last."""
        stopped = F("stopped_on").asc(nulls_first=True)
        rows = self.case.clocks.select_related("snapshot").order_by(stopped, "pk")
        return [self._clock_line(row) for row in rows]

    @cached_property
    def proofs(self) -> list[Evidence]:
        """Return the proofs, newest day first."""
        rows = self.case.evidence.select_related("file", "source_case")
        return list(rows.order_by("-proven_on", "-pk"))

    @cached_property
    def seen_cases(self) -> set[int]:
        """Return which of the cases named here the actor sees."""
        named = {proof.source_case_id for proof in self.proofs if proof.source_case_id}
        for link in self._links:
            named |= {link.source_id, link.target_id}
        return set(visible_cases(self.actor).filter(pk__in=named).values_list("pk", flat=True))

    @cached_property
    def steps(self) -> list[StepLine]:
        """Return what was done, newest first."""
        rows = self.case.steps.order_by("-pk")
        return [StepLine(row, self._label(row.act), self._of(row)) for row in rows]

    @cached_property
    def links(self) -> list[LinkLine]:
        """Return the cases it belongs with that the actor sees."""
        found = []
        for link in self._links:
            outgoing = link.source_id == self.case.pk
            other = link.target if outgoing else link.source
            if other.pk in self.seen_cases:
                found.append(LinkLine(other, Relation(link.relation).label, outgoing, link))
        return found

    @property
    def hidden_links(self) -> int:
        """Return how many of the cases it belongs with the actor does not see."""
        return len(self._links) - len(self.links)

    @cached_property
    def units(self) -> list[tuple[Text, str]]:
        """Return the units that take part: how, and their names."""
        rows = list(self.case.units.order_by("pk"))
        names = names_of({row.unit_id for row in rows}, self.actor.today, self._language)
        order = list(Taking)
        rows.sort(key=lambda row: (order.index(Taking(row.taking)), names.get(row.unit_id, "")))
        return [(Taking(row.taking).label, names.get(row.unit_id, "")) for row in rows]

    @cached_property
    def evidence_words(self) -> Mapping[str, Words]:
        """Return the names of the kinds of evidence."""
        return terms("evidence")

    @cached_property
    def _links(self) -> list[CaseLink]:
        both = CaseLink.objects.filter(source=self.case) | CaseLink.objects.filter(target=self.case)
        return list(both.select_related("source", "target").order_by("pk"))

    @property
    def _language(self) -> str:
        return translation.get_language() or "vi"

    def _clock_line(self, row: Clock) -> ClockLine:
        rules = {rule.key: rule for rule in self.kind.clocks}
        rule, page = rules.get(row.key), self.kind.clock_page
        return ClockLine(
            row,
            why(row, self.case),
            "" if rule else place(row.snapshot.provision),
            rule.label if rule else "",
            reverse(page, args=[self.case.slug, row.key]) if rule and page else "",
            is_paused=bool(rule and row.stopped_on is None and running(row).is_paused),
        )

    def _label(self, key: str) -> Text:
        act = self.kind.act(key)
        return act.label if act else key

    def _of(self, step: Step) -> tuple[Evidence, ...]:
        return tuple(proof for proof in self.proofs if proof.step_id == step.pk)

    def _told(self, act: kinds.Act, one: Missing) -> MissingLine:
        duty = one.rule.duty
        return MissingLine(act, place(duty.provision), duty.pack.document_number, one.compulsory)
