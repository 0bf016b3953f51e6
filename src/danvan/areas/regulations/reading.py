"""Compose the reading of a file: pages, tree, findings; and lay a tree out as blocks with what
belongs beside them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from danvan.kernel.duties.loading import article_of
from danvan.law.proposing import whole_contract
from danvan.law.text.document import PLAIN, read_document
from danvan.readers import read_file

NUMBER_LENGTH, TITLE_LENGTH, KIND_LENGTH = 60, 500, 40
HEADED = frozenset({"division", "chapter", "section", "subsection", "article"})
"""Levels that are shown as headings and stand in the table of contents."""

REST = "rest"
"""Last step of the group of what stands in no article and no section."""

SECTIONS = ("sec_", "chp_", "dvs_")
SILENT_LEVELS = PLAIN - {"closing", "quote"}
"""Levels that never order anything."""


class Reading:
    """One file as read: the JSON contract in Vietnamese, and the findings in English.

    Raises:
        ReadError: The file cannot be read, ``READ-..``.
    """

    def __init__(self, content: bytes, name: str) -> None:
        pages = read_file(content, name)
        document = read_document(pages.texts, pages.findings)
        self.name = pages.name
        self.sha256 = pages.sha256
        self.tree: dict[str, Any] = whole_contract(document, pages.source)
        self.findings_en = whole_contract(document, pages.source, "en")["findings"]


@dataclass(frozen=True, slots=True)
class Block:
    """One provision of a text with its own words, laid out.

    Args:
        heading: Words of its heading as printed, number included; empty where it has none.
        words: Its own words below the heading, as parts: text, and the address a part points at if
        it does.
        part: Set on the first block of the decision, of an attached text, of an appendix.
        missing: Findings on what is not there, shown before it.
    """

    address: str
    level: str
    heading: str
    words: tuple[tuple[str, str], ...]
    line_start: int
    line_end: int
    part: str = ""
    missing: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_headed(self) -> bool:
        """Return whether it is shown as a heading."""
        return self.level in HEADED

    @property
    def is_plain(self) -> bool:
        """Return whether it is no provision: letterhead, preamble, signature and the like."""
        return self.level in PLAIN


@dataclass
class Layout:
    """A tree laid out as blocks in document order.

    Args:
        tree: The JSON contract.
        findings: Its findings in the reader's language.
    """

    tree: Mapping[str, Any]
    findings: list[Mapping[str, Any]] = field(default_factory=list)

    @cached_property
    def blocks(self) -> list[Block]:
        """Return every node that has words of its own."""
        beside = _by(self.findings, lambda one: one["address"])
        gaps = [one for one in self.findings if one["other"] and one["fields"].get("missing")]
        before = _by(gaps, lambda one: one["other"]["address"])
        links = self._links()
        found, seen = [], None
        for node in walk(self.tree["provisions"]):
            part = (node["part"], node["part_index"])
            heading, start = heading_of(node)
            found.append(
                Block(
                    address=node["address"],
                    level=node["level"],
                    heading=heading,
                    words=tuple(self._words(node, start, links.get(node["address"], []))),
                    line_start=node["line_start"],
                    line_end=node["line_end"],
                    part=node["part"] if part != seen else "",
                    missing=tuple(before.get(node["address"], ())),
                    findings=tuple(beside.get(node["address"], ())),
                )
            )
            seen = part
        return found

    @cached_property
    def contents(self) -> list[Block]:
        """Return the headings."""
        return [block for block in self.blocks if block.is_headed]

    @cached_property
    def counts(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Return how many provisions of each level each part has."""
        parts: dict[tuple[str, int | None], Counter[str]] = defaultdict(Counter)
        for node in walk(self.tree["provisions"]):
            if node["level"] not in PLAIN:
                parts[node["part"], node["part_index"]][node["level"]] += 1
        return [(part, list(levels.items())) for (part, _index), levels in parts.items()]

    def _links(self) -> dict[str, list[Mapping[str, Any]]]:
        """Return citations that lead to a place in this text, by the provision they stand in."""
        inside = [one for one in self.tree["references"] if one["state"] == "resolved"]
        return _by(
            (one for one in inside if not one["target"]["document"]), lambda one: one["address"]
        )

    def _words(
        self, node: Mapping[str, Any], start: int, links: Iterable[Mapping[str, Any]]
    ) -> Iterator[tuple[str, str]]:
        """Yield the words of a node in parts, citations apart; offsets refer to the whole text."""
        place, end = node["start"] + start, node["end"]
        text = self.tree["text"]
        for link in sorted(links, key=lambda one: one["start"]):
            if link["start"] < place or link["end"] > end:
                continue
            yield text[place : link["start"]], ""
            yield text[link["start"] : link["end"]], link["target"]["address"]
            place = link["end"]
        yield text[place:end].rstrip("\n"), ""


def walk(nodes: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield nodes of the contract and all their children in document order."""
    waiting = [iter(nodes)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            continue
        yield node
        waiting.append(iter(node["children"]))


def heading_of(node: Mapping[str, Any]) -> tuple[str, int]:
    """Return the heading as printed and where the words below it begin; no heading is (empty,
    0).
    """
    text, wanted = node["text"], node["heading"]
    if node["level"] not in HEADED or not wanted:
        return "", 0
    end = 0
    for line in text.splitlines(keepends=True):
        end += len(line)
        printed = " ".join(text[:end].split())
        if printed.rstrip(".").endswith(" ".join(wanted.split()).rstrip(".")):
            return printed, end
    return "", 0


def _by(rows: Iterable[Mapping[str, Any]], key: Any) -> dict[Any, list[Mapping[str, Any]]]:
    found: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def group_of(address: str) -> str:
    """Return what a provision is shown with: its article, its section where there is no article,
    else the rest of its part.

    Example:
        >>> group_of("att_1__art_21__cl_2"), group_of("sec_2__cl_2.1__dash_1"), group_of("para_1")
        ('att_1__art_21', 'sec_2', 'rest')
    """
    steps = address.split("__")
    article = article_of(address)
    if article.rpartition("__")[2].startswith("art_"):
        return article
    before = steps[:1] if steps[0].startswith("att_") and len(steps) > 1 else []
    first = steps[len(before)]
    return "__".join([*before, first if first.startswith(SECTIONS) else REST])


def may_order(node: Mapping[str, Any]) -> bool:
    """Return whether a node has words of its own that could order something.

    A heading alone does not, unless nothing stands below it; letterhead, preamble, signature and
    recipients never do.
    """
    if node["level"] in SILENT_LEVELS:
        return False
    if node["level"] not in HEADED:
        return bool(node["text"].strip())
    rest = node["text"][heading_of(node)[1] :].strip()
    is_article = node["level"] == "article"
    if is_article and not node["children"]:
        return True
    return bool(rest) and (is_article or bool(heading_of(node)[0]))


def nodes_of(tree: Mapping[str, Any], group: str) -> list[Mapping[str, Any]]:
    """Return the nodes of a group in document order."""
    return [node for node in walk(tree["provisions"]) if group_of(node["address"]) == group]


def positions_of(tree: Mapping[str, Any]) -> dict[str, int]:
    """Return the place of every provision in document order, by address."""
    return {node["address"]: number for number, node in enumerate(walk(tree["provisions"]), 1)}


Span = tuple[int, int]


def spans_of(text: str, proposal: Mapping[str, Any]) -> tuple[Span | None, list[Span]]:
    """Return where a proposal stands in a text, and where in it the words stand that matched.

    Offsets that do not fit the text give nothing, never another place.
    """
    start, end = proposal.get("start"), proposal.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        return None, []
    found: list[Span] = []
    for matched in proposal.get("matched") or ():
        place = text.find(matched, start, end) if matched else -1
        if place >= 0:
            found.append((place, place + len(matched)))
    joined: list[Span] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return (start, end), joined


def pieces(
    text: str, node: Mapping[str, Any], whole: Span | None, matched: Iterable[Span]
) -> list[tuple[str, str]]:
    """Return the words of a node in pieces, each with how it is marked: ``""`` not at all,
    ``"span"`` inside the proposal, ``"match"`` where a pattern matched.
    """
    start, end = node["start"], node["end"]
    marks = [(*one, "match") for one in matched] + ([(*whole, "span")] if whole else [])
    cuts = {start, end}
    for first, last, _kind in marks:
        cuts |= {place for place in (first, last) if start < place < end}
    ordered = sorted(cuts)
    found = []
    for first, last in pairwise(ordered):
        kinds = [kind for begins, ends, kind in marks if begins <= first and last <= ends]
        found.append((text[first:last], kinds[0] if kinds else ""))
    if found:
        found[-1] = (found[-1][0].rstrip("\n"), found[-1][1])
    return found
