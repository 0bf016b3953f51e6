"""Files that come without an account: looked into, kept, staged until their form is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import keep, kept_name
from danvan.kernel.letterbox.models import Enclosure
from danvan.law.errors import LawError
from danvan.papers.secrecy import secret_mark
from danvan.readers.reading import read_file

MOST_FILES: Final = 5
"""Files of one letter or message; a setting of the site."""
READ_ENDINGS: Final = (".pdf", ".docx", ".txt")
READ_MOST: Final = 5 * 1024 * 1024
"""Bytes up to which a file is read for a mark of secrets before it is kept."""


def stage(upload: Any, form: str) -> Enclosure:
    """Keep one file under a form that is not sent yet; one that waits there already is kept once.

    Args:
        form: Digest of the form, as the letter or message will carry it.

    Raises:
        FileRefused: It is none that may be kept.
        Refused: ``LET-03`` it carries a mark of State secrets, ``LET-12`` there are enough.
    """
    waiting = list(staged(form))
    same = _same(upload, waiting)
    if same:
        return same
    if len(waiting) >= MOST_FILES:
        raise Refused("LET-12", most=MOST_FILES)
    _refuse_secret(upload)
    upload.seek(0)
    kept = keep(upload, str(upload.name), by="")
    return Enclosure.objects.create(form=form, file=kept, made_at=timezone.now())


def staged(form: str) -> QuerySet[Enclosure]:
    """Return the files that wait under a form."""
    return Enclosure.objects.filter(form=form).select_related("file").order_by("pk")


def enclosed(case: Case, *, thread: bool = False) -> QuerySet[Enclosure]:
    """Return the files of a case's letter; with ``thread`` those of its messages too."""
    rows = Enclosure.objects.filter(case=case).select_related("file").order_by("pk")
    return rows if thread else rows.filter(message=None)


def _same(upload: Any, waiting: Iterable[Enclosure]) -> Enclosure | None:
    """Return the enclosure that has this name and these bytes, where there is one."""
    named = [one for one in waiting if one.file.name == kept_name(str(upload.name))]
    if not named:
        return None
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return next((one for one in named if one.file.digest == digest.hexdigest()), None)


def _refuse_secret(upload: Any) -> None:
    if not str(upload.name).lower().endswith(READ_ENDINGS) or upload.size > READ_MOST:
        return
    upload.seek(0)
    try:
        pages = read_file(upload.read(), str(upload.name))
    except LawError:
        return
    mark = secret_mark("\f".join(pages.texts))
    if mark:
        raise Refused("LET-03", mark=mark.written)
