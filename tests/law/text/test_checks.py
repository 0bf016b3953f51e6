import pytest

from danvan.law.text import read_document
from danvan.law.text.contract import finding_as_contract


def findings(text):
    return [
        (finding.code, finding.place.address, finding.other.address if finding.other else None)
        for finding in read_document(text).findings
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Điều 1. A.\nĐiều 2. B.", []),
        ("Điều 1. A.\nĐiều 1a. B.\nĐiều 2. C.", []),
        ("Điều 1. A.\nĐiều 3. B.", [("TXT-01", "art_1", "art_3")]),
        ("Điều 2. A.", [("TXT-05", "art_2", None)]),
        ("Điều 1. A.\nĐiều 2. B.\nĐiều 1. C.", [("TXT-03", "art_1_2", "art_1")]),
        (
            "Điều 1. A.\nĐiều 3. B.\nĐiều 2. C.",
            [("TXT-01", "art_1", "art_3"), ("TXT-04", "art_2", "art_3")],
        ),
        ("Điều 1. A\n1. B.\n3. C.", [("TXT-01", "art_1__cl_1", "art_1__cl_3")]),
        (
            "Điều 1. A\n1. B:\na) c;\nđ) d.",
            [("TXT-01", "art_1__cl_1__point_a", "art_1__cl_1__point_dd")],
        ),
        ("Điều 1. A\n1. B:\nh) c;\ni) d.", [("TXT-05", "art_1__cl_1__point_h", None)]),
        (
            "Điều 1. A\n1. B:\n1.1. C.\n1.4. D.",
            [("TXT-01", "art_1__cl_1__point_1.1", "art_1__cl_1__point_1.4")],
        ),
        ("Chương I\nA\nĐiều 1. B.\nChương III\nC\nĐiều 2. D.", [("TXT-01", "chp_I", "chp_III")]),
        ("Mục A\nX\nĐiều 1. B.\nMục B\nY\nĐiều 2. D.", []),
        (
            "Phần thứ nhất\nX\nĐiều 1. B.\nPhần thứ ba\nY\nĐiều 2. D.",
            [("TXT-01", "dvs_1", "dvs_3")],
        ),
        ("Phần I\nX\nĐiều 1. B.\nPhần II\nY\nĐiều 2. D.", []),
        ("Chương I\nX\n1. Y.\nĐiều 1. Z.", [("TXT-09", "chp_I__cl_1", None)]),
        ("Điều 1.\nĐiều 2. B.", [("TXT-10", "art_1", None)]),
        ("Điều 1. Theo Điều 7.", [("TXT-12", "art_1", None)]),
        ("Một đoạn.", [("TXT-06", None, None)]),
        ("", []),
    ],
)
def test_numbers_and_places(text, found):
    assert findings(text) == found


def test_missing_numbers_are_told_as_they_would_be_printed():
    text = "Điều 1. A\n1. B:\na) c;\ng) d.\n2. E:\n2.1. F.\n2.3. G.\n6. H.\nĐiều 2. I."

    missing = [finding.fields["missing"] for finding in read_document(text).findings]

    assert missing == ["b-e", "3-5", "2.2"]


def test_count_that_starts_again_in_an_attached_text_is_a_note():
    text = (
        "Số 1-QĐ/ĐU\nQUYẾT ĐỊNH\nĐiều 1. A.\nĐiều 2. B.\n"
        "QUY CHẾ\n(Kèm theo Quyết định số 1-QĐ/ĐU)\nĐiều 1. C.\n"
        "PHỤ LỤC\nDANH SÁCH\nThôn A."
    )

    (finding,) = read_document(text).findings

    assert (finding.code, finding.severity) == ("TXT-02", "notes")
    assert (finding.place.address, finding.other.address) == ("att_1__art_1", "art_2")


def test_count_that_goes_on_in_an_attached_text_is_no_note():
    text = "Số 1-QĐ/ĐU\nQUYẾT ĐỊNH\nĐiều 1. A.\nQUY CHẾ\n(Kèm theo văn bản này)\nĐiều 2. C."

    assert [finding.code for finding in read_document(text).findings] == ["TXT-05"]


def test_noise_joins_and_lost_characters_are_told_with_their_lines():
    pages = [f"1. Việc số {n} của các tổ dân vận ở trong\n{n}" for n in range(1, 15)]
    pages.append("xã \x07 và huy\ufffdn.")

    told = [finding_as_contract(finding) for finding in read_document(pages).findings]

    codes = {each["code"]: each["fields"] for each in told}
    assert codes["TXT-07"]["count"] == 14
    assert codes["TXT-07"]["lines"] == "2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, …"
    assert codes["TXT-08"] == {"count": 1, "lines": "27"}
    assert codes["TXT-11"] == {"count": 1, "lines": "29"}


def test_findings_of_one_kind_are_listed_as_far_as_a_person_reads():
    text = "\n".join(["Điều 1. A."] * 600)

    found = read_document(text).findings

    assert [finding.code for finding in found] == ["TXT-03"] * 500 + ["TXT-13"]
    assert dict(found[-1].fields) == {"code": "TXT-03", "count": 99}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_has_a_sentence_in_both_languages(language):
    text = "Điều 2. A\n1. B.\n3. C.\n3. D.\n2. E.\nĐiều 5.\nTheo điểm b khoản 1 Điều 9."

    told = [finding_as_contract(each, language) for each in read_document(text).findings]

    assert [each["code"] for each in told] == [
        "TXT-01",
        "TXT-05",
        "TXT-01",
        "TXT-03",
        "TXT-04",
        "TXT-12",
    ]
    assert all("{" not in each["message"] for each in told)
    assert [bool(each["suggestion"]) for each in told] == [True, False, True, True, True, False]


def test_parts_in_letters_may_count_a_d_with_a_stroke():
    text = "KẾ HOẠCH\n\n" + "".join(
        f"{letter}) VIỆC CỦA TỔ THỨ {number}\n\nI. MỤC ĐÍCH\n\nViệc chung.\n\n"
        for number, letter in enumerate("ABCDĐ")
    )

    document = read_document(text)

    assert "dvs_DD" in {node.address for node in document.nodes}
    assert not [each for each in document.findings if each.code in {"TXT-01", "TXT-02", "TXT-03"}]
