import pytest

from danvan.law.text import read_document, walk
from danvan.law.text.tree import PLAIN


def tree(text):
    nodes = walk(read_document(text).nodes)
    return [node.address for node in nodes if node.level not in PLAIN - {"quote", "closing"}]


def regions(text):
    return [node.address for node in read_document(text).nodes if node.level in PLAIN]


HEAD = "Số 1-QĐ/ĐU\nQUYẾT ĐỊNH\nvề sổ thư\nCăn cứ Luật Thử nghiệm;\n"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (
            "Điều 1. Một.\nĐiều 2: Hai.\nĐiều3. Ba.\nĐIỀU 4. Bốn.",
            ["art_1", "art_2", "art_3", "art_4"],
        ),
        ("Điểu 1. Một.\nĐiêu 2. Hai.", ["art_1", "art_2"]),
        ("Điều 12a. Một.\nĐiều 12đ. Hai.", ["art_12a", "art_12dd"]),
        ("Điều 1. Một.\nĐiều 3 của Luật thì không phải.", ["art_1", "art_1__para_2"]),
        ("Điều 1\nPhạm vi\n1. Một.", ["art_1", "art_1__cl_1"]),
        (
            "Điều 1 - Phạm vi\n1/ Một.\n2) Hai.\n3- Ba.",
            ["art_1", *(f"art_1__cl_{n}" for n in (1, 2, 3))],
        ),
        (
            "Điều 1. Một:\n1. A:\na) b;\nb/ c;\nc. d.",
            ["art_1", "art_1__cl_1", *(f"art_1__cl_1__point_{x}" for x in "abc")],
        ),
        (
            "Điều 6. Sáu\n6.1. Một.\n6.2. Hai.\na) b.",
            ["art_6", "art_6__cl_6.1", "art_6__cl_6.2", "art_6__cl_6.2__point_a"],
        ),
        (
            "Điều 1. A\n1. B:\n1.1. C:\n1.1.1. D.\n1.2. E.\n2. F.",
            [
                "art_1",
                "art_1__cl_1",
                "art_1__cl_1__point_1.1",
                "art_1__cl_1__point_1.1__point_1.1.1",
                "art_1__cl_1__point_1.2",
                "art_1__cl_2",
            ],
        ),
        ("Điều 1. A\n1. B:\n7.3. Lạ.", ["art_1", "art_1__cl_1", "art_1__cl_1__point_7.3"]),
        ("Điều 1. A.\n7.3. Lạ.", ["art_1", "art_1__cl_7.3"]),
        (
            "Điều 1. A\n1. Chi 3.5 tỷ đồng.\n3.5 tỷ đồng là mức cao.",
            ["art_1", "art_1__cl_1", "art_1__cl_1__para_2"],
        ),
        (
            "Điều 1. A:\n- b;\n- c:\n+ d;\n+ e.\n- f.",
            [
                "art_1",
                "art_1__dash_1",
                "art_1__dash_2",
                "art_1__dash_2__dash_1",
                "art_1__dash_2__dash_2",
                "art_1__dash_3",
            ],
        ),
        (
            "Điều 1. A:\n\nB gồm:\n- c;\n- d.\n\nE.\n- f.",
            [
                "art_1",
                "art_1__para_2",
                "art_1__para_2__dash_1",
                "art_1__para_2__dash_2",
                "art_1__para_3",
                "art_1__dash_1",
            ],
        ),
        (
            "Điều 1. A.\n1. B:\na) c;\nd) e.\nSau cùng.",
            [
                "art_1",
                "art_1__cl_1",
                "art_1__cl_1__point_a",
                "art_1__cl_1__point_d",
                "art_1__cl_1__para_2",
            ],
        ),
        (
            "Điều 1. A.\n1. B:\na) c;\nTiếp theo của c.",
            [
                "art_1",
                "art_1__cl_1",
                "art_1__cl_1__point_a",
                "art_1__cl_1__point_a__para_2",
            ],
        ),
        (
            (
                "Phần thứ nhất\nCHUNG\nChương I\nA\nMục 1\nB\nTiểu mục 1. C\nĐiều 1. D.\n"
                "Chương II\nE\nĐiều 2. F."
            ),
            [
                "dvs_1",
                "dvs_1__chp_I",
                "dvs_1__chp_I__sec_1",
                "dvs_1__chp_I__sec_1__subsec_1",
                "art_1",
                "dvs_1__chp_II",
                "art_2",
            ],
        ),
        (
            (
                "Điều 1. A.\nChương trình này được gửi đi.\nMục tiêu là gần dân.\n"
                "Phần lớn là việc nhỏ."
            ),
            [
                "art_1",
                "art_1__para_2",
                "art_1__para_3",
                "art_1__para_4",
            ],
        ),
        ("Điều 1. A.\nMục 2 của Luật ấy nói khác.", ["art_1", "art_1__para_2"]),
        (
            "Điều 1. A như sau:\n“Điều 2. B\n1. C.\n2. D.”.\nĐiều 2. E.",
            ["art_1", "art_1__quote_1", "art_2"],
        ),
        ("Điều 1. A:\n“Không đóng.\n1. B.", ["art_1", "art_1__para_2", "art_1__cl_1"]),
        ("Điều 1. A:\n“Mở.\n“Mở nữa.\nĐóng.”\n1. B.", ["art_1", "art_1__quote_1", "art_1__cl_1"]),
        (
            "Điều 1. A:\n“Mở.”\n“Mở.\nB.”\n“Mở.\nC.”",
            ["art_1", "art_1__para_2", "art_1__quote_1", "art_1__quote_2"],
        ),
        ("Điều 1. A:\n“Đóng ngay”.\n1. B.", ["art_1", "art_1__para_2", "art_1__cl_1"]),
        ("Điều 1. A:\n| a | b |\n| c | d |\n- e.", ["art_1", "art_1__table_1", "art_1__dash_1"]),
        ("Điều 1. A.\nMẫu số 1 để ở sau", ["art_1", "art_1__para_2"]),
        ("Điều 1. A.\nI. Không phải mục.", ["art_1", "art_1__para_2"]),
        ("Điều 1. A.\nĐiều 1. B.\n1. C.", ["art_1", "art_1_2", "art_1_2__cl_1"]),
        (
            "I. A\n1. B:\n1.1. C.\na) d.\nII- E\n1. F.",
            [
                "sec_I",
                "sec_I__cl_1",
                "sec_I__cl_1__point_1.1",
                "sec_I__cl_1__point_1.1__point_a",
                "sec_II",
                "sec_II__cl_1",
            ],
        ),
        (
            "1. A\n1.1. B\n- c;\n1.2. D\n2. E",
            ["sec_1", "sec_1__cl_1.1", "sec_1__cl_1.1__dash_1", "sec_1__cl_1.2", "sec_2"],
        ),
        ("Chỉ có một đoạn.\nVà một đoạn nữa.", ["para_1", "para_2"]),
        (
            "Chương I\nTÊN\nĐoạn đứng riêng.\n1. Khoản lạc.\nĐiều 1. A.",
            ["chp_I", "chp_I__para_1", "chp_I__cl_1", "art_1"],
        ),
        ("", []),
        (
            "Chương I\nA\nĐiều 1 Tên của điều\nĐiều 5 Luật này nói khác.\nChương Ia\nB\nĐiều 2 Tên",
            ["chp_I", "art_1", "chp_Ia", "art_2"],
        ),
        (
            "Điều 1. A\nKhoản 1. B.\nKhoản 2 Điều 3 thì khác.",
            ["art_1", "art_1__cl_1", "art_1__cl_1__para_2"],
        ),
        (
            "Điều 1. A\n1\\. B:\nb1\\) C;\niii) D.",
            ["art_1", "art_1__cl_1", "art_1__cl_1__point_b1", "art_1__cl_1__point_iii"],
        ),
        (
            "Điều 1. Duyệt:\nI. A\n1. B\nIII. Không nối số.\nII. C\nĐiều 2. D",
            [
                "art_1",
                "art_1__sec_I",
                "art_1__sec_I__cl_1",
                "art_1__sec_II",
                "art_2",
            ],
        ),
        (
            'Điều 1. A:\n"B" là c.\n"D không đóng\nE.\nĐiều 2. F',
            ["art_1", "art_1__para_2", "art_1__para_3", "art_1__para_4", "art_2"],
        ),
        (
            "Điều 1. Sửa\nSửa đổi khoản 2 Điều 5 như sau: “2. B.”\nĐiều 2. C",
            ["art_1", "art_1__quote_1", "art_2"],
        ),
        (
            "Điều 1. A:\n“B “c.\nd.” e.\nĐiều 2. F",
            ["art_1", "art_1__para_2", "art_1__para_3", "art_2"],
        ),
        ("Điều 1. A:\n“B” là c.\nĐiều 2. F", ["art_1", "art_1__para_2", "art_2"]),
        (
            "Điều 1. Sửa đổi Điều 5 như sau:\n“Điều 5. B\nC.\nNơi nhận:\n- D.",
            ["art_1", "art_1__quote_1"],
        ),
        (
            "Điều 1. A.\n“B là c.\nĐiều 2. D.\nE là “f”.”\nĐiều 3. G",
            ["art_1", "art_1__para_2", "art_2", "art_2__para_2", "art_3"],
        ),
        ("A. CHUNG\n1. B\nC. Mác nói khác.", ["sec_A", "sec_A__cl_1"]),
    ],
)
def test_tree_of_small_texts(text, addresses):
    assert tree(text) == addresses


def test_headings_are_told_from_words():
    text = (
        "Chương I\nVIỆC CHUNG\nCỦA XÃ\nMục 1. Việc riêng\n"
        "Điều 1. Có tên\n1. A.\nĐiều 2. Có tên và dấu chấm.\n1. B.\n"
        "Điều 3. Không có tên, chỉ có lời.\nĐiều 4. Lời dẫn gồm:\n1. Khoản có tên\nLời của khoản.\n"
        "2. Khoản không tên"
    )

    found = {node.address: node.heading for node in walk(read_document(text).nodes)}

    assert found == {
        "chp_I": "VIỆC CHUNG CỦA XÃ",
        "chp_I__sec_1": "Việc riêng",
        "art_1": "Có tên",
        "art_1__cl_1": None,
        "art_2": "Có tên và dấu chấm",
        "art_2__cl_1": None,
        "art_3": None,
        "art_4": None,
        "art_4__cl_1": "Khoản có tên",
        "art_4__cl_2": None,
    }


def test_lead_below_a_heading_belongs_to_its_article():
    text = (
        "Điều 1. Có tên\n\nLời dẫn của điều:\n\na) Một;\n\nĐiều 2\n\n"
        "Tên ở dòng sau\n\nLời của điều."
    )

    first, second = read_document(text).nodes

    assert first.text == "Điều 1. Có tên\n\nLời dẫn của điều:\n\n"
    assert (second.heading, second.children) == ("Tên ở dòng sau", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{HEAD}Điều 1. A.\nNơi nhận:\n- Ban B;\nLê Thị Thử",
            ["letterhead", "preamble", "recipients", "signature"],
        ),
        (
            f"{HEAD}Điều 1. A.\nTM. ỦY BAN\nCHỦ TỊCH\nLê Thị Thử\nNơi nhận:\n- Ban B.\nLÊ",
            [
                "letterhead",
                "preamble",
                "signature",
                "recipients",
                "signature_2",
            ],
        ),
        ("Điều 1. A.\nChương II\nCHỦ TỊCH XÃ\nĐiều 2. B.", []),
        ("Lời nói đầu không có dấu hiệu gì.\nĐiều 1. A.", ["preamble"]),
        (
            (
                "Số 1-CV/ĐU\nKính gửi: Ban B.\n"
                "Việc này gấp, xin các nơi đọc kỹ và làm ngay.\n1. A\n- b.\nĐề nghị báo lại."
            ),
            [
                "letterhead",
                "preamble",
                "closing",
            ],
        ),
        ("1. A.\nTrên đây là việc cần làm.", ["closing"]),
        ("1. A.\nCòn đây là lời của việc.", []),
        ("Nơi nhận:\n- Ban A;", ["recipients"]),
    ],
)
def test_regions_outside_provisions(text, expected):
    assert regions(text) == expected


@pytest.mark.parametrize(
    ("attached", "kinds"),
    [
        (
            "QUY CHẾ\nvề sổ thư\n(Kèm theo Quyết định số 1-QĐ/ĐU)\nĐiều 1. B.",
            ["decision", "regulation"],
        ),
        ("QUY CHẾ\nĐiều 1. B.", ["decision", "regulation"]),
        ("QUY ĐỊNH VỀ SỔ THƯ\nChương I\nA\nĐiều 1. B.", ["decision", "regulation"]),
        ("Nơi nhận:\n- Ban B.\nĐiều 1. B.", ["decision", "regulation"]),
        ("Nơi nhận:\n- Ban B.\nKẾ HOẠCH\nCâu này không có số.", ["decision", "regulation"]),
        ("PHỤ LỤC\nDanh sách thôn\n1. Thôn A\n2. Thôn B", ["decision", "appendix"]),
        ("QUY CHẾ\nĐiều 1. B.\nPHỤ LỤC II\nC", ["decision", "regulation", "appendix"]),
        ("Chương II\nQUY ĐỊNH CHUNG\nĐiều 2. B.", ["main"]),
        ("QUY CHẾ\nlà từ đứng một mình.", ["main"]),
        ("Phụ lục kèm theo gồm hai trang và một sơ đồ.", ["main"]),
    ],
)
def test_attached_texts_are_parts_of_their_own(attached, kinds):
    document = read_document(f"{HEAD}Điều 1. A.\n{attached}")

    assert [part.kind for part in document.parts] == kinds
    assert [part.index for part in document.parts] == [None, 1, 2][: len(kinds)]
    assert document.parts[-1].end == len(document.text)


def test_finding_a_node_and_counting_levels():
    document = read_document("Điều 1. A\n1. B:\na) c;\nb) d.\n2. E.")

    assert document.counts(document.parts[0]) == {"article": 1, "clause": 2, "point": 2}
    assert document.find("art_1__cl_2").text == "2. E."
    assert document.find("art_2") is None
    assert document.nodes[0].whole_end == len(document.text)


def test_ten_thousand_articles_are_read():
    text = "\n".join(f"Điều {number}. Việc thứ {number}." for number in range(1, 10_001))

    document = read_document(text)

    assert [node.number for node in document.nodes] == [str(n) for n in range(1, 10_001)]
    assert document.findings == ()


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (
            "Số: 1/UBND-VP\nKính gửi: Các thôn.\nMời họp.\nĐến đúng giờ.",
            ["letterhead", "para_1", "para_2"],
        ),
        (
            "Số: 1/UBND-VP\nKính gửi:\n- Thôn A;\n- Thôn B.\nMời họp sáng mai.",
            ["letterhead", "para_1"],
        ),
        (
            "Số: 1-TB/ĐU\nTHÔNG BÁO\nvề chợ\nHôm nay chợ đông.\n1. A.",
            ["letterhead", "preamble", "sec_1"],
        ),
    ],
)
def test_letterhead_ends_where_the_first_sentence_begins(text, addresses):
    assert [node.address for node in read_document(text).nodes] == addresses


def test_letterhead_above_an_attached_text_has_a_bound():
    above = "TỔ GIÚP VIỆC\n" * 13
    text = f"Điều 1. A.\n{above}QUY CHẾ\n(Kèm theo văn bản này)\nĐiều 1. B."

    second = read_document(text).parts[1]

    assert text[second.start :].startswith("QUY CHẾ")


def test_appendix_behind_the_signature_may_have_a_title_in_small_letters():
    document = read_document(
        "Điều 1. Theo\nPhụ lục 1: Danh sách ở sau\nTM. ỦY BAN\nLê Thử\nPhụ lục 1: Danh sách\n1. A"
    )

    assert [part.kind for part in document.parts] == ["decision", "appendix"]


def test_point_that_only_names_whom_its_list_is_for_has_a_heading():
    points = "a) Đối với cấp xã\n- Họp dân.\nb) Làm ngay:\n- Ghi sổ.\nc) Hết"
    text = f"{HEAD}Điều 1. A\n1. Việc làm:\n{points}"

    nodes = {node.address: node.heading for node in walk(read_document(text).nodes)}

    assert nodes["art_1__cl_1__point_a"] == "Đối với cấp xã"
    assert nodes["art_1__cl_1__point_b"] is None
    assert nodes["art_1__cl_1__point_c"] is None
