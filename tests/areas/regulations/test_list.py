"""The list of regulations is searched, ordered, and leaves as a workbook of the own tree only."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from danvan.areas.regulations.models import Work
from tests.areas.regulations.conftest import send

ADDRESS = "/regulations/"


def lines(client, **query):
    answer = client.get(ADDRESS, query | {"format": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()[1:]


def test_list_is_searched_without_marks(planner, sample):
    send(planner, sample)
    title = Work.objects.get().title

    assert title in planner.get(ADDRESS, {"q": "quy che"}).content.decode()
    assert title not in planner.get(ADDRESS, {"q": "dieu gi khac"}).content.decode()


def test_list_leaves_as_a_workbook_and_what_looks_like_a_formula_stays_text(planner, sample):
    send(planner, sample)
    work = Work.objects.get()
    work.title = '=HYPERLINK("x")'
    work.save()

    assert [(line[0], line[1]) for line in lines(planner)] == [('=HYPERLINK("x")', work.number)]


def test_strangers_export_nothing_of_another_tree(planner, stranger, sample):
    send(planner, sample)

    assert lines(stranger) == []
