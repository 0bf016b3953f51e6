"""Addresses of the room; they stand below those of documents, as they always did."""

from __future__ import annotations

from django.urls import path

from danvan.areas.registers import intake, plan, register

urlpatterns = [
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
