from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.papers.edxml import (
    Answered,
    Attachment,
    Envelope,
    EnvelopeError,
    Organ,
    Trace,
    read,
    write,
)

SENDER = Organ("000.00.01.H56", "Ủy ban nhân dân xã Mẫu", email="xa@example.org")
RECEIVERS = (Organ("000.00.02.H56", "Đảng ủy xã Mẫu"), Organ("000.00.03.H56", "Mặt trận xã Mẫu"))
PDF = Attachment("1", "Báo cáo quý I.pdf", "application/pdf", b"%PDF-1.7\nx")
ENVELOPE = Envelope(
    sender=SENDER,
    receivers=RECEIVERS,
    number="05",
    notation="BC-UBND",
    dated=date(2026, 6, 5),
    subject="Báo cáo công tác dân vận quý I năm 2026 <&>",
    type_name="Báo cáo",
    signer="Chủ tịch xã Mẫu",
    place="Mẫu",
    type_code="2",
    type_detail="Định kỳ",
    content="Tóm tắt",
    competence="TM. Ủy ban nhân dân",
    position="Chủ tịch",
    due=date(2026, 6, 20),
    places=("Như trên", "Lưu: VT"),
    priority="1",
    sphere="Dân vận",
    typist="VP",
    amount="3",
    pages="12",
    appendixes=("Biểu 1",),
    answers=(Answered("000.00.02.H56", "7-CV/ĐU", date(2026, 5, 1), "x"),),
    steering="1",
    document="000.00.01.H56,2026/06/05,05/BC-UBND",
    traces=(Trace("000.00.01.H56", "2026/06/05 08:00:00"),),
    attachments=(PDF,),
)


def _code(content: bytes) -> tuple[str, dict]:
    with pytest.raises(EnvelopeError) as refused:
        read(content)
    return refused.value.code, refused.value.fields


def _without(name: str) -> bytes:
    """Return an envelope without an element, whatever stands in it."""
    text = write(ENVELOPE).decode()
    before, rest = text.split(f"<edXML:{name}>", 1)
    return (before + rest.split(f"</edXML:{name}>", 1)[1]).encode()


def _with(old: str, new: str) -> bytes:
    text = write(ENVELOPE).decode()
    assert old in text
    return text.replace(old, new, 1).encode()


def test_what_is_written_is_read_again():
    assert read(write(ENVELOPE)) == ENVELOPE


def test_the_identity_of_a_document_is_made_of_its_fields():
    written = read(write(replace(ENVELOPE, document="")))

    assert written.document == "000.00.01.H56,2026/06/05,05/BC-UBND"


def test_the_namespace_is_that_of_the_standard():
    assert b'xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"' in write(ENVELOPE)


_WORDS = st.text(
    st.sampled_from("aăâeêoôơuưyđbcdghkĐỦẪộợỵ 0123456789<>&\"'/-"), min_size=1, max_size=40
).map(lambda text: " ".join(text.split()) or "x")
_DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
_ORGANS = st.builds(
    Organ,
    id=st.from_regex(r"[0-9]{3}\.[0-9]{2}\.H[0-9]{2}", fullmatch=True),
    name=_WORDS,
    address=_WORDS,
)
_ANSWERS = st.builds(Answered, code=_WORDS, dated=st.none() | _DAYS)
_FILES = st.lists(st.binary(max_size=60), max_size=3).map(
    lambda all_of: tuple(
        Attachment(str(place), f"Tệp {place}.pdf", "application/pdf", b"%PDF-" + each)
        for place, each in enumerate(all_of)
    )
)
_ENVELOPES = st.builds(
    Envelope,
    sender=_ORGANS,
    receivers=st.lists(_ORGANS, min_size=1, max_size=3).map(tuple),
    number=st.from_regex(r"[0-9]{1,5}", fullmatch=True),
    notation=_WORDS.map(lambda text: text[:30].strip() or "x"),
    dated=_DAYS,
    subject=_WORDS,
    type_name=_WORDS,
    signer=_WORDS,
    content=_WORDS,
    due=st.none() | _DAYS,
    places=st.lists(_WORDS, max_size=3).map(tuple),
    priority=st.sampled_from(["", "0", "3"]),
    answers=st.lists(_ANSWERS, max_size=2).map(tuple),
    attachments=_FILES,
)


@given(_ENVELOPES)
def test_every_envelope_comes_back(envelope):
    assert read(write(envelope)) == replace(envelope, document=envelope.document_id)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content):
    code, _fields = _code(content)

    assert code in {"EDXML-01", "EDXML-03"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EDXML-01"),
        (b"<a>", "EDXML-01"),
        (b"<a/>", "EDXML-05"),
        ("<edXMLEnvelope/>".encode("utf-16"), "EDXML-01"),
        (b'<edXMLEnvelope xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2011"/>', "EDXML-05"),
        (b'<!DOCTYPE a [<!ENTITY x "x">]><a>&x;</a>', "EDXML-03"),
        (b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>', "EDXML-03"),
        (b"<a>" * 21 + b"</a>" * 21, "EDXML-04"),
        (b"<a>" + b"<b/>" * 5_000 + b"</a>", "EDXML-04"),
        (b"<a>" * 200_000, "EDXML-04"),
        (b" " * (60 * 1024 * 1024 + 1), "EDXML-02"),
    ],
    ids=range(11),
)
def test_what_is_no_envelope_is_refused(content, code):
    assert _code(content)[0] == code


def test_an_entity_in_an_external_file_is_never_fetched():
    bomb = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><lolz>&b;</lolz>'

    assert _code(bomb.encode()) == ("EDXML-03", {})


@pytest.mark.parametrize(
    "name",
    ["From", "Code", "PromulgationInfo", "DocumentType", "Subject", "SignerInfo", "FullName"],
)
def test_a_missing_field_is_named(name):
    code, fields = _code(_without(name))

    assert (code, fields["field"]) == ("EDXML-06", name)
    assert fields["line"] > 1


def test_an_envelope_has_a_receiver():
    with pytest.raises(EnvelopeError, match="EDXML-06"):
        write(replace(ENVELOPE, receivers=()))


def test_what_is_too_long_is_named_with_its_limit():
    code, fields = _code(_with("Chủ tịch xã Mẫu", "x" * 51))

    assert (code, fields["field"], fields["limit"]) == ("EDXML-07", "FullName", "50")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("Subject", {"subject": "x" * 501}),
        ("OrganId", {"sender": replace(SENDER, id="0" * 14)}),
        ("CodeNotation", {"notation": "x" * 31}),
        ("CodeNumber", {"number": "1" * 12}),
    ],
)
def test_what_others_would_refuse_is_not_written(name, change):
    with pytest.raises(EnvelopeError) as refused:
        write(replace(ENVELOPE, **change))

    assert (refused.value.code, refused.value.fields["field"]) == ("EDXML-07", name)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("2026/06/05<", "05/06/2026<", "PromulgationDate"),
        ("2026/06/05<", "2026/02/30<", "PromulgationDate"),
        (">12</edXML:PageAmount>", ">x</edXML:PageAmount>", "PageAmount"),
        ("<edXML:Subject>", "<edXML:Odd/><edXML:Subject>", "Odd"),
        ("<edXML:Subject>", "<edXML:Subject>x</edXML:Subject><edXML:Subject>", "Subject"),
        ("Báo cáo quý I.pdf", "../../etc/passwd", "AttachmentName"),
    ],
)
def test_a_wrong_value_is_named(old, new, name):
    code, fields = _code(_with(old, new))

    assert (code, fields["field"]) == ("EDXML-08", name)


def test_a_sign_that_xml_cannot_hold_is_named():
    with pytest.raises(EnvelopeError) as refused:
        write(replace(ENVELOPE, subject="a\x00b"))

    assert (refused.value.code, refused.value.fields["field"]) == ("EDXML-08", "Subject")


def _attached(kind: str, content: bytes) -> bytes:
    packed = base64.b64encode(PDF.content).decode()
    text = _with(packed, base64.b64encode(content).decode()).decode()
    return text.replace("application/pdf", kind).encode()


def _archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/pdf; name=x", b"%PDF-1.4"),
        (DOCX, _archive("word/document.xml")),
        ("image/png", b"\x89PNG\r\n\x1a\nx"),
    ],
)
def test_an_attachment_that_is_what_it_says_is_taken(kind, content):
    assert read(_attached(kind, content)).attachments[0].content == content


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/pdf", b"MZ program"),
        ("application/pdf", b""),
        ("image/png", b"%PDF-1.4"),
        ("application/x-msdownload", b"MZ"),
        (DOCX, _archive("xl/workbook.xml")),
        (DOCX, _archive("word/document.xml", "word/vbaProject.bin")),
        (DOCX, b"PK\x03\x04 broken"),
    ],
)
def test_an_attachment_that_is_not_what_it_says_is_refused(kind, content):
    assert _code(_attached(kind, content))[0] == "EDXML-11"


def test_an_attachment_damaged_on_its_way_is_refused():
    packed = base64.b64encode(PDF.content).decode()

    assert _code(_with(packed, "@@@"))[0] == "EDXML-09"


def test_an_attachment_beyond_the_bound_is_refused():
    packed = base64.b64encode(PDF.content).decode()
    large = "A" * (54 * 1024 * 1024)

    code, fields = _code(_with(packed, large))

    assert (code, fields["limit"]) == ("EDXML-10", 40)


@pytest.mark.parametrize(
    ("old", "new"),
    [('ContentId="1"', 'ContentId="2"'), ("<edXML:ContentId>1<", "<edXML:ContentId>2<")],
)
def test_manifest_and_attachments_agree(old, new):
    assert _code(_with(old, new))[0] == "EDXML-12"


def test_a_signature_inside_is_let_be():
    signed = _with(
        "</edXML:edXMLHeader>", "<edXML:Signature><a/></edXML:Signature></edXML:edXMLHeader>"
    )

    assert read(signed) == ENVELOPE
