"""The lists of the room: gatherings, and by matter what was raised in a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.opinions import queries
from danvan.areas.opinions.kinds import GATHERING
from danvan.areas.opinions.models import Voice
from danvan.areas.opinions.queries import TopicLine, people_words
from danvan.web.tables import Column, Filter, Table


def gatherings_table() -> Table:
    """Return the list of gatherings; what small groups said stands in no list."""
    words = dict(queries.topics())
    return Table(
        name="opinions",
        caption=_("Các đợt tập hợp ý kiến"),
        columns=_columns(words),
        first_sort="-last",
        filters=(
            Filter(
                "state",
                _("Trạng thái"),
                list(GATHERING.states.items()),
                narrows=lambda key: Q(state=key),
            ),
            Filter("topic", _("Lĩnh vực"), list(words.items()), narrows=_raised),
        ),
    )


def _raised(topic: str) -> Q:
    return Q(pk__in=Voice.objects.filter(topic=topic).values("gathering"))


def _columns(words: Mapping[str, str]) -> tuple[Column, ...]:
    def matters(case: Any) -> str:
        return ", ".join(words.get(one.topic, one.topic) for one in case.gathering.voices.all())

    return (
        Column(
            "title",
            _("Đợt"),
            lambda case: case.title_vi,
            order=("title_vi",),
            link=lambda case: reverse("case", args=[case.slug]),
            is_wide=True,
        ),
        Column(
            "last",
            _("Đến ngày"),
            lambda case: case.gathering.last_on,
            order=("gathering__last_on", "pk"),
        ),
        Column("way", _("Cách tập hợp"), lambda case: case.gathering.get_way_display()),
        Column(
            "people",
            _("Số người tham gia"),
            lambda case: people_words(case.gathering.people),
            order=("gathering__people",),
        ),
        Column("matters", _("Lĩnh vực"), matters, is_wide=True),
        Column(
            "state",
            _("Trạng thái"),
            lambda case: GATHERING.states[case.state],
            order=("state",),
        ),
    )


def topics_table() -> Table:
    """Return the list of matters raised; groups under five are in no sum."""

    def people(line: TopicLine) -> object:
        return people_words(None) if line.people is None else line.people

    return Table(
        name="opinions-topics",
        caption=_("Lĩnh vực được nêu"),
        columns=(
            Column("topic", _("Lĩnh vực"), lambda line: line.label, is_wide=True),
            Column("gatherings", _("Số đợt có nêu"), lambda line: line.gatherings),
            Column("people", _("Số người nêu"), people, sorts=lambda line: line.people or 0),
            Column("small", _("Số đợt dưới 5 người nêu"), lambda line: line.small),
        ),
        first_sort="-people",
    )
