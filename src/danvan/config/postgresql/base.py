"""Whether a kept line to the server still stands, told by its socket more often than by a question.

Django asks ``SELECT 1`` before the first query of every request; neither it nor psycopg offers
less. A server that ends a line, stops or is killed closes the socket, and that can be read without
asking: such a line, and one that was not asked for some seconds, is asked as ever.
"""

from __future__ import annotations

import select
import time
from typing import Final

from django.db.backends.postgresql import base

ASKED_EVERY: Final = 5.0
"""Seconds after which a line is asked although its socket is still."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for when a line is asked."""

    stood_at = 0.0
    """When the server last answered on this line, by the clock that only goes on."""

    def connect(self) -> None:
        """Open a line; one that was just opened stands."""
        super().connect()
        self.stood_at = time.monotonic()

    def is_usable(self) -> bool:
        """Ask the server."""
        usable: bool = super().is_usable()
        if usable:
            self.stood_at = time.monotonic()
        return usable

    def close_if_health_check_failed(self) -> None:
        """Ask before the first query of a request, unless the line is known to stand."""
        if self._is_still():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def _is_still(self) -> bool:
        """Return whether the line stood a moment ago and the server has said nothing since."""
        is_fresh = time.monotonic() - self.stood_at < ASKED_EVERY
        if self.connection is None or self.health_check_done or not is_fresh:
            return False
        line = self.connection.pgconn
        return not self.connection.closed and not _has_something_to_read(line.socket)


def _has_something_to_read(socket: int) -> bool:
    """Return whether the other side has written, closed or broken a socket; it never waits."""
    watch = select.poll()
    watch.register(socket, select.POLLIN | select.POLLPRI)
    return bool(watch.poll(0))
