import pytest

from danvan.law.text import read_document


def cited(words, *, before="", after=""):
    document = read_document(
        f"Điều 1. Mở đầu.\n1. A.\n2. B:\nc) d.\n{before}Điều 2. {words}\n{after}"
    )
    return [
        (each.text, each.document, each.target, each.state)
        for each in document.references
        if each.address.endswith("art_2")
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Theo Điều 1.", [("Điều 1", None, "art_1", "resolved")]),
        ("Như điều 1.", [("điều 1", None, "art_1", "resolved")]),
        ("Theo khoản 2 Điều 1.", [("khoản 2 Điều 1", None, "art_1__cl_2", "resolved")]),
        ("Theo khoản 2, Điều 1.", [("khoản 2, Điều 1", None, "art_1__cl_2", "resolved")]),
        (
            "Tại điểm c khoản 2 Điều 1.",
            [("điểm c khoản 2 Điều 1", None, "art_1__cl_2__point_c", "resolved")],
        ),
        (
            "Theo Điều 1, 2 và 7.",
            [
                ("Điều 1", None, "art_1", "resolved"),
                ("2", None, "art_2", "resolved"),
                ("7", None, "art_7", "dangling"),
            ],
        ),
        (
            "Theo khoản 1, khoản 2 Điều 1.",
            [
                ("khoản 1", None, "art_1__cl_1", "resolved"),
                ("2 Điều 1", None, "art_1__cl_2", "resolved"),
            ],
        ),
        ("Theo khoản 3 Điều này.", [("khoản 3 Điều này", None, "art_2__cl_3", "dangling")]),
        ("Điều này có hiệu lực.", [("Điều này", None, "art_2", "resolved")]),
        ("Theo điểm a khoản 9.", [("điểm a khoản 9", None, "art_2__cl_9__point_a", "dangling")]),
        ("Theo khoản 9.", [("khoản 9", None, "art_2__cl_9", "dangling")]),
        (
            "Theo Quyết định số 2-QĐ/TW, ngày 30/7/2021 của Bộ A về việc B.",
            [
                ("Quyết định số 2-QĐ/TW, ngày 30/7/2021 của Bộ A", "2-QĐ/TW", None, "outside"),
            ],
        ),
        (
            "Theo khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020.",
            [
                ("khoản 2 Điều 5", "30/2020/NĐ-CP", "art_5__cl_2", "outside"),
            ],
        ),
        (
            "Theo Điều 5 Quy chế kèm theo Quyết định số 3/QĐ/TU.",
            [("Điều 5", "3-QĐ/TU", "art_5", "outside")],
        ),
        (
            "Theo Điều 5 Luật Tiếp công dân và Điều 1.",
            [
                ("Điều 5", "Luật Tiếp công dân", "art_5", "outside"),
                ("Điều 1", None, "art_1", "resolved"),
            ],
        ),
        ("Theo Điều 1 Quy chế này.", [("Điều 1", None, "art_1", "resolved")]),
        ("Đây là điểm nóng, quan điểm chung.", []),
    ],
)
def test_citations_are_found_with_what_they_mean(words, found):
    assert cited(words) == found


def test_document_that_cites_itself_is_resolved():
    document = read_document(
        "Số 1/QĐ/ĐU\nQUYẾT ĐỊNH\nĐiều 1. A.\nQUY CHẾ\n(Kèm theo Quyết định số 1-QĐ/ĐU)\nĐiều 1. B."
    )

    (reference,) = document.references
    assert (reference.document, reference.state) == ("1-QĐ/ĐU", "resolved")


def test_attached_text_cites_the_decision_by_name():
    document = read_document(
        "Số 1/QĐ/ĐU\nQUYẾT ĐỊNH\nĐiều 1. A.\nĐiều 2. B.\n"
        "QUY CHẾ\n(Kèm theo văn bản này)\nĐiều 1. Theo Điều 2 Quyết định này và Điều 1."
    )

    assert [(each.target, each.state) for each in document.references] == [
        ("art_2", "resolved"),
        ("att_1__art_1", "resolved"),
    ]


def test_quoted_words_cite_nothing_here():
    document = read_document("Điều 1. Sửa như sau:\n“Điều 2. A\n1. Theo Điều 9.”")

    assert document.references == ()


def test_clause_of_a_text_without_articles_is_its_section():
    (reference,) = read_document("1. Theo khoản 2.\n2. Theo khoản 9.").references

    assert (reference.target, reference.state) == ("sec_2", "resolved")
