"""What a reader who only adds and subtracts can find out from a published column."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from danvan.kernel.publication.figures import guarded, numbers_shown
from danvan.kernel.publication.suppressing import SMALLEST

FEW = range(1, SMALLEST)
MOST = 15
World = tuple[int, int]


@st.composite
def columns(draw) -> dict[int, World]:
    """Draw what some units settled, and how many of it on time, often nearly all or none."""
    made = {}
    for unit in range(draw(st.integers(1, 4))):
        settled = draw(st.integers(1, MOST))
        few = draw(st.integers(0, min(settled, 6)))
        made[unit] = (settled, draw(st.sampled_from([few, settled - few, settled // 2])))
    return made


def could_be(pair: list[int | None] | None, most: int) -> set[World]:
    """Return what a shown cell leaves possible: settled, on time."""
    if pair is None:
        return {(many, well) for many in range(1, most + 1) for well in range(many + 1)}
    many, well = pair
    return {(many, one) for one in range(many + 1)} if well is None else {(many, well)}


def left_for(column: dict, unit: str) -> Iterator[World]:
    """Yield what the total leaves for one unit, given the least and most of the others."""
    total = column["total"]
    own = could_be(column["cells"][unit], total[0] if total else 2 * SMALLEST)
    if total is None:
        yield from own
        return
    others = [pair for key, pair in column["cells"].items() if key != unit]
    known = sum(pair[0] for pair in others if pair)
    free = sum(pair is None for pair in others)
    for many, well in own:
        rest = total[0] - known - many
        if rest < free or (rest > 0 and not free):
            continue
        if total[1] is None or fits(others, rest, total[1] - well):
            yield many, well


def fits(others: list, rest: int, well: int) -> bool:
    """Whether the others can have so many on time, ``rest`` being settled in hidden cells."""
    least = sum(pair[1] for pair in others if pair and pair[1] is not None)
    room = sum(pair[0] for pair in others if pair and pair[1] is None) + rest
    return least <= well <= least + room


@given(columns())
def test_neither_few_on_time_nor_few_late_can_be_had_by_subtraction(cells):
    column = numbers_shown(cells)

    for unit, (settled, on_time) in cells.items():
        worlds = set(left_for(column, str(unit)))
        assert (settled, on_time) in worlds
        if on_time in FEW:
            assert max(well for _many, well in worlds) >= SMALLEST
        if settled - on_time in FEW:
            assert max(many - well for many, well in worlds) >= SMALLEST


@given(columns())
def test_what_all_hidden_units_have_together_is_not_few(cells):
    column = numbers_shown(cells)
    total = column["total"]
    if total is None or total[1] is None:
        return

    hidden = [cells[int(key)] for key, pair in column["cells"].items() if not pair or None in pair]
    on_time = sum(well for _many, well in hidden)
    late = sum(many for many, _well in hidden) - on_time

    assert len(hidden) != 1
    assert on_time not in FEW
    assert late not in FEW
    assert total[1] not in FEW
    assert total[0] - total[1] not in FEW


@given(columns())
def test_hiding_what_was_hidden_changes_nothing(cells):
    column = numbers_shown(cells)

    assert guarded(column) == column
