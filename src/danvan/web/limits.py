"""How often one address may try something; counted in the cache that all processes share."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse


def too_many(request: HttpRequest, action: str, rate: str) -> HttpResponse | None:
    """Count one try; return the page that says "later" where there were too many.

    Reading a page is no try.

    Args:
        action: What is counted, such as ``begin``.
        rate: Such as ``10/10m/ip``: so many in so long, from one address.
    """
    answer: HttpResponse | None = consume_or_429(
        request, app="danvan", action=action, config={action: rate}
    )
    return answer
