"""The register by its statutory form: twelve columns, only what one may see, on paper and XLSX."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from danvan.areas.petitions import export
from danvan.areas.petitions.shapes import FEEDBACK, Sender
from danvan.kernel.cases.models import CaseLink, Relation
from danvan.kernel.cases.perform import perform
from tests.areas.petitions.conftest import RECEIVED, signed_in, take_in
from tests.factories.desks import TODAY, Desk, add_clerk, make_desk

URL = "/petitions/register/"


def act(case, desk, key, **data):
    return perform(case, key, desk.actor, effective_on=RECEIVED, data=data, reason="Theo đơn")


def sheet_of(answer) -> list[list[object]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )


def words_of(answer) -> str:
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def lines_of(desk: Desk, since: date = RECEIVED, until: date = RECEIVED) -> list[export.Line]:
    rows = export.registered(desk.actor, since, until, None)
    return list(export.lines(rows, desk.actor))


def test_every_column_of_the_form_has_a_heading_a_width_and_a_cell(desk):
    take_in(desk)

    [line] = lines_of(desk)

    assert len(export.HEAD) == len(export.WIDTHS) == len(line.cells) == 12


def test_line_says_who_what_whose_and_what_became_of_it(desk):
    case = take_in(desk, senders=(Sender("Người gửi thử", "Thôn Hai"),)).case
    act(case, desk, "classify", competence="other")
    act(case, desk, "guide", passed_to="Sở Xây dựng")

    [line] = lines_of(desk)

    assert line.cells == (
        1,
        RECEIVED,
        "Người gửi thử, Thôn Hai",
        "",
        "Đường ngập",
        "Khiếu nại",
        1,
        "",
        "",
        "Sở Xây dựng",
        "",
        "đã hướng dẫn, 06/04/2026",
    )


def test_what_is_passed_on_stands_in_its_own_column(desk):
    case = take_in(desk, FEEDBACK).case
    act(case, desk, "classify", competence="other")
    act(case, desk, "transfer", passed_to="Công an xã")

    [line] = lines_of(desk)

    assert (line.guided_to, line.passed_to) == ("", "Công an xã")


def test_petitions_about_the_same_matter_are_counted_on_each_line(desk):
    first, second, _third = (take_in(desk, FEEDBACK).case for _ in range(3))
    CaseLink.objects.create(
        source=second,
        target=first,
        relation=Relation.ON_MATTER,
        made_at="2026-04-06T00:00Z",
        made_by="x",
    )

    assert [line.alike for line in lines_of(desk)] == [2, 2, 1]


def test_span_holds_both_its_days_and_nothing_else(desk):
    days = [date(2026, 4, day) for day in (5, 6, 8, 9)]
    for day in days:
        take_in(desk, received_on=day)

    found = [line.received_on for line in lines_of(desk, days[1], days[2])]

    assert found == days[1:3]


def test_others_are_in_no_page_print_or_workbook(desk, client):
    take_in(make_desk(), title="Việc của xã khác")
    take_in(desk, title="Việc của xã này")

    page, pdf, xlsx = (client.get(URL, {"format": one}) for one in ("", "pdf", "xlsx"))

    assert "Việc của xã này" in page.content.decode()
    assert "Việc của xã khác" not in page.content.decode()
    assert "xã khác" not in words_of(pdf)
    assert [row[4] for row in sheet_of(xlsx)] == ["Nội dung", "Việc của xã này"]


def test_who_sent_it_is_read_only_where_it_is_handled(desk):
    take_in(desk)
    reader = Desk(desk.root, desk.unit, add_clerk(desk.unit, roles=("reader",)))

    told = signed_in(reader)
    page = told.get(URL).content.decode()
    words = words_of(told.get(URL, {"format": "pdf"}))

    assert "Đường ngập" in page
    assert "Người gửi thử" not in page
    assert "Người gửi thử" not in words


def test_print_has_the_lines_and_says_that_no_papers_are_kept(desk, client):
    take_in(desk)

    answer = client.get(URL, {"format": "pdf"})

    box = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].mediabox
    assert answer["Content-Type"] == "application/pdf"
    assert box.width > box.height
    assert "Người gửi thử" in words_of(answer)
    assert "Mẫu số 03, Nghị định 154/2026/NĐ-CP" in words_of(answer)


def test_empty_span_is_said_on_page_and_print(desk, client):
    page = client.get(URL).content.decode()

    assert "Không có đơn nào" in page
    assert "Không có đơn nào" in words_of(client.get(URL, {"format": "pdf"}))


def test_print_of_too_many_lines_is_refused_with_a_way_out(desk, client, monkeypatch):
    monkeypatch.setattr(export, "MOST_PRINTED", 1)
    take_in(desk)
    take_in(desk)

    answer = client.get(URL, {"format": "pdf"})

    assert answer.status_code == 422
    assert "tải bảng tính" in answer.content.decode()
    assert "PET-40" in answer.content.decode()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"since": "31/02/2026"}, "FORM-04"),
        ({"since": "10/04/2026", "until": "09/04/2026"}, "FORM-02"),
        ({"unit": "99999"}, "FORM-03"),
        ({"until": ""}, "FORM-01"),
    ],
)
def test_wrong_span_is_told_beside_its_field(desk, client, told, code):
    answer = client.get(URL, told)

    assert answer.status_code == 422
    assert code in answer.content.decode()


def test_formula_in_a_title_stays_text(desk, client):
    take_in(desk, title="=HYPERLINK(1)")

    answer = client.get(URL, {"format": "xlsx"})

    assert sheet_of(answer)[1][4] == "=HYPERLINK(1)"


def test_queries_do_not_grow_with_lines(desk):
    def count(lines: int) -> int:
        for _ in range(lines):
            take_in(desk)
        with CaptureQueriesContext(connection) as found:
            lines_of(desk, RECEIVED, TODAY)
        return len(found)

    assert count(1) == count(6)
