"""Lists are searched, narrowed, ordered as Vietnamese does, paged, and leave as a file."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from django.db.models import Q
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from danvan.kernel.packs.models import Term
from danvan.web.tables import Column, Filter, Table, answer, sort_key

TEMPLATE = "web/components/_table.html"


@dataclass(frozen=True)
class Row:
    name: str
    count: int = 0
    day: date | None = None


ROWS = [
    Row("Ê-đê", 3, date(2026, 4, 9)),
    Row("Đức Hoà", 10),
    Row("Ăn Khê", 2, date(2025, 1, 1)),
    Row("An Bình", 1),
    Row("Dũng Tiến", 4),
    Row("Ân Thi", 5),
]
TABLE = Table(
    "places",
    "Nơi",
    (
        Column("name", "Tên", lambda row: row.name, order=("label_vi",)),
        Column("count", "Số", lambda row: row.count),
        Column("day", "Ngày", lambda row: row.day),
    ),
    "name",
)
FEW = Filter(
    "few",
    "Bao nhiêu",
    [("yes", "ít"), ("no", "nhiều")],
    lambda row, v: (row.count < 3) == (v == "yes"),
)


def shown(rows=ROWS, table=TABLE, **asked):
    request = RequestFactory().get("/places/", asked)
    return answer(request, table, rows, template=TEMPLATE, context={"empty_title": "Chưa có gì"})


def names(response, rows=ROWS):
    text = response.content.decode()
    found = {text.find(f">{row.name}<"): row.name for row in rows if f">{row.name}<" in text}
    return [found[at] for at in sorted(found)]


def file_of(response):
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        .get_sheet_by_index(0)
        .to_python()
    )


def test_rows_stand_in_vietnamese_order():
    assert names(shown()) == ["An Bình", "Ăn Khê", "Ân Thi", "Dũng Tiến", "Đức Hoà", "Ê-đê"]


def test_numbers_and_days_sort_as_such_and_nothing_comes_last():
    assert names(shown(sort="-count"))[:2] == ["Đức Hoà", "Ân Thi"]
    assert names(shown(sort="day"))[:2] == ["Ăn Khê", "Ê-đê"]
    assert sort_key(None) > sort_key("zzz")


@pytest.mark.parametrize("words", ["duc hoa", "ĐỨC HÒA", "đức hoà", "hoa duc"])
def test_words_are_found_with_and_without_marks(words):
    assert names(shown(q=words)) == ["Đức Hoà"]


def test_days_are_found_as_they_are_shown():
    assert names(shown(q="09/04/2026")) == ["Ê-đê"]


def test_nothing_found_says_so_and_leads_back():
    text = shown(q="không có đâu").content.decode()

    assert "Không thấy dòng nào" in text
    assert 'href="/places/"' in text


def test_empty_list_says_what_to_do():
    assert "Chưa có gì" in shown([]).content.decode()


def test_filter_narrows_list_and_file():
    table = replace(TABLE, filters=(FEW,))

    assert names(shown(table=table, few="yes")) == ["An Bình", "Ăn Khê"]
    assert len(file_of(shown(table=table, few="yes", format="xlsx"))) == 3
    assert len(names(shown(table=table, few="<script>"))) == len(ROWS)
    assert 'value="yes" selected' in shown(table=table, few="yes").content.decode()


def test_column_may_be_sorted_by_something_else_than_it_shows():
    by_count = Column("name", "Tên", lambda row: row.name, sorts=lambda row: row.count)

    assert names(shown(table=replace(TABLE, columns=(by_count,))))[0] == "An Bình"


def test_unknown_order_and_page_give_the_first():
    assert names(shown(sort="; drop table", page="x")) == names(shown())


def test_words_and_cells_are_escaped():
    text = shown([Row("<script>alert(1)</script>")], q="<script>").content.decode()

    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_head_tells_how_it_is_sorted_and_asks_for_the_other_way():
    text = shown(q="an").content.decode()

    assert 'aria-sort="ascending"' in text
    assert 'href="?q=an&amp;sort=-name"' in text


def test_file_holds_the_whole_list_as_text_days_and_numbers():
    rows = [Row('=HYPERLINK("x")', 7, date(2026, 4, 9)), Row("https://a.vn"), Row("+1"), Row("@x")]

    response = shown(rows, format="xlsx")

    assert response["Content-Disposition"] == 'attachment; filename="places.xlsx"'
    head, *lines = file_of(response)
    assert head == ["Tên", "Số", "Ngày"]
    assert {line[0] for line in lines} == {'=HYPERLINK("x")', "https://a.vn", "+1", "@x"}
    assert [7.0, date(2026, 4, 9)] in [line[1:] for line in lines]


def test_actions_are_links_that_name_their_row():
    table = replace(TABLE, actions=lambda row: [("Sửa", f"/x/{row.count}/")])

    text = shown(ROWS[:1], table=table).content.decode()

    assert '<a href="/x/3/">Sửa<span class="unseen"> Ê-đê</span></a>' in text
    assert "Làm gì" in text
    assert "Làm gì" not in shown().content.decode()


def test_moment_is_shown_with_its_hour():
    seen = Column("at", "Lúc", lambda row: datetime(2026, 4, 9, 1, 5, tzinfo=UTC))

    text = shown(ROWS[:1], table=replace(TABLE, columns=(seen,), first_sort="at")).content.decode()

    assert "08:05 09/04/2026" in text


def test_long_list_comes_in_pages():
    many = [Row(f"Thôn {number:03}") for number in range(120)]

    assert len(names(shown(many), many)) == 50
    assert len(names(shown(many, page="3"), many)) == 20
    assert len(file_of(shown(many, format="xlsx"))) == 121


@pytest.mark.django_db
def test_query_is_searched_narrowed_and_told_page_by_page():
    for at, key in enumerate(("alpha", "beta", "gamma")):
        Term.objects.create(kind="t", key=key, label_vi=key.upper(), label_en="", position=at)
    table = Table(
        "terms",
        "Từ",
        (Column("name", "Tên", lambda line: line[0], order=("key",)), Column("x", "X", str)),
        "-name",
        told=lambda rows: [(row.label_vi,) for row in rows],
        found_by=lambda words: Q(key__startswith=words),
        filters=(Filter("first", "Đầu", [("0", "đầu")], narrows=lambda v: Q(position=int(v))),),
    )
    rows = [Row("ALPHA"), Row("BETA"), Row("GAMMA")]

    assert names(shown(Term.objects.all(), table), rows) == ["GAMMA", "BETA", "ALPHA"]
    assert names(shown(Term.objects.all(), table, q="be"), rows) == ["BETA"]
    assert names(shown(Term.objects.all(), table, first="0"), rows) == ["ALPHA"]
    assert "sort=x" not in shown(Term.objects.all(), table).content.decode()
