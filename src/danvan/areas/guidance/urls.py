"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.guidance import views

urlpatterns = [
    path("guidance/", views.show_papers, name="guidance"),
    path("guidance/new/", views.enter_paper, name="guidance-new"),
    path("guidance/<int:local_id>/end/", views.end_paper, name="guidance-end"),
]
