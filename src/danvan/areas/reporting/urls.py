"""Addresses of the room of reporting."""

from __future__ import annotations

from django.urls import path

from danvan.areas.reporting import views

urlpatterns = [
    path("reports/", views.show_reports, name="reports"),
    path("reports/new/", views.open_new, name="report-new"),
    path("reports/open/<slug:slug>/", views.open_for, name="report-open"),
    path("reports/<slug:slug>/fill/", views.fill, name="report-fill"),
    path("reports/<slug:slug>/draft/", views.autosave, name="report-autosave"),
    path("reports/<slug:slug>/return/", views.give_back, name="report-return"),
    path("reports/<slug:slug>/versions/<int:number>/", views.show_version, name="report-version"),
    path("reports/<slug:slug>/records/<str:key>/", views.show_records, name="report-records"),
    path("reports/<slug:slug>/paper/", views.show_paper, name="report-paper"),
    path("reports/<slug:slug>/short/", views.fill_short, name="report-short"),
    path("reports/<slug:slug>/entry/", views.enter_paper, name="report-entry"),
]
