"""Read regulations of the actor's own tree, the packs that belong to them, and what stands beside
each provision.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import translation

from danvan.areas.regulations.export import shelf
from danvan.areas.regulations.models import Draft, Version, Work
from danvan.areas.regulations.reading import Block, Layout
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.duties.loading import article_of
from danvan.kernel.duties.models import Duty, Naming
from danvan.kernel.organisations.tree import name_of
from danvan.kernel.packs.models import BodyRole, PackUse
from danvan.kernel.packs.queries import terms
from danvan.law.collation import fold
from danvan.law.duties import Words
from danvan.law.pack_folders import packs_folder
from danvan.law.provisions import Provision
from danvan.law.text.citations import KINDS
from danvan.web.reasons import place

KIND_WORDS = {key: Words(vi, key.replace("_", " ")) for vi, key in reversed(KINDS.items())} | {
    "decision with regulation": Words("quyết định kèm quy chế", "decision with regulation"),
}


def language() -> str:
    """Return the reader's language."""
    return (translation.get_language() or "vi")[:2]


def same_number(one: str, other: str) -> bool:
    """Return whether two document numbers are the same, spaces and signs of writing aside."""
    return bool(_bare(one)) and _bare(one) == _bare(other)


def _bare(number: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", fold(number))


def works_of(actor: Actor) -> QuerySet[Work]:
    """Return the regulations imported in the actor's tree, newest document first."""
    rows = Work.objects.filter(root_id=actor.root_id).annotate(version_count=Count("versions"))
    return rows.order_by("-issued_on", "-pk")


def work_by_id(actor: Actor, work_id: int) -> Work | None:
    """Return one regulation of the actor's tree."""
    return Work.objects.filter(root_id=actor.root_id, pk=work_id).select_related("root").first()


def version_of(work: Work) -> Version | None:
    """Return the newest version of a work."""
    return work.versions.select_related("file").order_by("-pk").first()


def uses_of(actor: Actor) -> list[PackUse]:
    """Return the packs that the actor's tree uses or used, those with a document."""
    rows = PackUse.objects.filter(root_id=actor.root_id).exclude(pack__document_number="")
    return list(rows.select_related("pack").order_by("-pack__effective_on", "-pk"))


def use_by_name(actor: Actor, name: str) -> PackUse | None:
    """Return the newest use of a pack by its name in the actor's tree."""
    return next((use for use in uses_of(actor) if use.pack.name == name), None)


def work_of_pack(actor: Actor, use: PackUse) -> Work | None:
    """Return the imported regulation whose number is that of a pack."""
    rows = Work.objects.filter(root_id=actor.root_id).order_by("-pk")
    return next((one for one in rows if same_number(one.number, use.pack.document_number)), None)


@dataclass(frozen=True, slots=True)
class ListLine:
    """One regulation in the list: imported, known by a pack, or both."""

    work: Work | None
    uses: tuple[PackUse, ...]
    kind: Words | None


def list_lines(actor: Actor) -> list[ListLine]:
    """Return the imported regulations, then the packs in use without an imported text."""
    uses = uses_of(actor)
    found, matched = [], set()
    for work in works_of(actor):
        mine = tuple(use for use in uses if same_number(use.pack.document_number, work.number))
        matched |= {use.pk for use in mine}
        found.append(ListLine(work, mine, KIND_WORDS.get(work.kind)))
    return found + [ListLine(None, (use,), None) for use in uses if use.pk not in matched]


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack in the packs folder that holds the duties of a regulation."""

    name: str
    version: str
    label: Words
    state: str
    effective_on: date
    use: PackUse | None

    def first_day(self, today: date) -> date:
        """Return from which day it is usually put to use: this year, or later where it took effect
        later.
        """
        return max(self.effective_on, date(today.year, 1, 1))


def offers(actor: Actor, work: Work) -> list[Offer]:
    """Return the packs in the packs folder whose document bears the number of a work."""
    uses = {(use.pack.name, use.pack.version): use for use in uses_of(actor)}
    return [
        Offer(
            name=head["name"],
            version=head["version"],
            label=Words(**head["label"]),
            state=head["state"],
            effective_on=head["document"]["effective_on"],
            use=uses.get((head["name"], head["version"])),
        )
        for head in _heads(packs_folder().glob("*/pack.toml"), _saved_heads(actor))
        if same_number(head["document"]["number"], work.number)
    ]


def _saved_heads(actor: Actor) -> list[Path]:
    """Return the heads of the packs that were confirmed in the actor's own tree."""
    rows = Draft.objects.filter(version__work__root_id=actor.root_id).exclude(pack_digest="")
    names = rows.order_by().values_list("pack_name", flat=True).distinct()
    return [shelf() / name / "pack.toml" for name in names]


def _heads(*shelves: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the heads of packs with a document; a head that cannot be read is told at loading, not
    here.
    """
    for path in sorted(chain(*shelves)):
        try:
            head = tomllib.loads(path.read_text(encoding="utf-8"))
            if isinstance(head["document"]["effective_on"], date) and head["label"]["en"]:
                yield head
        except (OSError, ValueError, KeyError, TypeError):
            continue


@dataclass(frozen=True, slots=True)
class Note:
    """One duty in the margin."""

    duty: Duty
    place: str
    timing: Words
    bearers: tuple[Words, ...]
    reading: Words | None


@dataclass(frozen=True, slots=True)
class Row:
    """One provision with what stands beside it; ``is_hit`` where it holds the words searched
    for.
    """

    block: Block
    place: str
    notes: tuple[Note, ...]
    is_hit: bool


class ReadingPage:
    """One regulation beside its duties, with its text or by addresses alone."""

    def __init__(
        self, actor: Actor, uses: list[PackUse], version: Version | None, words: str = ""
    ) -> None:
        self.actor, self.uses, self.version = actor, uses, version
        self.asked = fold(words).split()
        self.has_text = version is not None
        findings = self._findings() if version else []
        self.layout = Layout(version.tree, findings) if version else None

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Return the findings with the place in words."""
        found = self.layout.findings if self.layout else []
        return [{**one, "place": place(one["address"]) if one["address"] else ""} for one in found]

    @cached_property
    def notes(self) -> dict[str, list[Note]]:
        """Return the duties by the provision they stand in; three queries."""
        timings = terms("timings")
        rows = Duty.objects.filter(pack_id__in=[use.pack_id for use in self.uses])
        rows = rows.select_related("pack").prefetch_related("roles__role")
        found: dict[str, list[Note]] = defaultdict(list)
        for duty in rows.order_by("pack_id", "position"):
            roles = [row for row in duty.roles.all() if row.naming == Naming.BEARER]
            kept = duty.snapshot.get("reading")
            found[duty.provision].append(
                Note(
                    duty=duty,
                    place=place(duty.provision),
                    timing=timings.get(duty.timing) or Words(duty.timing, duty.timing),
                    bearers=tuple(Words(one.role.name_vi, one.role.name_en) for one in roles),
                    reading=Words(**kept) if kept else None,
                )
            )
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """Return the provisions in document order."""
        blocks = self.layout.blocks if self.layout else self._addresses()
        return [self._row(block) for block in blocks]

    @property
    def hits(self) -> list[Row]:
        """Return the provisions that hold every word searched for."""
        return [row for row in self.rows if row.is_hit]

    @property
    def contents(self) -> list[tuple[Block, str]]:
        """Return the headings with their words."""
        headed = [row for row in self.rows if row.block.is_headed]
        return [(row.block, row.block.heading or row.place) for row in headed]

    @property
    def astray(self) -> list[Note]:
        """Return the duties whose provision was not found in the text as read."""
        known = {row.block.address for row in self.rows}
        return [
            note for address, group in self.notes.items() if address not in known for note in group
        ]

    @property
    def duty_count(self) -> int:
        """Return how many duties stand beside the text."""
        return sum(len(group) for group in self.notes.values())

    def _findings(self) -> list[Mapping[str, Any]]:
        if self.version is None:
            return []
        own = self.version.tree["findings"]
        return list(self.version.findings_en if language() == "en" else own)

    def _row(self, block: Block) -> Row:
        notes = tuple(self.notes.get(block.address, ()))
        heap = [block.heading, *(text for text, _address in block.words)]
        heap += [words for note in notes for words in (note.duty.act_vi, note.duty.act_en)]
        folded = fold(" ".join(heap)) if self.asked else ""
        is_hit = bool(self.asked) and all(word in folded for word in self.asked)
        return Row(block, place(block.address), notes, is_hit)

    def _addresses(self) -> Iterator[Block]:
        """Yield the provisions that duties name, each article before what stands in it."""
        wanted = set(self.notes) | {article_of(address) for address in self.notes}
        for provision in sorted(Provision.parse(address) for address in wanted):
            level = provision.steps[-1].level
            yield Block(str(provision), level, "", (), 0, 0)


def may_import(actor: Actor) -> bool:
    """Return whether the post may import regulations and put packs to use: it plans for the whole
    tree.
    """
    return bool(actor.root_id) and actor.has(DeskRole.PLANNER, actor.root_id or 0)


def all_bodies() -> dict[str, Words]:
    """Return every body that duties may name, by slug."""
    rows = BodyRole.objects.order_by("position", "slug")
    columns = rows.values_list("slug", "name_vi", "name_en")
    return {slug: Words(vi, en) for slug, vi, en in columns}


def version_by_id(work: Work, version_id: int) -> Version | None:
    """Return one text of a work."""
    return work.versions.filter(pk=version_id).first()


def pack_head(draft: Draft, actor: Actor) -> dict[str, Any]:
    """Return what the form of the pack is filled with: as said last time, else as the text says."""
    if draft.head:
        days = {
            name: date.fromisoformat(draft.head[name]) if draft.head[name] else None
            for name in ("issued_on", "effective_on", "until")
        }
        year, _dot, number = draft.head["version"].partition(".")
        return {**draft.head, **days, "version": f"{year}.{int(number) + 1}"}
    work, header = draft.version.work, draft.version.tree["document"]
    year = (work.issued_on or actor.today).year
    issuers = [fold(name) for name in header["issuers"]]
    named = {fold(words.vi): slug for slug, words in all_bodies().items()}
    fitting = [body for body in named if any(one.startswith(body) for one in issuers)]
    effective = header["effective"]["date"]
    return {
        "version": f"{actor.today.year}.1",
        "label_vi": f"{work.number} ({year})".strip(),
        "number": work.number,
        "title_vi": work.title,
        "issuer": [named[max(fitting, key=len)]] if fitting else [],
        "place": header["place"] or "",
        "issued_on": work.issued_on,
        "effective_on": date.fromisoformat(effective) if effective else work.issued_on,
        "contact": name_of(work.root_id, actor.today),
    }
