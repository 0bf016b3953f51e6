"""A scanner is asked about every file that is kept, where the site names one."""

from __future__ import annotations

import socket
import struct
import threading
from io import BytesIO

import pytest

from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.scanning import ScannerAwayError, malware_in
from danvan.kernel.files.store import FileRefused, keep, path_of

BAD = b"%PDF-1.4 made-up malware"


def read_exactly(line, size):
    found = b""
    while len(found) < size:
        part = line.recv(size - len(found))
        assert part
        found += part
    return found


@pytest.fixture
def scanner(settings):
    """Answer as clamd does: what holds the word "malware" is found."""
    server = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{server.getsockname()[1]}"

    def serve():
        while True:
            try:
                line, _from = server.accept()
            except OSError:
                return
            with line:
                assert read_exactly(line, 10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", read_exactly(line, 4))[0]:
                    content += read_exactly(line, size)
                told = b"stream: Made.Up FOUND\0" if b"malware" in content else b"stream: OK\0"
                line.sendall(told)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def test_nothing_is_asked_without_a_scanner(settings):
    settings.CLAMD = ""

    assert malware_in(BAD) == ""


def test_verdicts_are_read(scanner):
    assert malware_in(b"x" * 200_000) == ""
    assert malware_in(b"x" * 200_000 + BAD) == "Made.Up"


@pytest.mark.parametrize("place", ["127.0.0.1:1", "/nowhere/clamd.sock", "nonsense"])
def test_scanner_that_is_away_is_said(settings, place):
    settings.CLAMD = place

    with pytest.raises(ScannerAwayError):
        malware_in(BAD)


@pytest.mark.django_db
def test_infected_file_is_refused_and_leaves_nothing(scanner, settings, tmp_path):
    settings.FILE_STORE = tmp_path

    with pytest.raises(FileRefused) as refused:
        keep(BytesIO(BAD), "don.pdf", by="x")

    assert refused.value.code == "FILE-06"
    assert not StoredFile.objects.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_clean_file_is_kept_and_none_while_the_scanner_is_away(scanner, settings, tmp_path):
    settings.FILE_STORE = tmp_path
    kept = keep(BytesIO(b"%PDF-1.4 clean"), "don.pdf", by="x")
    settings.CLAMD = "127.0.0.1:1"

    with pytest.raises(FileRefused) as refused:
        keep(BytesIO(b"%PDF-1.4 other"), "don.pdf", by="x")

    assert path_of(kept.digest).exists()
    assert refused.value.code == "FILE-07"
