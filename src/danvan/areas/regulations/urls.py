"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.regulations import intake, views

CONFIRM = "regulations/<int:work_id>/confirm"
urlpatterns = [
    path("regulations/", views.show_regulations, name="regulations"),
    path("regulations/import/", views.import_file, name="regulation-import"),
    path("regulations/<int:work_id>/", views.show_regulation, name="regulation"),
    path("regulations/<int:work_id>/file/", views.download_file, name="regulation-file"),
    path("regulations/<int:work_id>/use/<slug:pack>/", views.use_pack, name="regulation-use"),
    path("regulations/<int:work_id>/confirm/", views.confirm, name="regulation-confirm"),
    path(f"{CONFIRM}/next/", views.next_candidate, name="regulation-next"),
    path(f"{CONFIRM}/all/", intake.list_candidates, name="regulation-all"),
    path(f"{CONFIRM}/many/", intake.accept_many, name="regulation-many"),
    path(f"{CONFIRM}/at/<str:group>/", views.show_candidates, name="regulation-candidates"),
    path(f"{CONFIRM}/add/<str:address>/", views.add_duty, name="regulation-add"),
    path(f"{CONFIRM}/decisions/", views.show_decisions, name="regulation-decisions"),
    path(f"{CONFIRM}/undo/<int:decision_id>/", views.undo_decision, name="regulation-undo"),
    path(f"{CONFIRM}/save/", views.save_pack, name="regulation-save"),
    path(f"{CONFIRM}/reopen/", views.reopen, name="regulation-reopen"),
    path(f"{CONFIRM}/pack/", views.download_pack, name="regulation-saved"),
    path(f"{CONFIRM}/<int:candidate_id>/<slug:act>/", views.decide, name="regulation-decide"),
    path("regulations/pack/<slug:pack>/", views.show_pack, name="regulation-of-pack"),
]
