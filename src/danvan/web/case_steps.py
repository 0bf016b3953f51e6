"""What stands first among the many things that can be done to a case, read off its declaration."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.kinds import Act, CaseKind
from danvan.kernel.cases.models import Case
from danvan.web.states import Text

MOST, LEAST = 4, 2
"""Of the steps that stand open where there are many; one more than the most is not folded."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another room does with a case: words, address, and whether a press changes something.

    What is proposed stands first.
    A room's application says ``case_steps = {kind: dotted path}``; the function gets case and actor
    and gives a list of these.
    """

    label: Text
    url: str
    is_change: bool = False
    is_proposed: bool = False


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps of one sort, under a heading."""

    heading: Text
    steps: list[Elsewhere]


@dataclass(frozen=True, slots=True)
class Steps:
    """What stands as buttons, and what one disclosure opens."""

    standing: list[Elsewhere]
    folded: list[StepGroup]

    @property
    def folded_count(self) -> int:
        """Return how many steps the disclosure opens."""
        return sum(len(group.steps) for group in self.folded)


class Rank(IntEnum):
    """How likely a step is the next one; what departs from the usual course comes last."""

    PROPOSED = 0
    NEXT = 1
    AWAITED = 2
    ELSEWHERE = 3
    MOVES = 4
    ENDS = 5
    OWN = 6
    NOTES = 7
    DEPARTS = 8


HEADINGS = (
    _("Đưa hồ sơ sang bước sau"),
    _("Ghi thêm, hồ sơ giữ nguyên bước"),
    _("Dừng, trả lại, kết thúc hoặc mở lại"),
)


@dataclass(frozen=True, slots=True)
class _Ranked:
    rank: Rank
    heading: int
    step: Elsewhere


def arranged(
    case: Case,
    kind: CaseKind,
    acts: Sequence[Act],
    elsewhere: Iterable[Elsewhere],
    waiting: Collection[str],
) -> Steps:
    """Return the steps in the order in which they are likely wanted, the rest by what they do.

    Args:
        waiting: Keys of the acts for which a running clock by which the case is due waits.
    """
    ranked = [_of_room(one) for one in elsewhere]
    taken = {one.step.url for one in ranked}
    ranked += [
        one for act in acts if (one := _of_act(case, kind, act, waiting)).step.url not in taken
    ]
    ranked.sort(key=lambda one: one.rank)
    if len(ranked) <= MOST + 1:
        return Steps([one.step for one in ranked], [])
    standing = _standing(ranked)
    folded = [one for one in ranked if one not in standing]
    groups = [
        StepGroup(words, [one.step for one in folded if one.heading == number])
        for number, words in enumerate(HEADINGS)
    ]
    return Steps([one.step for one in standing], [group for group in groups if group.steps])


def _standing(ranked: Sequence[_Ranked]) -> list[_Ranked]:
    """What the rooms offer always stands; acts take the places that are left."""
    places = max(MOST - sum(one.rank == Rank.ELSEWHERE for one in ranked), LEAST)
    acts = [one for one in ranked if one.rank != Rank.ELSEWHERE]
    likely = [one for one in acts if one.rank <= Rank.OWN]
    kept = likely[:places] or acts[:LEAST]
    return [one for one in ranked if one.rank == Rank.ELSEWHERE or one in kept]


def _of_room(one: Elsewhere) -> _Ranked:
    return _Ranked(Rank.PROPOSED if one.is_proposed else Rank.ELSEWHERE, 0, one)


def _of_act(case: Case, kind: CaseKind, act: Act, waiting: Collection[str]) -> _Ranked:
    step = Elsewhere(act.label, reverse("case-act", args=[case.slug, act.key]))
    moves = act.target not in {None, case.state}
    departs = act.needs_reason or act.reopens or act.target in kind.set_aside
    heading = (2 if departs else 0) if moves else 1
    return _Ranked(_rank(case, kind, act, waiting, departs=departs), heading, step)


def _rank(case: Case, kind: CaseKind, act: Act, waiting: Collection[str], *, departs: bool) -> Rank:
    if act.is_next and act.is_next(case):
        return Rank.NEXT
    if departs:
        return Rank.DEPARTS
    if act.key in waiting:
        return Rank.AWAITED
    if act.target in {None, case.state}:
        return Rank.OWN if act.source == {case.state} else Rank.NOTES
    return Rank.ENDS if act.target in kind.closed else Rank.MOVES
