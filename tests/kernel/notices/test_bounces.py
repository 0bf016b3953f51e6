"""Reports of delivery: read whatever stands in them, noted where they are about a mail of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.kernel.notices.bounces import note_bounce, read_report
from danvan.kernel.notices.models import Delivery, Preference
from danvan.law.errors import LawError
from tests.factories.desks import make_desk
from tests.factories.mailboxes import NOW, confirm, waiting

ID = "0123456789abcdef" * 2


def report(message_id=f"<{ID}@danvan.example>", *, action="failed", envelope="", returned=True):
    """Return a report as a mail server writes it."""
    headers = f"Subject: x\nMessage-ID: {message_id}\n"
    parts = [
        "Content-Type: text/plain\n\nKhông gửi được.\n",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n"
        + (f"Original-Envelope-Id: {envelope}\n" if envelope else "")
        + f"\nFinal-Recipient: rfc822; ai@mau.example\nAction: {action}\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 no\n such box\n",
    ]
    if returned:
        parts.append(f"Content-Type: message/rfc822\n\n{headers}\nthân thư\n")
    body = "".join(f"--b\n{part}\n" for part in parts)
    head = 'MIME-Version: 1.0\nContent-Type: multipart/report; boundary="b"\n\n'
    return f"{head}{body}--b--\n".encode()


@pytest.fixture
def sent(db):
    desk = make_desk()
    confirm(desk.user)
    row = waiting(desk)
    Delivery.objects.filter(pk=row.pk).update(state="sent", handing_over_at=NOW, sent_at=NOW)
    return row


def test_report_gives_ids_and_words():
    told = read_report(report(envelope="f" * 32))

    assert told.failed
    assert told.ids == {ID, "f" * 32}
    assert told.why == "5.1.1 smtp; 550 no such box"


def test_headers_alone_are_read_too():
    text = report().replace(b"message/rfc822", b"text/rfc822-headers")

    assert read_report(text).ids == {ID}


def test_bounce_is_noted_and_the_address_marked(sent):
    noted = note_bounce(report(f"<{sent.message_id}>"), NOW)

    row = Delivery.objects.get(pk=sent.pk)
    said = Preference.objects.get(user=sent.user)
    assert (noted, row.state, row.why) == (sent, "bounced", "SEND-bounced")
    assert row.answer == "5.1.1 smtp; 550 no such box"
    assert said.refused_at == NOW


def test_bounce_is_found_by_the_id_of_its_envelope(sent):
    text = report(envelope=sent.message_id.partition("@")[0], returned=False)

    assert note_bounce(text, NOW) == sent


def test_delay_is_no_bounce(sent):
    with pytest.raises(LawError, match="BOUNCE-04"):
        note_bounce(report(f"<{sent.message_id}>", action="delayed"), NOW)
    assert Delivery.objects.get().state == "sent"


@pytest.mark.parametrize("message_id", [f"<{ID}@x>", "<>", "", "%", "<x@y>", "0" * 32])
def test_report_on_a_foreign_mail_changes_nothing(sent, message_id):
    with pytest.raises(LawError, match="BOUNCE-02"):
        note_bounce(report(message_id), NOW)
    assert Delivery.objects.get().state == "sent"


def test_mail_that_never_left_cannot_come_back(sent):
    Delivery.objects.update(state="waiting", handing_over_at=None)

    with pytest.raises(LawError, match="BOUNCE-02"):
        note_bounce(report(f"<{sent.message_id}>"), NOW)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff",
        b"Subject: x\n\nhello",
        b"Content-Type: multipart/report\n\n",
        b'Content-Type: multipart/report; boundary="b"\n\n--b\n',
    ],
)
def test_what_is_no_report_is_refused(data):
    with pytest.raises(LawError, match="BOUNCE-03"):
        read_report(data)


@given(st.binary(max_size=2000))
def test_no_bytes_break_the_reader(data):
    for text in (data, report().replace(b"failed", data), report()[:100] + data):
        try:
            assert len(read_report(text).why) <= 300
        except LawError as refused:
            assert refused.code == "BOUNCE-03"  # noqa: PT017  either reads or refuses
