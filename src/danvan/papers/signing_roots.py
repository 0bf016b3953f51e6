"""Certificates that a site trusts: a folder of PEM or DER files that its keeper fills."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

ENDINGS: Final = frozenset({".pem", ".crt", ".cer", ".der"})
LARGEST: Final = 1_000_000
"""Bytes of a file of certificates; a whole bundle of a country has less."""


@dataclass(frozen=True, slots=True)
class Roots:
    """What a folder holds.

    Args:
        certificates: Each as DER.
        unreadable: Names of the files that are none.
    """

    certificates: tuple[bytes, ...] = ()
    unreadable: tuple[str, ...] = ()


def read_roots(folder: Path | None) -> Roots:
    """Return the certificates of a folder; nothing where there is no folder.

    Example:
        >>> read_roots(None)
        Roots(certificates=(), unreadable=())
    """
    if folder is None or not folder.is_dir():
        return Roots()
    found: list[bytes] = []
    unreadable: list[str] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in ENDINGS and path.is_file():
            read = _read(path)
            found += read
            unreadable += [] if read else [path.name]
    return Roots(tuple(found), tuple(unreadable))


def _read(path: Path) -> list[bytes]:
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        if b"-----BEGIN" in content:
            certificates = x509.load_pem_x509_certificates(content)
        else:
            certificates = [x509.load_der_x509_certificate(content)]
    except (OSError, ValueError):
        return []
    return [one.public_bytes(Encoding.DER) for one in certificates]
