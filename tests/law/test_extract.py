"""Proposals: the sample texts row by row, what each rule says of a sentence, any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.extract import propose
from danvan.law.text import read_document

DATA = Path(__file__).resolve().parents[1] / "data"
EXPECTED = sorted(DATA.glob("*.duties"))
HEAD = "ĐẢNG BỘ HUYỆN MẪU\nĐẢNG ỦY XÃ MẪU\n*\nSố 1-QĐ/ĐU\n\nQUY CHẾ\nviệc của xã\n\n"


def proposed(words, heading="Trách nhiệm của Ủy ban nhân dân xã", head=HEAD):
    return timed(f"{head}Điều 1. {heading}\n\n1. {words}\n\n2. Việc khác.\n")


def timed(text):
    return [each for each in propose(read_document(text)) if each.timed]


def due_of(each):
    due = each.due
    if due is None:
        return "-"
    told = (due.day, due.month, due.year) if due.day else (due.amount, due.measure)
    return " ".join(str(part) for part in (due.relation, *told) if part is not None)


def row(each):
    timing = f"{each.timing} {each.at_least}" if each.at_least else each.timing
    bearers = ", ".join(bearer.role or bearer.text for bearer in each.bearers)
    return f"{each.address} | {timing} | {each.period or '-'} | {due_of(each)} | {bearers.lower()}"


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_sample_gives_every_expected_duty(path):
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]

    found = {row(each) for each in propose(read_document(text))}

    assert {line.lower() for line in lines} - {each.lower() for each in found} == set()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Gửi báo cáo tháng trước ngày 10 hằng tháng.", ["dated monthly before 10 next"]),
        ("Gửi báo cáo trước ngày 25 hằng tháng.", ["dated monthly before 25 every"]),
        ("Báo cáo 6 tháng và năm trước ngày 10/6 và 05/12.",
         ["dated semiannual before 10 6", "dated annual before 5 12"]),
        ("Báo cáo sáu tháng trước ngày 10/6 và 10/12.",
         ["dated semiannual before 10 6", "dated semiannual before 10 12"]),
        ("Báo cáo 9 tháng và năm trước ngày 10/9 và 10/12.",
         ["dated nine_months before 10 9", "dated annual before 10 12"]),
        ("Nộp sổ trước ngày 15/6 và 15/12 hằng năm.",
         ["dated semiannual before 15 6", "dated semiannual before 15 12"]),
        ("Nộp sổ trước ngày 15/6.", ["dated annual before 15 6"]),
        ("Hằng quý báo cáo chậm nhất ngày 5 của tháng báo cáo.",
         ["dated quarterly by 5 last_of_quarter"]),
        ("Gửi quy chế cho các thôn trong 10 ngày kể từ ngày ký.", ["once - within 10 day"]),
        ("Dự hội nghị giao ban định kỳ.", []),
        ("Ghi theo chế độ báo cáo định kỳ.", []),
        ("Thực hiện chế độ báo cáo định kỳ.", ["period_not_stated - -"]),
        ("Lo các vụ việc phức tạp, đột xuất.", []),
        ("Nhắc bộ phận thường xuyên gặp dân.", []),
        ("Theo Nghị quyết về nhà ở giai đoạn 2021 - 2025.", []),
        ("Xem đây là tiêu chí đánh giá năm 2023.", ["span - -"]),
        ("Hằng tháng kịp thời nhắc các thôn.", ["period monthly -"]),
        ("Phải lấy ý kiến dân khi ban hành mức thu.", ["before - -"]),
        ("Phải xin ý kiến dân cho rõ.", []),
        ("Trước mỗi kỳ họp, hỏi dân.", ["before - -"]),
        ("Khi có khách, mời vào nhà.", ["ad_hoc - -"]),
        ("Báo cáo kết quả xử lý cho Đảng ủy.", ["once - -"]),
        ("Quy định này có hiệu lực từ ngày 01/3/2024, họp hằng tháng.", []),
    ],
)  # fmt: skip
def test_a_sentence_gives_its_duties(words, expected):
    found = [f"{each.timing} {each.period or '-'} {due_of(each)}" for each in proposed(words)]

    assert found == expected


@pytest.mark.parametrize(
    ("words", "heading", "expected"),
    [
        ("Hằng tháng gặp dân.", "Trách nhiệm của Ủy ban nhân dân xã",
         "heading: Ủy ban nhân dân xã"),
        ("Hằng tháng, Công an xã gặp dân.", "Chế độ làm việc", "subject: Công an xã"),
        ("Giao Công an xã hằng tháng gặp dân.", "Chế độ làm việc", "subject: Công an xã"),
        ("Đội đá bóng xã hằng tháng gặp dân.", "Chế độ làm việc", "subject: Đội đá bóng xã"),
        ("Hằng tháng gặp dân.", "Chế độ làm việc", "none: "),
        ("Mỗi đơn vị hằng tháng gặp dân.", "Đối với Công an xã, Trạm Y tế xã",
         "heading: Công an xã, Trạm Y tế xã"),
        ("Định kỳ họp giữa Đảng ủy với Công an xã.", "Chế độ làm việc", "subject: Đảng ủy"),
        ("Các dây điện trực tiếp báo cáo khi cần thiết.", "Chế độ làm việc", "none: "),
        ("Công an xã lập sổ; hằng quý xem lại.", "Chế độ làm việc", "sentence: Công an xã"),
        ("Công an xã lập sổ hằng năm. Hằng quý xem lại.", "Chế độ làm việc",
         "sentence: Công an xã"),
        ("Trường hợp cần thiết về tình hình Công an xã có trách nhiệm báo tin.", "Chế độ làm việc",
         "subject: Công an xã"),
        ("Khi cần thiết người lạ có trách nhiệm báo tin.", "Chế độ làm việc", "none: "),
        (f"Khi cần thiết {'a, ' * 20} đi.", "Chế độ làm việc", "none: "),
        (f"Tổ {'xanh ' * 30}hằng tháng gặp dân.", "Chế độ làm việc", "none: "),
        ("Hằng tháng gặp dân.", "Công an xã mong muốn", "none: "),
        ("Hằng tháng gặp dân.", ", ".join(f"Tổ số {'xa ' * 4}{n}" for n in range(9)), "none: "),
        (f"{', '.join(['Công an xã'] * 30)} hằng tháng gặp dân.", "Chế độ làm việc", "none: "),
        ("Khi cần thiết chỉ đạo Công an xã có trách nhiệm báo tin.", "Chế độ làm việc", "none: "),
    ],
)  # fmt: skip
def test_bearers_come_from_subject_heading_or_the_words_before(words, heading, expected):
    last = proposed(words, heading)[-1]

    assert f"{last.source}: {', '.join(bearer.text for bearer in last.bearers)}" == expected


def test_a_list_takes_the_subject_of_its_lead_in():
    text = f"{HEAD}Điều 1. Công an xã có trách nhiệm:\n\n- Hằng tháng gặp dân.\n\n- Trực đêm.\n"

    found = timed(text)

    assert [(each.source, each.bearers[0].role) for each in found] == [("lead", "commune_police")]


def test_a_heading_of_two_lines_names_the_bearer():
    text = f"{HEAD}Chương I\nTRÁCH NHIỆM CỦA\nCÔNG AN XÃ\n\nĐiều 1. Hằng tháng gặp dân.\n"

    found = propose(read_document(text))

    assert [(each.source, each.bearers[0].role) for each in found] == [
        ("section", "commune_police")
    ]


def test_principles_and_explanations_order_nothing_in_time():
    text = (
        f"{HEAD}Điều 1. Giải thích từ ngữ\n\n1. Kỳ là hằng tháng.\n\n2. Năm là hằng năm.\n\n"
        "Điều 2. Làm việc theo các nguyên tắc sau:\n\n- Hỏi dân trước khi làm.\n\n- Nói thật.\n"
    )

    found = propose(read_document(text))

    assert [(each.modality, each.timing) for each in found] == [
        ("definition", "standing"), ("definition", "standing"),
        ("principle", "standing"), ("principle", "standing"),
    ]  # fmt: skip


def test_those_named_at_another_clause_are_its_bearers():
    text = (
        f"{HEAD}Điều 1. Chế độ báo cáo\n\n1. Công an xã gửi báo cáo hằng tháng.\n\n"
        "2. Các nơi ghi tại khoản 1 Điều này gửi báo cáo hằng quý.\n\n"
        "3. Các nơi ghi tại khoản 9 Điều này gửi báo cáo hằng năm.\n\n"
        "4. Các nơi ghi tại sổ gửi báo cáo hằng năm.\n"
    )

    found = propose(read_document(text))

    assert [[bearer.role for bearer in each.bearers] for each in found[:2]] == [
        ["commune_police"],
        ["commune_police"],
    ]


def test_partners_are_parted_by_the_words_before_them():
    told = proposed("Hằng quý báo cáo Đảng ủy, đồng gửi Công an xã, qua Khối Dân vận.")[0]

    assert [(each.named.role, each.delivery) for each in told.receivers] == [
        ("commune_party_committee", "receiver"),
        ("commune_police", "copy"),
        ("commune_mass_mobilization_bloc", "via"),
    ]
    met = proposed("Hằng quý làm việc với Công an xã, các chi bộ.")[0]
    assert [each.role for each in met.counterparts] == ["commune_police", "party_cell"]
    asked = proposed("Trước khi ban hành mức thu, lấy ý kiến của Công an xã.")[0]
    assert [each.role for each in asked.counterparts] == ["commune_police"]


def test_the_receiver_bears_what_is_done_with_reports():
    words = "Hằng tháng gửi báo cáo về Khối Dân vận để tổng hợp, báo cáo Đảng ủy."

    found = proposed(words)

    assert [(each.timing, each.bearers[0].role) for each in found] == [
        ("period", "commune_peoples_committee"),
        ("period_not_stated", "commune_mass_mobilization_bloc"),
    ]
    alone = proposed("Xem sổ để kịp thời sửa.")[0]
    assert (alone.act, alone.bearers[0].role) == ("kịp thời sửa", "commune_peoples_committee")


def test_a_plan_is_of_its_year():
    head = "UBND XÃ MẪU\nSố: 1/KH-UBND\nMẫu, ngày 02 tháng 01 năm 2024\nKẾ HOẠCH\ngặp dân\n\n"

    found = propose(read_document(f"{head}I. VIỆC\n\n1. Công an xã\n\nNộp sổ trước ngày 20/3.\n"))

    assert [each.timing for each in found] == ["once"]


def test_many_proposals_of_one_provision_have_ids_of_their_own():
    found = proposed(" ".join(f"Công an xã họp hằng tháng lần thứ {n}." for n in range(30)))

    assert len({each.id for each in found}) == len(found) == 30


@pytest.mark.parametrize(
    "piece", ["định kỳ ", "trước ngày 10, ", "tháng, ", "Khi a, ", "UBND xã, "]
)
def test_a_sentence_of_nothing_but_one_word_ends(piece):
    assert len(proposed(piece * 3_000)) <= 80


def test_nothing_is_proposed_from_citations_and_signatures():
    text = f"{HEAD}Điều 1. Thực hiện Quyết định số 5-QĐ/TW, ngày 10/6/2020 của Bộ Chính trị.\n"

    assert timed(text) == []


@given(st.text())
def test_any_text_gives_proposals_or_none(text):
    document = read_document(text)

    for each in propose(document):
        assert document.text[each.act_start : each.act_end] == each.act
        assert 0 <= each.start <= each.end <= len(document.text)
        assert 0 <= each.confidence <= 1


PIECES = st.sampled_from(
    ["Điều 1. ", "\n", "1. ", "- ", "Khi ", "UBND xã ", "hằng tháng ", "trước ngày 10 ", "báo cáo ",
     ", ", "; ", ": ", ". ", "và ", "Khối Dân vận ", "để tổng hợp ", "trong 5 ngày từ ", "các nơi ",
     "ghi tại khoản 1 Điều này ", "đột xuất ", "giữa ", "với ", "Giao ", "quý, năm ", "kịp thời "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_pieces_gives_proposals_or_none(text):
    document = read_document(text)

    assert len({each.id for each in propose(document)}) == len(propose(document))
