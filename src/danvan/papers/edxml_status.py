"""What a receiver tells the sender of an envelope: that it came, was taken in, or was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lxml import etree  # type: ignore[import-untyped]

from danvan.law.pack_folders import packs_folder
from danvan.papers.edxml_schema import checked, settings, tag
from danvan.papers.edxml_values import NAMESPACE, EnvelopeError, Organ, plain

Told = Literal["arrived", "refused", "taken"]
SCHEMA = "edxml_status.xsd"


@dataclass(frozen=True, slots=True)
class Status:
    """What became of an envelope at one receiver.

    Args:
        sender: The body that tells it.
        organ: Identity code of the body that had sent the document.
        document: ``organId,yyyy/MM/dd,number/notation`` of that document.
        told: What became of it; ``""`` where the code of another gateway is not known here.
        words: Why it was refused, or more.
        moment: As it was written.
    """

    sender: Organ
    organ: str
    document: str
    told: Told | Literal[""]
    code: str = ""
    dated: date | None = None
    words: str = ""
    moment: str = ""


def write_status(status: Status) -> bytes:
    """Return a status as XML in UTF-8; what ``read_status`` would refuse is not written.

    Raises:
        EnvelopeError: As ``read_status``.
    """
    root = etree.Element(tag("edXMLEnvelope"), nsmap={"edXML": NAMESPACE})
    told = _put(_put(root, "edXMLHeader"), "Status")
    answered = _put(told, "ResponseFor")
    _put(answered, "OrganId", status.organ)
    _put(answered, "Code", status.code)
    _put(answered, "PromulgationDate", f"{status.dated:%Y/%m/%d}" if status.dated else "")
    _put(answered, "DocumentId", status.document)
    sender = _put(told, "From")
    _put(sender, "OrganId", status.sender.id)
    _put(sender, "OrganName", status.sender.name)
    rows = settings(packs_folder())["statuses"]
    _put(told, "StatusCode", next(row["code"] for row in rows if row["key"] == status.told))
    _put(told, "Description", status.words)
    _put(told, "Timestamp", status.moment)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    read_status(written)
    return written


def is_status(content: bytes) -> bool:
    """Return whether an XML file looks like a status, without taking it apart."""
    return b"StatusCode" in content and b"MessageHeader" not in content


def read_status(content: bytes) -> Status:
    """Return the status of an XML file.

    Raises:
        EnvelopeError: ``EDXML-01`` to ``EDXML-08``, as ``edxml.read``.
    """
    told = next(checked(content, SCHEMA).iter(tag("Status")))
    answered, sender = told.find(tag("ResponseFor")), told.find(tag("From"))
    rows = settings(packs_folder())["statuses"]
    keys = {row["code"]: row["key"] for row in rows}
    return Status(
        sender=Organ(_text(sender, "OrganId"), _text(sender, "OrganName")),
        organ=_text(answered, "OrganId"),
        document=_text(answered, "DocumentId"),
        told=keys.get(_text(told, "StatusCode"), ""),
        code=_text(answered, "Code"),
        dated=_day(answered),
        words=_text(told, "Description"),
        moment=_text(told, "Timestamp"),
    )


def _put(parent: Any, name: str, text: str = "") -> Any:
    child = etree.SubElement(parent, tag(name))
    try:
        child.text = text or None
    except ValueError as error:
        raise EnvelopeError("EDXML-08", field=name, line=0) from error
    return child


def _text(parent: Any, name: str) -> str:
    return plain(parent.findtext(tag(name)) or "")


def _day(parent: Any) -> date | None:
    written = _text(parent, "PromulgationDate")
    try:
        return date(*map(int, written.split("/"))) if written else None
    except ValueError as error:
        raise EnvelopeError("EDXML-08", field="PromulgationDate", line=parent.sourceline) from error
