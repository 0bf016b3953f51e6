"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.documents import intake, reading, views

urlpatterns = [
    path("documents/", reading.show_outgoing, name="documents"),
    path("documents/incoming/", reading.show_incoming, name="documents-incoming"),
    path("documents/arrivals/", reading.show_arrivals, name="documents-arrivals"),
    path("documents/arrivals/<int:addressee_id>/", intake.receive, name="documents-receive"),
    path("documents/cases/<slug:slug>/", views.show_preview, name="documents-preview"),
    path("documents/cases/<slug:slug>/file/", views.incoming_file, name="documents-incoming-file"),
    path("documents/cases/<slug:slug>/<slug:form>/", views.draft_file, name="documents-draft-file"),
    path(
        "documents/versions/<int:version_id>/<slug:form>/",
        views.version_file,
        name="documents-version",
    ),
    path("documents/cases/<slug:slug>/print/again/", views.print_again, name="documents-print"),
    path("documents/signings/<int:signing_id>/", views.signed_file, name="documents-signing"),
    path(
        "documents/signings/<int:signing_id>/report/",
        views.show_report,
        name="documents-signing-report",
    ),
]
