"""Ask a virus scanner about bytes, where the site names one: the INSTREAM request of clamd."""

from __future__ import annotations

import socket
import struct
from typing import Final

from django.conf import settings

CHUNK: Final = 1 << 16
PATIENCE: Final = 30
"""Seconds to wait for the scanner."""
_FOUND: Final = " FOUND"
_PREFIX: Final = "stream: "


class ScannerAwayError(Exception):
    """The scanner that the site names does not answer, or not with a verdict."""


def malware_in(content: bytes) -> str:
    """Return the name of what a scanner finds in a file; empty where it finds nothing.

    Without a scanner (``DANVAN_CLAMD`` empty) nothing is asked and nothing found.

    Raises:
        ScannerAwayError: It cannot be asked.
    """
    if not settings.CLAMD:
        return ""
    try:
        with _connected(settings.CLAMD) as scanner:
            scanner.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                scanner.sendall(struct.pack(">I", len(part)) + part)
            scanner.sendall(struct.pack(">I", 0))
            told = _answer(scanner)
    except (OSError, ValueError) as error:
        raise ScannerAwayError from error
    if told == f"{_PREFIX}OK":
        return ""
    if told.endswith(_FOUND):
        return told.removeprefix(_PREFIX).removesuffix(_FOUND)
    raise ScannerAwayError(told)


def _connected(place: str) -> socket.socket:
    """Connect to ``/path/of/socket`` or ``host:port``."""
    if place.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(PATIENCE)
        try:
            scanner.connect(place)
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _colon, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _answer(scanner: socket.socket) -> str:
    told = b""
    while part := scanner.recv(4096):
        told += part
    return told.decode(errors="replace").strip("\0\n ")
