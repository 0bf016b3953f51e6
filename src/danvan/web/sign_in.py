"""Signing in, signing out and changing the password: allauth's pages in our frame."""

from __future__ import annotations

from allauth.account import views
from django.urls import path

from danvan.web.gates import open_page, without_post

urlpatterns = [
    path(
        "login/",
        open_page(views.LoginView.as_view(template_name="web/accounts/login.html")),
        name="account_login",
    ),
    path(
        "logout/",
        without_post(views.LogoutView.as_view(template_name="web/accounts/logout.html")),
        name="account_logout",
    ),
    path(
        "password/change/",
        without_post(
            views.PasswordChangeView.as_view(template_name="web/accounts/password_change.html")
        ),
        name="account_change_password",
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
