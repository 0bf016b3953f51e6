"""The mail server, word by word, so that we know at each moment whether it may have taken a mail.

Django's backend opens the line (TLS, sign-in, time-outs); the conversation is held here, because
one call for all of it would not tell a mail that was surely not taken from one that may have been.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.charset import QP, Charset
from email.utils import parseaddr
from enum import Enum
from typing import Self, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import SafeMIMEText

DONE, GO_ON = 250, 354
NO_SUCH_BOX = {550, 551, 553, 556}
"""Replies that speak of the recipient, unless their longer code speaks of rules (5.7)."""
LONG_CODE = re.compile(r"^\s*(\d)\.(\d{1,3})\.(\d{1,3})\b")
SPOKEN = 300
PERIOD = re.compile(rb"^\.", re.MULTILINE)
NOT_NOW, NOT_EVER = 400, 500
CLOSING = 421


class Outcome(Enum):
    """What became of one mail."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    FAILED = "failed"
    DOWN = "down"
    UNCLEAR = "unclear"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one mail, and the server's words."""

    outcome: Outcome
    said: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it is handed over.

    Args:
        message_id: Without brackets; also the envelope's id.
    """

    to: str
    subject: str
    body: str
    message_id: str

    def as_bytes(self) -> bytes:
        """Return it as it goes over the line, its lines ended by CR LF."""
        quoted = Charset("utf-8")
        quoted.body_encoding = QP
        headers = {"Message-ID": f"<{self.message_id}>", "Auto-Submitted": "auto-generated"}
        mail = EmailMessage(
            self.subject, self.body, settings.DEFAULT_FROM_EMAIL, [self.to], headers=headers
        )
        mail.encoding = quoted
        told = mail.message()
        return cast("SafeMIMEText", told).as_bytes(linesep="\r\n")


def is_connected() -> bool:
    """Return whether the site has a mail server and an address to send from."""
    return bool(settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL)


def new_message_id() -> str:
    """Return an id that no mail has had and nobody guesses; it ends in the host of the site."""
    return f"{secrets.token_hex(16)}@{urlsplit(settings.SITE_ADDRESS).hostname or 'danvan'}"


def try_mail(address: str, words: str) -> Answer:
    """Hand a mail over at once that stands in no outbox, to see whether the server takes it."""
    mail = Mail(address, "danvan", words, new_message_id())
    with Line() as line:
        return line.hand_over(mail, lambda: True)


class Line:
    """A line to the mail server, opened with the first mail and kept for the next ones."""

    def __init__(self) -> None:
        self._backend = EmailBackend()

    def __enter__(self) -> Self:
        """Return the line; nothing is opened yet."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it."""
        self._close()

    def hand_over(self, mail: Mail, about_to: Callable[[], bool]) -> Answer:
        """Hand one mail over.

        Args:
            about_to: Called when all is said but the word by which the server takes the mail. It
                must keep for good that this word is going to be said; if it returns ``False`` or
                raises, the word is not said and nothing was sent.
        """
        data = mail.as_bytes()
        try:
            self._backend.open()
            server = cast("smtplib.SMTP", self._backend.connection)
            server.ehlo_or_helo_if_needed()
            refused = _offered(server, mail) or _poured(server, data)
        except OSError as error:
            self._close()
            return Answer(Outcome.DOWN, str(error)[:SPOKEN])
        if refused:
            self._reset(server)
            return refused
        return self._said_last_word(server, about_to)

    def _said_last_word(self, server: smtplib.SMTP, about_to: Callable[[], bool]) -> Answer:
        is_ours = False
        try:
            is_ours = about_to()
        finally:
            if not is_ours:
                server.close()
                self._close()
        if not is_ours:
            return Answer(Outcome.LOST)
        try:
            server.send(b".\r\n")
            code, said = server.getreply()
        except OSError as error:
            self._close()
            return Answer(Outcome.UNCLEAR, str(error)[:SPOKEN])
        if code == DONE:
            return Answer(Outcome.SENT, _words(code, said))
        return _judged(code, said) if code >= NOT_NOW else Answer(Outcome.UNCLEAR)

    def _reset(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except OSError:
            self._close()

    def _close(self) -> None:
        with contextlib.suppress(OSError):
            self._backend.close()
        self._backend = EmailBackend()


def _offered(server: smtplib.SMTP, mail: Mail) -> Answer | None:
    """Name sender and recipient; returns what speaks against it."""
    knows_reports = server.has_extn("dsn")
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    options = [f"ENVID={mail.message_id.partition('@')[0]}"] if knows_reports else []
    code, said = server.mail(sender, options)
    if code != DONE:
        return Answer(Outcome.DOWN, _words(code, said))
    code, said = server.rcpt(mail.to, ["NOTIFY=FAILURE"] if knows_reports else [])
    if code in {DONE, DONE + 1}:
        return None
    return _judged(code, said, of_recipient=True)


def _poured(server: smtplib.SMTP, data: bytes) -> Answer | None:
    """Send the text but not the period that ends it; returns what speaks against it."""
    code, said = server.docmd("DATA")
    if code != GO_ON:
        return _judged(code, said)
    server.send(PERIOD.sub(b"..", data))
    if not data.endswith(b"\r\n"):
        server.send(b"\r\n")
    return None


def _judged(code: int, said: bytes, *, of_recipient: bool = False) -> Answer:
    if code < NOT_EVER:
        is_down = code == CLOSING or code < NOT_NOW
        return Answer(Outcome.DOWN if is_down else Outcome.LATER, _words(code, said))
    longer = LONG_CODE.match(said.decode("utf-8", "replace"))
    by_rule = longer is not None and longer[2] == "7"
    by_box = of_recipient and (code in NO_SUCH_BOX or (longer is not None and longer[2] == "1"))
    outcome = Outcome.REFUSED if by_box and not by_rule else Outcome.FAILED
    return Answer(outcome, _words(code, said))


def _words(code: int, said: bytes) -> str:
    text = " ".join(said.decode("utf-8", "replace").split())
    return f"{code} {''.join(sign for sign in text if sign.isprintable())}"[:SPOKEN]
