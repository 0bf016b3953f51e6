"""Files on their way in: nobody's upload is read beyond what may be kept, and no word is lost."""

from __future__ import annotations

from typing import IO, Any, Final

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import FileRefused
from danvan.kernel.letterbox.enclosing import stage
from danvan.web.errors import sentence

LONGEST_BODY: Final = 400 * 1024 * 1024
"""Bytes of one request beyond which nothing of it is read."""
LONGEST_LENGTH: Final = 18
"""Digits of a length; one of more is not reckoned with."""

LAST_FIELD: Final = "whole"
"""Stands last in every form with files."""


class Measured(FileUploadHandler):
    """Drops the rest of a file once it is larger than what may be kept; its form is read on."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.dropped: list[str] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the bytes on, or drop the file."""
        if start + len(raw_data) > settings.FILE_LIMIT:
            self.dropped.append(str(self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> IO[Any] | None:  # type: ignore[override]
        """Leave the file to the handlers behind."""
        del file_size
        return None


def measured(request: HttpRequest) -> Measured:
    """Set the handler before anything of the request is read."""
    handler = Measured(request)
    request.upload_handlers.insert(0, handler)
    return handler


def is_too_long(request: HttpRequest) -> bool:
    """Return whether a request says it is longer than anything that can be sent here."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not told.isdecimal() or len(told) > LONGEST_LENGTH:
        return True
    return int(told) > LONGEST_BODY


def is_whole(request: HttpRequest) -> bool:
    """Return whether a form came to its end: the last field of a form with files says so.

    Where a line breaks, what came before is read as if it were all.
    """
    return request.content_type != "multipart/form-data" or LAST_FIELD in request.POST


def stage_all(request: HttpRequest, handler: Measured | None, form: str) -> list[str]:
    """Keep the files of a request under a form; return a sentence for each that is refused.

    Args:
        handler: What measured the request; ``None`` behind a sign-in, where it is read before.
        form: Digest of the form.
    """
    if not is_whole(request):
        return [sentence(Refused("LET-15"))]
    limit, dropped = settings.FILE_LIMIT // 2**20, handler.dropped if handler else []
    refused = [sentence(FileRefused("FILE-02", name=name, limit=limit)) for name in dropped]
    for upload in request.FILES.getlist("files"):
        try:
            stage(upload, form)
        except (FileRefused, Refused) as error:
            refused.append(sentence(error))
    return refused
