"""Files go to the archive: what is due, the minutes as Word, PDF and table."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdf
import pytest
from django.urls import reverse

from danvan.areas.archive.queries import last_day
from danvan.kernel.correspondence.filing import close_entry
from danvan.kernel.correspondence.models import HandOver
from danvan.kernel.correspondence.sheets import file_paper
from danvan.law.clocks import TimeLimit
from danvan.law.duties import Words
from danvan.law.pack_values import LimitValue
from danvan.law.periods import Period
from danvan.readers.sheets import read_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def limit(monkeypatch):
    """Let the limit of the base pack hold, as it does once the pack is loaded."""
    value = LimitValue(
        "archive.hand_over",
        Words("Nộp lưu", "Hand over"),
        TimeLimit(12, "month", "stays"),
        Period(date(2020, 3, 5), None),
        (),
        "tests",
        "V",
    )
    monkeypatch.setattr("danvan.areas.archive.queries.limits", lambda: (value,))


@pytest.fixture
def closed(clerk, entry):
    actor, _client = clerk
    file_paper(entry, "05/BC", actor.today, "Báo cáo cũ", actor)
    close_entry(entry, actor, actor.today)
    return entry


def told(entry, actor, **changed):
    usual = {
        "entries": [entry.pk],
        "archive": "Lưu trữ huyện",
        "given_by": "Văn thư",
        "taken_by": "Lưu trữ viên",
        "handed_on": f"{actor.today:%d/%m/%Y}",
    }
    return usual | changed


def handed(client, entry, actor) -> HandOver:
    client.post("/archive/hand-overs/new/", told(entry, actor))
    return HandOver.objects.get()


def test_a_closed_file_is_due_within_the_year(clerk, closed, limit):
    actor, client = clerk

    page = client.get("/archive/due/").content.decode()

    assert last_day(closed) == actor.today.replace(year=actor.today.year + 1)
    assert "còn hạn" in page
    assert "01-DV" in page


def test_a_file_left_too_long_is_late(clerk, closed, limit):
    _actor, client = clerk
    closed.closed_on = date(2021, 1, 31)
    closed.save()

    assert "quá hạn" in client.get("/archive/due/").content.decode()


def test_without_a_pack_the_day_is_not_guessed(clerk, closed):
    _actor, client = clerk

    assert last_day(closed) is None
    assert "không rõ hạn" in client.get("/archive/due/").content.decode()


def test_files_are_handed_over_once(clerk, closed):
    actor, client = clerk

    answer = client.post("/archive/hand-overs/new/", told(closed, actor))
    again = client.post("/archive/hand-overs/new/", told(closed, actor))

    page = client.get(answer["Location"]).content.decode()
    assert (answer.status_code, again.status_code) == (302, 302)
    assert again["Location"] == answer["Location"]
    assert "REG-76" in page
    assert "Báo cáo cũ" in page
    assert HandOver.objects.count() == 1
    assert "01-DV" not in client.get("/archive/due/").content.decode()


@pytest.mark.parametrize("changed", [{"entries": []}, {"archive": ""}, {"handed_on": "01/01/2031"}])
def test_what_is_missing_or_to_come_is_told(clerk, closed, changed):
    actor, client = clerk

    answer = client.post("/archive/hand-overs/new/", told(closed, actor, **changed))

    assert answer.status_code == 422
    assert not HandOver.objects.exists()


def test_an_open_file_is_not_offered(clerk, entry):
    actor, client = clerk

    shown = client.get("/archive/hand-overs/new/").content.decode()
    answer = client.post("/archive/hand-overs/new/", told(entry, actor))

    assert "Chưa có hồ sơ để nộp" in shown
    assert answer.status_code == 422


def test_the_minutes_list_every_file_and_document(clerk, closed):
    actor, client = clerk
    made = handed(client, closed, actor)

    word = client.get(reverse("archive-minutes", args=[made.pk, "docx"])).content
    table = client.get(reverse("archive-minutes", args=[made.pk, "xlsx"])).content

    document = docx.Document(io.BytesIO(word))
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    lines = read_sheet(table, "bien-ban.xlsx", most_rows=100).rows
    assert "Dân vận chính quyền" in cells
    assert "Báo cáo cũ" in cells
    assert any("Lưu trữ viên" in one.text for one in document.paragraphs)
    assert tuple(lines[1][:3]) == ("01-DV", "Dân vận chính quyền", "10 năm")


def test_the_contents_are_printed_in_order(clerk, closed):
    _actor, client = clerk

    answer = client.get(reverse("archive-contents", args=[closed.pk, "pdf"]))
    table = client.get(reverse("archive-contents", args=[closed.pk, "xlsx"]))
    other = client.get(reverse("archive-contents", args=[closed.pk, "exe"]))

    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Dân vận chính quyền" in words
    assert "Báo cáo cũ" in words
    assert (table.status_code, other.status_code) == (200, 404)


def test_a_hand_over_of_others_is_not_found(strangers, clerk_at, clerk, closed):
    actor, client = clerk
    made = handed(client, closed, actor)
    _stranger, stranger = clerk_at(strangers, "board")
    urls = [
        reverse("archive-hand-over", args=[made.pk]),
        reverse("archive-minutes", args=[made.pk, "xlsx"]),
    ]

    assert {stranger.get(url).status_code for url in urls} == {404}
    assert {client.get(url).status_code for url in urls} == {200}


def test_the_minutes_are_vietnamese_for_an_english_reader(clerk, closed):
    actor, client = clerk
    made = handed(client, closed, actor)
    client.cookies["danvan_language"] = "en"

    word = client.get(reverse("archive-minutes", args=[made.pk, "docx"])).content

    words = " ".join(one.text for one in docx.Document(io.BytesIO(word)).paragraphs)
    assert "Bên giao: Văn thư" in words
