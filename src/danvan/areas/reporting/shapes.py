"""What is typed into a report, as plain values and plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

PICTURE_MARKS = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=\s]+|\ufffc")
"""What is left of a picture that was pasted as text."""
OTHER_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff]")


@dataclass(frozen=True, slots=True)
class Written:
    """One paragraph as it is to stand.

    Args:
        origin_id: The paragraph of a lower report that it was taken from.
        is_edited: Whether its words were changed after they were taken.
    """

    text: str
    origin_id: int | None = None
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What a version is to hold; what is not named stays as it is.

    Args:
        values: Figures by key; ``None`` is missing, not nought.
        reasons: Why a figure jumps, by key.
        filled: Where a value comes from, by key; ``hand`` where nothing is said.
        paragraphs: All paragraphs of a question in order, by key of the question.
        annexes: All lines of an annex in order, each by key of the column.
    """

    values: Mapping[str, Decimal | None] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)
    paragraphs: Mapping[str, Sequence[Written]] = field(default_factory=dict)
    annexes: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """One remark of a receiver: on ``figure:<key>``, ``paragraph:<id>`` or the whole (empty)."""

    key: str
    text: str


def plain_words(text: str) -> str:
    """Return pasted text as plain lines: one Unicode form, cells of tables parted by bars."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"[\x0b\x0c\u2028\u2029]", "\n", text)
    text = re.sub(r"[\t\x07]+", " | ", OTHER_SIGNS.sub("", text.replace("\x07", "\t")))
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
