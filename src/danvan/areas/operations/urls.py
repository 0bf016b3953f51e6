"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.operations import views

urlpatterns = [
    path("jobs/", views.show_dead, name="jobs"),
    path("jobs/open/", views.show_open, name="jobs-open"),
    path("jobs/schedule/", views.show_schedule, name="jobs-schedule"),
    path("jobs/<int:job_id>/retry/", views.retry, name="job-retry"),
    path("jobs/<int:job_id>/drop/", views.drop, name="job-drop"),
]
