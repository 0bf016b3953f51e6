"""Digital signing of a document: the key is used once, here, and kept nowhere."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from danvan.areas.documents import export
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import documents, signings
from danvan.kernel.correspondence.models import Document, DocumentVersion, Manner, Signing
from danvan.kernel.files.store import keep, read
from danvan.papers.signing import Appearance, key_from_file, sign, validate
from danvan.papers.signing_keys import LARGEST
from danvan.papers.stamps import Stamp, draw

WIDTH: Final = 70
"""Of what is seen of a signature, millimetres; it stands in the lower margin of the last page."""
HEIGHT: Final = 14
LOW: Final = 3
PLACES: Final = (112, 30)
"""From the left edge, millimetres: the first who signs stands on the right."""


def sign_digitally(signing: Signing, day: date, actor: Actor, data: Mapping[str, Any]) -> None:
    """Sign the print of a document with the key of a file, and note what its validation found.

    Number and day stand in the print before the first one signs, as nothing may change after.

    Raises:
        Refused: ``DOC-08`` no number is held, ``DOC-09`` another day than today; the code of what
            is wrong with the key; as ``signings.note_signing``.
    """
    document = signing.document
    if document.number is None:
        raise Refused("DOC-08")
    if day != actor.today:
        raise Refused("DOC-09")
    version = version_to_sign(document, day, actor)
    before = read(last_file(document, version))
    signed = _signed(before, signing, timezone.now(), data)
    name = version.pdf.name if version.pdf else "ban-ky.pdf"
    file = keep(io.BytesIO(signed), name, by=actor.label)
    report = {"sentence": told_of(signed), "signatures": validate(signed).as_json()}
    done = signings.Signed(Manner.DIGITAL, day, file, version, report)
    signings.note_signing(signing, done, actor)


def version_to_sign(document: Document, day: date, actor: Actor) -> DocumentVersion:
    """Return the version that those before have signed, or a new one with number and day.

    Raises:
        Refused: ``DOC-10``, those before signed on another day.
    """
    before = document.signings.filter(manner=Manner.DIGITAL, version__isnull=False).first()
    if before is None or before.version is None:
        content = {**document.content, "dated": day.isoformat()}
        documents.change_draft(document, {"content": content}, actor)
        return export.keep_version(document, day, _("Bản để ký số"), actor)
    if before.signed_on != day:
        raise Refused("DOC-10", day=before.signed_on)
    return before.version


def last_file(document: Document, version: DocumentVersion) -> Any:
    """Return the file with the signatures given so far, or the print without any."""
    last = document.signings.filter(version=version, manner=Manner.DIGITAL).order_by("-order")
    signing = last.first()
    return signing.file if signing else version.pdf


def told_of(signed: bytes) -> str:
    """Return what the validation of a signed print says, in one sentence."""
    report = validate(signed)
    names = ", ".join(one.name for one in report.signatures)
    if not report.is_whole:
        return _("Chữ ký không khớp với nội dung tệp.")
    return _("Chữ ký nguyên vẹn: %(names)s.") % {"names": names}


def _signed(before: bytes, signing: Signing, at: datetime, data: Mapping[str, Any]) -> bytes:
    upload = data.get("key_file")
    if upload is None:
        raise Refused("DOC-05")
    upload.seek(0)
    key = key_from_file(upload.read(LARGEST + 1), str(data.get("passphrase", "")), at=at)
    order = len(validate(before).signatures) + 1
    seen = Stamp("signer", (key.holder.name, signing.title), at, WIDTH, HEIGHT)
    place = PLACES[(order - 1) % len(PLACES)]
    shown = Appearance(draw(seen), left=place, bottom=LOW, width=WIDTH, height=HEIGHT)
    return sign(before, key, shown, order=order, at=at)
