"""Keep the nodes that are still open while rows come in, and finish each when the next begins.

Reads: rows of one region after the other.
Writes: nodes, each below the one that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from danvan.law.provisions import roman_value, step_text
from danvan.law.text.clean import Row
from danvan.law.text.parts import Region
from danvan.law.text.patterns import Mark, ends_sentence, is_title
from danvan.law.text.tree import Node

_RANKS: Final = {
    "division": 10,
    "chapter": 20,
    "section": 30,
    "subsection": 40,
    "article": 50,
    "clause": 60,
    "point": 80,
    "table": 85,
    "paragraph": 85,
    "dash": 90,
}
_INNER: Final = 55
"""Of a section inside an article, as where a decision approves a plan: "I. ...", "II. ..."."""
_DECIMAL: Final = 70
_SUBDASH: Final = 95
_QUOTED: Final = 99
_CONTAINERS: Final = frozenset({"division", "chapter", "section", "subsection"})
_JOINED: Final = frozenset({"quote", "quoted", "table"})
_COUNTED: Final = frozenset({"dash", "paragraph", "table", "quote"})
_LEADING: Final = frozenset({"article", "clause", "point"})
_TITLED: Final = _CONTAINERS | _LEADING
_SENTENCE_INSIDE: Final = re.compile(r"[.;]\s*/")
"""A sentence that ends inside, as in ".

Hiệu quả. / Ab", where a hand wrote its mark at the end.
"""

_LONGEST_HEADING: Final = 150


class _Open:
    """A node that is still being built."""

    __slots__ = (
        "address",
        "awaits",
        "children",
        "counts",
        "level",
        "number",
        "rank",
        "rest",
        "rows",
        "title",
    )

    def __init__(self, level: str, rank: int, number: str, address: str, rest: str) -> None:
        self.level = level
        self.rank = rank
        self.number = number
        self.address = address
        self.rest = rest
        self.rows: list[Row] = []
        self.title: list[str] = []
        self.awaits = False
        self.children: list[Node] = []
        self.counts: dict[str, int] | None = None

    def count(self, level: str) -> int:
        """Return the order of the next child of a level; an article's own lead counts as its first
        paragraph.
        """
        if self.counts is None:
            self.counts = {}
        first = level == "paragraph" and self.level in _LEADING
        self.counts[level] = self.counts.get(level, int(first)) + 1
        return self.counts[level]


class Builder:
    """Takes rows one by one and keeps the nodes that are still open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.roots: list[Node] = []
        self.stack: list[_Open] = []
        self.used: dict[str, int] = {}
        self.region = Region("body", "main", None, 0, 0, has_articles=True)
        self.prefix = ""
        self.base = _Open("part", 0, "", "", "")
        self.levels: dict[str, str] = {}
        self.last: _Open | None = None

    def enter(self, region: Region) -> None:
        """Begin a region; open nodes of the one before are closed."""
        self._close(0)
        self.last = None
        if region.part_index != self.region.part_index or region.part != self.region.part:
            self.prefix = f"att_{region.part_index}__" if region.part_index else ""
            self.base = _Open("part", 0, "", "", "")
        self.region = region

    def finish(self) -> tuple[Node, ...]:
        """Close everything and return the top nodes."""
        self._close(0)
        return tuple(self.roots)

    def plain(self, level: str, rows: Sequence[Row]) -> None:
        """Add a region without structure of its own, such as the letterhead."""
        mark = rows[0].mark
        number = mark.number if level == "form" and mark is not None else ""
        self._open(level, 0, number, rows[0], "")
        self.stack[-1].rows = list(rows)

    def body(self, rows: Sequence[Row]) -> None:
        """Add rows that have provisions."""
        self.levels = _levels(rows, has_articles=self.region.has_articles)
        for row in rows:
            if row.mark is None or not self._marked(row, row.mark):
                self._unmarked(row)

    def _marked(self, row: Row, mark: Mark) -> bool:
        """Open the node that a row begins, or add the row to the one it goes on in; say whether it
        is either.
        """
        kind = self.levels.get(mark.kind, mark.kind)
        if kind in _JOINED and self._joined(kind, row):
            return True
        place = self._place(kind, mark)
        if place is None:
            return False
        level, rank = place
        self._close(rank)
        self._open(level, rank, mark.number, row, mark.rest)
        return True

    def _joined(self, kind: str, row: Row) -> bool:
        """Add a row to the quotation or the table it goes on in; say whether that is done."""
        if kind == "table":
            goes_on = self.last is not None and self.last.level == "table"
            if goes_on and self.last is not None:
                self.last.rows.append(row)
            return goes_on
        self._quote(kind, row)
        return True

    def _place(self, kind: str, mark: Mark) -> tuple[str, int] | None:
        """Return level and rank of the node that a row begins; ``None`` where it begins none."""
        rank = _RANKS.get(kind)
        if rank is not None:
            inner = kind == "dash" and mark.number == "+" and self._is_open(rank)
            return kind, _SUBDASH if inner else rank
        if kind == "decimal":
            return self._decimal(mark.number)
        return ("section", _INNER) if kind == "roman" and self._counts_on(mark) else None

    def _is_open(self, rank: int) -> bool:
        return any(each.rank == rank for each in self.stack)

    def _counts_on(self, mark: Mark) -> bool:
        """Say whether a Roman number under an article is the first of its sections or the next."""
        if not self._is_open(_RANKS["article"]) or not is_title(mark.rest):
            return False
        before = next((each.number for each in self.stack if each.rank == _INNER), "")
        return roman_value(mark.number) == (roman_value(before) or 0) + 1

    def _quote(self, kind: str, row: Row) -> None:
        """Add a row that quotes another text; the quotation belongs to the row that leads it in."""
        if kind == "quoted" and self.last is not None and self.last.level == "quote":
            self.last.rows.append(row)
            return
        while self.stack and self.stack[-1].level in {"quote", "table"}:
            self._pop()
        if self.stack and self.stack[-1].rows[-1].text[-1] != ":":
            self._close(_RANKS["paragraph"])
        self._open("quote", _QUOTED, "", row, "")

    def _decimal(self, number: str) -> tuple[str, int]:
        """Return level and rank of 2.1: a point under a clause, a clause under an article or a
        numbered section.
        """
        before = number.rpartition(".")[0]
        for each in reversed(self.stack):
            if each.number == before and each.level in {"clause", "point"}:
                return "point", max(_DECIMAL, each.rank) + 1
            if each.number == before and each.level in {"article", "section"}:
                return "clause", _RANKS["clause"]
            if each.number.rpartition(".")[0] == before and "." in each.number:
                return each.level, each.rank
        inside = any(each.level == "clause" for each in self.stack)
        return ("point", _DECIMAL + 1) if inside else ("clause", _RANKS["clause"])

    def _unmarked(self, row: Row) -> None:
        """Add a row of plain text: a heading's next line, an article's lead, or a paragraph."""
        last = self.last
        if last is not None and _takes(last, row):
            last.rows.append(row)
            return
        self._close(_RANKS["paragraph"])
        point = self.stack[-1] if self.stack else None
        if (
            point is not None
            and point.rank == _RANKS["point"]
            and point.rows[-1].text[-1] in ".!?/"
        ):
            self._close(_RANKS["point"])
        self._open("paragraph", _RANKS["paragraph"], "", row, "")

    def _open(self, level: str, rank: int, number: str, row: Row, rest: str) -> None:
        """Open a node under the deepest open one."""
        parent = self.stack[-1] if self.stack else self.base
        if level in _COUNTED:
            number = str(parent.count(level))
        above = self.prefix if level == "article" or not parent.address else f"{parent.address}__"
        address = above + step_text(level, number)
        copy = self.used.get(address, 0) + 1
        self.used[address] = copy
        if copy > 1:
            address = above + step_text(level, number, copy)
        node = _Open(level, rank, number, address, rest)
        node.rows.append(row)
        if level in _TITLED:
            if rest and not ends_sentence(rest):
                node.title.append(rest)
            container = level in _CONTAINERS and bool(rest)
            node.awaits = rest.isupper() if container else not rest or bool(node.title)
        self.stack.append(node)
        self.last = node

    def _close(self, rank: int) -> None:
        """Close open nodes of a rank or deeper; before a dash also a paragraph that does not lead
        it in.
        """
        while self.stack and self.stack[-1].rank >= rank:
            self._pop()
        if rank == _RANKS["dash"] and self.stack and self.stack[-1].rank == _RANKS["paragraph"]:
            top = self.stack[-1]
            if top.level != "paragraph" or not (top.children or top.rows[-1].text.endswith(":")):
                self._pop()

    def _pop(self) -> None:
        """Finish the deepest open node; its own text ends where the next row begins."""
        node = self.stack.pop()
        start, end = node.rows[0].start, node.rows[-1].end
        done = Node(
            node.address,
            self.region.part,
            self.region.part_index,
            node.level,
            node.number,
            _heading(node),
            self.text[start:end],
            start,
            end,
            node.rows[0].line_start,
            node.rows[-1].line_end,
            tuple(node.children),
        )
        (self.stack[-1].children if self.stack else self.roots).append(done)


def _takes(node: _Open, row: Row) -> bool:
    """Say whether a row of plain text belongs to the heading above it, as its words or its lead."""
    if not node.awaits:
        return False
    if node.level in _CONTAINERS:
        if node.title and not row.text.isupper():
            return False
        node.title.append(row.text)
        node.awaits = row.text.isupper()
        return True
    node.awaits = not node.title and not ends_sentence(row.text)
    if node.awaits:
        node.title.append(row.text)
    return True


def _heading(node: _Open) -> str | None:
    """Return the words of a heading; text that only opens an article or a clause is none."""
    words = " ".join(node.title) or None
    if node.level in _CONTAINERS:
        return words
    if node.level == "clause":
        leads = bool(node.children) or len(node.rows) > 1
        return words if leads and _is_short(words) else None
    if node.level == "point":
        leads = bool(node.children) and len(node.rows) == 1 and not ends_sentence(node.rest)
        return node.rest if leads and _is_short(node.rest) else None
    return _article_heading(node, words) if node.level == "article" else None


def _article_heading(node: _Open, words: str | None) -> str | None:
    """Return the heading of an article; one that ends with a full stop must have clauses below."""
    if words:
        return words if _is_short(words) and not _SENTENCE_INSIDE.search(words) else None
    named = node.rest.endswith(".") and _is_short(node.rest)
    if named and any(child.level in {"clause", "point"} for child in node.children):
        return node.rest.rstrip(".")
    return None


def _is_short(words: str | None) -> bool:
    """Say whether words are short enough for a heading."""
    return bool(words) and len(words or "") <= _LONGEST_HEADING


def _levels(rows: Iterable[Row], *, has_articles: bool) -> dict[str, str]:
    """Return which marks stand for another level: a text without articles is numbered from its
    sections down.
    """
    if has_articles:
        return {}
    kinds = {row.mark.kind for row in rows if row.mark is not None}
    if "roman" in kinds:
        return {"roman": "section", "letter": "division"}
    if "letter" in kinds:
        return {"letter": "section"}
    return {} if "section" in kinds else {"clause": "section"}
