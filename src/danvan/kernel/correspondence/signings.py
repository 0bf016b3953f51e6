"""Who signs a document, in order, and how each of them did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.documents import require_draft
from danvan.kernel.correspondence.models import Document, DocumentVersion, Manner, Signing
from danvan.kernel.correspondence.rights import CLERKS, require, require_words, tell
from danvan.kernel.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class Signer:
    """One who will sign, in the order given."""

    unit_id: int
    title: str
    name: str
    authority: str = ""
    on_behalf: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """How somebody signed.

    Args:
        file: The signed print, or the scan of the signed paper.
        version: What was signed.
        report: What the validation of a digital signature found.
    """

    manner: str
    on: date
    file: StoredFile
    version: DocumentVersion | None = None
    report: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def set_signers(document: Document, rows: Sequence[Signer], actor: Actor) -> None:
    """Say who signs, in order.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-17`` it is issued, ``REG-22`` somebody has signed.
    """
    require_draft(document, actor)
    if document.signings.exclude(signed_at=None).exists():
        raise Refused("REG-22")
    document.signings.all().delete()
    for order, row in enumerate(rows, start=1):
        Signing.objects.create(document=document, order=order, **asdict(row))
    _tell("signers.set", document, actor, count=len(rows))


@transaction.atomic
def note_signing(signing: Signing, signed: Signed, actor: Actor) -> None:
    """Note that somebody signed: digitally, or on paper with a scan attached.

    Of a joint document each unit notes the signature of its own side only.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-04`` a day to come, ``REG-23`` it is not the turn
            of this one, ``REG-24`` no manner of signing.
    """
    document = signing.document
    require(actor, CLERKS, signing.unit_id)
    if signed.manner not in Manner.values:
        raise Refused("REG-24")
    if signed.on > actor.today:
        raise Refused("REG-04", day=signed.on)
    earlier = document.signings.filter(order__lt=signing.order, signed_at=None)
    open_row = Signing.objects.filter(pk=signing.pk, signed_at=None)
    if earlier.exists() or not open_row.update(
        manner=signed.manner,
        signed_on=signed.on,
        signed_at=timezone.now(),
        recorded_by=actor.label,
        file=signed.file,
        version=signed.version,
        report=dict(signed.report),
    ):
        raise Refused("REG-23", title=signing.title)
    signing.refresh_from_db()
    _tell("sign", document, actor, order=signing.order, manner=signed.manner)


@transaction.atomic
def clear_signings(document: Document, actor: Actor, reason: str) -> None:
    """Take all signatures back, as what was signed is changed or returned; the files stay.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-17`` it is issued.
    """
    require_draft(document, actor)
    words = require_words(reason)
    document.signings.exclude(signed_at=None).update(
        manner="",
        signed_on=None,
        signed_at=None,
        recorded_by="",
        file=None,
        version=None,
        report={},
    )
    _tell("signings.clear", document, actor, reason=words)


def _tell(action: str, document: Document, actor: Actor, **details: object) -> None:
    tell(f"document.{action}", f"case:{document.case.slug}", actor, document.case.unit_id, details)
