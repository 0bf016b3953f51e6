"""Declare kinds of case: states, acts, who may do them; faults are found when the house starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model
from django.utils.module_loading import module_has_submodule

if TYPE_CHECKING:
    from danvan.kernel.accounts.actors import Actor
    from danvan.kernel.cases.models import Case, Step

Label = Any
"""A lazily translated string."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done to a case (bước xử lý).

    Args:
        key: Verb, such as ``complete``; the same word in URL, template, event, audit and glossary.
        source: States in which it can be done.
        target: State it leads to; ``None`` where the state stays.
        by: Desk roles of which the actor must hold one at the handling unit.
        effect: What it changes beyond the state.
        form: Its own form beyond the common one: a dotted path, or a name under which a room offers
            one in ``act_forms`` of its application.
        evidence: Whether it needs at least one proof.
        reopens: Whether it may leave a closed state.
        needs_reason: Whether a reason is asked.
        basis: Key of the provision or decision it rests on.
        offered: Further condition on the case; ``None`` means always.
        by_taking: Whether the role counts at any unit that takes part, not only at the handling
            one.
        allows: Who may do it, in place of the role at the handling unit, where several units act
            each for its own side.
        page: Name of an address of its own, given the slug, where the room asks for it.
        is_next: Whether the case as it stands asks for this before all else; the sheet shows it
            first.
    """

    key: str
    label: Label
    source: frozenset[str]
    by: frozenset[str]
    basis: str
    target: str | None = None
    effect: Callable[[Case, Step, Actor, Mapping[str, Any]], None] | None = None
    form: str | None = None
    evidence: bool = False
    reopens: bool = False
    needs_reason: bool = False
    offered: Callable[[Case], bool] | None = None
    by_taking: bool = False
    allows: Callable[[Case, Actor], bool] | None = None
    page: str = ""
    is_next: Callable[[Case], bool] | None = None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A clock of a kind of case: which acts move it, and which limit of the packs it runs by.

    Args:
        key: Such as ``acceptance``.
        limit: Key of the time limit, such as ``complaint.acceptance``; never a number of days.
        starts: Keys of acts that start it; ``open`` is the opening of the case.
        stops: Acts it waits for.
        pauses, resumes: Acts between which it stands.
        extends: Acts after which the limit is asked again under changed circumstances; what it
            gives more is the extension, so the law's maximum is kept by itself.
        leads: Whether the case is due when this clock is.
        applies: Whether it runs for a case at all; ``None`` means always.
        circumstances: What is true of the case, such as ``remote``.
    """

    key: str
    label: Label
    limit: str
    starts: frozenset[str]
    stops: frozenset[str] = frozenset()
    pauses: frozenset[str] = frozenset()
    resumes: frozenset[str] = frozenset()
    extends: frozenset[str] = frozenset()
    leads: bool = True
    applies: Callable[[Case], bool] | None = None
    circumstances: Callable[[Case], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class FulfilmentFacts:
    """What a closed case says about itself, for matching with duties.

    Args:
        convener_ids: Units that convened or sent it.
        partner_ids: Units that took part or received it.
        day: Legal day on which it happened.
        key: The period it says it covers, such as ``2026-01``; empty where the day decides.
        target_id: The occurrence it was written for: it proves that one and no other.
    """

    convener_ids: frozenset[int]
    partner_ids: frozenset[int]
    day: date
    key: str = ""
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case, declared in Python; numbers of days stand in packs.

    Args:
        key: Dotted, such as ``meetings.record``.
        facts: Model joined one-to-one with the case.
        initial: State in which it opens.
        closed: States that end it.
        set_aside: Those of them in which the matter was not done: waived, cancelled, dropped. No
            rate counts them as handled.
        states: Labels of all states.
        fulfilment: Gives the facts by which a closed case proves duties; ``None`` where it proves
            none.
        begins_on: First legal day on which a case of this kind can be closed.
        clocks: Clocks that its acts start, pause, resume, extend and stop.
        opened: What is written beside the facts when a case opens, in the same transaction.
        clock_page: Name of the address, given slug and key, at which a clock says day by day why it
            ends when it does; empty where no room has one.
        sheet, sheet_facts: Template of what the case page shows of the facts, and what it is given
            beside the case.
    """

    key: str
    label: Label
    facts: type[Model]
    initial: str
    closed: frozenset[str]
    states: Mapping[str, Label]
    acts: tuple[Act, ...]
    search_text: Callable[[Case], str] | None = None
    fulfilment: Callable[[Case], FulfilmentFacts | None] | None = None
    sheet: str = ""
    begins_on: Callable[[Case], date | None] | None = None
    sheet_facts: Callable[[Case, Actor], Mapping[str, Any]] | None = None
    opened: Callable[[Case, Actor], None] | None = None
    opens_by: frozenset[str] = field(default_factory=frozenset)
    clocks: tuple[ClockRule, ...] = ()
    clock_page: str = ""
    open_form: str = ""
    set_aside: frozenset[str] = frozenset()

    def act(self, key: str) -> Act | None:
        """Return one act by its key."""
        return next((act for act in self.acts if act.key == key), None)

    def faults(self) -> list[str]:
        """Return what is wrong with the declaration, in words for maintainers."""
        found = [f"{self.key}: {s} has no label" for s in self._named() - set(self.states)]
        reached = {self.initial}
        for _ in self.states:
            reached |= {a.target for a in self.acts if a.target and a.source & reached}
        found += [f"{self.key}: {state} cannot be reached" for state in set(self.states) - reached]
        found += [f"{self.key}: {state} is no end" for state in self.set_aside - self.closed]
        for act in self.acts:
            if act.source & self.closed and act.target not in {None, *self.closed}:
                found += [] if act.reopens else [f"{self.key}.{act.key} leaves a closed state"]
            found += [] if act.by else [f"{self.key}.{act.key} has no role"]
            found += [] if act.basis else [f"{self.key}.{act.key} has no basis"]
        keys = [act.key for act in self.acts] + [rule.key for rule in self.clocks]
        found += [f"{self.key}.{key} twice" for key in set(keys) if keys.count(key) > 1]
        return found + self._clock_faults()

    def _clock_faults(self) -> list[str]:
        known = {"open", *(act.key for act in self.acts)}
        return [
            f"{self.key}: clock {rule.key} waits for {key}, which is no act"
            for rule in self.clocks
            for key in rule.starts | rule.stops | rule.pauses | rule.resumes | rule.extends
            if key not in known
        ]

    def _named(self) -> set[str]:
        named = {self.initial, *self.closed}
        for act in self.acts:
            named |= set(act.source) | ({act.target} if act.target else set())
        return named


@cache
def _registry() -> dict[str, CaseKind]:
    found: dict[str, CaseKind] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("danvan.") and module_has_submodule(config.module, "kinds"):
            module = import_module(f"{config.name}.kinds")
            found |= {kind.key: kind for kind in getattr(module, "KINDS", ())}
    return found


def every() -> tuple[CaseKind, ...]:
    """Return all declared kinds, by key."""
    return tuple(kind for _key, kind in sorted(_registry().items()))


def get(key: str) -> CaseKind:
    """Return one kind.

    Raises:
        KeyError: No room declares it.
    """
    return _registry()[key]


def known(key: str) -> bool:
    """Return whether some room declares a kind."""
    return key in _registry()
