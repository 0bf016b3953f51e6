"""Envelopes that are broken, hostile or marked secret: a clear sentence, and nothing is kept."""

from __future__ import annotations

import pytest

from danvan.areas.exchange.intake import safe_name
from danvan.areas.exchange.models import Envelope
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import Incoming
from danvan.kernel.files.models import StoredFile
from tests.areas.exchange.conftest import THERE
from tests.areas.exchange.test_views import take

pytestmark = pytest.mark.django_db
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<edXMLEnvelope xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">&b;</edXMLEnvelope>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""
)
DEEP = b"<x>" * 60 + b"</x>" * 60


def with_name(sent: bytes, name: str) -> bytes:
    return sent.replace(b"01-BC-UBND.pdf", name.encode(), 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"khong phai xml", "EDXML-01"),
        (b"<a><b></a>", "EDXML-01"),
        (BOMB, "EDXML-03"),
        (OUTSIDE, "EDXML-03"),
        (DEEP, "EDXML-04"),
        (b"<html/>", "EDXML-05"),
    ],
)
def test_what_is_no_envelope_is_told(there, upload, content, code):
    answer = upload(there.client, content)

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<edXML:Subject>", b"<edXML:Subject>" + b"x" * 501, "EDXML-07"),
        (b"<edXML:OrganId>" + THERE.encode() + b"</edXML:OrganId>", b"", "EDXML-06"),
        (b"application/pdf", b"image/png", "EDXML-11"),
        (b"01-BC-UBND.pdf", b"../../etc/passwd", "EDXML-08"),
        (b"<edXML:CodeNumber>01<", b"<edXML:CodeNumber>0" + b"1" * 20 + b"<", "EDXML-07"),
    ],
)
def test_what_breaks_the_schema_is_told(there, sent, upload, old, new, code):
    before = StoredFile.objects.count()

    answer = upload(there.client, sent.replace(old, new, 1))

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert StoredFile.objects.count() == before


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_marked_subject_is_refused(there, sent, upload, mark):
    before = StoredFile.objects.count()
    marked = sent.replace("Mời phối hợp".encode(), mark.encode(), 1)

    answer = upload(there.client, marked)

    assert answer.status_code == 422
    assert "DOC-01" in answer.content.decode()
    assert StoredFile.objects.count() == before
    assert not Incoming.objects.exists()


def test_a_marked_attachment_is_refused(there, sent, upload, monkeypatch):
    monkeypatch.setattr(
        "danvan.kernel.correspondence.uploads.read_file",
        lambda _content, _name: type("Pages", (), {"texts": ["ỦY BAN\nTỐI MẬT\nNội dung"]})(),
    )
    before = StoredFile.objects.count()

    answer = upload(there.client, sent)

    assert answer.status_code == 422
    assert "DOC-01" in answer.content.decode()
    assert StoredFile.objects.count() == before


def test_a_file_whose_name_says_something_else_is_refused(there, sent, upload):
    before = StoredFile.objects.count()

    answer = upload(there.client, with_name(sent, "chay.exe"))

    assert answer.status_code == 422
    assert StoredFile.objects.count() == before
    assert not Envelope.objects.filter(direction="in").exists()


def test_a_name_that_turns_is_laid_bare(there, sent, upload):
    page = upload(there.client, with_name(sent, "bao-cao\u202efdp.pdf")).content.decode()

    assert "bao-caofdp.pdf" in page
    assert "\u202e" not in page


def test_a_file_that_is_too_large_is_not_read(there, upload, monkeypatch):
    monkeypatch.setattr(
        "danvan.areas.exchange.intake.settings", lambda _folder: {"bounds": {"megabytes": 0}}
    )

    answer = upload(there.client, b"<x/>")

    assert answer.status_code == 422
    assert "EDXML-02" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.pdf", "a.pdf"),
        ("...a.pdf", "a.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("Báo cáo quý I.pdf", "Báo cáo quý I.pdf"),
    ],
)
def test_names_of_files_are_made_safe(name, safe):
    assert safe_name(name) == safe


def test_nothing_is_left_where_the_register_gives_no_number(there, sent, upload, monkeypatch):
    shown = upload(there.client, sent)

    def broken(*_args, **_options):
        raise Refused("REG-02")

    monkeypatch.setattr("danvan.areas.exchange.intake.perform", broken)
    answer = take(there, shown)

    assert answer.status_code == 422
    assert "REG-02" in answer.content.decode()
    assert not Incoming.objects.exists()
    assert not Envelope.objects.filter(direction="in").exists()


def test_of_two_clerks_at_once_one_registers(there, sent, upload, monkeypatch):
    shown = upload(there.client, sent)
    take(there, shown)
    monkeypatch.setattr("danvan.areas.exchange.queries.arrived", lambda *_args: None)

    late = take(there, shown)

    assert late.status_code == 422
    assert "EXCH-04" in late.content.decode()
    assert Incoming.objects.count() == 1
