"""The list of meetings is the generic list of cases, of this one kind."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from danvan.areas.meetings.kinds import RECORD
from danvan.web.case_pages import list_page


@require_safe
def show_meetings(request: HttpRequest) -> HttpResponse:
    """Show the sessions in reach, newest first."""
    return list_page(request, RECORD)
