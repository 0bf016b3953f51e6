"""Layouts and types of official documents, read from the base pack by world and day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from danvan.law.duties import Words
from danvan.law.pack_folders import packs_folder
from danvan.papers.values import PaperError, World

Rule = Literal["", "full", "half", "hyphens"]
Align = Literal["left", "right", "centre", "justify"]


@dataclass(frozen=True, slots=True)
class Style:
    """How one component is set: sizes in points, lengths in millimetres.

    ``sizes`` is the accepted span, both ends inclusive; ``rule`` is what is drawn under it;
    ``keep`` holds it on one page with what follows. ``key`` is empty where a style is no component
    of a layout but made for one line.
    """

    size: float
    sizes: tuple[float, float]
    key: str = ""
    align: Align = "centre"
    bold: bool = False
    italic: bool = False
    caps: bool = False
    underline: bool = False
    keep: bool = False
    indent: float = 0
    before: float = 0
    rule: Rule = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and its margins, millimetres; each span is what is accepted, inclusive."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    tops: tuple[float, float]
    bottoms: tuple[float, float]
    lefts: tuple[float, float]
    rights: tuple[float, float]

    @property
    def inner(self) -> float:
        """Return the width between the margins, millimetres."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Where pages are numbered: points, and millimetres from the upper edge."""

    size: float
    from_top: float
    first: bool


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How number and symbol are printed.

    ``separator`` stands between number and symbol, ``joint`` between the parts of the symbol.
    """

    label: str
    separator: str
    joint: str
    pad: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All figures of one world in one span of days, half-open.

    Args:
        lines: Exact line pitch of the body, points; ``None`` is single spacing.
        authority: Printed mark of each authority that this world knows.
        urgency_boxes: Frames in millimetres, width and height; none in the Party's world.
        kept: Last line of Nơi nhận.
        joins: What ends the name of the first of two issuers above each other.
        left: Width of the left column of the head, millimetres; ``right`` of the right one.
        signing: Width of the signing block; ``to_sign_in`` its height between title and name.
        rule_part: Length of a ``half`` rule, as a part of the line above it.
        annex_pages_own: Whether the pages of each annex are numbered from one.
        centred: First words of headings that stand in the middle, such as Chương.
        unbroken: First words of names of places, which are not torn from what follows.
        style_names: What Word's list of styles calls each style.
    """

    key: str
    world: World
    begins: date
    until: date | None
    source: str
    mark: str
    sheet: Sheet
    font: str
    page_number: PageNumber
    number: NumberForm
    ends_with: str
    motto: str
    device: str
    dispatch: str
    kept: str
    annex: str
    annexed: str
    left: float
    right: float
    signing: float
    to_sign_in: float
    rule_part: float
    annex_pages_own: bool
    pad_days: int
    pad_months_to: int
    lines: float | None = None
    joins: str = ""
    centred: tuple[str, ...] = ()
    unbroken: tuple[str, ...] = ()
    styles: Mapping[str, Style] = field(default_factory=dict)
    style_names: Mapping[str, str] = field(default_factory=dict)
    authority: Mapping[str, str] = field(default_factory=dict)
    urgency: Mapping[str, str] = field(default_factory=dict)
    urgency_boxes: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """Return whether the layout is the one of a day."""
        return self.begins <= day and (self.until is None or day < self.until)

    @property
    def across(self) -> Layout:
        """Return the same layout with its page lying across."""
        sheet = replace(self.sheet, width=self.sheet.height, height=self.sheet.width)
        return replace(self, sheet=sheet)


@dataclass(frozen=True, slots=True)
class PaperType:
    """A type of document; ``symbols`` names the worlds that know it, ``also`` further spellings."""

    key: str
    name: Words
    symbols: Mapping[str, str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """That some Party bodies may not issue a type, from a day."""

    type: str
    issuers: frozenset[str]
    begins: date
    source: str


def layout(world: World, day: date) -> Layout:
    """Return the layout of a world on a day.

    Raises:
        PaperError: ``PAPER-50``, the packs know none for that day.
    """
    for each in layouts(packs_folder()):
        if each.world == world and each.covers(day):
            return each
    raise PaperError("PAPER-50", world=world, day=day)


def paper_type(key: str) -> PaperType:
    """Return a type of document by its key.

    Raises:
        PaperError: ``PAPER-51``, there is none of that key.
    """
    found = paper_types(packs_folder()).get(key)
    if found is None:
        raise PaperError("PAPER-51", type=key)
    return found


def refusal(key: str, issuer: str, day: date) -> Refusal | None:
    """Return the rule by which a kind of Party body may not issue a type on a day, if any.

    Args:
        key: Of the type.
        issuer: ``grassroots_committee``, ``grassroots_standing`` or ``cell``.
    """
    return next(
        (
            each
            for each in _refusals(packs_folder())
            if each.type == key and issuer in each.issuers and each.begins <= day
        ),
        None,
    )


@lru_cache(maxsize=4)
def layouts(folder: Path) -> tuple[Layout, ...]:
    """Return all layouts of the base pack in a packs folder; kept after the first reading."""
    found: dict[str, dict[str, Any]] = {}
    tables = _tables(folder, "layouts.toml")
    for row in tables["layouts"]:
        found[row["key"]] = found[row["like"]] | row if "like" in row else row
        found[row["key"]]["style_names"] = tables["style_names"]
    return tuple(_layout(row) for row in found.values())


@lru_cache(maxsize=4)
def paper_types(folder: Path) -> Mapping[str, PaperType]:
    """Return all types of the base pack in a packs folder, by key, in the order of the file."""
    return {
        row["key"]: PaperType(
            row["key"],
            Words(row["name"]["vi"], row["name"]["en"]),
            row["symbols"],
            tuple(row.get("also", ())),
        )
        for row in _tables(folder, "types.toml")["types"]
    }


@lru_cache(maxsize=4)
def _refusals(folder: Path) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(row["type"], frozenset(row["issuers"]), row["from"], row["source"])
        for row in _tables(folder, "types.toml")["refusals"]
    )


def _tables(folder: Path, name: str) -> dict[str, Any]:
    path = folder / "vn-base" / "papers" / name
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _layout(row: dict[str, Any]) -> Layout:
    pages, ours = row["page_number"], row["ours"]
    return Layout(
        key=row["key"],
        world=row["world"],
        begins=row["from"],
        until=row.get("until"),
        source=row["source"],
        mark=row["mark"],
        sheet=_sheet(row["page"]),
        font=row["font"],
        page_number=PageNumber(pages["size"], pages["from_top"], pages["first"]),
        number=NumberForm(**row["number"]),
        left=ours["left"],
        right=ours["right"],
        signing=ours["signing"],
        to_sign_in=ours["to_sign_in"],
        rule_part=ours["rule_part"],
        annex_pages_own=row["annex_pages"]["own"],
        centred=tuple(row["centred"]),
        unbroken=tuple(row["unbroken"]),
        style_names=row["style_names"],
        lines=row["lines"]["exactly"] if "lines" in row else None,
        joins=row.get("joins", ""),
        device=row.get("device", ""),
        styles={name: _style(name, told) for name, told in row["styles"].items()},
        urgency_boxes={name: (w, h) for name, (w, h) in row.get("urgency_boxes", {}).items()},
        **row["date"],
        **{name: row[name] for name in _AS_WRITTEN},
    )


_AS_WRITTEN = ("ends_with", "motto", "dispatch", "kept", "annex", "annexed", "authority", "urgency")


def _sheet(told: dict[str, Any]) -> Sheet:
    sides = ("top", "bottom", "left", "right")
    lengths: dict[str, Any] = {name: told[name] for name in ("width", "height", *sides)}
    spans: dict[str, Any] = {f"{side}s": _span(told, side) for side in sides}
    return Sheet(**lengths, **spans)


def _style(key: str, told: dict[str, Any]) -> Style:
    return Style(**{**told, "key": key, "sizes": _span(told, "size")})


def _span(told: dict[str, Any], name: str) -> tuple[float, float]:
    low, high = told.get(f"{name}s", (told[name], told[name]))
    return low, high
