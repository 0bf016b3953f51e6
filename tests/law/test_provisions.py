import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.errors import AddressError
from danvan.law.provisions import Provision, Step, roman_value, step_text

NUMBERS = st.from_regex(r"[0-9]{1,3}[a-z]?", fullmatch=True)
LETTERS = st.sampled_from(["a", "b", "c", "d", "dd", "e", "2.1", "10.12"])
NUMBERED = st.builds(
    Step,
    st.sampled_from(["chp", "sec", "art", "cl", "dash", "para", "table", "form", "quote"]),
    NUMBERS,
    st.integers(1, 9),
)
POINTS = st.builds(Step, st.just("point"), LETTERS, st.integers(1, 3))
PLAIN = st.builds(
    Step,
    st.sampled_from(["letterhead", "preamble", "closing", "signature", "recipients"]),
    st.just(""),
    st.integers(1, 9),
)
PROVISIONS = st.builds(
    lambda steps: Provision(tuple(steps)),
    st.lists(st.one_of(NUMBERED, POINTS, PLAIN), min_size=1, max_size=5),
)


@given(PROVISIONS)
def test_parse_is_the_inverse_of_str(provision):
    assert Provision.parse(str(provision)) == provision


@pytest.mark.parametrize(
    "address",
    [
        "",
        "art",
        "art_",
        "art_1__",
        "__art_1",
        "art_1_1",
        "art_1_02",
        "att_x",
        "preamble_1",
        "preamble_x",
        "điều_1",
        "art 1",
        "clause_1",
        "point_đ",
    ],
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(AddressError) as refused:
        Provision.parse(address)

    assert (refused.value.code, refused.value.fields) == ("TXT-90", {"address": address})


@given(st.text())
def test_any_text_parses_or_is_refused(text):
    try:
        assert str(Provision.parse(text)) == text
    except AddressError:
        return


@pytest.mark.parametrize(
    ("address", "vietnamese", "english"),
    [
        ("art_1", "Điều 1", "Article 1"),
        ("att_1__art_9__cl_5", "khoản 5 Điều 9", "Article 9, clause 5"),
        (
            "att_1__art_5__cl_2__point_dd",
            "điểm đ khoản 2 Điều 5",
            "Article 5, clause 2, point đ",
        ),
        ("art_12dd__cl_1", "khoản 1 Điều 12đ", "Article 12đ, clause 1"),
        (
            "att_1__art_6__para_2__dash_1",
            "gạch đầu dòng 1 đoạn 2 Điều 6",
            "Article 6, paragraph 2, dash 1",
        ),
        ("att_1__chp_II__sec_1", "Mục 1 Chương II", "Chapter II, Section 1"),
        ("att_1", "văn bản kèm theo 1", "attached text 1"),
        ("preamble", "phần căn cứ", "preamble"),
    ],
)
def test_address_is_shown_as_the_law_is_cited(address, vietnamese, english):
    provision = Provision.parse(address)

    assert (provision.show(), provision.show("en")) == (vietnamese, english)


def test_attachment_is_shown_on_demand():
    provision = Provision.parse("att_2__art_3")

    shown = provision.show("vi", with_attachment=True)

    assert (shown, provision.attachment) == ("Điều 3 văn bản kèm theo 2", 2)


def test_provisions_sort_in_document_order():
    ordered = [
        "letterhead",
        "preamble",
        "chp_I",
        "chp_II",
        "chp_II__sec_1",
        "chp_IX",
        "chp_X",
        "art_2",
        "art_2__cl_1",
        "art_2__cl_2",
        "art_2__cl_2__point_a",
        "art_2__cl_2__point_c",
        "art_2__cl_2__point_d",
        "art_2__cl_2__point_dd",
        "art_2__cl_2__point_e",
        "art_2__cl_2__para_2",
        "art_2__cl_2_2",
        "art_2__cl_10",
        "art_2__cl_10__point_10.2",
        "art_2__cl_10__point_10.10",
        "art_10",
        "art_12",
        "art_12a",
        "closing",
        "signature",
        "recipients",
        "att_1__letterhead",
        "att_1__art_1",
        "att_2__art_1",
        "att_10__art_1",
    ]

    found = sorted(Provision.parse(address) for address in reversed(ordered))

    assert [str(provision) for provision in found] == ordered


def test_a_provision_is_not_compared_with_other_things():
    with pytest.raises(TypeError):
        assert Provision.parse("art_1") < "art_2"


def test_parent_and_containment():
    clause = Provision.parse("att_1__art_9__cl_5")

    assert str(clause.parent) == "att_1__art_9"
    assert Provision.parse("art_1").parent is None
    assert Provision.parse("art_1").attachment is None
    assert clause.is_in(Provision.parse("att_1__art_9"))
    assert not clause.is_in(Provision.parse("att_1__art_9__cl_5__point_a"))
    assert clause.steps[-1].level == "clause"


@pytest.mark.parametrize(
    ("level", "number", "copy", "written"),
    [
        ("article", "12", 1, "art_12"),
        ("article", "12đ", 1, "art_12dd"),
        ("point", "đ", 1, "point_dd"),
        ("point", "2.1", 1, "point_2.1"),
        ("division", "thứ nhất", 1, "dvs_1"),
        ("division", "thứ mười", 1, "dvs_10"),
        ("division", "II", 1, "dvs_II"),
        ("article", "5", 2, "art_5_2"),
        ("letterhead", "", 1, "letterhead"),
        ("recipients", "", 3, "recipients_3"),
    ],
)
def test_step_is_written_from_the_printed_number(level, number, copy, written):
    assert step_text(level, number, copy) == written


@pytest.mark.parametrize(
    ("number", "value"), [("I", 1), ("IV", 4), ("XIV", 14), ("XL", 40), ("A", None), ("", None)]
)
def test_roman_numbers(number, value):
    assert roman_value(number) == value


def test_capital_d_with_a_stroke_has_an_address_of_its_own():
    address = step_text("division", "Đ")

    assert address == "dvs_DD"
    assert Provision.parse(address).steps[0].printed == "Đ"
    assert str(Provision.parse(address)) == address
