"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.duties import views

urlpatterns = [
    path("duties/", views.show_register, name="duty-register"),
    path("duties/<slug:pack>/<str:code>/", views.show_duty, name="duty"),
    path("duties/<slug:pack>/<str:code>/board/<int:year>/", views.show_sent, name="duty-board"),
    path("duties/<slug:pack>/<str:code>/leader/", views.name_leader, name="duty-leader"),
    path("leaders/", views.show_leaders, name="leaders"),
    path("local-dates/", views.show_local_dates, name="local-dates"),
    path("local-dates/<int:duty_id>/", views.set_local, name="local-date"),
    path("local-dates/<int:local_id>/end/", views.end_local, name="local-date-end"),
    path("local-dates/<int:local_id>/file/", views.download_source, name="local-date-file"),
    path("units/", views.show_units, name="units"),
    path("units/<int:unit_id>/", views.show_unit, name="unit"),
    path("units/<int:unit_id>/year/<int:year>/", views.show_year, name="unit-year"),
    path("plan/", views.show_plan, name="plan"),
    path("plan/apply/", views.apply_plan, name="plan-apply"),
    path("plan/applied/", views.show_applied, name="plans-applied"),
    path("plan/applied/<int:plan_id>/undo/", views.undo_plan, name="plan-undo"),
    path("bindings/", views.show_bindings, name="bindings"),
    path("bindings/proposed/", views.bind_proposed, name="bindings-proposed"),
    path("bindings/<slug:role>/", views.bind_role, name="binding"),
    path("bindings/<int:binding_id>/end/", views.end_binding, name="binding-end"),
]
