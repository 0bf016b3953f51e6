"""Addresses of the room; they stand below those of documents, as they always did."""

from __future__ import annotations

from django.urls import path

from danvan.areas.registers import acts, export, intake, plan, register, vault

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
    path("documents/templates/", vault.show_templates, name="documents-templates"),
    path("documents/templates/new/", vault.add_template, name="documents-template-new"),
    path(
        "documents/templates/<int:template_id>/withdraw/",
        vault.withdraw,
        name="documents-template-withdraw",
    ),
    path(
        "documents/templates/<int:template_id>/back/",
        vault.put_back,
        name="documents-template-back",
    ),
    path("documents/registers/<int:register_id>/begin/", acts.begin, name="documents-begin"),
    path(
        "documents/registers/<int:register_id>/close/", acts.close_register, name="documents-close"
    ),
    path("documents/registers/<int:register_id>/reopen/", acts.reopen, name="documents-reopen"),
    path(
        "documents/registers/<int:register_id>/print/",
        export.print_register,
        name="documents-register-print",
    ),
    path(
        "documents/registers/<int:register_id>/imports/<int:import_id>/undo/",
        intake.undo_import,
        name="documents-import-undo",
    ),
    path("documents/numbers/<int:number_id>/void/", acts.void, name="documents-void"),
]
