"""Give a stored file for saving, never for running."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import FileRefused, read
from danvan.web.errors import sentence
from danvan.web.pages import render


def hand_out(request: HttpRequest, stored: StoredFile, name: str = "") -> HttpResponse:
    """Return the bytes of a file under a name, or a page that says why they cannot be had."""
    try:
        content = read(stored)
    except FileRefused as refused:
        return render(request, "web/errors/refused.html", {"told": sentence(refused)}, status=410)
    response = HttpResponse(content, content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(True, name or stored.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
