"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.tree import views

urlpatterns = [
    path("tree/", views.show_units, name="tree"),
    path("tree/ended/", views.show_ended, name="tree-ended"),
    path("tree/units/<int:unit_id>/", views.show_unit, name="tree-unit"),
    path("tree/units/<int:unit_id>/add/", views.add_unit, name="tree-add"),
    path("tree/units/<int:unit_id>/rename/", views.rename_unit, name="tree-rename"),
    path("tree/units/<int:unit_id>/move/", views.move_unit, name="tree-move"),
    path("tree/units/<int:unit_id>/end/", views.end_unit, name="tree-end"),
    path("tree/units/<int:unit_id>/begin/", views.begin_unit, name="tree-begin"),
    path("tree/units/<int:unit_id>/templates/", views.show_templates, name="tree-templates"),
    path(
        "tree/units/<int:unit_id>/templates/<slug:key>/", views.use_template, name="tree-template"
    ),
    path("tree/imports/", views.show_imports, name="tree-imports"),
    path("tree/imports/form/", views.form_file, name="tree-form"),
    path("tree/imports/<int:import_id>/", views.show_import, name="tree-import"),
    path("tree/imports/<int:import_id>/apply/", views.apply_import, name="tree-import-apply"),
    path("tree/imports/<int:import_id>/cancel/", views.cancel_import, name="tree-import-cancel"),
]
