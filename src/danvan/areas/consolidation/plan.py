"""What a merge would do, as values shown before it is done: inputs, figures before and after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from danvan.areas.consolidation.calculator import form_of, preview, values_of
from danvan.areas.consolidation.models import Input, InputState, LeftWhy, OwnFigure
from danvan.areas.consolidation.queries import (
    Candidate,
    candidates,
    parts_below,
)
from danvan.areas.consolidation.shapes import Changed, Standing, Values, changes, sort_out
from danvan.areas.reporting.models import Filled, ReportVersion
from danvan.areas.reporting.queries import previous
from danvan.kernel.accounts.actors import Actor
from danvan.law.report_checks import FigureFinding, check, stops
from danvan.law.reports import Figure, ReportForm

Hand = Mapping[int, str | None]
"""By unit, why a person leaves its report out; ``None`` takes it in again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One body of the plan.

    Args:
        was: What stands now; ``None`` where the body is new.
    """

    candidate: Candidate
    state: str
    why: str = ""
    inside_id: int | None = None
    note: str = ""
    was: Input | None = None

    @property
    def lower_id(self) -> int | None:
        """Return the version that is, or could be, taken."""
        return self.candidate.version.pk if self.candidate.version else None

    @property
    def is_changed(self) -> bool:
        """Return whether it stands otherwise now."""
        now = (self.lower_id, self.state, self.why, self.inside_id)
        was = self.was
        return was is None or now != (was.lower_id, was.state, was.why, was.inside_id)


@dataclass(frozen=True)
class Plan:
    """What a merge would do to a version.

    Args:
        own: Figures of the merging body itself.
        gone: Inputs whose body no longer owes or sends anything.
        twice: Reports held by two of those taken, with the two.
    """

    version: ReportVersion
    form: ReportForm
    lines: tuple[Line, ...]
    own: Mapping[str, Decimal]
    own_input: Input | None
    gone: tuple[Input, ...]
    before: Values
    after: Values
    twice: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def taken(self) -> list[Line]:
        """Return what would be in."""
        return [line for line in self.lines if line.state == InputState.TAKEN]

    @property
    def missing(self) -> list[Line]:
        """Return who has not reported."""
        return [line for line in self.lines if line.state == InputState.MISSING]

    @property
    def left(self) -> list[Line]:
        """Return what came and would stay out."""
        return [line for line in self.lines if line.state == InputState.LEFT]

    @property
    def changed_lines(self) -> list[Line]:
        """Return the bodies that stand otherwise now."""
        return [line for line in self.lines if line.is_changed]

    @cached_property
    def changes(self) -> tuple[Changed, ...]:
        """Return the figures that would change, in the order of the form."""
        return changes(self.before, self.after, (figure.key for figure in self.form.figures))

    @property
    def told_changes(self) -> list[tuple[Figure | None, Changed]]:
        """Return the same with the figure each is about, for a page."""
        return [(self.form.figure(one.key), one) for one in self.changes]

    @property
    def was_merged(self) -> bool:
        """Return whether reports were taken before, into this version or the one it copies."""
        return self.own_input is not None or any(line.was for line in self.lines)

    @property
    def is_news(self) -> bool:
        """Return whether merging again would change anything."""
        return bool(self.changed_lines or self.changes or self.gone)

    @cached_property
    def digest(self) -> str:
        """Return what tells this plan from any other; somebody who saw it agrees to just this."""
        lines = [(x.candidate.unit_id, x.lower_id, x.state, x.why) for x in self.lines]
        stands = [(x.was.lower_id, x.was.state) if x.was else None for x in self.lines]
        gone = [one.pk for one in self.gone]
        own = sorted((key, str(value.normalize())) for key, value in self.own.items())
        told = (self.version.pk, sorted(lines, key=str), stands, own, gone, _text(self.before))
        return hashlib.sha256(repr(told).encode()).hexdigest()


def _text(values: Values) -> list[tuple[str, str]]:
    given = ((key, value) for key, value in values.items() if value is not None)
    return sorted((key, str(value.normalize())) for key, value in given)


def plan_of(
    version: ReportVersion,
    actor: Actor,
    *,
    hand: Hand | None = None,
    own: Mapping[str, Decimal] | None = None,
) -> Plan:
    """Return what merging now would do to a version.

    Args:
        version: With report, form and case loaded.
        hand: What a person leaves out or takes in again, on top of earlier decisions.
        own: The merging body's own figures; ``None`` keeps those it has, at first those it typed.
    """
    report, form = version.report, form_of(version.report)
    unit_id = report.case.unit_id
    standing = {one.unit_id: one for one in version.inputs.all()}
    own_input = standing.pop(unit_id, None)
    found = candidates(actor, report)
    left = _left_by_hand(standing, hand or {})
    lines = _lines(report.pk, found, standing, left)
    sorted_lines, twice = lines
    gone = [one for unit, one in standing.items() if unit not in {c.unit_id for c in found}]
    kept = _own(version, form, own_input, standing) if own is None else own
    taken = [one.lower_id for one in sorted_lines if one.state == InputState.TAKEN]
    before = values_of(version)
    after = preview(form, [pk for pk in taken if pk], kept) if taken or kept else dict(before)
    return Plan(
        version,
        form,
        sorted_lines,
        kept,
        own_input,
        tuple(gone),
        before,
        _beside(after, version),
        twice,
    )


def _beside(after: Values, version: ReportVersion) -> Values:
    """Return what will stand: figures no input gives stay as they were typed."""
    typed = version.cells.exclude(filled=Filled.MERGED).values_list("key", "value")
    kept = {key: value for key, value in typed if after.get(key) is None}
    return {**after, **kept}


def _own(
    version: ReportVersion, form: ReportForm, own_input: Input | None, others: Mapping[int, Input]
) -> dict[str, Decimal]:
    """Return the body's own figures: those kept, or before the first merge those it typed.

    Once anything was merged, also into the version that this one copies, a figure typed over is no
    input: it would count beside those it stands for.
    """
    if own_input is not None:
        return dict(OwnFigure.objects.filter(input=own_input).values_list("key", "value"))
    if others:
        return {}
    plain = {figure.key for figure in form.figures if figure.merge != "ratio"}
    typed = version.cells.exclude(filled=Filled.MERGED).filter(value__isnull=False)
    rows = typed.values_list("key", "value")
    return {key: value for key, value in rows if key in plain and value is not None}


def own_before(version: ReportVersion) -> dict[str, Decimal]:
    """Return the own figures of the same body in the last period that it handed in."""
    last = previous(version.report)
    rows = OwnFigure.objects.filter(input__version=last) if last else OwnFigure.objects.none()
    return dict(rows.values_list("key", "value"))


def reasons_of(version: ReportVersion) -> dict[str, str]:
    """Return the reasons given for figures that jump, by key."""
    return dict(version.cells.exclude(reason="").values_list("key", "reason"))


def wrong_own(
    version: ReportVersion, own: Values, reasons: Mapping[str, str]
) -> tuple[FigureFinding, ...]:
    """Return why own figures cannot stand: as those of a report, against the last own ones."""
    return stops(check(form_of(version.report), own, own_before(version), reasons))


def _left_by_hand(standing: Mapping[int, Input], hand: Hand) -> dict[int, str]:
    left = {
        unit: one.note
        for unit, one in standing.items()
        if one.state == InputState.LEFT and one.why == LeftWhy.BY_HAND
    }
    for unit, note in hand.items():
        if note is None:
            left.pop(unit, None)
        else:
            left[unit] = note
    return left


def _lines(
    report_id: int,
    found: Sequence[Candidate],
    standing: Mapping[int, Input],
    left: Mapping[int, str],
) -> tuple[tuple[Line, ...], Mapping[int, tuple[int, int]]]:
    able = {one.version.report_id: one for one in found if one.version and one.unit_id not in left}
    parts, _report_of = parts_below([one.version.pk for one in able.values() if one.version])
    decided = sort_out(report_id, list(able), parts)
    units = {report: one.unit_id for report, one in able.items()}
    lines = tuple(_line(one, decided, units, left, standing.get(one.unit_id)) for one in found)
    return lines, decided.twice


def _line(
    one: Candidate,
    decided: Standing,
    units: Mapping[int, int],
    left: Mapping[int, str],
    was: Input | None,
) -> Line:
    if one.version is None:
        return Line(one, InputState.MISSING, was=was)
    if one.unit_id in left:
        return Line(one, InputState.LEFT, LeftWhy.BY_HAND, note=left[one.unit_id], was=was)
    report = one.version.report_id
    if report in decided.circles:
        return Line(one, InputState.LEFT, LeftWhy.CIRCLE, was=was)
    if report in decided.within:
        holder = units[decided.within[report]]
        return Line(one, InputState.LEFT, LeftWhy.INSIDE, holder, was=was)
    return Line(one, InputState.TAKEN, was=was)
