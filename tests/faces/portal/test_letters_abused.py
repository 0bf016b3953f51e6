"""What is sent in bad faith or by accident: a clear sentence, nothing lost or half-written."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from danvan.faces.portal import uploads
from danvan.kernel.files.models import StoredFile
from danvan.kernel.letterbox import following
from danvan.kernel.letterbox.models import Enclosure, Letter
from danvan.kernel.letterbox.taking import take_waiting
from tests.factories.letters import LETTER, letter_of, open_desk, send, slip_in, ticket_in

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n...."
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def own_store(tmp_path, settings):
    settings.FILE_STORE = tmp_path


@pytest.fixture
def desk():
    return open_desk()


def post(desk, visitor=None, **changed):
    visitor = visitor or Client()
    path = f"/portal/send/{desk.unit.pk}/"
    ticket = ticket_in(visitor.get(path).content.decode())
    return visitor.post(path, {**LETTER, "ticket": ticket, **changed})


def picture(name="anh.png", content=PNG):
    return SimpleUploadedFile(name, content)


def bomb():
    """Return a small package that unpacks to more than anybody stores."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(201 * 1024 * 1024))
    return packed.getvalue()


def test_flood_from_one_address_ends_with_the_words_kept(desk, settings):
    settings.LETTERS_FROM_ADDRESS = 3

    answers = [post(desk) for _letter in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "LET-02" in answers[3].content.decode()
    assert "Cống tắc đã ba tháng." in answers[3].content.decode()
    assert int(answers[3].headers["Retry-After"]) > 0
    assert Letter.objects.count() == 3


def test_flood_of_one_address_hinders_no_other(desk, settings):
    settings.LETTERS_FROM_ADDRESS = 1
    post(desk)

    assert post(desk).status_code == 429
    assert post(desk, Client(REMOTE_ADDR="192.0.2.7")).status_code == 200


def test_one_network_of_long_addresses_counts_as_one(desk, settings):
    settings.LETTERS_FROM_ADDRESS = 1
    near, same, other = ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1")

    codes = [post(desk, Client(REMOTE_ADDR=one)).status_code for one in (near, same, other)]

    assert codes == [200, 429, 200]


def test_form_sent_twice_shows_its_receipt_even_in_a_flood(desk, settings):
    settings.LETTERS_FROM_ADDRESS = 1
    path = f"/portal/send/{desk.unit.pk}/"
    told = {**LETTER, "ticket": ticket_in(Client().get(path).content.decode())}

    pages = [Client().post(path, told) for _press in range(3)]

    assert [page.status_code for page in pages] == [200] * 3
    assert len({slip_in(page.content.decode()) for page in pages}) == 1


def test_address_is_not_kept_as_it_is_written(desk):
    post(desk, Client(REMOTE_ADDR="192.0.2.7"))

    origin = Letter.objects.get().origin
    assert len(origin) == 32
    assert "192" not in origin.split(".")


def test_scripts_in_every_field_are_shown_as_words(desk):
    fields = dict.fromkeys(("title", "text", "name", "address", "writer"), SCRIPT)

    kept = send(desk, **fields)
    refused = post(desk, **fields, kind="")
    take_waiting()
    officer = Client()
    officer.force_login(desk.user)
    sheet = officer.get(f"/cases/{letter_of(kept).case.slug}/").content.decode()

    for page in (kept.page, refused.content.decode(), sheet):
        assert SCRIPT not in page
    assert "&lt;script&gt;" in sheet


def test_hundred_thousand_characters_are_refused_and_stay_in_the_form(desk):
    long = "đường ngập " * 9_100

    answer = post(desk, text=long)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "FORM-05" in page
    assert page.count("đường ngập ") >= 9_000
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("virus.exe", b"MZ", "FILE-03"),
        ("anh.png", b"MZ no picture", "FILE-04"),
        ("don.pdf", b"<html>", "FILE-04"),
        ("trong.txt", b"", "FILE-01"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused_and_the_words_stay(desk, name, content, code):
    answer = post(desk, files=picture(name, content))

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert "Cống tắc đã ba tháng." in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_zip_bomb_is_refused_without_being_unpacked(desk):
    answer = post(desk, files=picture("don.docx", bomb()))

    assert answer.status_code == 422
    assert "FILE-04" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_upload_beyond_the_limit_is_dropped_on_the_way_and_the_words_stay(desk, settings):
    settings.FILE_LIMIT = 1000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = post(desk, files=[picture(content=PNG + b"x" * 5000), picture("nho.png")])

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "FILE-02" in page
    assert "Cống tắc đã ba tháng." in page
    assert [one.file.name for one in Enclosure.objects.all()] == ["nho.png"]


def test_line_that_breaks_in_an_upload_leaves_nothing_and_the_form_can_be_sent_again(desk):
    path, visitor = f"/portal/send/{desk.unit.pk}/", Client()
    ticket = ticket_in(visitor.get(path).content.decode())
    told = {**LETTER, "ticket": ticket, "files": picture(content=PNG + b"x" * 2000)}
    told["whole"] = told.pop("whole")
    body = encode_multipart(BOUNDARY, told)

    broken = visitor.generic("POST", path, body[:-1500], content_type=MULTIPART_CONTENT)
    left = (Letter.objects.count(), StoredFile.objects.count())
    again = visitor.generic("POST", path, body, content_type=MULTIPART_CONTENT)

    assert (broken.status_code, left) == (422, (0, 0))
    assert again.status_code == 200
    assert Enclosure.objects.get().file.size == 2012


def test_request_longer_than_anything_is_not_read(desk, monkeypatch):
    monkeypatch.setattr(uploads, "LONGEST_BODY", 1000)

    answer = post(desk, files=picture(content=PNG + b"x" * 5000))

    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()
    assert not Letter.objects.exists()


def test_good_file_stays_while_the_rest_is_mended_and_goes_with_the_letter(desk):
    path, visitor = f"/portal/send/{desk.unit.pk}/", Client()
    ticket = ticket_in(visitor.get(path).content.decode())

    first = visitor.post(path, {**LETTER, "text": "", "ticket": ticket, "files": picture()})
    second = visitor.post(path, {**LETTER, "ticket": ticket})
    take_waiting()

    assert first.status_code == 422
    assert "anh.png" in first.content.decode()
    assert second.status_code == 200
    assert Letter.objects.get().case.enclosures.get().file.name == "anh.png"


def test_no_more_files_than_said(desk):
    answer = post(desk, files=[picture(f"{number}.png") for number in range(7)])

    assert answer.status_code == 422
    assert "LET-12" in answer.content.decode()
    assert Enclosure.objects.count() == 5


def test_marks_of_state_secrets_are_refused_and_nothing_is_kept(desk):
    in_words = post(desk, text="TỐI MẬT\nNội dung")
    in_file = post(desk, files=picture("cv.txt", "UBND XÃ MẪU\nMẬT\nSố 1".encode()))

    for answer in (in_words, in_file):
        assert answer.status_code == 422
        assert "LET-03" in answer.content.decode()
    assert not Letter.objects.exists()
    assert not StoredFile.objects.exists()


def test_signs_that_turn_the_reading_are_refused(desk):
    assert post(desk, title="Đường \u202engập").status_code == 422


@pytest.mark.parametrize("kind", ["petitions.voters", "duties.card", "", "x" * 500])
def test_kind_that_is_not_offered_is_refused(desk, kind):
    assert post(desk, kind=kind).status_code == 422
    assert not Letter.objects.exists()


def test_form_with_files_sent_again_shows_its_receipt_and_doubles_no_file(desk):
    path = f"/portal/send/{desk.unit.pk}/"
    ticket = ticket_in(Client().get(path).content.decode())
    pages = []

    for is_taken in (False, True, True):
        files = [picture(f"{number}.png", PNG + bytes([number])) for number in range(3)]
        answer = Client().post(path, {**LETTER, "ticket": ticket, "files": files})
        pages.append((answer.status_code, answer.content.decode()))
        if is_taken:
            take_waiting()

    assert [status for status, _page in pages] == [200] * 3
    assert len({slip_in(page) for _status, page in pages}) == 1
    kept = Enclosure.objects.order_by("file__name").values_list("file__name", "case")
    case = Letter.objects.get().case_id
    assert list(kept) == [(f"{number}.png", case) for number in range(3)]


def test_file_chosen_anew_for_a_mended_form_is_kept_once(desk):
    path = f"/portal/send/{desk.unit.pk}/"
    ticket = ticket_in(Client().get(path).content.decode())

    answers = [
        Client().post(path, {**LETTER, "text": text, "ticket": ticket, "files": picture()})
        for text in ("", "", "", "", "", "Cống tắc.")
    ]

    assert [answer.status_code for answer in answers] == [422] * 5 + [200]
    assert Enclosure.objects.get().file == StoredFile.objects.get()


def test_form_replaced_by_a_new_receipt_takes_no_file(desk):
    path = f"/portal/send/{desk.unit.pk}/"
    told = {**LETTER, "ticket": ticket_in(Client().get(path).content.decode())}
    Client().post(path, told)
    take_waiting()
    following.replace_receipt(Letter.objects.get().case, "mất giấy", desk.actor)

    answer = Client().post(path, {**told, "files": picture()})

    assert answer.status_code == 422
    assert "LET-05" in answer.content.decode()
    assert not Enclosure.objects.exists()


def test_length_that_is_no_number_a_machine_reads_is_too_long(desk):
    answer = Client().post(f"/portal/send/{desk.unit.pk}/", LETTER, CONTENT_LENGTH="9" * 5000)

    assert answer.status_code == 413
