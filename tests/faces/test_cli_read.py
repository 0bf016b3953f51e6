import json
from pathlib import Path

import pytest

from danvan.faces.cli.entry import main
from danvan.law.messages import sentences
from danvan.law.pack_folders import packs_folder
from danvan.law.text import citations

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = str(DATA / "commune_regulation.txt")


def test_sheet_tells_header_tree_and_findings(capsys):
    status = main(["law", "read", SAMPLE, "--today", "2024-06-01"])

    told = capsys.readouterr()
    assert (status, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == "Tệp commune_regulation.txt (utf-8, 1 trang)"
    assert "Số, ký hiệu: 07-QĐ/ĐU" in lines
    assert "Loại văn bản: Quyết định ban hành quy chế" in lines
    assert "  - Khối Dân vận Huyện ủy · để báo cáo" in lines
    assert "  - Trần Thị Mẫu · PHÓ BÍ THƯ · BAN THƯỜNG VỤ" in lines
    assert "Quyết định: 2 điều" in lines
    assert "      Điều 4. Thường trực Đảng ủy (3 khoản, 2 điểm, 1 đoạn)" in lines
    assert "Việc được đề xuất (chờ người xác nhận): 19, trong đó có thời hạn: 7" in lines
    assert any(
        line.startswith("  khoản 1 Điều 4 · Thường trực Đảng ủy · Mỗi tháng ·") for line in lines
    )
    assert "Điểm cần xem lại: 11" in lines
    assert any(line.startswith("  [cảnh báo] TXT-01 (dòng 65-65): Thiếu Điều 3") for line in lines)


def test_sheet_tells_what_is_changed_in_other_documents(capsys):
    main(["law", "read", str(DATA / "structure" / "amending_law.txt"), "--today", "2033-01-01"])

    lines = capsys.readouterr().out.splitlines()

    assert "Sửa đổi văn bản khác: 13" in lines
    assert "  điểm b khoản 3 Điều 1: bổ sung khoản 3 Điều 4 (71/2031/QH17)" in lines
    assert (
        "  khoản 4 Điều 1: sửa đổi, thay thế Điều 6 “tại xã” → “tại nơi tiếp dân của xã”"
        " (71/2031/QH17)"
    ) in lines


def test_change_of_a_whole_or_unnamed_document_is_told_too(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Điều 1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. A.”\n"
        "Điều 2. Bãi bỏ Quyết định số 3/QĐ-X ngày 1/2/2030.",
        encoding="utf-8",
    )

    main(["law", "read", str(path), "--language", "en", "--today", "2033-01-01"])

    lines = capsys.readouterr().out.splitlines()
    assert "  Article 1: replaces Article 5, clause 2 (no document named)" in lines
    assert "  Article 2: repeals the whole text or an appendix (3/QĐ-X)" in lines


def test_sheet_is_complete_in_english(capsys):
    main(["law", "read", str(DATA / "letter.txt"), "--language", "en", "--today", "2026-01-01"])

    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == "File letter.txt (utf-8, 1 pages)"
    assert "Kind: Official letter" in lines
    assert "Document: 2 sections, 4 dashes, 2 clauses" in lines
    assert "    Section 2. Việc riêng" in lines
    assert "      Clause 2.1. Ủy ban nhân dân phường (1 dashes)" in lines
    assert "Proposed duties (a person confirms): 7, of which in time: 3" in lines
    assert "Findings: 3" in lines
    assert any("CLK-10" in line and "31/12/2025" in line for line in lines)


def test_json_is_one_object_of_the_contract(capsys):
    status = main(["law", "read", SAMPLE, "--json"])

    contract = json.loads(capsys.readouterr().out)
    assert status == 0
    assert list(contract) == [
        "schema",
        "text",
        "source",
        "document",
        "provisions",
        "references",
        "amendments",
        "duties",
        "findings",
    ]
    assert (contract["schema"], contract["source"]["pages"]) == (1, 1)
    assert [duty["timing_class"] for duty in contract["duties"]].count("dated") == 2
    assert "CLK-04" in {finding["code"] for finding in contract["findings"]}
    assert contract["document"]["effective"] == {"date": "2024-04-01", "rule": "from_date"}
    gap = next(each for each in contract["findings"] if each["code"] == "TXT-01")
    assert gap["fields"] == {
        "level": "Điều",
        "number": "4",
        "where": "văn bản kèm theo 1",
        "before": "2",
        "missing": "3",
        "after": "4",
    }
    assert gap["other"] == {"line_start": 85, "line_end": 85, "address": "att_1__art_4"}
    assert gap["suggestion"].startswith("Đối chiếu bản gốc xem Điều 3")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Không có điều nào.", "TXT-06"),
        ("Điều 1. A.\nĐiều 1. B.", "TXT-03"),
        ("Điều 1. A.\nĐiều 9. B.", "TXT-01"),
        ("Điều 1. A.\n\n- 2 -\n", "TXT-07"),
        ("Điều 1. Có ký tự l\ufffd.", "TXT-11"),
    ],
)
def test_text_with_findings_is_read_all_the_same(tmp_path, capsys, words, code):
    file = tmp_path / "a.txt"
    file.write_text(words, encoding="utf-8")

    status = main(["law", "read", str(file), "--json"])

    contract = json.loads(capsys.readouterr().out)
    assert (status, [finding["code"] for finding in contract["findings"]]) == (0, [code])


def test_what_cannot_be_read_is_told_and_refused(tmp_path, capsys):
    status = main(["law", "read", str(tmp_path / "thieu.txt")])

    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    assert told.err == "READ-01: Không tìm thấy tệp thieu.txt.\n"


def test_every_kind_of_document_has_a_name():
    known = sentences(packs_folder())

    kinds = {*citations.KINDS.values(), "decision-with-regulation", "coordination-regulation"}

    assert {f"OUT-kind-{kind}" for kind in kinds} <= set(known)
