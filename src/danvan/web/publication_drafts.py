"""From the words of an officer to the copy that the head reads: propose masks, mask, preview, seal.

A preview travels sealed through the browser, so what is proposed is what was previewed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core import signing
from django.utils.module_loading import import_string
from django.utils.translation import override

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.publication.models import Publication
from danvan.kernel.publication.publishing import OFFICE, Copy, Source
from danvan.kernel.publication.queries import of_case
from danvan.kernel.publication.redacting import Passage, counted, masked, passages

SALT = "danvan.publication.copy"
KEPT_FOR = 24 * 3600
"""How long, in seconds, a preview may wait to be sent."""


def path_of(kind: str) -> str:
    """Return where a room says what it has for a copy of a kind; empty where it publishes none.

    A room's application says ``publishes = {kind: dotted path}``; the function gets case and actor
    and gives a :class:`Source`.
    """
    for config in apps.get_app_configs():
        offered: Mapping[str, str] = getattr(config, "publishes", {})
        if kind in offered:
            return offered[kind]
    return ""


def source_of(case: Case, actor: Actor) -> Source:
    """Return what the room of a case has for a copy; only the title where it says nothing."""
    path = path_of(case.kind)
    found: Source = import_string(path)(case, actor) if path else Source(title=case.title_vi)
    return found


def copies_for(case: Case, actor: Actor) -> list[Publication] | None:
    """Return the copies of a case for its sheet; ``None`` where it publishes none, or not to it."""
    if not path_of(case.kind) or not actor.has(OFFICE, case.unit_id):
        return None
    return of_case(actor, case.slug)


@dataclass(frozen=True, slots=True)
class Masking:
    """The words of a copy and what may have to be masked in them.

    Args:
        text: Title, then the body, parted by one new line.
        found: Passages, the officer's own words among them.
    """

    text: str
    found: tuple[Passage, ...] = ()

    def chosen(self, ticked: Sequence[str]) -> tuple[Passage, ...]:
        """Return the passages that were ticked."""
        return tuple(one for one in self.found if one.key in set(ticked))


def masking(told: Mapping[str, Any], source: Source, own: str = "") -> Masking:
    """Return what may have to be masked in what an officer wrote.

    Args:
        own: Further words to mask, one a line, as the officer typed them.
    """
    text = f"{told['title']}\n{told['text']}".replace("\r\n", "\n")
    mine = [("other", line.strip()) for line in own.splitlines() if line.strip()]
    return Masking(text, passages(text, [*source.known, *mine]))  # type: ignore[list-item]  # sorts


def copied(
    told: Mapping[str, Any], found: Masking, ticked: Sequence[str], case: Case
) -> dict[str, Any]:
    """Return a copy as plain values, masked as ticked."""
    chosen = found.chosen(ticked)
    title, _line, body = masked(found.text, chosen).partition("\n")
    labels = {}
    for tongue in ("vi", "en"):
        with override(tongue):
            labels[tongue] = str(kinds.get(case.kind).label)
    last = told["shown_until"]
    return {
        "title": title,
        "paragraphs": [" ".join(part.split("\n")) for part in body.split("\n\n") if part.strip()],
        "basis": told["basis"],
        "audience": told["audience"],
        "masked": counted(chosen),
        "kind": case.kind,
        "kind_label": labels,
        "unit_id": case.unit_id,
        "case_slug": case.slug,
        "shown_from": told["shown_from"].isoformat(),
        "shown_until": last.isoformat() if last else None,
    }


def sealed(values: Mapping[str, Any], actor: Actor) -> str:
    """Return a preview sealed for one person."""
    return signing.dumps({**values, "by": actor.user_id}, salt=SALT, compress=True)


def opened(seal: str, actor: Actor, case: Case) -> Copy:
    """Return the copy of a sealed preview.

    Raises:
        Refused: ``PUB-08`` it is too old, was changed, or is somebody else's or another case's.
    """
    try:
        kept = signing.loads(seal, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        raise Refused("PUB-08") from None
    if kept.pop("by") != actor.user_id or kept["case_slug"] != case.slug:
        raise Refused("PUB-08")
    return copy_from(kept)


def copy_from(kept: Mapping[str, Any]) -> Copy:
    """Return plain values as a copy again."""
    last = kept["shown_until"]
    days = {
        "shown_from": date.fromisoformat(kept["shown_from"]),
        "shown_until": date.fromisoformat(last) if last else None,
        "paragraphs": tuple(kept["paragraphs"]),
    }
    return Copy(**{**kept, **days})


def left_in(content: Mapping[str, Any], source: Source) -> tuple[Passage, ...]:
    """Return what still looks like personal data in a copy, for who approves it."""
    text = "\n".join([content["title"], *content["paragraphs"], content["basis"]])
    return passages(text, source.known)
