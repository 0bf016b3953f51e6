"""Turn kept forms of reports into the values of the law floor and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from danvan.law.duties import Words
from danvan.law.reports import (
    Annex,
    AnnexColumn,
    Counting,
    Figure,
    Question,
    ReportForm,
    Section,
    Total,
)


def content_of(form: ReportForm) -> dict[str, Any]:
    """Return a form as plain values for keeping: days and decimals as text, sets sorted."""
    return _table(asdict(form))


def _table(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(one) for name, one in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return _table(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def form_of(content: Mapping[str, Any]) -> ReportForm:
    """Return the form that was kept."""
    kept = dict(content)
    return ReportForm(
        **kept
        | {
            "title": Words(**kept["title"]),
            "periods": frozenset(kept["periods"]),
            "sections": tuple(_section(one) for one in kept["sections"]),
            "annexes": tuple(_annex(one) for one in kept["annexes"]),
            "valid_from": _day(kept["valid_from"]),
            "valid_until": _day(kept["valid_until"]),
            "short": tuple(kept["short"]),
            "duties": tuple(kept["duties"]),
            "bearers": tuple(kept["bearers"]),
        }
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _section(kept: Mapping[str, Any]) -> Section:
    return Section(
        key=kept["key"],
        title=Words(**kept["title"]),
        figures=tuple(_figure(one) for one in kept["figures"]),
        questions=tuple(_question(one) for one in kept["questions"]),
        totals=tuple(Total(one["whole"], tuple(one["parts"])) for one in kept["totals"]),
    )


def _figure(kept: Mapping[str, Any]) -> Figure:
    of, counts = kept["of"], kept["counts"]
    return Figure(
        **dict(kept)
        | {
            "label": Words(**kept["label"]),
            "definition": Words(**kept["definition"]),
            "unit": Words(**kept["unit"]),
            "of": (of[0], of[1]) if of else None,
            "minimum": _number(kept["minimum"]),
            "maximum": _number(kept["maximum"]),
            "jump": _number(kept["jump"]),
            "periods": frozenset(kept["periods"]),
            "counts": Counting(**dict(counts) | {"documents": tuple(counts["documents"])})
            if counts
            else None,
        }
    )


def _question(kept: Mapping[str, Any]) -> Question:
    return Question(
        **dict(kept) | {"prompt": Words(**kept["prompt"]), "periods": frozenset(kept["periods"])}
    )


def _annex(kept: Mapping[str, Any]) -> Annex:
    return Annex(
        **dict(kept)
        | {
            "title": Words(**kept["title"]),
            "columns": tuple(
                AnnexColumn(one["key"], Words(**one["label"])) for one in kept["columns"]
            ),
            "periods": frozenset(kept["periods"]),
        }
    )
