"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from danvan.areas.people import views

urlpatterns = [
    path("people/posts/", views.show_posts, name="posts"),
    path("people/posts/new/", views.new_post, name="post-new"),
    path("people/posts/<int:post_id>/", views.show_post, name="post"),
    path("people/posts/<int:post_id>/edit/", views.edit_post, name="post-edit"),
    path("people/posts/<int:post_id>/close/", views.close_post, name="post-close"),
    path("people/posts/<int:post_id>/grant/", views.new_grant, name="post-grant"),
    path("people/posts/<int:post_id>/holder/", views.new_holder, name="holder-new"),
    path("people/posts/<int:post_id>/substitute/", views.new_substitute, name="substitute-new"),
    path("people/posts/<int:post_id>/handover/", views.new_handover, name="handover-new"),
    path("people/grants/", views.show_grants, name="grants"),
    path("people/grants/<int:grant_id>/end/", views.end_grant, name="grant-end"),
    path("people/holdings/<int:holding_id>/end/", views.end_holding, name="holding-end"),
    path("people/accounts/", views.show_people, name="people"),
    path("people/accounts/<int:user_id>/", views.show_account, name="account"),
    path("people/accounts/<int:user_id>/reset/", views.reset_account, name="account-reset"),
    *(
        path(
            f"people/accounts/<int:user_id>/{act}/",
            views.change_account,
            {"act": act},
            name=f"account-{act}",
        )
        for act in views.ACCOUNT_ACTS
    ),
    path("people/slips/", views.show_slips, name="slips"),
    path("people/slips/new/", views.new_slips, name="slip-new"),
    path("people/slips/<int:slip_id>/revoke/", views.revoke_slip, name="slip-revoke"),
    path("people/handovers/", views.show_handovers, name="handovers"),
    path("people/handovers/<int:handover_id>/", views.show_handover, name="handover"),
    path("people/audit/", views.show_audit, name="audit-log"),
]
