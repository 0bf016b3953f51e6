"""Take an envelope in: checked whole, kept once, registered or refused; and receipts of our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from danvan.areas.exchange import queries
from danvan.areas.exchange.export import tell
from danvan.areas.exchange.models import Direction, Envelope, Receipt, State
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.clocks import ClockBasis
from danvan.kernel.cases.perform import EvidenceInput, Opening, open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import uploads
from danvan.kernel.correspondence.delivery import acknowledge
from danvan.kernel.correspondence.models import Addressee, Incoming, Register
from danvan.kernel.correspondence.rights import CLERKS
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import keep
from danvan.law.collation import fold
from danvan.law.duties import Words
from danvan.law.pack_folders import packs_folder
from danvan.papers import edxml
from danvan.papers.edxml_schema import MEGABYTE, settings
from danvan.papers.edxml_status import read_status
from danvan.papers.layouts import paper_types

URGENCIES: Final = {"1": "urgent", "2": "very_urgent", "3": "express"}
LONGEST_NAME: Final = 150


@dataclass(frozen=True, slots=True)
class Arrival:
    """An envelope that was read and checked; nothing of it is kept but its files.

    Args:
        files: Keys of its files as they are kept, in order.
    """

    told: dict[str, Any]
    files: tuple[int, ...]

    @property
    def dated(self) -> date:
        """Return the day of the document."""
        return date.fromisoformat(self.told["dated"])

    @property
    def due(self) -> date | None:
        """Return until when the sender wants an answer."""
        return date.fromisoformat(self.told["due"]) if self.told["due"] else None


def too_large(size: int) -> None:
    """Refuse a file before it is read into memory.

    Raises:
        EnvelopeError: ``EDXML-02``.
    """
    limit = settings(packs_folder())["bounds"]["megabytes"]
    if size > limit * MEGABYTE:
        raise edxml.EnvelopeError("EDXML-02", limit=limit)


def read_arrival(content: bytes, actor: Actor) -> Arrival:
    """Read an envelope, refuse what is marked secret, and keep its files for the next step.

    Raises:
        EnvelopeError: ``EDXML-01`` to ``EDXML-12``.
        Refused: ``DOC-01``, it carries a secret mark; ``EXCH-10``, a unit of one's own sent it.
        FileRefused: A file cannot be kept.
    """
    envelope = edxml.read(content)
    if envelope.sender.id.upper() in queries.codes_of(actor):
        raise Refused("EXCH-10", organ=envelope.sender.id)
    uploads.refuse_secret(f"{envelope.subject}\n{envelope.content}\n{envelope.type_detail}")
    named = [(safe_name(one.name), one.content) for one in envelope.attachments]
    for name, found in named:
        uploads.refuse_secret_file(ContentFile(found, name))
    with transaction.atomic():
        files = [keep(BytesIO(found), name, by=actor.label) for name, found in named]
    return Arrival(told_of(envelope), tuple(file.pk for file in files))


def safe_name(name: str) -> str:
    """Return the name of a file without signs that hide or turn what it says.

    Example:
        >>> safe_name("bao-cao\u202efdp.exe")
        'bao-caofdp.exe'
    """
    seen = "".join(sign for sign in name if sign.isprintable()).lstrip(". ")
    stem, dot, ending = seen.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending[:10]}"


def told_of(envelope: edxml.Envelope) -> dict[str, Any]:
    """Return what is kept and shown of an envelope, as plain values."""
    return {
        "organ_id": envelope.sender.id,
        "organ_name": envelope.sender.name,
        "receivers": [[one.id, one.name] for one in envelope.receivers],
        "document_id": envelope.document_id[:100],
        "written": f"{envelope.number}/{envelope.notation}"[:60],
        "dated": envelope.dated.isoformat(),
        "subject": envelope.subject,
        "type_name": envelope.type_name,
        "signer": envelope.signer,
        "position": envelope.position,
        "place": envelope.place,
        "due": envelope.due.isoformat() if envelope.due else "",
        "priority": envelope.priority,
        "answers": [one.code or one.document for one in envelope.answers],
    }


def other_code(arrival: Arrival, actor: Actor) -> Refused | None:
    """Return the warning that the sender's name is known here by another code."""
    code, wanted = arrival.told["organ_id"], fold(arrival.told["organ_name"])
    known = [one for one in queries.organs(actor) if fold(one.name) == wanted]
    if not known or any(one.organ_id == code.upper() for one in known):
        return None
    return Refused("EXCH-13", name=known[0].name, known=known[0].organ_id, organ=code)


def type_of(name: str) -> str:
    """Return the key of a type by its name, or nothing."""
    wanted = fold(name)
    known = paper_types(packs_folder()).values()
    return next((one.key for one in known if fold(one.name.vi) == wanted), "")


def twin_of(arrival: Arrival, unit_id: int) -> Incoming | None:
    """Return a document of the same number, day and sender that came another way."""
    rows = Incoming.objects.filter(
        case__unit_id=unit_id,
        their_number=arrival.told["written"],
        their_day=arrival.dated,
        sender=arrival.told["organ_name"],
    )
    return rows.select_related("case").first()


def refuse_again(unit_id: int, document_id: str) -> Envelope | None:
    """Return an earlier refusal of the same document, to be written over.

    Raises:
        Refused: ``EXCH-04``, the document is registered already.
    """
    earlier = queries.arrived(unit_id, document_id)
    if earlier is not None and earlier.state == State.TAKEN:
        raise Refused("EXCH-04", document=document_id)
    return earlier


@transaction.atomic
def take(arrival: Arrival, register: Register, answer_by: date | None, actor: Actor) -> Envelope:
    """Register an envelope as an incoming document, once: case, number and envelope, or nothing.

    Raises:
        Refused: ``EXCH-04`` it is registered already; as ``open_case`` and ``perform``.
    """
    told, unit_id = arrival.told, register.unit_id
    earlier = refuse_again(unit_id, told["document_id"])
    files = StoredFile.objects.in_bulk(arrival.files)
    kept = [files[one] for one in arrival.files if one in files]
    main = next((one for one in kept if one.media_type == "application/pdf"), None)
    main = main or (kept[0] if kept else None)
    facts = {
        "sender": told["organ_name"],
        "their_number": told["written"],
        "their_day": arrival.dated,
        "type_key": type_of(told["type_name"]),
        "summary": told["subject"],
        "urgency": URGENCIES.get(told["priority"], ""),
        "file": main,
        "received_on": actor.today,
        "answer_by": answer_by,
    }
    title = f"{told['written']}: {told['subject']}"
    opening = Opening(
        unit_id=unit_id,
        title=Words(title, title),
        opened_on=actor.today,
        facts=facts,
        takings={},
        due_on=answer_by,
        basis=ClockBasis(source=told["written"]) if answer_by else None,
    )
    case = open_case("documents.incoming", actor, opening)
    others = [EvidenceInput("other", file_id=one.pk) for one in kept if one != main]
    data = {"register": register.pk}
    perform(case, "register", actor, effective_on=actor.today, data=data, evidence=others)
    row = _kept(earlier, arrival, unit_id, State.TAKEN, actor, case=case)
    tell("take", row, actor, case=case.slug)
    return row


@transaction.atomic
def refuse(arrival: Arrival, unit_id: int, reason: str, actor: Actor) -> Envelope:
    """Refuse an envelope; its header and the reason are kept, nothing is registered.

    Raises:
        Refused: ``EXCH-04``, it is registered already.
    """
    earlier = refuse_again(unit_id, arrival.told["document_id"])
    row = _kept(earlier, arrival, unit_id, State.REFUSED, actor, reason=reason[:500])
    tell("refuse", row, actor, reason=reason[:300])
    return row


def _kept(
    earlier: Envelope | None,
    arrival: Arrival,
    unit_id: int,
    state: State,
    actor: Actor,
    **more: Any,
) -> Envelope:
    told = arrival.told
    row = earlier or Envelope(unit_id=unit_id, direction=Direction.IN)
    columns = {name: told[name] for name in ("document_id", "organ_id", "organ_name", "written")}
    files = list(arrival.files) if state == State.TAKEN else []
    values = {
        **columns,
        "dated": arrival.dated,
        "subject": told["subject"],
        "header": told | {"files": files},
        "state": state,
        "reason": "",
        "recorded_at": timezone.now(),
        "recorded_by": actor.label[:200],
        **more,
    }
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("EXCH-04", document=told["document_id"]) from None
    return row


@transaction.atomic
def note_receipt(content: bytes, actor: Actor) -> Receipt:
    """Note what a receiver told of an envelope that left; an addressee in words has it then.

    Raises:
        EnvelopeError: ``EDXML-01`` to ``EDXML-08``.
        Refused: ``EXCH-05`` no envelope of that document left from here, ``EXCH-06`` the body was
            no receiver of it, ``EXCH-07`` a code that is not known here.
    """
    status = read_status(content)
    rows = queries.visible_envelopes(actor).filter(
        actor.reach_with(CLERKS, "unit_id"),
        direction=Direction.OUT,
        document_id=status.document,
    )
    row = rows.order_by("-pk").first()
    if row is None:
        raise Refused("EXCH-05", document=status.document)
    names = dict(row.header["receivers"])
    if status.sender.id not in names:
        raise Refused("EXCH-06", organ=status.sender.id)
    if not status.told:
        raise Refused("EXCH-07")
    receipt, is_new = Receipt.objects.get_or_create(
        envelope=row,
        organ_id=status.sender.id,
        state=status.told,
        defaults={
            "organ_name": names[status.sender.id],
            "words": status.words,
            "moment": status.moment,
            "recorded_at": timezone.now(),
            "recorded_by": actor.label[:200],
        },
    )
    if is_new:
        _carry_over(row, receipt, actor)
    return receipt


def _carry_over(row: Envelope, receipt: Receipt, actor: Actor) -> None:
    """Carry the newest word of a receiver over to the envelope and to its addressee."""
    row.state, row.reason = receipt.state, receipt.words if receipt.state == State.REFUSED else ""
    row.save(update_fields=["state", "reason"])
    tell("receipt", row, actor, organ=receipt.organ_id, told=receipt.state)
    if receipt.state != State.TAKEN:
        return
    wanted = fold(receipt.organ_name)
    waiting = Addressee.objects.filter(
        document=row.case_id, unit=None, acknowledged_at=None, delivered_at__isnull=False
    )
    for addressee in waiting:
        if fold(addressee.words) == wanted:
            acknowledge(addressee, actor, actor.today)
