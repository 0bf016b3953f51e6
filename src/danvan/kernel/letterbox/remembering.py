"""What a process remembers for a moment, so that the public door asks the database as little as can
be: doors, promised days, names.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_clearings: list[Callable[[], None]] = []


def remembered(seconds: float, most: int = 512) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remember what a function returns, for at most so many seconds.

    Args:
        most: How many answers are kept at once.
    """

    def declared(function: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=most)
        def kept(_span: int, *args: P.args, **options: P.kwargs) -> T:
            return function(*args, **options)

        _clearings.append(kept.cache_clear)

        @wraps(function)
        def answered(*args: P.args, **options: P.kwargs) -> T:
            span = int(time.monotonic() // seconds)
            return kept(span, *args, **options)  # type: ignore[arg-type]  # values are asked for

        return answered

    return declared


def forget() -> None:
    """Forget everything, after a change of this process or of the database under it."""
    for clear in _clearings:
        clear()
