"""Two duties from one, one from two, and decisions carried from one text to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan.areas.regulations.reading import walk
from danvan.areas.regulations.shapes import Duty, without_empty, words

LISTS = ("bearers", "counterparts", "evidence", "also", "tags")


def split_in_two(duty: Mapping[str, Any], first: str, second: str) -> tuple[Duty, Duty]:
    """Return the two duties that one becomes: all alike but for the act.

    Args:
        first, second: The acts in Vietnamese; an English act is kept where its Vietnamese is.
    """
    return _with_act(duty, first), _with_act(duty, second)


def _with_act(duty: Mapping[str, Any], act: str) -> Duty:
    kept = duty.get("act") or {}
    english = kept.get("en", "") if act == kept.get("vi") else ""
    return without_empty({**duty, "act": words(act, english)})


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> Duty:
    """Return one duty of two on the same provision: the first, with what only the second names.

    Bodies, receivers, evidence and tags are joined, acts stand one after the other; timing, rhythm
    and deadline are the first's, and the second's where the first has none.
    """
    joined = {**second, **first}
    for key in LISTS:
        joined[key] = list(dict.fromkeys([*first.get(key, []), *second.get(key, [])]))
    receivers = {
        one["role"]: one for one in (*second.get("receivers", []), *first.get("receivers", []))
    }
    joined["receivers"] = list(receivers.values())
    joined["act"] = _joined_words(first.get("act"), second.get("act"))
    if first.get("timing") != second.get("timing"):
        for key in ("period", "at_least", "event", "before", "deadline"):
            joined[key] = first.get(key)
    return without_empty(joined)


def _joined_words(
    first: Mapping[str, str] | None, second: Mapping[str, str] | None
) -> dict[str, str] | None:
    both = [one for one in (first, second) if one]
    if len(both) == 2 and both[0]["vi"] == both[1]["vi"]:  # noqa: PLR2004  first and second
        both = both[:1]
    english = [one["en"] for one in both]
    return words("; ".join(one["vi"] for one in both), "; ".join(english) if all(english) else "")


def same_places(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, int]:
    """Return the provisions whose words are equal in two texts, with how far they moved.

    A provision counts as equal only if everything it stands in is equal too, up to its article: the
    words above the points decide who must do them. Spaces and line breaks do not count.

    Args:
        old, new: Trees of the JSON contract.

    Returns:
        Mapping from address to the difference of offsets, new less old.
    """
    before = {address: (text, start) for address, text, start in _places(old)}
    found = {}
    for address, text, start in _places(new):
        kept = before.get(address)
        if kept is not None and kept[0] == text:
            found[address] = start - kept[1]
    return found


def _places(tree: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...], int]]:
    """Return address, own words with those of what it stands in, and offset of every node."""
    said: dict[str, tuple[str, ...]] = {}
    found = []
    for node in walk(tree["provisions"]):
        own = " ".join(node["text"].split())
        said[node["address"]] = (*said.get(node["address"].rpartition("__")[0], ()), own)
        found.append((node["address"], said[node["address"]], node["start"]))
    return found


def moved(proposal: Mapping[str, Any], by: int) -> dict[str, Any]:
    """Return a proposal whose offsets are moved to another text."""
    spans = ("start", "end", "act_start", "act_end")
    return {
        key: value + by if key in spans and isinstance(value, int) else value
        for key, value in proposal.items()
    }
