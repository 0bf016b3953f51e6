"""The list of petitions."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions.conditions import local_value
from danvan.areas.petitions.models import Mark, Notable
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.web.tables import Column, Filter, Table


def takes_in(actor: Actor) -> bool:
    """Return whether a post takes petitions in somewhere."""
    roles = {grant.desk_role for grant in actor.grants}
    return bool(roles & {DeskRole.OFFICER.value, DeskRole.HEAD.value})


def sets_values(actor: Actor) -> bool:
    """Return whether a post sets the numbers of its tree that no law gives."""
    return bool(actor.root_id) and actor.has(DeskRole.PLANNER.value, actor.root_id or 0)


def ways(actor: Actor) -> list[tuple[str, object]]:
    """Return the kinds an actor may take in: the last part of each key, and its label."""
    found = [kinds.get(key) for key in CONTENT] if takes_in(actor) else []
    return [(kind.key.partition(".")[2], kind.label) for kind in found]


def petitions(actor: Actor) -> QuerySet[Case]:
    """Return the petitions an actor sees."""
    return visible_cases(actor).filter(kind__in=list(CONTENT))


def petitions_table(actor: Actor) -> Table:
    """Return the list of petitions with its choices: kind, state, and how they stand."""
    declared = [kinds.get(key) for key in CONTENT]
    states = {key: words for kind in declared for key, words in kind.states.items()}
    return Table(
        name="petitions",
        caption=_("Đơn thư"),
        columns=(
            Column(
                "title",
                _("Việc"),
                lambda case: case.title_vi,
                order=("title_vi",),
                link=lambda case: reverse("case", args=[case.slug]),
                is_wide=True,
            ),
            Column("kind", _("Loại"), lambda case: kinds.get(case.kind).label, order=("kind",)),
            Column(
                "received", _("Ngày nhận"), lambda case: case.opened_on, order=("opened_on", "pk")
            ),
            Column("due", _("Hạn gần nhất"), lambda case: case.due_on, order=("due_on", "pk")),
            Column("state", _("Trạng thái"), _state, order=("state",)),
        ),
        first_sort="due",
        filters=(
            Filter(
                "kind",
                _("Loại"),
                [(kind.key, kind.label) for kind in declared],
                narrows=lambda key: Q(kind=key),
            ),
            Filter(
                "state", _("Trạng thái"), list(states.items()), narrows=lambda key: Q(state=key)
            ),
            Filter("how", _("Hạn"), HOW, narrows=lambda key: _how(key, actor)),
            Filter("mark", _("Đánh dấu"), Notable.choices, narrows=_marked),
        ),
    )


HOW = (
    ("open", _("chưa xong")),
    ("overdue", _("quá hạn")),
    ("very_late", _("quá hạn lâu")),
    ("paused", _("đang dừng tính ngày")),
)


def _how(key: str, actor: Actor) -> Q:
    is_open = Q(closed_on=None)
    if key == "overdue":
        return is_open & Q(due_on__lt=actor.today)
    if key == "very_late":
        days = local_value(actor.root_id, "very_late_days").amount or 0
        return is_open & Q(due_on__lte=actor.today - timedelta(days=days))
    if key == "paused":
        return is_open & Q(state__in=["waiting", "suspended"])
    return is_open


def _marked(key: str) -> Q:
    return Q(pk__in=Mark.objects.filter(key=key).values("petition"))


def _state(case: Case) -> object:
    return kinds.get(case.kind).states[case.state]
