"""Read texts of the actor's own tree, compare them, and bring them up to a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from danvan.areas.regulations.models import Version, Work
from danvan.areas.regulations.queries import version_of, works_of
from danvan.kernel.accounts.actors import Actor
from danvan.law.comparing import Comparison, compare
from danvan.law.text.document import Document, read_document
from danvan.law.text.in_force import Change, InForce, Standing, called, changes, in_force
from danvan.law.text.tree import walk
from danvan.web.reasons import place

LONGEST = 2_000_000
"""Technical limit of two texts on a page, in characters together: about a thousand pages."""


def are_too_long(versions: Iterable[Version]) -> bool:
    """Return whether comparing would keep a page waiting."""
    return sum(len(version.text) for version in versions) > LONGEST


def choices_of(actor: Actor) -> list[tuple[int, str]]:
    """Return the texts to choose from, newest first."""
    return [(work.pk, str(work)) for work in works_of(actor)]


def compared(first: Version, second: Version) -> Comparison:
    """Return one text measured by another; versions never change, so the last few are kept."""
    return _compared(first.pk, second.pk, first.sha256, second.sha256)


@lru_cache(maxsize=4)
def _compared(first: int, second: int, *_digests: str) -> Comparison:
    trees = Version.objects.in_bulk([first, second])
    return compare(trees[first].tree, trees[second].tree)


def text_of(version: Version) -> Document:
    """Return a text as a document; versions never change, so the last few are kept."""
    return _document(version.pk, version.sha256)


@lru_cache(maxsize=8)
def _document(version: int, _digest: str) -> Document:
    return read_document(Version.objects.only("text").get(pk=version).text)


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to a provision, with the text that ordered it where it was imported."""

    on: date
    by: str
    instruction: str
    address: str
    work: Work | None

    @property
    def place(self) -> str:
        """Return the provision that ordered it, in words."""
        return place(self.address)


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision as it stands, with its words as issued where they differ.

    Args:
        depth: How deep it stands in the text, from 0.
    """

    now: Standing
    depth: int
    before: str
    history: tuple[Told, ...]

    @property
    def place(self) -> str:
        """Return where it stands, in words."""
        return place(self.now.address)


class InForcePage:
    """A text as it stands on a day, by the amendments that were imported."""

    def __init__(self, actor: Actor, work: Work, version: Version, on: date) -> None:
        self.on = on
        document = text_of(version)
        self._issued = {node.address: node.text for node in walk(document.nodes)}
        self.sources = list(_amending(actor, work))
        made = [change for _work, changed in self.sources for change in changed]
        self.found: InForce = in_force(document, made, on)
        self._by = {changed[0].by: source for source, changed in self.sources}
        self.rows = [self._row(*each) for each in _deep(self.found.nodes)]

    @property
    def changed(self) -> list[Provision]:
        """Return the provisions that were touched."""
        return [row for row in self.rows if row.history]

    @property
    def later(self) -> list[date]:
        """Return the days after this one on which something changes."""
        days = {each.on for _work, changed in self.sources for each in changed if each.on}
        return sorted(day for day in days if day > self.on)

    def _row(self, standing: Standing, depth: int) -> Provision:
        issued = self._issued.get(standing.address, "")
        before = issued if standing.history and issued != standing.text else ""
        told = tuple(
            Told(each.on, each.by, each.instruction, each.address, self._by.get(each.by))
            for each in standing.history
        )
        return Provision(standing, depth, before.strip(), told)


def _deep(nodes: tuple[Standing, ...]) -> Iterator[tuple[Standing, int]]:
    """Yield provisions in document order with their depth."""
    waiting = [(node, 0) for node in reversed(nodes)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in reversed(node.children))


def _amending(actor: Actor, work: Work) -> Iterator[tuple[Work, tuple[Change, ...]]]:
    """Yield the other texts of the tree that change this one, with what they change."""
    for other in works_of(actor).exclude(pk=work.pk).order_by("issued_on", "pk"):
        version = version_of(other)
        if version is None:
            continue
        names = (each["target"]["document"] for each in version.tree["amendments"])
        name = called(names, work.number, work.title)
        made = changes(text_of(version), of=name) if name else ()
        if made:
            yield other, made
