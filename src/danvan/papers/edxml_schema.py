"""Measure an XML file before it is taken apart, then hold it against our schema."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from danvan.law.pack_folders import packs_folder
from danvan.papers.edxml_values import NAMESPACE, EnvelopeError

MEGABYTE: Final = 1024 * 1024
_DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PIECE: Final = 1 << 16
_ROOT: Final = "edXMLEnvelope"
_EXPECTED: Final = re.compile(r"Expected is (?:one of )?\( (?:\{[^}]*\})?(\w+)")
_ELEMENT: Final = re.compile(r"^Element '(?:\{[^}]*\})?([^']{1,60})'")
_LIMIT: Final = re.compile(r"allowed maximum length of '(\d+)'")
_LONG: Final = {"SCHEMAV_CVC_MAXLENGTH_VALID"}
_EMPTY: Final = {"SCHEMAV_CVC_MINLENGTH_VALID", "SCHEMAV_CVC_COMPLEX_TYPE_4"}


def tag(name: str) -> str:
    """Return the name of an element with its namespace."""
    return f"{{{NAMESPACE}}}{name}"


def checked(content: bytes, schema_name: str = "edxml.xsd") -> Any:
    """Return the root of an envelope that is within the bounds and fits a schema of the pack.

    Raises:
        EnvelopeError: ``EDXML-01`` to ``EDXML-08``, as ``edxml.read``.
    """
    bounds = settings(packs_folder())["bounds"]
    if len(content) > bounds["megabytes"] * MEGABYTE:
        raise EnvelopeError("EDXML-02", limit=bounds["megabytes"])
    if _DECLARED.search(content):
        raise EnvelopeError("EDXML-03")
    _measure(content, bounds)
    root = etree.fromstring(content, _parser())
    if root.tag != tag(_ROOT):
        raise EnvelopeError("EDXML-05", found=str(root.tag)[:120], expected=NAMESPACE)
    schema = _schema(packs_folder(), schema_name)
    if not schema.validate(root):
        raise _refusal(schema.error_log[0])
    return root


@lru_cache(maxsize=4)
def settings(folder: Path) -> Mapping[str, Any]:
    """Return what ``papers/edxml.toml`` of the base pack holds."""
    path = folder / "vn-base" / "papers" / "edxml.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _schema(folder: Path, name: str) -> Any:
    path = folder / "vn-base" / "papers" / name
    return etree.XMLSchema(etree.fromstring(path.read_bytes(), _parser()))


def _parser(target: object = None) -> Any:
    return etree.XMLParser(
        target=target,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # depth and elements are counted here, and attachments are long
    )


class _Measure:
    """Count elements and depth while the file goes by; nothing of it is kept."""

    def __init__(self, depth: int, elements: int) -> None:
        self.most_depth, self.most_elements = depth, elements
        self.depth = self.elements = 0

    def start(self, _name: str, _fields: object) -> None:
        """Count an element in."""
        self.depth += 1
        self.elements += 1
        if self.depth > self.most_depth or self.elements > self.most_elements:
            raise EnvelopeError("EDXML-04", depth=self.most_depth, elements=self.most_elements)

    def end(self, _name: str) -> None:
        """Count an element out."""
        self.depth -= 1

    def close(self) -> None:
        """End the file."""


def _measure(content: bytes, bounds: Mapping[str, Any]) -> None:
    parser = _parser(_Measure(bounds["depth"], bounds["elements"]))
    try:
        for start in range(0, len(content), _PIECE):
            parser.feed(content[start : start + _PIECE])
        parser.close()
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise EnvelopeError("EDXML-01", line=line, column=column) from error


def _refusal(entry: Any) -> EnvelopeError:
    """Return what the first complaint of the schema means."""
    told = _ELEMENT.match(entry.message)
    field, line = (told[1] if told else ""), entry.line
    expected = _EXPECTED.search(entry.message)
    if "Missing child element" in entry.message and expected:
        return EnvelopeError("EDXML-06", field=expected[1], line=line)
    if entry.type_name in _EMPTY:
        return EnvelopeError("EDXML-06", field=field, line=line)
    if entry.type_name in _LONG:
        limit = _LIMIT.search(entry.message)
        return EnvelopeError("EDXML-07", field=field, limit=limit[1] if limit else "", line=line)
    return EnvelopeError("EDXML-08", field=field, line=line)
