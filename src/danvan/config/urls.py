"""All addresses: the public door, where most is sent, the toolkit, every room that is on."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from danvan.faces.portal import pages

ROOMS = [f"danvan.areas.{room}.urls" for room in settings.AREAS]

urlpatterns = [
    path("portal/", include("danvan.faces.portal.urls")),
    path("portal/", include("danvan.faces.portal.results_urls")),
    path("robots.txt", pages.show_robots, name="robots"),
    path("", include("danvan.web.urls")),
    *(path("", include(module)) for module in ROOMS if find_spec(module)),
]

handler400 = "danvan.web.errors.bad_request"
handler403 = "danvan.web.errors.denied"
handler404 = "danvan.web.errors.not_found"
handler500 = "danvan.web.errors.broken"
handler429 = "danvan.web.sign_in_limits.too_many"
