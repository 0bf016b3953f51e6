"""Find citations: provisions of the same text and other documents, each with its span.

Reads: the tree and a lookup given by the caller.
Writes: references in document order, resolved, dangling or outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from danvan.law.provisions import step_text
from danvan.law.text import citations
from danvan.law.text.tree import Node, walk

State = Literal["resolved", "dangling", "outside"]
Lookup = Callable[[str], bool]
"""Says whether an address exists in the document."""

_MARKS: Final = {
    "point": r"(?:[a-zđ](?!\w)|[0-9]+\.[0-9]+)",
    "clause": r"[0-9]+[a-zđ]?(?!\w)",
    "article": r"[0-9]+[a-zđ]?(?!\w)",
}
_WORDS: Final = {"point": r"[Đđ]iểm", "clause": r"[Kk]hoản", "article": r"(?:Điều|điều)"}


_CITING: Final = ("iều ", "hoản ", " số")
"""What every citation holds; most provisions hold none of it and are passed over."""

_LONGEST_LIST: Final = 30
"""Bounds the work on a text that is nothing but "khoản 1, khoản 1, ..."."""


def _listed(level: str) -> str:
    """Return the pattern of "khoản 1, 2 và 3"."""
    mark = _MARKS[level]
    again = rf"(?:{_WORDS[level]}\s+)?"
    more = rf"(?:(?:\s*,\s*|\s+(?:và|hoặc|đến)\s+){again}{mark}){{0,{_LONGEST_LIST}}}"
    return rf"{_WORDS[level]}\s+(?P<{level}>{mark}{more})"


_BETWEEN: Final = r"\s*,?\s*(?:của\s+|tại\s+)?"
_PLACE: Final = re.compile(
    rf"(?:{_listed('point')}{_BETWEEN})?(?:{_listed('clause')}{_BETWEEN})?"
    rf"(?:{_listed('article')}|(?P<this>Điều này))"
    rf"|(?:(?P<point_2>[Đđ]iểm\s+(?P<point_2_no>{_MARKS['point']}))\s+)?[Kk]hoản\s+(?P<clause_2>{_MARKS['clause']})"
)
_OF_THIS: Final = re.compile(r"\s*(?:của\s+)?(?P<kind>[^\W\d_]+(?:\s+[^\W\d_]+){1,2}?)\s+này\b")
_GAP: Final = re.compile(r"\s*(?:của\s+|,\s*)?")
_NUMBERS: Final = {level: re.compile(mark) for level, mark in _MARKS.items()}
_ATTACHED_TO: Final = re.compile(r"\s*(?:của\s+)?[^;.\n]{0,150}?kèm theo\s+")
_UNNUMBERED: Final = re.compile(
    r"\s*(?:của\s+)?(?P<name>(?:"
    + "|".join(f"{name[0].upper()}{name[1:]}" for name in sorted(citations.KINDS, key=len))
    + r")\s+(?!này\b)[^\W\d_][^,;.:\n]{2,80}?)(?=\s+(?:ngày|năm|như sau|quy định|và)\b|[,;.:\n]|$)"
)


class _Found(NamedTuple):
    level: str
    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation.

    Args:
        address: Provision in which it stands.
        start, end: Character offsets into the cleaned text, half-open; in a list each number has
            its own span.
        text: The characters of the span.
        document: Number or name of the other document; ``None`` for this one.
        target: Address of the cited provision; ``None`` where a whole document is cited.
        state: ``resolved`` in this document, ``dangling`` if it should stand here and does not,
            else ``outside``.
    """

    address: str
    start: int
    end: int
    text: str
    document: str | None
    target: str | None
    state: State


def references(
    nodes: Sequence[Node], lookup: Lookup, own_number: str | None = None
) -> tuple[Reference, ...]:
    """Return the citations of a tree in document order.

    A provision without a document is looked for in the part where it is cited. Headings do not cite
    themselves.

    Args:
        nodes: Top nodes in document order.
        lookup: Says whether an address exists in this document.
        own_number: Number of this document; citing it is resolved, not outside.
    """
    found: list[Reference] = []
    article = ""
    for node in walk(nodes):
        if node.level == "article":
            article = node.address
        elif node.level not in {"clause", "point", "dash", "paragraph", "table", "quote"}:
            article = ""
        may_cite = any(word in node.text for word in _CITING)
        if may_cite and node.level != "quote":  # what is quoted belongs to another text
            found += _of_node(node, article, lookup)
    return tuple(
        replace(each, state="resolved") if own_number and _is_own(each, own_number) else each
        for each in found
    )


def _is_own(reference: Reference, own_number: str) -> bool:
    """Say whether a whole-document citation names the document itself."""
    return reference.document == own_number and reference.target is None


def _of_node(node: Node, article: str, lookup: Lookup) -> list[Reference]:
    """Return the citations in one node's own text."""
    found: list[Reference] = []
    documents = {each.start: each for each in citations.cited(node.text)}
    used: set[int] = set()
    own = len(node.text) - len(_own_words(node))
    for match in _PLACE.finditer(node.text):
        if match.start() < own:
            continue
        document = _document_after(node.text, match.end(), documents)
        if document is not None:
            used.add(document[1])
        found += _places(node, match, article, document[0] if document else None, lookup)
    for each in documents.values():
        if each.start not in used:
            start, end = node.start + each.start, node.start + each.end
            text = node.text[each.start : each.end]
            found.append(Reference(node.address, start, end, text, each.number, None, "outside"))
    return sorted(found, key=lambda reference: (reference.start, reference.end))


def _own_words(node: Node) -> str:
    """Return a node's text without the number that it begins with."""
    if node.level == "article":
        return re.sub(r"^\S+\s*[0-9]+[a-zđ]?\s*[.:]?", "", node.text, count=1)
    return node.text


def _document_after(
    text: str, end: int, documents: Mapping[int, citations.Citation]
) -> tuple[str, int] | None:
    """Return the other document that a cited provision is in, with where its citation begins."""
    for before in (_GAP.match(text, end), _ATTACHED_TO.match(text, end)):
        each = documents.get(before.end()) if before else None
        if each is not None and each.number:
            return each.number, each.start
    unnumbered = _UNNUMBERED.match(text, end)
    return (unnumbered["name"], -1) if unnumbered else None


def _places(
    node: Node, match: re.Match[str], article: str, document: str | None, lookup: Lookup
) -> list[Reference]:
    """Return the provisions that one citation names."""
    inside = _inside(match)
    prefix = _prefix(node, match.end())
    found: list[Reference] = []
    for number, each in enumerate(inside):
        steps = _steps(match, each)
        if match["article"] is None:
            target = "__".join([article, *steps]) if article else ""
        else:
            target = "__".join([prefix + steps[0], *steps[1:]])
        if document is not None:
            target = "__".join(steps)
        start = node.start + (match.start() if number == 0 else each.start)
        end = node.start + (match.end() if number == len(inside) - 1 else each.end)
        text = node.text[start - node.start : end - node.start]
        if not target:
            continue
        state: State = "outside" if document else ("resolved" if lookup(target) else "dangling")
        found.append(Reference(node.address, start, end, text, document, target, state))
    return found


def _inside(match: re.Match[str]) -> list[_Found]:
    """Return the numbers of the innermost level that a citation names, each with its span."""
    groups = match.groupdict()
    for name, level in (("point", "point"), ("clause", "clause"), ("article", "article")):
        if groups[name]:
            start = match.start(name)
            return [
                _Found(level, number[0], start + number.start(), start + number.end())
                for number in _NUMBERS[level].finditer(_without_words(groups[name]))
            ]
    if groups["point_2_no"]:
        return [_Found("point", groups["point_2_no"], match.start(), match.end())]
    if groups["clause_2"]:
        return [_Found("clause", groups["clause_2"], match.start(), match.end())]
    return [_Found("article", "", match.start(), match.end())]


def _without_words(listed: str) -> str:
    """Blank the words of a list so that only numbers and letters stand in it, at their places."""
    return re.sub(r"[^\W\d_]{2,}", lambda word: " " * len(word[0]), listed)


def _steps(match: re.Match[str], each: _Found) -> list[str]:
    """Return the steps of an address from article to the number, those that the citation names."""
    steps: list[str] = []
    for level, names in (("article", ("article",)), ("clause", ("clause", "clause_2"))):
        if each.level == level:
            break
        number = next((match[name] for name in names if match[name]), None)
        first = _NUMBERS[level].search(number) if number else None
        if first:
            steps.append(step_text(level, first[0]))
    return [*steps, step_text(each.level, each.number)] if each.number else steps


def _prefix(node: Node, end: int) -> str:
    """Return the start of an address in the part that is meant: "Quyết định này" in an attached
    text is the decision.
    """
    of_this = _OF_THIS.match(node.text, end)
    if node.part_index is None or (of_this and of_this["kind"].lower() == "quyết định"):
        return ""
    return f"att_{node.part_index}__"
