"""Provision: the address of a place in a regulation, as a value: parse, write, compare, show.

Written in the manner of Akoma Ntoso portions: ``art_9__cl_5``, in an attached text
``att_1__art_9__cl_5``. Articles
carry no chapter before them, because their numbers run through the whole text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Final

from danvan.law.errors import AddressError

STEPS: Final = {
    "att": "attachment",
    "letterhead": "letterhead",
    "preamble": "preamble",
    "dvs": "division",
    "chp": "chapter",
    "sec": "section",
    "subsec": "subsection",
    "art": "article",
    "cl": "clause",
    "point": "point",
    "para": "paragraph",
    "dash": "dash",
    "table": "table",
    "form": "form",
    "quote": "quote",
    "closing": "closing",
    "signature": "signature",
    "recipients": "recipients",
}
"""Short names of steps, in document order where two stand side by side, and the level each names.
"""

_SHORT: Final = {level: short for short, level in STEPS.items()}
_ORDER: Final = {short: rank for rank, short in enumerate(STEPS)}
_LAST_OF_PART: Final = frozenset({"closing", "signature", "recipients"})
_UNNUMBERED: Final = _LAST_OF_PART | {"letterhead", "preamble"}
_STEP: Final = re.compile(r"([a-z]+)(?:_([0-9A-Za-z.]+))?(?:_([0-9]+))?")
_ALPHABET: Final = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SPELLED: Final = {
    "Đ": "DD",
    "đ": "dd",
    "ă": "aw",
    "â": "aa",
    "ê": "ee",
    "ô": "oo",
    "ơ": "ow",
    "ư": "uw",
}
_LETTERS: Final = {spelled: letter for letter, spelled in _SPELLED.items()}
_ORDINALS: Final = {
    word: str(number)
    for number, word in enumerate(
        ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1
    )
}
_VIETNAMESE: Final = {
    "att": "văn bản kèm theo {}",
    "dvs": "Phần {}",
    "chp": "Chương {}",
    "sec": "Mục {}",
    "subsec": "Tiểu mục {}",
    "art": "Điều {}",
    "cl": "khoản {}",
    "point": "điểm {}",
    "dash": "gạch đầu dòng {}",
    "para": "đoạn {}",
    "table": "bảng {}",
    "form": "mẫu {}",
    "quote": "đoạn trích {}",
    "letterhead": "phần đầu văn bản",
    "preamble": "phần căn cứ",
    "closing": "phần kết",
    "signature": "phần ký",
    "recipients": "nơi nhận",
}
_ENGLISH: Final = {
    "att": "attached text {}",
    "dvs": "Part {}",
    "chp": "Chapter {}",
    "sec": "Section {}",
    "subsec": "Subsection {}",
    "art": "Article {}",
    "cl": "clause {}",
    "point": "point {}",
    "dash": "dash {}",
    "para": "paragraph {}",
    "table": "table {}",
    "form": "form {}",
    "quote": "quotation {}",
    "letterhead": "letterhead",
    "preamble": "preamble",
    "closing": "closing text",
    "signature": "signature",
    "recipients": "recipients",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an address.

    Args:
        short: Short name of the level, a key of ``STEPS``.
        number: As in the address: ``5``, ``12a``, ``II``, ``2.1``, ``dd`` for đ; empty where there
            is none.
        copy: 1, or which of several provisions that bear the same number in the same place, from 2
            on.
    """

    short: str
    number: str = ""
    copy: int = 1

    @property
    def level(self) -> str:
        """Return the level this step names, such as ``article``."""
        return STEPS[self.short]

    @property
    def printed(self) -> str:
        """Return the number as it is printed: ``dd`` of a point is đ, ``12dd`` is 12đ."""
        if self.short == "point":
            return _LETTERS.get(self.number, self.number)
        if self.number == "DD":
            return "Đ"
        return f"{self.number[:-2]}đ" if self.number.endswith("dd") else self.number

    def __str__(self) -> str:
        """Return the step as written in an address."""
        copy = f"_{self.copy}" if self.copy > 1 else ""
        return f"{self.short}_{self.number}{copy}" if self.number else f"{self.short}{copy}"


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class Provision:
    """Where something stands in a regulation; sorts in document order.

    Example:
        >>> provision = Provision.parse("att_1__art_9__cl_5")
        >>> str(provision)
        'att_1__art_9__cl_5'
        >>> provision.show("vi")
        'khoản 5 Điều 9'
    """

    steps: tuple[Step, ...]

    @classmethod
    def parse(cls, address: str) -> Provision:
        """Return the provision that an address names; ``str`` is the inverse.

        Raises:
            AddressError: The text is not an address, code ``TXT-90`` with field ``address``.
        """
        return cls(tuple(_step(part, address) for part in address.split("__")))

    def __str__(self) -> str:
        """Return the address."""
        return "__".join(str(step) for step in self.steps)

    def __lt__(self, other: object) -> bool:
        """Compare by document order: a provision stands before what it contains."""
        if not isinstance(other, Provision):
            return NotImplemented
        return self._order() < other._order()

    @property
    def attachment(self) -> int | None:
        """Return which attached text it stands in, from 1; ``None`` for the document itself."""
        first = self.steps[0]
        return int(first.number) if first.short == "att" else None

    @property
    def parent(self) -> Provision | None:
        """Return the provision one step up; ``None`` at the top."""
        return Provision(self.steps[:-1]) if len(self.steps) > 1 else None

    def is_in(self, other: Provision) -> bool:
        """Say whether this is the other provision or stands in it."""
        return self.steps[: len(other.steps)] == other.steps

    def show(self, language: str = "vi", *, with_attachment: bool = False) -> str:
        """Return the place in words: "khoản 5 Điều 9", "Article 9, clause 5".

        Args:
            language: ``vi`` from the inside out, as the law is cited; ``en`` from the outside in.
            with_attachment: Also say that it stands in an attached text; otherwise the reader is
                expected to know.
        """
        steps = self.steps
        if steps[0].short == "att" and len(steps) > 1 and not with_attachment:
            steps = steps[1:]
        if language.startswith("en"):
            return ", ".join(_ENGLISH[step.short].format(step.printed) for step in steps)
        return " ".join(_VIETNAMESE[step.short].format(step.printed) for step in reversed(steps))

    def _order(self) -> tuple[tuple[int, int, tuple[tuple[int, str], ...], int], ...]:
        """Return a key that sorts in document order; the document itself stands before its
        attachments.
        """
        first = self.steps[0]
        inside = () if first.short == "att" else ((-1, 0, (), 0),)
        return inside + tuple(
            (
                int(step.short in _LAST_OF_PART),
                _ORDER[step.short],
                _number_order(step.short, step.number),
                step.copy,
            )
            for step in self.steps
        )


def step_text(level: str, number: str, copy: int = 1) -> str:
    """Return one step of an address from a level and a number as printed.

    đ becomes ``dd``, "thứ nhất" becomes 1; any other character that an address cannot hold is left
    out.

    Args:
        level: Such as ``article``; ``attachment`` for an attached text.
        number: As printed, without "Điều", full stop or bracket.
        copy: From 2 on for a number that stands in the same place again.
    """
    if copy == 1 and number.isascii() and number.isalnum():
        return f"{_SHORT[level]}_{number}"
    return str(Step(_SHORT[level], _written(level, number), copy))


def _written(level: str, number: str) -> str:
    """Return a number in the letters of an address."""
    if number.isascii() and number.isalnum():
        return number
    if level == "division":
        last = number.lower().split()[-1] if number.split() else ""
        number = _ORDINALS.get(last, number)
    return "".join(
        _SPELLED.get(letter, letter)
        for letter in number
        if letter in _SPELLED or letter == "." or (letter.isascii() and letter.isalnum())
    )


def _step(part: str, address: str) -> Step:
    """Return one step of an address."""
    match = _STEP.fullmatch(part)
    if match is None or match[1] not in STEPS:
        raise AddressError("TXT-90", address=address)
    short, number, copy = match[1], match[2] or "", int(match[3] or 1)
    if short in _UNNUMBERED and number.isdecimal() and not match[3]:
        number, copy = "", int(number)
    step = Step(short, number, copy)
    wrong_number = bool(number) == (short in _UNNUMBERED) or (
        short == "att" and not number.isdecimal()
    )
    if str(step) != part or wrong_number:
        raise AddressError("TXT-90", address=address)
    return step


def _number_order(short: str, number: str) -> tuple[tuple[int, str], ...]:
    """Return a key for a number: Roman as numbers, letters in the Vietnamese alphabet, 2 before 10,
    12 before 12a.
    """
    plain = number.rstrip("abcd")
    roman = roman_value(plain) if short in {"dvs", "chp", "sec", "subsec"} else None
    if roman is not None:
        return ((roman, number[len(plain) :]),)
    if short == "point" and number[:1].isalpha():
        letters = _LETTERS.get(number, number)
        return tuple((_ALPHABET.find(letter), letter) for letter in letters)
    parts = re.findall(r"([0-9]*)([A-Za-z]*)", number.replace(".", " "))
    return tuple((int(digits or 0), letters) for digits, letters in parts if digits or letters)


def roman_value(number: str) -> int | None:
    """Return the value of a Roman number, or ``None`` if it has other letters.

    Example:
        >>> roman_value("XIV")
        14
    """
    if not number or set(number) - set(_ROMAN):
        return None
    values = [_ROMAN[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )
