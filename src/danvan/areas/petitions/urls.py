"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.petitions import calculator, export, importing, vault, views

urlpatterns = [
    path("petitions/", views.show_petitions, name="petitions"),
    path("petitions/forwarded/", views.show_passed_on, {"way": "out"}, name="petitions-passed-on"),
    path(
        "petitions/forwarded/in/",
        views.show_passed_on,
        {"way": "in"},
        name="petitions-passed-to-us",
    ),
    path("petitions/forwarded/<slug:slug>/take-up/", views.take_up, name="petition-take-up"),
    path("petitions/figures/", calculator.show_figures, name="petition-figures"),
    path(
        "petitions/figures/<slug:period>/<int:unit_id>/<slug:measure>/<slug:cut>/<str:row>/",
        calculator.show_cases,
        name="petition-figure-cases",
    ),
    path("petitions/register/", export.show_register, name="petition-register"),
    path("petitions/import/", importing.show_import, name="petition-import"),
    path("petitions/import/form/", importing.import_form, name="petition-import-form"),
    path("petitions/import/write/", importing.write_import, name="petition-import-write"),
    path(
        "petitions/import/<int:batch_id>/undo/",
        importing.undo_import,
        name="petition-import-undo",
    ),
    path("petitions/new/<str:kind>/", views.take_in, name="petition-new"),
    path("petitions/values/", views.set_values, name="petition-values"),
    path("petitions/<slug:slug>/matter/", views.find_matter, name="petition-matter"),
    path(
        "petitions/<slug:slug>/matter/<slug:lead>/", views.follow_lead, name="petition-follow-lead"
    ),
    path("petitions/<slug:slug>/clock/<str:key>/", views.show_clock, name="petition-clock"),
    path("petitions/<slug:slug>/papers/", vault.show_papers, name="petition-papers"),
    path("petitions/<slug:slug>/papers/<slug:key>/", vault.write_paper, name="petition-paper"),
]
