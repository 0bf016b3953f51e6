"""Signing in, signing out and changing the password: allauth's pages in our frame and words."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from danvan.web import security_pages, sign_in_oidc, sign_in_steps
from danvan.web.gates import open_page, without_post
from danvan.web.sign_in_again import always_recently_signed_in, recently_signed_in
from danvan.web.sign_in_factors import has_code, has_passkey
from danvan.web.sign_in_sessions import end_other_sessions, note
from danvan.web.sign_in_steps import status_of

__all__ = ["recently_signed_in"]


class Refused422:
    """Answers 422 where a form comes back."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again; one try too many is a 429."""
        response: HttpResponse = self.render_to_response(  # type: ignore[attr-defined]  # a view's
            self.get_context_data(form=form)  # type: ignore[attr-defined]  # a view's
        )
        response.status_code = status_of(form)
        return response


class PlainOnward:
    """Passes on only where somebody may be led."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out an address that would not be followed."""
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # a view's
        onward = found.get("redirect_field_value")
        return found | {"redirect_field_value": onward if get_adapter().is_safe_url(onward) else ""}


class SignIn(PlainOnward, Refused422, views.LoginView):  # type: ignore[misc]  # allauth ships no types
    """Lets somebody in."""

    template_name = "web/accounts/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the other house where one is set up."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found | {"provider": sign_in_oidc.provider_name()}


class SignOut(views.LogoutView):  # type: ignore[misc]  # allauth ships no types
    """Lets somebody out, by POST."""

    template_name = "web/accounts/logout.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let them out and say so."""
        response: HttpResponse = super().post(*args, **kwargs)
        messages.success(self.request, _("Đã đăng xuất."))
        return response


class ChangePassword(Refused422, views.PasswordChangeView):  # type: ignore[misc]  # no types
    """Changes the password."""

    template_name = "web/accounts/password_change.html"

    def get_default_success_url(self) -> str:
        """Go back to the work."""
        return "/"

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it, end all other sessions and say so."""
        response: HttpResponse = super().form_valid(form)
        end_other_sessions(self.request, self.request.user, "changed")
        note(self.request, self.request.user, "accounts.password.change")
        messages.success(self.request, _("Đã đổi mật khẩu."))
        return response


class SetPassword(Refused422, views.PasswordSetView):  # type: ignore[misc]  # allauth ships no types
    """Sets the first password of an account that came in another way."""

    template_name = "web/accounts/password_set.html"

    def get_default_success_url(self) -> str:
        """Go back to the account."""
        return "/accounts/security/"

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, end all other sessions and say so."""
        response: HttpResponse = super().form_valid(form)
        end_other_sessions(self.request, self.request.user, "changed")
        note(self.request, self.request.user, "accounts.password.change")
        messages.success(self.request, _("Đã đặt mật khẩu."))
        return response


class AskPassword(PlainOnward, Refused422, views.ReauthenticateView):  # type: ignore[misc]  # no types
    """Asks again by password."""

    template_name = "web/accounts/reauthenticate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the other way to whoever has one."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        return found | {"has_factor": has_code(user) or has_passkey(user)}


urlpatterns = [
    path("login/", open_page(SignIn.as_view()), name="account_login"),
    path("login/factor/", sign_in_steps.prove_second_factor, name="mfa_authenticate"),
    path("login/passkey/", sign_in_steps.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("logout/", without_post(SignOut.as_view()), name="account_logout"),
    path(
        "password/change/", without_post(ChangePassword.as_view()), name="account_change_password"
    ),
    path(
        "password/set/",
        without_post(always_recently_signed_in(SetPassword.as_view())),
        name="account_set_password",
    ),
    path("reauthenticate/", without_post(AskPassword.as_view()), name="account_reauthenticate"),
    path("reauthenticate/factor/", sign_in_steps.confirm_by_factor, name="mfa_reauthenticate"),
    path(
        "inactive/",
        open_page(views.AccountInactiveView.as_view(template_name="web/accounts/inactive.html")),
        name="account_inactive",
    ),
    path("security/", security_pages.show_security, name="security"),
    path("security/why/", security_pages.explain_second_factor, name="second-factor"),
    path("security/app/", security_pages.set_up_app, name="app-set-up"),
    path("security/passkey/", security_pages.add_passkey, name="passkey-add"),
    path("security/codes/", security_pages.show_codes, name="recovery-codes"),
    path("security/remove/<int:pk>/", security_pages.remove_factor, name="factor-remove"),
    path("security/sessions/", security_pages.show_sessions, name="sessions"),
    path("security/sessions/<int:pk>/end/", security_pages.end_session, name="session-end"),
    path("security/sessions/end/", security_pages.end_other_sessions, name="sessions-end"),
    path("oidc/link/", sign_in_oidc.link, name="oidc-link"),
    path("oidc/unlink/", sign_in_oidc.unlink, name="oidc-unlink"),
    path("oidc/<slug:provider_id>/login/", sign_in_oidc.enter, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        sign_in_oidc.come_back,
        name="openid_connect_callback",
    ),
]
