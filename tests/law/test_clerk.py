"""What a careful clerk points at, rule by rule; the four documents; any text."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.clerk import clerk
from danvan.law.extract import propose
from danvan.law.lexicon import lexicon
from danvan.law.text import read_document
from danvan.law.text.contract import finding_as_contract
from danvan.readers import read_file

HEAD = "ĐẢNG BỘ HUYỆN MẪU\nĐẢNG ỦY XÃ ĐỒI CỌ\n*\nSố 1-QĐ/ĐU\n\nQUY CHẾ\nviệc của xã Đồi Cọ\n\n"


def pointed(body, head=HEAD, today=None):
    document = read_document(head + body)
    return clerk(document, propose(document), today)


def told(body, code, head=HEAD, today=None):
    found = [each for each in pointed(body, head, today) if each.code == code]
    return [(each.place.line_start, dict(each.fields)) for each in found]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Nghe phân biện xã hội.", [("phân biện", "phản biện")]),
        ("Thẻ chế hóa chủ trương.", [("Thẻ chế hóa", "Thể chế hóa")]),
        ("Thở chế hoá chủ trương.", [("Thở chế hoá", "Thể chế hóa")]),
        ("Giữ thể trận lòng dân.", [("thể trận", "thế trận")]),
        ("Nghe dự luận ở chợ.", [("dự luận", "dư luận")]),
        ("THẺ CHẾ HÓA VIỆC NÀY.", [("THẺ CHẾ HÓA", "THỂ CHẾ HÓA")]),
        ("Thể chế hoá, phản biện, dư luận, thế trận.", []),
        ("Cộng tác viên và chi tiêu của thôn.", []),
        ("Người định hướng dân cư nghe ở loại hình thực tế.", []),
        ("Dân vẫn nghe, có quan tâm.", []),
        ("Ông Phân Biện ở xóm trên.", []),
        ("Nghe phân, biện cho rõ.", []),
        ("Thế chỗ hóa ra vẫn trống.", []),
    ],
)
def test_misread_phrases_are_pointed_at_and_others_left_alone(text, pairs):
    found = told(f"Điều 1. {text}\n", "CLK-01")

    assert [(fields["found"], fields["meant"]) for _, fields in found] == pairs


def test_names_of_signers_are_not_judged():
    body = (
        "Điều 1. Việc chung.\n\nNơi nhận:\n- Lưu VP.\n\nT/M ĐẢNG ỦY\nBÍ THƯ\n\nPhân biện Thẻ chế\n"
    )

    assert told(body, "CLK-01") == []


def test_reports_without_day_rhythm_or_receiver_are_told():
    body = (
        "Điều 1. Trách nhiệm của Công an xã\n\n"
        "1. Báo cáo Đảng ủy định kỳ tháng, quý.\n\n"
        "2. Định kỳ báo cáo Đảng ủy.\n\n"
        "3. Lập báo cáo trước ngày 5 hằng tháng.\n"
    )

    found = pointed(body)

    assert [(each.code, each.place.address, each.severity) for each in found] == [
        ("CLK-02", "art_1__cl_1", "notes"),
        ("CLK-03", "art_1__cl_2", "warns"),
        ("CLK-04", "art_1__cl_3", "warns"),
    ]
    said = finding_as_contract(found[0])
    assert said["message"].startswith("Báo cáo có kỳ (hằng tháng, hằng quý)")
    assert said["suggestion"]


def test_a_duty_of_nobody_is_told_once():
    body = f"Điều 1. Chế độ chung\n\nHằng tháng, hằng quý đi hết {'các xóm ' * 20}.\n"

    found = told(body, "CLK-05")

    assert len(found) == 1
    assert found[0][1]["act"].endswith("…")


def test_one_act_in_two_rhythms_points_at_both_places():
    body = (
        "Điều 1. Thường trực Đảng ủy\n\n1. Định kỳ hằng quý, Thường trực Đảng ủy làm việc với Công"
        " an xã.\n\nĐiều 2. Chế độ làm việc\n\n1. Hằng tháng, Thường trực Đảng ủy làm việc với Công"
        " an xã.\n\n2. Hằng năm, Thường trực Đảng ủy làm việc với Trạm Y tế xã.\n"
    )

    found = [each for each in pointed(body) if each.code == "CLK-06"]

    assert [(each.place.address, each.other.address) for each in found] == [
        ("art_1__cl_1", "art_2__cl_1")
    ]


def test_rhythms_that_agree_or_stand_in_one_article_are_no_contradiction():
    body = (
        "Điều 1. Công an xã\n\n1. Hằng quý gửi báo cáo cho Đảng ủy.\n\n"
        "2. Hằng tháng gửi báo cáo cho Đảng ủy.\n\n"
        "Điều 2. Công an xã\n\n1. Hằng quý gửi báo cáo cho Đảng ủy.\n"
    )

    assert told(body, "CLK-06") == []


def test_a_task_of_two_is_a_contradictory_assignment():
    body = (
        "Điều 1. Việc chung\n\n1. Giao Công an xã chủ trì việc trực đêm ở chợ.\n\n"
        "2. Giao cho Ban Chỉ huy quân sự xã chủ trì việc trực đêm ở chợ.\n\n"
        "3. Trường hợp thiếu người, giao Trạm Y tế xã chủ trì việc trực đêm ở chợ.\n"
    )

    found = [each for each in pointed(body) if each.code == "CLK-07"]

    assert [(each.place.address, each.other.address) for each in found] == [
        ("art_1__cl_1", "art_1__cl_2")
    ]
    assert found[0].fields["other_body"] == "Ban Chỉ huy quân sự xã"


def test_two_bodies_that_lead_one_act_are_a_contradiction():
    body = (
        "Điều 1. Việc chung\n\n1. Công an xã chủ trì, phối hợp với Trạm Y tế xã, tổ chức trực đêm ở"
        " chợ huyện.\n\n2. Ban Chỉ huy quân sự xã chủ trì tổ chức trực đêm ở chợ huyện.\n\n"
        "3. Công an xã chủ trì tổ chức trực đêm ở chợ huyện.\n"
        "4. Trường hợp thiếu người, Trạm Y tế xã chủ trì tổ chức trực đêm ở chợ huyện.\n"
    )

    found = [each for each in pointed(body) if each.code == "CLK-07"]

    assert [(each.place.address, each.other.address) for each in found] == [
        ("art_1__cl_1", "art_1__cl_2")
    ]


def test_what_comes_round_without_a_rhythm_is_told_once():
    body = (
        "Điều 1. Công an xã\n\n1. Định kỳ giao ban với Trạm Y tế xã.\n\n"
        "2. Định kỳ báo cáo Đảng ủy.\n\n3. Định kỳ hằng quý giao ban với Trạm Y tế xã.\n"
    )

    found = [each for each in pointed(body) if each.code in {"CLK-03", "CLK-12"}]

    assert [(each.code, each.place.address) for each in found] == [
        ("CLK-12", "art_1__cl_1"),
        ("CLK-03", "art_1__cl_2"),
    ]


def test_an_order_to_nobody_is_told_once_for_a_provision_and_a_statement_never():
    body = (
        "Điều 1. Trồng cây gây rừng; chăm sóc đường làng. Thăm hỏi người già.\n\n"
        "Điều 2. Dân vận là nhiệm vụ chung.\n\nĐiều 3. Quy định này áp dụng ở mọi thôn.\n"
    )

    found = [each for each in pointed(body) if each.code == "CLK-05"]

    assert [each.place.address for each in found] == ["art_1"]


def test_one_body_under_several_names_is_a_note():
    body = (
        "Điều 1. Các đoàn thể Nhân dân nghe dân.\n\nĐiều 2. Các tổ chức chính trị - xã hội xã nghe"
        " Cấp ủy, người dân.\n\nĐiều 3. Các tổ chức chính trị - xã hội, các đoàn thể Nhân dân.\n"
    )

    found = told(body, "CLK-08")

    assert [fields["names"] for _, fields in found] == [
        ["“Đoàn thể Nhân dân”", "“Tổ chức chính trị - xã hội xã”"]
    ]


@pytest.mark.parametrize(
    ("body", "there"),
    [
        ("Điều 1. Việc trên địa bàn phường.\n", ["trên địa bàn phường"]),
        ("Điều 1. UBND xã Đồi Chè nghe dân.\n", ["UBND xã Đồi Chè"]),
        ("Điều 1. UBND xã Đồi Cọ, UBND huyện, UBND các phường, xã hội.\n", []),
    ],
)
def test_another_place_than_that_of_the_letterhead_is_told(body, there):
    found = told(body, "CLK-09")

    assert [fields["there"] for _, fields in found] == there


def test_a_letter_without_letterhead_is_of_the_place_it_mostly_names():
    head = (
        "*\nSố 4-CV/ĐU\n\nV/v gặp dân\n\nKính gửi:\n- Ủy ban nhân dân phường,\n\nLàm các việc:\n\n"
    )

    found = told("1. Việc chung\n\n- Gặp dân trên địa bàn xã.\n", "CLK-09", head)

    assert [(fields["here"], fields["there"]) for _, fields in found] == [
        ("phường", "trên địa bàn xã")
    ]


@pytest.mark.parametrize(
    ("left", "codes"),
    [(-1, ["CLK-10"]), (0, ["CLK-11"]), (lexicon().near_days, ["CLK-11"]),
     (lexicon().near_days + 1, [])],
)  # fmt: skip
def test_a_term_is_judged_on_the_day_that_is_given(left, codes):
    head = HEAD.replace("việc của xã Đồi Cọ", "việc của xã Đồi Cọ giai đoạn 2021 - 2026")
    today = date(2026, 12, 31) - timedelta(days=left)

    found = pointed("Điều 1. Việc chung.\n", head, today)

    assert [each.code for each in found] == codes


def test_more_findings_than_a_person_reads_are_counted():
    body = "".join(f"Điều {n}. Nghe phân biện.\n\n" for n in range(1, 230))

    found = pointed(body)

    assert found[-1].code == "TXT-13"
    assert found[-1].fields["count"] == 29


def test_the_documents_are_pointed_at_where_a_clerk_would(documents):
    def codes(start):
        path = next(documents.glob(f"{start}_*.txt"))
        document = read_document(read_file(path).texts)
        found = clerk(document, propose(document), date(2025, 1, 1))
        return {(each.code, each.place.address) for each in found}, found

    commune, found = codes("000")
    two = next(each for each in found if each.code == "CLK-06")
    assert (two.place.address, two.other.address) == (
        "att_1__art_4__cl_6",
        "att_1__art_21__cl_1",
    )
    assert ("CLK-01", "att_1__art_10__cl_2") in commune
    city, found = codes("001")
    misread = [each.fields["found"] for each in found if each.code == "CLK-01"]
    assert misread == ["phân biện", "dự luận", "tinh đoàn kết", "Thẻ chế hóa"]
    assert ("CLK-02", "att_1__art_24__cl_2") in city
    agreement, _ = codes("002")
    assert not [code for code, _ in agreement if code in {"CLK-01", "CLK-10"}]
    letter, _ = codes("004")
    assert {"CLK-03", "CLK-09", "CLK-10"} <= {code for code, _ in letter}


@given(st.text(), st.dates())
def test_any_text_is_judged(text, today):
    document = read_document(text)

    for each in clerk(document, propose(document), today):
        said = finding_as_contract(each)
        assert said["message"]
        assert each.place.line_start <= each.place.line_end
