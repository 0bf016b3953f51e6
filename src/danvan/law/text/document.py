"""Read a whole document: clean, structure, header, amendments, references, checks, in that order.

Reads: pages of text.
Writes: a document; the stages do not call each other, this module composes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from danvan.law.findings import Finding
from danvan.law.text.amendments import Amendment, amendments
from danvan.law.text.checks import checks
from danvan.law.text.clean import CleanText, clean
from danvan.law.text.header import Header, header
from danvan.law.text.references import Reference, references
from danvan.law.text.structure import structure
from danvan.law.text.tree import PLAIN, Node, Part, walk

__all__ = ["PLAIN", "Document", "Header", "Node", "Part", "Reference", "read_document", "walk"]


@dataclass(frozen=True, slots=True)
class Document:
    """A regulation as it was read.

    Args:
        cleaned: Cleaned text with its map back to the lines of the file.
        parts: The decision, attached texts and appendices, in order.
        nodes: Top nodes of the tree in document order; ``walk`` gives all.
        header: What the document says of itself.
        references: Citations in document order.
        amendments: What it changes in other documents, in document order.
        findings: What a careful clerk would point at, in order of lines.
    """

    cleaned: CleanText
    parts: tuple[Part, ...]
    nodes: tuple[Node, ...]
    header: Header
    references: tuple[Reference, ...]
    findings: tuple[Finding, ...]
    amendments: tuple[Amendment, ...] = ()

    @property
    def text(self) -> str:
        """Return the cleaned text, to which all offsets refer."""
        return self.cleaned.text

    def find(self, address: str) -> Node | None:
        """Return the node at an address, or ``None``."""
        return next((node for node in walk(self.nodes) if node.address == address), None)

    def counts(self, part: Part) -> dict[str, int]:
        """Return how many provisions of each level a part has, in the order in which levels first
        appear.
        """
        return dict(
            Counter(
                node.level
                for node in walk(self.nodes)
                if node.part_index == part.index and node.level not in PLAIN
            )
        )


def read_document(pages: Sequence[str] | str, noticed: Sequence[Finding] = ()) -> Document:
    """Return a document read from its pages; never fails, whatever the text.

    Args:
        pages: Texts of the pages in order, or one text.
        noticed: What was found already while the file was opened.
    """
    cleaned = clean([pages] if isinstance(pages, str) else pages)
    parts, nodes = structure(cleaned)
    said = header(nodes)
    changes = amendments(nodes, said.title)
    cited = references(nodes, said.number, changes.documents)
    found = checks(cleaned, parts, nodes, cited, changes)
    return Document(cleaned, parts, nodes, said, cited, (*noticed, *found), changes.amendments)
