"""Each notice is a sentence in the language that is active."""

from __future__ import annotations

import pytest
from django.utils import translation

from danvan.kernel.notices import wording
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.wording import words_of
from danvan.law.duties import Words


@pytest.mark.parametrize(
    ("key", "fields", "words"),
    [
        ("duties.due_soon", {"due_on": "2026-04-15"}, "Sắp đến hạn"),
        ("duties.opened", {"count": 7}, "Kế hoạch vừa mở 7 việc cho đơn vị"),
        (
            "duties.escalated",
            {"days": 9},
            "Đơn vị cấp dưới quá hạn 9 ngày mà chưa ghi là xong",
        ),
        ("duties.occurrence.complete", {}, "Ghi đã làm xong"),
        ("duties.occurrence.unheard", {}, "duties.occurrence.unheard"),
        ("tests.unheard", {}, "tests.unheard"),
    ],
)
def test_notice_has_its_sentence(key, fields, words):
    assert words_of(Notice(key=key, fields=fields)) == words


def test_sentence_speaks_the_language_asked_for():
    with translation.override("en"):
        assert words_of(Notice(key="duties.due_soon")) == "Due soon"


def test_pack_may_say_it_otherwise_with_days_as_people_write_them(monkeypatch):
    said = {"NOTICE.duties.due_soon": Words("Đến {due_on}, kể từ {since_on}", "By {due_on}")}
    monkeypatch.setattr(wording, "sentences", lambda _folder: said)
    monkeypatch.setattr("danvan.law.messages.sentences", lambda _folder: said)
    fields = {"due_on": "2026-04-15", "since_on": "đầu quý"}

    assert words_of(Notice(key="duties.due_soon", fields=fields)) == "Đến 15/04/2026, kể từ đầu quý"
