"""What the reader of the command line says in English, in Vietnamese."""

from __future__ import annotations

import re
from typing import Final

USAGE: Final = ("usage: ", "Cách dùng: ")
_SENTENCES: Final = tuple(
    (re.compile(english, re.DOTALL), vietnamese)
    for english, vietnamese in (
        (r"the following arguments are required: (.*)", r"còn thiếu \1"),
        (r"one of the arguments (.*) is required", r"cần một trong \1"),
        (r"unrecognized arguments: (.*)", r"không hiểu \1"),
        (r"ambiguous option: (.*) could match (.*)", r"\1 chưa rõ là \2"),
        (r"invalid choice: (.*) \(choose from (.*)\)", r"không có \1; chọn một trong \2"),
        (r"invalid \S+ value: (.*)", r"giá trị \1 không đúng dạng"),
        (r"expected one argument", "cần một giá trị"),
        (r"expected at most one argument", "cần nhiều nhất một giá trị"),
        (r"expected at least one argument", "cần ít nhất một giá trị"),
        (r"expected (\d+) arguments?", r"cần \1 giá trị"),
        (r"ignored explicit argument (.*)", r"không nhận giá trị \1"),
        (r"not allowed with argument (.*)", r"không dùng cùng \1"),
    )
)
_HELP: Final = (
    (USAGE[0], USAGE[1]),
    ("\npositional arguments:\n", "\nGiá trị và lệnh:\n"),
    ("\noptions:\n", "\nTuỳ chọn:\n"),
    ("show this help message and exit", "cho xem phần giúp này rồi dừng"),
)
_ABOUT: Final = re.compile(r"argument (.+?): (.*)", re.DOTALL)


def in_vietnamese(message: str) -> str:
    """Return what argparse says in Vietnamese; what it never said before stays as it is.

    Examples:
        >>> in_vietnamese("argument --port: expected one argument")
        '--port: cần một giá trị'
    """
    about = _ABOUT.fullmatch(message)
    if about:
        return f"{about[1]}: {in_vietnamese(about[2])}"
    for english, vietnamese in _SENTENCES:
        found = english.fullmatch(message)
        if found:
            return found.expand(vietnamese)
    return message


def help_in_vietnamese(text: str) -> str:
    """Return the page of help with the headings that argparse writes in Vietnamese."""
    for english, vietnamese in _HELP:
        text = text.replace(english, vietnamese, 1)
    return text
