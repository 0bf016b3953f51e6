"""Addresses of a peer."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path


def submit(request):
    """Keep one submission: no form, no session, no token."""
    from benchmarks.intake_peers.floor.models import Submission  # later: app ready

    if request.method != "POST":
        return HttpResponse("ok")
    told = request.POST
    Submission.objects.create(title=told["title"], body=told["body"], email=told["submitter_email"])
    return HttpResponseRedirect("/done")


if settings.PEER == "helpdesk":
    urlpatterns = [path("", include("helpdesk.urls"))]
else:
    urlpatterns = [path("tickets/submit/", submit)]
