"""Time limits and the handling of petitions as kept with the loaded packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

from danvan.kernel.packs.models import Pack
from danvan.law import packs as law_packs
from danvan.law.clocks import TimeLimit
from danvan.law.duties import Words
from danvan.law.handling import HandlingRow
from danvan.law.pack_values import LimitValue
from danvan.law.periods import Period


def kept_rules(pack: law_packs.Pack) -> dict[str, Any]:
    """Return the time limits and branches of handling of a pack as plain values for keeping."""
    kept = {
        "limits": [asdict(one) for one in pack.limits],
        "handling": [asdict(one) for one in pack.handling],
    }
    return {name: [_plain(one) for one in rows] for name, rows in kept.items() if rows}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def limits() -> tuple[LimitValue, ...]:
    """Return the dated values of all time limits of the newest loaded pack that has some."""
    return _of_newest()[0]


def handling() -> tuple[HandlingRow, ...]:
    """Return the branches by which petitions are handled, of the newest loaded pack that has
    some.
    """
    return _of_newest()[1]


def rules_pack() -> str:
    """Return name and version of the pack whose time limits hold; empty where none was loaded."""
    row = Pack.objects.exclude(rules={}).order_by("-pk").first()
    return str(row) if row else ""


def _of_newest() -> tuple[tuple[LimitValue, ...], tuple[HandlingRow, ...]]:
    row = Pack.objects.exclude(rules={}).order_by("-pk").values_list("pk", "digest").first()
    return _read(*row) if row else ((), ())


@lru_cache(maxsize=4)
def _read(pack_id: int, digest: str) -> tuple[tuple[LimitValue, ...], tuple[HandlingRow, ...]]:
    """The digest tells packs apart where a database was replaced under the running process."""
    del digest
    kept = Pack.objects.get(pk=pack_id).rules
    return (
        tuple(_limit(one) for one in kept.get("limits", ())),
        tuple(_branch(one) for one in kept.get("handling", ())),
    )


def _limit(kept: Mapping[str, Any]) -> LimitValue:
    return LimitValue(
        **dict(kept)
        | {
            "label": Words(**kept["label"]),
            "limit": TimeLimit(**kept["limit"]),
            "period": _period(kept["period"]),
            "when": tuple(kept["when"]),
        }
    )


def _branch(kept: Mapping[str, Any]) -> HandlingRow:
    return HandlingRow(
        **dict(kept)
        | {
            "reason": Words(**kept["reason"]),
            "period": _period(kept["period"]),
            "when": tuple((axis, tuple(values)) for axis, values in kept["when"]),
        }
    )


def _period(kept: Mapping[str, str | None]) -> Period:
    return Period(**{name: date.fromisoformat(day) if day else None for name, day in kept.items()})
