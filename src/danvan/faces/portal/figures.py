"""On-time figures that bodies show: a picture, the same as a table, the same as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danvan.faces.portal.frame import show
from danvan.faces.portal.gates import public_page
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.organisations.tree import names_of
from danvan.kernel.publication.figures import PublicFigures, public_figures, trees_with_figures
from danvan.law.collation import collation_key
from danvan.web.export import csv_response, xlsx_response
from danvan.web.templatetags.web import said

ONE_PLACE = Decimal("0.1")
LONGEST_ID = 9
BAR = 3
"""Width of one per cent in the picture."""
STRIP = 54
"""Height of one kind in the picture."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number pair as shown: how many settled with a due day, and what share on time.

    Args:
        share: ``None`` where it is hidden: alone, or with the number.
    """

    kind: str
    unit: str
    settled: int | None
    share: Decimal | None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One kind in the picture: where its words, its bar and its number stand."""

    figure: Figure
    place: int

    @property
    def words_at(self) -> int:
        """Return the line of the words."""
        return self.place * STRIP + 14

    @property
    def bar_at(self) -> int:
        """Return the upper edge of the bar."""
        return self.place * STRIP + 20

    @property
    def number_at(self) -> int:
        """Return the line of the number."""
        return self.place * STRIP + 44

    @property
    def width(self) -> int:
        """Return the width of the bar."""
        return int(self.figure.share * BAR) if self.figure.share is not None else 0


@public_page
def show_figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of one tree and quarter, the newest where nothing is asked for."""
    asked = request.GET.get("tree", "")
    if asked and not (asked.isdecimal() and len(asked) <= LONGEST_ID):
        raise Http404
    root_id = int(asked) if asked else None
    found = public_figures(root_id, request.GET.get("quarter", ""))
    if found is None and request.GET:
        raise Http404
    figures = list(figures_of(found)) if found else []
    wanted = {"csv": csv_response, "xlsx": xlsx_response}.get(request.GET.get("format", ""))
    if wanted and found:
        name = f"dung-han-{found.content['quarter']}"
        return wanted(name, header(), [row_of(one) for one in figures])
    trees = names_of([one.pk for one in trees_with_figures()], legal_day(), get_language() or "vi")
    bars = [Bar(one, at) for at, one in enumerate(one for one in figures if one.is_total)]
    context = {
        "found": found,
        "bars": bars,
        "height": len(bars) * STRIP,
        "figures": figures,
        "trees": sorted(trees.items(), key=lambda pair: collation_key(pair[1])),
    }
    return show(request, "portal/figures.html", context)


def figures_of(found: PublicFigures) -> Iterator[Figure]:
    """Yield the figures kind by kind: units in Vietnamese order, then the whole."""
    names = {unit: said(name) for unit, name in found.content["names"].items()}
    for column in found.content["columns"]:
        kind = said(column["label"])
        units = sorted(column["cells"], key=lambda unit: collation_key(names[unit]))
        for unit in units:
            yield _figure(kind, names[unit], column["cells"][unit])
        yield _figure(kind, _("Tất cả"), column["total"], is_total=True)


def _figure(
    kind: str, unit: str, pair: list[int | None] | None, *, is_total: bool = False
) -> Figure:
    settled, on_time = pair or (None, None)
    if settled is None or on_time is None:
        return Figure(kind, unit, settled, None, is_total)
    share = (Decimal(100 * on_time) / settled).quantize(ONE_PLACE, ROUND_HALF_UP)
    return Figure(kind, unit, settled, share, is_total)


def header() -> list[str]:
    """Return the columns of the file."""
    return [_("Loại việc"), _("Đơn vị"), _("Đã giải quyết có hạn"), _("Đúng hạn (%)")]


def row_of(one: Figure) -> list[object]:
    """Return one line of the file; what is hidden says so."""
    settled = one.settled if one.settled is not None else _("không hiện")
    share = float(one.share) if one.share is not None else _("không hiện")
    return [one.kind, one.unit, settled, share]
