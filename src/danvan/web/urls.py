"""Addresses of the page toolkit."""

from __future__ import annotations

from django.urls import include, path

from danvan.web import views

urlpatterns = [
    path("accounts/", include("danvan.web.sign_in")),
    path("language/", views.switch_language, name="language"),
    path("help/", views.show_help, name="help"),
]
