"""One press writes once: a form that is sent twice leads to where its first press led.

The form carries a random value. What its first press led to is remembered under the digest of
that value, in the cache that all processes share; a form without the value is sent as ever. A page
that is shown once, such as a receipt, is kept sealed with the value itself, which nobody keeps.
"""

from __future__ import annotations

import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from cryptography.fernet import Fernet
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]
FIELD: Final = "once"
LONGEST: Final = 64
KEPT_FOR: Final = 86_400
"""How long, in seconds, it is remembered where a press led."""
PAGE_KEPT_FOR: Final = 600
"""How long, in seconds, a page stays sealed that is shown once."""
BUSY_FOR: Final = 120
"""After how many seconds a press that never ended is forgotten."""
TRIES, PAUSE = 50, 0.1
BUSY: Final = "busy"


def fresh() -> str:
    """Return a new value for a form."""
    return secrets.token_urlsafe(18)


def once(view: View) -> View:
    """Let a view write once for each form that was shown, however often it is sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        value = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not value or len(value) > LONGEST:
            return view(request, *args, **named)
        key = _key(request, value)
        if not cache.add(key, BUSY, BUSY_FOR):
            return _again(request, key, value)
        try:
            response = view(request, *args, **named)
        except BaseException:
            cache.delete(key)
            raise
        _remember(key, value, response)
        return response

    return guarded


def _key(request: HttpRequest, value: str) -> str:
    told = f"{request.user.pk}:{request.path}:{value}"
    return f"once:{salted_hmac('danvan.once', told, algorithm='sha256').hexdigest()}"


def _seal(value: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"danvan.once:{value}".encode()).digest()))


def _remember(key: str, value: str, response: HttpResponse) -> None:
    """Remember where a press led; one that wrote nothing may be sent again."""
    if HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST:
        cache.set(key, {"url": response["Location"]}, KEPT_FOR)
    elif response.status_code == HTTPStatus.OK:
        cache.set(key, {"page": _seal(value).encrypt(response.content)}, PAGE_KEPT_FOR)
    else:
        cache.delete(key)


def _again(request: HttpRequest, key: str, value: str) -> HttpResponse:
    """Answer a second press: wait for the first, then lead there; write nothing."""
    told = cache.get(key)
    for _turn in range(TRIES):
        if told != BUSY:
            break
        time.sleep(PAUSE)
        told = cache.get(key)
    if isinstance(told, dict) and "page" in told:
        return HttpResponse(_seal(value).decrypt(told["page"]))
    if isinstance(told, dict):
        messages.info(
            request,
            _("Biểu mẫu này đã gửi một lần và đã ghi; lần bấm sau không ghi thêm. (FORM-13)"),
        )
        return redirect(told["url"])
    messages.warning(
        request, _("Lần bấm trước chưa xong hoặc chưa ghi được; xem lại rồi gửi lại. (FORM-14)")
    )
    return redirect(request.get_full_path())
