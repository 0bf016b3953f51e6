"""Say what the signatures of a PDF are worth: who, when, whole, trusted, changed after."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import pem, x509  # type: ignore[import-untyped]
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError as LibraryError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from danvan.papers.signing_keys import SigningError, holder_of

for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)  # its warnings name the signers

_FOR_SIGNING: Final = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
BROKEN: Final = (
    PdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
)
"""What the library raises on a damaged file, beside its own error."""

_REFUSED: Final = (LibraryError, ValidationInfoReadingError, PathError, *BROKEN)


@dataclass(frozen=True, slots=True)
class Seen:
    """One signature of a PDF.

    Args:
        order: From 1, as they were added.
        name: Of the signer, as the certificate says; ``""`` where it cannot be read.
        begins: From when the certificate holds; ``ends`` until when, both inclusive, with zone.
        at: Moment the signature claims; proved by nobody, as there is no time stamp.
        is_intact: The bytes it covers are those that were signed, and by this certificate.
        is_trusted: Its chain ends at a given root and the certificate held at the claimed moment.
            Whether it was revoked is not asked, as that needs a network.
        is_changed_after: Something beyond further signatures was added behind it.
        covers_whole: It covers every byte of the file.
    """

    order: int
    field: str
    name: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    at: datetime | None = None
    is_intact: bool = False
    is_trusted: bool = False
    is_changed_after: bool = False
    covers_whole: bool = False

    @property
    def holds(self) -> bool:
        """Return whether the signature stands for the document as it is."""
        return self.is_intact and not self.is_changed_after


@dataclass(frozen=True, slots=True)
class Report:
    """All signatures of a PDF in their order; none is an empty report."""

    signatures: tuple[Seen, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether it is signed and every signature stands for the document as it is."""
        return bool(self.signatures) and all(each.holds for each in self.signatures)

    @property
    def is_trusted(self) -> bool:
        """Return whether it is whole and every signer is trusted."""
        return self.is_whole and all(each.is_trusted for each in self.signatures)

    def as_json(self) -> str:
        """Return the report for keeping; moments in ISO 8601."""
        rows = [asdict(each) for each in self.signatures]
        told = {"whole": self.is_whole, "trusted": self.is_trusted, "signatures": rows}
        return json.dumps(told, ensure_ascii=False, indent=2, default=datetime.isoformat)


def validate(pdf: bytes, roots: Sequence[bytes] = ()) -> Report:
    """Return what the signatures of a PDF are worth; nothing is fetched from anywhere.

    Args:
        pdf: Whole file.
        roots: Certificates that are trusted, each as DER or PEM.

    Raises:
        SigningError: ``SEAL-12``, no PDF that can be read; ``SEAL-13``, locked with a password;
            ``SEAL-18``, a root is no certificate.
    """
    trusted = [_certificate(root) for root in roots]
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise SigningError("SEAL-13")
        found = list(reader.embedded_regular_signatures)
    except BROKEN as error:
        raise SigningError("SEAL-12") from error
    return Report(tuple(_seen(order, each, trusted) for order, each in enumerate(found, start=1)))


def _certificate(content: bytes) -> x509.Certificate:
    try:
        if pem.detect(content):
            _kind, _headers, content = pem.unarmor(content)
        return x509.Certificate.load(content, strict=True)
    except (ValueError, TypeError) as error:
        raise SigningError("SEAL-18") from error


def _seen(order: int, found: Any, trusted: list[x509.Certificate]) -> Seen:
    """Return one signature; what cannot be checked is not intact."""
    field = str(found.field_name)
    try:
        at = found.self_reported_timestamp
        told = holder_of(found.signer_cert)
        status = asyncio.run(_status(found, trusted, at))
    except _REFUSED:
        return Seen(order, field, is_changed_after=True)
    is_allowed = bool(status.docmdp_ok)
    return Seen(
        order,
        field,
        told.name,
        told.organisation,
        told.issuer,
        told.serial,
        told.begins,
        told.ends,
        at,
        is_intact=bool(status.intact and status.valid),
        is_trusted=bool(status.intact and status.valid and status.trusted),
        is_changed_after=not is_allowed,
        covers_whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )


async def _status(found: Any, trusted: list[x509.Certificate], at: datetime | None) -> Any:
    context = ValidationContext(
        trust_roots=trusted,
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=at,
    )
    return await async_validate_pdf_signature(
        found, signer_validation_context=context, key_usage_settings=_FOR_SIGNING
    )
