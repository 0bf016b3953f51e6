"""The file of a backup: what was written is read back, and nothing else is believed."""

from __future__ import annotations

import io
import json
import tarfile
from hashlib import sha256

import pyrage
import pytest

from danvan.faces.cli import archive
from danvan.faces.cli.archive import Member
from danvan.law.errors import LawError

CONTENT = bytes(range(256)) * 2000
DIGEST = sha256(CONTENT).hexdigest()
FILE = f"files/{DIGEST[:2]}/{DIGEST}"
ABOUT = {"format": archive.FORMAT, "version": "1.0"}


@pytest.fixture
def keys():
    identity, recipient = archive.new_identity()
    return archive.identity_of(f"# for the safe\n{identity}\n"), archive.recipient_of(recipient)


@pytest.fixture
def written(tmp_path, keys):
    path = tmp_path / "whole.tar.age"
    members = [Member("secret-key", b"not a secret"), Member(FILE, CONTENT)]
    with path.open("wb") as file:
        archive.write(file, keys[1], ABOUT, members, lambda _digests: {"missing": []})
    return path


def forged(path, keys, *members, about=ABOUT, last=None):
    """Write an archive as somebody could who has the public key only."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as made:
        for name, content in ((archive.ABOUT, json.dumps(about).encode()), *members):
            told = tarfile.TarInfo(name)
            told.size = len(content)
            made.addfile(told, io.BytesIO(content))
        if last is not None:
            told = tarfile.TarInfo(archive.MANIFEST)
            told.size = len(last)
            made.addfile(told, io.BytesIO(last))
    path.write_bytes(pyrage.encrypt(plain.getvalue(), [keys[1]]))
    return path


def refused(path, key, into=None):
    with pytest.raises(LawError) as told:
        archive.read(path, key, into)
    return told.value.code


def test_what_was_written_is_read_back(written, keys, tmp_path):
    found = archive.read(written, keys[0], tmp_path / "into")

    assert found.about == ABOUT
    assert found.files == 1
    assert found.manifest == {"members": found.members, "missing": []}
    assert (tmp_path / "into" / FILE).read_bytes() == CONTENT
    assert (tmp_path / "into" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_nothing_can_be_read_without_the_key(written):
    other = archive.identity_of(archive.new_identity()[0])

    assert b"not a secret" not in written.read_bytes()
    assert refused(written, other) == "BACKUP-12"


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.0003, 0.001, 0.25, 0.5, 0.75, 0.999, 1.0])
def test_one_changed_byte_is_noticed_wherever_it_is(written, keys, share, tmp_path):
    content = bytearray(written.read_bytes())
    content[min(len(content) - 1, int(len(content) * share))] ^= 1
    written.write_bytes(content)

    assert refused(written, keys[0], tmp_path) in {"BACKUP-11", "BACKUP-12", "BACKUP-13"}


@pytest.mark.parametrize("share", [0.0, 0.0002, 0.1, 0.5, 0.9])
def test_cut_is_noticed_wherever_it_is(written, keys, share):
    content = written.read_bytes()
    written.write_bytes(content[: int(len(content) * share)])

    assert refused(written, keys[0]) in {"BACKUP-11", "BACKUP-13"}


def test_missing_last_bytes_or_more_bytes_are_noticed(written, keys):
    content = written.read_bytes()

    for changed in (content[:-1], content + b"\0", content + content):
        written.write_bytes(changed)
        assert refused(written, keys[0]) == "BACKUP-13"


@pytest.mark.parametrize(
    "name",
    [
        "../secret-key",
        "/etc/passwd",
        "files/../../secret-key",
        "files/ab/name",
        "packs/../x",
        "packs/.hidden",
        "packs//x",
        "backups.json",
        "maintenance",
        "about.json",
    ],
)
def test_names_that_no_backup_has_are_refused(tmp_path, keys, name):
    path = forged(tmp_path / "forged", keys, (name, b"{}"))

    assert refused(path, keys[0], tmp_path / "into") == "BACKUP-13"
    assert not (tmp_path / "secret-key").exists()


def test_member_that_stands_twice_is_refused(tmp_path, keys):
    path = forged(tmp_path / "forged", keys, ("secret-key", b"1"), ("secret-key", b"2"))

    assert refused(path, keys[0]) == "BACKUP-13"


@pytest.mark.parametrize(
    "last", [None, b"", b"[]", b"{}", b'{"members": {}}', b'{"members": {"secret-key": "0"}}']
)
def test_manifest_must_say_what_is_there(tmp_path, keys, last):
    path = forged(tmp_path / "forged", keys, ("secret-key", b"1"), last=last)

    assert refused(path, keys[0]) == "BACKUP-13"


def test_links_are_refused(tmp_path, keys):
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as made:
        told = tarfile.TarInfo("packs/link")
        told.type, told.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(told)
    (tmp_path / "forged").write_bytes(pyrage.encrypt(plain.getvalue(), [keys[1]]))

    assert refused(tmp_path / "forged", keys[0], tmp_path / "into") == "BACKUP-13"


def test_later_format_is_named_as_such(tmp_path, keys):
    about = {"format": archive.FORMAT + 1, "version": "9.0"}
    path = forged(tmp_path / "forged", keys, about=about)

    assert refused(path, keys[0]) == "BACKUP-14"


@pytest.mark.parametrize("content", [b"", b"no backup at all" * 500, b"age-encryption.org/v1\n"])
def test_other_files_are_no_backup(tmp_path, keys, content):
    (tmp_path / "other").write_bytes(content)

    assert refused(tmp_path / "other", keys[0]) in {"BACKUP-11", "BACKUP-13"}
    assert refused(tmp_path / "nowhere", keys[0]) == "BACKUP-10"


@pytest.mark.parametrize("text", ["", "# a comment", "age1xyz", "AGE-SECRET-KEY-1XYZ", "đ"])
def test_keys_that_are_none_are_refused_without_repeating_them(text):
    with pytest.raises(LawError) as told:
        archive.identity_of(text)

    assert (told.value.code, told.value.fields) == ("BACKUP-03", {})
    with pytest.raises(LawError, match="BACKUP-02"):
        archive.recipient_of(text)


def test_target_that_is_full_stops_the_writing(keys):
    class Full(io.BytesIO):
        def write(self, content):
            if self.tell() > 100_000:
                raise OSError(28, "No space left on device")
            return super().write(content)

    with pytest.raises(OSError, match="No space left"):
        archive.write(Full(), keys[1], ABOUT, [Member(FILE, CONTENT)], dict)


def test_source_that_shrinks_while_it_is_read_stops_the_writing(keys, tmp_path):
    def members():
        path = tmp_path / "shrinks"
        path.write_bytes(CONTENT)
        yield Member(FILE, path)

    class Cutting(io.BytesIO):
        def write(self, content):
            with (tmp_path / "shrinks").open("rb+") as file:
                file.truncate(10)
            return super().write(content)

    with pytest.raises(OSError, match="shorter"):
        archive.write(Cutting(), keys[1], ABOUT, members(), dict)
