"""`danvan mail`: a bounce is noted from a report, a trial mail goes at once."""

from __future__ import annotations

import io

import pytest

from danvan.faces.cli import site as cli_site
from danvan.faces.cli.entry import main
from danvan.kernel.notices.models import Delivery
from tests.factories.desks import make_desk
from tests.factories.mail_servers import Postman, connect, serving
from tests.factories.mailboxes import NOW, confirm, waiting

pytestmark = pytest.mark.django_db
REPORT = """MIME-Version: 1.0
Content-Type: multipart/report; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Original-Envelope-Id: {envelope}

Final-Recipient: rfc822; ai@mau.example
Action: failed
Status: 5.1.1

--b--
"""


@pytest.fixture(autouse=True)
def _set_up_already(monkeypatch):
    monkeypatch.setattr(cli_site, "start", lambda: None)


def told(monkeypatch, text):
    given = io.TextIOWrapper(io.BytesIO(text.encode()))
    monkeypatch.setattr("sys.stdin", given)
    return main(["mail", "bounce"])


def test_bounce_is_noted(monkeypatch, capsys):
    desk = make_desk()
    confirm(desk.user)
    row = waiting(desk)
    Delivery.objects.update(state="sent", handing_over_at=NOW)

    code = told(monkeypatch, REPORT.format(envelope=row.message_id.partition("@")[0]))

    assert code == 0
    assert row.message_id in capsys.readouterr().out
    assert Delivery.objects.get().state == "bounced"


@pytest.mark.parametrize(
    ("text", "code"), [("", "BOUNCE-03"), (REPORT.format(envelope="x"), "BOUNCE-02")]
)
def test_what_is_no_bounce_of_ours_is_refused(monkeypatch, capsys, text, code):
    assert told(monkeypatch, text) == 2
    assert code in capsys.readouterr().err


def test_trial_mail_is_taken(settings, capsys):
    with serving(Postman()) as postman:
        connect(settings, postman)
        code = main(["mail", "test", "thu@mau.example"])

    assert code == 0
    assert len(postman.taken) == 1
    assert "thu@mau.example" in capsys.readouterr().out


def test_trial_mail_without_a_server_or_refused_is_told(settings, capsys):
    settings.EMAIL_HOST = ""
    without = main(["mail", "test", "thu@mau.example"])
    with serving(Postman(rcpt="550 no such box")) as postman:
        connect(settings, postman)
        refused = main(["--language", "en", "mail", "test", "thu@mau.example"])

    told_so = capsys.readouterr().err
    assert (without, refused) == (2, 2)
    assert "SMTP-01" in told_so
    assert "SMTP-03: The trial mail was not taken: 550 no such box" in told_so
