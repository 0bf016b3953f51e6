"""Clocks that several kinds of petition share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import conditions
from danvan.kernel.cases.kinds import ClockRule
from danvan.kernel.cases.models import Case

DECIDING = frozenset({"accept", "transfer", "split"})
"""Acts after which the first decision on a petition is taken."""


def clock(key: str, label: object, limit: str, starts: str, *stops: str, **more: Any) -> ClockRule:
    """Return a clock that one act starts and others stop."""
    return ClockRule(key, label, limit, frozenset({starts}), frozenset(stops), **more)


def settlement(key: str, limit: str, applies: Callable[[Case], bool]) -> ClockRule:
    return ClockRule(
        key,
        _("Giải quyết"),
        limit,
        starts=frozenset({"accept"}),
        stops=frozenset({"decide"}),
        pauses=frozenset({"suspend"}),
        resumes=frozenset({"resume"}),
        extends=frozenset({"extend"}),
        applies=applies,
        circumstances=conditions.circumstances,
    )


STANDS = {"pauses": frozenset({"ask_more"}), "resumes": frozenset({"supply"})}
PARTY_NOTICE = clock(
    "party_notice",
    _("Báo bằng văn bản cho người gửi đến người đứng đầu cấp ủy"),
    "party.notice",
    "open",
    *DECIDING,
    applies=conditions.is_party,
    **STANDS,
)
PASSING_ON = clock(
    "passing_on",
    _("Chuyển nơi có thẩm quyền"),
    "feedback.transfer",
    "open",
    *DECIDING,
    applies=conditions.is_state,
    **STANDS,
)
OUTCOME = clock(
    "outcome",
    _("Báo kết quả tiếp nhận cho người đến trình bày"),
    "reception.outcome",
    "open",
    *DECIDING,
    applies=conditions.is_at_reception,
    **STANDS,
)


def telling_forwarder(start: str) -> ClockRule:
    """Return the clock by which the body that passed it on is owed the result."""
    return clock(
        "telling_forwarder",
        _("Báo kết quả cho nơi chuyển đến"),
        "transfer.result",
        start,
        "tell_forwarder",
        applies=conditions.came_from_another,
        leads=False,
    )


def sending_paper(key: str, label: object, start: str) -> ClockRule:
    """Return the clock of sending the decision that suspends, or that goes on."""
    return clock(key, label, f"complaint.{key}", start, "send_paper", "decide", "end")


def posting(limit: str) -> ClockRule:
    """Return the clock of the least time for which what was published stays posted."""
    return clock("posting", _("Niêm yết ít nhất đến hết ngày"), limit, "publish", leads=False)
