"""Certificates that the tests of signatures make for themselves; none is kept in the repository."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

PASSPHRASE = "cụm mật khẩu để thử"
CURVE = 256
"""Bits of a key that means one on a curve."""

AT = dt.datetime(2026, 6, 5, 3, 0, 1, tzinfo=dt.UTC)
BEGINS = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ENDS = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
FIRST = "Phó Bí thư Đảng ủy xã Mẫu"
SECOND = "Chủ tịch Ủy ban nhân dân xã Mẫu"


@lru_cache(maxsize=16)
def private_key(name: str, bits: int):
    if bits == CURVE:
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, bits)


def _name(common: str, organisation: str = "Đảng ủy xã Mẫu"):
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        ]
    )


@lru_cache(maxsize=16)
def certificate(
    name: str,
    *,
    issuer: str = "Nơi cấp để thử",
    begins: dt.datetime = BEGINS,
    ends: dt.datetime = ENDS,
    signs: bool = True,
    bits: int = 2048,
    certifies: bool = False,
):
    """Return a certificate; one that names itself as issuer is a root."""
    is_root = certifies or name == issuer
    usage = x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(private_key(name, bits).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(private_key(issuer, 2048), hashes.SHA256())
    )


def root(name: str = "Nơi cấp để thử") -> bytes:
    early = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    late = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
    return certificate(name, issuer=name, begins=early, ends=late).public_bytes(Encoding.DER)


def other_key_file(kind: str) -> bytes:
    """Return a PKCS#12 file of a key on a curve, or one locked the way old programs did."""
    found, bits = certificate(FIRST), 2048
    key = private_key(FIRST, bits)
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    if kind == "curve":
        found = certificate(FIRST, bits=CURVE)
        key = private_key(FIRST, CURVE)
    else:
        lock = (
            PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(2048)
            .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
            .hmac_hash(hashes.SHA1())
            .build(PASSPHRASE.encode())
        )
    return pkcs12.serialize_key_and_certificates(b"key", key, found, None, lock)


def chain_file() -> bytes:
    """Return a PKCS#12 file whose certificate hangs by another one from the root."""
    between = "Nơi cấp ở giữa"
    found = certificate(FIRST, issuer=between)
    above = certificate(between, certifies=True)
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(
        b"key", private_key(FIRST, 2048), found, [above], lock
    )


def key_file(name: str = FIRST, *, passphrase: str = PASSPHRASE, with_key=True, **how) -> bytes:
    """Return a PKCS#12 file of a new certificate."""
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    bits = how.get("bits", 2048)
    key = private_key(name, bits) if with_key else None
    found = certificate(name, **how)
    others = None if with_key else [found]
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, found if with_key else None, others, lock
    )
