"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.meetings import views

urlpatterns = [path("meetings/", views.show_meetings, name="meetings")]
