"""The file of a backup: a tar encrypted with age, written and read as a stream.

Anybody who has the public key can write such a file, so nothing in it is believed: names come from
a closed list, every digest is computed anew, and nothing is handed over before the last byte was
authenticated.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Self
from zoneinfo import ZoneInfo

from pyrage import DecryptError, EncryptError, decrypt_io, encrypt_io, x25519

from danvan.law.errors import LawError

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FORMAT = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
"""The first member says what is coming; the last one what has come."""
DATABASES = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}
"""The member of the database, by kind."""
NAMES = re.compile(
    r"about\.json|manifest\.json|database\.sqlite3\.gz|database\.dump|secret-key|backup-recipient\.txt"
    r"|files/[0-9a-f]{2}/[0-9a-f]{64}|packs(?:/(?!\.)[\w.-]+)+"
)
"""What may stand in an archive."""
CHUNK = 1 << 18
PIPE, BLOCK = 1 << 20, 1 << 16
"""Bytes between the thread that decrypts and the one that checks, and how many it takes at once."""
LARGEST_TELLING = 64 * 2**20
"""Bytes of ``about.json`` or ``manifest.json`` that are read into memory."""


@dataclass(frozen=True)
class Member:
    """One file to be written: from the disk, or from memory."""

    name: str
    source: Path | bytes


@dataclass
class Contents:
    """What an archive holds, as its own last member says and as it was found to be."""

    about: dict[str, Any] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    """SHA-256 by name, in hexadecimal."""

    @property
    def files(self) -> int:
        """How many files of the store there are."""
        return sum(name.startswith("files/") for name in self.members)


def new_identity() -> tuple[str, str]:
    """Return a new private identity and its public recipient, as text."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(text: str) -> x25519.Recipient:
    """Return a public key.

    Raises:
        LawError: ``BACKUP-02``, it is none.
    """
    try:
        return x25519.Recipient.from_str(text.strip())
    except Exception as error:  # pyrage's own errors share no parent but this
        raise LawError("BACKUP-02") from error


def identity_of(text: str) -> x25519.Identity:
    """Return a private key; lines that begin with ``#`` are passed over.

    Raises:
        LawError: ``BACKUP-03``, it is none. The text is never repeated.
    """
    lines = [line.strip() for line in text.splitlines()]
    written = next((line for line in lines if line and not line.startswith("#")), "")
    try:
        return x25519.Identity.from_str(written)
    except Exception:  # noqa: BLE001  pyrage's own errors share no parent but this
        raise LawError("BACKUP-03") from None


class _Door:
    """Lends pyrage one file; keeps what went wrong, which pyrage would tell as text only."""

    def __init__(self, act: Callable[[Any], Any], flush: Callable[[], None] | None = None) -> None:
        self._act = act
        self._flush = flush
        self.error: BaseException | None = None

    def read(self, size: int) -> bytes:
        """Return up to so many bytes."""
        return bytes(self._kept(size))

    def write(self, content: bytes) -> int:
        """Write bytes; returns how many."""
        self._kept(content)
        return len(content)

    def flush(self) -> None:
        """Hand everything on."""
        if self._flush:
            self._flush()

    def _kept(self, argument: object) -> Any:
        try:
            return self._act(argument)
        except BaseException as error:
            self.error = error
            raise


def write(
    target: IO[bytes],
    recipient: x25519.Recipient,
    about: dict[str, Any],
    members: Iterable[Member],
    closing: Callable[[dict[str, str]], dict[str, Any]],
) -> dict[str, str]:
    """Write an archive to an open file; memory does not grow with it.

    Args:
        target: Open for writing bytes.
        recipient: Only its private identity can read what is written.
        about: Written first.
        members: Written next, in this order.
        closing: Given the digests by name, returns what is added to the last member.

    Returns:
        SHA-256 by name.

    Raises:
        OSError: A source cannot be read, or the target is full.
    """
    digests: dict[str, str] = {}

    def blocks() -> Iterator[bytes]:
        yield from _member(Member(ABOUT, json.dumps(about).encode()), digests)
        for member in members:
            yield from _member(member, digests)
        last = {"members": dict(digests), **closing(digests)}
        yield from _member(Member(MANIFEST, json.dumps(last).encode()), {})
        yield bytes(2 * tarfile.BLOCKSIZE)

    source = _Door(_pull(blocks()))
    sink = _Door(target.write, target.flush)
    try:
        encrypt_io(source, sink, [recipient])
    except EncryptError:
        raise (sink.error or source.error or OSError("encryption failed")) from None
    return digests


def _pull(blocks: Iterator[bytes]) -> Callable[[int], memoryview]:
    """Return a function that gives the bytes of an iterator in pieces of the size asked for."""
    left = memoryview(b"")

    def pull(size: int) -> memoryview:
        nonlocal left
        while not left:
            block = next(blocks, None)
            if block is None:
                return left
            left = memoryview(block)
        given, left = left[:size], left[size:]
        return given

    return pull


def _member(member: Member, digests: dict[str, str]) -> Iterator[bytes]:
    """Yield the tar blocks of one member and keep its digest."""
    with _opened(member.source) as (size, file):
        told = tarfile.TarInfo(member.name)
        told.size, told.mode = size, 0o600
        yield told.tobuf(tarfile.GNU_FORMAT)
        digest, left = hashlib.sha256(), size
        while left:
            block = file.read(min(CHUNK, left))
            if not block:
                raise OSError(f"{member.name} became shorter while it was read")
            digest.update(block)
            left -= len(block)
            yield block
    digests[member.name] = digest.hexdigest()
    yield bytes(-size % tarfile.BLOCKSIZE)


@contextlib.contextmanager
def _opened(source: Path | bytes) -> Iterator[tuple[int, IO[bytes]]]:
    if isinstance(source, bytes):
        yield len(source), BytesIO(source)
        return
    with source.open("rb") as file:
        yield os.fstat(file.fileno()).st_size, file


def read(path: Path, identity: x25519.Identity, into: Path | None = None) -> Contents:
    """Read a whole archive, check everything in it, and unpack it where a folder is given.

    What was unpacked may be used only when this returns.

    Raises:
        LawError: ``BACKUP-10`` no such file; ``BACKUP-11`` no backup; ``BACKUP-12`` another key;
            ``BACKUP-13`` damaged or cut short; ``BACKUP-14`` of a later format.
    """
    if not path.is_file():
        raise LawError("BACKUP-10", file=path.name)
    found = Contents()
    refused: Exception | None = None
    with path.open("rb") as source, _Stream(source, identity) as stream:
        try:
            with tarfile.open(fileobj=stream.pipe, mode="r|", bufsize=BLOCK) as archive:
                for told in archive:
                    _take(told, archive.extractfile(told), found, into)
            stream.drain()
        except (tarfile.TarError, LawError, ValueError) as error:
            refused = error
    code = stream.code or (refused and "BACKUP-13")
    if isinstance(refused, LawError) and not stream.code:
        raise refused
    if code or found.members != found.manifest.get("members"):
        raise LawError(code or "BACKUP-13", file=path.name) from refused
    return found


def _take(
    told: tarfile.TarInfo, file: IO[bytes] | None, found: Contents, into: Path | None
) -> None:
    """Check one member, keep its digest, and unpack it; the first must be ``about.json``."""
    name = told.name
    if file is None or not NAMES.fullmatch(name) or name in found.members or found.manifest:
        raise tarfile.ReadError(name)
    if (name == ABOUT) == bool(found.about):
        raise tarfile.ReadError(name)
    if name in {ABOUT, MANIFEST}:
        content = file.read(LARGEST_TELLING)
        _tell(name, content, found)
        digest = hashlib.sha256(content).hexdigest()
    else:
        digest = _unpack(file, into / name if into else None)
    if name != MANIFEST:
        found.members[name] = digest


def _tell(name: str, content: bytes, found: Contents) -> None:
    """Take the first or the last member over.

    Raises:
        LawError: ``BACKUP-14``, written by a later release in a form that is not known here.
    """
    told = json.loads(content)
    if not isinstance(told, dict):
        raise tarfile.ReadError(name)
    if name == MANIFEST:
        found.manifest = told
        return
    found.about = told
    if told.get("format") != FORMAT:
        raise LawError("BACKUP-14", version=str(told.get("version", "?"))[:40])


def _unpack(file: IO[bytes], target: Path | None) -> str:
    digest = hashlib.sha256()
    with contextlib.ExitStack() as stack:
        kept = None
        if target:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            kept = stack.enter_context(target.open("xb"))
            target.chmod(0o600)
        while block := file.read(CHUNK):
            digest.update(block)
            if kept:
                kept.write(block)
        if kept:
            kept.flush()
            os.fsync(kept.fileno())
    return digest.hexdigest()


class _Stream:
    """Decrypts a file in a thread; ``pipe`` gives the plain bytes, ``code`` what went wrong."""

    def __init__(self, source: IO[bytes], identity: x25519.Identity) -> None:
        out, into = os.pipe()
        with contextlib.suppress(OSError):
            fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, PIPE)
        self.pipe = os.fdopen(out, "rb", PIPE)
        self.code = ""
        self._thread = threading.Thread(target=self._decrypt, args=(source, identity, into))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.pipe.close()
        self._thread.join()

    def drain(self) -> None:
        """Read what is left, so that the end is authenticated too."""
        while self.pipe.read(CHUNK):
            pass

    def _decrypt(self, source: IO[bytes], identity: x25519.Identity, into: int) -> None:
        with contextlib.suppress(BrokenPipeError), os.fdopen(into, "wb", PIPE) as file:
            sink = _Door(file.write, file.flush)
            try:
                decrypt_io(_Door(source.read), sink, [identity])
            except (DecryptError, OSError) as error:
                if sink.error is None:
                    self.code = _code_of(str(error))


def _code_of(told: str) -> str:
    if "No matching keys" in told:
        return "BACKUP-12"
    return "BACKUP-11" if "Header" in told or "whole buffer" in told else "BACKUP-13"
