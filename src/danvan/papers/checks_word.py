"""Read which fonts and which text a Word file shows."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from danvan.law import archives
from danvan.law.errors import ReadError

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DEEPEST: Final = 20


def word_content(content: bytes) -> tuple[frozenset[str], str]:
    """Return the fonts that letters stand in, after styles and theme, and the text.

    Raises:
        ReadError: ``READ-08``, packed beyond reason; ``READ-09``, damaged, locked or no Word file.
    """
    root = _xml(archives.member(content, "word/document.xml", "DOCX"))
    styles = _Styles(
        _optional(content, "word/styles.xml"), _optional(content, "word/theme/theme1.xml")
    )
    fonts, lines = set(), []
    for paragraph in root.iter(f"{_W}p"):
        text = ""
        for run in paragraph.iter(f"{_W}r"):
            words = "".join(each.text or "" for each in run.iter(f"{_W}t"))
            if words.strip():
                fonts.add(styles.font(run, paragraph))
            text += words
        lines.append(text)
    return frozenset(filter(None, fonts)), "\n".join(lines)


class _Styles:
    """Fonts of styles, by what they are based on."""

    def __init__(self, styles: Any, theme: Any) -> None:
        self.theme = _theme(theme)
        self.fonts: dict[str, str] = {}
        self.based: dict[str, str] = {}
        self.first = self.plain = ""
        if styles is None:
            return
        self.plain = self._told(styles.find(f"{_W}docDefaults/{_W}rPrDefault"))
        for style in styles.iter(f"{_W}style"):
            name = style.get(f"{_W}styleId", "")
            self.fonts[name] = self._told(style)
            self.based[name] = _value(style, "basedOn")
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1":
                self.first = name

    def font(self, run: Any, paragraph: Any) -> str:
        """Return the font of a run: its own, of its style, of its paragraph's, else the plain."""
        own = self._told(run) or self._of(_value(run, "rPr", "rStyle"))
        return own or self._of(_value(paragraph, "pPr", "pStyle") or self.first) or self.plain

    def _of(self, style: str) -> str:
        for _step in range(_DEEPEST):
            if not style or self.fonts.get(style):
                break
            style = self.based.get(style, "")
        return self.fonts.get(style, "")

    def _told(self, element: Any) -> str:
        fonts = element.find(f"{_W}rPr/{_W}rFonts") if element is not None else None
        if fonts is None:
            return ""
        named = fonts.get(f"{_W}asciiTheme", "")
        return self.theme.get(named[:5], "") or str(fonts.get(f"{_W}ascii", ""))


def _value(element: Any, *steps: str) -> str:
    found = element.find("/".join(f"{_W}{step}" for step in steps))
    return str(found.get(f"{_W}val", "")) if found is not None else ""


def _theme(root: Any) -> dict[str, str]:
    """Return the Latin fonts of a theme for headings and text, by the start of their name."""
    if root is None:
        return {}
    found = {name: root.find(f".//{_A}{name}Font/{_A}latin") for name in ("major", "minor")}
    return {name: each.get("typeface", "") for name, each in found.items() if each is not None}


def _optional(content: bytes, path: str) -> Any:
    part = archives.optional_member(content, path, "DOCX")
    return _xml(part) if part else None


def _xml(content: bytes) -> Any:
    if _DOCTYPE.search(content):
        raise ReadError("READ-09", name="DOCX")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("READ-09", name="DOCX") from error
