"""Look a cited place up in the tree: "khoản 2" is the one of the article in which it is said.

Reads: nodes, and a place as a text names it.
Writes: the address that is meant, and whether it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan.law.provisions import roman_value, step_text
from danvan.law.text.places import CONTAINERS, Cited, Number
from danvan.law.text.tree import Node, walk


class Addresses:
    """The addresses of a tree, and where in it one stands while it is walked."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._all: set[str] = set()
        self._containers: dict[tuple[int | None, str, str], list[str]] = {}
        self._letterheads: dict[int, str] = {}
        self._with_articles: set[int | None] = set()
        self._article = ""
        self._around: dict[str, str] = {}
        self._part: int | None = None
        self._node = ""
        for node in walk(nodes):
            self._all.add(node.address)
            if node.level == "article":
                self._with_articles.add(node.part_index)
            if node.level in CONTAINERS:
                key = (node.part_index, node.level, _value(node.number))
                self._containers.setdefault(key, []).append(node.address)
            elif node.level == "letterhead" and node.part_index:
                self._letterheads.setdefault(node.part_index, node.text.lower())

    @property
    def in_article(self) -> bool:
        """Say whether the node stands in an article."""
        return bool(self._article)

    def enter(self, node: Node) -> None:
        """Take the node in which places are now named, in document order."""
        if node.part_index != self._part:
            self._part = node.part_index
            self._around = {}
        self._node = node.address
        if node.level == "article":
            self._article = node.address
        elif self._article and not f"{node.address}__".startswith(f"{self._article}__"):
            self._article = ""
        if node.level in CONTAINERS and not self._article:
            self._around[node.level] = node.address

    def attached(self, words: str) -> int | None:
        """Return which attached text is meant by "Quy chế kèm theo"; the first where none is told
        apart.
        """
        kind = " ".join(words.lower().removeprefix("của ").split()[:2])
        for index, head in self._letterheads.items():
            if any(line.startswith(kind) for line in head.split("\n")):
                return index
        return min(self._letterheads, default=1)

    def find(self, place: Cited, number: Number | None, part: int | None) -> tuple[str, bool]:
        """Return the address that a place names in one part, and whether it stands there.

        Args:
            place: As the text names it.
            number: Which of its innermost numbers; ``None`` where it ends with "này".
            part: Which attached text, from 1; ``None`` for the document itself.
        """
        if place.innermost in CONTAINERS:
            return self._container(place, number, part)
        steps = _steps(place, number)
        first = ""
        for base in self._bases(place, part):
            tried = "__".join(filter(None, (base, *steps)))
            if tried in self._all:
                return tried, True
            first = first or tried
        if not place.names("article") and part not in self._with_articles:
            return self._top(steps, part) or (first, False)
        return first, False

    def _top(self, steps: Sequence[str], part: int | None) -> tuple[str, bool] | None:
        """Return a place in a text without articles, whose clauses are its sections."""
        if not steps or not steps[0].startswith("cl_"):
            return None
        top = f"att_{part}" if part else ""
        tried = "__".join(filter(None, (top, f"sec_{steps[0][3:]}", *steps[1:])))
        return (tried, True) if tried in self._all else None

    def _bases(self, place: Cited, part: int | None) -> Iterator[str]:
        """Yield addresses in which the clause or the point of a place may stand, nearest first."""
        prefix = f"att_{part}__" if part else ""
        if "article" in place.this:
            yield from self._inside(self._article)
        elif "article" in place.numbers:
            yield (
                f"{prefix}{step_text('article', place.numbers['article'][0].text)}"
                if (place.innermost != "article")
                else part_base(prefix)
            )
        elif "clause" in place.this:
            yield self._nearest("cl") or self._article
        elif place.names("section"):
            found, _ = self._container(place, None, part)
            yield found
        else:
            yield from self._free(place, part)

    def _inside(self, article: str) -> Iterator[str]:
        """Yield the article, and before it the section inside it in which the node stands."""
        inner = self._nearest("sec")
        if inner.startswith(f"{article}__"):
            yield inner
        yield article

    def _free(self, place: Cited, part: int | None) -> Iterator[str]:
        """Yield where a place without article may stand: around the node, then in its part."""
        if self._article and part == self._part:
            if place.innermost == "point" and "clause" not in place.numbers:
                yield self._nearest("cl") or self._article
                return
            yield from self._inside(self._article)
            return
        steps = self._node.split("__")
        for length in range(len(steps) - 1, 0, -1):
            yield "__".join(steps[:length])
        yield f"att_{part}" if part else ""

    def _nearest(self, short: str) -> str:
        """Return the address of the nearest step of a kind around the node; nothing where none."""
        steps = self._node.split("__")
        for length in range(len(steps), 0, -1):
            if steps[length - 1].startswith(f"{short}_"):
                return "__".join(steps[:length])
        return ""

    def _container(self, place: Cited, number: Number | None, part: int | None) -> tuple[str, bool]:
        """Return the chapter, section or division that a place names."""
        level = next(each for each in reversed(CONTAINERS) if place.names(each))
        if level in place.this:
            found = self._around.get(level, "")
            return found, bool(found)
        named = number if number and level == place.innermost else place.numbers[level][0]
        found_all = self._containers.get((part, level, _value(named.text)), [])
        outer = self._outer(place, level, part)
        inside = [each for each in found_all if not outer or each.startswith(f"{outer}__")]
        if inside:
            here = self._around.get("chapter", "") if part == self._part else ""
            near = [each for each in inside if here and each.startswith(f"{here}__")]
            return (near or inside)[0], True
        prefix = f"att_{part}" if part else ""
        return "__".join(filter(None, (outer or prefix, step_text(level, named.text)))), False

    def _outer(self, place: Cited, level: str, part: int | None) -> str:
        """Return the container around the named one, as far as the place or the node tells it."""
        for each in reversed(CONTAINERS[: CONTAINERS.index(level)]):
            if each in place.this:
                return self._around.get(each, "")
            if each in place.numbers:
                value = _value(place.numbers[each][0].text)
                return next(iter(self._containers.get((part, each, value), [])), "")
        return ""


def part_base(prefix: str) -> str:
    """Return the address of a part from the prefix of its articles."""
    return prefix.removesuffix("__")


def _steps(place: Cited, number: Number | None) -> list[str]:
    """Return the steps below the base of a place, from the outside in."""
    levels = [level for level in ("article", "clause", "point") if level in place.numbers]
    if place.innermost != "article":
        levels = [level for level in levels if level != "article"]
    return [
        step_text(
            level,
            number.text if number and level == place.innermost else place.numbers[level][0].text,
        )
        for level in levels
    ]


def _value(number: str) -> str:
    """Return a number so that "Chương 2" and "Chương II" are one."""
    roman = roman_value(number)
    return str(roman) if roman is not None else number.lower()
