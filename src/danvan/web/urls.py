"""Addresses of the page toolkit."""

from __future__ import annotations

from django.urls import include, path

from danvan.web import case_pages, views, work_pages

urlpatterns = [
    path("accounts/", include("danvan.web.sign_in")),
    path("", work_pages.show_work, name="work"),
    path("cases/", case_pages.show_cases, name="cases"),
    path("cases/new/<str:kind>/", case_pages.open_new_case, name="case-new"),
    path("cases/<slug:slug>/", case_pages.show_case, name="case"),
    path("cases/<slug:slug>/<slug:act>/", case_pages.act_on_case, name="case-act"),
    path("files/<int:evidence_id>/", case_pages.download_proof, name="evidence-file"),
    path("notices/", views.show_notices, name="notices"),
    path("notices/read/", views.read_notices, name="notices-read"),
    path("language/", views.switch_language, name="language"),
    path("help/", views.show_help, name="help"),
]
