"""A mail server on this computer that answers as a test wants."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Postman:
    """What the server says at each word, and what it took; ``None`` in place of words hangs up."""

    port: int = 0
    mail: str | None = "250 OK"
    rcpt: str | None = "250 OK"
    data: str | None = "250 taken"
    hangs_up_at: str = ""
    taken: list[bytes] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    on_rcpt: Callable[[], object] | None = None
    on_data: Callable[[], object] | None = None

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):  # noqa: N802  aiosmtpd's name
        session.host_name = hostname
        return [responses[0], "250-DSN", "250-8BITMIME", "250 HELP"]

    async def handle_MAIL(self, server, _session, envelope, address, _options):  # noqa: N802  aiosmtpd's name
        envelope.mail_from = address
        return self._said(server, self.mail)

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802  aiosmtpd's name
        if self.on_rcpt:
            self.on_rcpt()
        answer = self._said(server, None if address == self.hangs_up_at else self.rcpt)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802  aiosmtpd's name
        if self.data is None or self.data.startswith("250"):
            self.taken.append(envelope.content)
        if self.on_data:
            self.on_data()
        return self._said(server, self.data)

    @staticmethod
    def _said(server: SMTP, words: str | None) -> str:
        if words is None:
            server.transport.abort()
            return "421 gone"
        return words

    @property
    def mails(self) -> list[Message]:
        return [message_from_bytes(one) for one in self.taken]

    def texts(self) -> list[str]:
        bodies = [one.get_payload(decode=True).decode() for one in self.mails]
        return [body.replace("\r\n", "\n") for body in bodies]


class _Server(SMTP):
    """Takes the options of DSN, which aiosmtpd does not know of itself."""

    async def smtp_MAIL(self, arg):  # noqa: N802  aiosmtpd's name
        self.event_handler.options.append(arg.split()[1:])
        await super().smtp_MAIL(arg.split()[0])

    async def smtp_RCPT(self, arg):  # noqa: N802  aiosmtpd's name
        await super().smtp_RCPT(arg.split()[0])


class _Controller(Controller):
    def factory(self):
        return _Server(self.handler, enable_SMTPUTF8=False)


@contextlib.contextmanager
def serving(postman: Postman) -> Iterator[Postman]:
    """Let a mail server listen on a free loopback port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        postman.port = probe.getsockname()[1]
    controller = _Controller(postman, hostname="127.0.0.1", port=postman.port)
    controller.start()
    try:
        yield postman
    finally:
        controller.stop()


def connect(settings, postman: Postman) -> None:
    """Let the site send through it."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postman.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "danvan <danvan@mau.example>"
    settings.SITE_ADDRESS = "https://danvan.mau.example"
