"""Pages of opinions: the gatherings, and what was raised in a year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from danvan.areas.opinions import queries, register
from danvan.areas.opinions.kinds import GATHERING
from danvan.web.case_list import may_open
from danvan.web.gates import actor_or_403
from danvan.web.tables import answer


@require_safe
def show_gatherings(request: HttpRequest) -> HttpResponse:
    """Show the gatherings in sight, the newest first."""
    actor = actor_or_403(request)
    return answer(
        request,
        register.gatherings_table(),
        queries.gatherings(actor),
        template="opinions/gatherings.html",
        context={"kind": GATHERING, "may_open": may_open(actor, GATHERING)},
    )


@require_safe
def show_topics(request: HttpRequest) -> HttpResponse:
    """Show by matter what was raised in the gatherings in sight of one year."""
    actor = actor_or_403(request)
    years = queries.years(actor)
    asked = request.GET.get("year", "")
    year = next(
        (one for one in years if str(one) == asked), years[0] if years else actor.today.year
    )
    return answer(
        request,
        register.topics_table(),
        queries.topic_lines(actor, year),
        template="opinions/topics.html",
        context={"year": year, "years": years},
    )
