"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.setup import views

NOTICE = "setup/calendar/<int:notice_id>"
urlpatterns = [
    path("setup/", views.show_steps, name="setup"),
    path("setup/packs/", views.show_packs, name="packs"),
    path("setup/packs/<slug:name>/", views.use_pack, name="pack"),
    path("setup/packs/<slug:name>/stop/", views.stop_pack, name="pack-stop"),
    path("setup/calendar/", views.show_notices, name="calendar-notices"),
    path("setup/calendar/new/", views.give_notice, name="calendar-notice-new"),
    path(f"{NOTICE}/withdraw/", views.withdraw_notice, name="calendar-notice-withdraw"),
    path(f"{NOTICE}/file/", views.download_paper, name="calendar-notice-file"),
]
