"""Write what Akoma Ntoso says of a document: which work, which expression, who issued it, when."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from danvan.law.collation import fold
from danvan.law.comparing_units import Contract

_AKN: Final = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
_NO_DAY: Final = "0001-01-01"
_MODS: Final = {"insert": "insertion", "replace": "substitution", "repeal": "repeal"}
_OTHER: Final = re.compile(r"[^0-9a-z]+")


def meta(contract: Contract, attached: int | None, own: ET.Element | None) -> ET.Element:
    """Return the element ``meta``.

    Args:
        contract: What ``danvan law read --json`` prints.
        attached: Which attached text, from 1; ``None`` for the document itself.
        own: Our own element, kept among the proprietary ones; with the document itself only.
    """
    root = ET.Element(f"{_AKN}meta")
    said = contract["document"]
    work = f"/akn/vn/{_slug(said['kind']) or 'doc'}/{said['date'] or 'undated'}/{_number(said)}"
    place = f"!att_{attached}" if attached else "!main"
    about = ET.SubElement(root, f"{_AKN}identification", {"source": "#danvan"})
    for name, language in (("Work", ""), ("Expression", "/vie@"), ("Manifestation", "/vie@.xml")):
        one = ET.SubElement(about, f"{_AKN}FRBR{name}")
        day = "Day of issue" if name == "Work" else "As issued"
        values = (
            ("this", {"value": f"{work}{language}/{place}"}),
            ("uri", {"value": f"{work}{language}"}),
            ("date", {"date": said["date"] or _NO_DAY, "name": day if said["date"] else "unknown"}),
            ("author", {"href": "#issuer" if name != "Manifestation" else "#danvan"}),
        )
        for key, attributes in values:
            ET.SubElement(one, f"{_AKN}FRBR{key}", attributes)
        if name == "Work":
            ET.SubElement(one, f"{_AKN}FRBRcountry", {"value": "vn"})
        elif name == "Expression":
            ET.SubElement(one, f"{_AKN}FRBRlanguage", {"language": "vie"})
    if own is not None:
        _changes(root, contract)
        _organisations(root, contract)
        ET.SubElement(root, f"{_AKN}proprietary", {"source": "#danvan"}).append(own)
    return root


def _changes(root: ET.Element, contract: Contract) -> None:
    """Say what the document changes in others."""
    if not contract["amendments"]:
        return
    analysis = ET.SubElement(root, f"{_AKN}analysis", {"source": "#danvan"})
    active = ET.SubElement(analysis, f"{_AKN}activeModifications")
    for number, each in enumerate(contract["amendments"], 1):
        kind = {"type": _MODS[each["instruction"]], "eId": f"textualMod_{number}"}
        one = ET.SubElement(active, f"{_AKN}textualMod", kind)
        ET.SubElement(one, f"{_AKN}source", {"href": f"#{each['address']}"})
        target = each["target"]
        document = f"/akn/vn/doc/{_slug(target['document']) or 'unnamed'}"
        place = f"#{target['address']}" if target["address"] else ""
        ET.SubElement(one, f"{_AKN}destination", {"href": f"{document}{place}"})


def _organisations(root: ET.Element, contract: Contract) -> None:
    """Name who issued the document and who wrote the XML."""
    issuers = contract["document"]["issuers"]
    references = ET.SubElement(root, f"{_AKN}references", {"source": "#danvan"})
    for key, shown in (("issuer", " ".join(issuers) or "—"), ("danvan", "danvan")):
        named = "".join(sign for sign in shown if sign.isprintable())
        about = {"eId": key, "href": f"/ontology/organization/vn/{key}", "showAs": named}
        ET.SubElement(references, f"{_AKN}TLCOrganization", about)


def _number(said: Contract) -> str:
    return _slug(said["number"]) or "unnumbered"


def _slug(words: str | None) -> str:
    return _OTHER.sub("-", fold(words or "")).strip("-")
