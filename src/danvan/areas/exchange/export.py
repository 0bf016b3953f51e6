"""Put an issued document into an envelope, and write receipts back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from danvan.areas.exchange import queries
from danvan.areas.exchange.models import Direction, Envelope, Organ, State
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.documents import addressee_names
from danvan.kernel.correspondence.models import Document, Manner
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import read
from danvan.papers import edxml
from danvan.papers.edxml import Answered, Attachment
from danvan.papers.edxml_status import Status, Told, write_status
from danvan.papers.layouts import paper_type

PRIORITIES: Final = {"": "0", "urgent": "1", "very_urgent": "2", "express": "3"}
_WRITTEN: Final = re.compile(r"(?:Số)?\s*:?\s*(\d{1,10}[a-zđA-ZĐ]?)\s*[-/]\s*(.+)")
_FIELDS: Final = (
    "number", "notation", "type_name", "signer", "place", "competence", "position", "places",
    "priority",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parcel:
    """What an envelope of a document holds: its header and the files that go with it."""

    header: edxml.Envelope
    files: tuple[StoredFile, ...]

    def envelope(self) -> edxml.Envelope:
        """Return the envelope with its files.

        Raises:
            FileRefused: A file is no longer what was kept.
        """
        found = tuple(
            Attachment(str(at), _name(file.name), file.media_type, read(file))
            for at, file in enumerate(self.files, start=1)
        )
        return replace(self.header, attachments=found)


def _name(name: str) -> str:
    return re.sub(r"[/\\:]", "-", name) or "van-ban"


def parcel_of(
    document: Document, receivers: Sequence[tuple[str, str]], actor: Actor, *, with_docx: bool
) -> Parcel:
    """Return what goes into the envelope of an issued document.

    Raises:
        Refused: ``EXCH-01`` the issuer has no identity code, ``EXCH-03`` the document is not issued
            or was never printed.
    """
    sender = queries.own_codes(actor).get(document.unit_id)
    if sender is None:
        raise Refused("EXCH-01")
    split = _WRITTEN.fullmatch(document.written)
    files = files_of(document, with_docx=with_docx)
    if split is None or document.issued_on is None or not files:
        raise Refused("EXCH-03")
    last = document.signings.order_by("-order").first()
    header = edxml.Envelope(
        sender=_organ(sender, document),
        receivers=tuple(edxml.Organ(code, name) for code, name in receivers),
        number=split[1],
        notation=split[2].strip(),
        dated=document.issued_on,
        subject=document.summary,
        type_name=paper_type(document.type_key).name.vi,
        signer=last.name if last else "",
        place=document.issuer.get("place", ""),
        competence=last.authority if last else "",
        position=last.title if last else "",
        places=tuple(addressee_names(document, document.issued_on)),
        priority=PRIORITIES.get(document.urgency, "0"),
        answers=answers_of(document),
    )
    return Parcel(header, files)


def _organ(organ: Organ, document: Document) -> edxml.Organ:
    issuer = document.issuer
    name = issuer.get("name") or organ.name
    return edxml.Organ(organ.organ_id, name, issuer.get("superior", ""), email=organ.email)


def answers_of(document: Document) -> tuple[Answered, ...]:
    """Return which documents this one answers, as their envelopes named them."""
    found = []
    for came in document.answered_documents.select_related("case"):
        arrival = Envelope.objects.filter(case=came.case, direction=Direction.IN).first()
        organ, identity = (arrival.organ_id, arrival.document_id) if arrival else ("", "")
        found.append(Answered(organ, came.their_number[:50], came.their_day, identity))
    return tuple(found)


def files_of(document: Document, *, with_docx: bool) -> tuple[StoredFile, ...]:
    """Return the print as it was signed last, and the Word file where it is asked for."""
    version = document.versions.order_by("-order").first()
    if version is None or version.pdf is None:
        return ()
    signed = document.signings.filter(manner=Manner.DIGITAL, version=version, file__isnull=False)
    last = signed.order_by("-order").first()
    pdf = last.file if last and last.file else version.pdf
    return (pdf, version.docx) if with_docx and version.docx else (pdf,)


@transaction.atomic
def make(
    document: Document, receivers: Sequence[tuple[str, str]], actor: Actor, *, with_docx: bool
) -> Envelope:
    """Keep an envelope of a document; what it holds can be written again at any time.

    Raises:
        Refused: As ``parcel_of``.
        EnvelopeError: A field is not as the standard wants it.
        FileRefused: A file is no longer what was kept.
    """
    parcel = parcel_of(document, receivers, actor, with_docx=with_docx)
    edxml.write(parcel.envelope())
    header = parcel.header
    told: dict[str, Any] = {name: getattr(header, name) for name in _FIELDS}
    made = Envelope.objects.create(
        unit_id=document.unit_id,
        direction=Direction.OUT,
        document_id=header.document_id[:100],
        organ_id=header.sender.id,
        organ_name=header.sender.name,
        written=f"{header.number}/{header.notation}"[:60],
        dated=header.dated,
        subject=header.subject,
        header=told
        | {
            "sender": asdict(header.sender),
            "receivers": [list(one) for one in receivers],
            "answers": [
                [one.organ, one.code, one.dated.isoformat() if one.dated else "", one.document]
                for one in header.answers
            ],
            "files": [file.pk for file in parcel.files],
        },
        state=State.MADE,
        case=document.case,
        recorded_at=timezone.now(),
        recorded_by=actor.label[:200],
    )
    for code, name in receivers:
        Organ.objects.get_or_create(root_id=actor.root_id, organ_id=code, defaults={"name": name})
    tell("make", made, actor, receivers=len(receivers), files=len(parcel.files))
    return made


def parcel_again(row: Envelope) -> Parcel:
    """Return what an envelope that was made holds, as it was made."""
    told = row.header
    answers = tuple(
        Answered(organ, code, date.fromisoformat(dated) if dated else None, identity)
        for organ, code, dated, identity in told["answers"]
    )
    header = edxml.Envelope(
        sender=edxml.Organ(**told["sender"]),
        receivers=tuple(edxml.Organ(code, name) for code, name in told["receivers"]),
        dated=row.dated,
        subject=row.subject,
        answers=answers,
        **{name: told[name] for name in _FIELDS if name != "places"},
        places=tuple(told["places"]),
        document=row.document_id,
    )
    return Parcel(header, files_kept(row))


def files_kept(row: Envelope) -> tuple[StoredFile, ...]:
    """Return the files of an envelope in their order."""
    wanted = row.header.get("files", [])
    found = StoredFile.objects.in_bulk(wanted)
    return tuple(found[one] for one in wanted if one in found)


def receipt_of(row: Envelope, organ: Organ) -> bytes:
    """Return what the unit tells the sender of an envelope that came.

    Raises:
        EnvelopeError: A field is not as it must be.
    """
    told: Told = "refused" if row.state == State.REFUSED else "taken"
    return write_status(
        Status(
            sender=edxml.Organ(organ.organ_id, organ.name),
            organ=row.organ_id,
            document=row.document_id,
            told=told,
            code=row.written[:50],
            dated=row.dated,
            words=row.reason,
            moment=f"{timezone.localtime(row.recorded_at):%Y/%m/%d %H:%M:%S}",
        )
    )


def content_of(row: Envelope) -> bytes:
    """Return an envelope that was made as XML.

    Raises:
        EnvelopeError, FileRefused: As ``make``.
    """
    return edxml.write(parcel_again(row).envelope())


def tell(action: str, row: Envelope, actor: Actor, **details: object) -> None:
    """Write the audit entry of an envelope."""
    record(
        f"exchange.envelope.{action}",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"envelope:{row.pk}",
        unit_id=row.unit_id,
        details={"document": row.document_id, **details},
    )
