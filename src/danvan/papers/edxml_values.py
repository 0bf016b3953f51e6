"""What an envelope between bodies holds, as values: fields of a document and its files."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from danvan.papers.values import PaperError

NAMESPACE: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


class EnvelopeError(PaperError):
    """An envelope that cannot be written or read; the fields name line and element."""


@dataclass(frozen=True, slots=True)
class Organ:
    """A body that sends or receives.

    Args:
        id: Identity code such as ``000.00.01.H56``, 13 signs.
        in_charge: Body above it.
    """

    id: str
    name: str
    in_charge: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The document that this one answers."""

    organ: str = ""
    code: str = ""
    dated: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A station of the way; the moment as the gateway wrote it."""

    organ: str
    moment: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in the envelope.

    Args:
        id: Ties manifest and content; unique in the envelope.
        kind: Media type, such as ``application/pdf``.
    """

    id: str
    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What travels: the fields of a document and its files.

    Args:
        number: Digits, as ``notation`` is the symbol beside it.
        type_code: Number of the type in the standard, or ``""``; ``type_name`` in words.
        priority: 0 ordinary to 3; ``""`` where it is not told. So are the other digits.
        document: ``organId,yyyy/MM/dd,number/notation``; ``""`` is made from the other fields.
    """

    sender: Organ
    receivers: tuple[Organ, ...]
    number: str
    notation: str
    dated: date
    subject: str
    type_name: str
    signer: str
    place: str = ""
    type_code: str = ""
    type_detail: str = ""
    content: str = ""
    competence: str = ""
    position: str = ""
    due: date | None = None
    places: tuple[str, ...] = ()
    priority: str = ""
    sphere: str = ""
    typist: str = ""
    amount: str = ""
    pages: str = ""
    appendixes: tuple[str, ...] = ()
    answers: tuple[Answered, ...] = ()
    steering: str = ""
    document: str = ""
    traces: tuple[Trace, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def document_id(self) -> str:
        """Return the identity of the document among all bodies."""
        made = f"{self.sender.id},{self.dated:%Y/%m/%d},{self.number}/{self.notation}"
        return self.document or made


TURNING: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs that turn the order in which a text is shown, so that it reads as another."""


def plain(text: str) -> str:
    r"""Return a text as it is kept: NFC, one space between words, none around, nothing turned.

    Example:
        >>> plain("65H\u202e.10 ")
        '65H.10'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(TURNING).split())
