"""What the mail server says decides what we know of a mail: taken, refused, or unclear."""

from __future__ import annotations

import pytest

from danvan.kernel.notices import smtp
from danvan.kernel.notices.smtp import Line, Mail, Outcome, is_connected, try_mail
from tests.factories.mail_servers import Postman, connect, serving

MAIL = Mail("nguoi-nhan@mau.example", "Nhắc việc", "Sắp đến hạn\n.một dấu chấm\n", "0a" * 16 + "@x")


@pytest.fixture
def postman(settings):
    with serving(Postman()) as made:
        connect(settings, made)
        yield made


def handed(mail=MAIL, about_to=lambda: True):
    with Line() as line:
        return line.hand_over(mail, about_to)


def test_mail_arrives_whole_with_its_fixed_id(postman):
    answer = handed()

    (mail,) = postman.mails
    assert answer.outcome is Outcome.SENT
    assert mail["Message-ID"] == f"<{MAIL.message_id}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == MAIL.to
    assert postman.texts() == ["Sắp đến hạn\n.một dấu chấm\n"]
    assert ["ENVID=" + "0a" * 16] in postman.options


def test_many_mails_go_over_one_line(postman):
    with Line() as line:
        outcomes = [line.hand_over(MAIL, lambda: True).outcome for _mail in range(3)]

    assert outcomes == [Outcome.SENT] * 3
    assert len(postman.taken) == 3


@pytest.mark.parametrize(
    ("stage", "words", "outcome"),
    [
        ("mail", "451 later", Outcome.DOWN),
        ("mail", "530 sign in first", Outcome.DOWN),
        ("rcpt", "451 4.3.0 later", Outcome.LATER),
        ("rcpt", "421 closing", Outcome.DOWN),
        ("rcpt", "550 no such box", Outcome.REFUSED),
        ("rcpt", "554 5.1.1 no such box", Outcome.REFUSED),
        ("rcpt", "550 5.7.1 relaying denied", Outcome.FAILED),
        ("rcpt", "554 relaying denied", Outcome.FAILED),
        ("rcpt", None, Outcome.DOWN),
        ("data", "451 4.3.0 later", Outcome.LATER),
        ("data", "552 too big", Outcome.FAILED),
        ("data", "550 looks like spam", Outcome.FAILED),
        ("data", None, Outcome.UNCLEAR),
    ],
)
def test_each_answer_has_its_outcome(postman, stage, words, outcome):
    setattr(postman, stage, words)

    assert handed().outcome is outcome


def test_line_that_was_refused_takes_the_next_mail(postman):
    postman.rcpt = "550 no such box"
    with Line() as line:
        refused = line.hand_over(MAIL, lambda: True)
        postman.rcpt = "250 OK"
        taken = line.hand_over(MAIL, lambda: True)

    assert (refused.outcome, taken.outcome) == (Outcome.REFUSED, Outcome.SENT)
    assert refused.said == "550 no such box"


def test_server_that_closes_after_a_refusal_is_asked_anew(postman):
    postman.rcpt = "421 closing"
    with Line() as line:
        first = line.hand_over(MAIL, lambda: True)
        line._backend.connection.sock.close()
        line._reset(line._backend.connection)
        postman.rcpt = "250 OK"
        second = line.hand_over(MAIL, lambda: True)

    assert (first.outcome, second.outcome) == (Outcome.DOWN, Outcome.SENT)


@pytest.mark.parametrize(("data", "sent"), [(b"a\r\n", [b"a\r\n"]), (b".a", [b"..a", b"\r\n"])])
def test_text_ends_its_line_before_the_last_word(data, sent):
    class Wire:
        said: list[bytes] = []

        def docmd(self, _word):
            return 354, b""

        def send(self, words):
            self.said.append(words)

    wire = Wire()
    wire.said = []

    assert smtp._poured(wire, data) is None
    assert wire.said == sent


def test_nothing_is_sent_where_the_last_word_may_not_be_said(postman):
    assert handed(about_to=lambda: False).outcome is Outcome.LOST
    assert postman.taken == []


def test_nothing_is_sent_where_it_cannot_be_kept_that_it_is_about_to_be(postman):
    def fail():
        message = "disk full"
        raise ValueError(message)

    with pytest.raises(ValueError, match="disk full"):
        handed(about_to=fail)
    assert postman.taken == []
    assert handed().outcome is Outcome.SENT


def test_server_that_is_away_is_down(settings):
    with serving(Postman()) as gone:
        pass
    connect(settings, gone)

    assert handed().outcome is Outcome.DOWN


def test_server_that_signs_nobody_in_is_down(postman, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "danvan", "sai"

    assert handed().outcome is Outcome.DOWN
    assert postman.taken == []


def test_words_of_the_server_are_kept_short_and_plain(postman):
    postman.rcpt = "550 " + "x" * 400 + "\x07"

    said = handed().said

    assert len(said) == 300
    assert said.isprintable()


@pytest.mark.parametrize(
    ("host", "sender", "connected"),
    [
        ("", "a@b.example", False),
        ("mail.example", "", False),
        ("mail.example", "a@b.example", True),
    ],
)
def test_site_is_connected_with_a_server_and_a_sender(settings, host, sender, connected):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = host, sender

    assert is_connected() is connected


def test_trial_mail_goes_at_once(postman):
    assert try_mail("thu@mau.example", "Thư thử").outcome is Outcome.SENT
    assert postman.mails[0]["To"] == "thu@mau.example"
