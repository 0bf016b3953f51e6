"""Say in words what comparing gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from danvan.law.comparing import Comparison, DutyRow, Row, Unit, Verdict
from danvan.law.comparing_contract import places_of, sentence, timing_of
from danvan.web.states import Text

VERDICT_WORDS: Mapping[Verdict, Text] = {
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

ALONE = frozenset({"missing", "only_here"})
WORDING = frozenset({"CMP-01", "CMP-02"})


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
    shown = (row for row in found.rows if _is_shown(row.verdict, show))
    lines = [_line(found, row, language) for row in shown]
    return [line for line in lines if line.duties] if is_about_duties else lines


def _is_shown(verdict: str, show: str) -> bool:
    return not show or verdict == show or (show == "different" and verdict != "same")


def _line(found: Comparison, row: Row, language: str) -> Line:
    duties = (_duty(each, language) for each in row.duties if each.verdict != "same")
    return Line(
        row.verdict,
        VERDICT_WORDS[row.verdict],
        places_of(found, row, language),
        (_anchor(row.first), _anchor(row.second)),
        (_words(row.first), _words(row.second)),
        tuple(sentence(each, language) for each in row.reasons),
        tuple(duty for duty in duties if duty.reasons or duty.verdict in ALONE),
    )


def _anchor(units: Sequence[Unit]) -> str:
    return units[0].address if units else ""


def _words(units: Sequence[Unit]) -> str:
    return "\n".join(unit.words for unit in units)


def _duty(row: DutyRow, language: str) -> DutyLine:
    """Return a duty with its reasons but for wording, which the provision tells already."""
    act = (row.first or row.second or {})["act"]
    told = tuple(sentence(each, language) for each in row.reasons if each.code not in WORDING)
    return DutyLine(row.verdict, VERDICT_WORDS[row.verdict], act, timing_of(row, language), told)
