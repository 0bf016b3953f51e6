"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.documents import intake, plan, reading, register, views

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
    path("documents/signings/<int:signing_id>/", views.signed_file, name="documents-signing"),
    path("documents/registers/", register.show_registers, name="documents-registers"),
    path("documents/registers/new/", register.open_register, name="documents-register-new"),
    path(
        "documents/registers/<int:register_id>/", register.show_register, name="documents-register"
    ),
    path(
        "documents/registers/<int:register_id>/reserve/", register.reserve, name="documents-reserve"
    ),
    path("documents/registers/<int:register_id>/secret/", plan.keep_stub, name="documents-stub"),
    path(
        "documents/registers/<int:register_id>/import/",
        intake.import_register,
        name="documents-import",
    ),
    path(
        "documents/registers/<int:register_id>/import/form/",
        intake.import_form,
        name="documents-import-form",
    ),
    path(
        "documents/registers/<int:register_id>/import/write/",
        intake.write_import,
        name="documents-import-write",
    ),
    path("documents/numbers/<int:number_id>/release/", plan.release, name="documents-release"),
    path("documents/issuers/", plan.show_issuers, name="documents-issuers"),
    path("documents/issuers/new/", plan.add_issuer, name="documents-issuer-new"),
    path("documents/terms/new/", plan.add_term, name="documents-term-new"),
    path("documents/templates/", plan.show_templates, name="documents-templates"),
    path("documents/templates/new/", plan.add_template, name="documents-template-new"),
]
