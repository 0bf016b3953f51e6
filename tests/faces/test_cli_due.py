"""`danvan law due`: days with their reasons, in both languages; bad input refused."""

from __future__ import annotations

import pytest

from danvan.faces.cli.entry import main
from tests.factories.pack_folders import write_base, write_local, write_pack

YEARLY = ("--duty-period", "annual")


@pytest.fixture
def due(capsys):
    """Run `danvan law due` and return its exit code with what it printed."""

    def runner(*words):
        try:
            code = main(["law", "due", *(str(word) for word in words)])
        except SystemExit as stop:
            code = stop.code
        told = capsys.readouterr()
        return code, told.out.splitlines(), told.err

    return runner


def days(lines):
    return [line.split()[0] for line in lines if line.startswith("  ")]


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ("000-d21-k2-a", ["09/06/2022", "09/07/2022", "09/08/2022", "09/09/2022", "09/10/2022",
                          "09/11/2022", "09/12/2022"]),
        ("000-d21-k2-b", ["14/06/2022", "14/09/2022", "14/12/2022"]),
        ("000-d21-k2-d", ["24/10/2022"]),
        ("000-d4-k6-a", ["30/06/2022", "30/09/2022", "31/12/2022"]),
        ("000-d9-k5-b", ["30/06/2022", "31/12/2022"]),
        ("000-d24-a", ["31/12/2022"]),
        ("000-d21-k2-c", []),
        ("000-d23-b", []),
    ],
)  # fmt: skip
def test_duties_of_the_first_year_fall_due(due, duty, expected):
    code, lines, err = due("--pack", "phu-thuong-2022", "--year", "2022", "--duty", duty)

    assert (code, err) == (0, "")
    assert days(lines) == expected
    if not expected:
        assert lines == ["Không có kỳ nào đến hạn trong năm 2022."]


def test_day_comes_with_provision_and_reason(due):
    _, lines, _ = due("--pack", "phu-thuong-2022", "--year", "2022", "--duty", "000-d21-k2-d")

    assert lines[0].startswith("khoản 2 Điều 21 văn bản kèm theo 1 · 000-d21-k2-d: ")
    assert lines[1] == (
        "  24/10/2022  Kỳ năm 2022: “trước ngày” 25/10/2022, nên chính ngày ấy đã chậm; "
        "ngày cuối còn đúng hạn là 24/10/2022. Không dời vì ngày nghỉ."
    )


def test_whole_pack_is_listed_in_english(due):
    code, lines, _ = due("--pack", "phu-thuong-2022", "--year", "2026", "--language", "en")

    assert code == 0
    assert any("clause 2" in line and "000-d21-k2-a" in line for line in lines)
    assert days(lines).count("09/01/2026") == 1


def test_pack_without_document_has_no_duties(due, tmp_path):
    code, lines, _ = due("--pack", write_base(tmp_path), "--year", "2026")

    assert (code, lines) == (0, ["Không có kỳ nào đến hạn trong năm 2026."])


def test_limit_is_told_day_by_day(due):
    code, lines, _ = due("--limit", "3", "--unit", "working_day", "--from", "2026-01-08")

    assert code == 0
    assert lines == [
        "08/01/2026  ngày bắt đầu, không tính",
        "09/01/2026  tính ngày thứ 1",
        "10/01/2026  thứ Bảy làm bù, tính ngày thứ 2",
        "11/01/2026  cuối tuần, không tính",
        "12/01/2026  tính ngày thứ 3",
        "Ngày đến hạn: 12/01/2026",
    ]


def test_limit_beyond_the_calendar_is_marked(due):
    _, lines, _ = due("--limit", "1", "--from", "2026-12-31", "--language", "en")

    assert lines[1] == "01/01/2027  day off: New Year's Day, not counted"
    assert lines[-1] == "provisional: no calendar is published for that year"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((*YEARLY, "--day", "25", "--month", "10"), ["24/10/2026"]),
        ((*YEARLY, "--day", "25", "--month", "10", "--relation", "by"), ["25/10/2026"]),
        (("--duty-period", "nine_months"), ["30/09/2026"]),
        (("--duty-period", "multi_year"), ["Không"]),
    ],
)  # fmt: skip
def test_rhythm_needs_no_pack(due, words, expected):
    code, lines, _ = due(*words, "--year", "2026")

    assert code == 0
    assert [line.split()[0] for line in lines] == expected


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "CLI-04"),
        (("--limit", "3"), "CLI-04"),
        (("--limit", "three", "--from", "2026-01-01"), "CLI-01"),
        (("--limit", "3", "--from", "01/02/2026"), "CLI-02"),
        (("--limit", "0", "--from", "2026-01-01"), "TIM-01"),
        (("--limit", "3", "--unit", "hour", "--from", "2026-01-01"), "TIM-02"),
        (("--limit", "99999999", "--unit", "day", "--from", "2026-01-01"), "TIM-07"),
        (("--pack", "phu-thuong-2022", "--year", "MMXXVI"), "CLI-03"),
        (("--pack", "phu-thuong-2022", "--year", "1066"), "CLI-03"),
        (("--pack", "phu-thuong-2022"), "CLI-03"),
        (("--pack", "phu-thuong-2022", "--year", "2026", "--duty", "000-d99"), "PACK-31"),
        (("--pack", "nowhere", "--year", "2026"), "PACK-01"),
        (("--duty-period", "weekly", "--day", "3", "--month", "next", "--year", "2026"), "TIM-06"),
    ],
)
def test_bad_input_is_refused_with_code_and_sentence(due, words, code):
    stopped, lines, err = due(*words)

    assert (stopped, lines) == (2, [])
    assert f"{code}: " in err


def test_missing_calendar_is_refused(due, tmp_path, monkeypatch):
    write_pack(tmp_path, "vn-base", {})
    monkeypatch.setenv("DANVAN_PACKS", str(tmp_path))

    assert due("--limit", "3", "--from", "2026-01-01")[2].startswith("PACK-32")


def test_local_pack_is_taken_from_a_path(due, tmp_path):
    _, lines, _ = due("--pack", write_local(tmp_path), "--year", "2026")

    assert days(lines)[0] == "09/02/2026"


@pytest.mark.parametrize(
    ("duty", "language", "expected"),
    [
        ("000-d21-k2-a", "vi", "Kỳ tháng 05/2022: "),
        ("000-d21-k2-b", "en", "Period quarter 2 of 2022: "),
        ("000-d9-k5-b", "vi", "Kỳ 6 tháng đầu năm 2022: "),
    ],
)
def test_periods_are_told_in_words(due, duty, language, expected):
    words = ("--pack", "phu-thuong-2022", "--year", "2022", "--duty", duty)

    _, lines, _ = due(*words, "--language", language)

    assert expected in lines[1]
