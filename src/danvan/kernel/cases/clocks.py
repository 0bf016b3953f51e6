"""Rows of running clocks; the arithmetic stands in ``danvan.law``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings

from danvan.kernel.cases.models import Case, Clock, ClockSnapshot


@dataclass(frozen=True, slots=True)
class ClockBasis:
    """What a clock was started with.

    Args:
        rule: TimeLimit or DueRule as plain values.
        provision: Address of the provision that gives it.
        source: Document and number, or the paper behind a local setting.
        pack: Name and version of the pack.
    """

    rule: Mapping[str, object] = field(default_factory=dict)
    provision: str = ""
    source: str = ""
    pack: str = ""

    def digest(self) -> str:
        """Return the digest under which the snapshot is kept once."""
        row = [dict(self.rule), self.provision, self.source, self.pack]
        return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def snapshot(basis: ClockBasis) -> ClockSnapshot:
    """Return the kept snapshot of a basis; equal ones share a row."""
    found, _made = ClockSnapshot.objects.get_or_create(
        digest=basis.digest(),
        defaults={
            "rule": dict(basis.rule),
            "provision": basis.provision,
            "source": basis.source,
            "pack": basis.pack,
        },
    )
    return found


def alarm_before(due_on: date) -> date:
    """Return the first day on which somebody is reminded of a due day."""
    return due_on - timedelta(days=settings.REMIND_DAYS)


def stop_clocks(case: Case, stopped_on: date) -> None:
    """Stop whatever runs in a case."""
    case.clocks.filter(stopped_on__isnull=True).update(stopped_on=stopped_on, alarm_on=None)


def restart_clocks(case: Case) -> None:
    """Let the clocks of a reopened case run again towards the same days."""
    for clock in case.clocks.filter(stopped_on__isnull=False):
        Clock.objects.filter(pk=clock.pk).update(
            stopped_on=None, alarm_on=alarm_before(clock.due_on)
        )
