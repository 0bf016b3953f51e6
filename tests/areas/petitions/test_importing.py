"""Last year's register: checked, shown, brought in whole or not at all, taken back."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
import xlsxwriter
from django.core import signing
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from danvan.areas.petitions import importing
from danvan.areas.petitions.models import Petition, Petitioner
from danvan.areas.petitions.shapes import COMPLAINT
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Batch, Case, Clock
from danvan.kernel.cases.perform import perform
from danvan.kernel.files.models import StoredFile
from danvan.law.petition_rows import HEADINGS
from tests.areas.petitions.conftest import signed_in
from tests.factories.desks import TODAY, make_desk

URL = "/petitions/import/"
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
ENDED = {
    "number": "12",
    "received": "10/03/2025",
    "kind": "Khiếu nại",
    "matter": "Đường ngập",
    "name": "Người Gửi Thử",
    "address": "Thôn Hai",
    "outcome": "đã giải quyết xong",
    "accepted": "15/03/2025",
    "closed": "20/04/2025",
    "answer": "05/QĐ-UBND",
}
GOES_ON = {"number": "13", "received": "22/12/2025", "kind": "Khiếu nại", "matter": "Mất nước"}


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def sheet(*rows: dict[str, str], name: str = "so.xlsx") -> SimpleUploadedFile:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS.values())
        for at, row in enumerate(rows, start=1):
            page.write_row(at, 0, [row.get(key, "") for key in HEADINGS])
    return SimpleUploadedFile(name, content.getvalue())


def send(client, desk, file, year=2025):
    return client.post(URL, {"unit": desk.unit.pk, "year": year, "file": file})


def bring(client, desk, *rows: dict[str, str]):
    shown = send(client, desk, sheet(*rows))
    ticket = TICKET.search(shown.content.decode())[1]
    return client.post(f"{URL}write/", {"ticket": ticket})


def test_register_is_shown_first_and_written_when_asked(desk, client):
    shown = send(client, desk, sheet(ENDED, GOES_ON))
    before = Case.objects.count()
    ticket = TICKET.search(shown.content.decode())[1]
    client.post(f"{URL}write/", {"ticket": ticket})

    assert (shown.status_code, before) == (200, 0)
    assert set(Case.objects.values_list("number", flat=True)) == {"12", "13"}


def test_what_ended_keeps_number_days_result_and_sender(desk, client):
    bring(client, desk, ENDED)

    case = Case.objects.get()
    petition = case.petition
    assert (case.state, case.opened_on) == ("settled", date(2025, 3, 10))
    assert (case.closed_on, case.due_on) == (date(2025, 4, 20), None)
    assert (petition.answer_number, petition.answered_on) == ("05/QĐ-UBND", date(2025, 4, 20))
    assert petition.petitioners.get().name == "Người Gửi Thử"
    assert "thụ lý ngày 15/03/2025" in petition.text
    assert not case.clocks.exists()


def test_what_goes_on_has_its_clock_from_the_old_day(desk, client):
    bring(client, desk, GOES_ON, GOES_ON | {"number": "14", "accepted": "26/12/2025"})

    waiting, accepted = Case.objects.order_by("number")
    assert (waiting.state, waiting.due_on) == ("received", date(2026, 1, 5))
    assert (accepted.state, accepted.due_on) == ("accepted", date(2026, 1, 26))


def test_work_goes_on_where_the_register_ended(desk, client):
    bring(client, desk, GOES_ON | {"accepted": "26/12/2025"})
    case = Case.objects.get()

    done = perform(
        case, "suspend", desk.actor, effective_on=TODAY, data={}, reason="Chờ kết quả nơi khác"
    )

    assert done.state == "suspended"
    assert done.steps.order_by("-pk").first().from_state == "accepted"


def test_case_page_shows_what_was_brought(desk, client):
    bring(client, desk, ENDED)

    page = client.get(f"/cases/{Case.objects.get().slug}/").content.decode()

    assert "Nhập từ sổ cũ" in page
    assert "đã giải quyết xong" in page


def test_one_decision_has_one_audit_entry_and_names_nobody(desk, client):
    bring(client, desk, ENDED, GOES_ON)

    entry = Entry.objects.get(action=importing.ACTION)
    assert entry.details["cases"] == 2
    assert "Người Gửi Thử" not in f"{list(Entry.objects.values())}"


def test_name_in_the_matter_is_in_no_title_and_file_is_not_kept(desk, client):
    bring(client, desk, ENDED | {"matter": "Ông Người Gửi Thử kiện đường"})

    case = Case.objects.get()
    assert case.title_vi == "Ông người gửi kiện đường"
    assert "gui thu" not in case.search
    assert case.petition.text.startswith("Ông Người Gửi Thử kiện đường")
    assert not StoredFile.objects.exists()


def test_row_that_is_wrong_stops_all_and_is_named(desk, client):
    shown = send(client, desk, sheet(ENDED, GOES_ON | {"received": "31/02/2025"}))

    assert shown.status_code == 422
    assert "dòng 3: Cột “Ngày nhận”" in shown.content.decode()
    assert TICKET.search(shown.content.decode()) is None
    assert not Case.objects.exists()


def test_register_brought_twice_is_refused_by_its_numbers(desk, client):
    first = TICKET.search(send(client, desk, sheet(ENDED)).content.decode())[1]
    second = TICKET.search(send(client, desk, sheet(ENDED)).content.decode())[1]
    client.post(f"{URL}write/", {"ticket": first})
    page = client.post(f"{URL}write/", {"ticket": second}, follow=True).content.decode()

    assert "REG-62" in page
    assert "REG-59" in send(client, desk, sheet(ENDED)).content.decode()
    assert Case.objects.count() == 1


def test_ticket_is_read_once(desk, client):
    ticket = TICKET.search(send(client, desk, sheet(GOES_ON | {"number": ""})).content.decode())[1]
    client.post(f"{URL}write/", {"ticket": ticket})
    page = client.post(f"{URL}write/", {"ticket": ticket}, follow=True).content.decode()

    assert "REG-64" in page
    assert Case.objects.count() == 1


def test_undo_takes_all_of_it_back(desk, client):
    bring(client, desk, ENDED, GOES_ON)
    batch = Batch.objects.get(action=importing.ACTION)

    client.post(f"{URL}{batch.pk}/undo/")

    left = [model.objects.count() for model in (Case, Petition, Petitioner, Clock)]
    assert left == [0, 0, 0, 0]
    assert Entry.objects.filter(action=importing.UNDO).count() == 1
    assert f"/import/{batch.pk}/undo/" not in client.get(URL).content.decode()


def test_undo_is_refused_once_somebody_has_worked_on_it(desk, client):
    bring(client, desk, ENDED, GOES_ON)
    case = Case.objects.get(number="13")
    told = {"competence": "ours"}
    perform(case, "classify", desk.actor, effective_on=TODAY, data=told, reason="x")

    page = client.post(f"{URL}{Batch.objects.get(action=importing.ACTION).pk}/undo/", follow=True)

    assert "CASE-09" in page.content.decode()
    assert Case.objects.count() == 2


def test_others_neither_see_nor_undo_nor_write_it(desk, client):
    ticket = TICKET.search(send(client, desk, sheet(ENDED)).content.decode())[1]
    bring(client, desk, GOES_ON)
    batch = Batch.objects.get(action=importing.ACTION)
    other = signed_in(make_desk())

    assert other.post(f"{URL}write/", {"ticket": ticket}).status_code == 404
    assert other.post(f"{URL}{batch.pk}/undo/").status_code == 404
    assert f"/import/{batch.pk}/" not in other.get(URL).content.decode()
    assert Case.objects.count() == 1


def test_reader_and_unit_out_of_reach_are_refused(desk, client):
    reader = signed_in(make_desk(roles=("reader",)))

    assert reader.get(URL).status_code == 404
    answer = send(client, make_desk(), sheet(ENDED))
    assert answer.status_code == 422
    assert "FORM-03" in answer.content.decode()


@pytest.mark.parametrize("ticket", ["", "x", "old"])
def test_stale_or_made_up_ticket_writes_nothing(desk, client, ticket):
    if ticket == "old":
        ticket = signing.dumps({"key": "gone", "lock": "x", "by": 1}, salt=importing.SALT)

    page = client.post(f"{URL}write/", {"ticket": ticket}, follow=True).content.decode()

    assert "REG-6" in page
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("so.pdf", b"%PDF-1.4", "PET-46"),
        ("so.xlsx", b"not a workbook", "READ-"),
        ("so.csv", b"\xff\xfe\x00\x00x", "READ-06"),
        ("so.csv", b"x" * (importing.MOST_BYTES + 1), "PET-46"),
        ("so.csv", b'Ngay nhan,"' + b"x" * 200_000, "READ-09"),
    ],
)
def test_file_that_is_none_is_told_beside_its_field(desk, client, name, content, code):
    answer = send(client, desk, SimpleUploadedFile(name, content))

    assert answer.status_code == 422
    assert code in answer.content.decode()


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_with_its_signs_and_marks(desk, client, between, encoding):
    rows = ["Ngày nhận", "Loại đơn", "Nội dung"], ["10/03/2025", "Phản ánh", '"Ngập; ""sâu"", lâu"']
    text = "\r\n".join(between.join(row) for row in rows)

    shown = send(client, desk, SimpleUploadedFile("so.csv", text.encode(encoding)))

    assert shown.status_code == 200
    assert "Ngập; &quot;sâu&quot;, lâu" in shown.content.decode()


def test_empty_form_has_every_column_and_the_words_of_the_lists(desk, client):
    answer = client.get(f"{URL}form/")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.get_sheet_by_index(0).to_python()[0] == list(HEADINGS.values())
    assert ["Khiếu nại", "đã giải quyết xong"] in book.get_sheet_by_index(1).to_python()


def test_every_word_offered_for_a_result_is_understood(desk):
    book = importing.book_of(desk.unit.pk, 2025, desk.actor)

    for key, known in book.outcomes.items():
        assert set(known.values()) == set(importing.endings(key))
        assert set(book.closed[key]) <= set(known.values())
        assert kinds.get(key).initial in known.values()
    assert COMPLAINT in book.kinds.values()


def test_many_rows_take_few_statements(desk, client):
    rows = [ENDED | {"number": str(at)} for at in range(300)]

    with CaptureQueriesContext(connection) as found:
        bring(client, desk, *rows)

    assert Case.objects.count() == 300
    assert len(found) < 150


def test_who_brought_it_in_is_told(desk, client):
    bring(client, desk, ENDED)

    made = Batch.objects.get(action=importing.ACTION)
    assert made.made_by in client.get(URL).content.decode()
