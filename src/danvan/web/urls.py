"""Addresses of the page toolkit."""

from __future__ import annotations

from django.urls import include, path

from danvan.web import case_pages, help_pages, tour, views, work_pages

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
    path("help/", help_pages.show_index, name="help"),
    path("help/signs/", help_pages.show_signs, name="help-signs"),
    path("help/all/", help_pages.show_all, name="help-all"),
    path("help/<slug:page>/", help_pages.show_page, name="help-page"),
    path("tour/", tour.show_tour, name="tour"),
    path("tour/leave/", tour.leave_tour, name="tour-leave"),
    path("tour/<slug:role>/<int:number>/", tour.show_step, name="tour-step"),
]
