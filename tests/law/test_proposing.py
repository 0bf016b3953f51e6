from datetime import date

from danvan.law.proposing import whole_contract
from danvan.law.text import read_document

TEXT = (
    "ĐẢNG ỦY XÃ MẪU\nSố 1-CV/ĐU\nV/v gặp dân năm 2024\n\nKính gửi: Công an xã\n\n"
    "Đảng ủy giao các việc sau:\n\n1. Việc chung\n\n- Hằng tháng gặp dân, nghe phân biện.\n"
)


def test_contract_holds_duties_and_the_findings_of_both_hands():
    found = whole_contract(read_document(TEXT), {"name": "x"}, "vi", date(2026, 1, 1))

    assert [duty["timing_class"] for duty in found["duties"]] == ["span", "period"]
    codes = [finding["code"] for finding in found["findings"]]
    assert {"TXT-06", "CLK-01", "CLK-10"} <= set(codes)
    lines = [finding["line_start"] for finding in found["findings"]]
    assert lines == sorted(lines)


def test_without_a_day_the_term_is_not_judged():
    found = whole_contract(read_document(TEXT), {"name": "x"})

    assert "CLK-10" not in {finding["code"] for finding in found["findings"]}
