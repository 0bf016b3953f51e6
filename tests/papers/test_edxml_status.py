"""What a receiver tells of an envelope, as XML and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.papers.edxml import EnvelopeError, Organ
from danvan.papers.edxml_status import Status, is_status, read_status, write_status

STATUS = Status(
    sender=Organ("000.00.02.H56", "Đảng ủy xã Mẫu <&>"),
    organ="000.00.01.H56",
    document="000.00.01.H56,2026/06/05,05/BC-UBND",
    told="refused",
    code="05/BC-UBND",
    dated=date(2026, 6, 5),
    words="Không thuộc thẩm quyền",
    moment="2026/06/06 08:00:00",
)


@pytest.mark.parametrize("told", ["arrived", "refused", "taken"])
def test_a_status_comes_back_as_it_went(told):
    status = replace(STATUS, told=told)

    assert read_status(write_status(status)) == status


def test_a_status_is_told_from_an_envelope():
    assert is_status(write_status(STATUS))
    assert not is_status(
        b"<edXMLEnvelope><MessageHeader>StatusCode</MessageHeader></edXMLEnvelope>"
    )


def test_a_code_of_others_is_read_as_unknown():
    content = write_status(STATUS).replace(b">02<", b">13<")

    assert read_status(content).told == ""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b">02<", b">abc<", "EDXML-08"),
        (b"2026/06/05</", b"2026/13/45</", "EDXML-08"),
        (b"<edXML:OrganId>000.00.02.H56</edXML:OrganId>", b"", "EDXML-06"),
        (b"<?xml", b"<!DOCTYPE x><?xml", "EDXML-03"),
        (b"</edXML:Status>", b"", "EDXML-01"),
    ],
)
def test_what_is_no_status_is_told(old, new, code):
    with pytest.raises(EnvelopeError) as refused:
        read_status(write_status(STATUS).replace(old, new, 1))

    assert refused.value.code == code


def test_signs_that_xml_cannot_write_are_refused():
    with pytest.raises(EnvelopeError, match="EDXML-08"):
        write_status(replace(STATUS, words="a\x00b"))
