"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.opinions import views

urlpatterns = [
    path("opinions/", views.show_gatherings, name="opinions"),
    path("opinions/topics/", views.show_topics, name="opinions-topics"),
]
