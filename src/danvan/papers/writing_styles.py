"""Styles of a Word file: one for each component of a layout.

An officer changes a style once instead of letters line by line; a line holds only what it has
beside its style.
"""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from danvan.papers.layouts import Layout, Style
from danvan.papers.writing_shapes import dress, shape, style_id

LANGUAGE: Final = "vi-VN"
_PITCHED: Final = frozenset({"body", "heading"})
"""Styles whose lines stand at the exact pitch of a layout that has one."""

_MODE: Final = "15"
"""How the newest Word lays out a page; with an older figure it opens in compatibility mode."""


def add_styles(file: WordFile, layout: Layout) -> None:
    """Give an empty file the font, the language and the styles of a layout."""
    _set_normal(file, layout)
    for key, style in layout.styles.items():
        made = file.styles.add_style(layout.style_names[key], WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), style_id(key))
        made.base_style = file.styles["Normal"]
        made.quick_style = True
        dress(made, layout.font, style)
        pitch = layout.lines if key in _PITCHED else None
        shape(made, style.align, indent=style.indent, before=style.before, pitch=pitch)
        made.paragraph_format.keep_with_next = style.keep or None
    _set_language(file)
    _set_mode(file)


def _set_normal(file: WordFile, layout: Layout) -> None:
    body = layout.styles["body"]
    normal: Any = file.styles["Normal"]
    dress(normal, layout.font, Style(body.size, body.sizes))
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def _set_language(file: WordFile) -> None:
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in file.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
        language.attrib.pop(qn("w:eastAsia"), None)


def _set_mode(file: WordFile) -> None:
    settings: Any = file.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), _MODE)
    for old in list(settings.iter(qn("w:useFELayout"))):
        old.getparent().remove(old)
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
