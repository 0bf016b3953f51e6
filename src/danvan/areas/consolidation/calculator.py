"""Figures of merged reports: one grouping query in the database, the rule of the form on top.

The sums are taken where the rows lie; what the form's rule says beyond sums and maxima (the last
one given, ratios of sums) is decided by ``danvan.law.reports``. A figure that no input gives is
missing, never nought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from django.db.models import F, Max, Q, QuerySet, Sum

from danvan.areas.consolidation.models import Input, InputState, OwnFigure
from danvan.areas.consolidation.shapes import Changed, changes
from danvan.areas.reporting.models import Cell, Filled, Report, ReportVersion
from danvan.law.reports import PLACES, ReportForm, Values, with_ratios

Totals = dict[str, tuple[Decimal, Decimal]]
"""By key, the sum and the largest of what was given."""
Rows = Iterable[tuple[int, str, Decimal, Decimal]]
"""Group, key, sum, largest."""


def form_of(report: Report) -> ReportForm:
    """Return the form of a report with what is asked in its kind of period."""
    return report.form.form.asked_in(report.period_kind)


def values_of(version: ReportVersion) -> dict[str, Decimal | None]:
    """Return the figures of a version by key."""
    return dict(version.cells.values_list("key", "value"))


def plain(value: Decimal | None) -> float | int | None:
    """Return a figure as a cell of a table takes it: a whole one without a part."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def merged_values(forms: Mapping[int, ReportForm]) -> dict[int, dict[str, Decimal | None]]:
    """Return the figures of merged versions from the inputs that stand in the database.

    Two grouping queries however many versions and inputs there are, two more where a form asks for
    the last one given.

    Args:
        forms: By version id, its form.
    """
    taken = _taken(forms)
    given = taken.filter(lower__cells__value__isnull=False)
    below = given.values("version_id", key=F("lower__cells__key")).order_by()
    told = below.annotate(total=Sum("lower__cells__value"), most=Max("lower__cells__value"))
    own = OwnFigure.objects.filter(input__in=taken).values("input__version_id", "key").order_by()
    added = own.annotate(total=Sum("value"), most=Max("value"))
    totals: dict[int, Totals] = defaultdict(dict)
    _add(totals, told.values_list("version_id", "key", "total", "most"))
    _add(totals, added.values_list("input__version_id", "key", "total", "most"))
    last = _last_given(forms, taken)
    return {one: by_rule(form, totals[one], last[one]) for one, form in forms.items()}


def preview(
    form: ReportForm, lower_ids: Collection[int], own: Mapping[str, Decimal]
) -> dict[str, Decimal | None]:
    """Return the figures that some lower versions and own figures would give.

    Args:
        lower_ids: In the order in which they would be taken.
    """
    cells = Cell.objects.filter(version_id__in=lower_ids, value__isnull=False)
    told = cells.values("key").order_by().annotate(total=Sum("value"), most=Max("value"))
    totals: dict[int, Totals] = defaultdict(dict)
    _add(totals, ((0, *row) for row in told.values_list("key", "total", "most")))
    _add(totals, ((0, key, value, value) for key, value in own.items()))
    place = {pk: at for at, pk in enumerate(lower_ids)}
    kept = cells.filter(key__in=_keys_of_last(form)) if _keys_of_last(form) else Cell.objects.none()
    last = {cell.key: cell.value for cell in sorted(kept, key=lambda cell: place[cell.version_id])}
    return by_rule(form, totals[0], last | dict(own))


def by_rule(
    form: ReportForm, totals: Mapping[str, tuple[Decimal, Decimal]], last: Values
) -> dict[str, Decimal | None]:
    """Return the merged figures from sums, maxima and the last given, by the rule of each figure.

    It says the same as ``danvan.law.reports.merge`` says of the inputs one by one.
    """
    merged: dict[str, Decimal | None] = {}
    for figure in form.figures:
        total, most = totals.get(figure.key, (None, None))
        chosen = {"sum": total, "maximum": most, "last": last.get(figure.key)}
        merged[figure.key] = chosen.get(figure.merge) if total is not None else None
    return with_ratios(form, merged)


def _taken(version_ids: Iterable[int]) -> QuerySet[Input]:
    return Input.objects.filter(version_id__in=list(version_ids), state=InputState.TAKEN)


def _add(totals: dict[int, Totals], rows: Rows) -> None:
    for group, key, total, most in rows:
        before = totals[group].get(key)
        exact = (total.quantize(PLACES), most.quantize(PLACES))
        totals[group][key] = (before[0] + exact[0], max(before[1], exact[1])) if before else exact


def _keys_of_last(form: ReportForm) -> list[str]:
    return [figure.key for figure in form.figures if figure.merge == "last"]


def _last_given(
    forms: Mapping[int, ReportForm], taken: QuerySet[Input]
) -> dict[int, dict[str, Decimal]]:
    """Return by version the values given last, in the order in which the inputs were taken."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    keys = {key for form in forms.values() for key in _keys_of_last(form)}
    if not keys:
        return found
    rows = taken.filter(lower__cells__key__in=keys, lower__cells__value__isnull=False)
    columns = ("version_id", "lower__cells__key", "lower__cells__value")
    own = OwnFigure.objects.filter(input__in=taken, key__in=keys)
    for version, key, value in (
        *rows.order_by("pk").values_list(*columns),
        *own.values_list("input__version_id", "key", "value"),
    ):
        found[version][key] = value
    return found


def renew(versions: Collection[ReportVersion]) -> int:
    """Write the merged figures of open versions anew from their inputs; returns how many.

    Set-based: the same few statements for one version or a thousand.

    Args:
        versions: With report and form loaded.
    """
    forms = {one.pk: form_of(one.report) for one in versions}
    merged = merged_values(forms)
    standing = Cell.objects.filter(version_id__in=list(forms), filled=Filled.MERGED)
    known = set(standing.values_list("version_id", "key"))
    rows = [
        Cell(version_id=version, key=key, value=value, filled=Filled.MERGED)
        for version, values in merged.items()
        for key, value in values.items()
        if value is not None or (version, key) in known
    ]
    Cell.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["version", "key"],
        update_fields=["value", "filled"],
    )
    return len(rows)


def differences(version: ReportVersion) -> tuple[Changed, ...]:
    """Return the figures of a merged version that are not what its inputs give by the rule.

    Empty where all is right, also for a version without inputs.
    """
    if not _taken([version.pk]).exists():
        return ()
    form = form_of(version.report)
    inputs = merged_values({version.pk: form})[version.pk]
    given = [key for key, value in inputs.items() if value is not None]
    merged = version.cells.filter(Q(filled=Filled.MERGED) | Q(key__in=given))
    keys = set(merged.values_list("key", flat=True)) | set(given)
    ordered = [figure.key for figure in form.figures if figure.key in keys]
    return changes(values_of(version), inputs, ordered)
