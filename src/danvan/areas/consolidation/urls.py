"""Addresses of the room of consolidation."""

from __future__ import annotations

from django.urls import path

from danvan.areas.consolidation import notices, views

BOARD = "consolidation/units/<int:unit_id>/<str:key>/"
MERGE = "consolidation/<slug:slug>/"

urlpatterns = [
    path("consolidation/", views.show_boards, name="consolidation"),
    path(BOARD, views.show_board, name="consolidation-board"),
    path(f"{BOARD}remind/", views.remind, name="consolidation-remind"),
    path(f"{BOARD}take-over/", views.take_over, name="consolidation-take-over"),
    path(f"{BOARD}open/", views.open_report, name="consolidation-open"),
    path(MERGE, views.show_merge, name="consolidation-merge"),
    path(f"{MERGE}undo/", views.undo, name="consolidation-undo"),
    path(f"{MERGE}inputs/", views.show_inputs, name="consolidation-inputs"),
    path(f"{MERGE}inputs/<int:unit_id>/", views.change_input, name="consolidation-input"),
    path(f"{MERGE}figures/<slug:key>/", views.show_figure, name="consolidation-figure"),
    path(f"{MERGE}own/", views.change_own, name="consolidation-own"),
    path(f"{MERGE}words/<slug:question>/", views.change_words, name="consolidation-words"),
    path(f"{MERGE}send/", views.send, name="consolidation-send"),
    path(f"{MERGE}file/", views.download, name="consolidation-file"),
    path(f"{MERGE}document/", notices.show_document, name="consolidation-document"),
    path(f"{MERGE}paper/<slug:form>/", notices.plain_file, name="consolidation-paper"),
]
