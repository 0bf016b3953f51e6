"""Examples: what people decided against what was proposed, kept for trying the reader again.

An example is a text with the duties that stand and the provisions on which somebody decided. Who
decided, when, and the reasons typed are left out; names of signers, telephone numbers, letters and
numbers of papers are masked letter by letter, so that every offset stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from danvan.areas.regulations.models import Candidate, Draft, Origin, Standing
from danvan.areas.regulations.register import DECIDED, live
from danvan.areas.regulations.shapes import duty_of
from danvan.kernel.publication.redacting import passages

SCHEMA = 1
PERSONAL = frozenset({"name", "phone", "email", "number", "birth"})
WHOLE = frozenset({Origin.PROPOSED})
"""Origins whose act still stands where it was proposed."""


def example_of(draft: Draft) -> dict[str, Any] | None:
    """Return what a draft teaches; nothing where nobody changed anything.

    A provision counts only where every candidate on it is decided.
    """
    rows = list(live(draft).select_related("decision"))
    open_places = {one.address for one in rows if one.standing not in DECIDED}
    decided = [one for one in rows if one.address not in open_places]
    changed = {one.address for one in decided if _is_changed(one)}
    if not changed:
        return None
    return {
        "schema": SCHEMA,
        "text": masked(draft.version.text, draft.version.tree),
        "decided": list(dict.fromkeys(one.address for one in decided)),
        "changed": sorted(changed),
        "duties": [_told(one) for one in decided if one.standing == Standing.ACCEPTED],
    }


def _is_changed(one: Candidate) -> bool:
    """Return whether what stands is not what was proposed; a wording of one's own is no change."""
    if one.standing == Standing.REJECTED or one.origin != Origin.PROPOSED:
        return True
    return _bare(one.duty) != _bare(duty_of(one.proposal))


def _bare(duty: Mapping[str, Any]) -> dict[str, Any]:
    worded = {"act", "event", "before", "reading", "fulfilled_by", "tags"}
    return {key: value for key, value in duty.items() if key not in worded}


def _told(one: Candidate) -> dict[str, Any]:
    """Return a duty as an example keeps it: no words typed by a person."""
    told = _bare(one.duty) | {"provision": one.address}
    if one.origin in WHOLE and "act_start" in one.proposal:
        told["act"] = {"start": one.proposal["act_start"], "end": one.proposal["act_end"]}
    return told


def masked(text: str, tree: Mapping[str, Any]) -> str:
    """Return a text without what points at people, every sign in its place."""
    signers = [one["name"] for one in tree["document"].get("signatories", ()) if one["name"]]
    found = passages(text, [("name", name) for name in signers])
    for one in found:
        if one.sort in PERSONAL:
            text = text[: one.start] + _hidden(one.text) + text[one.end :]
    return text


def _hidden(words: str) -> str:
    """Return signs of the same kind: a capital for a capital, a nought for a digit."""
    bare = re.sub(r"[0-9]", "0", words)
    return "".join(("X" if sign.isupper() else "x") if sign.isalpha() else sign for sign in bare)


def examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the examples of the site, the newest draft of each text, by the digest of its file."""
    for draft in Draft.objects.select_related("version").order_by("pk").iterator():
        kept = example_of(draft)
        if kept is not None:
            yield draft.version.sha256[:16], kept


def export(folder: Path) -> int:
    """Write the examples of the site into a folder, one file a text; return how many.

    Raises:
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, kept in examples():
        told = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / f"{name}.json").write_text(told + "\n", encoding="utf-8", newline="\n")
        count += 1
    return count
