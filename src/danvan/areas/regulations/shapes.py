"""The plain record of a duty while it is being confirmed: keys and values of a pack's TOML, without
its id.

Reads the proposals of the JSON contract; wordings may lack English until the pack is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from danvan.law.duties import BEARINGS, MODALITIES, SERIES, TIMINGS

Duty = dict[str, Any]
"""A duty as a table of a pack, its id left out; empty values are left out too."""

DELIVERIES = {"receivers": "receiver", "copies": "copy", "via": "via"}
WORDED = ("act", "event", "before", "reading")
PLAIN_FIELDS = (
    "bearers",
    "bearing",
    "modality",
    "counterparts",
    "timing",
    "period",
    "at_least",
    "evidence",
    "area",
    "also",
)
"""How the fields of a form are called: by delivery, by language, as in the pack."""

RULE_KEYS = ("relation", "day", "month", "amount", "measure", "from_event")
RHYTHMIC: frozenset[str] = SERIES | {"period_not_stated", "by_reference"}
UNDATED: frozenset[str] = (RHYTHMIC | {"standing"}) - {"dated"}
NO_ENGLISH = "english_missing"
"""Tag of a duty whose English wording repeats the Vietnamese one."""


def duty_of(proposal: Mapping[str, Any]) -> Duty:
    """Return what a proposal says, as far as a pack duty of its timing can hold it."""
    trigger = proposal.get("trigger") or {}
    timing = _one_of(proposal.get("timing_class"), TIMINGS)
    return without_empty(
        {
            "provision": proposal["address"],
            "bearers": roles_of(proposal.get("bearers")),
            "bearing": _one_of(proposal.get("bearing"), BEARINGS),
            "modality": _one_of(proposal.get("modality"), MODALITIES),
            "act": words(str(proposal.get("act") or "")),
            "counterparts": roles_of(proposal.get("counterparts")),
            "receivers": _receivers(proposal.get("recipients")),
            "timing": timing,
            "period": trigger.get("period") if timing in RHYTHMIC else None,
            "at_least": trigger.get("at_least") if timing == "at_least" else None,
            "event": words(trigger.get("event")) if timing not in SERIES else None,
            "before": words(proposal.get("before")) if timing == "before" else None,
            "deadline": rule_of(proposal.get("deadline")) if timing not in UNDATED else None,
            "evidence": list(dict.fromkeys(proposal.get("evidence") or ())),
            "area": proposal.get("process_area") or "other",
        }
    )


def words(vietnamese: str | None, english: str = "") -> dict[str, str] | None:
    """Return one wording; nothing where there is no Vietnamese."""
    told = " ".join((vietnamese or "").split())
    return {"vi": told, "en": " ".join(english.split())} if told else None


def roles_of(bodies: Iterable[Mapping[str, Any]] | None) -> list[str]:
    """Return the slugs of bodies that were recognised, each once."""
    return list(dict.fromkeys(one["role"] for one in bodies or () if one.get("role")))


def unknown_bodies(proposal: Mapping[str, Any]) -> list[str]:
    """Return the bodies of a proposal that the text names and nobody recognised."""
    named = [*(proposal.get("bearers") or ()), *(proposal.get("counterparts") or ())]
    named += proposal.get("recipients") or ()
    return list(dict.fromkeys(one["text"] for one in named if one.get("text") and not one["role"]))


def _receivers(recipients: Iterable[Mapping[str, Any]] | None) -> list[dict[str, str]]:
    found = {
        one["role"]: one.get("as") or "receiver" for one in recipients or () if one.get("role")
    }
    return [{"role": role, "as": delivery} for role, delivery in found.items()]


def rule_of(deadline: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return a due rule with the keys of a pack, the month as text; nothing where none is said."""
    if not deadline or not deadline.get("relation"):
        return None
    rule = {key: deadline[key] for key in RULE_KEYS if deadline.get(key) not in (None, "")}
    if "month" in rule:
        rule["month"] = str(rule["month"])
    return rule


def without_empty(duty: Mapping[str, Any]) -> Duty:
    """Return a duty without the keys that say nothing."""
    return {key: value for key, value in duty.items() if value not in (None, "", [], {}, ())}


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    return value if value in allowed else allowed[0]


def in_both_languages(duty: Mapping[str, Any]) -> Duty:
    """Return a duty that speaks both languages: what lacks English repeats the Vietnamese and is
    tagged.
    """
    whole = {key: _said_twice(value) for key, value in duty.items()}
    if whole != dict(duty):
        whole["tags"] = list(dict.fromkeys([*duty.get("tags", []), NO_ENGLISH]))
    return whole


def _said_twice(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"vi", "en"}:
        return {"vi": value["vi"], "en": value["en"] or value["vi"]}
    return value


def lacks_english(duty: Mapping[str, Any]) -> bool:
    """Return whether a wording of a duty stands in Vietnamese only."""
    return in_both_languages(duty) != dict(duty)


def initial_of(duty: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the form that a duty fills."""
    found = {name: duty.get(name) for name in PLAIN_FIELDS}
    for name in WORDED:
        kept = duty.get(name) or {}
        found |= {f"{name}_vi": kept.get("vi", ""), f"{name}_en": kept.get("en", "")}
    found |= duty.get("deadline") or {}
    found |= duty.get("fulfilled_by") or {}
    for name, delivery in DELIVERIES.items():
        rows = duty.get("receivers", ())
        found[name] = [one["role"] for one in rows if one["as"] == delivery]
    return {name: value for name, value in found.items() if value not in (None, "")}
