from datetime import date
from pathlib import Path

import pytest

from danvan.law.text import read_document, signing
from danvan.law.text.header import Header

DATA = Path(__file__).resolve().parents[2] / "data"


def header(text):
    return read_document(text).header


def sample(name):
    return header((DATA / f"{name}.txt").read_text(encoding="utf-8"))


def test_decision_with_a_regulation_says_of_itself():
    found = sample("commune_regulation")

    assert (found.number, found.number_as_written, found.symbol) == (
        "07-QĐ/ĐU",
        "07/QĐ/ĐU",
        "QĐ/ĐU",
    )
    assert found.kind == "decision with regulation"
    assert found.title == "về việc ban hành Quy chế làm việc với dân của các tổ chức ở xã Đồi Cọ"
    assert found.issuers == ("BAN THƯỜNG VỤ ĐẢNG ỦY XÃ ĐỒI CỌ",)
    assert (found.place, found.on) == ("Đồi Cọ", date(2024, 3, 5))
    assert (found.in_force_on, found.in_force_rule) == (date(2024, 4, 1), "from_date")
    assert [(each.number, each.on) for each in found.legal_basis] == [
        (None, None),
        ("12-QĐ/HU", date(2024, 1, 2)),
        ("9-KL/HU", date(2024, 1, 15)),
        (None, None),
    ]
    assert [(each.text, each.on) for each in found.replaces] == [
        ("Quyết định số 3-QĐ/ĐU, ngày 01/02/2019 của Đảng ủy", date(2019, 2, 1))
    ]
    assert [(each.text, each.purpose) for each in found.recipients] == [
        ("Khối Dân vận Huyện ủy", "để báo cáo"),
        ("Ban Tuyên giáo Huyện ủy", "để báo cáo"),
        ("Như Điều 2", None),
        ("Lưu VP", "lưu"),
    ]
    assert found.signatories == (signing.Signatory("Trần Thị Mẫu", "PHÓ BÍ THƯ", "BAN THƯỜNG VỤ"),)


def test_agreement_has_two_issuers_two_signers_and_a_term():
    found = sample("agreement")

    assert found.kind == "coordination regulation"
    assert found.issuers == ("ỦY BAN NHÂN DÂN HUYỆN", "HỘI NGƯỜI CAO TUỔI SÔNG MÂY")
    assert (found.term_from, found.term_until) == ("2024", "2028")
    assert found.legal_basis[0].on == date(2015, 6, 19)
    assert found.signatories == (
        signing.Signatory("Hoàng Văn Thử", "TRƯỞNG BAN", "HỘI NGƯỜI CAO TUỔI"),
        signing.Signatory("Lý Thị Ví Dụ", "CHỦ TỊCH", "ỦY BAN NHÂN DÂN"),
    )


def test_letter_has_addressees_and_a_year():
    found = sample("letter")

    assert (found.kind, found.number, found.symbol) == ("dispatch", "45-CV/ĐU", "CV/ĐU")
    assert found.title == "giao việc gặp dân trong năm 2025"
    assert found.addressees == ("Ủy ban nhân dân phường", "Các chi bộ")
    assert (found.term_from, found.term_until, found.place, found.on) == (
        "2025",
        "2025",
        None,
        None,
    )
    assert [each.number for each in found.legal_basis] == ["10-CV/TU"]


def test_state_decision_names_the_body_below_its_title():
    found = sample("amending")

    assert found.kind == "decision"
    assert found.title == "Sửa một số điều của Quy định về sổ thư"
    assert found.issuers == ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒI CỌ",)
    assert (found.in_force_on, found.in_force_rule) == (date(2025, 8, 7), "from_signing")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", Header()),
        ("Số: /QĐ-UBND\nQUYẾT ĐỊNH", Header(kind="decision", symbol="QĐ-UBND")),
        (
            "Số: 5/CV-UBND\nV/v lập sổ",
            Header(
                kind="dispatch",
                number="5/CV-UBND",
                number_as_written="5/CV-UBND",
                symbol="CV-UBND",
                title="V/v lập sổ",
            ),
        ),
        ("Xã A, ngày 31 tháng 02 năm 2024", Header(place="Xã A")),
        ("HỘI ĐỒNG NHÂN DÂN\nĐộc lập - Tự do - Hạnh phúc", Header(issuers=("HỘI ĐỒNG NHÂN DÂN",))),
        (
            "QUYẾT ĐỊNH\nvề sổ\nBAN CHỈ ĐẠO\nĐiều 1. A.",
            Header(kind="decision", title="về sổ", issuers=("BAN CHỈ ĐẠO",)),
        ),
        (
            "HỘI ĐỒNG NHÂN DÂN\nNGHỊ QUYẾT\nvề sổ\nBAN CHỈ ĐẠO",
            Header(kind="resolution", title="về sổ", issuers=("BAN CHỈ ĐẠO",)),
        ),
        (
            (
                "KẾ HOẠCH\nvề sổ thư\n"
                "Điều 1. Có hiệu lực thì ghi. Văn bản có hiệu lực từ ngày ban hành."
            ),
            Header(kind="plan", title="về sổ thư", in_force_rule="from_issue"),
        ),
    ],
)
def test_what_is_not_written_stays_empty(head, expected):
    assert header(head) == expected


def test_replacing_something_else_than_a_document_is_no_replacement():
    assert header("Điều 1. Ông A thay thế ông B; xã thay thế sổ cũ.").replaces == ()


def test_braces_share_the_purpose_of_one_line():
    lines = ["Nơi nhận:", "- A, }", "- B, } (để biết)", "- C (để làm);", "}", "- D, } (để lưu)"]

    found = signing.recipients(lines)

    assert [(each.text, each.purpose) for each in found] == [
        ("A", "để biết"),
        ("B", "để biết"),
        ("C", "để làm"),
        ("D", "để lưu"),
    ]


def test_name_without_a_post_is_a_signatory_all_the_same():
    assert signing.signatories(["Lê Thị Thử", "không phải tên", "ƯNV"]) == (
        signing.Signatory("Lê Thị Thử", None, None),
    )


def test_signature_beside_the_recipients_is_told_apart():
    said = read_document(
        "Số: 1/QĐ-X\nQUYẾT ĐỊNH\nĐiều 1. A.\nNơi nhận: TM. ỦY BAN NHÂN DÂN\n"
        "- Như Điều 1; CHỦ TỊCH\n- Lưu: VT. Lê Thị Thử"
    ).header

    assert [one.text for one in said.recipients] == ["Như Điều 1", "Lưu: VT"]
    (signer,) = said.signatories
    assert (signer.name, signer.post, signer.on_behalf_of) == (
        "Lê Thị Thử",
        "CHỦ TỊCH",
        "ỦY BAN NHÂN DÂN",
    )


def test_columns_of_a_foot_are_parted_line_by_line():
    lines = ["Nơi nhận: TM. ĐẢNG ỦY", "- Lưu.", "BÍ THƯ", "Lê Thị Thử"]

    assert signing.columns(lines) == (
        ["Nơi nhận:", "- Lưu."],
        ["TM. ĐẢNG ỦY", "BÍ THƯ", "Lê Thị Thử"],
    )


def test_post_may_be_printed_in_small_letters():
    said = read_document("Điều 1. A.\nĐẠI DIỆN BÊN A\nGiám đốc\nLê Thị Thử").header

    assert [(one.name, one.post) for one in said.signatories] == [("Lê Thị Thử", "Giám đốc")]


@pytest.mark.parametrize(
    ("line", "number", "written"),
    [
        ("Số 121 -CV/ĐU", "121-CV/ĐU", "121 -CV/ĐU"),
        ("Số: 2387/QĐ/TU", "2387-QĐ/TU", "2387/QĐ/TU"),
        ("Số 01/QC-UBND-BDVHU", "01/QC-UBND-BDVHU", "01/QC-UBND-BDVHU"),
        ("Số: 07 /QĐ - UBND", "07/QĐ-UBND", "07 /QĐ - UBND"),
        ("Số 23 - QĐ/TW", "23-QĐ/TW", "23 - QĐ/TW"),
        ("Số 23–QĐ/TW", "23-QĐ/TW", "23–QĐ/TW"),
        ("Số 04 HD/BTCTU", "04-HD/BTCTU", "04 HD/BTCTU"),
        ("Luật số: 45/2019/QH14", "45/2019/QH14", "45/2019/QH14"),
        ("SỐ: 08-CTrHĐ/TU", "08-CTrHĐ/TU", "08-CTrHĐ/TU"),
        ("Số: 12a/2020/NĐ-CP", "12a/2020/NĐ-CP", "12a/2020/NĐ-CP"),
        ("TỈNH ỦY X Số 5-NQ/TU", "5-NQ/TU", "5-NQ/TU"),
        ("Số:      /QĐ-UBND", None, None),
    ],
)
def test_number_is_read_in_every_spelling(line, number, written):
    said = read_document(f"{line}\nQUYẾT ĐỊNH\nvề bến\nĐiều 1. A.").header

    assert (said.number, said.number_as_written) == (number, written)
