"""The form of a spreadsheet of units: empty, or filled with the tree as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse

from danvan.areas.tree import queries
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.tree import holding_on
from danvan.kernel.packs.queries import terms
from danvan.law.tree_cells import COLUMNS, TIER_WORDS
from danvan.web.export import xlsx_response

TIERS = {key: words.split("; ")[0] for key, words in TIER_WORDS.items()}


def form_file(actor: Actor, *, filled: bool) -> HttpResponse:
    """Return the form as a workbook; filled, it comes back as a file that changes nothing."""
    rows = _rows(actor) if filled else ()
    return xlsx_response("units-filled" if filled else "units-form", list(COLUMNS.values()), rows)


def _rows(actor: Actor) -> Iterator[list[object]]:
    sides = {key: words.vi for key, words in terms("sides").items()}
    bodies: dict[int, list[str]] = {}
    bound = Binding.objects.filter(holding_on(actor.today), actor.reach_with(queries.ADMINISTRATOR))
    for unit_id, slug in bound.order_by("role__position").values_list("unit_id", "role__slug"):
        bodies.setdefault(unit_id, []).append(slug)
    rows = queries.periods(actor).select_related("unit__locality", "parent__locality")
    for row in rows.order_by("sort_key", "pk"):
        yield _cells(row, sides, bodies.get(row.unit_id, []))


def _cells(row: UnitPeriod, sides: dict[str, str], bodies: list[str]) -> list[object]:
    unit, above = row.unit, row.parent
    is_locality = unit.locality_id == unit.pk
    is_near = above is None or unit.locality_id == above.locality_id
    home = "" if is_locality or is_near or unit.locality is None else unit.locality.key
    return [
        unit.key,
        row.name,
        row.name_en,
        row.short_name,
        above.key if above else "",
        TIERS.get(row.tier, row.tier),
        sides.get(row.side, row.side),
        "x" if is_locality else "",
        home,
        "; ".join(bodies),
        row.valid_from,
        row.valid_until,
        row.basis,
    ]
