"""Addresses of the room of archive."""

from __future__ import annotations

from django.urls import path

from danvan.areas.archive import acts, export, reading, views

urlpatterns = [
    path("archive/", reading.show_files, name="archive"),
    path("archive/due/", reading.show_due, name="archive-due"),
    path("archive/hand-overs/", reading.show_hand_overs, name="archive-hand-overs"),
    path("archive/hand-overs/new/", acts.hand_over, name="archive-hand-over-new"),
    path("archive/hand-overs/<int:hand_over_id>/", acts.show_hand_over, name="archive-hand-over"),
    path(
        "archive/hand-overs/<int:hand_over_id>/<slug:form>/",
        export.minutes,
        name="archive-minutes",
    ),
    path("archive/files/new/", views.open_file, name="archive-file-new"),
    path("archive/files/<int:entry_id>/", views.show_file, name="archive-file"),
    path("archive/files/<int:entry_id>/change/", views.change_file, name="archive-file-change"),
    path("archive/files/<int:entry_id>/close/", views.close_file, name="archive-file-close"),
    path("archive/files/<int:entry_id>/reopen/", views.reopen_file, name="archive-file-reopen"),
    path("archive/files/<int:entry_id>/add/", views.add_document, name="archive-add"),
    path("archive/files/<int:entry_id>/paper/", views.add_paper, name="archive-add-paper"),
    path("archive/files/<int:entry_id>/secret/", views.add_stub, name="archive-add-stub"),
    path(
        "archive/files/<int:entry_id>/contents/<slug:form>/",
        export.contents,
        name="archive-contents",
    ),
    path("archive/sheets/<int:sheet_id>/move/", views.move_sheet, name="archive-move"),
    path("archive/sheets/<int:sheet_id>/out/", views.take_out, name="archive-out"),
]
