"""Envelopes of edXML (QCVN 102:2016): a value out as XML, XML in as a value, checked by our schema.

What comes in is measured before it is taken apart: no DTD, no entity, no network, bounded size and
depth; each attachment must be what it says.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from danvan.papers.edxml_attachments import attachments_of
from danvan.papers.edxml_schema import checked, tag
from danvan.papers.edxml_values import (
    NAMESPACE,
    Answered,
    Attachment,
    Envelope,
    EnvelopeError,
    Organ,
    Trace,
    plain,
)

__all__ = [
    "Answered",
    "Attachment",
    "Envelope",
    "EnvelopeError",
    "Organ",
    "Trace",
    "read",
    "write",
]

_ORGAN: Final = {
    "OrganId": "id",
    "OrganizationInCharge": "in_charge",
    "OrganName": "name",
    "OrganAdd": "address",
    "Email": "email",
    "Telephone": "telephone",
    "Fax": "fax",
    "Website": "website",
}
_OTHERS: Final = {
    "Priority": "priority",
    "SphereOfPromulgation": "sphere",
    "TyperNotation": "typist",
    "PromulgationAmount": "amount",
    "PageAmount": "pages",
}
_ONCE: Final = ("From", "Code", "PromulgationInfo", "DocumentType", "Subject", "SignerInfo")
_AT_MOST_ONCE: Final = ("Content", "DueDate", "ToPlaces", "OtherInfo", "SteeringType", "DocumentId")


def write(envelope: Envelope) -> bytes:
    """Return an envelope as XML in UTF-8; what ``read`` would refuse is not written.

    Raises:
        EnvelopeError: As ``read``.
    """
    root = etree.Element(tag("edXMLEnvelope"), nsmap={"edXML": NAMESPACE})
    header = _put(root, "edXMLHeader")
    _message(_put(header, "MessageHeader"), envelope)
    traces = _put(header, "TraceHeaderList")
    for each in envelope.traces:
        _texts(_put(traces, "TraceHeader"), {"OrganId": each.organ, "Timestamp": each.moment})
    manifest = _put(_put(root, "edXMLBody"), "edXMLManifest")
    encoded = _put(root, "AttachmentEncoded")
    for file in envelope.attachments:
        told = {"ContentId": file.id, "ContentType": file.kind, "AttachmentName": file.name}
        _texts(_put(manifest, "Reference"), told)
        content = _put(encoded, "Attachment", base64.b64encode(file.content).decode())
        content.set("ContentId", _fit("ContentId", file.id))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    read(written)
    return written


def read(content: bytes) -> Envelope:
    """Return the envelope of an XML file.

    Args:
        content: UTF-8; texts come out in NFC, without spaces around.

    Raises:
        EnvelopeError: ``EDXML-01``, not well formed; ``EDXML-02``, too large; ``EDXML-03``, a DTD
            or an entity; ``EDXML-04``, too deep or too many elements; ``EDXML-05``, another kind of
            XML; ``EDXML-06``, a field is missing; ``EDXML-07``, too long; ``EDXML-08``, a value or
            an element that does not belong there; ``EDXML-09``, an attachment that is not base64;
            ``EDXML-10``, too large; ``EDXML-11``, not what it says; ``EDXML-12``, manifest and
            attachments differ.
    """
    root = checked(content)
    message = _child(_child(root, "edXMLHeader"), "MessageHeader")
    _check_counts(message)
    other, code = message.find(tag("OtherInfo")), _child(message, "Code")
    promulgated, kind = _child(message, "PromulgationInfo"), _child(message, "DocumentType")
    signer = _child(message, "SignerInfo")
    return Envelope(
        sender=_organ(_child(message, "From")),
        receivers=tuple(_organ(each) for each in message.findall(tag("To"))),
        number=_text(code, "CodeNumber"),
        notation=_text(code, "CodeNotation"),
        dated=_required_day(promulgated, "PromulgationDate"),
        place=_text(promulgated, "Place"),
        subject=_text(message, "Subject"),
        content=_text(message, "Content"),
        type_code=_text(kind, "Type"),
        type_name=_text(kind, "TypeName"),
        type_detail=_text(kind, "TypeDetail"),
        signer=_text(signer, "FullName"),
        position=_text(signer, "Position"),
        competence=_text(signer, "Competence"),
        due=_day(message, "DueDate"),
        places=_list(message.find(tag("ToPlaces")), "Place"),
        appendixes=_list(other, "Appendixes/Appendix"),
        answers=tuple(_answered(each) for each in message.findall(tag("ResponseFor"))),
        steering=_text(message, "SteeringType"),
        document=_text(message, "DocumentId"),
        traces=tuple(
            Trace(_text(each, "OrganId"), _text(each, "Timestamp"))
            for each in root.iter(tag("TraceHeader"))
        ),
        attachments=attachments_of(root),
        **{name: _text(other, element) for element, name in _OTHERS.items()},
    )


def _message(message: Any, envelope: Envelope) -> None:
    for name, organ in (("From", envelope.sender), *(("To", one) for one in envelope.receivers)):
        fields = {element: getattr(organ, field) for element, field in _ORGAN.items()}
        _texts(_put(message, name), fields)
    code = {"CodeNumber": envelope.number, "CodeNotation": envelope.notation}
    _texts(_put(message, "Code"), code)
    day = {"Place": envelope.place, "PromulgationDate": _written(envelope.dated)}
    _texts(_put(message, "PromulgationInfo"), day)
    kind = {
        "Type": envelope.type_code,
        "TypeName": envelope.type_name,
        "TypeDetail": envelope.type_detail,
    }
    _texts(_put(message, "DocumentType"), kind)
    _texts(message, {"Subject": envelope.subject, "Content": envelope.content})
    signer = {
        "Competence": envelope.competence,
        "Position": envelope.position,
        "FullName": envelope.signer,
    }
    _texts(_put(message, "SignerInfo"), signer)
    _texts(message, {"DueDate": _written(envelope.due)})
    places = _put(message, "ToPlaces")
    for place in envelope.places:
        _put(places, "Place", place)
    _others(message, envelope)


def _others(message: Any, envelope: Envelope) -> None:
    other = _put(message, "OtherInfo")
    _texts(other, {element: getattr(envelope, field) for element, field in _OTHERS.items()})
    appendixes = _put(other, "Appendixes")
    for each in envelope.appendixes:
        _put(appendixes, "Appendix", each)
    for answered in envelope.answers:
        told = {
            "OrganId": answered.organ,
            "Code": answered.code,
            "PromulgationDate": _written(answered.dated),
            "DocumentId": answered.document,
        }
        _texts(_put(message, "ResponseFor"), told)
    _texts(message, {"SteeringType": envelope.steering, "DocumentId": envelope.document_id})


def _put(parent: Any, name: str, text: str = "") -> Any:
    child = etree.SubElement(parent, tag(name))
    if text:
        child.text = _fit(name, text)
    return child


def _texts(parent: Any, fields: Mapping[str, str]) -> None:
    """Add an element for each field that says something."""
    for name, text in fields.items():
        if text:
            _put(parent, name, text)


def _fit(name: str, text: str) -> str:
    """Return a text that XML can hold.

    Raises:
        EnvelopeError: ``EDXML-08``, it has signs that XML knows no way to write.
    """
    try:
        etree.Element("probe").text = text
    except ValueError as error:
        raise EnvelopeError("EDXML-08", field=name, line=0) from error
    return text


def _written(day: date | None) -> str:
    return f"{day:%Y/%m/%d}" if day and day.year > 999 else ""  # noqa: PLR2004  four digits


def _child(parent: Any, name: str) -> Any:
    found = parent.find(tag(name))
    if found is None:
        raise EnvelopeError("EDXML-06", field=name, line=parent.sourceline)
    return found


def _check_counts(message: Any) -> None:
    for name in (*_ONCE, "To"):
        _child(message, name)
    for name in (*_ONCE, *_AT_MOST_ONCE):
        found = message.findall(tag(name))
        if len(found) > 1:
            raise EnvelopeError("EDXML-08", field=name, line=found[1].sourceline)


def _text(parent: Any, name: str) -> str:
    return plain(parent.findtext(tag(name)) or "") if parent is not None else ""


def _list(parent: Any, path: str) -> tuple[str, ...]:
    if parent is None:
        return ()
    steps = "/".join(tag(step) for step in path.split("/"))
    return tuple(filter(None, (plain(each.text or "") for each in parent.findall(steps))))


def _organ(element: Any) -> Organ:
    return Organ(**{field: _text(element, name) for name, field in _ORGAN.items()})


def _answered(element: Any) -> Answered:
    return Answered(
        _text(element, "OrganId"),
        _text(element, "Code"),
        _day(element, "PromulgationDate"),
        _text(element, "DocumentId"),
    )


def _day(parent: Any, name: str) -> date | None:
    written = _text(parent, name)
    if not written:
        return None
    try:
        return date(*map(int, written.split("/")))
    except ValueError as error:
        line = parent.find(tag(name)).sourceline
        raise EnvelopeError("EDXML-08", field=name, line=line) from error


def _required_day(parent: Any, name: str) -> date:
    found = _day(parent, name)
    if found is None:
        raise EnvelopeError("EDXML-06", field=name, line=parent.sourceline)
    return found
