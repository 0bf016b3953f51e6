"""Whom a site trusts: a folder of certificates, whatever else lies in it."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from danvan.papers.signing_roots import LARGEST, Roots, read_roots
from tests.papers.certificates import root


def pem(name: str) -> bytes:
    return load_der_x509_certificate(root(name)).public_bytes(Encoding.PEM)


def test_certificates_of_a_folder_are_read_as_der(tmp_path):
    (tmp_path / "a.pem").write_bytes(pem("Gốc một") + pem("Gốc hai"))
    (tmp_path / "b.der").write_bytes(root("Gốc ba"))
    (tmp_path / "doc.txt").write_text("không phải chứng thư")

    found = read_roots(tmp_path)

    assert found.certificates == (root("Gốc một"), root("Gốc hai"), root("Gốc ba"))
    assert found.unreadable == ()


@pytest.mark.parametrize("content", [b"", b"hong", b"-----BEGIN CERTIFICATE-----\nhong\n"])
def test_a_file_that_is_none_is_named(tmp_path, content):
    (tmp_path / "hong.crt").write_bytes(content)
    (tmp_path / "lon.pem").write_bytes(pem("Gốc") + b"\n" * LARGEST)

    assert read_roots(tmp_path) == Roots((), ("hong.crt", "lon.pem"))


@pytest.mark.parametrize("name", ["khong-co", ""])
def test_without_a_folder_nobody_is_trusted(tmp_path, name):
    assert read_roots(tmp_path / name if name else None) == Roots()
