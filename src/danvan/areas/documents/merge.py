"""A draft as plain values: its text with simple marks, and the paper that comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy, gettext_noop

from danvan.papers import numbers
from danvan.papers.layouts import paper_type
from danvan.papers.values import Annex, Issuer, Paper, Part, PartKind, Signing

MOST_SIGNERS: Final = 2
_MARKS: Final[tuple[tuple[PartKind, re.Pattern[str]], ...]] = (
    ("heading", re.compile(r"^#\s+()(.+)$")),
    ("heading", re.compile(r"^((?:Chương|Mục|Phần)\s+[IVXLC\d]+)[.:]?\s*(.*)$")),
    ("heading", re.compile(r"^([IVXLC]{1,6}[.])\s+(.+)$")),
    ("heading", re.compile(r"^(Điều\s+\d{1,3}[a-zđ]?[.])\s*(.*)$")),
    ("clause", re.compile(r"^(\d{1,3}[.])\s+(.+)$")),
    ("point", re.compile(r"^([a-zđ]{1,2}[)])\s+(.+)$")),
)
AS_ABOVE: Final = gettext_noop("Như trên")
"""Printed in Nơi nhận, in Vietnamese whoever reads the page."""
PLACES: Final = {
    "summary": gettext_lazy("Trích yếu"),
    "bases": gettext_lazy("Căn cứ"),
    "body": gettext_lazy("Nội dung"),
    "recipients": gettext_lazy("Nơi nhận"),
    "signers": gettext_lazy("Người ký"),
}
"""Where a remark may stand, in the order of a document."""
SIGNER_PARTS: Final = ("authority", "on_behalf", "title", "name")


def lines_of(text: str) -> list[str]:
    r"""Return the lines of a text that say something, without blanks at their ends.

    Example:
        >>> lines_of(" một \n\n hai")
        ['một', 'hai']
    """
    return [line for line in (" ".join(each.split()) for each in text.splitlines()) if line]


def parts_of(text: str) -> tuple[Part, ...]:
    r"""Return the body that a text with simple marks stands for.

    ``#`` begins a heading, as do Chương, Điều and a Roman number; ``1.`` a clause, ``a)`` a point;
    lines between bars are rows of one table.

    Example:
        >>> [part.kind for part in parts_of("I. Tình hình\n1. Một\na) Hai\nBa")]
        ['heading', 'clause', 'point', 'paragraph']
    """
    found: list[Part] = []
    for line in lines_of(text):
        if line.startswith("|") and line.endswith("|") and len(line) > 1:
            row = tuple(cell.strip() for cell in line[1:-1].split("|"))
            if found and found[-1].kind == "table":
                found[-1] = replace(found[-1], rows=(*found[-1].rows, row))
            else:
                found.append(Part("table", rows=(row,)))
        else:
            found.append(_part(line))
    return tuple(found)


def _part(line: str) -> Part:
    for kind, mark in _MARKS:
        match = mark.match(line)
        if match:
            return Part(kind, match[1], match[2])
    return Part("paragraph", text=line)


def content_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a filled-in form says, as it is kept with the document."""
    return {
        "bases": lines_of(told["bases"]),
        "body": told["body"],
        "to_units": [int(one) for one in told["to_units"]],
        "copy_units": [int(one) for one in told["copy_units"]],
        "others": lines_of(told["others"]),
        "signers": [
            signer for signer in (signer_of(told, place) for place in range(MOST_SIGNERS)) if signer
        ],
        "is_public": bool(told.get("is_public")),
        "hidden": lines_of(told.get("hidden", "")),
    }


def signer_of(told: Mapping[str, Any], place: int) -> dict[str, str]:
    """Return one who signs as a form says it; nothing where the post is left empty."""
    signer = {part: str(told.get(f"signer_{place}_{part}", "")) for part in SIGNER_PARTS}
    return signer if signer["title"] else {}


def asked_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form starts from, for a content that was kept."""
    signers = {
        f"signer_{place}_{part}": signer.get(part, "")
        for place, signer in enumerate(content.get("signers", ()))
        for part in SIGNER_PARTS
    }
    return signers | {
        "bases": "\n".join(content.get("bases", ())),
        "body": content.get("body", ""),
        "to_units": content.get("to_units", []),
        "copy_units": content.get("copy_units", []),
        "others": "\n".join(content.get("others", ())),
        "is_public": content.get("is_public", False),
        "hidden": "\n".join(content.get("hidden", ())),
    }


def remarks_of(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the remarks of a form that gives a draft back, each with the place it is about."""
    found = [(place, str(told.get(f"remark_{place}", "")).strip()) for place in PLACES]
    return [(place, text) for place, text in found if text]


def open_remarks(content: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return by place what was remarked and not yet passed by a check."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in content.get("remarks", ()):
        if not one["done"]:
            found.setdefault(one["place"], []).append(one)
    return found


def signings_of(content: Mapping[str, Any]) -> tuple[Signing, ...]:
    """Return who signs, in order, as a paper shows them."""
    return tuple(
        Signing(one["authority"], one["on_behalf"], one["title"], one.get("above", ""), one["name"])
        for one in content.get("signers", ())
    )


def paper_of(  # noqa: PLR0913  a paper is put together from these
    *,
    world: str,
    type_key: str,
    summary: str,
    content: Mapping[str, Any],
    issuers: Sequence[Mapping[str, Any]],
    names: Mapping[int, str],
    on: date,
    number: str = "",
    dated: date | None = None,
    urgency: str = "",
) -> Paper:
    """Return the paper of a document.

    Args:
        issuers: Snapshots of who issues, as ``kernel.correspondence.issuers`` gives them.
        names: Names of the units it goes to.
        on: Day whose layout and symbols count.
        number: Digits; empty while none is taken.
    """
    found = tuple(_issuer(one) for one in issuers)
    main = [names.get(unit, "") for unit in content.get("to_units", ())]
    main += content.get("others", ())
    turns = type_key in {"dispatch", "submission"}
    return Paper(
        world=world,  # type: ignore[arg-type]  # kept as one of the three
        type=type_key,
        issuers=found,
        number=number,
        symbol=symbol_of(world, type_key, found, on),
        place=issuers[0].get("place", "") if issuers else "",
        dated=dated,
        summary=summary,
        bases=tuple(content.get("bases", ())),
        addressed=tuple(content.get("addressed") or main) if turns else (),
        body=parts_of(content.get("body", "")),
        signers=signings_of(content),
        recipients=recipients_of(content, names, as_above=turns),
        urgency=urgency,
        annexes=annexes_of(content),
    )


def annexes_of(content: Mapping[str, Any]) -> tuple[Annex, ...]:
    """Return the annexes of a document; what opened it wrote them, as a report does."""
    found = content.get("annexes", ())
    return tuple(Annex(one["title"], parts_of(one["body"])) for one in found)


def symbol_of(world: str, type_key: str, issuers: Sequence[Issuer], on: date) -> str:
    """Return the symbol of a document; empty where nobody issues it yet."""
    if not issuers:
        return ""
    short = "-".join(one.abbreviation for one in issuers)
    return numbers.symbol(world, type_key, short, on)  # type: ignore[arg-type]  # as above


def recipients_of(
    content: Mapping[str, Any], names: Mapping[int, str], *, as_above: bool
) -> tuple[str, ...]:
    """Return the lines of Nơi nhận: who it goes to, "Như trên" where they stand at the top."""
    units = [*([] if as_above else content.get("to_units", ())), *content.get("copy_units", ())]
    others = [] if as_above else content.get("others", ())
    first = [AS_ABOVE] if as_above else []
    return (*first, *(names.get(unit, "") for unit in units), *others)


def _issuer(told: Mapping[str, Any]) -> Issuer:
    own = {name: told.get(name, "") for name in ("superior", "number", "symbol")}
    return Issuer(name=told["name"], abbreviation=told["abbreviation"], **own)


def title_of(type_key: str, summary: str, language: str) -> str:
    """Return the title of the case of a document."""
    return f"{paper_type(type_key).name.said(language)}: {summary}"


def units_of(contents: Iterable[Mapping[str, Any]]) -> set[int]:
    """Return all units that contents name."""
    return {
        unit
        for content in contents
        for unit in (*content.get("to_units", ()), *content.get("copy_units", ()))
    }
