"""Addresses of what is only read at the public door; they stand below ``portal/``."""

from __future__ import annotations

from django.urls import path

from danvan.faces.portal import calculator, figures, results

urlpatterns = [
    path("calculator/", calculator.show_calculator, name="portal-calculator"),
    path("figures/", figures.show_figures, name="portal-figures"),
    path("results/", results.show_results, name="portal-results"),
    path("results/feed/", results.show_feed, name="portal-feed"),
    path("results/<slug:slug>/", results.show_result, name="portal-result"),
    path(
        "results/<slug:slug>/files/<int:number>/",
        results.give_result_file,
        name="portal-result-file",
    ),
]
