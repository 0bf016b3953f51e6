"""Addresses of the page toolkit."""

from __future__ import annotations

from django.urls import include, path

from danvan.web import (
    begin_pages,
    case_pages,
    feed,
    help_pages,
    notice_pages,
    notice_settings,
    post_switch,
    publication_pages,
    rates_page,
    short_pages,
    tour,
    views,
    work_pages,
)

urlpatterns = [
    path("accounts/", include("danvan.web.sign_in")),
    path("", work_pages.show_work, name="work"),
    path("cases/", case_pages.show_cases, name="cases"),
    path("cases/new/<str:kind>/", case_pages.open_new_case, name="case-new"),
    path("cases/<slug:slug>/", case_pages.show_case, name="case"),
    path("cases/<slug:slug>/<slug:act>/", case_pages.act_on_case, name="case-act"),
    path("files/<int:evidence_id>/", case_pages.download_proof, name="evidence-file"),
    path("publications/", publication_pages.show_copies, name="publications"),
    path("publications/new/<slug:slug>/", publication_pages.prepare_copy, name="publication-new"),
    path("publications/figures/", publication_pages.set_figures, name="publication-figures"),
    path("publications/<slug:slug>/", publication_pages.show_copy, name="publication"),
    path(
        "publications/<slug:slug>/files/<int:number>/",
        publication_pages.give_file,
        name="publication-file",
    ),
    path(
        "publications/<slug:slug>/approve/",
        publication_pages.approve_copy,
        name="publication-approve",
    ),
    path(
        "publications/<slug:slug>/back/",
        publication_pages.give_back_copy,
        name="publication-back",
    ),
    path(
        "publications/<slug:slug>/withdraw/",
        publication_pages.withdraw_copy,
        name="publication-withdraw",
    ),
    path("notices/", views.show_notices, name="notices"),
    path("notices/read/", views.read_notices, name="notices-read"),
    path("notices/settings/", notice_settings.show_settings, name="notices-settings"),
    path("notices/settings/address/", notice_settings.ask_address, name="notices-address"),
    path(
        "notices/settings/confirm/<str:token>/",
        notice_settings.confirm_address,
        name="notices-confirm",
    ),
    path("notices/settings/calendar/make/", notice_settings.make_feed, name="notices-feed-make"),
    path("notices/settings/calendar/end/", notice_settings.revoke_feed, name="notices-feed-end"),
    path("notices/policy/", notice_pages.show_policy, name="notices-policy"),
    path("notices/outbox/", notice_pages.show_outbox, name="notices-outbox"),
    path("notices/outbox/<int:number>/", notice_pages.show_delivery, name="notices-delivery"),
    path(
        "notices/outbox/<int:number>/decide/", notice_pages.decide_delivery, name="notices-decide"
    ),
    path("notices/texts/", notice_pages.show_texts, name="notices-texts"),
    path("notices/texts/<int:number>/", notice_pages.show_text_batch, name="notices-text-batch"),
    path("notices/texts/<int:number>/mark/", notice_pages.mark_texts, name="notices-text-marks"),
    path("calendar/<str:token>.ics", feed.show_feed, name="calendar-feed"),
    path("language/", views.switch_language, name="language"),
    path("begin/", begin_pages.begin, name="begin"),
    path("account/new-password/", begin_pages.new_password, name="account-new-password"),
    path("post/", post_switch.switch_post, name="post-switch"),
    path("s/<slug:code>/", short_pages.enter_by_slip, name="slip-enter"),
    path("short/", short_pages.show_short, name="short"),
    path("short/leave/", short_pages.leave_short, name="short-leave"),
    path("short/<slug:slug>/", short_pages.act_short, name="short-act"),
    path("rates/", rates_page.show_rates, name="rates"),
    path("help/", help_pages.show_index, name="help"),
    path("help/signs/", help_pages.show_signs, name="help-signs"),
    path("help/all/", help_pages.show_all, name="help-all"),
    path("help/<slug:page>/", help_pages.show_page, name="help-page"),
    path("tour/", tour.show_tour, name="tour"),
    path("tour/leave/", tour.leave_tour, name="tour-leave"),
    path("tour/<slug:role>/<int:number>/", tour.show_step, name="tour-step"),
]
