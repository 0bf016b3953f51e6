"""Time limits, the handling of petitions and its grounds as kept with the loaded packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from danvan.kernel.packs.models import Pack
from danvan.law import packs as law_packs
from danvan.law.clocks import TimeLimit
from danvan.law.duties import Words
from danvan.law.grounds import Ground, Representation
from danvan.law.handling import HandlingRow
from danvan.law.pack_values import LimitValue
from danvan.law.periods import Period


class Rules(NamedTuple):
    """What one pack says about petitions."""

    limits: tuple[LimitValue, ...] = ()
    handling: tuple[HandlingRow, ...] = ()
    grounds: tuple[Ground, ...] = ()
    representatives: tuple[Representation, ...] = ()


def kept_rules(pack: law_packs.Pack) -> dict[str, Any]:
    """Return what :class:`Rules` holds of a pack as plain values for keeping."""
    kept = {name: [asdict(one) for one in getattr(pack, name)] for name in Rules._fields}
    return {name: [_plain(one) for one in rows] for name, rows in kept.items() if rows}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def limits() -> tuple[LimitValue, ...]:
    """Return the dated values of all time limits of the newest loaded pack that has some."""
    return _of_newest().limits


def handling() -> tuple[HandlingRow, ...]:
    """Return the branches by which petitions are handled, of the newest loaded pack that has
    some.
    """
    return _of_newest().handling


def grounds() -> tuple[Ground, ...]:
    """Return the written grounds on which petitions are refused, filed, suspended or marked."""
    return _of_newest().grounds


def representatives() -> tuple[Representation, ...]:
    """Return how many may speak for petitions of many."""
    return _of_newest().representatives


def rules_pack() -> str:
    """Return name and version of the pack whose time limits hold; empty where none was loaded."""
    row = Pack.objects.exclude(rules={}).order_by("-pk").first()
    return str(row) if row else ""


def _of_newest() -> Rules:
    row = Pack.objects.exclude(rules={}).order_by("-pk").values_list("pk", "digest").first()
    return _read(*row) if row else Rules()


@lru_cache(maxsize=4)
def _read(pack_id: int, digest: str) -> Rules:
    """The digest tells packs apart where a database was replaced under the running process."""
    del digest
    kept = Pack.objects.get(pk=pack_id).rules
    return Rules(
        limits=tuple(_limit(one) for one in kept.get("limits", ())),
        handling=tuple(_branch(one) for one in kept.get("handling", ())),
        grounds=tuple(_ground(one) for one in kept.get("grounds", ())),
        representatives=tuple(_speaking(one) for one in kept.get("representatives", ())),
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


def _ground(kept: Mapping[str, Any]) -> Ground:
    words = {"label": Words(**kept["label"]), "period": _period(kept["period"])}
    return Ground(**dict(kept) | words)


def _speaking(kept: Mapping[str, Any]) -> Representation:
    return Representation(**dict(kept) | {"period": _period(kept["period"])})


def _period(kept: Mapping[str, str | None]) -> Period:
    return Period(**{name: date.fromisoformat(day) if day else None for name, day in kept.items()})
