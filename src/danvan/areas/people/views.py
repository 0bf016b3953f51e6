"""Pages of the room: gate, query, page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.people import acts, export, forms, queries, reading, register, vault
from danvan.areas.people.acts import Asking, ask, sent, shown
from danvan.kernel.accounts import granting, passwords, writing
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.handovers import accept
from danvan.kernel.accounts.models import Post, User
from danvan.kernel.accounts.slips import revoke
from danvan.web.dates import last_day
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403, administrator_or_404
from danvan.web.pages import render
from danvan.web.sign_in_again import recently_signed_in
from danvan.web.tables import answer

writes = require_http_methods(["GET", "POST"])


def post_or_404(request: HttpRequest, post_id: int) -> tuple[Actor, Post]:
    """Return a post that the actor administers, else not found."""
    actor = administrator_or_404(request)
    return actor, get_object_or_404(queries.posts_of(actor), pk=post_id)


def account_or_404(request: HttpRequest, user_id: int) -> tuple[Actor, User]:
    """Return an account that the actor administers, else not found."""
    actor = administrator_or_404(request)
    return actor, get_object_or_404(queries.accounts_of(actor), pk=user_id)


def page_of(post: Post) -> str:
    """Return the address of a post."""
    return reverse("post", args=[post.pk])


@require_safe
def show_posts(request: HttpRequest) -> HttpResponse:
    """Show the posts."""
    actor = administrator_or_404(request)
    rows, table = queries.posts_of(actor), register.posts(actor)
    return answer(request, table, rows, template="people/posts.html")


@require_safe
def show_people(request: HttpRequest) -> HttpResponse:
    """Show the people with their accounts."""
    actor = administrator_or_404(request)
    rows, table = queries.accounts_of(actor), register.people(actor)
    return answer(request, table, rows, template="people/people.html")


@require_safe
def show_grants(request: HttpRequest) -> HttpResponse:
    """Show the grants, those whose unit has ended among them."""
    actor = administrator_or_404(request)
    rows, table = queries.grants_within(actor), register.grants(actor)
    return answer(request, table, rows, template="people/grants.html")


@require_safe
def show_audit(request: HttpRequest) -> HttpResponse:
    """Show who did what."""
    actor = administrator_or_404(request)
    rows, table = reading.entries_of(actor), reading.audit_table(actor)
    return answer(request, table, rows, template="people/audit.html")


@require_safe
def show_slips(request: HttpRequest) -> HttpResponse:
    """Show the slips."""
    actor = administrator_or_404(request)
    rows, table = queries.slips_of(actor), register.slips(actor)
    return answer(request, table, rows, template="people/slips.html")


@require_safe
def show_handovers(request: HttpRequest) -> HttpResponse:
    """Show the handovers of posts administered, of the own post, and to oneself."""
    rows = queries.handovers_of(actor_or_403(request))
    return answer(request, register.HANDOVERS, rows, template="people/handovers.html")


@require_safe
def show_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show one post: its holders and grants through time, slips, handovers."""
    actor, post = post_or_404(request, post_id)
    return render(request, "people/post.html", {"shown": queries.PostPage(post, actor)})


@writes
def new_post(request: HttpRequest) -> HttpResponse:
    """Add a post."""
    actor = administrator_or_404(request)
    form = forms.PostForm(sent(request), units=queries.unit_choices(actor))
    made = acts.tried(form, lambda: acts.add_post(form, actor))
    if made:
        messages.success(request, _("Đã thêm chức danh. Giao quyền và người giữ ở trang này."))
        return redirect("post", made[0].pk)
    return shown(request, form, Asking(_("Thêm chức danh"), _("Thêm"), reverse("posts")))


@writes
def edit_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Give a post another title."""
    actor, post = post_or_404(request, post_id)
    usual = {"title": post.title, "title_en": post.title_en}
    form = forms.PostForm(sent(request), units=None, initial=usual)
    done = _("Đã đổi tên chức danh.")
    asking = Asking(_("Đổi tên chức danh"), _("Ghi"), page_of(post), done=done)
    return ask(
        request, form, asking, lambda: writing.rename_post(post, actor=actor, **form.cleaned_data)
    )


@writes
@recently_signed_in
def close_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Close a post with its holders and grants."""
    actor, post = post_or_404(request, post_id)
    form = forms.LastDayForm(sent(request), initial={"last_day": actor.today})
    lead = _("Người giữ và quyền của chức danh này hết theo. Những gì đã ghi vẫn còn.")
    asking = Asking(
        _("Đóng chức danh"), _("Đóng"), page_of(post), f"{post.title}. {lead}",
        _("Đã đóng chức danh."),
    )  # fmt: skip
    return ask(
        request, form, asking, lambda: writing.close_post(post, until=form.until, actor=actor)
    )


@writes
@recently_signed_in
def new_grant(request: HttpRequest, post_id: int) -> HttpResponse:
    """Grant a post a role at a unit, for a span and with a reach."""
    actor, post = post_or_404(request, post_id)
    usual = {"valid_from": actor.today, "unit": post.unit_id}
    form = forms.GrantForm(sent(request), units=queries.unit_choices(actor), initial=usual)
    asking = Asking(_("Giao quyền"), _("Giao"), page_of(post), post.title, _("Đã giao quyền."))
    return ask(request, form, asking, lambda: acts.add_grant(form, post, actor))


@writes
@recently_signed_in
def end_grant(request: HttpRequest, grant_id: int) -> HttpResponse:
    """End a grant."""
    actor = administrator_or_404(request)
    grant = get_object_or_404(queries.grants_of(actor), pk=grant_id)
    form = forms.LastDayForm(sent(request), initial={"last_day": last_day(actor.today)})
    line = queries.grant_lines([grant], actor)[0]
    lead = f"{grant.post.title}: {line.role}, {line.unit_name}"
    asking = Asking(
        _("Thôi giao quyền"), _("Thôi giao"), page_of(grant.post), lead, _("Đã thôi giao quyền.")
    )
    return ask(
        request, form, asking, lambda: granting.end_grant(grant, until=form.until, actor=actor)
    )


@writes
@recently_signed_in
def new_holder(request: HttpRequest, post_id: int) -> HttpResponse:
    """Let somebody hold a post."""
    actor, post = post_or_404(request, post_id)
    usual = {"valid_from": actor.today}
    form = forms.HolderForm(sent(request), people=queries.people_choices(actor), initial=usual)
    asking = Asking(
        _("Giao chức danh cho một người"), _("Giao"), page_of(post), post.title,
        _("Đã giao chức danh."),
    )  # fmt: skip
    return seated(request, form, asking, lambda: acts.seat(form, post, actor))


@writes
@recently_signed_in
def new_substitute(request: HttpRequest, post_id: int) -> HttpResponse:
    """Let somebody act for the holder of a post over a span."""
    actor, post = post_or_404(request, post_id)
    usual = {"valid_from": actor.today}
    form = forms.SubstituteForm(sent(request), people=queries.people_choices(actor), initial=usual)
    lead = _("Người thay làm được mọi việc của chức danh; hết ngày cuối thì tự thôi.")
    asking = Asking(
        _("Cử người thay"), _("Cử"), page_of(post), f"{post.title}. {lead}", _("Đã cử người thay.")
    )
    return seated(request, form, asking, lambda: acts.send_in(form, post, actor))


def seated(
    request: HttpRequest,
    form: HouseForm,
    asking: Asking,
    write: Callable[[], tuple[User, str]],
) -> HttpResponse:
    """Seat somebody and lead on; a new account's code is shown once on the way."""
    made = acts.tried(form, write)
    if not made:
        return acts.done_before(request, form) or shown(request, form, asking)
    user, code = made[0]
    if code:
        return told_code(request, user, code, asking.back)
    messages.success(request, asking.done)
    return redirect(asking.back)


def told_code(request: HttpRequest, user: User, code: str, back: str) -> HttpResponse:
    """Show a code once: it is kept nowhere and stands on no other page."""
    address = request.build_absolute_uri(reverse("account-new-password"))
    context = {"account": user, "code": code, "back": back, "address": address}
    return render(request, "people/code.html", context)


@writes
@recently_signed_in
def end_holding(request: HttpRequest, holding_id: int) -> HttpResponse:
    """End a holding."""
    actor = administrator_or_404(request)
    holding = get_object_or_404(queries.holdings_of(actor), pk=holding_id)
    form = forms.LastDayForm(sent(request), initial={"last_day": actor.today})
    lead = f"{holding.user.shown_name}: {holding.post.title}"
    asking = Asking(
        _("Thôi giữ chức danh"), _("Ghi"), page_of(holding.post), lead, _("Đã ghi ngày thôi giữ.")
    )
    return ask(
        request, form, asking, lambda: writing.end_holding(holding, until=form.until, actor=actor)
    )


@require_safe
def show_account(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show one account with the posts of its person."""
    actor, user = account_or_404(request, user_id)
    context = {
        "account": user,
        "holdings": queries.held_by(user),
        "is_own": user.pk == actor.user_id,
    }
    return render(request, "people/account.html", context)


@writes
@recently_signed_in
def reset_account(request: HttpRequest, user_id: int) -> HttpResponse:
    """Shut an account until its person sets a new password; show the code for that once."""
    actor, user = account_or_404(request, user_id)
    form, back = forms.ResetForm(sent(request)), reverse("account", args=[user.pk])
    made = acts.tried(form, lambda: passwords.reset(user, actor=actor, **form.cleaned_data))
    if made:
        return told_code(request, user, made[0], back)
    lead = _("Mật khẩu cũ hết dùng được ngay, mọi phiên đăng nhập kết thúc. Mã hiện một lần.")
    asking = Asking(_("Đặt lại mật khẩu"), _("Đặt lại"), back, f"{user.shown_name}. {lead}")
    return shown(request, form, asking)


ACCOUNT_ACTS = {
    "sessions-end": passwords.end_sessions,
    "shut": passwords.shut_account,
    "open": passwords.open_account,
}


@writes
@recently_signed_in
def change_account(request: HttpRequest, user_id: int, act: str) -> HttpResponse:
    """End every session of a person, shut the account, or open it again."""
    actor, user = account_or_404(request, user_id)
    titles = {
        "sessions-end": _("Buộc đăng xuất mọi nơi"),
        "shut": _("Khoá tài khoản"),
        "open": _("Mở lại tài khoản"),
    }
    back = reverse("account", args=[user.pk])
    asking = Asking(titles[act], titles[act], back, user.shown_name, _("Đã ghi."))
    form = forms.AskForm(sent(request))
    return ask(request, form, asking, lambda: ACCOUNT_ACTS[act](user, actor=actor))


@writes
@recently_signed_in
def new_slips(request: HttpRequest) -> HttpResponse:
    """Make slips and print them: their codes stand on this one page and nowhere else."""
    actor = administrator_or_404(request)
    form = forms.SlipForm(sent(request), posts=queries.posts_for_slips(actor))
    made = acts.tried(form, lambda: acts.print_slips(form, actor))
    if made:
        sheet = export.sheet(made[0], request, actor)
        return render(request, "people/slip_sheet.html", {"sheet": sheet})
    context = {"form": form}
    return render(request, "people/slip_new.html", context, status=422 if form.errors else 200)


@writes
@recently_signed_in
def revoke_slip(request: HttpRequest, slip_id: int) -> HttpResponse:
    """Revoke a slip."""
    actor = administrator_or_404(request)
    slip = get_object_or_404(queries.slips_of(actor), pk=slip_id)
    asking = Asking(
        _("Thu hồi phiếu"), _("Thu hồi"), reverse("slips"), slip.post.title, _("Đã thu hồi phiếu.")
    )
    return ask(request, forms.AskForm(sent(request)), asking, lambda: revoke(slip, actor=actor))


@writes
@recently_signed_in
def new_handover(request: HttpRequest, post_id: int) -> HttpResponse:
    """Pass a desk on from one person to the next."""
    actor, post = post_or_404(request, post_id)
    shown_post, people = queries.PostPage(post, actor), queries.people_choices(actor)
    form = forms.HandoverForm(
        sent(request), people=people, leavers=shown_post.leavers,
        initial={"happened_on": actor.today},
    )  # fmt: skip
    made = acts.tried(form, lambda: acts.pass_on(form, post, actor))
    if not made:
        lead = _("Biên bản được lập lúc này: việc đang mở, thông báo chưa đọc, phiếu đang dùng.")
        asking = Asking(_("Bàn giao"), _("Bàn giao"), page_of(post), f"{post.title}. {lead}")
        return acts.done_before(request, form) or shown(request, form, asking)
    handover, code = made[0]
    back = reverse("handover", args=[handover.pk])
    if code and handover.to_user:
        return told_code(request, handover.to_user, code, back)
    return redirect(back)


@require_http_methods(["GET", "POST"])
def show_handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Show the minutes of a handover; the successor says here that the desk was taken over."""
    actor = actor_or_403(request)
    handover = get_object_or_404(queries.handovers_of(actor), pk=handover_id)
    form = forms.AskForm(sent(request))
    if acts.tried(form, lambda: accept(handover, actor=actor)):
        messages.success(request, _("Đã ghi: đã nhận bàn giao."))
        return redirect("handover", handover_id)
    context = {"handover": handover, "lines": vault.seen_lines(handover, actor), "form": form}
    context["sees_closed"] = vault.sees_closed(handover, actor)
    context["holds_desk"] = vault.holds_desk(handover, actor)
    context["may_accept"] = handover.to_user_id == actor.user_id and not handover.accepted_at
    return render(request, "people/handover.html", context, status=422 if form.errors else 200)
