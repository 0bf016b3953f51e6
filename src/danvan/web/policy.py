"""What a browser may do with our pages, and which language a person reads."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "danvan_language"
POLICY = (
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
WITH_SCRIPT = POLICY.replace("script-src 'none'", "script-src 'self'")
"""The policy of the few pages that run our one script: passkeys cannot be asked for without."""
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ContentPolicy:
    """Tells browsers to load nothing from elsewhere, to run nothing and to frame nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers unless a view has set stricter ones."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


def with_script(response: HttpResponse) -> HttpResponse:
    """Let one page run scripts that this site serves, and no others."""
    response.headers["Content-Security-Policy"] = WITH_SCRIPT
    return response


class Language:
    """Vietnamese unless the person has switched; what the browser would like is not asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Speak the chosen language for the length of one request."""
        with translation.override(chosen_language(request), deactivate=True):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "vi")
        return response


def chosen_language(request: HttpRequest) -> str:
    """Return the language a person has switched to, else Vietnamese."""
    asked = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
