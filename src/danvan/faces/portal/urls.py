"""Addresses of the public door; they stand below ``portal/``."""

from __future__ import annotations

from django.urls import path

from danvan.faces.portal import desk, exchange, letters, pages, tracking

urlpatterns = [
    path("", pages.show_home, name="portal"),
    path("send/", letters.choose_unit, name="letter-units"),
    path("send/<int:unit_id>/", letters.write_letter, name="letter-send"),
    path("send/<int:unit_id>/paper/", letters.show_paper, name="letter-paper"),
    path("q/<str:token>/", letters.write_from_poster, name="letter-poster"),
    path("why/<int:unit_id>/<str:kind>/<str:day>/", letters.show_why, name="letter-why"),
    path("track/", tracking.track, name="letter-track"),
    path("track/file/", tracking.give_file, name="letter-file"),
    path("desk/", desk.show_doors, name="doors"),
    path("desk/<int:unit_id>/", desk.keep_door, name="door"),
    path("desk/<int:unit_id>/poster/", desk.add_poster, name="door-poster-add"),
    path("desk/<int:unit_id>/entry/", exchange.enter_paper, name="door-entry"),
    path("desk/poster/<int:poster_id>/", desk.show_poster, name="door-poster"),
    path("desk/poster/<int:poster_id>/end/", desk.end_poster, name="door-poster-end"),
    path("desk/case/<slug:slug>/", exchange.exchange, name="case-letters"),
    path("desk/case/<slug:slug>/seen/", exchange.mark_seen, name="case-letters-seen"),
    path("desk/case/<slug:slug>/receipt/", exchange.replace, name="case-letters-receipt"),
    path(
        "desk/case/<slug:slug>/file/<int:enclosure_id>/",
        exchange.enclosed_file,
        name="case-letters-file",
    ),
    path("reading/", pages.choose_reading, name="portal-reading"),
]
