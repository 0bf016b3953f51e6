from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.messages import say
from danvan.papers.signing import Appearance, SigningError, key_from_file, sign, validate
from danvan.papers.signing_keys import Pkcs11Token
from tests.papers.certificates import (
    AT,
    BEGINS,
    ENDS,
    FIRST,
    PASSPHRASE,
    SECOND,
    certificate,
    key_file,
    private_key,
    root,
)
from tests.papers.containers import ask, containers

LIBRARY = next(
    (
        path
        for path in map(
            Path, ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")
        )
        if path.exists()
    ),
    None,
)


def _refusal(content: bytes, passphrase: str = PASSPHRASE, at=AT) -> str:
    with pytest.raises(SigningError) as refused:
        key_from_file(content, passphrase, at=at)
    return refused.value.code


def test_a_key_tells_its_holder():
    holder = key_from_file(key_file(), PASSPHRASE, at=AT).holder

    assert (holder.name, holder.organisation) == (FIRST, "Đảng ủy xã Mẫu")
    assert (holder.begins, holder.ends) == (BEGINS, ENDS)


def test_a_key_hides_what_signs():
    assert "signer" not in repr(key_from_file(key_file(), PASSPHRASE, at=AT))


@pytest.mark.parametrize(
    "content", [b"", b"text", b"\x30\x80", b"\x30\x03\x02\x01\x03", b"x" * 200_001]
)
def test_what_is_no_key_file_is_refused(content):
    assert _refusal(content) == "SEAL-01"


def test_a_wrong_passphrase_is_told():
    assert _refusal(key_file(), "sai") == "SEAL-02"


def test_a_missing_passphrase_is_told():
    assert _refusal(key_file(), "") == "SEAL-03"


def test_a_file_without_passphrase_is_refused():
    assert _refusal(key_file(passphrase="")) == "SEAL-04"


def test_a_file_without_private_key_is_refused():
    assert _refusal(key_file(with_key=False)) == "SEAL-05"


@pytest.mark.parametrize(
    ("at", "code"),
    [(ENDS + timedelta(seconds=1), "SEAL-06"), (BEGINS - timedelta(seconds=1), "SEAL-07")],
)
def test_a_certificate_has_its_time(at, code):
    assert _refusal(key_file(), at=at) == code


@pytest.mark.parametrize("at", [BEGINS, ENDS])
def test_first_and_last_moment_count(at):
    assert key_from_file(key_file(), PASSPHRASE, at=at).holder.name == FIRST


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("để mã hóa", {"signs": False}),
        ("Nơi cấp để thử", {}),
        ("ngắn", {"bits": 1024}),
    ],
)
def test_what_is_not_for_signing_is_refused(name, how):
    assert _refusal(key_file(name, **how)) == "SEAL-08"


def test_a_file_that_asks_for_endless_work_is_refused_at_once():
    content = key_file()
    container = asn1_pkcs12.Pfx.load(content)
    container["mac_data"]["iterations"] = 2**31

    assert _refusal(container.dump(force=True)) == "SEAL-01"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_key_file_is_refused(part):
    content = key_file()

    assert _refusal(content[: int(len(content) * part)]) == "SEAL-01"


def test_a_damaged_key_file_never_signs_and_always_speaks():
    """Change single bytes all over the file; nothing but our own refusal may come out."""
    content, told = key_file(), set()
    for place in range(0, len(content), len(content) // 40):
        changed = content[:place] + bytes([content[place] ^ 0x15]) + content[place + 1 :]
        try:
            key_from_file(changed, PASSPHRASE, at=AT)
        except SigningError as refused:
            told.add(refused.code)

    assert told <= {"SEAL-01", "SEAL-02", "SEAL-05", "SEAL-08"}
    assert len(told) > 1


@given(st.binary(max_size=400))
def test_what_is_no_key_file_is_refused_whatever_it_holds(content):
    assert _refusal(content) == "SEAL-01"


@pytest.mark.parametrize("code", [f"SEAL-{number:02d}" for number in range(1, 12)])
def test_each_refusal_speaks(code):
    fields = {"day": ENDS.date(), "token": "danvan"}

    assert say(code, fields) != say(code, fields, language="en")


@pytest.fixture
def token(tmp_path, monkeypatch):
    """Return a device of SoftHSM that holds one key."""
    pytest.importorskip("pkcs11", reason="python-pkcs11 absent")
    if LIBRARY is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM absent")
    settings = tmp_path / "softhsm2.conf"
    (tmp_path / "tokens").mkdir()
    settings.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    _run("--init-token", "--free", "--label", "danvan", "--so-pin", "1234", "--pin", "5678")
    key = tmp_path / "key.pem"
    key.write_bytes(
        private_key(FIRST, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    _run(
        "--import", str(key), "--token", "danvan", "--label", "sign", "--id", "01", "--pin", "5678"
    )
    _put_certificate()
    return Pkcs11Token(str(LIBRARY), "danvan", "sign")


def _run(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)


def _put_certificate(found=None, label: str = "sign", mark: bytes = b"\x01") -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    found = found or certificate(FIRST)
    told = decode_x509_certificate(found.public_bytes(Encoding.DER))
    told |= {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.ID: mark}
    device = pkcs11.lib(str(LIBRARY))
    device.reinitialize()
    with device.get_token(token_label="danvan").open(user_pin="5678", rw=True) as session:
        session.create_object(told | {pkcs11.Attribute.TOKEN: True})


def test_a_token_signs(token, printed):
    with token.unlocked("5678", at=AT) as key:
        signed = sign(printed, key, Appearance(), order=1, at=AT)

    report = validate(signed, [root()])

    assert report.is_trusted
    assert report.signatures[0].name == FIRST


def test_a_token_signs_second_and_other_programs_agree(token, printed, tmp_path):
    first = key_from_file(key_file(SECOND), PASSPHRASE, at=AT)
    signed = sign(printed, first, Appearance(), order=1, at=AT)
    with token.unlocked("5678", at=AT) as key:
        holder = key.holder
        signed = sign(signed, key, Appearance(), order=2, at=AT)

    report = validate(signed, [root()])
    assert report.is_trusted
    assert [each.name for each in report.signatures] == [SECOND, FIRST]
    assert (holder.name, holder.begins, holder.ends) == (FIRST, BEGINS, ENDS)
    for container, content in containers(signed):
        assert ask(tmp_path, container, content, "-verify", "-cades")[1]
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    command = ["pdfsig", "-nocert", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") == 2


def test_certificates_above_on_a_token_go_into_the_signature(token, printed, tmp_path):
    between = "Nơi cấp ở giữa"
    _put_certificate(certificate(between, certifies=True), "above", b"\x02")
    with token.unlocked("5678", at=AT) as key:
        signed = sign(printed, key, Appearance(), order=1, at=AT)

    ((container, _content),) = containers(signed)
    path = tmp_path / "sig.der"
    path.write_bytes(container)
    command = ["openssl", "cms", "-cmsout", "-inform", "DER", "-in", str(path), "-certsout"]
    subprocess.run([*command, str(tmp_path / "certs.pem"), "-noout"], check=True)
    held = x509.load_pem_x509_certificates((tmp_path / "certs.pem").read_bytes())
    assert certificate(between, certifies=True) in held


@pytest.mark.parametrize(("pin", "code"), [("0000", "SEAL-10"), ("", "SEAL-03")])
def test_a_wrong_pin_is_told(token, pin, code):
    with pytest.raises(SigningError) as refused, token.unlocked(pin, at=AT):
        pass

    assert refused.value.code == code


def test_a_token_that_is_not_there_is_told(token):
    absent = Pkcs11Token(token.module, "khác", "sign")

    with pytest.raises(SigningError) as refused, absent.unlocked("5678", at=AT):
        pass

    assert refused.value.code == "SEAL-09"


def test_a_label_that_is_not_there_is_told(token):
    absent = Pkcs11Token(token.module, token.token, "khác")

    with pytest.raises(SigningError) as refused, absent.unlocked("5678", at=AT):
        pass

    assert refused.value.code == "SEAL-05"


def test_a_machine_without_the_library_says_so(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pkcs11", None)

    with pytest.raises(SigningError) as refused, Pkcs11Token("x", "y", "z").unlocked("1", at=AT):
        pass

    assert refused.value.code == "SEAL-11"
