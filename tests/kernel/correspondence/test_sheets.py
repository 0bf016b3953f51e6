"""What lies in a file: in order, secret stubs without words, papers told in words."""

from __future__ import annotations

import pytest

from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.filing import (
    FileFacts,
    HandOverFacts,
    add_entry,
    change_entry,
    close_entry,
    hand_over,
    open_list,
    reopen_entry,
)
from danvan.kernel.correspondence.numbers import keep_stub, reserve
from danvan.kernel.correspondence.sheets import (
    file_case,
    file_paper,
    file_stub,
    listed,
    move,
    take_out,
)
from tests.factories.correspondence import TODAY, arrived

FACTS = FileFacts("01-PH", "Hồ sơ phối hợp", "10 năm", TODAY, "Văn thư")


@pytest.fixture
def entry(office):
    """Return an open file of this year."""
    return add_entry(open_list(office.unit, 2026, office.clerk), FACTS, office.clerk)


def papers(entry, office, *words):
    return [file_paper(entry, "", TODAY, word, office.clerk) for word in words]


def words_of(entry):
    return [one.summary for one in listed(entry)]


def stub_of(office):
    number = reserve(office.out, "report", office.clerk, TODAY)
    keep_stub(number, "secret", TODAY, office.clerk)
    return number


def test_of_a_secret_document_only_number_and_day_lie_there(entry, office):
    file_stub(entry, stub_of(office), office.clerk)

    (line,) = listed(entry)

    assert (line.number, line.day, line.summary, line.secrecy) == ("1", TODAY, "", "secret")


def test_only_stubs_of_the_own_unit_are_filed(entry, office, committee):
    plain = reserve(office.out, "report", office.clerk, TODAY)
    theirs = reserve(committee.out, "report", committee.clerk, TODAY)
    keep_stub(theirs, "secret", TODAY, committee.clerk)

    for number in (plain, theirs):
        with pytest.raises(Refused, match="REG-45"):
            file_stub(entry, number, office.clerk)
    assert listed(entry) == []


def test_a_stub_lies_once_in_a_file(entry, office):
    stub = stub_of(office)
    file_stub(entry, stub, office.clerk)

    with pytest.raises(Refused, match="REG-67"):
        file_stub(entry, stub, office.clerk)


def test_a_paper_needs_words(entry, office):
    with pytest.raises(Refused, match="REG-46"):
        file_paper(entry, "12", TODAY, "  ", office.clerk)


@pytest.mark.parametrize(
    ("which", "to", "expected"),
    [
        (0, 3, ["hai", "ba", "một"]),
        (2, 1, ["ba", "một", "hai"]),
        (1, 99, ["một", "ba", "hai"]),
        (1, -5, ["hai", "một", "ba"]),
        (1, 2, ["một", "hai", "ba"]),
    ],
)
def test_a_document_is_given_another_place(entry, office, which, to, expected):
    sheets = papers(entry, office, "một", "hai", "ba")

    move(sheets[which], office.clerk, to=to)

    assert words_of(entry) == expected
    assert list(entry.sheets.order_by("order").values_list("order", flat=True)) == [1, 2, 3]


def test_what_is_taken_out_leaves_no_gap(entry, office):
    sheets = papers(entry, office, "một", "hai", "ba")

    take_out(sheets[1], office.clerk)

    assert words_of(entry) == ["một", "ba"]
    assert [one.order for one in listed(entry)] == [1, 2]


def test_a_closed_file_changes_no_more_until_it_is_opened(entry, office):
    (sheet,) = papers(entry, office, "một")
    close_entry(entry, office.clerk, TODAY)

    for change in (
        lambda: move(sheet, office.clerk, to=1),
        lambda: take_out(sheet, office.clerk),
        lambda: file_case(entry, arrived(office).case, office.clerk),
    ):
        with pytest.raises(Refused, match="REG-34"):
            change()
    reopen_entry(entry, office.clerk, "Còn tài liệu")
    papers(entry, office, "hai")

    assert words_of(entry) == ["một", "hai"]


def test_strangers_change_nothing(entry, office):
    (sheet,) = papers(entry, office, "một")

    for change in (
        lambda: move(sheet, office.stranger, to=1),
        lambda: take_out(sheet, office.stranger),
        lambda: file_paper(entry, "", None, "hai", office.stranger),
        lambda: change_entry(entry, FACTS, office.stranger),
        lambda: reopen_entry(entry, office.stranger, "Nhầm"),
    ):
        with pytest.raises(Refused, match="REG-01"):
            change()
    assert words_of(entry) == ["một"]


def test_a_file_is_mended_until_it_is_handed_over(entry, office):
    change_entry(entry, FileFacts("02-PH", "Tên khác", "5 năm", TODAY), office.clerk)
    papers(entry, office, "một")
    close_entry(entry, office.clerk, TODAY)
    facts = HandOverFacts("Lưu trữ xã", "Văn thư", "Lưu trữ viên", TODAY)
    hand_over(office.unit, [entry], facts, office.clerk)

    assert (entry.code, entry.title) == ("02-PH", "Tên khác")
    with pytest.raises(Refused, match="REG-39"):
        change_entry(entry, FACTS, office.clerk)
    with pytest.raises(Refused, match="REG-39"):
        reopen_entry(entry, office.clerk, "Nhầm")
