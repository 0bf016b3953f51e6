"""Drafts of documents, their versions, and the issue that fixes names, number and symbol."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.issuers import issuers_of, printed_on, symbol_of
from danvan.kernel.correspondence.models import (
    Direction,
    Document,
    DocumentVersion,
    JointIssuer,
    Number,
    NumberState,
    Register,
)
from danvan.kernel.correspondence.numbers import (
    Line,
    claim,
    give_back,
    reserve,
    strike_out,
    use,
    write_line,
)
from danvan.kernel.correspondence.rights import CLERKS, require, require_words, tell
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.tree import names_of
from danvan.papers.numbers import written_number

DRAFTED: Final = frozenset(
    {"type_key", "world", "unit", "summary", "layout", "template", "urgency", "content"}
)
"""What of a document may be changed until it is issued."""


@transaction.atomic
def change_draft(document: Document, changes: Mapping[str, Any], actor: Actor) -> None:
    """Change what a document says, before it is issued.

    Args:
        changes: Values by the names of ``DRAFTED``.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-17`` it is issued.
        KeyError: A column that is none of a draft.
    """
    require_draft(document, actor)
    strange = set(changes) - DRAFTED
    if strange:
        raise KeyError(*sorted(strange))
    for name, value in changes.items():
        setattr(document, name, value)
    document.save(update_fields=sorted(changes))
    _tell("draft.change", document, actor, changed=sorted(changes))


@transaction.atomic
def set_joint_issuers(document: Document, unit_ids: Sequence[int], actor: Actor) -> None:
    """Say which further units issue a joint document, in order after the first.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-17`` it is issued, ``REG-18`` a unit stands twice,
            or one that joins holds a number.
    """
    require_draft(document, actor)
    is_twice = len({document.unit_id, *unit_ids}) != len(unit_ids) + 1
    if is_twice or document.joint_issuers.exclude(number=None).exists():
        raise Refused("REG-18")
    document.joint_issuers.all().delete()
    for order, unit_id in enumerate(unit_ids, start=2):
        JointIssuer.objects.create(document=document, order=order, unit_id=unit_id)
    _tell("draft.issuers", document, actor, units=list(unit_ids))


@transaction.atomic
def take_names(document: Document, on: date, actor: Actor) -> None:
    """Take the names of a day as those to be printed; they stay until somebody takes them anew.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-09`` an issuer has no names on that day, ``REG-17``
            it is issued.
    """
    require_draft(document, actor)
    document.issuer, *others = printed_on(document, on)
    document.save(update_fields=["issuer"])
    for joint, issuer in zip(document.joint_issuers.order_by("order"), others, strict=True):
        joint.issuer = issuer
        joint.save(update_fields=["issuer"])
    _tell("draft.names", document, actor, on=on.isoformat(), names=_named(document.issuer, *others))


def _named(*issuers: Mapping[str, Any]) -> list[str]:
    return [str(one["name"]) for one in issuers]


def issuing_units(document: Document) -> tuple[int, ...]:
    """Return the units that issue a document, the leading one first."""
    others = document.joint_issuers.order_by("order").values_list("unit_id", flat=True)
    return (document.unit_id, *others)


def require_draft(document: Document, actor: Actor) -> None:
    """Refuse to change what is issued, or what others keep; each issuer of a joint draft may.

    Raises:
        Refused: ``REG-01``, ``REG-17``.
    """
    require(actor, CLERKS, document.case.unit_id, *issuing_units(document))
    if Document.objects.exclude(issued_on=None).filter(pk=document.pk).exists():
        raise Refused("REG-17")


@transaction.atomic
def hold_number(document: Document | JointIssuer, number: Number, actor: Actor) -> None:
    """Let a draft hold a number; for a joint issuer, one of its own register.

    Raises:
        Refused: ``REG-01`` no role at the unit of the register, ``REG-14`` nobody holds the number
            any more, ``REG-17`` the document is issued, ``REG-19`` the number is another unit's,
            another document's, or the draft has one already.
    """
    draft = document.document if isinstance(document, JointIssuer) else document
    register = number.series.register
    require(actor, CLERKS, register.unit_id)
    if Document.objects.exclude(issued_on=None).filter(pk=draft.pk).exists():
        raise Refused("REG-17")
    fits = register.unit_id == document.unit_id and register.direction == Direction.OUT
    rows = type(document).objects.filter(pk=document.pk, number=None)
    if not fits or _is_held(number) or not rows.update(number=number):
        raise Refused("REG-19", value=number.value)
    claim(number, actor)
    document.number = number


def _is_held(number: Number) -> bool:
    held = Document.objects.filter(number=number).exists()
    return held or JointIssuer.objects.filter(number=number).exists()


@transaction.atomic
def issue(
    document: Document, on: date, actor: Actor, *, register: Register | None = None
) -> Document:
    """Issue a document: names, number and symbol stay from now on as they are on this day.

    Args:
        register: Where its number is taken if the draft holds none.

    Raises:
        Refused: ``REG-01`` no role at the register, ``REG-09`` an issuer has no names on that day,
            ``REG-17`` it is issued already, ``REG-19`` the register is another unit's, ``REG-20``
            neither number nor register; as ``numbers.reserve`` and ``numbers.use``.
    """
    if Document.objects.exclude(issued_on=None).filter(pk=document.pk).exists():
        raise Refused("REG-17")
    number = document.number
    if number is None:
        if register is None:
            raise Refused("REG-20")
        number = reserve(register, document.type_key, actor, on)
        hold_number(document, number, actor)
    issuers = issuers_of(document, on)
    document.issuer, document.issued_on = issuers[0], on
    document.written = _written(document, number, _symbol(document, issuers))
    document.save(update_fields=["issuer", "issued_on", "written"])
    use(number, _line(document, document.written), actor)
    for joint, issuer in zip(document.joint_issuers.order_by("order"), issuers[1:], strict=True):
        _issue_joint(joint, issuer, document, actor)
    _tell("issue", document, actor, written=document.written, on=on.isoformat())
    return document


def _issue_joint(
    joint: JointIssuer, issuer: dict[str, Any], document: Document, actor: Actor
) -> None:
    """Keep a further issuer's names; a number that its own clerk holds for it is used too."""
    joint.issuer = issuer
    if joint.number is not None:
        joint.written = _written(document, joint.number, issuer["abbreviation"])
        write_line(joint.number, _line(document, joint.written), actor)
    joint.save(update_fields=["issuer", "written"])


def _symbol(document: Document, issuers: Sequence[dict[str, Any]]) -> str:
    """Return the symbol of the first issuer: of all together unless another has its own number."""
    is_numbered_apart = document.joint_issuers.exclude(number=None).exists()
    return symbol_of(issuers[:1] if is_numbered_apart else issuers)


def _written(document: Document, number: Number, symbol: str) -> str:
    day = document.issued_on or number.reserved_on
    world: Any = document.world
    return written_number(world, number.value, document.type_key, symbol, day)


def _line(document: Document, written: str) -> Line:
    """Return the line of the register; of what is restricted it holds no words."""
    day = document.issued_on
    assert day is not None  # noqa: S101  set by the only caller
    if document.case.classification > Classification.INTERNAL:
        return Line(written, day)
    return Line(
        written,
        day,
        summary=document.summary,
        addressee="; ".join(addressee_names(document, day)),
        signer="; ".join(one.name for one in document.signings.order_by("order")),
    )


def addressee_names(document: Document, on: date) -> list[str]:
    """Return who gets a document, in the order printed; units as they are called on a day."""
    rows = list(document.addressees.order_by("order"))
    names = names_of([row.unit_id for row in rows if row.unit_id is not None], on)
    return [row.words or names.get(row.unit_id or 0, "") for row in rows]


@transaction.atomic
def recall(document: Document, actor: Actor, reason: str) -> None:
    """Take a document back: its number is voided once issued, given back while a draft.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-14`` it is recalled already.
    """
    require(actor, CLERKS, document.case.unit_id, document.unit_id)
    words = require_words(reason)
    numbers = [document.number, *(one.number for one in document.joint_issuers.all())]
    for number in filter(None, numbers):
        if number.state == NumberState.RESERVED:
            give_back(number, actor, words)
        else:
            strike_out(number, actor, words)
    document.refresh_from_db()
    _tell("recall", document, actor, reason=words)


@transaction.atomic
def add_version(
    document: Document,
    *,
    why: str,
    actor: Actor,
    docx: StoredFile | None = None,
    pdf: StoredFile | None = None,
) -> DocumentVersion:
    """Keep the files of a document as they are now; no version is ever changed.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-02`` somebody keeps another at the same moment,
            ``REG-05`` no reason, ``REG-21`` no file.
    """
    require(actor, CLERKS, document.case.unit_id, *issuing_units(document))
    return keep_version(document, why=why, actor=actor, docx=docx, pdf=pdf)


@transaction.atomic
def keep_version(
    document: Document,
    *,
    why: str,
    actor: Actor,
    docx: StoredFile | None = None,
    pdf: StoredFile | None = None,
) -> DocumentVersion:
    """Keep files without asking for a role; for the job that prints what somebody asked for.

    Raises:
        Refused: ``REG-02``, ``REG-05``, ``REG-21``.
    """
    files = [file for file in (docx, pdf) if file is not None]
    if not files:
        raise Refused("REG-21")
    digest = hashlib.sha256("".join(file.digest for file in files).encode()).hexdigest()
    last = document.versions.order_by("-order").values_list("order", flat=True).first() or 0
    try:
        with transaction.atomic():
            made = DocumentVersion.objects.create(
                document=document,
                order=last + 1,
                docx=docx,
                pdf=pdf,
                digest=digest,
                made_at=timezone.now(),
                made_by=actor.label,
                made_user_id=actor.user_id,
                why=require_words(why),
            )
    except IntegrityError:
        raise Refused("REG-02") from None
    _tell("version.add", document, actor, order=made.order, digest=digest)
    return made


def _tell(action: str, document: Document, actor: Actor, **details: object) -> None:
    tell(f"document.{action}", f"case:{document.case.slug}", actor, document.case.unit_id, details)
