"""Duties without words of time: what a clause orders, of which kind, and how far one act goes."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.extract import propose
from danvan.law.text import read_document

DATA = Path(__file__).resolve().parents[1] / "data"
HEAD = "ĐẢNG BỘ HUYỆN MẪU\nĐẢNG ỦY XÃ MẪU\n*\nSố 1-QĐ/ĐU\n\nQUY CHẾ\nviệc của xã\n\n"
OFFICE = "Trách nhiệm của Ủy ban nhân dân xã"


def proposed(words, heading=OFFICE):
    return propose(read_document(f"{HEAD}Điều 1. {heading}\n\n1. {words}\n"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Chỉ đạo kiểm tra, giám sát, sơ kết, tổng kết việc đọc sách.",
         ["supervision: Chỉ đạo kiểm tra, giám sát", "evaluation: sơ kết, tổng kết việc đọc sách"]),
        ("Lãnh đạo, chỉ đạo công khai sổ quỹ.", ["disclosure: Lãnh đạo, chỉ đạo công khai sổ quỹ"]),
        ("Tuyên truyền, vận động nhân dân đi bầu cử.",
         ["elections: Tuyên truyền, vận động nhân dân đi bầu cử"]),
        ("Tiếp công dân; giải quyết khiếu nại, tố cáo, kiến nghị.",
         ["citizen_reception: Tiếp công dân",
          "petition: giải quyết khiếu nại, tố cáo, kiến nghị"]),
        ("Tạo điều kiện để dân góp ý, giám sát, phản biện.",
         ["consultation: Tạo điều kiện để dân góp ý, giám sát, phản biện"]),
        ("Thực hiện chế độ thông tin, báo cáo.",
         ["reporting: Thực hiện chế độ thông tin, báo cáo"]),
        ("Phổ biến Quyết định số 5-QĐ/TW, Kết luận số 7-KL/TW cho thôn.",
         ["propaganda_training: Phổ biến Quyết định số 5-QĐ/TW, Kết luận số 7-KL/TW cho thôn"]),
        ("Phải dọn đường, sửa cống.", ["other: dọn đường, sửa cống"]),
        ("Nội dung thi gồm ba phần.", []),
    ],
)  # fmt: skip
def test_a_segment_is_parted_where_the_kind_of_act_changes(words, expected):
    assert [f"{each.area}: {each.act}" for each in proposed(words)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Phân công một đồng chí phụ trách cầu phà.", "assignment once assigned"),
        ("Giải quyết các vấn đề phức tạp ở chợ.", "duty ad_hoc comes_up"),
        ("Nghiêm cấm thu thêm tiền.", "prohibition standing passive"),
        ("Không để dân chờ lâu.", "prohibition standing passive"),
        ("Dân vận là trách nhiệm của Công an xã.", "principle standing states"),
        ("Quy chế này áp dụng ở mọi thôn.", "definition standing of_itself"),
        ("Quyết định mức thu của chợ.", "power standing verb_first"),
        ("Kết quả phải được thông báo cho dân.", "duty standing passive"),
        ("Ông Tư nhà ở cuối xóm.", "duty standing listed"),
    ],
)
def test_each_kind_of_order_is_told_apart(words, expected):
    found = proposed(words)[-1]

    assert f"{found.modality} {found.timing} {found.pattern}" == expected
    assert found.matched


@pytest.mark.parametrize(
    ("words", "heading", "expected"),
    [
        ("Người bán hàng phải giữ vệ sinh.", "Ở chợ", "Người bán hàng: giữ vệ sinh"),
        ("Người dự họp ký tên vào sổ.", "Họp thôn", "Người dự: họp ký tên vào sổ"),
        ("Thợ lặn chịu trách nhiệm về dây.", "Ở bến", "Thợ lặn: chịu trách nhiệm về dây"),
        ("Tay chèo có trách nhiệm buộc đò.", "Ở bến", "Tay chèo: buộc đò"),
        ("Giữ dây.", "Trách nhiệm của tay chèo", "tay chèo: Giữ dây"),
        ("Tay chèo được nghỉ trưa.", "Quyền của tay chèo", "tay chèo: được nghỉ trưa"),
        ("Danh sách do trưởng thôn lập phải được niêm yết.", "Họp thôn",
         "trưởng thôn: Danh sách do trưởng thôn lập phải được niêm yết"),
        ("Bộ Giáo dục và Đào tạo ban hành mẫu sổ.", "Mẫu sổ",
         "Bộ Giáo dục và Đào tạo: ban hành mẫu sổ"),
        ("Thủ trưởng các cơ quan, đơn vị tổ chức thực hiện Chỉ thị này.", "Thi hành",
         "Thủ trưởng các cơ quan, đơn vị: tổ chức thực hiện Chỉ thị này"),
        ("Hồ sơ phải có chữ ký.", "Hồ sơ", ": Hồ sơ phải có chữ ký"),
        ("Nếu trời mưa, đề nghị Công an xã giữ cầu.", "Ở bến", "Công an xã: giữ cầu"),
        ("Công an xã chủ trì, phối hợp với Trạm Y tế xã trực ở bến.", "Ở bến",
         "Công an xã: trực ở bến"),
    ],
)  # fmt: skip
def test_bearers_are_found_also_where_no_pack_knows_them(words, heading, expected):
    found = proposed(words, heading)[-1]

    assert f"{', '.join(each.text for each in found.bearers)}: {found.act}" == expected


def test_an_office_has_powers_and_people_have_rights():
    found = [
        *proposed("Ban Quản lý chợ có quyền lập biên bản.", "Ở chợ"),
        *proposed("Người bán hàng có quyền khiếu nại.", "Ở chợ"),
    ]

    assert [each.modality for each in found] == ["power", "right"]


def test_a_document_that_replaces_and_takes_force_says_two_things():
    found = proposed(
        "Quyết định này thay thế Quyết định số 5-QĐ/ĐU và có hiệu lực từ ngày ký.", "X"
    )

    assert [(each.modality, each.area) for each in found] == [
        ("definition", "leadership"),
        ("definition", "other"),
    ]


def test_words_of_time_take_only_the_act_they_stand_by():
    found = proposed("Tiếp công dân, hằng tháng công khai sổ quỹ; tổng kết việc chợ.")

    assert [(each.timing, each.area) for each in found] == [
        ("period", "disclosure"),
        ("standing", "citizen_reception"),
        ("standing", "evaluation"),
    ]


def test_days_of_two_acts_are_no_half_years():
    found = proposed("Kiểm tra bếp trước ngày 05/8 và công bố danh sách trước ngày 05/9.")

    assert [each.period for each in found] == ["annual", "annual"]


def test_both_sides_of_an_agreement_bear_what_both_do():
    head = (
        "CÔNG AN XÃ ĐỒI CỌ - TRẠM Y TẾ XÃ ĐỒI CỌ\n*\nSố 4/QC\n\nQUY CHẾ PHỐI HỢP\n"
        "giữa Công an xã và Trạm Y tế xã trong giữ vệ sinh\n\n"
    )

    found = propose(read_document(f"{head}Điều 1. Hai bên cùng dọn chợ.\n"))

    assert [len(each.bearers) for each in found] == [2]


@pytest.mark.parametrize(
    "piece", ["Bộ Giáo, ", "Ban Giáo và ", "Sở Văn hóa, Thể thao và Du lịch, ", "người, hộ và "]
)
def test_a_name_without_end_is_read_to_its_bound(piece):
    assert len(proposed(f"{piece * 3_000}có trách nhiệm báo cáo.")) <= 2


def test_a_sentence_without_end_is_read_to_its_bound():
    found = proposed("giao Thủ trưởng các cơ quan, chủ trì, tổng kết của " * 20_000)

    assert max(each.end - each.start for each in found) <= 5_000


def texts():
    return [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt"))]


def told(text):
    return [
        (
            each.address,
            each.pattern,
            each.timing,
            each.area,
            each.modality,
            tuple(bearer.role or " ".join(bearer.text.split()) for bearer in each.bearers),
            " ".join(each.act.split()),
        )
        for each in propose(read_document(text))
    ]


@given(st.sampled_from(texts()), st.integers(1, 7))
def test_added_spaces_and_another_unicode_form_change_nothing(text, every):
    places = iter(range(len(text)))
    wider = re.sub(
        r"(?<=\w) (?=\w)", lambda _: "  \u200f" if next(places) % every == 0 else " ", text
    )

    expected = told(text)

    assert told(wider) == expected
    assert told(unicodedata.normalize("NFD", text)) == expected


PIECES = st.sampled_from(
    ["Điều 1. ", "\n", "1. ", "- ", "phối hợp với ", "Công an xã ", "chủ trì, ", "có trách nhiệm ",
     "kiểm tra, ", "tổng kết ", "phải ", "để ", "thì ", "khi có bão, ", ", ", "; ", ": ", ". ",
     "và ", "Người ", "của ", "là trách nhiệm của ", "không được ", "do ", "được ",
     "có hiệu lực từ ",
     "thay thế Quyết định ", "Nguyên tắc ", "phân công ", "Bộ Giáo dục "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_words_gives_acts_that_stand_in_the_text(text):
    document = read_document(text)

    for each in propose(document):
        assert document.text[each.act_start : each.act_end] == each.act
        assert 0 <= each.confidence <= 1
        assert each.matched
