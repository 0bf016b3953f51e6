"""Say in words what comparing gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from danvan.law.comparing import Comparison, DutyRow, Row
from danvan.law.comparing_contract import place_of, sentence, timing_of
from danvan.web.states import Text

VERDICT_WORDS: Mapping[str, Text] = {
    "stricter": _("Chặt hơn"),
    "looser": _("Nhẹ hơn"),
    "narrower": _("Hẹp hơn"),
    "broader": _("Rộng hơn"),
    "other": _("Khác"),
    "missing": _("Thiếu"),
    "only_here": _("Chỉ có ở đây"),
    "same": _("Giống"),
}
"""Results in the order in which they matter to whoever must act upon them."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty of a row with its counterpart."""

    verdict: str
    label: Text
    act: str
    timing: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is shown.

    Args:
        anchors: Addresses of the first and of the second text that the places lead to.
    """

    verdict: str
    label: Text
    places: tuple[str, str]
    anchors: tuple[str, str]
    words: tuple[str, str]
    reasons: tuple[str, ...]
    duties: tuple[DutyLine, ...]


def lines_of(found: Comparison, show: str, language: str, *, is_about_duties: bool) -> list[Line]:
    """Return the rows that were asked for.

    Args:
        show: A verdict, ``different``, or nothing for all.
        is_about_duties: Only rows in which a duty differs.
    """
    return [
        _line(row, language)
        for row in found.rows
        if _is_shown(row.verdict, show)
        and (not is_about_duties or any(duty.verdict != "same" for duty in row.duties))
    ]


def _is_shown(verdict: str, show: str) -> bool:
    return not show or verdict == show or (show == "different" and verdict != "same")


def _line(row: Row, language: str) -> Line:
    sides = (row.first, row.second)
    return Line(
        row.verdict,
        VERDICT_WORDS[row.verdict],
        (place_of(row.first, language), place_of(row.second, language)),
        tuple(units[0].address if units else "" for units in sides),
        tuple("\n".join(unit.words for unit in units) for units in sides),
        tuple(sentence(each, language) for each in row.reasons),
        tuple(_duty(each, language) for each in row.duties if each.verdict != "same"),
    )


def _duty(row: DutyRow, language: str) -> DutyLine:
    act = (row.first or row.second or {})["act"]
    told = tuple(sentence(each, language) for each in row.reasons)
    return DutyLine(row.verdict, VERDICT_WORDS[row.verdict], act, timing_of(row, language), told)
