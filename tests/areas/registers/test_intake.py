"""Last year's register as a spreadsheet: checked, shown, then written whole."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danvan.kernel.correspondence.models import Number
from tests.factories.documents import register_of

pytestmark = pytest.mark.django_db
HEAD = ("Số", "Ký hiệu", "Ngày văn bản", "Loại văn bản", "Trích yếu", "Nơi nhận", "Người ký")
GOOD = [
    ("1", "BC-UBND", "05/01/2021", "Báo cáo", "Báo cáo tháng", "Cấp trên", "Chủ tịch"),
    ("2", "BC-UBND", "06/01/2021", "Báo cáo", "Báo cáo quý", "Cấp trên", "Chủ tịch"),
]
TICKET = re.compile(r'name="ticket" value="([^"]+)"')


def sheet(rows, name="so.xlsx") -> SimpleUploadedFile:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for at, row in enumerate((HEAD, *rows)):
            page.write_row(at, 0, row)
    return SimpleUploadedFile(name, content.getvalue())


def send(client, register, file, year=2021):
    url = reverse("documents-import", args=[register.pk])
    return client.post(url, {"year": year, "file": file})


def test_a_register_is_shown_first_and_written_when_asked(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])

    shown = send(client, register, sheet(GOOD))
    before = Number.objects.count()
    ticket = TICKET.search(shown.content.decode())[1]
    url = reverse("documents-import-write", args=[register.pk])
    written = client.post(url, {"ticket": ticket})

    assert (shown.status_code, before, written.status_code) == (200, 0, 302)
    assert list(Number.objects.order_by("value").values_list("value", "summary")) == [
        (1, "Báo cáo tháng"),
        (2, "Báo cáo quý"),
    ]


def test_what_is_wrong_is_told_with_its_row(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    wrong = ("2", "BC-UBND", "31/02/2021", "Báo cáo", "Báo cáo quý", "", "")

    shown = send(client, register_of(tree["board"]), sheet([GOOD[0], wrong]))

    assert shown.status_code == 422
    assert "dòng 3: Cột “Ngày văn bản”" in shown.content.decode()


def test_a_ticket_is_only_for_its_register_and_person(tree, strangers, clerk_at):
    _actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    _stranger, stranger = clerk_at(strangers, "board")
    ticket = TICKET.search(send(client, register, sheet(GOOD)).content.decode())[1]
    theirs = register_of(strangers["board"])

    answers = [
        stranger.post(reverse("documents-import-write", args=[one.pk]), {"ticket": ticket})
        for one in (register, theirs)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Number.objects.exists()


def test_a_spreadsheet_with_errors_is_answered_as_wrong(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")

    answer = send(client, register_of(tree["board"]), sheet([("x", *GOOD[0][1:])]))

    assert answer.status_code == 422


@pytest.mark.parametrize("ticket", ["", "bia-dat:abc"])
def test_a_forged_ticket_writes_nothing(tree, clerk_at, ticket):
    _actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    url = reverse("documents-import-write", args=[register.pk])

    answer = client.post(url, {"ticket": ticket}, follow=True)

    told = " ".join(str(one) for one in answer.context["messages"])
    assert "REG-65" in told
    assert "quá" not in told
    assert not Number.objects.exists()


def test_a_number_that_stands_twice_stops_the_whole(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")

    shown = send(client, register_of(tree["board"]), sheet([GOOD[0], GOOD[0]]))

    page = shown.content.decode()
    assert "Phải sửa" in page
    assert not TICKET.search(page)


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("so.xlsx", b"PK\x03\x04 hong"),
        SimpleUploadedFile("so.txt", "Số".encode()),
    ],
)
def test_what_is_no_spreadsheet_is_refused(tree, clerk_at, file):
    _actor, client = clerk_at(tree, "board")
    file.seek(0)

    assert send(client, register_of(tree["board"]), file).status_code == 422


def test_the_empty_form_has_the_headings(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    url = reverse("documents-import-form", args=[register_of(tree["board"]).pk])

    answer = client.get(url)

    assert answer.status_code == 200
    assert "spreadsheetml" in answer["Content-Type"]


def imported(client, register):
    ticket = TICKET.search(send(client, register, sheet(GOOD)).content.decode())[1]
    client.post(reverse("documents-import-write", args=[register.pk]), {"ticket": ticket})
    return register.imports.get()


def test_an_import_is_taken_back_while_nothing_of_it_was_used(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    batch = imported(client, register)
    page = client.get(reverse("documents-register", args=[register.pk])).content.decode()
    url = reverse("documents-import-undo", args=[register.pk, batch.pk])

    empty = client.post(url, {"why": ""})
    answer = client.post(url, {"why": "Nhầm sổ"})

    assert url in page
    assert (empty.status_code, answer.status_code) == (422, 302)
    assert not Number.objects.exists()
    assert client.get(url).status_code == 404


def test_an_import_of_others_is_not_taken_back(tree, strangers, clerk_at):
    _actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    batch = imported(client, register)
    _stranger, stranger = clerk_at(strangers, "board")
    url = reverse("documents-import-undo", args=[register.pk, batch.pk])

    assert stranger.post(url, {"why": "Nhầm"}).status_code == 404
    assert Number.objects.count() == 2


def test_every_bad_row_is_told_with_its_column(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    rows = [
        ("abc", "BC-UBND", "05/01/2021", "Báo cáo", "Một", "", ""),
        ("2", "BC-UBND", "32/13/2021", "Báo cáo", "Hai", "", ""),
        ("3", "BC-UBND", "06/01/2019", "Báo cáo", "", "", ""),
        ("4", "BC-UBND", "06/01/2021", "Báo cáo", "=1+1", "", ""),
    ]

    page = send(client, register_of(tree["board"]), sheet(rows)).content.decode()

    assert all(code in page for code in ("REG-51", "REG-52", "REG-53", "REG-54", "REG-56"))
    assert not TICKET.search(page)
