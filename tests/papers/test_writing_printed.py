"""Printed pages against the figures of the pack: margins, sizes, places, rules, order.

Tolerances: 1 mm for margins and places, 0.1 point for sizes, 5 mm for the length of a rule.
"""

import pytest

from danvan.papers.layouts import layout
from tests.papers import examples
from tests.papers.pages import drawn, line, lines, outline

MM = 1.0
RULE = 5.0
RATIO = (1 / 3 - 0.05, 1 / 2 + 0.05)
FIRST = {
    "party-dispatch": ("T/M ĐẢNG ỦY", "Kính gửi:"),
    "party-report": ("T/M ĐẢNG ỦY", "BÁO CÁO"),
    "state-decision": ("TM. ỦY BAN", "QUYẾT ĐỊNH"),
    "joint-regulation": ("TM. ỦY BAN", "QUY CHẾ"),
}


def figures(name):
    paper = examples.ALL[name]
    return layout(paper.world, paper.dated)


@pytest.mark.parametrize("name", examples.ALL)
def test_nothing_stands_in_the_margins(printed_examples, name):
    sheet = figures(name).sheet
    numbers = {str(number) for number in range(2, 9)}
    words = [each for each in lines(printed_examples[name]) if each.text not in numbers]

    assert min(each.left for each in words) == pytest.approx(sheet.left, abs=MM)
    assert max(each.base for each in words) <= sheet.height - sheet.bottom
    assert min(each.base - each.size * 25.4 / 72 for each in words) >= sheet.top - MM


def test_first_lines_are_indented_and_lines_end_at_the_right_margin(printed_examples):
    content, sheet = printed_examples["party-report"], figures("party-report").sheet
    first = line(content, "1. Các chi bộ")
    after = lines(content)[lines(content).index(first) + 1]

    assert first.left - after.left == pytest.approx(10, abs=MM)
    assert after.left == pytest.approx(sheet.left, abs=MM)


@pytest.mark.parametrize("name", examples.ALL)
def test_letters_have_the_sizes_and_faces_of_the_pack(printed_examples, name):
    content, styles = printed_examples[name], figures(name).styles
    authority, _title = FIRST[name]
    expected = {"Nơi nhận:": "recipients_head", "Số": "number", authority: "authority"}
    if name != "party-dispatch":
        expected[FIRST[name][1]] = "title"

    for text, style in ((text, styles[key]) for text, key in expected.items()):
        printed = line(content, text)
        assert printed.size == pytest.approx(style.size, abs=0.1)
        assert ("Bold" in printed.face, "Italic" in printed.face) == (style.bold, style.italic)


@pytest.mark.parametrize("name", examples.ALL)
def test_every_letter_comes_from_the_font_that_stands_for_times(printed_examples, name):
    faces = {each.face.split("-")[0] for each in lines(printed_examples[name])}

    assert faces <= {"LiberationSerif", "Tinos", "TimesNewRomanPSMT", "TimesNewRomanPS"}


@pytest.mark.parametrize("name", ["party-dispatch", "party-report"])
def test_the_number_stands_below_the_star(printed_examples, name):
    issuer, star, number = (
        line(printed_examples[name], text) for text in ("ĐẢNG ỦY XÃ MẪU", "*", "Số ")
    )

    assert issuer.base < star.base < number.base < star.base + 12
    assert ":" not in number.text


@pytest.mark.parametrize("name", ["party-dispatch", "state-decision"])
def test_place_and_day_stand_beside_the_number(printed_examples, name):
    number, place = (line(printed_examples[name], text) for text in ("Số", "Mẫu, ngày"))

    assert place.base == pytest.approx(number.base, abs=MM)
    assert place.left > number.left + 40


def test_pages_are_numbered_in_the_top_margin_but_the_first(printed_examples):
    content, told = printed_examples["party-report"], figures("party-report")
    numbers = [each for each in lines(content) if each.text in {"1", "2", "3"}]
    numbers = [each for each in numbers if each.base < told.sheet.top]

    assert [(each.page, each.text) for each in numbers] == [(2, "2"), (3, "3")]
    for each in numbers:
        middle = told.sheet.left + told.sheet.inner / 2
        assert each.left == pytest.approx(middle - 1.2, abs=MM)
        assert each.size == told.page_number.size
        top = each.base - 0.891 * each.size * 25.4 / 72
        assert top == pytest.approx(told.page_number.from_top, abs=MM)


def test_annexes_begin_pages_of_their_own(printed_examples):
    content = printed_examples["state-decision"]

    assert [line(content, f"PHỤ LỤC {number}").page for number in ("I", "II")] == [2, 3]


@pytest.mark.parametrize("name", ["party-dispatch", "party-report"])
def test_the_partys_motto_has_a_rule_as_long_as_itself(printed_examples, name):
    motto = line(printed_examples[name], "ĐẢNG CỘNG SẢN")
    rule = drawn(printed_examples[name])[0]

    assert rule.left == pytest.approx(motto.left, abs=RULE / 2)
    assert 65 < rule.width < 78
    assert motto.base < rule.top < motto.base + 3


def test_rules_of_the_state_have_their_lengths(printed_examples):
    content = printed_examples["state-decision"]
    summary, device = (line(content, text) for text in ("Về việc", "Độc lập"))
    middle = figures("state-decision").sheet.left + figures("state-decision").sheet.inner / 2
    under = {text: [] for text in ("summary", "device")}
    for rule in drawn(content):
        for name, words in (("summary", summary), ("device", device)):
            if words.base < rule.top < words.base + 3 and rule.left + rule.width > words.left:
                under[name].append(rule)

    assert under["device"][0].left == pytest.approx(device.left, abs=RULE / 2)
    ratio = under["summary"][0].width / (2 * (middle - summary.left))
    assert RATIO[0] < ratio < RATIO[1]


def test_the_frame_of_an_urgent_paper_has_its_size(printed_examples):
    told = figures("state-decision").urgency_boxes["express"]
    words = line(printed_examples["state-decision"], "HỎA TỐC")
    sides = [each for each in drawn(printed_examples["state-decision"]) if each.left < words.left]
    top, bottom = sorted(
        (each for each in sides if abs(each.width - told[0]) < MM), key=lambda each: each.top
    )

    assert bottom.top - top.top == pytest.approx(told[1], abs=MM)


def test_components_follow_each_other(printed_examples):
    order = ["ỦY BAN", "Số:", "HỎA TỐC", "QUYẾT ĐỊNH", "Về việc", "Căn cứ", "Điều 1.", "Nơi nhận:"]
    places = [line(printed_examples["state-decision"], text).base for text in order]

    assert places == sorted(places)


def test_who_leads_signs_on_the_right_and_names_share_a_line(printed_examples):
    content = printed_examples["joint-regulation"]
    leader, other = (line(content, text) for text in ("Chủ tịch xã", "Trưởng ban xã"))

    assert leader.left > other.left + 60
    assert leader.base == pytest.approx(other.base, abs=MM)


@pytest.mark.parametrize("name", ["party-dispatch", "state-decision", "joint-regulation"])
def test_pages_are_as_they_were_looked_at(printed_examples, repository, name):
    kept = repository / "tests" / "data" / "papers" / f"{name}.txt"

    assert outline(printed_examples[name]) == kept.read_text(encoding="utf-8")
