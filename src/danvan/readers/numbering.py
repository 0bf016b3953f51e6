"""Count what Word counts: the numbers of lists that stand in no letter of the text.

Most texts of offices carry their "Điều 3." or "a)" only as list numbering. Word keeps the patterns
in ``word/numbering.xml``, and which paragraph counts in the paragraph itself or in its style.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL: Final = f"{_W}val"
_PLACE: Final = re.compile(r"%([1-9])")
_BULLET: Final = "-"
"""What a drawn bullet is read as; its sign belongs to a font of pictures."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_VIETNAMESE: Final = "abcdđeghiklmnopqrstuvxy"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST: Final = 5_000
_LEVELS: Final = 9
_DEEPEST_STYLE: Final = 20


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted and written, such as "%1." from 1 in decimal figures."""

    start: int
    figures: str
    pattern: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has been counted.

    Args:
        levels: By list and level, restarts of a single list included.
        family: The pattern a list belongs to; lists of one family go on counting together.
        styles: By style: list and level it counts in, and the style it follows.
    """

    levels: Mapping[tuple[str, int], Level]
    family: Mapping[str, str]
    styles: Mapping[str, tuple[str, int, str]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    _restarts: frozenset[str] = frozenset()

    def label(self, paragraph: etree._Element) -> str:
        """Return the number of a paragraph as Word shows it, and count on; nothing without one."""
        number, depth = self._place(paragraph)
        level = self.levels.get((number, depth))
        if level is None:
            return ""
        counts = self._counted(number, depth, level)
        if level.figures == "bullet":
            return _BULLET
        return _PLACE.sub(
            lambda found: self._figure(number, counts, int(found[1]) - 1), level.pattern
        )

    def _counted(self, number: str, depth: int, level: Level) -> list[int | None]:
        """Count one further on a level; the levels below begin anew."""
        key = self.family.get(number, number)
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        if number in self._restarts and number not in self._begun:
            counts[depth:] = [None] * (_LEVELS - depth)
        self._begun.add(number)
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return counts

    def _figure(self, number: str, counts: list[int | None], depth: int) -> str:
        level = self.levels.get((number, depth))
        count = counts[depth]
        if count is None:
            count = level.start if level else 1
        return figure(count, level.figures if level else "decimal")

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return list and level of a paragraph: its own, else those of its style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        number, depth = _numbers(properties)
        if number:
            return number, depth or 0
        style = properties.find(f"{_W}pStyle")
        found = self._of_style("" if style is None else style.get(_VAL, ""))
        return (found[0], found[1] if depth is None else depth)

    def _of_style(self, style: str) -> tuple[str, int]:
        for _ in range(_DEEPEST_STYLE):
            number, depth, above = self.styles.get(style, ("", 0, ""))
            if number or not above:
                return number, depth
            style = above
        return "", 0


def numbering(lists: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Return the lists of a document.

    Args:
        lists: Root of ``word/numbering.xml``; ``None`` where there is none.
        styles: Root of ``word/styles.xml``.
    """
    if lists is None:
        return Numbering({}, {}, {})
    families = {
        one.get(f"{_W}abstractNumId", ""): _levels(one) for one in lists.findall(f"{_W}abstractNum")
    }
    levels: dict[tuple[str, int], Level] = {}
    family: dict[str, str] = {}
    restarts = set()
    for one in lists.findall(f"{_W}num"):
        number = one.get(f"{_W}numId", "")
        family[number] = _value(one, "abstractNumId")
        known = dict(families.get(family[number], {}))
        for changed in one.findall(f"{_W}lvlOverride"):
            restarts.add(number)
            known |= _changed(changed, known)
        levels |= {(number, depth): level for depth, level in known.items()}
    levels = {key: level for key, level in levels.items() if key[0] != "0"}
    return Numbering(levels, family, _styles(styles), _restarts=frozenset(restarts))


def figure(count: int, figures: str) -> str:
    """Return a count as Word writes it: decimal, letters, Roman figures.

    Example:
        >>> figure(4, "upperRoman"), figure(5, "vietnameseCounting"), figure(27, "lowerLetter")
        ('IV', 'đ', 'aa')
    """
    count = max(0, min(count, _HIGHEST))
    if figures in {"lowerRoman", "upperRoman"}:
        found = _roman(count)
    elif figures in {"lowerLetter", "upperLetter"}:
        found = _letter(count, _LETTERS)
    elif figures == "vietnameseCounting":
        found = _letter(count, _VIETNAMESE)
    elif figures == "decimalZero":
        found = f"{count:02}"
    elif figures == "none":
        found = ""
    else:
        found = str(count)
    return found.upper() if figures.startswith("upper") else found


def _roman(count: int) -> str:
    pieces = []
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        pieces.append(letters * times)
    return "".join(pieces)


def _letter(count: int, letters: str) -> str:
    """Word doubles a letter after the last one: z, aa, bb."""
    if count < 1:
        return ""
    times, place = divmod(count - 1, len(letters))
    return letters[place] * (times + 1)


def _levels(family: etree._Element) -> dict[int, Level]:
    return {_depth(one): _level(one) for one in family.findall(f"{_W}lvl") if _depth(one) < _LEVELS}


def _level(one: etree._Element, usual: Level | None = None) -> Level:
    usual = usual or Level(1, "decimal", "")
    return Level(
        _whole(_value(one, "start"), usual.start),
        _value(one, "numFmt") or usual.figures,
        _value(one, "lvlText") or usual.pattern,
    )


def _changed(changed: etree._Element, known: Mapping[int, Level]) -> dict[int, Level]:
    """Return the level that a single list counts in its own way."""
    depth = _depth(changed)
    own = changed.find(f"{_W}lvl")
    level = known.get(depth) if own is None else _level(own, known.get(depth))
    if level is None or depth >= _LEVELS:
        return {}
    start = _whole(_value(changed, "startOverride"), level.start)
    return {depth: Level(start, level.figures, level.pattern)}


def _styles(styles: etree._Element | None) -> dict[str, tuple[str, int, str]]:
    found: dict[str, tuple[str, int, str]] = {}
    for style in () if styles is None else styles.findall(f"{_W}style"):
        properties = style.find(f"{_W}pPr")
        number, depth = ("", None) if properties is None else _numbers(properties)
        found[style.get(f"{_W}styleId", "")] = (number, depth or 0, _value(style, "basedOn"))
    return found


def _numbers(properties: etree._Element) -> tuple[str, int | None]:
    """Return the list and the level that properties name; "0" takes a paragraph out of its list."""
    told = properties.find(f"{_W}numPr")
    if told is None:
        return "", None
    depth = _value(told, "ilvl")
    return _value(told, "numId"), min(_whole(depth, 0), _LEVELS - 1) if depth else None


def _depth(one: etree._Element) -> int:
    return _whole(one.get(f"{_W}ilvl", ""), 0)


def _value(above: etree._Element, name: str) -> str:
    found = above.find(f"{_W}{name}")
    return "" if found is None else str(found.get(_VAL, ""))


def _whole(text: str, usual: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else usual  # noqa: PLR2004  no longer
