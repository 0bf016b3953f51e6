from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.faults import register_faults
from danvan.kernel.correspondence.import_rows import check_rows
from danvan.kernel.correspondence.importing import book_of, undo_import, write_rows
from danvan.kernel.correspondence.models import Number
from danvan.kernel.correspondence.numbers import reserve, void
from danvan.kernel.correspondence.registers import begin_series
from danvan.papers.register_columns import COLUMNS
from tests.factories.correspondence import TODAY


def rows(*numbers, symbol="BC-UBND", day="05/03/2026"):
    lines = [[number, symbol, day, "", "Báo cáo", "Tỉnh", "Chủ tịch"] for number in numbers]
    return [list(COLUMNS.values()), *lines]


def checked(register, *numbers, year=2026, **told):
    return check_rows(rows(*numbers, **told), {}, book_of(register, year, TODAY))


def values(register, **having):
    lines = Number.objects.filter(series__register=register, **having)
    return list(lines.order_by("value").values_list("value", flat=True))


def test_register_of_last_year_is_whole_with_what_was_left_out(office):
    found = checked(office.out, 2, 3, 6, year=2025, day="05/03/2025")

    assert write_rows(office.out, found, office.clerk) == 3

    assert values(office.out, state="used", is_imported=True) == [2, 3, 6]
    assert values(office.out, state="void") == [1, 4, 5]
    assert register_faults(office.out, today=TODAY) == []
    assert reserve(office.out, "report", office.clerk, TODAY).value == 1


def test_register_of_this_year_goes_on_after_it(office):
    write_rows(office.out, checked(office.out, 1, 2), office.clerk)

    assert reserve(office.out, "report", office.clerk, TODAY).value == 3


def test_term_goes_on_after_it_each_type_apart(committee):
    found = checked(committee.out, 40, 41, symbol="BC/ĐU")
    write_rows(committee.out, found, committee.clerk)

    assert reserve(committee.out, "report", committee.clerk, TODAY).value == 42
    assert reserve(committee.out, "plan", committee.clerk, TODAY).value == 1
    assert register_faults(committee.out, today=TODAY) == []


def test_what_stood_on_paper_comes_before_what_was_begun_here(office):
    begin_series(office.out, "report", TODAY, 11, office.clerk, "Sổ giấy đến số 10")
    reserve(office.out, "report", office.clerk, TODAY)

    write_rows(office.out, checked(office.out, 8, 9), office.clerk)

    assert values(office.out) == [8, 9, 10, 11]
    assert register_faults(office.out, today=TODAY) == []


def test_number_taken_since_the_check_stops_all_of_it(office):
    found = checked(office.out, 1, 2)
    reserve(office.out, "report", office.clerk, TODAY)

    with pytest.raises(Refused, match="REG-59"):
        write_rows(office.out, found, office.clerk)

    assert values(office.out) == [1]
    assert reserve(office.out, "report", office.clerk, TODAY).value == 2


def test_second_import_finds_the_first(office):
    write_rows(office.out, checked(office.out, 1), office.clerk)

    assert not checked(office.out, 1).is_clean


def test_rows_with_faults_are_not_written(office):
    with pytest.raises(Refused, match="REG-62"):
        write_rows(office.out, checked(office.out, 1, 1), office.clerk)


def test_year_before_the_term_is_refused(committee):
    with pytest.raises(Refused, match="REG-13"):
        book_of(committee.out, 2024, TODAY)


def test_stranger_imports_nothing(office):
    found = checked(office.out, 1)

    with pytest.raises(Refused, match="REG-01"):
        write_rows(office.out, found, office.stranger)


def test_words_of_the_register_are_found(office):
    write_rows(office.out, checked(office.out, 1), office.clerk)

    line = Number.objects.get()
    assert (line.dated_on, line.signer) == (date(2026, 3, 5), "Chủ tịch")
    assert "chu tich" in line.search


def test_import_is_taken_back_as_if_it_had_not_been(office):
    write_rows(office.out, checked(office.out, 2, 3), office.clerk)

    assert undo_import(office.out.imports.get(), office.clerk, "Nhầm sổ") == 2

    assert values(office.out) == []
    assert reserve(office.out, "report", office.clerk, TODAY).value == 1


def test_import_stays_once_a_number_came_after_it(office):
    write_rows(office.out, checked(office.out, 1, 2), office.clerk)
    reserve(office.out, "report", office.clerk, TODAY)
    batch = office.out.imports.get()

    with pytest.raises(Refused, match="REG-37"):
        undo_import(batch, office.clerk, "Nhầm sổ")

    batch.refresh_from_db()
    assert values(office.out) == [1, 2, 3]
    assert batch.undone_at is None


def test_import_stays_once_a_line_of_it_was_voided(office):
    write_rows(office.out, checked(office.out, 1, 2), office.clerk)
    void(Number.objects.get(value=2), office.clerk, "Trùng")

    with pytest.raises(Refused, match="REG-37"):
        undo_import(office.out.imports.get(), office.clerk, "Nhầm sổ")


def test_import_is_taken_back_once_and_by_its_clerk(office):
    write_rows(office.out, checked(office.out, 1), office.clerk)
    batch = office.out.imports.get()

    with pytest.raises(Refused, match="REG-01"):
        undo_import(batch, office.stranger, "Nhầm sổ")
    undo_import(batch, office.clerk, "Nhầm sổ")
    with pytest.raises(Refused, match="REG-37"):
        undo_import(batch, office.clerk, "Nhầm sổ")
