"""Draw what is seen of a signature: a one-page PDF without background, in the colour of its side.

pyHanko sets letters of its own text stamps apart wrongly; this drawing goes to it as it is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

import typst

from danvan.papers.marks import marks
from danvan.papers.values import PaperError

Side = Literal["signer", "body"]

LONGEST: Final = 200
"""Signs of one line; more do not fit a stamp."""

_HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_DRAWING: Final = """
#let told = json(bytes(sys.inputs.told))
#set document(title: "", date: none)
#set page(width: told.width * 1mm, height: told.height * 1mm, margin: 0.4mm, fill: none)
#set text(font: "Libertinus Serif", lang: "vi", fill: rgb(told.colour), hyphenate: false)
#set par(leading: 0.45em, spacing: 0.45em)
#let lines = {
  text(size: 0.85em, told.headline)
  for line in told.lines { linebreak(); text(weight: "bold", line) }
  linebreak()
  text(size: 0.85em, told.moment)
}
#let inner = 2mm
#layout(room => {
  let fits(size) = {
    let set-in = block(width: room.width - inner * 2, text(size: size * 1pt, lines))
    measure(set-in).height <= room.height - inner * 2
  }
  let size = (11, 10, 9, 8, 7, 6, 5).find(fits)
  block(width: 100%, height: 100%, stroke: rgb(told.colour) + 0.8pt, radius: 1mm, inset: inner,
    align(left + horizon, text(size: (if size == none { 4 } else { size }) * 1pt, lines)))
})
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says.

    Args:
        side: ``signer`` is drawn in blue, ``body`` in red.
        lines: Name of who signs, then the unit; a body has its own name only.
        moment: When it was signed; shown by the clock of Việt Nam.
        width: Millimetres; ``height`` too.
    """

    side: Side
    lines: tuple[str, ...]
    moment: datetime
    width: float = 70
    height: float = 24


def draw(stamp: Stamp) -> bytes:
    """Return the stamp as a PDF of one page in its size; equal stamps give equal drawings.

    Raises:
        PaperError: ``SEAL-20``, it says nothing, or more than fits.
    """
    lines = tuple(filter(None, (_clean(line) for line in stamp.lines)))
    if not lines or any(len(line) > LONGEST for line in lines):
        raise PaperError("SEAL-20", limit=LONGEST)
    told = {
        "colour": marks()["stamps"][stamp.side],
        "headline": "Người ký" if stamp.side == "signer" else "Cơ quan ký",
        "lines": lines,
        "moment": f"Thời gian ký: {stamp.moment.astimezone(_HERE):%H:%M:%S %d/%m/%Y}",
        "width": stamp.width,
        "height": stamp.height,
    }
    return typst.compile(
        _DRAWING.encode(),
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards="1.7",
    )


def _clean(line: str) -> str:
    return " ".join(_CONTROLS.sub(" ", unicodedata.normalize("NFC", line)).split())
