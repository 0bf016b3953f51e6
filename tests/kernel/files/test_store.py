"""Files are kept by digest after looking into them, and read only if they are what was stored."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from io import BytesIO
from unicodedata import normalize

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import MEDIA_TYPES, FileRefused, content_agrees, keep, path_of, read

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 minutes"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    return settings.FILE_STORE


def package(part="word/document.xml", size=10):
    """Return a zip package with one part that says it has some size when unpacked."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(part, b"0" * size)
    return written.getvalue()


def lying_package(claimed):
    """Return a package whose directory claims an unpacked size."""
    content = bytearray(package())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", claimed)
    return bytes(content)


def from_the_future():
    """Return a package that asks for a version of unpacking nobody has."""
    content = bytearray(package())
    entry = content.index(b"PK\x01\x02")
    content[entry + 6 : entry + 8] = struct.pack("<H", 255)
    return bytes(content)


def test_file_is_kept_by_its_digest(store):
    before = timezone.now()

    kept = keep(BytesIO(PDF), "Biên bản.PDF", by="Bàn")

    digest = hashlib.sha256(PDF).hexdigest()
    assert (kept.digest, kept.name, kept.size) == (digest, "Biên bản.PDF", len(PDF))
    assert (kept.media_type, kept.stored_by) == ("application/pdf", "Bàn")
    assert before <= kept.stored_at
    assert read(kept) == PDF
    assert [path.name for path in store.rglob("*") if path.is_file()] == [digest]


def test_same_bytes_are_stored_once_and_named_twice(store):
    first, second = (keep(BytesIO(PDF), name, by="Bàn") for name in ("a.pdf", "b.pdf"))

    assert (first.name, second.name) == ("a.pdf", "b.pdf")
    assert StoredFile.objects.count() == 2
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("given_name", "kept_name"),
    [
        ("../../etc/b.pdf", "b.pdf"),
        ("C:\\Tai lieu\\b.pdf", "b.pdf"),
        (normalize("NFD", "Báo cáo.pdf"), normalize("NFC", "Báo cáo.pdf")),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(given_name, kept_name):
    assert keep(BytesIO(PDF), given_name, by="Bàn").name == kept_name


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "FILE-01"),
        ("a.pdf", PDF + b"x" * 100, "FILE-02"),
        ("a.exe", b"MZ", "FILE-03"),
        ("a", PDF, "FILE-03"),
        (".pdf", PDF, "FILE-03"),
        ("a.pdf", b"PK\x03\x04", "FILE-04"),
        ("a.png", PDF, "FILE-04"),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", "FILE-04"),
        ("a.docx", b"PK\x03\x04 no package", "FILE-04"),
        ("a.txt", b"\xff\xfe", "FILE-04"),
        ("a.txt", b"a\x00b", "FILE-04"),
    ],
)
def test_file_that_cannot_be_kept_is_refused(settings, store, name, content, code):
    settings.FILE_LIMIT = 100

    with pytest.raises(FileRefused) as refused:
        keep(BytesIO(content), name, by="Bàn")

    assert refused.value.code == code
    assert refused.value.fields["name"] == name
    assert not StoredFile.objects.exists()
    assert not store.exists()


def test_file_of_exactly_the_limit_is_kept(settings):
    settings.FILE_LIMIT = len(PDF)

    assert keep(BytesIO(PDF), "a.pdf", by="Bàn").size == len(PDF)


@pytest.mark.parametrize(
    ("ending", "content", "agrees"),
    [
        (".txt", "Chữ Việt\r\n\tdòng hai\f".encode(), True),
        (".txt", b"\x1b[31m", False),
        (".png", b"\x89PNG\r\n\x1a\n...", True),
        (".jpeg", b"\xff\xd8\xff\xe0", True),
        (".docx", package(), True),
        (".xlsx", package("xl/workbook.xml"), True),
        (".docx", package("xl/workbook.xml"), False),
        (".docx", lying_package(200 * 2**20), True),
        (".docx", lying_package(200 * 2**20 + 1), False),
        (".docx", from_the_future(), False),
    ],
)
def test_content_is_what_the_ending_says(ending, content, agrees):
    assert content_agrees(ending, content) is agrees


@given(ending=some.sampled_from(sorted(MEDIA_TYPES)), content=some.binary(max_size=200))
def test_no_content_breaks_the_looking(ending, content):
    assert content_agrees(ending, content) in {True, False}


@given(cut=some.integers(0, 200), put=some.binary(min_size=1, max_size=20))
def test_no_broken_package_breaks_the_looking(cut, put):
    content = package()
    forged = content[: cut % len(content)] + put + content[cut % len(content) + len(put) :]

    assert content_agrees(".docx", forged) in {True, False}


def test_file_that_is_gone_or_changed_is_not_read():
    kept = keep(BytesIO(PDF), "a.pdf", by="Bàn")
    path = path_of(kept.digest)

    path.write_bytes(PDF + b" forged")
    with pytest.raises(FileRefused) as changed:
        read(kept)
    path.unlink()
    with pytest.raises(FileRefused) as gone:
        read(kept)

    assert (changed.value.code, gone.value.code) == ("FILE-05", "FILE-05")


def test_second_upload_mends_a_changed_store():
    kept = keep(BytesIO(PDF), "a.pdf", by="Bàn")
    path_of(kept.digest).write_bytes(b"broken")

    again = keep(BytesIO(PDF), "a.pdf", by="Bàn")

    assert read(again) == read(kept) == PDF
