"""What the public may read, and what an office has waiting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.publication.models import Audience, Publication, PublishedFile, Standing
from danvan.kernel.publication.publishing import OFFICE, digest_of

FIGURES = "figures"
"""Kind of the copies that hold on-time figures."""


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file beside a copy."""

    number: int
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """A copy as the public sees it: plain values, no row and no way to one.

    Args:
        content: Title, paragraphs, basis; empty of words where it was withdrawn.
        replaced_by: Address of the copy that took its place; empty where none did.
    """

    slug: str
    kind: str
    content: Mapping[str, Any]
    shown_from: date
    shown_until: date | None
    files: tuple[PublicFile, ...] = ()
    withdrawn_on: date | None = None
    told: str = ""
    reason: str = ""
    replaced_by: str = ""


def _now() -> Q:
    """The filter on copies shown today; a demonstration has a day of its own."""
    real, today, own = Q(root__demo_on=None), legal_day(), F("root__demo_on")
    begun = (real & Q(shown_from__lte=today)) | Q(shown_from__lte=own)
    lasts = Q(shown_until=None) | (real & Q(shown_until__gte=today)) | Q(shown_until__gte=own)
    return begun & lasts


def shown_copies() -> QuerySet[Publication]:
    """Return the copies in the public list today, those of figures left out.

    What is read of them is read through :func:`unchanged`.
    """
    rows = Publication.objects.filter(
        _now(), standing=Standing.PUBLISHED, audience=Audience.EVERYBODY
    )
    return rows.exclude(kind=FIGURES)


def unchanged(rows: Iterable[Publication]) -> Iterator[Publication]:
    """Yield the copies whose words are those that were approved; nobody is shown another."""
    return (row for row in rows if digest_of(row.content) == row.digest)


@dataclass(frozen=True, slots=True)
class Choices:
    """By what the public list can be narrowed: units, kinds with their names, years."""

    units: tuple[int, ...]
    kinds: tuple[tuple[str, Mapping[str, str]], ...]
    years: tuple[int, ...]


def shown_choices() -> Choices:
    """Return the units, kinds and years that have something in the public list."""
    rows = shown_copies().order_by()
    units = rows.values_list("unit_id", flat=True).distinct()
    newest = dict(rows.values_list("kind").annotate(newest=Max("pk")))
    kinds = {
        row.kind: row.content["kind"] for row in unchanged(rows.filter(pk__in=newest.values()))
    }
    years = rows.dates("shown_from", "year", order="DESC")
    return Choices(tuple(units), tuple(sorted(kinds.items())), tuple(day.year for day in years))


def public_file(slug: str, number: int) -> tuple[StoredFile, str] | None:
    """Return a file of a copy that is shown, and its name; ``None`` where there is none."""
    copy = public_copy(slug)
    if copy is None or number not in {one.number for one in copy.files}:
        return None
    found = PublishedFile.objects.select_related("file")
    row = found.get(publication__slug=slug, number=number)
    return row.file, row.label


def public_copy(slug: str) -> PublicCopy | None:
    """Return one copy by its address, or the notice of one that was withdrawn.

    A copy whose words are not those that were approved is not shown.
    """
    row = Publication.objects.filter(slug=slug).exclude(kind=FIGURES).first()
    if row is None:
        return None
    if row.standing == Standing.WITHDRAWN:
        return _withdrawn(row)
    is_shown = Publication.objects.filter(_now(), pk=row.pk, standing=Standing.PUBLISHED).exists()
    if not is_shown or not any(unchanged([row])):
        return None
    files = row.files.select_related("file").order_by("number")
    told = tuple(PublicFile(one.number, one.label, one.file.size) for one in files)
    return told_copy(row, told)


def changed_copies() -> int:
    """Return how many published copies do not fit their digest; nobody is shown any of them."""
    rows = Publication.objects.filter(standing=Standing.PUBLISHED)
    pairs = rows.values_list("content", "digest").iterator()
    return sum(digest_of(content) != digest for content, digest in pairs)


def told_copy(row: Publication, files: tuple[PublicFile, ...] = ()) -> PublicCopy:
    """Return a row as the public would see it; the preview shows the same."""
    return PublicCopy(row.slug, row.kind, row.content, row.shown_from, row.shown_until, files)


def _withdrawn(row: Publication) -> PublicCopy:
    better = row.replaced_by.filter(standing=Standing.PUBLISHED).values_list("slug", flat=True)
    return PublicCopy(
        row.slug,
        row.kind,
        row.content,
        row.shown_from,
        row.shown_until,
        withdrawn_on=row.withdrawn_on,
        told=row.told,
        reason=row.reason,
        replaced_by=better.first() or "",
    )


def of_office(actor: Actor) -> QuerySet[Publication]:
    """Return the copies of the units where an actor has an office, figures left out.

    One that came from a case is there only for who sees the case.
    """
    rows = Publication.objects.filter(actor.reach_with(OFFICE)).exclude(kind=FIGURES)
    return rows.filter(Q(case_slug="") | Q(case_slug__in=visible_cases(actor).values("slug")))


def of_case(actor: Actor, case_slug: str) -> list[Publication]:
    """Return the copies of one case that an actor sees, newest first."""
    return list(of_office(actor).filter(case_slug=case_slug).order_by("-pk"))


def case_of(row: Publication) -> Case | None:
    """Return the case a copy came from; ``None`` where it came from none, or it is gone."""
    return Case.objects.filter(slug=row.case_slug).first() if row.case_slug else None
