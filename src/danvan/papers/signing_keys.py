"""Keys that sign: a PKCS#12 file with its passphrase, or a token behind PKCS#11.

A key lives in memory for one signature and is written nowhere; nor is its passphrase or PIN.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any, Final, Protocol

from asn1crypto import pkcs12 as asn1_pkcs12  # type: ignore[import-untyped]
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import Signer, SimpleSigner

from danvan.papers.values import PaperError

LARGEST: Final = 200_000
"""Bytes of a PKCS#12 file; real ones have less than ten thousand."""

MOST_ROUNDS: Final = 5_000_000
"""Rounds of key stretching that a file may ask for; more would only hold the machine."""

LEAST_BITS: Final = 2048
_USES: Final = frozenset({"digital_signature", "non_repudiation"})


class SigningError(PaperError):
    """A key that cannot sign, or a document that cannot be signed."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a certificate names, and from when until when; both moments inclusive, with zone."""

    name: str
    organisation: str
    issuer: str
    serial: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Key:
    """A key that is ready to sign."""

    holder: Holder
    signer: Signer = field(repr=False)


class Token(Protocol):
    """Where keys never leave a device; one implementation speaks PKCS#11."""

    def unlocked(self, pin: str, *, at: datetime) -> AbstractContextManager[Key]:
        """Open the device for one signature.

        Args:
            pin: Of who signs; kept nowhere.
            at: Moment of signing, with zone.

        Raises:
            SigningError: As ``key_from_file``, ``SEAL-09`` where no device answers, ``SEAL-10``
                for a wrong PIN.
        """


def key_from_file(content: bytes, passphrase: str, *, at: datetime) -> Key:
    """Return the key of a PKCS#12 file.

    Args:
        content: Of a ``.p12`` or ``.pfx`` file.
        passphrase: What protects it.
        at: Moment of signing, with zone.

    Raises:
        SigningError: ``SEAL-01``, no PKCS#12 file; ``SEAL-02``, wrong passphrase; ``SEAL-03``, none
            given; ``SEAL-04``, the file is not protected; ``SEAL-05``, it holds no private key with
            its certificate; ``SEAL-06``, the certificate expired; ``SEAL-07``, it begins later;
            ``SEAL-08``, it is not for signing.
    """
    _check_container(content)
    if _opens(content, None) or _opens(content, b""):
        raise SigningError("SEAL-04")
    if not passphrase:
        raise SigningError("SEAL-03")
    if not _opens(content, passphrase.encode()):
        raise SigningError("SEAL-02")
    key, certificate, _others = pkcs12.load_key_and_certificates(content, passphrase.encode())
    if key is None or certificate is None:
        raise SigningError("SEAL-05")
    try:
        signer = SimpleSigner.load_pkcs12_data(content, (), passphrase.encode())
    except (ValueError, TypeError, NotImplementedError) as error:
        raise SigningError("SEAL-08") from error
    return _ready(signer, at)


@dataclass(frozen=True, slots=True)
class Pkcs11Token:
    """A device that answers through a PKCS#11 library.

    Args:
        module: Path of the library of the device.
        token: Label of the token.
        label: Of key and certificate on it.
    """

    module: str
    token: str
    label: str

    @contextmanager
    def unlocked(self, pin: str, *, at: datetime) -> Iterator[Key]:
        """Open the device for one signature; see ``Token``."""
        try:
            pkcs11: Any = import_module("pkcs11")
            from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session  # later: optional
        except ImportError as error:
            raise SigningError("SEAL-11") from error
        from pyhanko.config.pkcs11 import TokenCriteria  # later: optional

        if not pin:
            raise SigningError("SEAL-03")
        wanted = TokenCriteria(label=self.token)
        try:
            session = open_pkcs11_session(self.module, token_criteria=wanted, user_pin=pin)
        except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid) as error:
            raise SigningError("SEAL-10") from error
        except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
            raise SigningError("SEAL-09", token=self.token) from error
        with session:
            yield _ready(self._signer(PKCS11Signer, session), at)

    def _signer(self, kind: Any, session: Any) -> Signer:
        """Return the signer of the label, with all certificates that the device holds."""
        signer: Signer = kind(
            session, cert_label=self.label, key_label=self.label, other_certs_to_pull=None
        )
        try:
            found = signer.signing_cert
        except Exception as error:  # the library has no common error for what is not there
            raise SigningError("SEAL-05") from error
        if found is None:
            raise SigningError("SEAL-05")
        return signer


def holder_of(certificate: x509.Certificate) -> Holder:
    """Return whom a certificate names; what it does not say is empty."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return Holder(
        name=_told(subject, "common_name") or certificate.subject.human_friendly,
        organisation=_told(subject, "organization_name"),
        issuer=_told(issuer, "common_name") or certificate.issuer.human_friendly,
        serial=f"{certificate.serial_number:x}",
        begins=certificate.not_valid_before,
        ends=certificate.not_valid_after,
    )


def _told(names: Any, wanted: str) -> str:
    value = names.get(wanted, "")
    return str(value[0] if isinstance(value, list) else value)


def _ready(signer: Signer, at: datetime) -> Key:
    """Return a key after its certificate was looked at."""
    certificate = signer.signing_cert
    if certificate is None:
        raise SigningError("SEAL-05")
    holder = holder_of(certificate)
    if at > holder.ends:
        raise SigningError("SEAL-06", day=holder.ends.date())
    if at < holder.begins:
        raise SigningError("SEAL-07", day=holder.begins.date())
    if not _may_sign(certificate):
        raise SigningError("SEAL-08")
    return Key(holder, signer)


def _may_sign(certificate: x509.Certificate) -> bool:
    uses = certificate.key_usage_value
    is_short = certificate.public_key.algorithm == "rsa" and (
        certificate.public_key.bit_size < LEAST_BITS
    )
    return not certificate.ca and not is_short and uses is not None and bool(_USES & uses.native)


def _opens(content: bytes, passphrase: bytes | None) -> bool:
    try:
        pkcs12.load_key_and_certificates(content, passphrase)
    except (ValueError, TypeError):
        return False
    return True


def _check_container(content: bytes) -> None:
    """Refuse what is no PKCS#12 file, or asks for endless work before the first answer."""
    if len(content) > LARGEST:
        raise SigningError("SEAL-01")
    try:
        container = asn1_pkcs12.Pfx.load(content, strict=True)
        rounds = [container["mac_data"]["iterations"].native] if container["mac_data"] else []
        rounds += [each for each in _rounds(container) if each is not None]
    except (ValueError, TypeError, KeyError) as error:
        raise SigningError("SEAL-01") from error
    if any(each > MOST_ROUNDS for each in rounds):
        raise SigningError("SEAL-01")


def _rounds(container: Any) -> Iterator[int | None]:
    """Yield the rounds that each locked part of a container asks for."""
    for part in container.authenticated_safe:
        if part["content_type"].native == "encrypted_data":
            told = part["content"]["encrypted_content_info"]["content_encryption_algorithm"]
            yield told.kdf_iterations
            continue
        for bag in asn1_pkcs12.SafeContents.load(part["content"].native):
            if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                yield bag["bag_value"]["encryption_algorithm"].kdf_iterations
