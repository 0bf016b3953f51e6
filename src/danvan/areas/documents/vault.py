"""Digital signing of a document: the key is used once, here, and kept nowhere."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from danvan.areas.documents import queries
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Step
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import signings
from danvan.kernel.correspondence.models import DocumentVersion, Manner, Signing
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import keep, read
from danvan.law.collation import fold
from danvan.papers.signing import Appearance, Key, Report, key_from_file, sign, validate
from danvan.papers.signing_keys import LARGEST, Pkcs11Token
from danvan.papers.signing_roots import Roots, read_roots
from danvan.papers.stamp_places import Spot, spot_above
from danvan.papers.stamps import Stamp, draw

DEVICE: Final = "device"
"""Manner of signing with a device; kept as a digital one."""
WIDTH: Final = 70
"""Of what is seen of a signature, millimetres; it stands above the name of who signs."""
TALL: Final = 20
HEIGHT: Final = 14
"""Where a print leaves no room there, in the lower margin of the last page."""
LOW: Final = 3
PLACES: Final = (112, 30)
"""From the left edge, millimetres: the first who signs stands on the right."""


def sign_digitally(signing: Signing, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Sign the print of a document, and keep what its validation found.

    Number and day stand in the print before the first one signs, as nothing may change after.

    Raises:
        Refused: ``DOC-09`` another day than today, ``DOC-14`` the certificate names somebody else
            and no reason is given; the code of what is wrong with the key; as ``print_to_sign`` and
            ``signings.note_signing``.
    """
    day = step.effective_on
    if day != actor.today:
        raise Refused("DOC-09")
    version = print_to_sign(signing, day)
    before, at = read(last_file(signing, version)), timezone.now()
    with unlocked(data, at) as key:
        is_other = fold(key.holder.name) != fold(signing.name)
        if is_other and not step.reason:
            raise Refused("DOC-14", holder=key.holder.name, signer=signing.name)
        signed = _signed(before, signing, key, at)
    file = keep(io.BytesIO(signed), version.pdf.name if version.pdf else "", by=actor.label)
    report = report_of(signed) | ({"other": step.reason} if is_other else {})
    done = signings.Signed(Manner.DIGITAL, day, file, version, report)
    signings.note_signing(signing, done, actor)


def print_to_sign(signing: Signing, day: date) -> DocumentVersion:
    """Return the print that is signed.

    Raises:
        Refused: ``DOC-08`` none was asked for, ``DOC-10`` it has another day, ``DOC-18`` it is not
            ready.
    """
    dated = signing.document.content.get("dated")
    order = queries.print_of(signing.document)
    if order is None or not dated:
        raise Refused("DOC-08")
    if dated != day.isoformat():
        raise Refused("DOC-10", day=date.fromisoformat(dated))
    if order.version is None:
        raise Refused("DOC-18")
    return order.version


def last_file(signing: Signing, version: DocumentVersion) -> StoredFile:
    """Return the file with the signatures given so far, or the print without any."""
    rows = signing.document.signings.filter(version=version, manner=Manner.DIGITAL)
    last = rows.order_by("-order").first()
    file = last.file if last else version.pdf
    assert file is not None  # noqa: S101  a print has its PDF, a digital signature its file
    return file


@contextmanager
def unlocked(data: Mapping[str, Any], at: datetime) -> Iterator[Key]:
    """Give the key for one signature: of a file that was sent, or of a device at the server.

    Raises:
        Refused: ``DOC-05`` no file was sent, ``DOC-20`` the server knows no devices.
        SigningError: What is wrong with the key.
    """
    secret = str(data.get("passphrase", ""))
    if data.get("manner") == DEVICE:
        if not settings.PKCS11_MODULE:
            raise Refused("DOC-20")
        label = str(data.get("key_label", ""))
        token = Pkcs11Token(settings.PKCS11_MODULE, str(data.get("token", "")), label)
        with token.unlocked(secret, at=at) as key:
            yield key
        return
    upload = data.get("key_file")
    if upload is None:
        raise Refused("DOC-05")
    upload.seek(0)
    yield key_from_file(upload.read(LARGEST + 1), secret, at=at)


def trusted_roots() -> Roots:
    """Return whom the site trusts."""
    folder = settings.SIGNING_ROOTS
    return read_roots(Path(folder) if folder else None)


def checked(content: bytes) -> Report:
    """Return what the signatures of a PDF are worth here.

    Raises:
        SigningError: As ``validate``.
    """
    return validate(content, trusted_roots().certificates)


def report_of(signed: bytes) -> dict[str, Any]:
    """Return what is kept of the validation of a signed print, with one sentence."""
    report = checked(signed)
    told: dict[str, Any] = json.loads(report.as_json())
    return told | {"sentence": told_of(report)}


def told_of(report: Report) -> str:
    """Return what a validation says, in one sentence."""
    names = ", ".join(one.name for one in report.signatures)
    if not report.signatures:
        return _("Tệp này không có chữ ký số nào.")
    if not report.is_whole:
        return _("Chữ ký không còn khớp: tệp đã bị sửa sau khi ký hoặc bị hỏng.")
    if not report.is_trusted:
        return _("Chữ ký nguyên vẹn: %(names)s; nơi cấp chứng thư chưa được tin cậy.") % {
            "names": names
        }
    return _("Chữ ký nguyên vẹn, nơi cấp được tin cậy: %(names)s.") % {"names": names}


def _signed(before: bytes, signing: Signing, key: Key, at: datetime) -> bytes:
    order = len(validate(before).signatures) + 1
    spot = spot_above(before, signing.name, WIDTH, TALL)
    height = TALL if spot else HEIGHT
    spot = spot or Spot(-1, PLACES[(order - 1) % len(PLACES)], LOW)
    seen = draw(Stamp("signer", (key.holder.name, signing.title), at, WIDTH, height))
    shown = Appearance(seen, spot.page, spot.left, spot.bottom, WIDTH, height)
    return sign(before, key, shown, order=order, at=at)
