"""Addresses of the public door; they stand below ``portal/``."""

from __future__ import annotations

from django.urls import path

from danvan.faces.portal import pages

urlpatterns = [
    path("", pages.show_home, name="portal"),
    path("reading/", pages.choose_reading, name="portal-reading"),
]
