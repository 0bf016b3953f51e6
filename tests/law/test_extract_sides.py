"""Who speaks in a document: sides of an agreement, whoever sets up a plan, short names learned."""

import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

HEAD = (
    "{issuers}\nSố: 1/{symbol}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n{title}\n\n{preamble}\n\n"
)


def whose(words, **head):
    text = HEAD.format(**head) + words
    found = propose(read_document(f"{text}\n"))
    return [
        (tuple(who.text for who in one.bearers), one.bearing)
        for one in found
        if one.address.startswith(("sec", "art"))
    ]


RULES = {
    "issuers": "HUYỆN BÃI DÂU",
    "symbol": "QCPH",
    "title": "QUY CHẾ\nPhối hợp giữa {sides} trong phòng cháy rừng",
    "preamble": "Các bên thống nhất như sau:",
}


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ("Hạt Kiểm lâm huyện và Ban Chỉ huy quân sự huyện",
         ("Hạt Kiểm lâm huyện", "Ban Chỉ huy quân sự huyện")),
        ("Trạm Bảo vệ rừng Khe Ve với Đồn Biên phòng Cửa Ngăn",
         ("Trạm Bảo vệ rừng Khe Ve", "Đồn Biên phòng Cửa Ngăn")),
        ("Hạt Kiểm lâm, Công an với Hội Nông dân huyện",
         ("Hạt Kiểm lâm", "Công an", "Hội Nông dân huyện")),
        ("Ủy ban nhân dân huyện với Ủy ban Mặt trận Tổ quốc Việt Nam và các đoàn thể huyện",
         ("Ủy ban nhân dân huyện", "Ủy ban Mặt trận Tổ quốc Việt Nam", "đoàn thể huyện")),
    ],
)  # fmt: skip
def test_the_title_names_every_side_of_an_agreement(sides, expected):
    head = RULES | {"title": RULES["title"].format(sides=sides)}
    found = whose("Điều 1. Việc chung\n\n1. Hai bên tuần tra rừng.\n", **head)
    assert found == [(expected, "jointly")]


def test_the_sentence_before_the_first_provision_names_the_sides_too():
    head = RULES | {
        "title": "CHƯƠNG TRÌNH\nPhối hợp giữ rừng",
        "preamble": "Theo yêu cầu nhiệm vụ, Hạt Kiểm lâm huyện và Hội Nông dân huyện thống nhất"
        " nội dung phối hợp như sau:",
    }
    found = whose("I. NỘI DUNG\n\n1. Hai bên tuần tra rừng.\n", **head)
    assert found == [(("Hạt Kiểm lâm huyện", "Hội Nông dân huyện"), "jointly")]


@pytest.mark.parametrize(
    ("kind", "expected"), [("KẾ HOẠCH", ("Hội Nông dân xã",)), ("QUY CHẾ", ())]
)
def test_a_plan_tells_what_its_issuer_does(kind, expected):
    head = {
        "issuers": "HỘI NÔNG DÂN XÃ BÃI DÂU",
        "symbol": "KH-HND",
        "title": f"{kind}\nTrồng cây năm 2026",
        "preamble": "Thực hiện phong trào của tỉnh, Hội Nông dân xã xây dựng kế hoạch như sau:",
    }
    found = whose("I. NỘI DUNG\n\n1. Phát động trồng cây ở các thôn.\n", **head)
    assert found[-1][0] == expected


@pytest.mark.parametrize(
    ("named", "called"),
    [
        ("Ban quản lý chợ Đò (sau đây gọi tắt là Ban)", "Ban"),
        ("Ban quản lý chợ Đò (BQL)", "BQL"),
        ("Trung tâm hòa giải nước (gọi là Trung tâm)", "Trung tâm"),
        ("Xí nghiệp Nước sạch (sau đây viết tắt là “Bên cấp”)", "Bên cấp"),
        ("Cụm điều tiết nước liên xã (sau đây gọi là Cụm Ve)", "Cụm Ve"),
    ],
)
def test_a_short_name_is_learned_from_the_document(named, called):
    head = RULES | {"title": "QUY CHẾ\nquản lý chợ", "preamble": ""}
    words = f"Điều 1. Việc chung\n\n1. {named} lập sổ.\n\n2. {called} thu phí.\n"
    assert whose(words, **head)[-1][0] == (called,)


@pytest.mark.parametrize(
    ("issuers", "words", "role"),
    [
        ("TỈNH MẪU", "Ban Đảng lập sổ.", None),
        ("XÃ MẪU", "Trưởng ban ký sổ thu.", None),
        ("XÃ MẪU", "Hội Nông dân lập sổ.", "commune_farmers_association"),
        ("HUYỆN MẪU", "Hội Nông dân xã lập sổ.", "commune_farmers_association"),
    ],
)
def test_a_body_of_another_place_or_board_is_not_taken_for_it(issuers, words, role):
    head = RULES | {"issuers": issuers, "title": "QUY CHẾ\nlàm việc", "preamble": ""}
    text = HEAD.format(**head) + f"Điều 1. Việc chung\n\n1. {words}\n"
    found = [one for one in propose(read_document(text)) if one.address.startswith("art")]
    assert [[who.role for who in one.bearers] for one in found] == [[role]]
