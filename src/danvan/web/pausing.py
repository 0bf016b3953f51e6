"""Answer that the site is being looked after, while an upgrade or its way back runs."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader

from danvan.kernel.jobs.pausing import is_paused
from danvan.law.messages import say

RETRY_SECONDS = 120
GetResponse = Callable[[HttpRequest], HttpResponse]


class Pausing:
    """Stands before everything that reads the database; static files are still served."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 503 in both languages while the site is paused."""
        if not is_paused():
            return self.get_response(request)
        told = {"title": _both("PAUSE-02"), "said": _both("PAUSE-01")}
        text = loader.render_to_string("web/errors/paused.html", told)
        response = HttpResponse(text, status=HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        response.headers["Cache-Control"] = "no-store"
        return response


def _both(code: str) -> dict[str, str]:
    return {language: say(code, {}, language) for language in ("vi", "en")}
