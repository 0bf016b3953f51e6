from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.kernel.correspondence.faults import gaps, register_faults
from danvan.kernel.correspondence.models import Number, Series
from danvan.kernel.correspondence.numbers import Line, release, reserve, use
from tests.factories.correspondence import TODAY


def codes(office, today=TODAY):
    return [one.code for one in register_faults(office.out, today=today)]


def test_missing_number_is_found(office):
    taken = [reserve(office.out, "report", office.clerk, TODAY) for _ in range(4)]
    Number.objects.filter(pk__in=[taken[1].pk, taken[2].pk]).delete()

    (fault,) = register_faults(office.out, today=TODAY)

    assert (fault.code, fault.fields["first"], fault.fields["last"]) == ("REG-40", 2, 3)


def test_number_beyond_the_counter_is_found(office):
    number = reserve(office.out, "report", office.clerk, TODAY)
    Series.objects.filter(pk=number.series_id).update(counter=0)

    assert codes(office) == ["REG-41"]


@pytest.mark.parametrize(
    ("today", "found"), [(TODAY, []), (date(2027, 1, 31), []), (date(2027, 2, 1), ["REG-42"])]
)
def test_number_given_back_is_a_fault_once_its_year_is_over(office, today, found):
    number = reserve(office.out, "report", office.clerk, TODAY)
    release(number, office.clerk, "Không dùng")

    assert codes(office, today) == found


def test_same_print_twice_is_found(office):
    for _ in range(2):
        number = reserve(office.out, "report", office.clerk, TODAY)
        use(number, Line("Số: 01/BC-UBND", TODAY), office.clerk)

    assert codes(office) == ["REG-43", "REG-43"]


@given(st.sets(st.integers(1, 40)), st.integers(1, 10), st.integers(1, 40))
def test_gaps_are_exactly_what_is_missing(values, first, last):
    missing = {one for begin, end in gaps(values, first, last) for one in range(begin, end + 1)}

    assert missing == set(range(first, last + 1)) - values
