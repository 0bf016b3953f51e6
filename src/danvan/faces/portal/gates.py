"""Pages that anybody may read: they write nothing, set no cookie and may be kept for a moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from danvan.faces.portal.frame import show
from danvan.faces.portal.uploads import is_too_long
from danvan.web.gates import open_page

KEPT_SECONDS = 60
"""How long a proxy or browser may show a public page again without asking; a setting of ours."""

PublicView = Callable[..., HttpResponse]


def public_page(view: PublicView) -> PublicView:
    """Declare a view that everybody may read; language and size of type are told by cookies."""

    @open_page
    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        is_told = "Cache-Control" in response.headers
        if response.status_code == 200 and not is_told:  # noqa: PLR2004  found and well
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answered


def public_form(view: PublicView) -> PublicView:
    """Declare a form that everybody may send; nobody on the way keeps what it shows.

    It asks for no token of a session: there is none. What is written carries a value that was
    signed here when the form was shown.
    """

    @open_page
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if is_too_long(request):
            return show(request, "portal/too_long.html", status=413)
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answered
