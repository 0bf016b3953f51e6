"""What is refused on the way back from XML."""

from __future__ import annotations

import pytest

from danvan.law.akoma import as_akoma
from danvan.law.akoma_reading import contract_of
from danvan.law.errors import ReadError
from danvan.law.proposing import whole_contract
from danvan.law.text import read_document

TEXT = "QUY CHẾ\nĐiều 1. Việc chung\n1. Tổ trưởng gửi danh sách cho thôn."
SOURCE = {"name": "a.txt", "sha256": "0", "encoding": "utf-8", "pages": 1}
BOMB = (
    '<!DOCTYPE a [<!ENTITY b "0123456789"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd">'


def written():
    return as_akoma(whole_contract(read_document(TEXT), SOURCE))


def refused(content):
    with pytest.raises(ReadError) as told:
        contract_of(content, "a.xml")
    return told.value.code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml at all",
        b"<a><b></a>",
        b"\x00\xff\xfe",
        f"{BOMB}<a>&d;</a>".encode(),
        f"{OUTSIDE}<a/>".encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{OUTSIDE}<a/>'.encode("utf-16"),
        b"<a>" * 1000 + b"</a>" * 1000,
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
    ],
    ids=["empty", "words", "broken", "bytes", "bomb", "outside", "wide", "deep", "encoding"],
)
def test_what_is_no_plain_xml_is_refused(content):
    assert refused(content) == "READ-16"


def test_declarations_are_refused_in_our_own_files_too():
    head, _break, rest = written().partition("\n")

    assert refused(f"{head}\n{BOMB}{rest}".encode()) == "READ-16"


def test_too_large_a_file_is_refused_unread(monkeypatch):
    monkeypatch.setattr("danvan.law.akoma_reading.LARGEST", 10)

    assert refused(written().encode()) == "READ-16"


def test_xml_of_others_is_refused():
    assert refused(b"<akomaNtoso/>") == "READ-17"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("danh sách", "bản kê"),
        ('"schema":1', '"other":1'),
        ('"schema":1', "not json"),
        ("danvan:lines=", "danvan:other="),
        ('danvan:lines="2-', 'danvan:lines="x-'),
        ("danvan:part=", "danvan:other="),
    ],
)
def test_what_was_changed_since_is_refused(old, new):
    text = written()
    assert old in text

    assert refused(text.replace(old, new).encode()) == "READ-18"
