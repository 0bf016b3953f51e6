"""The guide as one book: Markdown pages of a folder, put in order, searched, turned into HTML.

The first page, ``README.md``, gives the order: the pages it links to, under its own headings. The
pages are ours and still no HTML in them is let through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from danvan.law.collation import fold

Address = Callable[[str, str], str]
"""Turns a page's name and an anchor (or nothing) into what a link leads to."""
INDEX = "README"
LINKED = re.compile(r"(?P<page>[a-z0-9-]+|README)\.md(?:#(?P<anchor>.+))?")
ELSEWHERE = re.compile(r"(?:https?|mailto):")
MOST_HITS = 50
LONGEST_LINE = 220

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, as plain lines; the first section is the page's beginning."""

    anchor: str
    heading: str
    level: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page. Its HTML is without the title, which the frame shows."""

    name: str
    title: str
    html: str
    sections: tuple[Section, ...]
    links: tuple[tuple[str, str, str], ...]
    """Links to other pages of the guide: heading they stand under, page, anchor or nothing."""

    @property
    def contents(self) -> tuple[Section, ...]:
        """Return the sections that a table of contents names."""
        return tuple(one for one in self.sections if one.level == 2)  # noqa: PLR2004  below the title


@dataclass(frozen=True, slots=True)
class Part:
    """Pages under one heading of the index."""

    heading: str
    pages: tuple[GuidePage, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A section as it is searched: its headings and all its words, folded."""

    page: GuidePage
    section: Section
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where all the words asked for stand."""

    page: GuidePage
    section: Section
    line: str


@dataclass(frozen=True, slots=True)
class Book:
    """All pages of one language in order; without a folder there are none."""

    index: GuidePage
    pages: Mapping[str, GuidePage]
    parts: tuple[Part, ...]
    places: tuple[Place, ...]

    def beside(self, name: str) -> tuple[GuidePage | None, GuidePage | None]:
        """Return the page before and the page after one."""
        order = list(self.pages)
        at = order.index(name)
        before, after = order[:at][-1:], order[at + 1 :][:1]
        return (
            self.pages[before[0]] if before else None,
            self.pages[after[0]] if after else None,
        )

    def find(self, words: str) -> list[Hit]:
        """Return the sections that hold all words, marks or not: as typed first, then by title."""
        phrase = fold(words)
        wanted = phrase.split()
        if not wanted:
            return []
        found = [place for place in self.places if all(word in place.text for word in wanted)]
        found.sort(
            key=lambda place: (
                phrase not in place.text,
                sum(word not in place.head for word in wanted),
            )
        )
        return [
            Hit(place.page, place.section, _line_of(place.section, wanted))
            for place in found[:MOST_HITS]
        ]


@cache
def book(folder: Path, address: Address, level: int = 0) -> Book:
    """Return the book of a folder; kept, as the pages come with the program.

    Args:
        address: Where links between pages lead.
        level: By how much headings are lowered, where several pages share one sheet.
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    index = page_of(INDEX, texts.pop(INDEX, ""), address, level)
    order = dict.fromkeys(page for _heading, page, _anchor in index.links if page in texts)
    names = [*order, *(name for name in texts if name not in order)]
    pages = {name: page_of(name, texts[name], address, level) for name in names}
    return Book(index, pages, _parts(index, pages), tuple(_places(pages)))


def page_of(name: str, text: str, address: Address, level: int = 0) -> GuidePage:
    """Return one page from its Markdown."""
    sheet = _Sheet(name, address, level)
    tokens = list(sheet.set(_MARKDOWN.parse(text)))
    html = str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
    return GuidePage(name, sheet.title, html, tuple(sheet.sections), tuple(sheet.links))


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading: its words without marks, joined by hyphens."""
    return "-".join(re.findall(r"\w+", fold(heading)))


@dataclass
class _Sheet:
    """Goes through the tokens of one page once, mends them and notes what it saw."""

    name: str
    address: Address
    level: int
    title: str = ""
    sections: list[Section] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    boxes: dict[str, int] = field(default_factory=dict)
    _row: list[str] | None = None

    def set(self, tokens: list[Token]) -> Iterator[Token]:
        """Yield the tokens as they are to be rendered, the title left out."""
        for at, token in enumerate(tokens):
            if token.type in {"heading_open", "heading_close"}:
                yield from self._heading(token, tokens[at + 1] if token.nesting == 1 else None)
            elif token.type == "inline" and tokens[at - 1].tag == "h1":
                continue
            else:
                self._mend(token, tokens, at)
                yield from self._around(token)

    def _heading(self, token: Token, inline: Token | None) -> Iterator[Token]:
        level = int(token.tag[1:])
        if inline is not None:
            words = _plain(inline)
            anchor = self._free(anchor_of(words)) if level > 1 else ""
            self.title = self.title or words
            self.sections.append(Section(anchor, words, level, ()))
            token.attrSet("id", self.address(self.name, anchor).partition("#")[2])
        if level > 1:
            token.tag = f"h{level + self.level}"
            yield token

    def _free(self, anchor: str) -> str:
        taken = {section.anchor for section in self.sections}
        numbered = (f"{anchor}-{number}" for number in range(2, 99))
        return anchor if anchor not in taken else next(one for one in numbered if one not in taken)

    def _mend(self, token: Token, tokens: list[Token], at: int) -> None:
        if token.type == "inline":
            token.children = list(self._linked(token.children or []))
            if tokens[at - 1].type != "heading_open":
                self._note(_plain(token))
        elif token.type == "tr_open":
            self._row = []
        elif token.type == "tr_close":
            cells, self._row = self._row or [], None
            self._note(" · ".join(cell for cell in cells if cell))
        elif token.tag == "th":
            _mend_head(token, tokens[at + token.nesting])

    def _note(self, line: str) -> None:
        if self._row is not None:
            self._row.append(line)
        elif line and self.sections:
            last = self.sections[-1]
            self.sections[-1] = replace(last, lines=(*last.lines, line))

    def _around(self, token: Token) -> Iterator[Token]:
        """Put wide things into a box that is moved by itself, also by keyboard."""
        if token.type in {"table_open", "fence", "code_block"}:
            label = escape(self._label())
            yield _raw(f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">')
            yield token
            if token.type == "table_open":
                yield _raw(f'<caption class="unseen">{label}</caption>')
        else:
            yield token
        if token.type in {"table_close", "fence", "code_block"}:
            yield _raw("</div>")

    def _label(self) -> str:
        """Return the heading a box stands under, numbered where there are several.

        On one sheet many pages have the same headings, so the page is named too.
        """
        heading = self.sections[-1].heading if self.sections else self.name
        if self.level and len(self.sections) > 1:
            heading = f"{self.sections[0].heading}: {heading}"
        self.boxes[heading] = self.boxes.get(heading, 0) + 1
        return heading if self.boxes[heading] == 1 else f"{heading} ({self.boxes[heading]})"

    def _linked(self, children: list[Token]) -> Iterator[Token]:
        """Lead links to pages of the guide; what stands outside it is left as words."""
        is_kept = True
        for token in children:
            if token.type == "link_open":
                is_kept = self._lead(token)
            if is_kept or token.type not in {"link_open", "link_close"}:
                yield token

    def _lead(self, token: Token) -> bool:
        told = unquote(str(token.attrGet("href") or ""))
        found = LINKED.fullmatch(told)
        if found is None and not told.startswith("#"):
            return ELSEWHERE.match(told) is not None
        page = found["page"] if found else self.name
        anchor = anchor_of((found["anchor"] or "") if found else told[1:])
        self.links.append((self.sections[-1].heading if self.sections else "", page, anchor))
        token.attrSet("href", self.address(page, anchor))
        return True


def _raw(html: str) -> Token:
    return Token("html_block", "", 0, content=html)


def _mend_head(token: Token, inline: Token) -> None:
    """Say that a cell heads its column; one without words heads nothing."""
    if not inline.content:
        token.tag = "td"
    elif token.nesting == 1:
        token.attrSet("scope", "col")


def _plain(inline: Token) -> str:
    """Return the words of a line without its marks."""
    parts = [
        " " if token.type in {"softbreak", "hardbreak"} else token.content
        for token in inline.children or []
    ]
    return "".join(parts)


def _line_of(section: Section, wanted: list[str]) -> str:
    """Return the line of a section that holds most of some words, not too long."""
    lines = [(sum(word in fold(line) for word in wanted), line) for line in section.lines]
    best = max(lines, key=lambda pair: pair[0], default=(0, ""))[1]
    return best if len(best) <= LONGEST_LINE else f"{best[:LONGEST_LINE].rsplit(' ', 1)[0]} …"


def _places(pages: Mapping[str, GuidePage]) -> Iterator[Place]:
    for page in pages.values():
        for section in page.sections:
            head = fold(f"{page.title} {section.heading}")
            yield Place(page, section, head, f"{head} {fold(' '.join(section.lines))}")


def _parts(index: GuidePage, pages: Mapping[str, GuidePage]) -> tuple[Part, ...]:
    """Return the pages under the headings of the index, each where it is named first."""
    placed: dict[str, str] = {}
    for heading, linked, _anchor in index.links:
        placed.setdefault(linked, heading)
    groups: dict[str, list[GuidePage]] = {}
    for name, page in pages.items():
        groups.setdefault(placed.get(name, index.title), []).append(page)
    return tuple(Part(heading, tuple(group)) for heading, group in groups.items())
