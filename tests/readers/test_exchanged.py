"""Our own XML as a file to read."""

from __future__ import annotations

import pytest

from danvan.law.akoma import as_akoma
from danvan.law.errors import ReadError
from danvan.law.proposing import whole_contract
from danvan.law.text import read_document
from danvan.readers import read_file

TEXT = "QUY CHẾ\nĐiều 1. Việc chung\n1. Tổ trưởng gửi danh sách cho thôn.\n2. Thôn trả lời."


def written():
    source = {"name": "a.txt", "sha256": "0", "encoding": "utf-8", "pages": 1}
    return as_akoma(whole_contract(read_document(TEXT), source))


def test_words_come_back_and_are_read_like_the_file_they_came_from():
    pages = read_file(written().encode(), "a.xml")

    assert pages.texts == (TEXT,)
    assert pages.encoding == "akoma-ntoso"
    assert read_document(pages.texts).nodes == read_document(TEXT).nodes


def test_any_encoding_that_xml_allows_is_read():
    wide = written().replace("UTF-8", "UTF-16").encode("utf-16")

    assert read_file(wide, "a.xml").texts == (TEXT,)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<a/>", "READ-17"),
        ("lời".encode(), "READ-16"),
        (written().replace("Thôn", "Xóm").encode(), "READ-18"),
        (b"%PDF-1.4", "READ-07"),
        (b"PK\x03\x04", "READ-07"),
        (b"", "READ-03"),
    ],
)
def test_any_other_file_is_refused(content, code):
    with pytest.raises(ReadError) as told:
        read_file(content, "a.xml")
    assert told.value.code == code
