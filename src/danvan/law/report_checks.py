"""What is wrong with the answers of a report: bounds, sums, jumps, text in place of a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from danvan.law.errors import LawError
from danvan.law.findings import Severity
from danvan.law.reports import (
    LARGEST,
    Figure,
    Question,
    ReportForm,
    Total,
    Values,
    merge,
    ratio_of,
)

GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[.\s][0-9]{3})+(?:,[0-9]+)?")
"""1.234.567,8 as it is written in Vietnamese."""

PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class FigureFinding:
    """One remark on an answer.

    Args:
        code: Stable code; its sentences stand in ``packs/vn-base/messages/reports.toml``.
        severity: ``stops`` (cannot be sent so), ``warns`` (somebody should look), ``notes``.
        key: The figure or question it is about.
        fields: Values the sentence needs.
    """

    code: str
    severity: Severity
    key: str
    fields: Mapping[str, object] = field(default_factory=dict)


def read_number(figure: Figure, text: str) -> Decimal | None:
    """Return what was typed as a number; blank means that nothing was given.

    "1.234,5" with points or blanks between groups of three, "1234.5" and "12,5" are read; "1.234"
    is one thousand two hundred and thirty-four.

    Raises:
        LawError: ``REP-01`` no number, ``REP-02`` larger than can be kept, ``REP-03`` a part of one
            in a figure of whole ones, so that nobody's "1,000" becomes one.
    """
    typed = text.strip().replace("−", "-")
    if not typed:
        return None
    digits = typed.removeprefix("-").strip()
    if GROUPED.fullmatch(digits):
        digits = re.sub(r"[.\s]", "", digits)
    elif not PLAIN.fullmatch(digits):
        raise _no_number(figure, text)
    whole, _comma, part = digits.replace(",", ".").partition(".")
    if len(whole.lstrip("0")) >= len(str(LARGEST)):
        raise LawError("REP-02", label=figure.label, largest=told(LARGEST))
    if figure.whole and part:
        raise LawError("REP-03", label=figure.label, value=typed)
    if len(part) > MOST_PLACES:
        raise _no_number(figure, text)
    value = Decimal(f"{whole}.{part}" if part else whole)
    return -value if typed.startswith("-") else value


def _no_number(figure: Figure, text: str) -> LawError:
    return LawError("REP-01", label=figure.label, value=" ".join(text.split())[:40])


def told(value: Decimal) -> str:
    """Return a number as it is written in Vietnamese: 1.234,5."""
    written = f"{value.normalize() + 0:,f}"
    return written.replace(",", " ").replace(".", ",").replace(" ", ".")


def check(
    form: ReportForm,
    values: Values,
    before: Values | None = None,
    reasons: Mapping[str, str] | None = None,
) -> tuple[FigureFinding, ...]:
    """Return what is wrong with the figures of a report, in the order of the form.

    Args:
        before: The figures of the last period, where there was one.
        reasons: Reasons given for jumps, by key of the figure.
    """
    found: list[FigureFinding] = []
    for figure in form.figures:
        value = values.get(figure.key)
        if figure.merge == "ratio":
            found += _ratio(figure, values)
        elif value is None:
            found.append(FigureFinding("REP-09", "notes", figure.key, {"label": figure.label}))
        else:
            found += _bounds(figure, value)
            found += _jump(figure, value, (before or {}).get(figure.key), reasons or {})
    for total in form.totals:
        found += _total(form, total, values)
    known = {figure.key for figure in form.figures}
    found += [
        FigureFinding("REP-10", "stops", key, {"key": key}) for key in values if key not in known
    ]
    return tuple(found)


def stops(found: Iterable[FigureFinding]) -> tuple[FigureFinding, ...]:
    """Return those findings with which a report cannot be sent."""
    return tuple(one for one in found if one.severity == "stops")


def _bounds(figure: Figure, value: Decimal) -> Iterator[FigureFinding]:
    fields = {"label": figure.label, "value": told(value)}
    if not value.is_finite() or abs(value) >= LARGEST:
        large = {"label": figure.label, "largest": told(LARGEST)}
        yield FigureFinding("REP-02", "stops", figure.key, large)
        return
    if figure.whole and value != value.to_integral_value():
        yield FigureFinding("REP-03", "stops", figure.key, fields)
    if figure.minimum is not None and value < figure.minimum:
        fields |= {"bound": told(figure.minimum)}
        yield FigureFinding("REP-04", "stops", figure.key, fields)
    if figure.maximum is not None and value > figure.maximum:
        fields |= {"bound": told(figure.maximum)}
        yield FigureFinding("REP-05", "stops", figure.key, fields)


def _ratio(figure: Figure, values: Values) -> Iterator[FigureFinding]:
    value, given = ratio_of(figure, values), values.get(figure.key)
    if value is None:
        top, bottom = (values.get(key) for key in figure.of or ("", ""))
        if top and bottom is not None:
            yield FigureFinding("REP-11", "warns", figure.key, {"label": figure.label})
        return
    if given is not None and given != value:
        fields = {"label": figure.label, "value": told(given), "computed": told(value)}
        yield FigureFinding("REP-12", "stops", figure.key, fields)
    yield from _bounds(figure, value)


def _jump(
    figure: Figure, value: Decimal, before: Decimal | None, reasons: Mapping[str, str]
) -> Iterator[FigureFinding]:
    if figure.jump is None or before is None or reasons.get(figure.key, "").strip():
        return
    low, high = sorted((abs(value), abs(before)))
    if high > max(low, Decimal(1)) * figure.jump:
        fields = {"label": figure.label, "value": told(value), "before": told(before)}
        yield FigureFinding("REP-06", "stops", figure.key, fields)


def _total(form: ReportForm, total: Total, values: Values) -> Iterator[FigureFinding]:
    whole = values.get(total.whole)
    parts = [values.get(key) for key in total.parts]
    given = [part for part in parts if part is not None]
    figure = form.figure(total.whole)
    if whole is None or not given or figure is None:
        return
    summed = sum(given, Decimal(0))
    if summed > whole or (summed != whole and len(given) == len(parts)):
        labels = [one.label for key in total.parts if (one := form.figure(key))]
        fields = {
            "label": figure.label,
            "value": told(whole),
            "sum": told(summed),
            "parts": labels,
        }
        yield FigureFinding("REP-07", "stops", total.whole, fields)


def check_words(question: Question, text: str) -> tuple[FigureFinding, ...]:
    """Return what is wrong with an answer in sentences: it is longer than the form lets it be."""
    if len(text) <= question.limit:
        return ()
    limit, length = told(Decimal(question.limit)), told(Decimal(len(text)))
    fields = {"prompt": question.prompt, "limit": limit, "length": length}
    return (FigureFinding("REP-08", "stops", question.key, fields),)


def compare_periods(
    form: ReportForm, values: Values, parts: Iterable[Values]
) -> tuple[FigureFinding, ...]:
    """Return where a report of a longer period differs from the reports of its parts.

    Differing is no mistake by itself, for later corrections count too; somebody should look.

    Args:
        values: Figures of the longer period.
        parts: Figures of the shorter periods in it, in order, all of them.
    """
    found = []
    merged = merge(form, parts, over_time=True)
    for figure in form.figures:
        value, expected = values.get(figure.key), merged[figure.key]
        if value is None or expected is None or value == expected or figure.merge == "ratio":
            continue
        fields = {"label": figure.label, "value": told(value), "expected": told(expected)}
        found.append(FigureFinding("REP-13", "warns", figure.key, fields))
    return tuple(found)
