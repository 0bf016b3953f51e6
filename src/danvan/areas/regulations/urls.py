"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.regulations import views

urlpatterns = [
    path("regulations/", views.show_regulations, name="regulations"),
    path("regulations/import/", views.import_file, name="regulation-import"),
    path("regulations/<int:work_id>/", views.show_regulation, name="regulation"),
    path("regulations/<int:work_id>/file/", views.download_file, name="regulation-file"),
    path("regulations/<int:work_id>/use/<slug:pack>/", views.use_pack, name="regulation-use"),
    path("regulations/pack/<slug:pack>/", views.show_pack, name="regulation-of-pack"),
]
