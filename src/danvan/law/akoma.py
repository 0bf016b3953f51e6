"""Write a text in Akoma Ntoso 3.0, the standard of the field; ``akoma_reading`` is the inverse.

Structure and words stand in elements of the standard, in document order and with every space: what
all ``num``, ``heading`` and ``p`` hold, one after the other, is the cleaned text. What the standard
has no place for, such as lines of the file, duties and findings, stands in attributes and in one
element of a namespace of our own.
"""

from __future__ import annotations

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from danvan.law.akoma_meta import meta
from danvan.law.comparing_units import Contract, number_end

AKN: Final = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OWN: Final = "{urn:danvan:contract:1}"
ELEMENTS: Final = {
    "division": "division",
    "chapter": "chapter",
    "section": "section",
    "subsection": "subsection",
    "article": "article",
    "clause": "clause",
    "point": "point",
    "dash": "indent",
    "paragraph": "paragraph",
}
"""Elements of the standard by our level; any other level is a named container."""

CARRIED: Final = ("schema", "source", "document", "references", "amendments", "duties", "findings")
"""Parts of the contract that stand as they are in our own element."""

NOTHING: Final = "nothing"
"""Name of the container that stands where a text has no provisions, as the schema asks for one."""

_BEFORE: Final = {"letterhead": "preface", "preamble": "preamble"}
_BEHIND: Final = frozenset({"closing", "signature", "recipients"})
_OUTLINE: Final = frozenset({"division", "chapter", "section", "subsection"})
_LINES: Final = re.compile(r"[^\n]*\n+|[^\n]+")
_UNFIT: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORD: Final = re.compile(r"\s*(?:Phần|Chương|Mục|Tiểu mục)\s+", re.IGNORECASE)
_BEHIND_NUMBER: Final = re.compile(r"[ .:)/–-]*\s*")

ET.register_namespace("", AKN[1:-1])
ET.register_namespace("danvan", OWN[1:-1])


def as_akoma(contract: Contract) -> str:
    """Return a text as an XML document.

    Args:
        contract: What ``danvan law read --json`` prints.
    """
    parts = [
        (kind, index, list(nodes))
        for (kind, index), nodes in groupby(
            contract["provisions"], lambda node: (node["part"], node["part_index"])
        )
    ] or [("main", None, [])]
    root = ET.Element(f"{AKN}akomaNtoso")
    writer = _Writer(contract)
    writer.document(root, parts)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def digest_of(text: str) -> str:
    """Return the digest by which a text that was changed later is known."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Writer:
    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.text: str = contract["text"]
        self.links = sorted(
            (each for each in contract["references"] if each["state"] != "dangling"),
            key=lambda each: (each["start"], -each["end"]),
        )
        self.at_link = 0

    def document(
        self, above: ET.Element, parts: Sequence[tuple[str, int | None, list[Contract]]]
    ) -> None:
        """Write the document and what is attached to it."""
        root = self._part(above, parts[0], attached=None)
        if parts[1:]:
            holder = ET.SubElement(root, f"{AKN}attachments")
            for number, part in enumerate(parts[1:], 1):
                one = ET.SubElement(holder, f"{AKN}attachment", {"eId": _attachment(part, number)})
                self._part(one, part, attached=number)

    def _part(
        self,
        above: ET.Element,
        part: tuple[str, int | None, list[Contract]],
        *,
        attached: int | None,
    ) -> ET.Element:
        """Write one text: what stands before its provisions, they, and what stands behind."""
        kind, index, nodes = part
        is_act = any(node["level"] in {*_OUTLINE, "article"} for node in nodes)
        name = self.contract["document"]["kind"] if attached is None else kind
        names = {"name": re.sub(r"\W+", "_", name or "document")}
        root = ET.SubElement(above, f"{AKN}{'act' if is_act else 'doc'}", names)
        own = None if attached else self._own()
        root.append(meta(self.contract, attached, own))
        first, last = _edges(nodes)
        for level, holder in _BEFORE.items():
            listed = [node for node in nodes[:first] if node["level"] == level]
            self._containers(root, holder, listed)
        body = ET.SubElement(root, f"{AKN}{'body' if is_act else 'mainBody'}")
        body.set(f"{OWN}part", kind if index is None else f"{kind}-{index}")
        for node in nodes[first:last]:
            self._node(body, node)
        if not nodes[first:last]:
            place = f"att_{index or attached}__{NOTHING}" if attached else NOTHING
            ET.SubElement(body, f"{AKN}hcontainer", {"eId": place, "name": NOTHING})
        self._containers(root, "conclusions", nodes[last:])
        return root

    def _own(self) -> ET.Element:
        """Return our own element: everything the standard has no place for, as JSON."""
        carried = {key: self.contract[key] for key in CARRIED}
        own = ET.Element(f"{OWN}contract", {"sha256": digest_of(self.text)})
        own.text = json.dumps(carried, ensure_ascii=True, separators=(",", ":"))
        return own

    def _containers(self, root: ET.Element, holder: str, nodes: Sequence[Contract]) -> None:
        """Write what stands before or behind the provisions."""
        if not nodes:
            return
        above = ET.SubElement(root, f"{AKN}{holder}")
        for node in nodes:
            one = ET.SubElement(above, f"{AKN}container", self._attributes(node))
            one.set("name", node["level"])
            self._paragraphs(one, node["start"], node["end"])

    def _attributes(self, node: Contract) -> dict[str, str]:
        found = {"eId": node["address"]}
        found[f"{OWN}lines"] = f"{node['line_start']}-{node['line_end']}"
        if node["number"]:
            found[f"{OWN}number"] = _fit(node["number"])
        if node["heading"] is not None:
            found[f"{OWN}heading"] = _fit(node["heading"])
        return found

    def _node(self, above: ET.Element, node: Contract) -> None:
        """Write a provision and what stands in it; the depth of a tree is bounded by its levels."""
        tag = ELEMENTS.get(node["level"])
        one = ET.SubElement(above, f"{AKN}{tag or 'hcontainer'}", self._attributes(node))
        if tag is None:
            one.set("name", node["level"])
        place, end = node["start"], node["end"]
        for name, behind in (("num", number_end_of(node)), ("heading", heading_end(node))):
            if behind and place < node["start"] + behind:
                self._words(ET.SubElement(one, f"{AKN}{name}"), place, node["start"] + behind)
                place = node["start"] + behind
        if place < end:
            holder = "intro" if node["children"] else "content"
            self._paragraphs(ET.SubElement(one, f"{AKN}{holder}"), place, end)
        for child in node["children"]:
            self._node(one, child)

    def _paragraphs(self, above: ET.Element, start: int, end: int) -> None:
        """Write the lines of a span, each with the breaks behind it."""
        spans = [match.span() for match in _LINES.finditer(self.text, start, end)]
        for first, last in spans or [(start, end)]:
            self._words(ET.SubElement(above, f"{AKN}p"), first, last)

    def _words(self, above: ET.Element, start: int, end: int) -> None:
        """Write a span with its citations as links; one that crosses the span stays plain."""
        pen = _Pen(above)
        for link in self._inside(start, end):
            pen.write(self.text[start : link["start"]])
            target = link["target"]
            pen.write(
                self.text[link["start"] : link["end"]],
                within=ET.SubElement(above, f"{AKN}ref", {"href": href(target)}),
            )
            start = link["end"]
        pen.write(self.text[start:end])

    def _inside(self, start: int, end: int) -> Iterator[Mapping[str, Any]]:
        """Yield citations that lie in a span, none over another; spans come in order."""
        while self.at_link < len(self.links) and self.links[self.at_link]["start"] < end:
            link = self.links[self.at_link]
            self.at_link += 1
            if start <= link["start"] < link["end"] <= end:
                start = link["end"]
                yield link


class _Pen:
    """Writes text behind whatever stands in an element already."""

    def __init__(self, above: ET.Element) -> None:
        self.above = above

    def write(self, text: str, within: ET.Element | None = None) -> None:
        """Add text to the element, or to a new one at its end; signs that XML cannot hold become
        elements of their own.
        """
        place = 0
        above = self.above if within is None else within
        for match in _UNFIT.finditer(text):
            self._plain(above, text[place : match.start()])
            ET.SubElement(above, f"{AKN}inline", {"name": "sign", f"{OWN}code": f"{ord(match[0])}"})
            place = match.end()
        self._plain(above, text[place:])

    @staticmethod
    def _plain(above: ET.Element, text: str) -> None:
        if len(above):
            above[-1].tail = (above[-1].tail or "") + text
        else:
            above.text = (above.text or "") + text


def href(target: Mapping[str, str | None]) -> str:
    """Return where a citation leads: a place in this text, or a document by its number."""
    place = f"#{target['address']}" if target["address"] else ""
    if not target["document"]:
        return place or "#"
    number = re.sub(r"[^0-9A-Za-zĐđ]+", "-", target["document"]).strip("-").lower()
    return f"/akn/vn/doc/{number.replace('đ', 'd') or 'unnamed'}{place}"


def _fit(text: str) -> str:
    """Return text for an attribute, as JSON where XML could not hold it as it is."""
    return text if text.isprintable() and text[:1] != '"' else json.dumps(text)


def _attachment(part: tuple[str, int | None, list[Contract]], number: int) -> str:
    return f"att_{part[1]}" if part[1] else f"attachment_{number}"


def _edges(nodes: Sequence[Contract]) -> tuple[int, int]:
    """Return where provisions begin and end: letterhead, then preamble before, signs behind."""
    first, last = 0, len(nodes)
    for level in _BEFORE:
        while first < last and nodes[first]["level"] == level and not nodes[first]["children"]:
            first += 1
    while last > first and nodes[last - 1]["level"] in _BEHIND and not nodes[last - 1]["children"]:
        last -= 1
    return first, last


def number_end_of(node: Contract) -> int:
    """Return where the number of a provision ends in its own words; 0 where none is printed."""
    text, number = node["text"], node["number"]
    if node["level"] in _OUTLINE:
        word = _WORD.match(text)
        place = word.end() if word else 0
        if not number or not text.startswith(number, place):
            return 0
        behind = _BEHIND_NUMBER.match(text, place + len(number))
        return behind.end() if behind else 0
    return number_end(text, node["level"]) if node["level"] in ELEMENTS else 0


def heading_end(node: Contract) -> int:
    """Return where the heading ends in a provision's own words; 0 where it is not found there."""
    wanted = " ".join((node["heading"] or "").split()).rstrip(".")
    place = number_end_of(node)
    if not wanted:
        return 0
    end = place
    for line in _LINES.findall(node["text"][place:]):
        end += len(line)
        if " ".join(node["text"][place:end].split()).rstrip(".") == wanted:
            return end
    return 0
