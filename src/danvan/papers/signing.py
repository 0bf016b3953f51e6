"""Sign a PDF as PAdES B-B, one signer after the other, and say what the signatures of a PDF are
worth.

Each signature is added behind what stands; nothing signed before is touched.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as LibraryError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle

from danvan.papers.signing_keys import Holder, Key, SigningError, Token, key_from_file
from danvan.papers.signing_reports import BROKEN, Report, Seen, validate

__all__ = [
    "Appearance",
    "Holder",
    "Key",
    "Report",
    "Seen",
    "SigningError",
    "Token",
    "key_from_file",
    "sign",
    "validate",
]

FIELD: Final = "Signature{order}"
_POINTS: Final = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where a signature is seen.

    Args:
        stamp: One-page PDF, as ``stamps.draw`` makes it; ``b""`` signs without anything seen.
        page: From 1; -1 is the last page.
        left: From the left edge of the page, millimetres; ``bottom`` from the lower one.
        width: Millimetres; ``height`` too.
        reason: Kept in the signature, such as the number of the document.
        place: Kept in the signature.
    """

    stamp: bytes = b""
    page: int = -1
    left: float = 110
    bottom: float = 40
    width: float = 70
    height: float = 24
    reason: str = ""
    place: str = ""

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Return lower left and upper right corner in points."""
        edges = (self.left, self.bottom, self.left + self.width, self.bottom + self.height)
        left, low, right, high = (round(edge * _POINTS) for edge in edges)
        return left, low, right, high


def sign(pdf: bytes, key: Key, appearance: Appearance, *, order: int, at: datetime) -> bytes:
    """Return a PDF with one more signature behind what stands.

    Args:
        pdf: As printed, or as the signers before have left it.
        key: Of who signs now.
        appearance: Where it is seen.
        order: Which signature this is, from 1; all before it must stand and be whole.
        at: Moment of signing, with zone; as the machine tells it, proved by nobody.

    Raises:
        SigningError: ``SEAL-12``, no PDF that can be signed; ``SEAL-13``, locked with a password;
            ``SEAL-14``, not this signer's turn; ``SEAL-15``, changed after a signature before;
            ``SEAL-16``, the page is not there; ``SEAL-17``, the key did not sign.
    """
    writer = _writer(pdf)
    _check_turn(pdf, order)
    if appearance.stamp and not _has_page(writer, appearance.page):
        raise SigningError("SEAL-16", page=appearance.page)
    name = FIELD.format(order=order)
    signer = _PdfSigner(
        PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=appearance.reason or None,
            location=appearance.place or None,
            name=key.holder.name,
        ),
        key.signer,
        stamp_style=_style(appearance),
        new_field_spec=_field(name, appearance),
    )
    signer.moment = at
    try:
        signed: bytes = signer.sign_pdf(writer).getvalue()
    except (LibraryError, *BROKEN) as error:
        raise SigningError("SEAL-17") from error
    return signed


class _PdfSigner(PdfSigner):
    """The library's signer with the moment as an argument."""

    moment: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        """Return the session with our moment."""
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


class _Drawn(PdfContent):
    """A drawing in memory; the library's own reads a file on disk."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        super().__init__()

    def render(self) -> bytes:
        """Return the command that shows the drawing."""
        form = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.content)))
        self.resources.xobject["/Drawn"] = form
        left, low, right, high = form.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return b"/Drawn Do"


def _style(appearance: Appearance) -> StaticStampStyle | None:
    if not appearance.stamp:
        return None
    whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
    return StaticStampStyle(
        border_width=0,
        background=_Drawn(appearance.stamp),
        background_layout=whole,
    )


def _field(name: str, appearance: Appearance) -> SigFieldSpec:
    if not appearance.stamp:
        return SigFieldSpec(name)
    page = appearance.page - 1 if appearance.page > 0 else appearance.page
    return SigFieldSpec(name, on_page=page, box=appearance.box)


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    """Return the writer behind a PDF, which must be whole and open."""
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        if writer.prev.encrypted:
            raise SigningError("SEAL-13")
        if not int(writer.root["/Pages"]["/Count"]):
            raise SigningError("SEAL-12")
    except BROKEN as error:
        raise SigningError("SEAL-12") from error
    return writer


def _check_turn(pdf: bytes, order: int) -> None:
    """Refuse a signature out of turn, or behind one that no longer holds."""
    before: Sequence[Seen] = validate(pdf).signatures
    if len(before) != order - 1:
        raise SigningError("SEAL-14", order=order, count=len(before))
    for each in before:
        if not each.is_intact or each.is_changed_after:
            raise SigningError("SEAL-15", order=each.order)


def _has_page(writer: IncrementalPdfFileWriter, page: int) -> bool:
    count = int(writer.root["/Pages"]["/Count"])
    return page == -1 or 1 <= page <= count
