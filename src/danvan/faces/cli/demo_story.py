"""What is played in a demo tree besides its plan: values from the tree's own file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan.law.duties import DueRule, PeriodName

MOST_PROOFS = 75
"""Of a hundred cards of standing duties, how many have proof unless the story says otherwise."""


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A day that the tree set for a duty without one.

    Args:
        after: Days from the first day played until the paper of that day counts.
        source: The paper; ``{day}`` in it is that day.
    """

    duty: str
    period: PeriodName
    rule: DueRule
    after: int
    source: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened or was asked for, raised on a card.

    Args:
        back: How many days before the last day played.
        ends: ``open``, ``told`` (others acknowledged), ``done``, ``met`` (done after a session with
            those it must be discussed with) or ``passed`` (done without it, with a reason).
        timing, duty, unit: The first card of a timing class, or of a duty at a unit.
    """

    title: str
    asked_by: str
    back: int
    ends: str
    timing: str = ""
    duty: str = ""
    unit: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What is played in one tree.

    Args:
        hall: Where sessions are held.
        proofs: Of a hundred cards of standing duties, how many have proof.
    """

    hall: str
    proofs: int
    local_days: tuple[LocalDay, ...]
    happenings: tuple[Happening, ...]


def story_of(path: Path) -> Story:
    """Return what the file of a tree tells to play; its ``play`` table."""
    kept = tomllib.loads(path.read_text(encoding="utf-8"))["play"]
    return Story(
        kept["hall"],
        kept.get("proofs", MOST_PROOFS),
        tuple(_local_day(one) for one in kept.get("local_days", ())),
        tuple(Happening(**one) for one in kept.get("happenings", ())),
    )


def _local_day(kept: Mapping[str, Any]) -> LocalDay:
    rule = DueRule(kept["relation"], day=kept["day"], month=kept["month"])
    return LocalDay(kept["duty"], kept["period"], rule, kept["after"], kept["source"])
