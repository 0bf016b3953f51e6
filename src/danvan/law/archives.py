"""Open a ZIP archive with care: what it says it holds and what it really holds are both measured
first.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from danvan.law.errors import ReadError

MEGABYTE: Final = 1024 * 1024
LARGEST_WHOLE: Final = 200 * MEGABYTE
LARGEST_MEMBER: Final = 60 * MEGABYTE
MOST_MEMBERS: Final = 5_000
_HIGHEST_RATIO: Final = 300
_RATIO_COUNTS_FROM: Final = 5 * MEGABYTE
_PIECE: Final = 256 * 1024


def member(content: bytes, path: str, name: str) -> bytes:
    """Return one member of an archive.

    Args:
        content: Bytes of the archive.
        path: Name of the member inside.
        name: Name of the file, for messages.

    Raises:
        ReadError: ``READ-08`` where the archive unpacks beyond the limits, whether it says so or
            not; ``READ-09`` where it is damaged or locked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_declared(archive, name)
            return _unpacked(archive, path, name)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError) as error:
        raise ReadError("READ-09", name=name) from error
    except (
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:  # locked, or packed in a way unknown here
        raise ReadError("READ-09", name=name) from error


def optional_member(content: bytes, path: str, name: str) -> bytes:
    """Return one member of an archive, or nothing where the archive has none of that name.

    Raises:
        ReadError: As ``member``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            is_there = path in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        is_there = True  # what is broken is told by who reads it
    return member(content, path, name) if is_there else b""


def names(content: bytes, name: str) -> tuple[str, ...]:
    """Return the paths of all members of an archive, in its order, repeated ones repeated.

    Raises:
        ReadError: As ``member``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_declared(archive, name)
            return tuple(each.filename for each in archive.infolist())
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise ReadError("READ-09", name=name) from error


def _check_declared(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that says it holds too much."""
    members = archive.infolist()
    whole = sum(each.file_size for each in members)
    dense = any(
        each.file_size > _RATIO_COUNTS_FROM
        and each.file_size > _HIGHEST_RATIO * max(each.compress_size, 1)
        for each in members
    )
    largest = max((each.file_size for each in members), default=0)
    if len(members) > MOST_MEMBERS or whole > LARGEST_WHOLE or largest > LARGEST_MEMBER or dense:
        raise _too_much(name)


def _unpacked(archive: zipfile.ZipFile, path: str, name: str) -> bytes:
    """Unpack piece by piece and stop at the limit, whatever the archive says."""
    pieces: list[bytes] = []
    length = 0
    with archive.open(path) as file:
        while piece := file.read(_PIECE):
            length += len(piece)
            if length > LARGEST_MEMBER:
                raise _too_much(name)
            pieces.append(piece)
    return b"".join(pieces)


def _too_much(name: str) -> ReadError:
    return ReadError("READ-08", name=name, limit=LARGEST_WHOLE // MEGABYTE)
