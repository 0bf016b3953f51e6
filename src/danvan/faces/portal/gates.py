"""Pages that anybody may read: they write nothing, set no cookie and may be kept for a moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

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
        if response.status_code == 200:  # noqa: PLR2004  found and well
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answered
