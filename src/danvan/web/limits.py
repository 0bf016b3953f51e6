"""How often one address may try something; counted in the cache that all processes share."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse

from danvan.web.sign_in_limits import answer_later, wait

APP = "danvan"


def too_many(request: HttpRequest, action: str, rate: str) -> HttpResponse | None:
    """Count one try; return the page that says "later" where there were too many.

    Reading a page is no try.

    Args:
        action: What is counted, such as ``begin``.
        rate: Such as ``10/10m/ip``: so many in so long, from one address.
    """
    rates = {action: rate}
    if consume(request, app=APP, action=action, config=rates) is not None:
        return None
    return answer_later(request, max(1, wait(request, action, app=APP, config=rates)))
