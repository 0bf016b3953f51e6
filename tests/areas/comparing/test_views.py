from __future__ import annotations

import io
import json

import docx
import pytest

from danvan.areas.regulations.models import Version
from danvan.law.akoma_reading import contract_of
from tests.areas.comparing.conftest import AMENDING, NEW, OLD, keep

PAGE = "/regulations/compare/"


def asked(first, second, **more):
    return {"first": first.pk, "second": second.pk, "show": "different", **more}


def test_two_texts_stand_beside_each_other_with_reasons(planner, two):
    page = planner.get(PAGE, asked(*two)).content.decode()

    assert "Làm thường xuyên hơn: hằng quý; bên kia hằng năm" in page
    assert "Chặt hơn" in page
    assert "trong thời hạn 20 ngày" in page
    assert "Tổ dân vận ghi góp ý" not in page


def test_everything_and_one_result_can_be_asked_for(planner, two):
    every = planner.get(PAGE, asked(*two, show="")).content.decode()
    missing = planner.get(PAGE, asked(*two, show="missing")).content.decode()

    assert "Tổ dân vận ghi góp ý" in every
    assert "trong thời hạn 20 ngày" in missing
    assert "Làm thường xuyên hơn" not in missing


def test_only_rows_with_duties_can_be_asked_for(planner, two):
    lines = planner.get(PAGE, asked(*two, show="", duties="on")).context["page"]

    assert lines.paginator.count
    assert all(line.duties for line in lines)


def test_page_asks_for_two_texts_and_says_so_where_there_are_none(planner):
    assert "Cần ít nhất hai văn bản" in planner.get(PAGE).content.decode()


def test_second_text_may_be_chosen_before(planner, two):
    page = planner.get(PAGE, {"second": two[1].pk})

    assert page.status_code == 200
    assert f'<option value="{two[1].pk}" selected>' in page.content.decode()


@pytest.mark.parametrize("first", ["", "x", "999999"])
def test_what_cannot_be_compared_is_refused(planner, two, first):
    answer = planner.get(PAGE, {"first": first, "second": two[1].pk})

    assert answer.status_code == 422


def test_a_text_is_not_compared_with_itself(planner, two):
    answer = planner.get(PAGE, asked(two[0], two[0]))

    assert answer.status_code == 422
    assert "Hãy chọn một văn bản khác" in answer.content.decode()


def test_texts_too_long_for_a_page_are_refused_with_a_way_out(planner, two, monkeypatch):
    monkeypatch.setattr("danvan.areas.comparing.queries.LONGEST", 100)

    answer = planner.get(PAGE, asked(*two))

    assert answer.status_code == 422
    assert "danvan law compare" in answer.content.decode()


def test_file_has_the_rows_of_the_page(planner, two):
    answer = planner.get(PAGE, asked(*two, format="docx"))

    table = docx.Document(io.BytesIO(answer.content)).tables[0]
    words = "\n".join(cell.text for row in table.rows for cell in row.cells)
    assert answer["Content-Disposition"] == 'attachment; filename="doi-chieu.docx"'
    assert "Làm thường xuyên hơn: hằng quý; bên kia hằng năm" in words
    assert "Tổ dân vận ghi góp ý" not in words


def test_reader_may_compare_stranger_finds_nothing(reader, stranger, two):
    assert reader.get(PAGE, asked(*two)).status_code == 200

    answer = stranger.get(PAGE, asked(*two))

    assert answer.status_code == 422
    assert "góp ý" not in answer.content.decode()


@pytest.mark.parametrize("place", ["in-force/", "as/akoma-ntoso/", "as/json/"])
def test_texts_of_other_trees_are_not_found(stranger, two, place):
    assert stranger.get(f"/regulations/{two[0].pk}/{place}").status_code == 404


def test_text_stands_as_it_was_amended_from_the_day_on(planner):
    work = keep(planner, OLD)
    keep(planner, AMENDING)

    before = planner.get(f"/regulations/{work.pk}/in-force/", {"on": "31/01/2025"})
    after = planner.get(f"/regulations/{work.pk}/in-force/", {"on": "01/02/2025"})

    assert "trong thời hạn 20 ngày" in before.content.decode()
    assert "trong thời hạn 10 ngày" not in before.content.decode()
    told = after.content.decode()
    assert "trong thời hạn 10 ngày" in told
    assert "Điều 1, 15-QĐ/ĐU" in told
    assert "Lời khi ban hành" in told


def test_day_is_today_where_none_is_asked_for(planner):
    work = keep(planner, OLD)
    keep(planner, AMENDING)

    assert (
        "trong thời hạn 10 ngày"
        in planner.get(f"/regulations/{work.pk}/in-force/").content.decode()
    )


def test_text_without_amendments_says_so(planner):
    work = keep(planner, NEW)

    page = planner.get(f"/regulations/{work.pk}/in-force/").content.decode()

    assert "Chưa nạp văn bản nào sửa đổi văn bản này" in page
    assert 'id="art_1__cl_2"' in page


def test_no_day_is_refused(planner):
    work = keep(planner, NEW)

    answer = planner.get(f"/regulations/{work.pk}/in-force/", {"on": "31/02/2026"})

    assert answer.status_code == 422


def test_xml_holds_the_very_tree(planner, two):
    answer = planner.get(f"/regulations/{two[0].pk}/as/akoma-ntoso/")

    assert answer["Content-Type"] == "application/xml"
    assert answer["Content-Disposition"] == 'attachment; filename="31-qc-du.xml"'
    assert contract_of(answer.content) == Version.objects.get(work=two[0]).tree


def test_json_and_html_are_files_to_save(planner, two):
    tree = planner.get(f"/regulations/{two[0].pk}/as/json/")
    page = planner.get(f"/regulations/{two[0].pk}/as/html/")

    assert json.loads(tree.content) == Version.objects.get(work=two[0]).tree
    assert '<section id="art_1__cl_2"' in page.content.decode()
    assert page["Content-Disposition"].startswith("attachment")
    assert "sandbox" in page["Content-Security-Policy"]


def test_unknown_standard_is_not_found(planner, two):
    assert planner.get(f"/regulations/{two[0].pk}/as/docx/").status_code == 404


def test_reading_page_leads_here(planner, two):
    page = planner.get(f"/regulations/{two[0].pk}/").content.decode()

    assert f'href="{PAGE}?second={two[0].pk}"' in page
    assert f'href="/regulations/{two[0].pk}/in-force/"' in page
