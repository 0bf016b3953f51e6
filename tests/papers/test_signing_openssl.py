"""Signatures as OpenSSL sees them: the container is cut out of the file by its byte range alone.

OpenSSL knows nothing of PDF and nothing of the library that signed. Its ``-cades`` asks that the
certificate is bound into what was signed, as PAdES does.
"""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from danvan.papers.signing import Appearance, key_from_file, sign, validate
from danvan.papers.stamps import Stamp, draw
from tests.papers.certificates import (
    AT,
    FIRST,
    PASSPHRASE,
    SECOND,
    chain_file,
    key_file,
    other_key_file,
    root,
)
from tests.papers.containers import RANGE, ask, containers

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL absent")


def signed_by(pdf: bytes, *names: str) -> bytes:
    for order, name in enumerate(names, 1):
        look = Appearance(draw(Stamp("signer", (name,), AT)), bottom=40 + 40 * order)
        pdf = sign(pdf, key_from_file(key_file(name), PASSPHRASE, at=AT), look, order=order, at=AT)
    return pdf


def test_openssl_verifies_both_signatures_up_to_the_root(printed, tmp_path):
    found = containers(signed_by(printed, FIRST, SECOND))

    assert len(found) == 2
    for container, content in found:
        told, holds = ask(tmp_path, container, content, "-verify", "-cades")
        assert holds, told


def test_each_range_covers_the_file_up_to_its_own_signature(printed):
    pdf = signed_by(printed, FIRST, SECOND)
    ends = [int(told[3]) + int(told[4]) for told in RANGE.finditer(pdf)]

    assert all(one < other for one, other in pairwise(ends))
    assert ends[-1] == len(pdf)


def test_openssl_finds_a_changed_byte_and_a_foreign_root(printed, tmp_path):
    ((container, content),) = containers(signed_by(printed, FIRST))
    changed = bytes([content[40] ^ 1]).join((content[:40], content[41:]))

    assert not ask(tmp_path, container, changed, "-verify", "-cades")[1]
    foreign = root("Nơi cấp khác")
    assert not ask(tmp_path, container, content, "-verify", "-cades", trusted=foreign)[1]


def test_the_container_is_of_level_b_b(printed, tmp_path):
    """The certificate is bound in; the moment stands in the file, not in the container."""
    ((container, content),) = containers(signed_by(printed, FIRST))

    told, _holds = ask(tmp_path, container, content, "-cmsout", "-print", "-noout")

    assert "signingCertificateV2" in told
    assert "sha256" in told
    assert "object: signingTime" not in told
    assert "eContent: <ABSENT>" in told


@pytest.mark.parametrize("kind", ["curve", "old lock"])
def test_keys_of_other_kinds_sign(printed, tmp_path, kind):
    key = key_from_file(other_key_file(kind), PASSPHRASE, at=AT)

    signed = sign(printed, key, Appearance(), order=1, at=AT)

    assert validate(signed, [root()]).is_trusted
    ((container, content),) = containers(signed)
    assert ask(tmp_path, container, content, "-verify", "-cades")[1]


def test_a_chain_in_the_key_file_is_kept_in_the_signature(printed, tmp_path):
    key = key_from_file(chain_file(), PASSPHRASE, at=AT)

    signed = sign(printed, key, Appearance(), order=1, at=AT)

    assert validate(signed, [root()]).is_trusted
    ((container, content),) = containers(signed)
    assert ask(tmp_path, container, content, "-verify", "-cades")[1]
