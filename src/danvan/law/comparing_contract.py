"""Write a comparison as JSON and in sentences, schema 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from danvan.law.comparing import Comparison, DutyRow, Reason, Row, Unit
from danvan.law.comparing_duties import rhythm_words
from danvan.law.duties import Words
from danvan.law.messages import say
from danvan.law.provisions import Provision

SCHEMA: Final = 1
_MOST_PHRASES: Final = 6
_LONGEST: Final = 140


def as_contract(found: Comparison, language: str = "vi") -> dict[str, object]:
    """Return a comparison as plain values that JSON can hold.

    Args:
        found: What ``compare`` gives.
        language: Of the sentences.
    """
    return {
        "schema": SCHEMA,
        "first": _head(found.first),
        "second": _head(found.second),
        "counts": dict(found.counts),
        "duty_counts": dict(found.duty_counts),
        "rows": [_row(row, language) for row in found.rows],
    }


def sentence(reason: Reason, language: str = "vi") -> str:
    """Return a reason as a sentence; long lists of words are cut, never the JSON."""
    fields = {name: _short(value) for name, value in reason.fields.items()}
    return say(reason.code, fields, language)


def place_of(units: Sequence[Unit], language: str = "vi", *, is_attached: bool = False) -> str:
    """Return where provisions stand, in words; nothing where there are none.

    Args:
        is_attached: Whether the document has attached texts: then its own provisions are told
            apart from theirs.
    """
    return "; ".join(_place(unit.address, language, is_attached=is_attached) for unit in units)


def _place(address: str, language: str, *, is_attached: bool) -> str:
    shown = Provision.parse(address).show(language)
    if is_attached and not address.startswith("att_"):
        return say("CMP-of_decision", {"place": shown}, language)
    return shown


def places_of(found: Comparison, row: Row, language: str = "vi") -> tuple[str, str]:
    """Return where the provisions of a row stand in both texts."""
    first, second = found.attached
    return (
        place_of(row.first, language, is_attached=first),
        place_of(row.second, language, is_attached=second),
    )


def timing_of(row: DutyRow, language: str = "vi") -> str:
    """Return how often, or in which manner, the duty of a row is owed, in words."""
    return rhythm_words(row.first or row.second or {}).said(language)


def _short(value: object) -> object:
    if not isinstance(value, list):
        return value
    cut = [
        each if len(each) <= _LONGEST else f"{each[:_LONGEST].rsplit(' ', 1)[0]} …"
        for each in value[:_MOST_PHRASES]
    ]
    return " · ".join([*(f"“{each}”" for each in cut), *(["…"] if value[_MOST_PHRASES:] else [])])


def _head(said: object) -> dict[str, object]:
    header = dict(said) if isinstance(said, dict) else {}
    return {name: header.get(name) for name in ("kind", "number", "title", "date")}


def _row(row: Row, language: str) -> dict[str, object]:
    return {
        "verdict": row.verdict,
        "first": [unit.address for unit in row.first],
        "second": [unit.address for unit in row.second],
        "likeness": round(row.likeness, 3),
        "reasons": [_reason(each, language) for each in row.reasons],
        "duties": [_duty(each, language) for each in row.duties],
    }


def _duty(row: DutyRow, language: str) -> dict[str, object]:
    return {
        "verdict": row.verdict,
        "first": row.first["id"] if row.first else None,
        "second": row.second["id"] if row.second else None,
        "reasons": [_reason(each, language) for each in row.reasons],
    }


def _reason(reason: Reason, language: str) -> dict[str, object]:
    return {
        "code": reason.code,
        "verdict": reason.verdict,
        "message": say(reason.code, reason.fields, language),
        "fields": {
            name: value.said(language) if isinstance(value, Words) else value
            for name, value in reason.fields.items()
        },
    }
