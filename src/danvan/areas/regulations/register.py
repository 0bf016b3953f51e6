"""The register of candidates: what is proposed beside each provision, what was decided, what is
left. Reads only; every page costs the same number of queries however much there is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from danvan.areas.regulations.calculator import Labels, Line
from danvan.areas.regulations.models import Candidate, Draft, Standing, Work
from danvan.areas.regulations.reading import (
    REST,
    group_of,
    heading_of,
    may_order,
    nodes_of,
    pieces,
    spans_of,
    walk,
)
from danvan.areas.regulations.shapes import lacks_english
from danvan.web.paging import PAGE_ROWS, page_of
from danvan.web.reasons import place

LIVE = (Standing.UNDECIDED, Standing.ACCEPTED, Standing.REJECTED)
DECIDED = (Standing.ACCEPTED, Standing.REJECTED)
ORDER = ("position", "number")
HEAVY = tuple(f"draft__version__{name}" for name in ("tree", "text", "findings_en"))
"""Columns of a text that a single candidate rarely needs: megabytes of a long law."""


def group_words(group: str) -> str:
    """Return what a group is called."""
    return _("Phần còn lại") if group.rpartition("__")[2] == REST else place(group)


def current_draft(work: Work) -> Draft | None:
    """Return the draft of the newest text of a work that has one."""
    rows = Draft.objects.filter(version__work=work).select_related("version__work__root")
    return rows.defer("version__findings_en", "version__text").order_by("-version_id").first()


def candidate_by_id(work: Work, candidate_id: int) -> Candidate | None:
    """Return a candidate of a work, of whatever draft."""
    rows = Candidate.objects.filter(pk=candidate_id, draft__version__work=work)
    return rows.select_related("draft__version__work__root").defer(*HEAVY).first()


def newest_id(work: Work) -> int:
    """Return the id of the newest text of a work."""
    return work.versions.order_by("-pk").values_list("pk", flat=True).first() or 0


def live(draft: Draft) -> QuerySet[Candidate]:
    """Return the candidates of a draft that stand, in document order."""
    return draft.candidates.filter(standing__in=LIVE).order_by(*ORDER)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the deciding has come."""

    total: int
    decided: int
    accepted: int

    @property
    def left(self) -> int:
        """Return how many are undecided."""
        return self.total - self.decided

    @property
    def rejected(self) -> int:
        """Return how many were rejected."""
        return self.decided - self.accepted


def progress_of(draft: Draft) -> Progress:
    """Return how far the deciding of a draft has come."""
    told = draft.candidates.filter(standing__in=LIVE).aggregate(
        total=Count("pk"),
        decided=Count("pk", filter=Q(standing__in=DECIDED)),
        accepted=Count("pk", filter=Q(standing=Standing.ACCEPTED)),
    )
    return Progress(**told)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One article in the overview."""

    group: str
    words: str
    part: str
    total: int
    decided: int

    @property
    def left(self) -> int:
        """Return how many are undecided."""
        return self.total - self.decided


def group_lines(draft: Draft) -> list[GroupLine]:
    """Return the articles and sections of the text, each with how many candidates are decided."""
    told = (
        live(draft)
        .order_by()
        .values_list("group")
        .annotate(total=Count("pk"), decided=Count("pk", filter=Q(standing__in=DECIDED)))
    )
    counts = {group: (total, decided) for group, total, decided in told}
    headings: dict[str, str] = {}
    parts: dict[str, str] = {}
    for node in walk(draft.version.tree["provisions"]):
        group = group_of(node["address"])
        if node["address"] == group:
            headings[group] = heading_of(node)[0]
        if may_order(node) or group in counts:
            parts.setdefault(group, node["part"])
    return [
        GroupLine(
            group, headings.get(group) or group_words(group), part, *counts.get(group, (0, 0))
        )
        for group, part in {**parts, **{one: parts.get(one, "") for one in counts}}.items()
    ]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where to go from one candidate."""

    before: Candidate | None
    after: Candidate | None
    undecided: Candidate | None


def undecided_after(draft: Draft, candidate: Candidate | None) -> Candidate | None:
    """Return the next candidate that is undecided, in document order, from the first again at the
    end; ``None`` where all are decided.
    """
    rows = live(draft).filter(standing=Standing.UNDECIDED)
    rows = rows.select_related("draft__version").defer(*HEAVY)
    if candidate is not None:
        found = rows.filter(beyond(candidate)).first()
        if found:
            return found
        rows = rows.exclude(pk=candidate.pk)
    return rows.first()


def beyond(candidate: Candidate) -> Q:
    """Return the filter for candidates that stand after another one."""
    return Q(position__gt=candidate.position) | Q(
        position=candidate.position, number__gt=candidate.number
    )


def neighbours(candidate: Candidate) -> Neighbours:
    """Return where to go from a candidate."""
    rows = live(candidate.draft).exclude(pk=candidate.pk)
    return Neighbours(
        before=rows.exclude(beyond(candidate)).last(),
        after=rows.filter(beyond(candidate)).first(),
        undecided=undecided_after(candidate.draft, candidate),
    )


def focus_of(draft: Draft, asked: str) -> Candidate | None:
    """Return the candidate asked for, if it stands in the draft."""
    return live(draft).filter(pk=int(asked)).first() if asked.isdecimal() else None


def page_of_group(
    draft: Draft, group: str, focus: Candidate | None, number: str | None
) -> Page[Candidate]:
    """Return one page of the candidates of a group: the one asked for, else that of the focus."""
    rows = live(draft).filter(group=group).select_related("decision")
    if number is None and focus is not None:
        before = rows.exclude(beyond(focus)).count()
        number = str((max(before, 1) - 1) // PAGE_ROWS + 1)
    return page_of(rows, number, list)


def others_on(candidate: Candidate) -> list[Candidate]:
    """Return the other candidates on the same provision, the next ones first."""
    rows = list(live(candidate.draft).filter(address=candidate.address).exclude(pk=candidate.pk))
    return sorted(rows, key=lambda one: (one.number < candidate.number, one.number))


@dataclass(frozen=True, slots=True)
class SilentLine:
    """One provision for which the pack would state no duty."""

    address: str
    words: str
    text: str
    has_inner: bool
    rejected_count: int


def silent_lines(draft: Draft) -> list[SilentLine]:
    """Return the provisions with words of their own and no accepted duty, in document order."""
    rows = live(draft).filter(standing__in=DECIDED).values_list("address", "standing")
    accepted: set[str] = set()
    rejected: dict[str, int] = {}
    for address, standing in rows:
        if standing == Standing.ACCEPTED:
            accepted.add(address)
        else:
            rejected[address] = rejected.get(address, 0) + 1
    above = {inner for address in accepted for inner in _above(address)}
    return [
        SilentLine(
            node["address"],
            place(node["address"]),
            " ".join(node["text"].split()),
            node["address"] in above,
            rejected.get(node["address"], 0),
        )
        for node in walk(draft.version.tree["provisions"])
        if may_order(node) and node["address"] not in accepted
    ]


def _above(address: str) -> Iterator[str]:
    """Yield the addresses of what a provision stands in."""
    while "__" in address:
        address = address.rpartition("__")[0]
        yield address


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One provision with its words in marked pieces and the candidates beside it."""

    address: str
    words: str
    level: str
    pieces: list[tuple[str, str]]
    lines: list[Line]
    may_add: bool


def _row(
    tree: Mapping[str, Any], node: Mapping[str, Any], marks: Any, lines: list[Line]
) -> PlaceRow:
    whole, matched = marks
    return PlaceRow(
        node["address"],
        place(node["address"]),
        node["level"],
        pieces(tree["text"], node, whole, matched),
        [line for line in lines if line.candidate.address == node["address"]],
        may_order(node),
    )


class Beside:
    """One provision with all that it stands in: what a person reads while filling in a form."""

    def __init__(self, draft: Draft, address: str, candidate: Candidate | None = None) -> None:
        tree = draft.version.tree
        self.address, self.group = address, group_of(address)
        self.words, self.candidate = place(address), candidate
        marks = spans_of(tree["text"], candidate.proposal if candidate else {})
        wanted = {address, *_above(address)}
        nodes = list(walk(tree["provisions"]))
        is_there = any(node["address"] == address for node in nodes)
        self.rows = [
            _row(tree, node, marks, []) for node in nodes if is_there and node["address"] in wanted
        ]
        self.line = Line(candidate, Labels([candidate.duty]), is_focus=True) if candidate else None


class ConfirmPage:
    """One article with the candidates beside its provisions, one of them in focus."""

    def __init__(
        self, draft: Draft, group: str, focus: Candidate | None, number: str | None
    ) -> None:
        self.draft, self.group = draft, group
        top = nodes_of(draft.version.tree, group)[:1]
        self.words = (heading_of(top[0])[0] if top else "") or group_words(group)
        self.page = page_of_group(draft, group, focus, number)
        rows = list(self.page.object_list)
        if focus is None or focus.pk not in {one.pk for one in rows}:
            focus = next((one for one in rows if one.standing == Standing.UNDECIDED), None)
            focus = focus or next(iter(rows), None)
        self.focus = focus
        labels = Labels(one.duty for one in rows)
        self.lines = [Line(one, labels, focus is not None and one.pk == focus.pk) for one in rows]
        self.around = neighbours(focus) if focus else None
        self.progress = progress_of(draft)

    @property
    def focus_line(self) -> Line | None:
        """Return the candidate in focus."""
        return next((line for line in self.lines if line.is_focus), None)

    @cached_property
    def rows(self) -> list[PlaceRow]:
        """Return the provisions of the article in document order."""
        tree = self.draft.version.tree
        marks = spans_of(tree["text"], self.focus.proposal if self.focus else {})
        nodes = nodes_of(tree, self.group)
        return [_row(tree, node, marks, self.lines) for node in nodes]

    @cached_property
    def astray(self) -> list[Line]:
        """Return the candidates whose provision is not in the text."""
        known = {row.address for row in self.rows}
        return [line for line in self.lines if line.candidate.address not in known]


def digest_of_lines(lines: Iterable[SilentLine]) -> str:
    """Return what names a list of provisions without a duty, so that a changed list is noticed."""
    told = "\n".join(line.address for line in lines)
    return hashlib.sha256(told.encode()).hexdigest()


def english_left(draft: Draft) -> int:
    """Return how many accepted duties stand in Vietnamese only."""
    rows = live(draft).filter(standing=Standing.ACCEPTED).values_list("duty", flat=True)
    return sum(lacks_english(duty) for duty in rows)
