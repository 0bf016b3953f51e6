"""Write a list of phrases as one pattern that shares their beginnings, so that a text is searched
once for all of them and not once for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

CAPITALS: Final = "A-Z" + "".join(
    chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(code).isupper()
)
"""Capital letters of Vietnamese, for a class of letters in a pattern."""

_Tree = dict[str, Any]

_END: Final = ""


def any_of(phrases: Iterable[str]) -> str:
    r"""Return a pattern for any of some phrases, the longest first; a space stands for any space.

    Example:
        >>> any_of(["báo cáo", "báo", "bàn"])
        'b(?:áo(?:\\s+cáo)?|àn)'
    """
    tree: _Tree = {}
    for phrase in phrases:
        branch = tree
        for letter in phrase:
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return _written(tree) if tree else "(?!)"


def any_word_of(phrases: Iterable[str]) -> str:
    r"""Return a pattern as ``any_of`` does, for phrases that begin a word.

    That nothing of a word stands before is asked behind the first letter, so that a search passes
    quickly over letters with which no phrase begins.

    Example:
        >>> any_word_of(["báo cáo", "bàn"])
        '(?:b(?<!\\wb)(?:áo\\s+cáo|àn))'
    """
    by_letter: dict[str, list[str]] = {}
    for phrase in phrases:
        by_letter.setdefault(phrase[0], []).append(phrase[1:])
    parts = [
        rf"{_spelled(letter)}(?<!\w{_spelled(letter)}){any_of(rest)}"
        for letter, rest in by_letter.items()
    ]
    return f"(?:{'|'.join(parts)})" if parts else "(?!)"


def _written(tree: _Tree) -> str:
    """Return the pattern of a branch; its depth is that of the longest phrase."""
    ends = _END in tree
    parts = []
    for letter, branch in tree.items():
        if letter == _END:
            continue
        said = _spelled(letter)
        onward = branch
        while len(onward) == 1 and _END not in onward:
            more, onward = next(iter(onward.items()))
            said += _spelled(more)
        parts.append(said + _written(onward))
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return f"{body if body.startswith('(?:') else f'(?:{body})'}?" if ends else body


def _spelled(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)
