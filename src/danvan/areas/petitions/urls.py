"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.petitions import export, views

urlpatterns = [
    path("petitions/", views.show_petitions, name="petitions"),
    path("petitions/register/", export.show_register, name="petition-register"),
    path("petitions/new/<str:kind>/", views.take_in, name="petition-new"),
    path("petitions/<slug:slug>/clock/<str:key>/", views.show_clock, name="petition-clock"),
]
