"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.comparing import views

urlpatterns = [
    path("regulations/compare/", views.show_comparison, name="regulation-compare"),
    path("regulations/<int:work_id>/in-force/", views.show_in_force, name="regulation-in-force"),
    path("regulations/<int:work_id>/as/<slug:standard>/", views.download, name="regulation-as"),
]
