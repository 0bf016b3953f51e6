"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.privacy import views

urlpatterns = [
    path("privacy/", views.show_kept, name="privacy"),
    path("privacy/keep/<str:key>/", views.set_local_time, name="privacy-local"),
    path("privacy/due/", views.show_due, name="privacy-due"),
    path("privacy/disposals/", views.show_disposals, name="privacy-disposals"),
    path("privacy/requests/", views.show_requests, name="privacy-requests"),
]
