"""Packs, law as data: a folder of TOML files becomes frozen, checked values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from danvan.law.calendar import Calendar, CalendarYear, FixedHoliday, Mark
from danvan.law.duties import Duty, Prerequisite, Words
from danvan.law.errors import PackError
from danvan.law.findings import Finding
from danvan.law.grounds import Ground, Representation
from danvan.law.handling import HandlingRow
from danvan.law.pack_duties import Vocabulary
from danvan.law.pack_folders import digest_of, packs_folder
from danvan.law.pack_handling import read_grounds, read_handling
from danvan.law.pack_parts import (
    Sheets,
    read_all_limits,
    read_bodies,
    read_calendars,
    read_duties,
    read_fixed_holidays,
    read_glossary,
    read_list,
    read_prerequisites,
)
from danvan.law.pack_reports import read_forms
from danvan.law.pack_tables import MARKS, Table
from danvan.law.pack_trees import TreeTemplate, read_trees
from danvan.law.pack_values import Body, LimitValue, Term
from danvan.law.periods import Period
from danvan.law.reports import ReportForm

State = Literal["draft", "proposed", "confirmed", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)
LISTS = (
    "areas",
    "evidence",
    "kinds",
    "timings",
    "modalities",
    "bearings",
    "periods",
    "levels",
    "sides",
    "topics",
)
"""Closed lists of words, each in a file of its name."""


@dataclass(frozen=True, slots=True)
class Document:
    """The document whose duties a pack holds."""

    number: str
    kind: str
    title: Words
    on: date
    effective_on: date
    issuer: str
    place: str
    mark: Mark
    term: Period

    @property
    def in_force(self) -> Period:
        """The days on which it is in force."""
        return Period(self.effective_on, self.term.until)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed the readings of a pack, by which document of which day."""

    body: str
    document: str
    on: date


@dataclass(frozen=True)
class Pack:
    """All values of a pack, checked.

    Args:
        state: ``draft``, ``proposed``, ``confirmed`` or ``withdrawn``.
        requires: Packs it stands on, by name.
        bases: Those packs, loaded, in the order named.
        terms: Closed lists of words by list name, such as ``areas``.
        digest: SHA-256 over all its files.
        confirmation: Who confirmed it; never ``None`` where the state is ``confirmed``.
    """

    name: str
    version: str
    state: State
    label: Words
    publisher: str
    packager: str
    licence: str
    language: str
    contact: str
    requires: tuple[str, ...]
    bases: tuple[Pack, ...]
    document: Document | None
    duties: tuple[Duty, ...]
    prerequisites: tuple[Prerequisite, ...]
    calendars: tuple[CalendarYear, ...]
    fixed_holidays: tuple[FixedHoliday, ...]
    bodies: tuple[Body, ...]
    limits: tuple[LimitValue, ...]
    handling: tuple[HandlingRow, ...]
    grounds: tuple[Ground, ...]
    representatives: tuple[Representation, ...]
    terms: dict[str, tuple[Term, ...]]
    glossary: tuple[Term, ...]
    trees: tuple[TreeTemplate, ...]
    forms: tuple[ReportForm, ...]
    digest: str
    folder: Path
    confirmation: Confirmation | None

    @cached_property
    def duty_by_id(self) -> dict[str, Duty]:
        """Duties by id."""
        return {duty.id: duty for duty in self.duties}

    @cached_property
    def all_bodies(self) -> dict[str, Body]:
        """Bodies by slug, those of the required packs included."""
        found: dict[str, Body] = {}
        for pack in self.bases:
            found |= pack.all_bodies
        return found | {body.slug: body for body in self.bodies}

    @cached_property
    def all_terms(self) -> dict[str, dict[str, Term]]:
        """Words by list and key, those of the required packs included."""
        found: dict[str, dict[str, Term]] = {}
        for terms in (*(pack.all_terms for pack in self.bases), _by_key(self.terms)):
            for name, by_key in terms.items():
                found[name] = found.get(name, {}) | by_key
        return found

    def calendar(self) -> Calendar | None:
        """Return the calendar of this pack or of the first required pack that has one."""
        if self.calendars:
            return Calendar(self.calendars, self.fixed_holidays)
        return next((found for pack in self.bases if (found := pack.calendar())), None)


def _by_key(terms: dict[str, tuple[Term, ...]]) -> dict[str, dict[str, Term]]:
    return {name: {term.key: term for term in found} for name, found in terms.items()}


Lookup = Callable[[str], Path | None]
"""Finds the folder of a required pack by its name."""


def folders_beside(folder: Path) -> Lookup:
    """Return a lookup that finds packs beside a pack first, then in the packs folder."""

    def find(name: str) -> Path | None:
        for shelf in (folder.resolve().parent, packs_folder()):
            if (shelf / name / "pack.toml").is_file():
                return shelf / name
        return None

    return find


def load(folder: Path, known: Lookup | None = None) -> Pack:
    """Return the values of a pack.

    Args:
        folder: Folder with ``pack.toml``.
        known: Finds required packs; by default beside the folder, then in the packs folder.

    Raises:
        PackError: The first finding that stops, with its code and fields and the count of such
            findings.
    """
    pack, findings = examine(folder, known)
    stops = [finding for finding in findings if finding.severity == "stops"]
    if stops or pack is None:
        raise PackError(stops[0].code, pack=str(folder.name), count=len(stops), **stops[0].fields)
    return pack


def check(folder: Path, known: Lookup | None = None) -> list[Finding]:
    """Return all that is wrong with a pack, in the order in which it was read; empty means nothing
    was found.
    """
    return examine(folder, known)[1]


def examine(
    folder: Path, known: Lookup | None = None, above: tuple[str, ...] = ()
) -> tuple[Pack | None, list[Finding]]:
    """Return a pack with the findings about it; ``None`` where there is no ``pack.toml`` to begin
    with.

    Args:
        above: Names of the packs on the way to this one, to see a circle.
    """
    if not (folder / "pack.toml").is_file():
        raise PackError("PACK-01", pack=str(folder))
    sheets = Sheets(folder)
    head = sheets.one("pack.toml")
    if head is None or not head.values:
        if head is not None and not sheets.findings:
            head.note("PACK-05", "name")
        return None, sheets.findings
    pack = _pack(sheets, head, known or folders_beside(folder), above)
    head.close()
    return pack, sheets.findings


def _pack(sheets: Sheets, head: Table, known: Lookup, above: tuple[str, ...]) -> Pack:
    name = _name(sheets, head)
    requires = head.texts("requires")
    bases = tuple(_bases(sheets, head, known, (*above, name), requires))
    bodies = read_bodies(sheets, {slug for pack in bases for slug in pack.all_bodies})
    terms = {each: read_list(sheets, each) for each in LISTS}
    vocabulary = _vocabulary(bases, bodies, terms)
    duties = read_duties(sheets, vocabulary)
    limits = read_all_limits(sheets)
    state = head.choice("state", STATES)
    return Pack(
        name=name,
        version=head.text("version"),
        state=state,
        label=head.label("label"),
        publisher=head.text("publisher"),
        packager=head.text("packager"),
        licence=head.text("licence"),
        language=head.choice("language", ("vi", "en")),
        contact=head.text("contact"),
        requires=requires,
        bases=bases,
        document=_document(head.table("document"), bases, bodies),
        duties=duties,
        prerequisites=read_prerequisites(sheets, duties, vocabulary.kinds),
        calendars=read_calendars(sheets),
        fixed_holidays=read_fixed_holidays(sheets),
        bodies=bodies,
        limits=limits,
        handling=read_handling(sheets, {each.key for each in limits}),
        **read_grounds(sheets),
        terms={each: found for each, found in terms.items() if found},
        glossary=read_glossary(sheets),
        trees=read_trees(sheets, vocabulary.roles),
        forms=read_forms(sheets, vocabulary, {duty.id for duty in duties}),
        digest=digest_of(sheets.folder),
        folder=sheets.folder,
        confirmation=_confirmation(head, state),
    )


def _name(sheets: Sheets, head: Table) -> str:
    name = head.text("name")
    if name and name != sheets.folder.resolve().name:
        head.note("PACK-29", "name", value=name, folder=sheets.folder.resolve().name)
    return name


def _confirmation(head: Table, state: State) -> Confirmation | None:
    table = head.table("confirmation")
    if table is None:
        if state == "confirmed":
            head.note("PACK-34", "confirmation")
        return None
    on = table.day("date")
    found = Confirmation(table.text("body"), table.text("document"), on or date.min)
    table.close()
    return found


def _bases(
    sheets: Sheets, head: Table, known: Lookup, way: tuple[str, ...], requires: Iterable[str]
) -> Iterator[Pack]:
    for required in dict.fromkeys(requires):
        folder = known(required)
        if required in way:
            head.note("PACK-26", "requires", value=" → ".join((*way, required)))
        elif folder is None:
            head.note("PACK-27", "requires", value=required)
        else:
            pack, findings = examine(folder, known, way)
            sheets.findings += [each for each in findings if each.code == "PACK-26"]
            if any(each.severity == "stops" for each in findings):
                head.note("PACK-28", "requires", value=required)
            if pack is not None:
                yield pack


def _vocabulary(
    bases: Iterable[Pack], bodies: Iterable[Body], terms: dict[str, tuple[Term, ...]]
) -> Vocabulary:
    roles = {body.slug for body in bodies}
    keys = {name: {term.key for term in found} for name, found in terms.items()}
    for pack in bases:
        roles |= set(pack.all_bodies)
        for name in ("areas", "evidence", "kinds"):
            keys[name] |= set(pack.all_terms.get(name, ()))
    return Vocabulary(roles, keys["areas"], keys["evidence"], keys["kinds"])


def _document(
    table: Table | None, bases: Iterable[Pack], bodies: Iterable[Body]
) -> Document | None:
    if table is None:
        return None
    term = table.table("term")
    on, effective_on = table.day("date"), table.day("effective_on")
    document = Document(
        number=table.text("number"),
        kind=table.text("kind"),
        title=table.label("title"),
        on=on or date.min,
        effective_on=effective_on or date.min,
        issuer=table.text("issuer"),
        place=table.text("place"),
        mark=table.choice("mark", MARKS),
        term=term.period() if term else Period(),
    )
    if term:
        term.close()
    table.close()
    roles = {body.slug for body in bodies}.union(*(pack.all_bodies for pack in bases))
    if document.issuer and document.issuer not in roles:
        table.note("PACK-09", "issuer", value=document.issuer)
    if on and effective_on and effective_on < on:
        table.note("PACK-14", "effective_on", severity="warns", value=effective_on)
    return document
