"""Look a register through: what is missing in it, what stands twice, what nobody can take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from danvan.kernel.correspondence.models import Number, NumberState, Register, Series
from danvan.kernel.correspondence.registers import is_over
from danvan.law.findings import Finding, Place


def register_faults(register: Register, *, today: date) -> list[Finding]:
    """Return what is wrong with a register; nothing where every number is accounted for.

    The codes are ``REG-40`` numbers missing, ``REG-41`` a number beyond the counter, ``REG-42`` a
    number given back whose year or term is over, to be voided with a reason, ``REG-43`` the same
    number and symbol printed twice.
    """
    found: list[Finding] = []
    for series in register.series.order_by("scope", "type_key"):
        series.register = register
        found += _faults(series, today)
    return found


def _faults(series: Series, today: date) -> Iterator[Finding]:
    rows = list(
        Number.objects.filter(series=series)
        .order_by("value", "suffix")
        .values_list("value", "suffix", "state", "written")
    )
    told = {"scope": series.scope, "type": series.type_key}
    values = [value for value, suffix, _state, _written in rows if not suffix]
    for first, last in gaps(values, series.first, series.counter):
        yield _fault("REG-40", first, last, {**told, "first": first, "last": last})
    for value in values:
        if value > series.counter:
            yield _fault("REG-41", value, value, {**told, "value": value})
    over = is_over(series, today)
    for value, _suffix, state, _written in rows:
        if over and state == NumberState.RELEASED:
            yield _fault("REG-42", value, value, {**told, "value": value})
    printed = Counter(written for *_rest, state, written in rows if state == NumberState.USED)
    for value, _suffix, state, written in rows:
        if written and printed[written] > 1 and state == NumberState.USED:
            yield _fault("REG-43", value, value, {**told, "written": written})


def gaps(values: Iterable[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Give the runs of numbers that are missing from a first to a last one, both inclusive.

    Example:
        >>> list(gaps([2, 3, 6], 1, 7))
        [(1, 1), (4, 5), (7, 7)]
    """
    inside = sorted({value for value in values if first <= value <= last})
    for below, above in pairwise([first - 1, *inside, last + 1]):
        if above - below > 1:
            yield below + 1, above - 1


def _fault(code: str, first: int, last: int, fields: dict[str, object]) -> Finding:
    return Finding(code, "warns", Place(first, last), fields)
