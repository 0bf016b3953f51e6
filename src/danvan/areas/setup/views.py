"""Pages of the room: gate, query, page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.setup import acts, queries, register
from danvan.areas.setup.apps import sets_up
from danvan.areas.setup.forms import NoticeForm, StopForm, UseForm, WithdrawForm
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.files.store import FileRefused, read
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, planner_or_404
from danvan.web.pages import render
from danvan.web.setup_steps import steps_of
from danvan.web.sign_in import recently_signed_in
from danvan.web.tables import answer


def found_or_404(found: Any) -> Any:
    """Return what was found, else not found."""
    if found is None:
        raise Http404
    return found


@require_safe
def show_steps(request: HttpRequest) -> HttpResponse:
    """Show what the place still needs until its first due list, from what stands."""
    actor = actor_or_403(request)
    if not sets_up(actor):
        raise Http404
    steps = steps_of(actor)
    needed = [one for one in steps if not one.step.is_optional]
    done = sum(one.step.progress != "todo" for one in needed)
    context: dict[str, Any] = {"steps": steps, "done": done, "needed": len(needed)}
    context["plans"] = actor.has(DeskRole.PLANNER, actor.root_id or 0)
    context["next"] = next((one for one in steps if one.is_next), None)
    return render(request, "setup/steps.html", context)


@require_safe
def show_packs(request: HttpRequest) -> HttpResponse:
    """Show the packs in use and those that may be used."""
    actor = planner_or_404(request)
    context = {"base": queries.base_version()}
    lines = queries.pack_lines(actor)
    return answer(request, register.PACKS, lines, template="setup/packs.html", context=context)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def use_pack(request: HttpRequest, name: str) -> HttpResponse:
    """Show one pack, and put it or its new version to use from a day on."""
    actor = planner_or_404(request)
    line = found_or_404(queries.pack_line(actor, name))
    form = UseForm(request.POST or None, initial={"valid_from": actor.today})
    if (
        request.method == "POST"
        and line.may_use
        and form.is_valid()
        and acts.use(form, line, actor)
    ):
        messages.success(request, _("Đã dùng gói. Làm tiếp bước được tô viền."))
        return redirect("setup")
    context = {"form": form, "line": line, "use_words": register.use_words(line)}
    context |= {"version": register.version_of(line), "duties": queries.duty_count(line)}
    return render(request, "setup/pack.html", context, status=422 if form.errors else 200)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def stop_pack(request: HttpRequest, name: str) -> HttpResponse:
    """Stop using a pack from a day on; the next plan shows what is taken back."""
    actor = planner_or_404(request)
    line = found_or_404(queries.pack_line(actor, name))
    use_now = found_or_404(line.current)
    form = StopForm(request.POST or None, initial={"valid_until": actor.today})
    if request.method == "POST" and form.is_valid() and acts.stop(form, use_now, actor):
        messages.success(request, _("Đã ghi. Xem và áp dụng kế hoạch để gỡ việc về sau."))
        return redirect("packs")
    context = {"form": form, "line": line, "use_words": register.use_words(line)}
    return render(request, "setup/pack_stop.html", context, status=422 if form.errors else 200)


@require_safe
def show_notices(request: HttpRequest) -> HttpResponse:
    """Show the calendar notices of the tree."""
    actor = planner_or_404(request)
    context = {"years": queries.published_years(actor)}
    rows = queries.notices_of(actor)
    return answer(request, register.NOTICES, rows, template="setup/notices.html", context=context)


@require_http_methods(["GET", "POST"])
def give_notice(request: HttpRequest) -> HttpResponse:
    """Enter what an official paper says about working days."""
    actor = planner_or_404(request)
    form = NoticeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and acts.give(form, actor):
        messages.success(
            request, _("Đã ghi. Chưa ngày nào dời: xem và áp dụng kế hoạch để dời ngày đến hạn.")
        )
        return redirect("calendar-notices")
    status = 422 if form.errors else 200
    return render(request, "setup/notice.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def withdraw_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Take a calendar notice back, with the reason."""
    actor = planner_or_404(request)
    notice = found_or_404(queries.notice_by_id(actor, notice_id))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and acts.withdraw(form, notice, actor):
        messages.success(request, _("Đã rút. Xem và áp dụng kế hoạch để tính lại ngày."))
        return redirect("calendar-notices")
    context = {"form": form, "notice": notice, "days": register.days_of(notice)}
    context |= {"name": register.name_of(notice)}
    status = 422 if form.errors else 200
    return render(request, "setup/notice_withdraw.html", context, status=status)


@require_safe
def download_paper(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Give the paper behind a calendar notice, for saving, never for running."""
    notice = found_or_404(queries.notice_by_id(actor_or_403(request), notice_id))
    stored = found_or_404(notice.file)
    try:
        response = HttpResponse(read(stored), content_type=stored.media_type)
    except FileRefused as refused:
        return render(request, "web/errors/refused.html", {"told": sentence(refused)}, status=410)
    response["Content-Disposition"] = content_disposition_header(True, stored.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
