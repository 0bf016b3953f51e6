"""Read back what ``akoma`` wrote, to the last space; anything else is refused.

Nothing outside the file is fetched, and a file that declares a document type or entities is
refused before anything in it is unfolded.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any, Final

from danvan.law.akoma import AKN, CARRIED, ELEMENTS, NOTHING, OWN, digest_of
from danvan.law.errors import ReadError

LARGEST: Final = 60 * 1024 * 1024
"""Technical limit of a file, in bytes: three times that of a text, as XML says everything twice."""

_DEEPEST: Final = 60
_LEVELS: Final = {f"{AKN}{tag}": level for level, tag in ELEMENTS.items()}
_WORDS: Final = frozenset(f"{AKN}{name}" for name in ("num", "heading", "intro", "content", "p"))
_PARTS: Final = frozenset({f"{AKN}act", f"{AKN}doc"})
_BODIES: Final = frozenset({f"{AKN}body", f"{AKN}mainBody"})
_BESIDE: Final = frozenset({f"{AKN}meta", f"{AKN}attachments"})


def contract_of(content: bytes, name: str = "") -> dict[str, Any]:
    """Return the JSON contract that an XML document holds; the inverse of ``as_akoma``.

    Args:
        content: Bytes of the document.
        name: Name of the file, for messages.

    Raises:
        ReadError: ``READ-16`` no well-formed XML or with declarations, ``READ-17`` not written by
            danvan, ``READ-18`` changed since.
    """
    root = _root(content, name)
    own = root.find(f".//{OWN}contract")
    if own is None:
        raise ReadError("READ-17", name=name)
    try:
        carried = json.loads(own.text or "")
        reader = _Reader()
        for part in (each for each in root.iter() if each.tag in _PARTS):
            reader.part(part)
        text = "".join(reader.pieces)
        found = {key: carried[key] for key in CARRIED}
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        StopIteration,
    ) as error:
        raise ReadError("READ-18", name=name) from error
    if digest_of(text) != own.get("sha256"):
        raise ReadError("READ-18", name=name)
    return {
        "schema": found["schema"],
        "text": text,
        "source": found["source"],
        "document": found["document"],
        "provisions": reader.nodes,
        **{key: found[key] for key in ("references", "amendments", "duties", "findings")},
    }


class _RefusedError(Exception):
    """A document type is declared."""


class _Builder(ET.TreeBuilder):
    """Builds a tree, and stops where a document type is declared: entities come only there."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def doctype(self, *_declared: object) -> None:
        """Stop."""
        raise _RefusedError

    def start(self, tag: Any, attrs: Any, /) -> Any:
        """Begin an element, not too deep."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _RefusedError
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Any:
        """End an element."""
        self.depth -= 1
        return super().end(tag)


def _root(content: bytes, name: str) -> ET.Element:
    if len(content) > LARGEST:
        raise ReadError("READ-16", name=name)
    try:
        parser = ET.XMLParser(target=_Builder())  # noqa: S314  see _Builder
        parser.feed(content)
        root: ET.Element = parser.close()
    except (ET.ParseError, _RefusedError, LookupError, ValueError) as error:
        raise ReadError("READ-16", name=name) from error
    return root


class _Reader:
    """Reads nodes in document order while the text grows."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.nodes: list[dict[str, Any]] = []
        self.place: tuple[str, int | None] = ("main", None)

    def part(self, part: ET.Element) -> None:
        """Read one text; what is attached to it comes by itself."""
        body = next(each for each in part if each.tag in _BODIES)
        kind, _dash, index = body.attrib[f"{OWN}part"].partition("-")
        self.place = (kind, int(index) if index else None)
        for holder in part:
            if holder.tag in _BESIDE:
                continue
            self.nodes += (self.node(each) for each in holder if each.get("name") != NOTHING)

    def node(self, element: ET.Element) -> dict[str, Any]:
        """Return one node with its children."""
        start = self.length
        for each in element:
            if each.tag in _WORDS:
                self._take(each)
        end = self.length
        first, _dash, last = element.attrib[f"{OWN}lines"].partition("-")
        level = _LEVELS.get(str(element.tag)) or element.attrib["name"]
        heading = element.get(f"{OWN}heading")
        return {
            "address": element.attrib["eId"],
            "part": self.place[0],
            "part_index": self.place[1],
            "level": level,
            "number": _plain(element.get(f"{OWN}number", "")),
            "heading": None if heading is None else _plain(heading),
            "text": self._since(start),
            "start": start,
            "end": end,
            "line_start": int(first),
            "line_end": int(last),
            "children": [self.node(each) for each in element if each.tag not in _WORDS],
        }

    def _take(self, element: ET.Element) -> None:
        for piece in _characters(element):
            self.pieces.append(piece)
            self.length += len(piece)

    def _since(self, start: int) -> str:
        """Return what was read since a place; the last pieces only."""
        found: list[str] = []
        length = self.length
        for piece in reversed(self.pieces):
            if length <= start:
                break
            found.append(piece)
            length -= len(piece)
        return "".join(reversed(found))


def _characters(element: ET.Element) -> Iterator[str]:
    """Yield the characters of an element, those that XML cannot hold as well."""
    code = element.get(f"{OWN}code")
    if code is not None:
        yield chr(int(code))
    if element.text:
        yield element.text
    for each in element:
        yield from _characters(each)
        if each.tail:
            yield each.tail


def _plain(value: str) -> str:
    """Return an attribute as it was."""
    return str(json.loads(value)) if value.startswith('"') else value
