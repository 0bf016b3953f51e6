"""Papers that the handling of a petition asks for: which form holds on a day, and what it says."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from danvan.law.duties import Words
from danvan.law.pack_folders import packs_folder

BLANK: Final = "……………"
"""Stands where a paper needs what nobody has told; filled in by hand or in the draft."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever writes a paper types into it.

    Args:
        is_long: Whether it takes several lines.
        from_reason: Whether the reason of the act is offered.
        from_answer: Whether the answer that stands in the case is offered.
        ground: Use of the written ground that is offered before the reason.
    """

    key: str
    label: Words
    is_long: bool = False
    from_reason: bool = False
    from_answer: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One paper as it holds on a day.

    Args:
        of: Contents of petitions it is for, such as ``complaint``.
        acts: Acts that it proves once it is issued.
        type: Key of the type of document; empty where it bears no number.
        to: Whom it is for: ``sender``, ``passed_to``, ``forwarder`` or ``head``.
        instance: First or second complaint; 0 where that makes no difference.
        number: Of the form in its source; empty where the source gives none.
        body: Lines with the names of facts in braces.
    """

    key: str
    name: Words
    of: tuple[str, ...]
    acts: tuple[str, ...]
    type: str
    to: str
    instance: int
    asks: tuple[Asked, ...]
    body: str
    begins: date
    until: date | None
    number: str
    source: str
    mark: str

    def fits(self, content: str, instance: int, on: date) -> bool:
        """Return whether it is for such a petition on a day."""
        holds = self.begins <= on and (self.until is None or on < self.until)
        return holds and content in self.of and self.instance in {0, instance}

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the facts that stand in it."""
        return frozenset(name for _text, name, *_rest in _FORMATTER.parse(self.body) if name)

    def written(self, facts: Mapping[str, str]) -> str:
        """Return its body with facts in their places; what is missing is left to be filled in."""
        told = {name: facts.get(name, "").strip() or BLANK for name in self.names}
        return self.body.strip().format_map(told)


_FORMATTER: Final = string.Formatter()


def forms_for(content: str, instance: int, on: date) -> tuple[PaperForm, ...]:
    """Return the papers for a petition on a day, in the order of the pack."""
    return tuple(one for one in paper_forms(packs_folder()) if one.fits(content, instance, on))


@lru_cache(maxsize=4)
def paper_forms(folder: Path) -> tuple[PaperForm, ...]:
    """Return all versions of all papers of the base pack in a packs folder."""
    path = folder / "vn-base" / "papers" / "forms.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["forms"]
    return tuple(_form(row, version) for row in rows for version in row["versions"])


def _form(row: Mapping[str, Any], version: Mapping[str, Any]) -> PaperForm:
    return PaperForm(
        key=row["key"],
        name=Words(**row["name"]),
        of=tuple(row["of"]),
        acts=tuple(row.get("acts", ())),
        type=row["type"],
        to=row["to"],
        instance=row.get("instance", 0),
        asks=tuple(_asked(one) for one in row.get("asks", ())),
        body=row["body"],
        begins=version["from"],
        until=version.get("until"),
        number=version["number"],
        source=version["source"],
        mark=version["mark"],
    )


def _asked(told: Mapping[str, Any]) -> Asked:
    return Asked(
        told["key"],
        Words(**told["label"]),
        told.get("long", False),
        told.get("from_reason", False),
        told.get("from_answer", False),
        told.get("ground", ""),
    )
