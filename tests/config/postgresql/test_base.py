"""A line to the server is asked only where its socket or the time speaks for asking."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import pytest
from django.db.backends.postgresql.base import DatabaseWrapper as Asking

from danvan.config.postgresql import base
from danvan.config.settings import environment


@pytest.fixture
def ends():
    """Return both ends of a line."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def line(ends, monkeypatch):
    """Return a kept line at the begin of a request that checks health; ``asked`` counts."""
    told = environment.database("postgres://danvan@127.0.0.1:1/none")
    defaults = {"AUTOCOMMIT": True, "OPTIONS": {}, "TIME_ZONE": None}
    made = base.DatabaseWrapper(defaults | told)
    pgconn = SimpleNamespace(socket=ends[0].fileno())
    made.connection = SimpleNamespace(closed=False, pgconn=pgconn, close=lambda: None)
    made.health_check_enabled, made.health_check_done = True, False
    made.stood_at, made.asked = 100.0, 0
    monkeypatch.setattr(base.time, "monotonic", lambda: 100.0 + made.waited)

    def ask(self):
        self.asked += 1
        return self.answers

    made.waited, made.answers = 1.0, True
    monkeypatch.setattr(Asking, "is_usable", ask)
    return made


def test_still_line_is_not_asked(line):
    line.close_if_health_check_failed()

    assert (line.asked, line.health_check_done) == (0, True)
    assert line.connection is not None


def test_line_that_was_not_asked_for_long_is_asked_and_then_rests(line):
    line.waited = base.ASKED_EVERY

    line.close_if_health_check_failed()
    line.health_check_done = False
    line.close_if_health_check_failed()

    assert line.asked == 1


@pytest.mark.parametrize("end", ["closed", "broken", "says"])
def test_line_that_the_server_has_ended_or_written_on_is_asked(ends, line, end):
    {
        "closed": ends[1].close,
        "broken": lambda: ends[1].shutdown(socket.SHUT_RDWR),
        "says": lambda: ends[1].send(b"E"),
    }[end]()
    line.answers = False

    line.close_if_health_check_failed()

    assert (line.asked, line.connection) == (1, None)


def test_line_that_psycopg_knows_to_be_closed_is_asked(line):
    line.connection.closed = True

    line.close_if_health_check_failed()

    assert line.asked == 1


def test_line_that_does_not_answer_is_not_taken_to_stand(line):
    line.waited, line.answers = base.ASKED_EVERY, False

    line.close_if_health_check_failed()

    assert line.stood_at == 100.0
    assert line.connection is None


def test_site_keeps_lines_and_checks_them():
    told = environment.database("postgres://danvan@127.0.0.1:1/none")

    assert told["ENGINE"] == "danvan.config.postgresql"
    assert told["CONN_HEALTH_CHECKS"] is True
    assert told["CONN_MAX_AGE"]
