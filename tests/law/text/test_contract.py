from danvan.law.text import read_document, walk
from danvan.law.text.contract import as_contract

TEXT = """ỦY BAN NHÂN DÂN
XÃ ĐỒI CỌ

Số: 15/QĐ-UBND

Đồi Cọ, ngày 7 tháng 8 năm 2025

QUYẾT ĐỊNH
Lập sổ thư giai đoạn 2025 - 2027

Căn cứ Luật Thử nghiệm ngày 01 tháng 6 năm 2024;

Điều 1. Thay thế Quyết định số 3/QĐ-UBND ngày 01/02/2019; thay thế Quyết định số 4/QĐ-UBND.

Điều 3. Theo khoản 1 Điều 1.

Nơi nhận:
- Lưu: VT.

CHỦ TỊCH

Vũ Văn Mẫu
"""

SOURCE = {"name": "a.txt", "sha256": "0", "encoding": "utf-8", "pages": 1}


def provisions(nodes):
    for each in nodes:
        yield each
        yield from provisions(each["children"])


def test_keys_and_values_are_those_of_schema_one():
    found = as_contract(read_document(TEXT), SOURCE)

    assert (found["schema"], found["source"]) == (1, SOURCE)
    assert (found["amendments"], found["duties"]) == ([], [])
    assert found["document"] == {
        "kind": "decision",
        "number": "15/QĐ-UBND",
        "number_as_written": "15/QĐ-UBND",
        "symbol": "QĐ-UBND",
        "title": "Lập sổ thư giai đoạn 2025 - 2027",
        "issuers": ["ỦY BAN NHÂN DÂN XÃ ĐỒI CỌ"],
        "addressees": [],
        "place": "Đồi Cọ",
        "date": "2025-08-07",
        "effective": {"date": None, "rule": None},
        "term": {"from": "2025", "until": "2027", "text": "giai đoạn 2025 - 2027"},
        "legal_basis": [
            {
                "text": "Luật Thử nghiệm ngày 01 tháng 6 năm 2024",
                "kind": "law",
                "number": None,
                "date": "2024-06-01",
                "issuer": None,
            }
        ],
        "replaces": [
            {
                "text": "Quyết định số 3/QĐ-UBND ngày 01/02/2019",
                "number": "3/QĐ-UBND",
                "date": "2019-02-01",
            },
            {
                "text": "Quyết định số 4/QĐ-UBND",
                "number": "4/QĐ-UBND",
                "date": None,
            },
        ],
        "recipients": [{"text": "Lưu: VT", "purpose": "lưu"}],
        "signatories": [{"name": "Vũ Văn Mẫu", "post": "CHỦ TỊCH", "on_behalf_of": None}],
    }


def test_provisions_give_the_text_back():
    document = read_document(TEXT)

    found = as_contract(document, SOURCE)

    flat = list(provisions(found["provisions"]))
    assert "".join(each["text"] for each in flat) == found["text"] == document.text
    assert [each["address"] for each in flat] == [node.address for node in walk(document.nodes)]
    assert list(flat[0]) == [
        "address",
        "part",
        "part_index",
        "level",
        "number",
        "heading",
        "text",
        "start",
        "end",
        "line_start",
        "line_end",
        "children",
    ]


def test_references_and_findings_are_told_in_the_language_asked_for():
    document = read_document(TEXT)

    vietnamese, english = (as_contract(document, SOURCE, language) for language in ("vi", "en"))

    dangling = vietnamese["references"][-1]
    assert dangling == {
        "address": "art_3",
        "start": document.text.index("khoản 1 Điều 1"),
        "end": document.text.index("khoản 1 Điều 1") + 14,
        "text": "khoản 1 Điều 1",
        "target": {"document": None, "address": "art_1__cl_1"},
        "state": "dangling",
    }
    assert [
        each["fields"]["level"] for each in (vietnamese["findings"][0], english["findings"][0])
    ] == [
        "Điều",
        "Article",
    ]
    assert [each["code"] for each in english["findings"]] == ["TXT-01", "TXT-12"]
    assert english["findings"][1]["other"] is None
