"""Following a letter by code and PIN: state, messages, reopening, rating."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danvan.kernel.accounts.codes import spaced
from danvan.kernel.cases.perform import perform
from danvan.kernel.letterbox import following
from danvan.kernel.letterbox.models import Enclosure, Message, Rating
from danvan.kernel.letterbox.taking import take_waiting
from tests.factories.letters import letter_of, open_desk, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def enter(slip, visitor=None, **changed):
    told = {"code": spaced(slip.code), "pin": slip.pin, **changed}
    return (visitor or Client()).post("/portal/track/", told)


def values(page):
    """Return the hidden values of the page's forms."""
    names = ("pass", "once", "whole")
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in names}


def taken(desk, **changed):
    """Send a letter and have it taken."""
    sent = send(desk, **changed)
    take_waiting()
    return sent, letter_of(sent).case


def answered(desk, case):
    data = {"competence": "ours"}
    for act, more in (("classify", data), ("accept", {}), ("answer", {"answer": "Đã sửa cống."})):
        perform(case, act, desk.actor, effective_on=desk.actor.today, data=more, reason="nội bộ")


def test_letter_that_nobody_took_is_told_as_received():
    sent = send(open_desk())

    page = enter(sent.slip).content.decode()

    assert "đang vào sổ" in page
    assert 'name="act"' not in page


def test_state_days_and_next_day_are_told_but_no_handler_and_no_reason():
    desk = open_desk()
    sent, case = taken(desk)
    answered(desk, case)

    page = enter(sent.slip).content.decode()

    assert "Đã trả lời" in page
    assert "Đã sửa cống." in page
    assert desk.actor.label not in page
    assert "nội bộ" not in page
    assert "Phân loại" not in page


@pytest.mark.parametrize("changed", [{"pin": "000000x"}, {"code": "abcde-fghjk-mnpqr"}])
def test_wrong_code_and_wrong_pin_get_the_same_answer(changed):
    sent = send(open_desk())

    answer = enter(sent.slip, **changed)

    assert answer.status_code == 422
    assert "LET-13" in answer.content.decode()


def test_guessing_pins_of_one_code_ends_and_the_right_one_waits_too():
    sent = send(open_desk())

    answers = [enter(sent.slip, pin=f"{number:06d}x1").status_code for number in range(12)]

    assert answers[:10] == [422] * 10
    assert answers[10:] == [429] * 2
    assert enter(sent.slip).status_code == 429
    assert int(enter(sent.slip).headers["Retry-After"]) > 0


def test_right_code_and_pin_may_be_used_often():
    sent = send(open_desk())

    assert {enter(sent.slip).status_code for _visit in range(12)} == {200}


def test_message_is_kept_once_however_often_it_is_sent():
    sent, case = taken(open_desk())
    visitor = Client()
    hidden = values(enter(sent.slip, visitor).content.decode())

    for _press in range(2):
        answer = visitor.post("/portal/track/", {**hidden, "act": "message", "text": "Thêm ảnh"})
        assert "Tin đã gửi" in answer.content.decode()

    assert Message.objects.get().text == "Thêm ảnh"
    assert following.unread([case.pk]) == {case.pk: 1}


def test_pass_that_was_made_up_or_replaced_opens_nothing():
    desk = open_desk()
    sent, case = taken(desk)
    visitor = Client()
    hidden = values(enter(sent.slip, visitor).content.decode())
    following.replace_receipt(case, "mất giấy", desk.actor)

    for passed in (hidden["pass"], "x"):
        answer = visitor.post("/portal/track/", {"pass": passed, "act": "message", "text": "x"})
        assert answer.status_code == 422
    assert not Message.objects.exists()


def test_answered_feedback_may_be_asked_to_be_opened_again_and_rated_once():
    desk = open_desk()
    sent, case = taken(desk)
    answered(desk, case)
    visitor = Client()
    hidden = values(enter(sent.slip, visitor).content.decode())

    asked = visitor.post("/portal/track/", {**hidden, "act": "reopen", "text": "Vẫn ngập"})
    rated = visitor.post("/portal/track/", {**hidden, "act": "rate", "score": "2", "words": "Chậm"})
    again = visitor.post("/portal/track/", {**hidden, "act": "rate", "score": "5"})

    assert "Đề nghị mở lại đã gửi" in asked.content.decode()
    assert Message.objects.get().asks_to_reopen
    assert "Đánh giá đã được ghi" in rated.content.decode()
    assert again.status_code == 422
    assert "LET-11" in again.content.decode()
    assert Rating.objects.get().score == 2


def test_fields_of_the_forms_on_one_page_share_no_id():
    desk = open_desk()
    sent, case = taken(desk)
    answered(desk, case)

    ids = re.findall(r' id="([^"]+)"', enter(sent.slip).content.decode())

    assert sorted(set(ids)) == sorted(ids)


def test_rating_and_reopening_wait_for_the_end():
    sent, _case = taken(open_desk())
    hidden = values(enter(sent.slip).content.decode())

    for act, code in (("rate", "LET-10"), ("reopen", "LET-07")):
        told = {**hidden, "act": act, "text": "x", "score": "1"}
        answer = Client().post("/portal/track/", told)
        assert answer.status_code == 422
        assert code in answer.content.decode()


def test_empty_message_says_so_and_nothing_is_kept():
    sent, _case = taken(open_desk())
    hidden = values(enter(sent.slip).content.decode())

    answer = Client().post("/portal/track/", {**hidden, "act": "message", "text": " "})

    assert answer.status_code == 422
    assert "FORM-01" in answer.content.decode()
    assert not Message.objects.exists()


def test_message_with_a_file_sent_again_leaves_no_second_file(tmp_path, settings):
    settings.FILE_STORE = tmp_path
    sent, case = taken(open_desk())
    hidden = values(enter(sent.slip).content.decode())

    for _press in range(7):
        files = [SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n....")]
        told = {**hidden, "act": "message", "text": "Thêm ảnh", "files": files}
        answer = Client().post("/portal/track/", told)
        assert (answer.status_code, "Tin đã gửi" in answer.content.decode()) == (200, True)

    found = Enclosure.objects.get()
    assert (found.case, found.message) == (case, Message.objects.get())


def test_last_message_that_may_be_written_is_told_as_sent_when_it_comes_again(monkeypatch):
    monkeypatch.setattr(following, "MOST_MESSAGES", 1)
    _sent, case = taken(open_desk())

    assert following.write(case, "Thêm ảnh", form="one") is True
    assert following.write(case, "Thêm ảnh", form="one") is False


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "9" * 5000, "٣", "x", ""])
def test_file_of_a_number_that_none_has_is_not_found(number):
    sent, _case = taken(open_desk())
    hidden = values(enter(sent.slip).content.decode())

    answer = Client().post("/portal/track/file/", {**hidden, "file": number})

    assert answer.status_code == 404


def test_whose_letter_it_is_about_is_told_by_its_kind_and_title():
    waiting = send(open_desk())
    before = enter(waiting.slip).content.decode()
    take_waiting()
    after = enter(waiting.slip).content.decode()

    assert "Phản ánh" in before
    assert "Đường ngập" in after
