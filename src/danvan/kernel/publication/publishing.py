"""The only writer of what the public may see: propose, approve, return, withdraw.

Every writing function adds an audit entry; the entry holds the digest, never the words.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.audit.record import record
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import keep
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of
from danvan.kernel.publication.models import Audience, Publication, PublishedFile, Standing
from danvan.kernel.publication.redacting import Sort
from danvan.law.collation import fold

MOST_FILES = 10
OFFICE = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})


@dataclass(frozen=True, slots=True)
class Source:
    """What a room has for a copy of one of its cases, before anything is masked.

    Args:
        known: Personal data told by the people concerned, by sort: proposed for masking wherever it
            stands.
    """

    title: str = ""
    text: str = ""
    basis: str = ""
    known: tuple[tuple[Sort, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """What the public will read, word for word, in the language it is written in.

    Args:
        kind: Key of the kind of case it came from.
        kind_label: Its name in both languages, ``{"vi": .., "en": ..}``.
        paragraphs: Plain text; nothing in it is ever read as HTML.
        basis: The decision or provision it rests on, such as a number and a day.
        masked: How many passages were masked, by sort.
        shown_until: Last day, inclusive.
    """

    unit_id: int
    kind: str
    kind_label: Mapping[str, str]
    title: str
    paragraphs: tuple[str, ...]
    basis: str
    shown_from: date
    shown_until: date | None = None
    audience: str = Audience.EVERYBODY.value
    masked: Mapping[str, int] = field(default_factory=dict)
    case_slug: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the digest by which a copy is known to be unchanged."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def seal_of(row: Publication) -> str:
    """Return the digest of the words of a copy and of its files: what is approved together."""
    files = row.files.order_by("number").values_list("number", "label", "file__digest")
    return digest_of({"words": digest_of(row.content), "files": [list(one) for one in files]})


def choice_of(row: Publication) -> str:
    """Return by which value a form of a case names a copy as it stands now."""
    return f"{row.slug}.{seal_of(row)}"


@transaction.atomic
def propose(copy: Copy, actor: Actor, *, replaces: Publication | None = None) -> Publication:
    """Keep a copy that waits for the head of its unit; nobody outside sees it yet.

    Args:
        replaces: The published copy whose place it takes when it is approved.

    Raises:
        Refused: ``PUB-01`` it has no words, ``PUB-02`` its days are the wrong way round, ``PUB-03``
            the actor has no office at the unit, ``PUB-04`` what it replaces is not shown.
    """
    if not copy.title.strip() or not any(one.strip() for one in copy.paragraphs):
        raise Refused("PUB-01")
    if copy.shown_until and copy.shown_until < copy.shown_from:
        raise Refused("PUB-02", first=copy.shown_from, last=copy.shown_until)
    if not actor.has(OFFICE, copy.unit_id):
        raise Refused("PUB-03")
    if replaces and replaces.standing != Standing.PUBLISHED:
        raise Refused("PUB-04")
    row = _made(copy, actor, replaces)
    _tell("propose", row, actor)
    return row


def _made(copy: Copy, actor: Actor, replaces: Publication | None = None) -> Publication:
    unit = Unit.objects.get(pk=copy.unit_id)
    names = {tongue: name_of(unit.pk, actor.today, tongue) for tongue in ("vi", "en")}
    content = {
        "title": copy.title.strip(),
        "paragraphs": [one.strip() for one in copy.paragraphs if one.strip()],
        "basis": copy.basis.strip(),
        "unit": names,
        "kind": dict(copy.kind_label),
        **copy.extra,
    }
    words = [content["title"], *content["paragraphs"], content["basis"], *names.values()]
    return Publication.objects.create(
        slug=secrets.token_hex(8),
        root_id=unit.root_id or unit.pk,
        unit=unit,
        kind=copy.kind,
        case_slug=copy.case_slug,
        audience=copy.audience,
        content=content,
        masked=dict(copy.masked),
        digest=digest_of(content),
        search=fold(" ".join(words)),
        shown_from=copy.shown_from,
        shown_until=copy.shown_until,
        replaces=replaces,
        proposed_at=timezone.now(),
        proposed_by=actor.label,
    )


@transaction.atomic
def add_file(row: Publication, source: BinaryIO, name: str, actor: Actor) -> PublishedFile:
    """Put a redacted copy of a file beside a copy that waits.

    Raises:
        Refused: ``PUB-03`` no office at the unit, ``PUB-05`` it does not wait, ``PUB-06`` too many.
        FileRefused: The file cannot be kept.
    """
    _office(row, actor, OFFICE)
    _waits(_locked(row))
    number = row.files.count() + 1
    if number > MOST_FILES:
        raise Refused("PUB-06", most=MOST_FILES)
    stored = keep(source, name, by=actor.label)
    made = row.files.create(number=number, file=stored, label=stored.name)
    _tell("add_file", row, actor, file=stored.digest)
    return made


@transaction.atomic
def approve(row: Publication, actor: Actor, *, seen: str) -> Publication:
    """Show a copy that waits; the one whose place it takes is withdrawn.

    Args:
        seen: The :func:`seal_of` the copy when the actor was shown its words and files.

    Raises:
        Refused: ``PUB-03`` the actor is not the head of the unit, ``PUB-05`` it waits no more,
            ``PUB-07`` its words are not those that were proposed, or words and files not those
            that the actor was shown.
    """
    _office(row, actor, {DeskRole.HEAD.value})
    kept = _locked(row)
    _waits(kept)
    if digest_of(kept.content) != kept.digest or seal_of(kept) != seen:
        raise Refused("PUB-07")
    waiting = Publication.objects.filter(pk=row.pk, standing=Standing.PROPOSED)
    now = timezone.now()
    if not waiting.update(standing=Standing.PUBLISHED, decided_at=now, decided_by=actor.label):
        raise Refused("PUB-05")
    row.refresh_from_db()
    _tell("publish", row, actor, seal=seen)
    if row.replaces and row.replaces.standing == Standing.PUBLISHED:
        withdraw(row.replaces, actor, reason="", told=row.replaces.content["title"])
    return row


@transaction.atomic
def give_back(row: Publication, actor: Actor, *, reason: str) -> Publication:
    """Return a copy that waits, so that a better one is proposed.

    Raises:
        Refused: ``PUB-03`` not the head, ``PUB-05`` it waits no more, ``CASE-07`` no reason.
    """
    _office(row, actor, {DeskRole.HEAD.value})
    if not reason.strip():
        raise Refused("CASE-07")
    waiting = Publication.objects.filter(pk=row.pk, standing=Standing.PROPOSED)
    if not waiting.update(
        standing=Standing.RETURNED, decided_at=timezone.now(), decided_by=actor.label, reason=reason
    ):
        raise Refused("PUB-05")
    row.refresh_from_db()
    _tell("give_back", row, actor)
    return row


@transaction.atomic
def withdraw(row: Publication, actor: Actor, *, reason: str, told: str) -> Publication:
    """Stop showing a copy and empty its words; its address tells what stood and why it went.

    Args:
        reason: Shown to the public; empty where a new copy took its place.
        told: Title by which the notice names it; it must hold no personal data.

    Raises:
        Refused: ``PUB-03`` not the head, ``PUB-04`` it is not shown, ``CASE-07`` no reason.
    """
    _office(row, actor, {DeskRole.HEAD.value})
    is_replaced = row.replaced_by.filter(standing=Standing.PUBLISHED).exists()
    if not (reason.strip() or is_replaced):
        raise Refused("CASE-07")
    kept = {key: row.content[key] for key in ("unit", "kind")}
    shown = Publication.objects.filter(pk=row.pk, standing=Standing.PUBLISHED)
    if not shown.update(
        standing=Standing.WITHDRAWN,
        withdrawn_on=actor.today,
        withdrawn_by=actor.label,
        reason=reason.strip(),
        told=told.strip()[:400],
        content=kept,
        search="",
    ):
        raise Refused("PUB-04")
    row.refresh_from_db()
    row.files.all().delete()
    _tell("withdraw", row, actor)
    return row


@transaction.atomic
def show_counted(copy: Copy, actor: Actor) -> Publication:
    """Keep and show a copy of figures that a job has counted, as a head has ordered."""
    row = _made(copy, actor)
    row.standing, row.decided_at = Standing.PUBLISHED.value, row.proposed_at
    row.decided_by = actor.label
    row.save(update_fields=["standing", "decided_at", "decided_by"])
    record(
        "publication.figures.publish",
        actor=actor.label,
        subject=f"publication:{row.slug}",
        unit_id=row.unit_id,
        details={"digest": row.digest, "quarter": copy.basis},
    )
    return row


def publish_of_case(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Effect of an act that publishes: approve the copy that was chosen in its form, if one was.

    Raises:
        Refused: As :func:`approve`; ``PUB-05`` it is no copy of this case that waits.
    """
    del step
    slug, _dot, seen = (data.get("publication") or "").partition(".")
    if not slug:
        return
    row = Publication.objects.filter(slug=slug, case_slug=case.slug).first()
    if row is None:
        raise Refused("PUB-05")
    approve(row, actor, seen=seen)


def _office(row: Publication, actor: Actor, roles: frozenset[str] | set[str]) -> None:
    if not actor.has(roles, row.unit_id):
        raise Refused("PUB-03")


def _locked(row: Publication) -> Publication:
    """The copy as it is kept now; nobody else adds to it or decides on it meanwhile."""
    return Publication.objects.select_for_update().get(pk=row.pk)


def _waits(row: Publication) -> None:
    if row.standing != Standing.PROPOSED:
        raise Refused("PUB-05")


def _tell(act: str, row: Publication, actor: Actor, **more: str) -> None:
    details = {"digest": row.digest, "case": row.case_slug, "kind": row.kind, **more}
    record(
        f"publication.copy.{act}",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"publication:{row.slug}",
        unit_id=row.unit_id,
        details={key: value for key, value in details.items() if value},
    )
