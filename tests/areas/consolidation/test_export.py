from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from danvan.areas.consolidation.acts import take_paragraph
from danvan.areas.consolidation.export import drawn, merged, sheets, trend
from danvan.areas.consolidation.merge import merge
from danvan.areas.reporting.queries import current_version
from danvan.kernel.cases.models import Case
from tests.factories.lines import act, report_of

pytestmark = pytest.mark.django_db


def version_of(case):
    return current_version(report_of(case))


def test_a_picture_has_a_mark_for_each_value_and_breaks_where_one_is_missing():
    values = [Decimal(10), None, Decimal(5), Decimal(20)]

    found = drawn([(str(at), value) for at, value in enumerate(values)])

    assert [(one.x, one.y) for one in found.points] == [
        (40, 100), (226, None), (412, 130), (598, 40),
    ]  # fmt: skip
    assert found.parts == ("412,130 598,40",)


@pytest.mark.parametrize("values", [[], [None], [Decimal(0)], [Decimal(-3), Decimal(0)]])
def test_a_picture_of_nothing_much_is_drawn_without_fault(values):
    found = drawn([("kỳ", value) for value in values])

    assert [one.y for one in found.points] == [None if value is None else 160 for value in values]


def test_what_a_merged_report_says_names_sources_and_missing(line):
    low = line.submit("c11", received=4, done=("Đã họp.",))
    case = line.open("p1")
    merge(case, line.actor("p1"))
    case = Case.objects.get(pk=case.pk)
    paragraph = version_of(low).paragraphs.get()
    take_paragraph(case, line.actor("p1"), paragraph.pk, version=case.version)

    found = merged(version_of(case), line.actor("p1"))

    assert found.missing_words == "Chưa có báo cáo của 2 đơn vị: Đơn vị c12; Đơn vị c13."
    assert found.values["received"] == 4
    (told,) = found.paragraphs["done"]
    assert (told.text, told.note, told.source.unit_name, told.source.number) == (
        "Đã họp.", 1, "Đơn vị c11", 1,
    )  # fmt: skip
    assert found.footnotes == [(1, "Đơn vị c11, báo cáo bản 1")]


def test_a_paragraph_whose_report_was_returned_is_marked(line):
    low = line.submit("c11", done=("Đã họp.",))
    case = line.open("p1")
    merge(case, line.actor("p1"))
    case = Case.objects.get(pk=case.pk)
    paragraph = version_of(low).paragraphs.get()
    take_paragraph(case, line.actor("p1"), paragraph.pk, version=case.version)
    act(low, "return", line.actor("p1"), reason="thiếu")

    (told,) = merged(version_of(case), line.actor("p1")).paragraphs["done"]

    assert told.is_stale


def test_a_sheet_has_a_row_for_each_input_and_the_merged_figures_last(line):
    line.submit("c11", received=4, on_time=1)
    line.submit("c12", received=6, on_time=4)
    case = line.write("p1", received=5)
    merge(case, line.actor("p1"))

    (sheet,) = sheets(line.actor("p1"), version_of(case))

    shown = {row[0]: row[3] for row in sheet.rows}
    assert sheet.title == "Kết quả"
    assert shown == {
        "Đơn vị c11": 4, "Đơn vị c12": 6, "Đơn vị c13": None, "Đơn vị p1": 5, "Tổng hợp": 15,
    }  # fmt: skip
    assert re.match(r"received \(", sheet.header[3])


def test_a_figure_runs_through_the_periods_that_stand(line):
    line.submit("p1", period="2022-05", received=4)
    july = date(2022, 7, 4)
    case = line.write("p1", period="2022-06", today=july, received=9)

    found = trend(line.actor("p1", today=july), version_of(case), "received")

    assert [(one.words, one.value) for one in found.points] == [
        ("tháng 05/2022", 4), ("tháng 06/2022", 9),
    ]  # fmt: skip
