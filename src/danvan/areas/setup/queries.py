"""Read packs that may be used and calendar notices; every read begins at the actor's own tree."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.duties.models import Duty
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, period_of
from danvan.kernel.packs.loading import BASE
from danvan.kernel.packs.models import BodyRole, CalendarNotice, Pack, PackUse, State
from danvan.kernel.packs.queries import calendar
from danvan.law.duties import Words
from danvan.law.pack_folders import packs_folder

OFFERED = frozenset({State.PROPOSED.value, State.CONFIRMED.value})
"""States in which a pack of the folder may be put to use; drafts are for tests."""


def root_of(actor: Actor) -> Unit:
    """Return the root of the actor's tree."""
    return Unit.objects.get(pk=actor.root_id or 0)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a pack in the packs folder says."""

    name: str
    version: str
    state: str
    label: Words
    title: Words
    number: str
    effective_on: date
    issuer: str


def heads() -> Iterator[Head]:
    """Yield the packs in the packs folder that hold duties; one that cannot be read is left out."""
    for path in sorted(packs_folder().glob("*/pack.toml")):
        try:
            kept = tomllib.loads(path.read_text(encoding="utf-8"))
            head = _head(kept)
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if head.state in OFFERED and head.name == path.parent.name:
            yield head


def _head(kept: Mapping[str, Any]) -> Head:
    document = kept["document"]
    if not isinstance(document["effective_on"], date):
        raise TypeError
    return Head(
        name=kept["name"],
        version=kept["version"],
        state=kept["state"],
        label=Words(**kept["label"]),
        title=Words(**document["title"]),
        number=document["number"],
        effective_on=document["effective_on"],
        issuer=document["issuer"],
    )


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack as one tree sees it: offered by the folder, in use, or used once.

    Args:
        head: As it lies in the folder; ``None`` for a pack confirmed here or gone from there.
        uses: Its versions used in this tree, newest first.
        fits: Whether its document was issued at the tier of the tree.
    """

    name: str
    head: Head | None
    uses: tuple[PackUse, ...]
    fits: bool
    today: date

    @property
    def current(self) -> PackUse | None:
        """Return the use that holds today or begins later."""
        return next((use for use in self.uses if _goes_on(use, self.today)), None)

    @property
    def label(self) -> Words:
        """Return what it is called."""
        if self.head:
            return self.head.label
        return Words(self.uses[0].pack.label_vi, self.uses[0].pack.label_en)

    @property
    def number(self) -> str:
        """Return the number of its document."""
        return self.head.number if self.head else self.uses[0].pack.document_number

    @property
    def state(self) -> str:
        """Return how far it was confirmed, in words."""
        return str(State(self.head.state if self.head else self.uses[0].pack.state).label)

    @property
    def new_version(self) -> str:
        """Return the version in the folder where another one is in use; else nothing."""
        if self.head is None or self.current is None:
            return ""
        return self.head.version if self.head.version != self.current.pack.version else ""

    @property
    def may_use(self) -> bool:
        """Return whether it can be put to use: not in use, or in use in another version."""
        return self.head is not None and (self.current is None or bool(self.new_version))


def _goes_on(use: PackUse, today: date) -> bool:
    return use.valid_until is None or use.valid_until > today


def pack_lines(actor: Actor) -> list[PackLine]:
    """Return what may be used and what is or was used, those in use first, then those that fit."""
    uses: dict[str, list[PackUse]] = {}
    rows = PackUse.objects.filter(root_id=actor.root_id).exclude(pack__document_number="")
    for use in rows.select_related("pack").order_by("-valid_from", "-pk"):
        uses.setdefault(use.pack.name, []).append(use)
    shipped = {head.name: head for head in heads()}
    tier = _tier(actor)
    levels = dict(BodyRole.objects.values_list("slug", "level"))
    found = [
        PackLine(
            name=name,
            head=(head := shipped.get(name)),
            uses=tuple(uses.get(name, ())),
            fits=head is not None and levels.get(head.issuer) == tier,
            today=actor.today,
        )
        for name in dict.fromkeys((*uses, *shipped))
    ]
    return sorted(found, key=lambda line: (line.current is None, not line.fits, line.name))


def _tier(actor: Actor) -> str:
    period = period_of(actor.root_id or 0, actor.today)
    return period.tier if period else ""


def pack_line(actor: Actor, name: str) -> PackLine | None:
    """Return one pack by its name."""
    return next((line for line in pack_lines(actor) if line.name == name), None)


def duty_count(line: PackLine) -> int:
    """Return how many duties the version in use holds; 0 where none is in use."""
    return Duty.objects.filter(pack=line.current.pack).count() if line.current else 0


def base_version() -> str:
    """Return the version of the common ground that counts today."""
    newest = Pack.objects.filter(name=BASE).order_by("-pk").values_list("version", flat=True)
    return newest.first() or ""


def has_use(actor: Actor) -> bool:
    """Return whether the tree works by the duties of some document, today or soon."""
    still = Q(valid_until__isnull=True) | Q(valid_until__gt=actor.today)
    rows = PackUse.objects.filter(still, root_id=actor.root_id)
    return rows.exclude(pack__document_number="").exists()


def notices_of(actor: Actor) -> list[CalendarNotice]:
    """Return the calendar notices of the tree, newest first, those withdrawn included."""
    rows = CalendarNotice.objects.filter(root_id=actor.root_id).select_related("file")
    return list(rows.order_by("-first_on", "-pk"))


def notice_by_id(actor: Actor, notice_id: int) -> CalendarNotice | None:
    """Return one calendar notice of the tree."""
    rows = CalendarNotice.objects.filter(root_id=actor.root_id, pk=notice_id)
    return rows.select_related("file", "root").first()


def published_years(actor: Actor) -> tuple[int, int] | None:
    """Return the first and last year whose calendar is published here; ``None`` without any."""
    known = calendar(actor.root_id)
    years = [one.year for one in known.years if not one.is_provisional] if known else []
    return (min(years), max(years)) if years else None


def unit_count(actor: Actor) -> int:
    """Return how many units stand below the root today."""
    return UnitPeriod.objects.filter(holding_on(actor.today), unit__root_id=actor.root_id).count()
