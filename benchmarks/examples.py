"""What people changed on the confirming page, read again: the folder ``DANVAN_EXAMPLES``.

``danvan examples FOLDER`` writes it. Only provisions on which everything is decided count.
"""

from __future__ import annotations

import json
from pathlib import Path

from duty_rows import Row, proposed

from danvan.law.text import read_document

TERMS = ("relation", "day", "month", "year", "amount", "measure")


def of_examples(folder, text):
    """Yield the texts of a folder of examples; none where no folder is named.

    Args:
        text: Makes a text of a group, a name, levels, and expected and found rows.
    """
    for path in sorted(Path(folder).glob("*.json")) if folder else ():
        kept = json.loads(path.read_text(encoding="utf-8"))
        places = set(kept["decided"])
        found = [row for row in proposed(read_document(kept["text"])) if row.address in places]
        yield text("examples", path.stem, {}, [row_of(duty) for duty in kept["duties"]], found)


def row_of(duty):
    """Return a row from a duty as an example keeps it."""
    act, rule = duty.get("act"), duty.get("deadline")
    return Row(
        address=duty["provision"],
        timing=duty["timing"],
        period=duty.get("period"),
        at_least=duty.get("at_least"),
        due=tuple(rule.get(term) for term in TERMS) if rule else None,
        bearers=frozenset(duty.get("bearers", ())),
        bearing=duty["bearing"],
        modality=duty["modality"],
        counterparts=frozenset(duty.get("counterparts", ())),
        receivers=frozenset((one["role"], one["as"]) for one in duty.get("receivers", ())),
        areas=frozenset({duty["area"], *duty.get("also", ())}),
        evidence=frozenset(duty.get("evidence", ())),
        act=(act["start"], act["end"]) if act else None,
        told=" ".join(duty.get("bearers", ())),
    )
