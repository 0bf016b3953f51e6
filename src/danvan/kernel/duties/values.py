"""Turn rows of duties into the values of the law floor and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from danvan.law.duties import DueRule, Duty, FulfilledBy, Receiver, Words


def snapshot_of(duty: Duty) -> dict[str, Any]:
    """Return a duty as plain values for keeping."""
    return asdict(duty)


def _words(value: Mapping[str, str] | None) -> Words | None:
    return Words(**value) if value else None


def duty_of(snapshot: Mapping[str, Any]) -> Duty:
    """Return the duty that was kept."""
    kept = dict(snapshot)
    rule, proof = kept["deadline"], kept["fulfilled_by"]
    return Duty(
        **kept
        | {
            "bearers": tuple(kept["bearers"]),
            "counterparts": tuple(kept["counterparts"]),
            "evidence": tuple(kept["evidence"]),
            "also": tuple(kept["also"]),
            "tags": tuple(kept["tags"]),
            "receivers": tuple(Receiver(**one) for one in kept["receivers"]),
            "act": Words(**kept["act"]),
            "event": _words(kept["event"]),
            "before": _words(kept["before"]),
            "reading": _words(kept["reading"]),
            "deadline": DueRule(**rule) if rule else None,
            "fulfilled_by": FulfilledBy(**{name: tuple(one) for name, one in proof.items()})
            if proof
            else None,
        }
    )
