"""Addresses of the room of exchange."""

from __future__ import annotations

from django.urls import path

from danvan.areas.exchange import reading, views

urlpatterns = [
    path("exchange/", reading.show_envelopes, name="exchange"),
    path("exchange/issued/", reading.show_sendable, name="exchange-issued"),
    path("exchange/issued/<slug:slug>/", views.make, name="exchange-make"),
    path("exchange/read/", views.read_in, name="exchange-read"),
    path("exchange/read/decide/", views.decide, name="exchange-decide"),
    path("exchange/envelopes/<int:envelope_id>/", views.show_envelope, name="exchange-envelope"),
    path("exchange/envelopes/<int:envelope_id>/file/", views.envelope_file, name="exchange-file"),
    path(
        "exchange/envelopes/<int:envelope_id>/receipt/",
        views.receipt_file,
        name="exchange-receipt",
    ),
    path("exchange/organs/", reading.show_organs, name="exchange-organs"),
    path("exchange/organs/new/", reading.add_organ, name="exchange-organ-new"),
    path("exchange/organs/<int:organ_pk>/", reading.change_organ, name="exchange-organ"),
]
