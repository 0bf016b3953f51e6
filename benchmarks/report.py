"""One form for every figure: what was measured, ours, the peer, their ratio, the aim."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence


def figure(name, ours, peer, ratio, aim, unit="s"):
    """Return one figure.

    Args:
        ours, peer: Medians, in ``unit``.
        aim: What the ratio should be, such as ``">= 0.5"``; empty where nobody set one.
    """
    sign, _space, limit = aim.partition(" ")
    met = {"<=": lambda: ratio <= float(limit), ">=": lambda: ratio >= float(limit)}
    told = met[sign]() if sign else None
    return {
        "name": name,
        "ours": ours,
        "peer": peer,
        "unit": unit,
        "ratio": ratio,
        "aim": aim,
        "met": told,
    }


def median_ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """Return the median of the ratios of pairs measured side by side."""
    return statistics.median(a / b for a, b in zip(over, under, strict=True))


def show(figures: Iterable[dict]) -> None:
    """Print figures as a table."""
    rows = [("measured", "ours", "peer", "unit", "ratio", "aim", "met")]
    for one in figures:
        met = {True: "yes", False: "NO", None: "-"}[one["met"]]
        told = (f"{one['ours']:.4g}", f"{one['peer']:.4g}", one["unit"], f"{one['ratio']:.2f}")
        rows.append((one["name"], *told, one["aim"], met))
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = row
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))
