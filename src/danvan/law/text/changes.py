"""Say what a document changes in another, and from which day each change holds.

Reads: an amending document.
Writes: its amendments with their days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan.law.collation import fold
from danvan.law.findings import Place
from danvan.law.text import citations
from danvan.law.text.amendments import Amendment
from danvan.law.text.document import Document
from danvan.law.text.tree import walk

_FROM_DAY: Final = re.compile(
    r"(?:có hiệu lực|áp dụng|thực hiện)(?:\s+thi hành)?(?:\s+kể)?\s+từ\s+ngày\s+" + citations.DATE
)


@dataclass(frozen=True, slots=True)
class Change:
    """An amendment with who makes it and from which day.

    Args:
        amendment: What is ordered.
        by: Number or name of the document that orders it.
        on: First day on which it holds; ``None`` where no day is known: it is then not applied.
        place: Where the order stands in that document.
    """

    amendment: Amendment
    by: str
    on: date | None
    place: Place


def changes(
    document: Document, *, of: str | None = None, on: date | None = None
) -> tuple[Change, ...]:
    """Return what a document changes, with the day from which each change holds.

    Args:
        document: The amending document.
        of: Number or name of the document that is changed; all where it is not given. Orders that
            name no document are taken as meant for it.
        on: First day in force; from the document's own words where it is not given.
    """
    begins = on or document.header.in_force_on
    later = _later_days(document)
    by = document.header.number or document.header.title or ""
    wanted = citations.usual_number(of) if of else None
    found = []
    for each in document.amendments:
        if wanted and each.document and citations.usual_number(each.document) != wanted:
            continue
        line = document.cleaned.line_at(each.start)
        day = next((day for address, day in later if _is_in(each.address, address)), begins)
        found.append(Change(each, by, day, Place(line, line, each.address)))
    return tuple(found)


def called(names: Iterable[str | None], number: str | None, title: str | None) -> str | None:
    """Return how amendments call a document: by its number, or by the end of its title.

    Args:
        names: Documents that the amendments name.
        number, title: What the document says of itself.
    """
    own, whole = _bare(number or ""), fold(title or "")
    for name in names:
        if name and ((own and _bare(name) == own) or whole.endswith(fold(name))):
            return name
    return None


def _bare(number: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", fold(number))


def _is_in(address: str, other: str) -> bool:
    return f"{address}__".startswith(f"{other}__")


def _later_days(document: Document) -> list[tuple[str, date]]:
    """Return the provisions that hold from a day of their own: "khoản 2 Điều 1 có hiệu lực từ"."""
    found: list[tuple[str, date]] = []
    for node in walk(document.nodes):
        told = _FROM_DAY.search(node.text) if "từ ngày" in node.text else None
        day = citations.day_of(told) if told else None
        if told is None or day is None:
            continue
        found += (
            (each.target, day)
            for each in document.references
            if each.address == node.address
            and each.state == "resolved"
            and each.target
            and each.start < node.start + told.start()
        )
    return sorted(found, key=lambda item: -len(item[0]))
