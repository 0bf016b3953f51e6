import pytest

from danvan.law.text.clean import clean, normalised


def rows(text):
    return [row.text for row in clean([text]).rows]


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("**Điều 1.** Việc", "Điều 1. Việc"),
        ("### Chương I", "Chương I"),
        ('gọi là "*Dân biết*" ở đây', 'gọi là "Dân biết" ở đây'),
        ("*(Kèm theo ...", "(Kèm theo ..."),
        ("*", "*"),
        ("* * *", "* * *"),
        ("-----", "-----"),
        ("2*3 và (*)", "2*3 và (*)"),
        ("a\u00a0 \tb", "a b"),
        ("\ufeffa\u200bb\u00adc", "abc"),
        ("Ðiều 1. ðó", "Điều 1. đó"),
        ("Đie\u0302\u0300u 2.", "Điều 2."),
        ("a\x07b", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("\u200b", ""),
    ],
)
def test_marks_and_invisible_characters_go_out(given, cleaned):
    assert clean([given]).text == cleaned


def test_what_was_taken_out_is_kept_and_can_be_put_back():
    source = "**Điều 1.**  Việc \n\n\n - 2 -\n\nlà thế"

    cleaned = clean([source])

    assert cleaned.restored() == source
    assert cleaned.noise == ((4, "- 2 -"),)


def test_line_breaks_of_all_systems_count_as_lines():
    cleaned = clean(["Một.\r\nHai.\rBa.\n"])

    assert [(row.text, row.line_start) for row in cleaned.rows] == [
        ("Một.", 1),
        ("Hai.", 2),
        ("Ba.", 3),
    ]
    assert normalised(["a\r\n", "b"]) == "a\n\n\fb"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("chuẩn bị các bản tổng hợp cho kỳ họp tổng", "kết vào cuối năm."),
        ("theo quyết định của cấp trên về việc của", "Hội đồng và của thôn."),
        ("gửi báo cáo về văn phòng trước ngày", "10 hằng tháng."),
        ("làm việc với các tổ chức chính trị", "- xã hội ở xóm."),
        ("giao cho người đứng đầu (kể cả cấp phó) của các thôn", "(hoặc xóm) làm."),
    ],
)
def test_sentence_broken_by_a_page_is_joined(before, after):
    cleaned = clean([f"1. Các bên {before}\n\n\n{after}"])

    assert [row.text for row in cleaned.rows] == [f"1. Các bên {before} {after}"]
    assert [(row.line_start, row.line_end) for row in cleaned.rows] == [(1, 4)]
    assert cleaned.joins == ((1, 4),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("QUYẾT ĐỊNH", "về việc lập sổ thư"),
        ("Số 12-CV/ĐU", "giao việc gặp dân trong năm"),
        ("Xã A, ngày 5 tháng 3 năm 2024", "giao việc gặp dân"),
        ("Điều 4. Việc của Ban Thường vụ và của Thường trực", "1. Mỗi tháng gặp nhau."),
        ("1. Các bên cùng bàn và cùng ghi vào sổ.", "việc khác để sau."),
        ("2.2. Mặt trận và các tổ chức ở phường", "Tiếp tục gặp từng hộ mới."),
        ("2.5. Giao Khối Dân vận bàn với các nơi liên quan", "- Mở sổ thư."),
        ("Căn cứ yêu cầu của công việc trong thời kỳ mới,", "BAN THƯỜNG VỤ"),
        ("Ban A,", "Điều 5. Việc"),
        ("Nơi nhận:", "các thôn"),
    ],
)
def test_what_only_follows_is_not_joined(before, after):
    assert rows(f"{before}\n\n{after}") == [before, after]


def test_lines_broken_by_the_width_of_the_paper_are_joined():
    wrapped = (
        "Điều 1. Sổ thư đặt ở phòng một cửa, người trực giữ và ghi\n"
        "theo thứ tự ngày nhận. Người gửi được nhận một tờ giấy. \n"
        "Tờ giấy ghi ngày hẹn trả lời và tên người giữ sổ hôm đó.\n"
        "Ai mất giấy thì báo lại cho Ủy ban nhân dân\n"
        "xã.\n"
        "Điều 2. Hết."
    )

    cleaned = clean([wrapped])

    assert [(row.line_start, row.line_end) for row in cleaned.rows] == [(1, 5), (6, 6)]
    assert cleaned.joins == ()
    assert cleaned.line_at(cleaned.text.index("Ai mất")) == 4


@pytest.mark.parametrize("number", ["12", "- 12 -", "Trang 12", "Trang 12/30", "12 of 30"])
def test_page_number_standing_alone_is_noise(number):
    cleaned = clean([f"1. Việc của tổ dân vận ở thôn và ở\n\n{number}\n\nxóm."])

    assert cleaned.text == "1. Việc của tổ dân vận ở thôn và ở xóm."
    assert cleaned.noise == ((3, number),)


def test_number_between_lines_is_no_page_number():
    assert rows("Cột một\n12\nCột hai") == ["Cột một", "12", "Cột hai"]


def test_number_in_the_middle_of_the_paper_is_a_page_number():
    assert rows("Câu một.\n                    12\nCâu hai.") == ["Câu một.", "Câu hai."]


def test_running_heads_and_stamps_are_noise():
    pages = [
        f"QUY CHẾ XÃ A - BẢN {page}\nĐiều {page}. Việc {page}.\nCần thêm {page}\n{page}"
        for page in range(1, 5)
    ]
    pages[3] += "\n\nScanned with CamScanner"

    cleaned = clean(pages)

    assert [row.text for row in cleaned.rows] == [
        f"Điều {page}. Việc {page}." for page in range(1, 5)
    ]
    assert cleaned.pages == 4


def test_form_feed_parts_pages_inside_a_text():
    cleaned = clean(["Một.\fHai.\n\f"])

    assert [(row.text, row.line_start) for row in cleaned.rows] == [("Một.", 1), ("Hai.", 1)]
    assert cleaned.pages == 3


def test_empty_text_has_no_rows_and_one_line():
    cleaned = clean([""])

    assert (cleaned.text, cleaned.rows, cleaned.line_at(0)) == ("", (), 1)
