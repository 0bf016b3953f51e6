"""Places as texts name them, and where each is looked for."""

import pytest

from danvan.law.text import read_document
from danvan.law.text.places import cited_places

RULES = (
    "Số: 1/QĐ-X\nQUYẾT ĐỊNH\nĐiều 1. Ban hành.\nĐiều 2. Điều 1 Quy chế và Điều 2 Nội quy kèm theo"
    " Quyết định này làm ngay. Điều 1 Bản vẽ kèm theo Quyết định này để sau.\n"
    "QUY CHẾ\n(Kèm theo Quyết định số 1/QĐ-X)\nPhần I\nA\nChương I\nA\nMục 1\nA\nĐiều 1. A:\n"
    "1. B:\na) Theo điểm b khoản này.\nb) Theo điểm a, và như Mục 2 Chương này.\n2. Theo điểm b.\n"
    "Mục 2\nB\nĐiều 2. Theo Chương này, Chương II Phần I, Mục 9 Chương II Quy chế này.\n"
    "Chương II\nC\nMục 1\nC\nĐiều 3. Theo Phần I, Mục 1 Chương II, Mục 5 và Mục 1.\n"
    "NỘI QUY\n(Kèm theo Quyết định số 1/QĐ-X)\nĐiều 1. A.\nĐiều 2. B."
)


def named(text):
    return [
        (
            text[place.start : place.end],
            {
                level: [number.text for number in numbers]
                for level, numbers in place.numbers.items()
            },
            set(place.this),
        )
        for place in cited_places(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "các điểm a, b và đ khoản 2 Điều 5",
            [
                (
                    "điểm a, b và đ khoản 2 Điều 5",
                    {"point": ["a", "b", "đ"], "clause": ["2"], "article": ["5"]},
                    set(),
                )
            ],
        ),
        (
            "điểm a khoản 1, điểm c khoản 2 Điều 5",
            [
                ("điểm a khoản 1", {"point": ["a"], "clause": ["1"], "article": ["5"]}, set()),
                (
                    "điểm c khoản 2 Điều 5",
                    {"point": ["c"], "clause": ["2"], "article": ["5"]},
                    set(),
                ),
            ],
        ),
        (
            "khoản 2 Điều 4, Điều 6",
            [
                ("khoản 2 Điều 4", {"clause": ["2"], "article": ["4"]}, set()),
                ("Điều 6", {"article": ["6"]}, set()),
            ],
        ),
        (
            "từ Điều 5 đến Điều 8",
            [("Điều 5 đến Điều 8", {"article": ["5", "6", "7", "8"]}, set())],
        ),
        ("Điều 5a đến Điều 8", [("Điều 5a đến Điều 8", {"article": ["5a", "8"]}, set())]),
        ("Điều 1 đến Điều 999", [("Điều 1 đến Điều 999", {"article": ["1", "999"]}, set())]),
        ("điểm a khoản này", [("điểm a khoản này", {"point": ["a"]}, {"clause"})]),
        ("khoản 1, 3 Điều này", [("khoản 1, 3 Điều này", {"clause": ["1", "3"]}, {"article"})]),
        ("Phần thứ hai", [("Phần thứ hai", {"division": ["thứ hai"]}, set())]),
        ("Chương Ia", [("Chương Ia", {"chapter": ["Ia"]}, set())]),
        ("quan điểm chung, điểm nóng, điều kiện 5, mục tiêu, điểm đi", []),
        ("khoản 5/2020, Điều 3.000", []),
    ],
)
def test_places_are_named(text, found):
    assert named(text) == found


def test_ranges_of_one_provision_are_widened_up_to_a_bound():
    places = cited_places("Điều 1 đến Điều 99; " * 30)

    assert [len(place.numbers["article"]) for place in places][::29] == [99, 2]


def test_each_place_is_found_where_it_is_meant():
    found = [
        (one.address, one.text, one.target, one.state)
        for one in read_document(RULES).references
        if one.target
    ]

    inner, chapter = "att_1__art_1__cl_1", "att_1__dvs_I__chp_I"
    assert found == [
        ("art_2", "Điều 1", "att_1__art_1", "resolved"),
        ("art_2", "Điều 2", "att_2__art_2", "resolved"),
        ("art_2", "Điều 1", "att_1__art_1", "resolved"),
        (f"{inner}__point_a", "điểm b khoản này", f"{inner}__point_b", "resolved"),
        (f"{inner}__point_b", "điểm a", f"{inner}__point_a", "resolved"),
        (f"{inner}__point_b", "Mục 2 Chương này", f"{chapter}__sec_2", "resolved"),
        ("att_1__art_2", "Chương này", chapter, "resolved"),
        ("att_1__art_2", "Chương II Phần I", "att_1__dvs_I__chp_II", "resolved"),
        ("att_1__art_2", "Mục 9 Chương II", "att_1__dvs_I__chp_II__sec_9", "dangling"),
        ("att_1__art_3", "Phần I", "att_1__dvs_I", "resolved"),
        ("att_1__art_3", "Mục 1 Chương II", "att_1__dvs_I__chp_II__sec_1", "resolved"),
        ("att_1__art_3", "1", "att_1__dvs_I__chp_II__sec_1", "resolved"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Điều 1. Duyệt:\nI. A\n1. B.\n2. Theo khoản 1 Điều này.",
            [("art_1__sec_I__cl_1", "resolved")],
        ),
        ("1. A:\na) B.\n2. Theo điểm a.", []),
        ("1. Theo Chương này.\n2. B.", []),
        ("Điều 1. Theo điểm a khoản này.\na) B.", [("art_1__point_a", "resolved")]),
        ("I. A\n1. Theo khoản 9 Mục I Kế hoạch này.", [("sec_I__cl_9", "dangling")]),
    ],
)
def test_place_without_its_article(text, found):
    assert [(one.target, one.state) for one in read_document(text).references] == found
