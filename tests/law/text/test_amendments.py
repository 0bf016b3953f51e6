"""Instructions in the many ways in which they are written, each with what it orders."""

import pytest

from danvan.law.text import read_document

HEAD = (
    "Số: 9/2032/NĐ-CP\nNGHỊ ĐỊNH\nSửa đổi một số điều của Nghị định số 1/2030/NĐ-CP\n"
    "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 1/2030/NĐ-CP\n"
)
TAIL = "\nĐiều 2. Hiệu lực\n1. Nghị định này có hiệu lực từ ngày ký."


def read(words):
    return read_document(f"{HEAD}{words}{TAIL}")


def orders(words):
    return [(each.instruction, each.target, each.after) for each in read(words).amendments]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "1. Sửa điểm đ, g khoản 1; bổ sung điểm m khoản 1; sửa khoản 2 Điều 66 như sau: “A.”",
            [
                ("replace", "art_66__cl_1__point_dd", None),
                ("replace", "art_66__cl_1__point_g", None),
                ("insert", "art_66__cl_1__point_m", None),
                ("replace", "art_66__cl_2", None),
            ],
        ),
        (
            "1. Bổ sung khoản 8 và khoản 9 vào Điều 8 như sau:\n“8. A.\n9. B.”",
            [("insert", "art_8__cl_8", None), ("insert", "art_8__cl_9", None)],
        ),
        (
            "1. Sửa đổi khoản 1 và bổ sung khoản 1a vào sau khoản 1 Điều 9 như sau:\n“1. A.”",
            [("replace", "art_9__cl_1", None), ("insert", "art_9__cl_1a", "art_9__cl_1")],
        ),
        (
            "1. Bãi bỏ các điểm a, b khoản 2 Điều 5; khoản 3 Điều 6; Điều 9 và Chương IV.",
            [
                ("repeal", "art_5__cl_2__point_a", None),
                ("repeal", "art_5__cl_2__point_b", None),
                ("repeal", "art_6__cl_3", None),
                ("repeal", "art_9", None),
                ("repeal", "chp_IV", None),
            ],
        ),
        ("1. Khoản 2 Điều 5 được sửa đổi như sau: “2. A.”", [("replace", "art_5__cl_2", None)]),
        ("1. Điều 7 bị bãi bỏ.", [("repeal", "art_7", None)]),
        (
            "1. Bãi bỏ Điều 5, từ Điều 8 đến Điều 10.",
            [("repeal", f"art_{number}", None) for number in (5, 8, 9, 10)],
        ),
        (
            "1. Sửa đổi Điều 3 như sau:\na) Sửa đổi khoản 1 như sau:\n“1. A.”\nb) Bãi bỏ khoản 2.",
            [("replace", "art_3__cl_1", None), ("repeal", "art_3__cl_2", None)],
        ),
        (
            "1. Bổ sung Mục 4a vào sau Mục 4 Chương III như sau:\n“Mục 4a\nTÊN\nĐiều 30a. X”",
            [("insert", "chp_III__sec_4a", "chp_III__sec_4")],
        ),
        ("1. Quy định này được sửa đổi khi cần.", []),
        (
            "1. Bãi bỏ Điều 3; việc này bị bãi bỏ theo Điều 9.",
            [("repeal", "art_3", None)],
        ),
        ("1. Bổ sung kinh phí cho thôn theo Điều 3.", []),
        ("1. Việc ở khoản 2 Điều 5 được bổ sung vào kế hoạch năm.", []),
    ],
)
def test_orders(words, found):
    assert orders(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "1. Thay thế cụm từ “A” bằng cụm từ “B” và từ “C” bằng từ “D” tại các điều 5 và 7.",
            [("art_5", "A", "B"), ("art_5", "C", "D"), ("art_7", "A", "B"), ("art_7", "C", "D")],
        ),
        ("1. Bỏ từ “A”, “B” tại Điều 3.", [("art_3", "A", ""), ("art_3", "B", "")]),
        (
            "1. Bổ sung cụm từ “và bến” vào sau cụm từ “đò” tại khoản 1 Điều 3.",
            [("art_3__cl_1", "đò", "đò và bến")],
        ),
        (
            "1. Thay các từ:\na) “A” bằng “B” tại Điều 3;\nb) Từ “C” bằng “D” tại khoản 1 Điều 4.",
            [("art_3", "A", "B"), ("art_4__cl_1", "C", "D")],
        ),
        ("1. Thay cụm từ “A” thành “B”.", [(None, "A", "B")]),
    ],
)
def test_words(words, found):
    changed = read(words).amendments

    assert {each.scope for each in changed} == {"words"}
    assert [(each.target, each.old, each.new) for each in changed] == found


def test_remark_on_an_earlier_change_is_not_the_document_that_is_changed():
    document = read(
        "1. Sửa đổi khoản 1 Điều 12 (đã được sửa đổi theo khoản 3 Điều 1 Nghị định số 2/2031/NĐ-CP)"
        " như sau:\n“1. A.”"
    )

    (change,) = document.amendments
    assert (change.document, change.target) == ("1/2030/NĐ-CP", "art_12__cl_1")


def test_order_without_a_document_is_kept_where_it_quotes():
    document = read_document("Điều 1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. A.”\nĐiều 2. B.")

    (change,) = document.amendments
    assert (change.document, change.target, change.content) == (None, "art_5__cl_2", ("“2. A.”",))


@pytest.mark.parametrize(
    "words", ["1. Chuyển khoản 3 thành khoản 4 Điều 5.", "1. Sửa đổi như sau:\n“1. A.\n2. B.”"]
)
def test_order_that_names_no_place_is_a_finding(words):
    document = read(words)

    assert document.amendments == ()
    assert [each.place.address for each in document.findings if each.code == "TXT-16"] == [
        "art_1__cl_1"
    ]


def test_span_holds_the_words_of_the_order():
    document = read("1. Bãi bỏ Điều 4; sửa đổi Điều 5 như sau:\n“Điều 5. A”")

    said = [document.text[each.start : each.end] for each in document.amendments]
    assert said == ["Bãi bỏ Điều 4;", "sửa đổi Điều 5 như sau:"]


def test_places_in_an_order_are_places_of_the_other_document():
    found = {each.text: each for each in read("1. Bãi bỏ Điều 4.").references}

    assert (found["Điều 4"].document, found["Điều 4"].state) == ("1/2030/NĐ-CP", "outside")


def test_list_of_words_without_a_document_orders_nothing():
    document = read_document("Điều 1. Thay các từ:\na) “A” bằng “B” tại Điều 3.\nĐiều 2. C.")

    assert document.amendments == ()
