"""Pages of the frame: language, the inbox."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.notices.dispatch import mark_read
from danvan.web.gates import actor_or_403, open_page
from danvan.web.inbox import notices_of, told
from danvan.web.onward import is_within
from danvan.web.pages import render
from danvan.web.paging import page_of
from danvan.web.policy import LANGUAGE_COOKIE

LOOKED_AFTER = (
    ("notices-policy", gettext_lazy("Cách nhắc hạn của đơn vị"), DeskRole.PLANNER),
    ("notices-outbox", gettext_lazy("Hộp thư đi"), DeskRole.ADMINISTRATOR),
    ("notices-texts", gettext_lazy("Tin nhắn gửi tay"), DeskRole.ADMINISTRATOR),
)
"""Pages of who looks after notices."""
YEAR = 365 * 24 * 3600
MOST_NOTICES = 500
"""How many notices one request may name; more are left unread."""
NOTICE_ID = re.compile("[0-9]{1,18}")


@open_page
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Keep the language asked for and go back."""
    asked = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    response = HttpResponseRedirect(target if is_within(request, target) else "/")
    if asked in dict(settings.LANGUAGES):
        response.set_cookie(
            LANGUAGE_COOKIE, asked, max_age=YEAR, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


@require_safe
def show_notices(request: HttpRequest) -> HttpResponse:
    """Show what the post has been told."""
    actor = actor_or_403(request)
    page = page_of(notices_of(actor), request.GET.get("page"), lambda notices: told(notices, actor))
    held = {grant.desk_role for grant in actor.grants}
    if not actor.has(DeskRole.PLANNER, actor.root_id or 0):
        held.discard(DeskRole.PLANNER)
    others = [(name, label) for name, label, role in LOOKED_AFTER if role in held]
    return render(request, "web/notices/inbox.html", {"page": page, "others": others})


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark one notice, or all of them, as read."""
    actor = actor_or_403(request)
    asked = request.POST.getlist("notice")
    if actor.post_id is not None:
        named = {int(text) for text in asked[:MOST_NOTICES] if NOTICE_ID.fullmatch(text)}
        mark_read(actor.post_id, named if asked else None)
    messages.success(request, _("Đã đánh dấu là đã đọc."))
    return redirect("notices")
