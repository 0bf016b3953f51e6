"""Addresses of the public door; they stand below ``portal/``."""

from __future__ import annotations

from django.urls import path

from danvan.faces.portal import letters, pages, tracking

urlpatterns = [
    path("", pages.show_home, name="portal"),
    path("send/", letters.choose_unit, name="letter-units"),
    path("send/<int:unit_id>/", letters.write_letter, name="letter-send"),
    path("send/<int:unit_id>/paper/", letters.show_paper, name="letter-paper"),
    path("q/<str:token>/", letters.write_from_poster, name="letter-poster"),
    path("why/<int:unit_id>/<str:kind>/<str:day>/", letters.show_why, name="letter-why"),
    path("track/", tracking.track, name="letter-track"),
    path("track/file/", tracking.give_file, name="letter-file"),
    path("reading/", pages.choose_reading, name="portal-reading"),
]
