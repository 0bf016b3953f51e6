from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.papers.numbers import NumberParts, read_number, symbol, written_number
from danvan.papers.values import PaperError

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("world", "value", "type_key", "issuer", "written"),
    [
        ("party", 5, "report", "ĐU", "Số 05-BC/ĐU"),
        ("party", 127, "decision", "TW", "Số 127-QĐ/TW"),
        ("party", 9, "dispatch", "ĐU", "Số 09-CV/ĐU"),
        ("party", None, "report", "ĐU", "Số      -BC/ĐU"),
        ("state", 5, "report", "UBND", "Số: 05/BC-UBND"),
        ("state", 5, "dispatch", "UBND-VP", "Số: 05/UBND-VP"),
        ("state", 15, "rules", "UBND", "Số: 15/QyĐ-UBND"),
        ("joint", 1, "regulation", "UBND-BCT", "Số: 01/QC-UBND-BCT"),
    ],
)
def test_numbers_are_printed_strictly(world, value, type_key, issuer, written):
    assert written_number(world, value, type_key, issuer, DAY) == written


def test_a_type_that_the_world_does_not_know_has_no_symbol():
    with pytest.raises(PaperError) as told:
        symbol("state", "conclusion", "UBND", DAY)

    assert told.value.code == "PAPER-52"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Số 55-QĐ/ĐU", (55, "QĐ", "ĐU", "party")),
        ("Số 2387/QĐ/TU", (2387, "QĐ", "TU", "party")),
        ("Số: 01/QC-UBND-BDVHU", (1, "QC", "UBND-BDVHU", "state")),
        ("Số 121 -CV/ĐU", (121, "CV", "ĐU", "party")),
        ("Số: 05/BNV-VP", (5, "", "BNV-VP", "state")),
        ("127-QĐ/TW", (127, "QĐ", "TW", "party")),
        ("số 07 – KL / VPTW.", (7, "KL", "VPTW", "party")),
        ("SỐ:15/qđ-UBND", (15, "qđ", "UBND", "state")),
        ("Số: ……/QĐ-UBND", (None, "QĐ", "UBND", "state")),
        ("Số      -BC/ĐU", (None, "BC", "ĐU", "party")),
        ("Số 12", (12, "", "", "state")),
    ],
)
def test_numbers_are_read_as_papers_write_them(text, parts):
    read = read_number(text)

    assert (read.value, read.type_symbol, read.issuer, read.world) == parts


def test_the_year_and_the_letter_of_a_number_are_kept():
    assert read_number("72/2025/QH15").year == 2025
    assert read_number("Số 12a-QĐi/TW") == NumberParts(
        12, "a", None, ("rules",), "QĐi", "TW", "party"
    )


def test_types_that_share_a_symbol_are_both_given():
    assert read_number("Số 55-QĐ/ĐU").types == ("decision", "rules")
    assert read_number("Số: 55/QĐ-UBND").types == ("decision",)


@pytest.mark.parametrize("text", ["", "quyết định", "2026", "01/10/2020", "-", "Số", "Số 5 người"])
def test_what_is_no_number_is_not_read(text):
    assert read_number(text) is None


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    read_number(text)


@given(
    st.sampled_from([("party", "ĐU"), ("state", "UBND-VP")]),
    st.integers(1, 99_999),
    st.sampled_from(["report", "plan", "decision", "notice"]),
)
def test_what_is_printed_is_read_back(world, value, type_key):
    read = read_number(written_number(world[0], value, type_key, world[1], DAY))

    assert (read.value, read.issuer, read.world) == (value, world[1], world[0])
    assert type_key in read.types
