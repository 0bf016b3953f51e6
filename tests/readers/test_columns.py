"""Frames of two columns as a page is printed, and what must stay as it is."""

import io

import typst

from danvan.law.text import read_document
from danvan.readers import read_file
from danvan.readers.columns import parted

HEAD = """\
ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   XÃ ĐỒI CỌ                      Độc lập - Tự do - Hạnh phúc
Số: 5/QĐ-UBND
                               Đồi Cọ, ngày 1 tháng 2 năm 2031

                       QUYẾT ĐỊNH
                    Về việc giữ bến đò
Điều 1. Giữ bến   và giữ đò, ai cũng phải làm theo lịch đã chia ở thôn mình.
"""
FOOT = """\
Điều 2. Các thôn làm theo.
Nơi nhận:                            TM. ỦY BAN NHÂN DÂN
- Như Điều 2;                              CHỦ TỊCH
- Lưu: VT.

                                        Lê Mẫu Thử
"""


def test_letterhead_is_read_down_each_column():
    lines = parted(HEAD).split("\n")

    assert [line.strip() for line in lines[:6]] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ ĐỒI CỌ",
        "Số: 5/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồi Cọ, ngày 1 tháng 2 năm 2031",
    ]
    assert lines[-3:] == HEAD.split("\n")[-3:]


def test_recipients_stand_before_the_signature():
    document = read_document(parted(FOOT))

    assert [one.text for one in document.header.recipients] == ["Như Điều 2", "Lưu: VT"]
    (signer,) = document.header.signatories
    assert (signer.name, signer.post, signer.on_behalf_of) == (
        "Lê Mẫu Thử",
        "CHỦ TỊCH",
        "ỦY BAN NHÂN DÂN",
    )


def test_wide_gaps_elsewhere_stay():
    page = "Điều 1. Giá vé      5.000 đồng\nĐiều 2. Giá tháng   90.000 đồng\n"

    assert parted(page) == page


def test_column_may_begin_above_the_motto_and_end_where_a_line_runs_across():
    page = (
        "ĐẢNG BỘ TỈNH SÔNG MÂY\nTỈNH ỦY           ĐẢNG CỘNG SẢN VIỆT NAM\n   *\n"
        "Số 5-QĐ/TU        A, ngày 1/2/2031\n"
        "một dòng dài chạy qua cả hai cột của trang giấy\nvà một dòng nữa."
    )

    lines = [
        line.strip()
        for line in parted(f"Trang bìa của tập văn bản này in đầu tập\n{page}").split("\n")
    ]

    assert lines[1:7] == [
        "ĐẢNG BỘ TỈNH SÔNG MÂY",
        "TỈNH ỦY",
        "*",
        "Số 5-QĐ/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "A, ngày 1/2/2031",
    ]


def test_nothing_is_lost_in_any_frame():
    for page in (HEAD, FOOT, HEAD + FOOT, "", "Nơi nhận:", "\n\n"):
        assert sorted(parted(page).split()) == sorted(page.split())


def test_pdf_printed_in_two_columns_gives_one_column_after_the_other():
    page = typst.compile(
        """
        #set text(lang: "vi", size: 11pt)
        #grid(columns: (1fr, 1.4fr), row-gutter: 8pt,
          [ỦY BAN NHÂN DÂN], [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM],
          [XÃ ĐỒI CỌ], [Độc lập - Tự do - Hạnh phúc],
          [Số: 5/QĐ-UBND], [Đồi Cọ, ngày 1 tháng 2 năm 2031])
        #align(center)[QUYẾT ĐỊNH]
        Điều 1. Ai giữ bến thì giữ cả đò.

        #grid(columns: (1fr, 1fr), row-gutter: 8pt,
          [Nơi nhận:], [TM. ỦY BAN NHÂN DÂN],
          [\\- Như Điều 1;], [CHỦ TỊCH],
          [\\- Lưu: VT.], [Lê Mẫu Thử])
        """.encode()
    )

    pages = read_file(io.BytesIO(page).getvalue(), "a.pdf")

    document = read_document(pages.texts)
    said = document.header
    assert (said.number, said.place, said.on.isoformat()) == ("5/QĐ-UBND", "Đồi Cọ", "2031-02-01")
    assert said.issuers == ("ỦY BAN NHÂN DÂN XÃ ĐỒI CỌ",)
    assert [one.text for one in said.recipients] == ["Như Điều 1", "Lưu: VT"]
    assert [(one.name, one.post) for one in said.signatories] == [("Lê Mẫu Thử", "CHỦ TỊCH")]
