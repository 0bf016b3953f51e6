"""Signing in, signing out and changing the password: allauth's pages in our frame and words."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from danvan.web.gates import open_page, without_post
from danvan.web.sign_in_again import recently_signed_in


__all__ = ["recently_signed_in"]


class SignIn(views.LoginView):  # type: ignore[misc]  # allauth ships no types
    """Lets somebody in."""

    template_name = "web/accounts/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Let them in without a word."""
        response: HttpResponse = super().form_valid(form)
        say_instead(self.request)
        return response


class SignOut(views.LogoutView):  # type: ignore[misc]  # allauth ships no types
    """Lets somebody out, by POST."""

    template_name = "web/accounts/logout.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let them out and say so."""
        response: HttpResponse = super().post(*args, **kwargs)
        say_instead(self.request, _("Đã đăng xuất."))
        return response


class ChangePassword(views.PasswordChangeView):  # type: ignore[misc]  # allauth ships no types
    """Changes the password."""

    template_name = "web/accounts/password_change.html"

    def get_default_success_url(self) -> str:
        """Go back to the work."""
        return "/"

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it and say so."""
        response: HttpResponse = super().form_valid(form)
        say_instead(self.request, _("Đã đổi mật khẩu."))
        return response


def say_instead(request: HttpRequest, words: str = "") -> None:
    """Drop what the library had to say, and say something of ours or nothing."""
    list(messages.get_messages(request))
    if words:
        messages.success(request, words)


urlpatterns = [
    path("login/", open_page(SignIn.as_view()), name="account_login"),
    path("logout/", without_post(SignOut.as_view()), name="account_logout"),
    path(
        "password/change/", without_post(ChangePassword.as_view()), name="account_change_password"
    ),
    path(
        "reauthenticate/",
        without_post(
            views.ReauthenticateView.as_view(template_name="web/accounts/reauthenticate.html")
        ),
        name="account_reauthenticate",
    ),
    path(
        "inactive/",
        open_page(views.AccountInactiveView.as_view(template_name="web/accounts/inactive.html")),
        name="account_inactive",
    ),
]
