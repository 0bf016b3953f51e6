"""On-time figures for the public, counted once a quarter into a frozen copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop, override

from danvan.kernel.accounts.actors import Actor, system_actor
from danvan.kernel.accounts.models import Classification, DeskRole
from danvan.kernel.audit.record import record
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.rates import part_in
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import names_of
from danvan.kernel.publication.models import FiguresPlan, Publication, Standing
from danvan.kernel.publication.publishing import Copy, digest_of, show_counted
from danvan.kernel.publication.queries import FIGURES
from danvan.kernel.publication.suppressing import hidden_in, shares_hidden_in

TITLE = gettext_noop("Tỷ lệ giải quyết đúng hạn")
BASIS = gettext_noop("Định nghĩa ở trang “Cách tính số liệu”")
MONTHS_IN_QUARTER = 3
WAIT = timedelta(days=10)
"""How long after a quarter it is counted, so that late entries are in it; a setting of ours."""
BACK = 4
"""How many quarters back are counted when a tree begins."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months, both days inclusive."""

    first: date
    last: date

    @property
    def key(self) -> str:
        """Return year and number, such as ``2026-2``."""
        return f"{self.first.year}-{(self.first.month + 2) // MONTHS_IN_QUARTER}"


def quarters_before(today: date) -> Iterator[Quarter]:
    """Yield the quarters that have ended long enough ago to be counted, newest first."""
    end = today - WAIT
    first = date(end.year, end.month - (end.month - 1) % MONTHS_IN_QUARTER, 1)
    for _turn in range(BACK):
        last = first - timedelta(days=1)
        first = date(last.year, last.month - MONTHS_IN_QUARTER + 1, 1)
        yield Quarter(first, last)


def published_kinds() -> list[str]:
    """Return the kinds of which rooms make results public: an application's ``publishes``."""
    found: set[str] = set()
    for config in apps.get_app_configs():
        found |= set(getattr(config, "publishes", {}))
    return sorted(found)


@transaction.atomic
def set_plan(root: Unit, actor: Actor, *, is_on: bool) -> None:
    """Have the figures of a tree counted and shown, or shown no more.

    Raises:
        Refused: ``PUB-03`` the actor is not the head of the tree's root.
    """
    if not actor.has(DeskRole.HEAD.value, root.pk):
        raise Refused("PUB-03")
    told = {"is_on": is_on, "set_by": actor.label, "set_at": timezone.now()}
    FiguresPlan.objects.update_or_create(root=root, defaults=told)
    record(
        "publication.figures.set",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"unit:{root.pk}",
        unit_id=root.pk,
        details={"is_on": is_on},
    )


def root_headed_by(actor: Actor) -> Unit | None:
    """Return the root of the actor's tree where the actor is its head, else nothing."""
    root = Unit.objects.filter(pk=actor.root_id or 0).first()
    return root if root and actor.has(DeskRole.HEAD.value, root.pk) else None


def count_due(root: Unit) -> int:
    """Count the quarters of a tree that are due and not counted so far; return how many."""
    known = set(figures_of(root).values_list("content__quarter", flat=True))
    due = [one for one in quarters_before(today_of(root)) if one.key not in known]
    for quarter in reversed(due):
        count_quarter(root, quarter)
    return len(due)


def count_quarter(root: Unit, quarter: Quarter) -> Publication:
    """Count one quarter of a tree and show it."""
    content = counted(root, quarter)
    with override("vi"):
        copy = Copy(
            unit_id=root.pk,
            kind=FIGURES,
            kind_label=_both(TITLE),
            title=translated(TITLE),
            paragraphs=(translated(BASIS),),
            basis=quarter.key,
            shown_from=today_of(root),
            extra=content,
        )
    return show_counted(copy, system_actor(today=today_of(root)))


def _both(text: str) -> dict[str, str]:
    told = {}
    for tongue in ("vi", "en"):
        with override(tongue):
            told[tongue] = translated(text)
    return told


def counted(root: Unit, quarter: Quarter) -> dict[str, Any]:
    """Return the figures of one quarter, small groups hidden: settled with a due day, on time.

    What was closed without being done, or had no due day, is in neither number; restricted and
    sealed matters are left out.
    """
    cells = _cells(root, quarter)
    names = {
        tongue: names_of({unit for unit, _kind in cells}, quarter.last, tongue)
        for tongue in ("vi", "en")
    }
    columns: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for (unit, kind), pair in cells.items():
        columns[kind][unit] = pair
    return {
        "quarter": quarter.key,
        "first": quarter.first.isoformat(),
        "last": quarter.last.isoformat(),
        "columns": [_column(kind, columns[kind]) for kind in sorted(columns)],
        "names": {
            str(unit): {tongue: found[unit] for tongue, found in names.items()}
            for unit in sorted({unit for unit, _kind in cells})
        },
    }


def _cells(root: Unit, quarter: Quarter) -> dict[tuple[int, str], tuple[int, int]]:
    """How many were settled, and on time, by unit and kind; one query."""
    on_time = part_in("on_time", quarter.first, quarter.last)
    late = part_in("late", quarter.first, quarter.last)
    tree = Q(unit__root=root) | Q(unit=root)
    rows = Case.objects.filter(
        tree, kind__in=published_kinds(), classification__lte=Classification.INTERNAL
    )
    told: Any = rows.order_by().values_list("unit_id", "kind")
    told = told.annotate(
        settled=Count("pk", filter=on_time | late), on_time=Count("pk", filter=on_time)
    )
    return {(unit, kind): (many, well) for unit, kind, many, well in told if many}


def _column(kind: str, cells: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """One kind with its units; what is hidden is null: a pair, or its second number."""
    return {"kind": kind, "label": _label(kind), **numbers_shown(cells)}


def numbers_shown(cells: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """Return what is shown of how many were settled, and on time, by unit and in all."""
    hidden = hidden_in({unit: settled for unit, (settled, _on_time) in cells.items()})
    total = [sum(column) for column in zip(*cells.values(), strict=True)]
    shown = {str(unit): None if unit in hidden.keys else list(pair) for unit, pair in cells.items()}
    return guarded({"cells": shown, "total": None if hidden.hides_total else total})


def guarded(column: Mapping[str, Any]) -> dict[str, Any]:
    """Return a column, the second number of a pair null where it would tell a small one."""
    cells, total = column["cells"], column["total"]
    hidden = shares_hidden_in(cells, total)
    told = {
        unit: [pair[0], None] if pair and unit in hidden.keys else pair
        for unit, pair in cells.items()
    }
    whole = [total[0], None] if total and hidden.hides_total else total
    return {**column, "cells": told, "total": whole}


def _label(kind: str) -> dict[str, str]:
    told = {}
    for tongue in ("vi", "en"):
        with override(tongue):
            told[tongue] = str(kinds.get(kind).label)
    return told


def figures_of(root: Unit) -> QuerySet[Publication]:
    """Return the figures of a tree that stand, newest quarter first."""
    rows = Publication.objects.filter(root=root, kind=FIGURES, standing=Standing.PUBLISHED)
    return rows.order_by("-content__quarter")


def trees_with_figures() -> list[Unit]:
    """Return the roots whose figures are shown."""
    plans = FiguresPlan.objects.filter(is_on=True).select_related("root").order_by("pk")
    return [plan.root for plan in plans]


def is_on(root_id: int) -> bool:
    """Return whether the figures of a tree are shown."""
    return FiguresPlan.objects.filter(root_id=root_id, is_on=True).exists()


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """The figures of one tree and quarter as the public sees them: plain values.

    Args:
        quarters: All that are shown for the tree, newest first.
    """

    root_id: int
    names: Mapping[str, str]
    content: Mapping[str, Any]
    quarters: tuple[str, ...]


def public_figures(root_id: int | None, quarter: str) -> PublicFigures | None:
    """Return the figures of a tree and quarter that are shown; the newest where none is named.

    Figures whose values are not those that were counted are not shown. Those that were counted
    before shares were hidden are hidden here.
    """
    roots = [root for root in trees_with_figures() if root_id in {None, root.pk}]
    for root in roots:
        rows = [row for row in figures_of(root) if digest_of(row.content) == row.digest]
        known = {row.content["quarter"]: row for row in rows}
        if not rows or (quarter and quarter not in known):
            continue
        row = known.get(quarter, rows[0])
        columns = [guarded(column) for column in row.content["columns"]]
        content = {**row.content, "columns": columns}
        return PublicFigures(root.pk, row.content["unit"], content, tuple(known))
    return None
