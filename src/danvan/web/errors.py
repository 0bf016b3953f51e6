"""What a person reads when something could not be done: code, sentence, advice; no database."""

from __future__ import annotations

import sys
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import FileRefused
from danvan.law.errors import LawError
from danvan.law.messages import say
from danvan.web.reasons import place


def sentence(refused: Refused | FileRefused | LawError) -> str:
    """Return the sentence of a refusal in the reader's language, with its code."""
    language = translation.get_language() or "vi"
    fields = dict(refused.fields)
    if "provision" in fields:
        fields["provision"] = place(str(fields["provision"]))
    return f"{say(refused.code, fields, language)} ({refused.code})"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood."""
    del exception
    return _page(
        request,
        HTTPStatus.BAD_REQUEST,
        _("Yêu cầu không đọc được"),
        _("Quay lại trang trước, tải lại trang rồi gửi lại."),
    )


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may not do this."""
    del exception
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        _("Việc này nằm ngoài quyền của chức danh"),
        _("Nếu cần làm việc này, báo người phụ trách phân quyền của đơn vị."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what is not there or is out of reach; the two are told alike."""
    del exception
    return _page(
        request,
        HTTPStatus.NOT_FOUND,
        _("Không tìm thấy trang"),
        _("Địa chỉ có thể sai, hồ sơ đã được bỏ, hoặc nằm ngoài phạm vi của đơn vị."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when we failed; a database that is locked, full or away is told as such."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return _page(
            request,
            HTTPStatus.SERVICE_UNAVAILABLE,
            _("Cơ sở dữ liệu đang bận hoặc không ghi được"),
            say("SITE-08", {}, translation.get_language() or "vi"),
            code="SITE-08",
        )
    return _page(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Hệ thống gặp lỗi"),
        _("Chưa có gì được ghi dở dang. Thử lại sau ít phút; nếu vẫn lỗi, báo người vận hành."),
    )


def _page(
    _request: HttpRequest, status: HTTPStatus, title: str, advice: str, *, code: str = ""
) -> HttpResponse:
    context = {"code": code or f"{status:d}", "title": title, "advice": advice}
    return HttpResponse(loader.render_to_string("web/errors/error.html", context), status=status)
