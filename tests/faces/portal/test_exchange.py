"""Answering petitioners: read and written by the handlers of the case and by nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.models import Case, Event
from danvan.kernel.letterbox import following
from danvan.kernel.letterbox.models import Enclosure, Letter, Message
from danvan.kernel.letterbox.receipts import find
from danvan.kernel.letterbox.taking import take_waiting
from tests.factories.desks import Desk, add_clerk, make_desk
from tests.factories.letters import FEEDBACK, letter_of, open_desk, send, slip_in

pytestmark = pytest.mark.django_db
PAPER = {
    "kind": FEEDBACK,
    "title": "Đèn hỏng",
    "text": "Đèn đường hỏng.",
    "channel": "letter",
    "received_on": "14/04/2026",
}


@pytest.fixture(autouse=True)
def own_store(tmp_path, settings):
    settings.FILE_STORE = tmp_path


@pytest.fixture
def desk(db):
    return open_desk()


@pytest.fixture
def sent(desk):
    found = send(desk)
    take_waiting()
    return found


def signed_in(desk):
    client = Client()
    client.force_login(desk.user)
    return client


def path_of(sent):
    return f"/portal/desk/case/{letter_of(sent).case.slug}/"


def test_sheet_leads_to_the_exchange_and_counts_what_is_new(desk, sent):
    case = letter_of(sent).case
    following.write(case, "Bao giờ sửa?", form="one")

    sheet = signed_in(desk).get(f"/cases/{case.slug}/").content.decode()

    assert path_of(sent) in sheet
    assert "1 tin mới" in sheet


def test_handler_answers_once_and_the_petitioner_reads_unit_not_name(desk, sent):
    case = letter_of(sent).case
    following.write(case, "Bao giờ sửa?", form="one")
    officer = Client(enforce_csrf_checks=True)
    officer.force_login(desk.user)
    page = officer.get(path_of(sent)).content.decode()
    names = ("once", "whole", "csrfmiddlewaretoken")
    hidden = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in names}

    for _press in range(2):
        answer = officer.post(path_of(sent), {"text": "Tuần tới.", **hidden})
        assert answer.status_code == 302

    told = {"code": sent.slip.code, "pin": sent.slip.pin}
    page = Client().post("/portal/track/", told).content.decode()
    assert Message.objects.filter(is_from_petitioner=False).count() == 1
    assert "Tuần tới." in page
    assert desk.actor.label not in page
    assert following.unread([case.pk]) == {}


def test_foreign_officer_and_reader_find_nothing(desk, sent):
    reader = Desk(desk.root, desk.unit, add_clerk(desk.unit, roles=("reader",)))
    path = path_of(sent)

    for other in (make_desk(), reader):
        client = signed_in(other)
        assert client.get(path).status_code == 404
        assert client.post(path, {"text": "x"}).status_code == 404
        assert client.post(f"{path}receipt/", {"reason": "x"}).status_code == 404
        assert client.post(f"{path}seen/").status_code == 404
    assert not Message.objects.exists()


def test_message_tells_the_handling_unit(sent):
    following.write(letter_of(sent).case, "Thêm", form="one")

    assert Event.objects.filter(name="letterbox.message.receive").count() == 1


def test_reading_marks_nothing_and_a_press_does(desk, sent):
    case = letter_of(sent).case
    following.write(case, "Thêm", form="one")
    officer = signed_in(desk)

    officer.get(path_of(sent))
    before = following.unread([case.pk])
    officer.post(f"{path_of(sent)}seen/")

    assert before == {case.pk: 1}
    assert following.unread([case.pk]) == {}


def test_lost_receipt_is_replaced_with_a_reason_and_written_down(desk, sent):
    officer = signed_in(desk)

    without = officer.post(f"{path_of(sent)}receipt/", {"reason": " "})
    page = officer.post(f"{path_of(sent)}receipt/", {"reason": "Mất giấy, đã đối chiếu"})

    slip = slip_in(page.content.decode())
    assert without.status_code == 422
    assert find(sent.slip.code, sent.slip.pin) is None
    assert find(slip.code, slip.pin) == Letter.objects.get(case__isnull=False)
    entry = Entry.objects.get(action="letterbox.receipt.replace")
    assert entry.actor == desk.actor.label
    assert slip.pin not in str(entry.details)
    assert "đối chiếu" not in str(entry.details)


def test_file_of_a_message_is_given_to_the_handler_only(desk, sent):
    visitor = Client()
    told = {"code": sent.slip.code, "pin": sent.slip.pin}
    page = visitor.post("/portal/track/", told).content.decode()
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]+)"', page)[1]
        for name in ("pass", "once", "whole")
    }
    upload = SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n....")

    visitor.post("/portal/track/", {**hidden, "act": "message", "text": "Ảnh", "files": upload})

    case = letter_of(sent).case
    path = f"{path_of(sent)}file/{case.enclosures.get().pk}/"
    given = signed_in(desk).get(path)
    assert given.content.startswith(b"\x89PNG")
    assert "attachment" in given.headers["Content-Disposition"]
    assert signed_in(make_desk()).get(path).status_code == 404


def test_petitioner_gets_a_file_of_the_own_matter_and_of_no_other(desk, sent):
    other = send(desk)
    take_waiting()
    officer = signed_in(desk)
    upload = SimpleUploadedFile("tra-loi.txt", "Kết quả".encode())
    officer.post(path_of(sent), {"text": "Gửi kèm.", "once": "two", "files": upload, "whole": "1"})
    enclosure = letter_of(sent).case.enclosures.get()

    answers = []
    for each in (sent, other):
        told = {"code": each.slip.code, "pin": each.slip.pin}
        page = Client().post("/portal/track/", told).content.decode()
        passed = re.search(r'name="pass" value="([^"]+)"', page)[1]
        asked = {"pass": passed, "file": enclosure.pk}
        answers.append(Client().post("/portal/track/file/", asked).status_code)

    assert answers == [200, 404]


def test_paper_is_typed_in_and_has_its_receipt_at_once(desk):
    page = signed_in(desk).post(f"/portal/desk/{desk.unit.pk}/entry/", PAPER)

    case = Case.objects.get()
    slip = slip_in(page.content.decode())
    assert find(slip.code, slip.pin).case == case
    assert (case.petition.channel, f"{case.opened_on:%d/%m/%Y}") == ("letter", "14/04/2026")
    assert find(slip.code, slip.pin).promised_on == case.due_on


def test_paper_of_a_day_to_come_and_of_a_foreign_unit_leaves_nothing(desk):
    tomorrow = desk.actor.today + timedelta(days=1)
    officer = signed_in(desk)

    late = officer.post(
        f"/portal/desk/{desk.unit.pk}/entry/", {**PAPER, "received_on": f"{tomorrow:%d/%m/%Y}"}
    )
    foreign = officer.post(f"/portal/desk/{make_desk().unit.pk}/entry/", PAPER)

    assert (late.status_code, foreign.status_code) == (422, 404)
    assert not Letter.objects.exists()


def test_answer_with_a_file_sent_again_leaves_no_second_file(desk, sent):
    client = signed_in(desk)
    page = client.get(path_of(sent)).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]

    for _press in range(2):
        files = [SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n....")]
        told = {"text": "Đã sửa.", "once": once, "whole": "1", "files": files}
        assert client.post(path_of(sent), told).status_code == 302

    assert Enclosure.objects.get().message == Message.objects.get()
