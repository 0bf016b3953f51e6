"""Forms of periodic reports: what they ask, what is wrong with an answer, how answers merge.

Values only and pure functions. A figure that nobody gave is ``None`` and never nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from danvan.law.calendar import Mark
from danvan.law.duties import PERIODS, Words
from danvan.law.periods import Period

MergeRule = Literal["sum", "last", "maximum", "ratio"]
OverTime = Literal["sum", "last", "maximum"]
Counted = Literal[
    "opened",
    "handled",
    "dated",
    "on_time",
    "late",
    "undated",
    "waived",
    "extended",
    "open",
    "overdue",
]
AnnexRows = Literal["hand", "duties"]

MERGE_RULES: tuple[MergeRule, ...] = get_args(MergeRule)
OVER_TIME: tuple[OverTime, ...] = get_args(OverTime)
COUNTED: tuple[Counted, ...] = get_args(Counted)
ANNEX_ROWS: tuple[AnnexRows, ...] = get_args(AnnexRows)

ONCE = "once"
"""The period of a report that comes on no rhythm: ad hoc, asked for by somebody."""

REPORT_PERIODS: tuple[str, ...] = (*PERIODS, ONCE)
ANY_DUTY = "*"
"""Written in the duties of a form: it serves every duty to report that has no form of its own."""

PLACES = Decimal("0.0001")
"""Figures are kept to four decimal places."""

LARGEST = Decimal(10) ** 12
"""A figure stays below it, so that the sum over a whole country can be kept too."""

Values = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Counting:
    """Which of one's own records fill a figure; the kernel counts them from cases and their days.

    Args:
        kind: Kind of case, such as ``meetings.record``; ``petitions.*`` is every kind of a room.
        measure: What is counted in the period: ``opened``; ``handled``, that is closed and not
            waived, of these ``dated`` (``on_time`` or ``late``) and ``undated``; ``waived``;
            ``extended``; or how many stand ``open`` or ``overdue`` when it ends. The kernel's
            ``cases/rates.py`` defines them.
        state: Only cases in this state today; empty means any.
        documents: Numbers of the documents whose duties are counted, for occurrences of duties;
            empty means all.
    """

    kind: str
    measure: Counted
    state: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number a report asks for.

    Args:
        definition: What is counted and what is not: turns not persons, sessions not days.
        merge: How the figures of several bodies become one: ``sum``, ``last`` (of those given, in
            order), ``maximum``, ``ratio`` (of the sums of two other figures, never a mean).
        over_time: How one body's figures of several periods become one. A stock, such as how many
            teams there are, is summed over bodies and is the ``last`` over time.
        of: Numerator and denominator of a ratio.
        per: A ratio is told per this many; 100 makes a percentage.
        minimum, maximum: Bounds, both inclusive; ``None`` means unbounded.
        whole: No part of one.
        jump: A value this many times the last period's, or that many times less, asks a reason.
        periods: Kinds of period in which it is asked; empty means in each of the form's.
        counts: Own records that fill it; ``None`` where only people know.
    """

    key: str
    label: Words
    definition: Words
    unit: Words
    merge: MergeRule
    over_time: OverTime = "sum"
    of: tuple[str, str] | None = None
    per: int = 1
    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None
    whole: bool = True
    jump: Decimal | None = None
    periods: frozenset[str] = frozenset()
    counts: Counting | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A figure that is the sum of others of the same report."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is answered in sentences.

    Args:
        limit: Most characters of the answer.
        periods: Kinds of period in which it is asked; empty means in each of the form's.
    """

    key: str
    prompt: Words
    limit: int
    periods: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a form with its figures, the sums among them, and its questions."""

    key: str
    title: Words
    figures: tuple[Figure, ...] = ()
    questions: tuple[Question, ...] = ()
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexColumn:
    """One column of an annex."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Annex:
    """A table behind the report.

    Args:
        rows: Typed by ``hand``, or taken from the register of ``duties``.
    """

    key: str
    title: Words
    columns: tuple[AnnexColumn, ...]
    rows: AnnexRows = "hand"
    periods: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What a report of some kind asks, as a pack holds it from a day on.

    Args:
        key: The same through all versions.
        version: Told apart from earlier ones; a report keeps the version it was begun with.
        valid_from, valid_until: It serves periods whose last day lies in this half-open span;
            ``None`` means unbounded.
        periods: Kinds of period it serves, keys of the periods list, or ``once``.
        short: Keys of figures and questions that make the two-minute form.
        duties: Ids of the duties it serves, or ``*`` for any without a form of its own.
        bearers: Slugs of the bodies it is for; empty means any.
    """

    key: str
    version: str
    title: Words
    periods: frozenset[str]
    sections: tuple[Section, ...]
    source: str
    mark: Mark
    valid_from: date | None = None
    valid_until: date | None = None
    annexes: tuple[Annex, ...] = ()
    short: tuple[str, ...] = ()
    duties: tuple[str, ...] = (ANY_DUTY,)
    bearers: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        """The days on which a period may end that this form serves."""
        return Period(self.valid_from, self.valid_until)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in order."""
        return tuple(figure for section in self.sections for figure in section.figures)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def totals(self) -> tuple[Total, ...]:
        """All sums in order."""
        return tuple(total for section in self.sections for total in section.totals)

    def figure(self, key: str) -> Figure | None:
        """Return a figure by its key, or ``None``."""
        return next((figure for figure in self.figures if figure.key == key), None)

    def asked_in(self, period: str) -> ReportForm:
        """Return the form with only what is asked in a kind of period; empty sections fall away."""
        sections = (_section_in(section, period) for section in self.sections)
        kept = tuple(one for one in sections if one.figures or one.questions)
        annexes = tuple(one for one in self.annexes if _is_asked(one.periods, period))
        return replace(self, sections=kept, annexes=annexes)

    def shortened(self) -> ReportForm:
        """Return the two-minute form: what ``short`` names, or the whole where it names nothing."""
        if not self.short:
            return self
        sections = (_section_with(section, self.short) for section in self.sections)
        kept = tuple(one for one in sections if one.figures or one.questions)
        return replace(self, sections=kept, annexes=())


def _is_asked(periods: frozenset[str], period: str) -> bool:
    return not periods or period in periods


def _section_in(section: Section, period: str) -> Section:
    figures = [one for one in section.figures if _is_asked(one.periods, period)]
    questions = [one for one in section.questions if _is_asked(one.periods, period)]
    return _narrowed(section, figures, questions)


def _section_with(section: Section, keys: Sequence[str]) -> Section:
    figures = [one for one in section.figures if one.key in keys]
    questions = [one for one in section.questions if one.key in keys]
    return _narrowed(section, figures, questions)


def _narrowed(
    section: Section, figures: Sequence[Figure], questions: Sequence[Question]
) -> Section:
    keys = {figure.key for figure in figures}
    totals = tuple(one for one in section.totals if keys >= {one.whole, *one.parts})
    return replace(section, figures=tuple(figures), questions=tuple(questions), totals=totals)


def merge(
    form: ReportForm, inputs: Iterable[Values], *, over_time: bool = False
) -> dict[str, Decimal | None]:
    """Return the figures of several reports as those of one.

    What no input gives stays ``None``. A sum of some is the sum of those that were given; whoever
    shows it tells which are missing. A ratio is that of the merged sums.

    Args:
        inputs: Figures of each report, by key, in order; for ``over_time`` in order of periods.
        over_time: Whether they are one body's reports of several periods, not those of several
            bodies of one period.
    """
    given: dict[str, list[Decimal]] = {figure.key: [] for figure in form.figures}
    for values in inputs:
        for key, kept in given.items():
            value = values.get(key)
            if value is not None:
                kept.append(value)
    merged = {
        figure.key: _merged(figure.over_time if over_time else figure.merge, given[figure.key])
        for figure in form.figures
        if figure.merge != "ratio"
    }
    return with_ratios(form, merged)


def _merged(rule: MergeRule, given: Sequence[Decimal]) -> Decimal | None:
    if not given:
        return None
    if rule == "maximum":
        return max(given)
    return given[-1] if rule == "last" else sum(given, Decimal(0))


def with_ratios(form: ReportForm, values: Values) -> dict[str, Decimal | None]:
    """Return figures in the order of the form, each ratio computed from its two figures."""
    return {
        figure.key: ratio_of(figure, values) if figure.merge == "ratio" else values.get(figure.key)
        for figure in form.figures
    }


def ratio_of(figure: Figure, values: Values) -> Decimal | None:
    """Return a ratio, rounded half up; ``None`` where a part is missing or divides by nought."""
    if figure.of is None:
        return None
    top, bottom = (values.get(key) for key in figure.of)
    if top is None or not bottom:
        return None
    return (top * figure.per / bottom).quantize(PLACES, ROUND_HALF_UP)


def every_key(form: ReportForm) -> Iterator[str]:
    """Go through the keys of figures, then questions, then annexes."""
    yield from (figure.key for figure in form.figures)
    yield from (question.key for question in form.questions)
    yield from (annex.key for annex in form.annexes)
