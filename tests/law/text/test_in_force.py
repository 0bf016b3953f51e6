"""A text as later documents change it: what stands on a day, by whom it was changed, what fails."""

from datetime import date
from pathlib import Path

import pytest

from danvan.law.messages import say
from danvan.law.text import read_document
from danvan.law.text.in_force import changes, in_force

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "structure"
LAW = "71/2031/QH17"
BASE = (
    "Số: 1/2030/NĐ-CP\nNGHỊ ĐỊNH\nvề đò\nĐiều 1. Bến\n1. Bến có đèn.\n2. Bến có phao:\n"
    "a) Phao tròn;\nb) Phao dài.\nĐiều 2. Đò\nĐò có mái che, có biển.\n"
    "Điều 3. Thi hành\nCác tỉnh thi hành."
)


def sample(name):
    return read_document((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"))


def order(words, number="9/2032/NĐ-CP", on="01/02/2032"):
    return read_document(
        f"Số: {number}\nNGHỊ ĐỊNH\nSửa đổi một số điều của Nghị định số 1/2030/NĐ-CP\n"
        f"Điều 1. Sửa đổi một số điều của Nghị định số 1/2030/NĐ-CP\n{words}\n"
        f"Điều 2. Hiệu lực\n1. Nghị định này có hiệu lực từ ngày {on}."
    )


def stands(*documents, on=date(2040, 1, 1)):
    made = [change for each in documents for change in changes(each, of="1/2030/NĐ-CP")]
    return in_force(read_document(BASE), made, on)


def texts(result):
    return {node.address: node.text.strip() for node in result.walk() if node.level != "letterhead"}


def codes(result):
    return [finding.code for finding in result.findings]


def test_without_changes_it_stands_as_issued():
    document = read_document(BASE)

    result = in_force(document, [], date(2040, 1, 1))

    assert result.text == document.text
    assert (codes(result), {node.history for node in result.walk()}) == ([], {()})


def test_law_of_the_samples_as_it_stands_after_its_amending_law():
    made = changes(sample("amending_law"), of=LAW)

    result = in_force(sample("law"), made, date(2034, 1, 1))

    found = texts(result)
    assert found["art_1"].startswith("Điều 1. Phạm vi và đối tượng\nLuật này nói")
    assert found["art_2__cl_1"] == "1. “Bến” là chỗ đò cập bờ."
    assert result.find("art_3__cl_2").is_repealed
    assert found["art_4__cl_1__point_b"] == "b) Sơ đồ bến có dấu của xã;"
    assert result.find("art_4__cl_1__point_dd").is_repealed
    assert found["art_4__cl_2"] == "2. Hồ sơ nộp tại nơi tiếp dân của xã theo Điều 3."
    assert found["art_4__cl_3"] == "3. Hồ sơ nộp qua mạng cũng được nhận."
    assert result.find("chp_II__sec_2").is_repealed
    history = result.find("art_4__cl_2").history
    assert [(event.by, event.address, event.instruction) for event in history] == [
        ("18/2033/QH17", "art_1__cl_4", "replace")
    ]


def test_what_the_amending_law_cannot_do_is_told():
    result = in_force(sample("law"), changes(sample("amending_law"), of=LAW), date(2035, 1, 1))

    told = [say(each.code, each.fields, "vi") for each in result.findings]
    assert codes(result) == ["AMD-02", "AMD-07"]
    assert told[1].startswith("18/2033/QH17 sửa cụm từ “tại xã” ở Điều 6")


def test_change_holds_from_its_own_day():
    amending = order("1. Bãi bỏ Điều 3.")

    before, after = (stands(amending, on=date(2032, 2, day)) for day in (1, 2))

    assert stands(amending, on=date(2032, 1, 31)).find("art_3").is_repealed is False
    assert before.find("art_3").is_repealed
    assert after.find("art_3").is_repealed


def test_provision_may_have_a_later_day_of_its_own():
    amending = read_document(
        "Số: 9/2032/NĐ-CP\nNGHỊ ĐỊNH\nĐiều 1. Sửa đổi một số điều của Nghị định số 1/2030/NĐ-CP\n"
        "1. Bãi bỏ Điều 2.\n2. Bãi bỏ Điều 3.\nĐiều 2. Hiệu lực\n"
        "1. Nghị định này có hiệu lực từ ngày 01/02/2032.\n"
        "2. Quy định tại khoản 2 Điều 1 của Nghị định này áp dụng từ ngày 01/6/2032."
    )

    days = [change.on for change in changes(amending)]

    assert days == [date(2032, 2, 1), date(2032, 6, 1)]


@pytest.mark.parametrize(
    ("words", "address", "text"),
    [
        (
            "1. Bổ sung khoản 1a vào sau khoản 1 Điều 1 như sau:\n“1a. Bến có còi.”",
            "art_1__cl_1a",
            "1a. Bến có còi.",
        ),
        (
            "1. Bổ sung Điều 2a vào sau Điều 2 như sau:\n“Điều 2a. Lái đò\n1. Có bằng.”",
            "art_2a__cl_1",
            "1. Có bằng.",
        ),
        (
            "1. Bổ sung điểm c vào khoản 2 Điều 1 như sau:\n“c) Phao vuông.”",
            "art_1__cl_2__point_c",
            "c) Phao vuông.",
        ),
        (
            "1. Sửa đổi khoản 2 Điều 1 như sau:\n“2. Bến có phao:\na) Phao mới.”",
            "art_1__cl_2__point_a",
            "a) Phao mới.",
        ),
        (
            "1. Bổ sung cụm từ “, có sàn” vào sau cụm từ “mái che” tại Điều 2.",
            "art_2",
            "Điều 2. Đò\nĐò có mái che , có sàn, có biển.",
        ),
        ("1. Bỏ cụm từ “, có biển” tại Điều 2.", "art_2", "Điều 2. Đò\nĐò có mái che."),
        (
            "1. Sửa đổi tên Điều 2 như sau: “Điều 2. Thuyền”",
            "art_2",
            "Điều 2. Thuyền\nĐò có mái che, có biển.",
        ),
    ],
)
def test_orders_are_applied(words, address, text):
    result = stands(order(words))

    assert codes(result) == []
    assert texts(result)[address] == text


def test_paragraph_is_added_to_a_provision_that_stands():
    result = stands(
        order("1. Bổ sung đoạn sau vào cuối khoản 1 Điều 1 như sau:\n“Đèn đỏ ban đêm.”")
    )

    clause = result.find("art_1__cl_1")
    assert [(one.address, one.text) for one in clause.children] == [
        ("art_1__cl_1__para_2", "Đèn đỏ ban đêm.\n")
    ]
    assert [event.instruction for event in clause.history] == ["insert"]


def test_several_parts_are_added_with_their_numbers():
    result = stands(order("1. Bổ sung vào khoản 2 Điều 1 như sau:\n“c) Phao vuông;\nd) Phao to.”"))

    assert [one.address for one in result.find("art_1__cl_2").children] == [
        f"art_1__cl_2__point_{letter}" for letter in "abcd"
    ]


def test_provision_that_was_repealed_may_come_again():
    result = stands(
        order("1. Bãi bỏ Điều 2."),
        order("1. Bổ sung Điều 2 như sau:\n“Điều 2. Phà”", number="10/2032/NĐ-CP", on="01/3/2032"),
    )

    found = result.find("art_2")
    assert (found.text, found.is_repealed) == ("Điều 2. Phà\n", False)
    assert [event.by for event in found.history] == ["9/2032/NĐ-CP", "10/2032/NĐ-CP"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("1. Sửa đổi tên Điều 1 như sau: “Điều 1. Bến mới”", "Điều 1. Bến mới"),
        ("1. Sửa đổi tên Điều 1 như sau: “Bến mới”", "Điều 1."),
        ("1. Thay cụm từ “Bến” bằng cụm từ “Bờ” tại Điều 1.", "Điều 1."),
    ],
)
def test_article_that_is_not_headed_may_be_given_a_heading(words, text):
    base = read_document("Số: 1/2030/NĐ-CP\nĐiều 1.\n1. Bến có đèn.\nĐiều 2. A.")

    result = in_force(base, changes(order(words)), date(2040, 1, 1))

    assert result.find("art_1").text.strip() == text


def test_heading_changes_with_its_words():
    result = stands(order("1. Thay cụm từ “Bến” bằng cụm từ “Bờ” tại Điều 1."))

    assert result.find("art_1").heading == "Bờ"
    assert texts(result)["art_1__cl_1"] == "1. Bờ có đèn."


def test_chapter_is_replaced_with_its_articles():
    base = read_document(
        "Số: 1/2030/NĐ-CP\nChương I\nA\nĐiều 1. B\nC.\nChương II\nD\nĐiều 2. E\nF."
    )
    words = "1. Sửa đổi Chương II như sau:\n“Chương II\nMỚI\nĐiều 2. G\nH.\nĐiều 3. I\nK.”"

    result = in_force(base, changes(order(words)), date(2040, 1, 1))

    assert [node.address for node in result.find("chp_II").children] == ["art_2", "art_3"]
    assert result.find("chp_II").heading == "MỚI"


def test_article_goes_into_the_chapter_of_the_one_before_it():
    base = read_document("Số: 1/2030/NĐ-CP\nChương I\nA\nĐiều 1. B\nChương II\nC\nĐiều 2. D")
    words = "1. Bổ sung Điều 1a vào sau Điều 1 như sau: “Điều 1a. E”"

    result = in_force(base, changes(order(words)), date(2040, 1, 1))

    assert [node.address for node in result.find("chp_I").children] == ["art_1", "art_1a"]


def test_new_provisions_stand_in_the_order_of_their_numbers():
    result = stands(
        order(
            "1. Bổ sung Điều 2a và Điều 2b vào sau Điều 2 như sau:\n"
            "“Điều 2a. A\nB.\nĐiều 2b. C\nD.”\n"
            "2. Bổ sung khoản 1a vào sau khoản 1 Điều 1 như sau:\n“1a. E.”"
        )
    )

    assert [node.number for node in result.walk() if node.level == "article"] == [
        *("1", "2", "2a", "2b", "3"),
    ]
    assert [node.number for node in result.find("art_1").children] == ["1", "1a", "2"]


def test_what_is_replaced_loses_its_old_parts():
    result = stands(order("1. Sửa đổi khoản 2 Điều 1 như sau:\n“2. Bến có phao.”"))

    assert result.find("art_1__cl_2").children == ()


def test_two_documents_on_one_day_are_told():
    first = order("1. Sửa đổi Điều 3 như sau:\n“Điều 3. A\nB.”")
    second = order("1. Sửa đổi Điều 3 như sau:\n“Điều 3. C\nD.”", number="10/2032/NĐ-CP")

    result = stands(first, second)

    assert codes(result) == ["AMD-04"]
    assert [event.by for event in result.find("art_3").history] == ["9/2032/NĐ-CP", "10/2032/NĐ-CP"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("1. Bãi bỏ Điều 9.", "AMD-02"),
        ("1. Sửa đổi Điều 3.", "AMD-03"),
        ("1. Sửa đổi Điều 3 như sau:\n“Điều 4. A”", "AMD-03"),
        ("1. Bãi bỏ Điều 3.\n2. Sửa đổi Điều 3 như sau:\n“Điều 3. A”", "AMD-05"),
        ("1. Bổ sung Điều 2 như sau:\n“Điều 2. A”", "AMD-06"),
        ("1. Bổ sung khoản 1 Điều 8 như sau:\n“1. A”", "AMD-02"),
        ("1. Bổ sung khoản 5 Điều 1 như sau:\n“6. A”", "AMD-03"),
        ("1. Thay cụm từ “tàu” bằng cụm từ “thuyền” tại Điều 2.", "AMD-07"),
        ("1. Thay cụm từ “tàu” bằng cụm từ “thuyền” tại Điều 9.", "AMD-02"),
        ("1. Thay thế Phụ lục I bằng Phụ lục kèm theo Nghị định này.", "AMD-02"),
        ("1. Bổ sung Phụ lục III vào sau Phụ lục II.", "AMD-02"),
        ("1. Bổ sung Điều 2.", "AMD-03"),
    ],
)
def test_what_cannot_be_applied_is_a_finding(words, code):
    result = stands(order(words))

    assert codes(result) == [code]
    assert say(code, result.findings[0].fields, "vi") != say(code, result.findings[0].fields, "en")


def test_change_without_a_day_is_not_applied():
    amending = read_document(
        "Số: 9/2032/NĐ-CP\nĐiều 1. Sửa đổi Nghị định số 1/2030/NĐ-CP\n1. Bãi bỏ Điều 3."
    )

    assert codes(stands(amending)) == ["AMD-01"]


def test_whole_document_can_be_repealed():
    amending = read_document(
        "Số: 9/2032/NĐ-CP\nĐiều 1. Bãi bỏ Nghị định số 1/2030/NĐ-CP.\n"
        "Điều 2. Nghị định này có hiệu lực từ ngày 01/02/2032."
    )

    assert stands(amending).text == ""


def test_changes_of_other_documents_are_left_out():
    assert changes(order("1. Bãi bỏ Điều 3."), of="5/2030/NĐ-CP") == ()


def test_place_is_found_in_the_attached_text():
    base = read_document(
        "Số: 7/QĐ-UBND\nQUYẾT ĐỊNH\nĐiều 1. A.\nQUY ĐỊNH\n(Kèm theo Quyết định số 7/QĐ-UBND)\n"
        "Điều 1. B.\nĐiều 2. C.\n1. D.\n2. E."
    )
    made = changes(sample("unquoted"), of="07/QĐ-UBND", on=date(2033, 8, 1))

    result = in_force(base, made, date(2034, 1, 1))

    assert result.find("att_1__art_2__cl_2").text.strip() == "2. Người giữ do thôn bầu mỗi năm."
    assert result.find("att_1__art_5") is not None
