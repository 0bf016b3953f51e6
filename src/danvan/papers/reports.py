"""Boards and dossiers as PDF: titles, tables and bars set by typst, every font inside.

Nothing a person wrote is read as markup: all of it travels as values beside a fixed source.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from html import escape
from typing import Final

import typst

from danvan.papers.layouts import Layout
from danvan.papers.values import PaperError
from danvan.papers.writing_pieces import clean

FONT: Final = "Libertinus Serif"
"""Comes with typst and has every Vietnamese letter, so that a report looks alike everywhere."""

MOST_ROWS: Final = 20_000
_BAR_WIDTH, _BAR_HEIGHT, _LABEL_WIDTH = 260, 14, 150
_VALUE_WIDTH: Final = 60
_LETTERS: Final = 9


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table; ``rows`` may be shorter than its head.

    Args:
        widths: Shares of the width by column, set smaller; empty: as wide as the words ask for.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: one figure a label, none below zero; the figures stand beside the bars."""

    caption: str
    labels: tuple[str, ...]
    figures: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a report: words, then tables, then charts."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    charts: tuple[Bars, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report made by the system; not an official document, so it bears no number."""

    title: str
    issuer: str = ""
    dated: date | None = None
    note: str = ""
    sections: tuple[Section, ...] = ()


_SOURCE: Final = """
#let told = json(bytes(sys.inputs.told))
#let page-mm = told.sheet
#set document(title: told.title, author: told.issuer)
#set page(width: page-mm.width * 1mm, height: page-mm.height * 1mm, numbering: "1",
  margin: (top: page-mm.top * 1mm, bottom: page-mm.bottom * 1mm, left: page-mm.left * 1mm,
    right: page-mm.right * 1mm))
#set text(font: told.font, size: 11pt, lang: "vi", region: "VN", fallback: false)
#set par(justify: true)
#set table(stroke: 0.5pt, inset: 4pt)
#show heading: set block(above: 1.2em, below: 0.7em)
#show figure: set block(breakable: true)
#show figure.where(kind: table): set figure.caption(position: top)
#if told.issuer != "" { text(weight: "bold", upper(told.issuer)) }
#align(center)[
  #text(size: 16pt, weight: "bold", told.title) \\
  #if told.dated != "" { text(style: "italic", told.dated) }
]
#if told.note != "" { par(told.note) }
#for section in told.sections {
  heading(level: 1, section.heading)
  for words in section.paragraphs { par(words) }
  for each in section.tables {
    let shared = each.widths.len() > 0
    set text(size: 9pt) if shared
    set par(justify: false) if shared
    figure(supplement: "Bảng", caption: each.caption, table(
      columns: if shared { each.widths.map(one => one * 1fr) } else { each.head.len() },
      align: left,
      table.header(..each.head.map(cell => strong(cell))),
      ..each.rows.flatten().map(cell => [#cell])))
  }
  for each in section.charts {
    figure(kind: "chart", supplement: "Biểu đồ", caption: each.caption,
      image(bytes(each.svg), format: "svg", alt: each.told, width: 100%))
  }
}
"""


def report_pdf(report: Report, layout: Layout, *, archival: bool = False) -> bytes:
    """Return the PDF of a report on the page of a layout.

    A letter that the font does not have, such as a pictograph, becomes an empty box.

    Args:
        archival: As PDF/A-2b, which has no empty boxes.

    Raises:
        PaperError: ``PAPER-86``, more rows than a report may have; ``PAPER-87``, a letter that the
            font does not have in an archival file.
    """
    if sum(len(table.rows) for each in report.sections for table in each.tables) > MOST_ROWS:
        raise PaperError("PAPER-86", limit=MOST_ROWS)
    told = {
        "title": clean(report.title),
        "issuer": clean(report.issuer),
        "dated": report.dated.strftime("%d/%m/%Y") if report.dated else "",
        "note": clean(report.note),
        "font": FONT,
        "sheet": {side: getattr(layout.sheet, side) for side in _SIDES},
        "sections": [_section(each) for each in report.sections],
    }
    try:
        made = typst.compile(
            _SOURCE.encode(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
            pdf_standards="a-2b" if archival else "1.7",
            timestamp=_moment(report.dated),
        )
    except typst.TypstError as error:
        raise PaperError("PAPER-87", told=str(error.message)[:200]) from error
    return bytes(made or b"")


def bars_svg(bars: Bars) -> str:
    """Return a bar chart as SVG: one row a label, its figure at the end of its bar."""
    most = max((figure for figure in bars.figures if figure > 0), default=1)
    rows = []
    for place, (label, figure) in enumerate(zip(bars.labels, bars.figures, strict=True)):
        top, width = place * (_BAR_HEIGHT + 4), max(figure, 0) / most * _BAR_WIDTH
        base = top + _BAR_HEIGHT - 4
        rows.append(
            f'<text x="{_LABEL_WIDTH - 6}" y="{base}" text-anchor="end">'
            f"{escape(_shortened(clean(label)))}</text>"
            f'<rect x="{_LABEL_WIDTH}" y="{top}" width="{width:.1f}" height="{_BAR_HEIGHT}"'
            ' fill="#1f4e79"/>'
            f'<text x="{_LABEL_WIDTH + width + 4:.1f}" y="{base}">{_figure(figure)}</text>'
        )
    height = max(len(rows), 1) * (_BAR_HEIGHT + 4)
    whole = _LABEL_WIDTH + _BAR_WIDTH + _VALUE_WIDTH
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {height}"'
        f' font-family="{FONT}" font-size="{_LETTERS}">{"".join(rows)}</svg>'
    )


_SIDES: Final = ("width", "height", "top", "bottom", "left", "right")
_LONGEST_LABEL: Final = 32


def _section(section: Section) -> dict[str, object]:
    return {
        "heading": clean(section.heading),
        "paragraphs": [clean(each) for each in section.paragraphs],
        "tables": [_table(each) for each in section.tables],
        "charts": [
            {"caption": clean(each.caption), "svg": bars_svg(each), "told": _told(each)}
            for each in section.charts
        ],
    }


def _table(table: ReportTable) -> dict[str, object]:
    width = len(table.head)
    rows = [[clean(cell) for cell in (*row, *[""] * width)[:width]] for row in table.rows]
    return {**asdict(table), "caption": clean(table.caption), "rows": rows}


def _told(bars: Bars) -> str:
    """Return a chart in words, for who does not see it."""
    pairs = zip(bars.labels, bars.figures, strict=True)
    return clean("; ".join(f"{label}: {_figure(figure)}" for label, figure in pairs))


def _figure(figure: float) -> str:
    """Return a figure as Vietnamese writes it: a point between thousands, a comma before tenths."""
    written = f"{figure:,.1f}".removesuffix(".0")
    return written.translate(str.maketrans(",.", ".,"))


def _shortened(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _moment(day: date | None) -> datetime:
    """Return the moment that the file bears, so that equal reports are equal files."""
    day = day or date(2020, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
